"""What an administrator sees and settles: the audit, roles, whose patients and sessions are whose."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, Field

from coach.api.people import RESPONSES, Office, Patient, Staff, shown, utc
from coach.api.reception import visitor_of
from coach.store.database import now
from coach.store.person_models import AuditRow, PersonRow

PAGE = 50
NOT_A_COLLEAGUE = "Choose somebody who leads sessions at this clinic."
NOT_YOURSELF = "You can't change your own role: let another administrator do it."
NOT_OWNERLESS = "This session belongs to somebody already, or is not there."
LEADERS = ("administrator", "therapist")


class AuditLine(BaseModel):
    """Who did what, when."""

    id: int
    at: datetime
    who: str = Field(description="Empty: nobody who was known, or the command line")
    role: str
    action: str
    subject: str = Field(description="A person's name, or a session's id")
    done: bool = Field(description="False: refused")


class Leader(BaseModel):
    """Somebody a patient can be handed to."""

    id: str
    name: str


class HandOverIn(BaseModel):
    to: str = Field(max_length=32)
    stay: bool = Field(default=False, description="Those who look after the patient until now go on doing so")


class RoleIn(BaseModel):
    role: Staff


class Ownerless(BaseModel):
    """A session that is nobody's, from before there were people."""

    id: str
    started_at: datetime


class AdoptIn(BaseModel):
    therapist: str = Field(max_length=32)


def router(office: Office) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["administration"], responses=RESPONSES)
    _audit(api, office)
    _hand_over(api, office)
    _roles(api, office)
    _ownerless(api, office)
    return api


def _audit(api: APIRouter, office: Office) -> None:
    archive = office.archive

    @api.get("/audit")
    async def audit(
        request: Request, before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None
    ) -> list[AuditLine]:
        """Newest first, a page at a time; `before`: older than this line."""
        clinic = visitor_of(request).actor.clinic_id or ""
        rows = await archive.audit.of_clinic(clinic, before=before, most=PAGE)
        names = {one.id: one.name for one in await archive.people.everybody(clinic)}
        return [_line(row, names) for row in rows]


def _line(row: AuditRow, names: dict[str, str]) -> AuditLine:
    kind, _, ids = row.subject.partition(" ")
    named = ", ".join(names.get(one, one) for one in ids.split())
    return AuditLine(
        id=row.id,
        at=row.at,
        who=names.get(row.person_id or "", ""),
        role=row.role,
        action=row.action,
        subject=named if kind == "person" else ids,
        done=row.done,
    )


def _hand_over(api: APIRouter, office: Office) -> None:
    people = office.archive.people

    @api.get("/colleagues")
    async def colleagues(request: Request) -> list[Leader]:
        """Who leads sessions at this clinic."""
        clinic = visitor_of(request).actor.clinic_id or ""
        return [Leader(id=one.id, name=one.name) for one in await _leaders(office, clinic)]

    @api.post("/patients/{person}/handed-over", status_code=201)
    async def hand_over(request: Request, person: str, wish: HandOverIn) -> Patient:
        """Another therapist looks after the patient from then on, and has what is planned in their diary; who
        did before no longer sees them, unless they stay."""
        found = await office.patient(person)
        to = await _leader(office, found.clinic_id, wish.to)
        before = [one for one in await people.carers_of(found.id) if one.role in LEADERS and one.id != to.id]
        await people.assign(to.id, found.id)
        if not wish.stay:
            for one in before:
                await people.release(one.id, found.id)
            await _replan(office, found, to)
        return await shown(request, office, found)


async def _replan(office: Office, patient: PersonRow, to: PersonRow) -> None:
    """What is planned moves to the new therapist's diary: cancelled there, planned here."""
    diary = office.archive.diary
    for row in await diary.of_patient(patient.id, now()):
        if row.therapist_id != to.id:
            await diary.cancel(row.id)
            await diary.add(patient, by=to, starts_at=row.starts_at, minutes=row.minutes)


def _roles(api: APIRouter, office: Office) -> None:
    @api.post("/people/{person}/role", status_code=204)
    async def role(request: Request, person: str, wish: RoleIn) -> None:
        """Holds from the person's next request on, in open sessions within seconds."""
        if person == visitor_of(request).actor.person_id:
            raise HTTPException(422, NOT_YOURSELF)
        found = await office.archive.people.find(person)
        if found is None or found.login is None:
            raise HTTPException(404, NOT_A_COLLEAGUE)
        await office.archive.people.set_role(person, wish.role)


def _ownerless(api: APIRouter, office: Office) -> None:
    diary = office.archive.diary

    @api.get("/ownerless")
    async def ownerless() -> list[Ownerless]:
        return [Ownerless(id=one.id, started_at=utc(one.created_at)) for one in await diary.ownerless()]

    @api.post("/ownerless/{session}/adopted", status_code=204)
    async def adopt(request: Request, session: str, wish: AdoptIn) -> None:
        """The session is this therapist's from then on."""
        clinic = visitor_of(request).actor.clinic_id or ""
        therapist = await _leader(office, clinic, wish.therapist)
        if session not in {one.id for one in await diary.ownerless()}:
            raise HTTPException(404, NOT_OWNERLESS)
        await office.archive.people.entrust(session, clinic_id=clinic, therapist_id=therapist.id)


async def _leaders(office: Office, clinic_id: str) -> list[PersonRow]:
    found = await office.archive.people.everybody(clinic_id, LEADERS)
    return [one for one in found if one.deactivated_at is None]


async def _leader(office: Office, clinic_id: str, person_id: str) -> PersonRow:
    """Raises HTTPException 422."""
    for one in await _leaders(office, clinic_id):
        if one.id == person_id:
            return one
    raise HTTPException(422, NOT_A_COLLEAGUE)
