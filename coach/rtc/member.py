"""One participant of a room: what they hear from us, and their media connection while it stands."""

import time
from collections.abc import Callable
from typing import Literal

from coach.rtc.messages import Notice, Participant
from coach.rtc.notices import sentence
from coach.rtc.outbox import Connection, Outbox
from coach.rtc.peer import Peer
from coach.rtc.vocabulary import Message, Role

SILENT_S = 10.0
"""Without a heartbeat for so long (pages send one every 2 s), a line counts as dropped."""

Device = Literal["on", "off", "lost"]
NoticeLevel = Literal["info", "warning", "error"]


class Member:
    """Exists from hello until the line drops; a page that joins again is a new member with the same seat."""

    def __init__(
        self,
        *,
        seat: int,
        role: Role,
        name: str,
        language: str,
        connection: Connection,
        slots: int,
        person: str | None = None,
    ) -> None:
        """`person`: the id of who it is, where that is known."""
        self.person = person
        self.seat, self.role, self.name, self.language = seat, role, name, language
        self.peer: Peer | None = None
        self.camera: Device = "on"
        self.microphone: Device = "on"
        self.ready = False
        """A caregiver's: safe to start, they said of the exercise on now."""
        self.slots: list[int | None] = [None] * slots
        self.outbox = Outbox(connection)
        self._heard = time.monotonic()

    @property
    def leads(self) -> bool:
        """May choose, start, correct and end."""
        return self.role in ("therapist", "clinician")

    @property
    def silent(self) -> bool:
        return time.monotonic() - self._heard > SILENT_S

    def heard(self) -> None:
        self._heard = time.monotonic()

    def send(self, message: Message) -> None:
        self.outbox.put_text(message.model_dump_json())

    def notice(self, code: str, level: NoticeLevel = "info") -> None:
        self.send(Notice(code=code, text=sentence(code, self.language), level=level))

    def participant(self) -> Participant:
        return Participant(
            id=self.seat,
            role=self.role,
            name=self.name,
            connected=self.peer is not None,
            camera=self.camera,
            microphone=self.microphone,
            ready=self.ready,
        )


Audience = Callable[[], list[Member]]
