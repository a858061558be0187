"""What a patient's consents let happen: the one place that is asked, and that follows when one is taken back.

Only a refusal stops anything: what was never answered is asked in the waiting room. Without *call* no
session of theirs is begun or joined, and one that runs ends. Without *data* a session with the therapist is
judged, and nothing of it kept; what exists only to be kept, exercises at home and videos sent in, is refused.
What the therapist writes in words is their clinical record and is kept all the same; a mark without words, a
picture or drawn lines are not. Without *recording* nobody can ask for one. What was kept before stays until
its deletion is asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from fastapi import HTTPException

from coach.api.reception import Archive
from coach.rtc.room import Room
from coach.store.database import now
from coach.store.facts import Facts

NO_CALL = "This patient does not agree to video sessions. They can change that on their own page."
NO_DATA = "This patient does not agree that their data is kept. They can change that on their own page."
OWN_NO_CALL = (
    "You do not agree to video sessions. To begin, agree again under “What you agree to” on this page."
)
OWN_NO_DATA = (
    "You do not agree that your data is kept. To go on, agree under “What you agree to” on this page."
)
WORDS: Mapping[str, tuple[str, str]] = {"call": (NO_CALL, OWN_NO_CALL), "data": (NO_DATA, OWN_NO_DATA)}
"""To their therapist, and to themselves."""
NO_MARK = "Nothing of this session is kept but words: write some, then it is kept in your record."
LONGEST = timedelta(days=1)
"""A session at home that was begun earlier does not run any more."""


async def refused(archive: Archive, patient_id: str) -> frozenset[str]:
    """The kinds that they refused or took back; the newest answer of each holds."""
    newest = {row.kind: row.given for row in await archive.consents.all_of(patient_id)}
    return frozenset(kind for kind, given in newest.items() if not given)


async def refused_in(archive: Archive, session_id: str) -> frozenset[str]:
    """Of a session's patient; a guest's session has nobody who could."""
    whose = await archive.people.session_people(session_id)
    return await refused(archive, whose.patient_id) if whose and whose.patient_id else frozenset()


async def never_recorded(archive: Archive, session_id: str) -> bool:
    """A recording is data too."""
    return bool(await refused_in(archive, session_id) & {"recording", "data"})


async def require(archive: Archive, patient_id: str, *kinds: str, own: bool = False) -> None:
    """`own`: the patient themselves is told. Raises HTTPException 409."""
    no = await refused(archive, patient_id)
    for kind in kinds:
        if kind in no:
            raise HTTPException(409, WORDS[kind][own])


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Sessions that run when a consent is taken back."""

    facts: Facts
    archive: Archive
    room: Callable[[str], Room | None]

    async def refusal(self, patient_id: str, kind: str) -> None:
        if kind not in ("call", "data"):
            return
        for session_id in await self._running(patient_id):
            room = self.room(session_id)
            if kind == "data" and room is not None:
                room.keep_nothing()
            elif kind == "call":
                await self._end(session_id, room)

    async def _end(self, session_id: str, room: Room | None) -> None:
        if room is None:
            await self.facts.end_session(session_id)
        else:
            room.break_off("call_taken_back")

    async def _running(self, patient_id: str) -> list[str]:
        led = await self.archive.diary.sessions_of(patient_id=patient_id, running=True)
        alone = await self.archive.diary.at_home(patient_id, now() - LONGEST)
        return [session.id for session, _ in [*led, *alone] if session.ended_at is None]
