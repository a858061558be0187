"""A patient's own link: the first-time code, and the waiting room."""

from datetime import datetime

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, Field

from coach.api.attempts import Attempts
from coach.api.entrance import TOO_OFTEN, keep
from coach.api.links import Addresses
from coach.api.people import Waiting, utc
from coach.api.problems import Problem
from coach.api.reception import Archive, device_cookie, visitor_of
from coach.store.database import now
from coach.store.entrances import LINK_LASTS
from coach.store.facts import Facts

NO_LINK = "This link does not open anything any more. Ask your therapist for a new one."
WRONG_CODE = "That is not the code. Ask your therapist for it."
LOCKED = "Too many wrong codes. Ask your therapist to send the link again."
_RESPONSES: dict[int | str, dict[str, object]] = {
    401: {"model": Problem, "description": "The first-time code is needed, or is wrong"},
    404: {"model": Problem, "description": "The link has ended"},
    429: {"model": Problem, "description": "Tried too often"},
}


class CodeIn(BaseModel):
    code: str = Field(min_length=1, max_length=20)


class OwnFilm(BaseModel):
    """A session of theirs whose recording is kept."""

    code: str = Field(description="For `/recordings/{code}/withdrawn`")
    started_at: datetime = Field(description="UTC")


class WaitingRoom(BaseModel):
    """What a patient sees while they wait."""

    name: str
    therapist: str | None
    session_url: str | None = Field(description="The session that has begun; null while they wait")
    next: datetime | None = Field(description="UTC")
    recordings: list[OwnFilm] = Field(description="Newest first")


def router(facts: Facts, archive: Archive, addresses: Addresses, waiting: Waiting) -> APIRouter:
    api = APIRouter(prefix="/api/v1/personal/{code}", tags=["people"], responses=_RESPONSES)
    by_address = Attempts(30, 900)

    async def films(person_id: str) -> list[OwnFilm]:
        sessions = [row for row, _ in await archive.diary.sessions_of(patient_id=person_id) if row.ended_at]
        kept = await facts.recorded(row.id for row in sessions)
        return [
            OwnFilm(code=facts.code(row.id, "patient"), started_at=utc(row.created_at))
            for row in sessions
            if row.id in kept
        ]

    @api.get("")
    async def room(request: Request) -> WaitingRoom:
        """Asked again every few seconds, which is how the therapist knows that somebody waits."""
        person = visitor_of(request).person
        assert person is not None
        waiting.here(person.id)
        running = await archive.diary.sessions_of(patient_id=person.id, running=True)
        carers = await archive.people.carers_of(person.id)
        upcoming = await archive.diary.next_of(person.id, now())
        base = addresses.base(request)
        return WaitingRoom(
            name=person.name,
            therapist=next((one.name for one in carers if one.role != "caregiver"), None),
            session_url=f"{base}/s/{facts.code(running[0][0].id, 'patient')}" if running else None,
            next=upcoming.starts_at if upcoming else None,
            recordings=await films(person.id),
        )

    @api.post("/device", status_code=204)
    async def device(request: Request, response: Response, code: str, wish: CodeIn) -> None:
        """The first-time code, once on each device."""
        if not by_address.take(request.client.host if request.client else ""):
            raise HTTPException(429, TOO_OFTEN)
        found = await archive.entrances.open(code)
        if found is None:
            raise HTTPException(404, NO_LINK)
        given = "".join(c for c in wish.code if c.isdecimal())
        token = await archive.entrances.admit(found.link_id, given)
        if token is None:
            raise HTTPException(401, LOCKED if found.locked else WRONG_CODE)
        keep(request, response, device_cookie(found.link_id), token, int(LINK_LASTS.total_seconds()))

    return api
