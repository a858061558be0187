"""Exercising at home without the therapist: today's programme, beginning it, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field

from coach.api import agreed
from coach.api.links import Addresses
from coach.api.people import utc
from coach.api.problems import Problem, language_of
from coach.api.programme import PROGRAMME, done_set, needed, read
from coach.api.reception import Archive, visitor_of
from coach.programme.attention import DAY_S, DAYS, Adherence, Reason, adherence, reasons
from coach.programme.prescription import Programme
from coach.programme.ready import ready
from coach.store.database import now
from coach.store.facts import Facts
from coach.store.models import SessionRow

NOTHING_TODAY = "Nothing is planned for today. Enjoy your rest."
NO_THERAPIST = "Nobody looks after you here just now: ask your clinic."
LOOK_BACK = timedelta(days=14)
GOES_ON = timedelta(hours=12)
"""So long a session at home that was left can be gone back to."""
_RESPONSES: dict[int | str, dict[str, object]] = {409: {"model": Problem, "description": "Nothing to begin"}}


class HomeToday(BaseModel):
    """What a patient sees of their exercises at home."""

    exercises: list[str] = Field(description="Of today, by name in the library, in their order")
    have: list[str] = Field(description="What to have ready for them, in words: `a firm chair`")
    begun: bool = Field(description="A session of today was left and can be gone back to")
    planned: int = Field(description="Days with exercises of the last seven")
    done: int


class HereIn(BaseModel):
    """Where the patient is it may be another day than here."""

    minutes_east: int = Field(ge=-14 * 60, le=14 * 60, description="Of UTC")


class HomeSession(BaseModel):
    session_url: str


class NeedsReason(BaseModel):
    why: Literal["safety", "pain", "missed"]
    n: int = Field(description="How often: sets, or days")


class Needs(BaseModel):
    """A patient who exercises at home, and why their therapist should look."""

    patient: str
    reasons: list[NeedsReason]
    planned: int = Field(description="Days with exercises of the last seven")
    done: int


_RANK = {"safety": 0, "pain": 1, "missed": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHome:
    """How a patient does without the therapist."""

    programme: Programme
    adherence: Adherence
    reasons: list[Reason]


def router(facts: Facts, archive: Archive, addresses: Addresses) -> APIRouter:
    api = APIRouter(prefix="/api/v1/personal/{code}/home", tags=["home"], responses=_RESPONSES)

    @api.post("/today")
    async def today(request: Request, here: HereIn) -> HomeToday:
        patient = visitor_of(request).person
        assert patient is not None
        found = await at_home(facts, archive, patient.id, here.minutes_east)
        items = found.programme.on(_there(here).weekday())
        left = await _left(archive, patient.id, here)
        return HomeToday(
            exercises=[item.exercise for item in items],
            have=ready((one for item in items for one in needed(item)), language_of(request)),
            begun=left is not None,
            planned=found.adherence.planned,
            done=found.adherence.done,
        )

    @api.post("", status_code=201)
    async def begin(request: Request, here: HereIn) -> HomeSession:
        """Today's session, or the one that was left. Raises HTTPException 409."""
        patient = visitor_of(request).person
        assert patient is not None
        await agreed.require(archive, patient.id, "call", "data", own=True)
        base, left = addresses.base(request), await _left(archive, patient.id, here)
        if left is not None:
            return HomeSession(session_url=f"{base}/s/{facts.code(left.id, 'patient')}")
        day = _there(here).weekday()
        newest = await archive.chart.newest(patient.id, PROGRAMME)
        if newest is None or not read(newest).on(day):
            raise HTTPException(409, NOTHING_TODAY)
        carers = [one for one in await archive.people.carers_of(patient.id) if one.role != "caregiver"]
        if not carers:
            raise HTTPException(409, NO_THERAPIST)
        session_id = await facts.create_session()
        await archive.people.entrust(
            session_id,
            clinic_id=patient.clinic_id,
            therapist_id=carers[0].id,
            patient_id=patient.id,
            home_day=day,
        )
        return HomeSession(session_url=f"{base}/s/{facts.code(session_id, 'patient')}")

    _attention(api_for_therapists := APIRouter(prefix="/api/v1", tags=["home"]), facts, archive)
    both = APIRouter()
    both.include_router(api)
    both.include_router(api_for_therapists)
    return both


def _attention(api: APIRouter, facts: Facts, archive: Archive) -> None:
    @api.get("/attention")
    async def attention(request: Request) -> list[Needs]:
        """Patients of who asks, who needs attention first."""
        found = [
            Needs(
                patient=one,
                reasons=[NeedsReason(why=reason.why.value, n=reason.n) for reason in at.reasons],
                planned=at.adherence.planned,
                done=at.adherence.done,
            )
            for one in sorted(visitor_of(request).actor.patients)
            if (at := await at_home(facts, archive, one)).adherence.planned or at.reasons
        ]
        return sorted(found, key=lambda needs: [_RANK[r.why] for r in needs.reasons] or [len(_RANK)])


async def _left(archive: Archive, patient_id: str, here: HereIn) -> SessionRow | None:
    """The session of today that was begun and not finished."""
    day = _there(here).weekday()
    for session, whose in await archive.diary.at_home(patient_id, now() - GOES_ON):
        if session.ended_at is None and whose.home_day == day:
            return session
    return None


async def at_home(facts: Facts, archive: Archive, patient_id: str, minutes_east: int = 0) -> AtHome:
    """Of the last days; what was reviewed needs no attention any more."""
    rows = await archive.chart.versions(patient_id, PROGRAMME)
    programme = read(rows[0]) if rows else Programme()
    days = [day_of(session.created_at, minutes_east) for session in await _exercised(archive, patient_id)]
    begun = day_of(rows[-1].at, minutes_east) if rows else 0
    kept = adherence(programme, begun, day_of(now(), minutes_east), days)
    alone = {session.id for session, _ in await archive.diary.at_home(patient_id, now() - LOOK_BACK)}
    new = {one for one in alone if not await facts.reviewed(one)}
    sets = [done_set(s) for s in await archive.training.sets_of(patient_id, now() - LOOK_BACK)]
    found = reasons(programme.items, [s for s in sets if s.session in new], kept)
    return AtHome(programme=programme, adherence=kept, reasons=found)


async def _exercised(archive: Archive, patient_id: str) -> list[SessionRow]:
    """Sessions at home of the last days in which a set was done."""
    since = now() - timedelta(days=DAYS)
    done = {one.session_id for one in await archive.training.sets_of(patient_id, since)}
    return [session for session, _ in await archive.diary.at_home(patient_id, since) if session.id in done]


def _there(here: HereIn) -> datetime:
    return now().astimezone(timezone(timedelta(minutes=here.minutes_east)))


def day_of(at: datetime, minutes_east: int) -> int:
    return int((utc(at).timestamp() + minutes_east * 60) // DAY_S)
