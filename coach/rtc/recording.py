"""A room's recording: asked for, agreed to, shown to everybody, stopped by anybody.

Runs on the event loop; files are written by coach.rtc.record's thread, rows by coach.store.films.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path

import structlog

from coach.rtc.consent import RECORDED, TEXT_VERSION, Consent, Said, question, recalled
from coach.rtc.member import Audience, Member, NoticeLevel
from coach.rtc.messages import Recording
from coach.rtc.peer import Peer
from coach.rtc.record import Closed, Filmed, FilmWriter, Opened, Told, keep_time
from coach.rtc.requests import AnswerRecording, AskRecording, StopRecording
from coach.rtc.session_time import SessionTime
from coach.store.database import now
from coach.store.films import FilmLog
from coach.store.models import ConsentRow

log = structlog.get_logger(__name__)

Request = AskRecording | AnswerRecording | StopRecording


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingSettings:
    """What a room needs to record; `least_free` bytes stay free on the disk."""

    log: FilmLog
    least_free: int
    refused: Callable[[], Awaitable[bool]] | None = None
    """Whether the patient has said that they are never to be recorded."""


class RoomRecording:
    def __init__(
        self,
        settings: RecordingSettings,
        audience: Audience,
        tell_leaders: Callable[[str, NoticeLevel], None],
    ) -> None:
        self._settings, self._log = settings, settings.log
        self._audience, self._tell_leaders = audience, tell_leaders
        self._consent = Consent()
        self._times = SessionTime()
        self._peers: dict[str, Peer] = {}
        self._writer: FilmWriter | None = None
        self._filmed: dict[str, Filmed] = {}
        self._paths: set[Path] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()
        self._do(self._recall())

    @property
    def on(self) -> bool:
        return self._writer is not None

    def follow(self, role: str, peer: Peer) -> None:
        """This participant's connection from now on; recorded if that is on."""
        self._peers[role] = peer
        if role == "patient":
            keep_time(peer.camera, self._times)
        if self._writer is not None:
            self._film(role, self._writer)

    async def receive(self, member: Member, request: Request) -> None:
        match request:
            case AskRecording(picture=picture):
                await self._ask(member, picture=picture)
            case AnswerRecording(yes=yes, text_version=version):
                self._answer(member, yes=yes, version=version)
            case StopRecording(keep=keep):
                self._stop(member, keep=keep or member.role == "clinician")

    def show(self, member: Member) -> None:
        """How it stands, to one participant."""
        asked = self._consent.state == "asked" and member.role == "patient"
        words = question(member.language) if asked else (None, None)
        member.send(
            Recording(
                state=self._consent.state,
                picture=self._consent.picture,
                question=words[0],
                explanation=words[1],
                text_version=TEXT_VERSION,
            )
        )

    def end(self) -> None:
        """The session is over: what was recorded is finished and kept."""
        self._consent = Consent()
        if self._writer is not None:
            self._put_away()
            self._show_all()

    async def close(self) -> None:
        """Finishes everything. The consent stands, for a room that is opened again."""
        if self._writer is not None:
            self._put_away()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._log.close()

    # ---- consent

    async def _recall(self) -> None:
        """An edge: without what was said before, nothing is recorded until it is asked again."""
        try:
            rows = await self._log.consents()
        except Exception as failure:  # noqa: BLE001 - a broken database must not end the call
            log.warning("consents_not_recalled", error=type(failure).__name__)
            return
        if self._consent == Consent():
            self._become(recalled((row.role, row.said, row.picture) for row in rows))

    async def _ask(self, member: Member, *, picture: bool) -> None:
        if member.role != "therapist":
            member.notice("therapist_only", "warning")
        elif await self._is_refused():
            member.notice("recording_never", "info")
        elif await asyncio.to_thread(self._room_on_disk):
            self._said(member, "asked", picture=picture)
        else:
            member.notice("recording_disk_low", "error")

    async def _is_refused(self) -> bool:
        return self._settings.refused is not None and await self._settings.refused()

    def _answer(self, member: Member, *, yes: bool, version: int) -> None:
        """An answer to other words than are asked now is no answer."""
        if member.role != "patient" or version != TEXT_VERSION:
            self.show(member)
            return
        if self._said(member, "yes" if yes else "no") and not yes:
            self._tell_leaders("recording_refused", "info")

    def _stop(self, member: Member, *, keep: bool) -> None:
        was = self._consent.state
        if not self._said(member, "stop_keep" if keep else "stop_delete"):
            return
        if not keep:
            self._do(self._delete())
        if was == "on":
            self._tell_leaders("recording_stopped" if keep else "recording_deleted", "info")

    def _said(self, member: Member, said: Said, *, picture: bool = False) -> bool:
        """Whether it meant something; then it is kept."""
        after = self._consent.after(member.role, said, picture=picture)
        if after == self._consent:
            return False
        row = ConsentRow(
            session_id=self._log.session_id,
            role=member.role,
            name=member.name,
            said=said,
            picture=picture,
            text_version=TEXT_VERSION,
            language=member.language,
            at=now(),
        )
        self._log.said(row)
        self._become(after)
        return True

    def _become(self, consent: Consent) -> None:
        self._consent = consent
        if consent.state == "on" and self._writer is None:
            self._start()
        elif consent.state != "on" and self._writer is not None:
            self._put_away()
        self._show_all()

    def _show_all(self) -> None:
        for member in self._audience():
            self.show(member)

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # ---- files

    def _room_on_disk(self) -> bool:
        self._log.folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self._log.folder).free >= self._settings.least_free

    def _start(self) -> None:
        least_free = self._settings.least_free
        writer = self._writer = FilmWriter(self._log.folder, self._hear_from_thread, least_free=least_free)
        for role in self._peers:
            self._film(role, writer)
        log.info("recording_on", session=self._log.session_id)

    def _film(self, role: str, writer: FilmWriter) -> None:
        peer = self._peers[role]
        if role not in RECORDED or peer.ended:
            return
        if role not in self._filmed:
            with_picture = role == "patient" or self._consent.picture
            self._filmed[role] = Filmed(role, writer, self._times, with_picture=with_picture)
        self._filmed[role].follow(peer.microphone, peer.camera)

    def _put_away(self) -> None:
        writer, self._writer = self._writer, None
        for filmed in self._filmed.values():
            filmed.leave()
        self._filmed.clear()
        if "patient" in self._peers:
            keep_time(self._peers["patient"].camera, self._times)
        if writer is not None:
            self._do(asyncio.to_thread(writer.close))
        log.info("recording_off", session=self._log.session_id)

    async def _delete(self) -> None:
        """All films of the session, when the last one is no longer written."""
        others = [task for task in self._tasks if task is not asyncio.current_task()]
        await asyncio.gather(*others, return_exceptions=True)
        self._log.forget(self._paths.union(await self._log.films()))

    def _hear_from_thread(self, told: Told) -> None:
        self._loop.call_soon_threadsafe(self._heard, told)

    def _heard(self, told: Told) -> None:
        match told:
            case Opened(role=role, number=number, path=path, started_t=started_t):
                self._paths.add(path)
                self._log.began(role=role, number=number, path=path, started_t=started_t)
            case Closed(role=role, number=number, path=path, film=film):
                self._log.ended(role=role, number=number, path=path, film=film)
            case _:
                self._give_up(f"recording_{told.reason}")

    def _give_up(self, code: str) -> None:
        if self._writer is not None:
            self._become(Consent())
            self._tell_leaders(code, "error")
