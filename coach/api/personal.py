"""A patient's or caregiver's own link: the first-time code, and the waiting room."""

from datetime import datetime, timedelta

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, Field

from coach.api import agreed
from coach.api.attempts import Attempts
from coach.api.entrance import TOO_OFTEN, keep
from coach.api.links import Addresses
from coach.api.people import Waiting, utc
from coach.api.problems import Problem
from coach.api.reception import Archive, device_cookie, visitor_of
from coach.store.database import now
from coach.store.entrances import LINK_LASTS
from coach.store.facts import Facts
from coach.store.person_models import PersonRow

LATE = timedelta(hours=1)
"""A session that should have begun so long ago is still waited for: the therapist is late."""

NO_LINK = "This link does not open anything any more. Ask your therapist for a new one."
WRONG_CODE = "That is not the code. Ask your therapist for it."
NOBODY_TO_HELP = "You are not helping anybody here any more. Ask the therapist."
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
    """What a patient, or their caregiver, sees while they wait."""

    name: str
    helps: str | None = Field(description="A caregiver: the name of whom they help; null for a patient")
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
        visitor = visitor_of(request)
        person, patients = visitor.person, visitor.actor.patients
        assert person is not None
        patient = await _patient_of(archive, person, patients)
        if patient is None:
            raise HTTPException(404, NOBODY_TO_HELP)
        waiting.here(person.id)
        running = await archive.diary.sessions_of(patient_id=patient.id, running=True)
        if "call" in await agreed.refused(archive, patient.id):
            running = []
        carers = await archive.people.carers_of(patient.id)
        upcoming = await archive.diary.next_of(patient.id, now() - LATE)
        base = addresses.base(request)
        return WaitingRoom(
            name=person.name,
            helps=None if patient is person else patient.name,
            therapist=next((one.name for one in carers if one.role != "caregiver"), None),
            session_url=f"{base}/s/{facts.code(running[0][0].id, person.role)}" if running else None,
            next=upcoming.starts_at if upcoming else None,
            recordings=await films(person.id) if patient is person else [],
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


async def _patient_of(archive: Archive, person: PersonRow, patients: frozenset[str]) -> PersonRow | None:
    """A patient themselves; of a caregiver's patients the one whose session runs, or any."""
    if person.role == "patient":
        return person
    for one in sorted(patients):
        if await archive.diary.sessions_of(patient_id=one, running=True):
            return await archive.people.find(one)
    return await archive.people.find(min(patients)) if patients else None
