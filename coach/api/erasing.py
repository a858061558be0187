"""What is deleted because somebody asks for it: the recording by its patient, a whole session by the clinic.

Not for what has passed its time (coach.store.keeping).
"""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field

from coach.api.problems import Problem
from coach.api.reception import visitor_of
from coach.rtc.consent import TEXT_VERSION
from coach.store.database import now
from coach.store.facts import Facts, LinkOpened
from coach.store.files import Files, StorageFailed
from coach.store.films import withdraw
from coach.store.keeping import forget
from coach.store.models import ConsentRow

STILL_RUNS = "The session is not over yet: end it first."
STILL_WRITTEN = "The recording is still being finished. Try again in a minute."
STILL_THERE = "Somebody is still in this session: it can be deleted when all have left."
STILL_JUDGED = "This session is being judged just now. Delete it when that is done."
FILES_LEFT = (
    "The session is deleted, but not its files: the storage does not answer. Tell whoever runs the server."
)
NOT_ALL = "Not all of it could be deleted, because the storage does not answer. Try again soon."
RESPONSES: dict[int | str, dict[str, object]] = {
    404: {"model": Problem, "description": "No such session"},
    409: {"model": Problem, "description": "Not while it runs"},
    503: {"model": Problem, "description": "The storage does not answer; it can be asked for again"},
}


class OwnRecording(BaseModel):
    recorded: bool = Field(description="Pictures or sound of this session are kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Eraser:
    """What the doors share."""

    facts: Facts
    files: Files
    is_open: Callable[[str], bool]
    """Whether somebody may still be in it."""

    async def recording(self, link: LinkOpened, language: str) -> None:
        """Their word is kept first; then file and row of every film go together. Raises HTTPException."""
        await self._check_written(link)
        await self.facts.add([_withdrawn(link.session_id, language)])
        try:
            await withdraw(self.facts, self.files, link.session_id)
        except (StorageFailed, OSError) as error:
            raise HTTPException(503, NOT_ALL) from error

    async def session(self, session_id: str, role: str) -> None:
        """Raises HTTPException."""
        if self.is_open(session_id):
            raise HTTPException(409, STILL_THERE)
        if any(
            job.state in ("waiting", "running") for job in await self.facts.work.jobs(session_id=session_id)
        ):
            raise HTTPException(409, STILL_JUDGED)
        try:
            await forget(self.facts, self.files, [session_id], by=role, why="asked for")
        except (StorageFailed, OSError) as error:  # `coach doctor` finds what is left
            raise HTTPException(503, FILES_LEFT) from error

    async def _check_written(self, link: LinkOpened) -> None:
        if not link.ended:
            raise HTTPException(409, STILL_RUNS)
        films = await self.facts.recordings(link.session_id)
        if self.is_open(link.session_id) and any(film.seconds is None for film in films):
            raise HTTPException(409, STILL_WRITTEN)


def router(eraser: Eraser) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["erasing"], responses=RESPONSES)
    facts = eraser.facts

    @api.get("/recordings/{code}")
    async def recorded(code: str) -> OwnRecording:
        link = await _opened(facts, code)
        return OwnRecording(recorded=bool(await facts.recorded([link.session_id])))

    @api.post("/recordings/{code}/withdrawn", status_code=201)
    async def take_back(code: str, language: str = "en") -> OwnRecording:
        """Pictures and sound of everybody in it are deleted; what was counted stays."""
        await eraser.recording(await _opened(facts, code), language[:16])
        return OwnRecording(recorded=False)

    @api.delete("/review/{code}", status_code=204)
    async def delete(request: Request, code: str) -> None:
        """Facts, movements and recordings, for good; a line in the audit stays."""
        link = await _opened(facts, code)
        await eraser.session(link.session_id, visitor_of(request).actor.role)

    return api


async def _opened(facts: Facts, code: str) -> LinkOpened:
    """Raises HTTPException 404."""
    link = await facts.open_link(code)
    if link is None:
        raise HTTPException(404, "This session is not here any more.")
    return link


def _withdrawn(session_id: str, language: str) -> ConsentRow:
    return ConsentRow(
        session_id=session_id,
        role="patient",
        name="",
        said="withdrawn",
        picture=False,
        text_version=TEXT_VERSION,
        language=language,
        at=now(),
    )
