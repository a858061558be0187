"""A therapist's day and a clinic's people: patients, their links and appointments, who works here."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Request
from pydantic import AwareDatetime, BaseModel, Field

from coach.api import agreed
from coach.api.links import Addresses, links
from coach.api.problems import Problem
from coach.api.reception import Archive, Reception, visitor_of
from coach.api.sessions import qr_svg
from coach.store.database import now
from coach.store.facts import Facts
from coach.store.models import SessionRow
from coach.store.passwords import LONGEST, Unfit
from coach.store.people import LoginTaken, NameUnfit, NewPerson
from coach.store.person_models import PersonRow

HERE_S = 20.0
"""A waiting room says so every few seconds; after so long without, nobody waits."""
AHEAD = timedelta(days=14)
LOOK_BACK = timedelta(days=14)
NOT_A_PATIENT = "This is not a patient."
RESPONSES: dict[int | str, dict[str, object]] = {
    404: {"model": Problem, "description": "Nobody, or nothing, of yours"},
    409: {"model": Problem, "description": "Not as the patient agreed"},
    422: {"model": Problem, "description": "Not understood; the sentence says why"},
}
Name = Annotated[str, Field(min_length=1, max_length=120)]
Language = Annotated[str, Field(max_length=16)]
Staff = Literal["administrator", "therapist", "reviewer"]


class Appointment(BaseModel):
    id: int
    patient_id: str
    patient_name: str
    starts_at: datetime = Field(description="UTC; pages show it in the reader's own time zone")
    minutes: int


class SessionBrief(BaseModel):
    id: str
    started_at: datetime
    ended: bool = Field(description="True of a video that was sent in too")
    reviewed: bool
    therapist_url: str
    review_url: str


class PatientBrief(BaseModel):
    id: str
    name: str
    waiting: bool = Field(description="In the waiting room now")
    running: SessionBrief | None
    to_review: int = Field(description="Sessions of the last 14 days that nobody has looked at")
    next: datetime | None


class Today(BaseModel):
    patients: list[PatientBrief] = Field(description="Who waits first, then who runs, then by name")
    appointments: list[Appointment]


class PersonalLink(BaseModel):
    url: str
    qr_svg: str
    first_code: str = Field(description="Asked for once on each device: tell it by another way than the link")
    expires_at: datetime
    locked: bool = Field(description="Too many wrong codes: send it again")


class Caregiver(BaseModel):
    """Somebody who helps the patient at home."""

    id: str
    name: str
    link: PersonalLink | None


class Patient(BaseModel):
    id: str
    name: str
    language: str
    link: PersonalLink | None = Field(description="Null when none is good now")
    carers: list[str] = Field(description="Therapists who look after them")
    caregivers: list[Caregiver]
    sessions: list[SessionBrief]
    appointments: list[Appointment]


class PatientIn(BaseModel):
    name: Name
    language: Language = "en"


class AppointmentIn(BaseModel):
    starts_at: AwareDatetime
    minutes: int = Field(default=30, ge=5, le=240)


class PatientsSession(BaseModel):
    session_id: str
    therapist_url: str
    link: PersonalLink


class Colleague(BaseModel):
    id: str
    name: str
    role: str
    login: str
    active: bool


class ColleagueIn(BaseModel):
    name: Name
    role: Staff
    login: Annotated[str, Field(min_length=1, max_length=254)]
    password: Annotated[str | None, Field(min_length=1, max_length=LONGEST)] = Field(
        default=None, description="Without one they sign in with the clinic's identity provider alone"
    )


@dataclass(slots=True)
class Waiting:
    """Who is in the waiting room, as far as their page keeps saying so."""

    _seen: dict[str, float] = field(default_factory=dict)

    def here(self, person_id: str) -> None:
        self._seen[person_id] = time.monotonic()

    def __contains__(self, person_id: str) -> bool:
        return time.monotonic() - self._seen.get(person_id, -HERE_S) < HERE_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the doors share."""

    facts: Facts
    archive: Archive
    reception: Reception
    addresses: Addresses
    waiting: Waiting

    async def patient(self, person_id: str) -> PersonRow:
        """Raises HTTPException 404."""
        found = await self.archive.people.find(person_id)
        if found is None or found.role != "patient":
            raise HTTPException(404, NOT_A_PATIENT)
        return found

    async def caregivers(self, request: Request, patient_id: str) -> list[Caregiver]:
        carers = await self.archive.people.carers_of(patient_id)
        return [
            Caregiver(id=one.id, name=one.name, link=await self.link(request, one.id))
            for one in carers
            if one.role == "caregiver"
        ]

    async def link(self, request: Request, person_id: str) -> PersonalLink | None:
        row = await self.archive.entrances.link_of(person_id)
        if row is None or row.revoked_at is not None or row.expires_at <= now():
            return None
        others = self.addresses.base_for_others(self.addresses.base(request))
        code = self.archive.entrances.code(row.id)
        opened = await self.archive.entrances.open(code)
        return PersonalLink(
            url=f"{others}/p/{code}",
            qr_svg=qr_svg(f"{others}/p/{code}"),
            first_code=self.archive.entrances.first_code(row),
            expires_at=row.expires_at,
            locked=opened is not None and opened.locked,
        )

    async def sessions(self, request: Request, person_id: str) -> list[SessionBrief]:
        """Newest first."""
        rows = await self.archive.diary.sessions_of(patient_id=person_id)
        calls = await self.archive.diary.sessions_of(patient_id=person_id, running=True)
        running = {row.id for row, _ in calls}
        return [await self._brief(request, row, running=row.id in running) for row, _ in rows]

    async def appointments(self, rows: list[tuple[int, str, datetime, int]]) -> list[Appointment]:
        names = {one: await self.archive.people.find(one) for one in {patient for _, patient, _, _ in rows}}
        return [
            Appointment(id=n, patient_id=who, patient_name=_name(names, who), starts_at=at, minutes=long)
            for n, who, at, long in rows
        ]

    async def brief(self, request: Request, person: PersonRow) -> PatientBrief:
        sessions = await self.sessions(request, person.id)
        upcoming = await self.archive.diary.next_of(person.id, now())
        recent = now() - LOOK_BACK
        return PatientBrief(
            id=person.id,
            name=person.name,
            waiting=person.id in self.waiting,
            running=next((one for one in sessions if not one.ended), None),
            to_review=sum(s.ended and not s.reviewed and s.started_at > recent for s in sessions),
            next=upcoming.starts_at if upcoming else None,
        )

    async def _brief(self, request: Request, row: SessionRow, *, running: bool) -> SessionBrief:
        base, code = self.addresses.base(request), self.facts.code(row.id, "therapist")
        return SessionBrief(
            id=row.id,
            started_at=utc(row.created_at),
            ended=not running,
            reviewed=bool(await self.facts.reviewed(row.id)),
            therapist_url=f"{base}/s/{code}",
            review_url=f"{base}/review/{code}",
        )


def router(office: Office) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["people"], responses=RESPONSES)
    _day(api, office)
    _patient(api, office)
    _staff(api, office)
    return api


def _day(api: APIRouter, office: Office) -> None:
    archive = office.archive

    @api.get("/today")
    async def today(request: Request) -> Today:
        """The patients of who asks, and what is in their diary for two weeks."""
        visitor = visitor_of(request)
        me = visitor.actor.person_id or ""
        people = [await archive.people.find(one) for one in visitor.actor.patients]
        briefs = [await office.brief(request, p) for p in people if p and p.deactivated_at is None]
        rows = await archive.diary.between(me, now() - timedelta(hours=2), now() + AHEAD)
        return Today(
            patients=sorted(briefs, key=lambda b: (not b.waiting, b.running is None, b.name.casefold())),
            appointments=await office.appointments(
                [(r.id, r.patient_id, r.starts_at, r.minutes) for r in rows]
            ),
        )

    @api.post("/patients", status_code=201)
    async def add(request: Request, wish: PatientIn) -> Patient:
        """A new patient of who asks, with a personal link."""
        visitor = visitor_of(request)
        new = NewPerson(
            clinic_id=visitor.actor.clinic_id or "", role="patient", name=wish.name, language=wish.language
        )
        try:
            person = await archive.people.add_patient(new, visitor.actor.person_id or "")
        except NameUnfit as error:
            raise HTTPException(422, str(error)) from error
        await archive.entrances.invite(person.id)
        return await shown(request, office, person)


def _patient(api: APIRouter, office: Office) -> None:
    archive = office.archive

    @api.get("/patients/{person}")
    async def patient(request: Request, person: str) -> Patient:
        return await shown(request, office, await office.patient(person))

    @api.post("/patients/{person}/sessions", status_code=201)
    async def start(request: Request, person: str) -> PatientsSession:
        """The patient's session that runs, or a new one; they join it by their personal link."""
        found, visitor = await office.patient(person), visitor_of(request)
        await agreed.require(archive, found.id, "call")
        running = await archive.diary.sessions_of(patient_id=found.id, running=True)
        session_id = running[0][0].id if running else await office.facts.create_session()
        if not running:
            await office.reception.entrust(visitor, session_id, found.id)
        link = await office.link(request, found.id)
        if link is None:
            await archive.entrances.resend(found.id)
            link = await office.link(request, found.id)
        assert link is not None
        urls = links(office.facts, session_id, office.addresses.base(request), office.addresses)
        return PatientsSession(session_id=session_id, therapist_url=urls["therapist"], link=link)

    @api.post("/patients/{person}/link", status_code=201)
    async def send(request: Request, person: str) -> Patient:
        """Good for longer, with a new first-time code; a new address when the last one has ended."""
        found = await office.patient(person)
        await archive.entrances.resend(found.id)
        return await shown(request, office, found)

    @api.post("/patients/{person}/link/revoked", status_code=201)
    async def revoke(request: Request, person: str) -> Patient:
        """It opens nothing any more, on no device."""
        found = await office.patient(person)
        await archive.entrances.revoke(found.id)
        return await shown(request, office, found)

    @api.post("/patients/{person}/appointments", status_code=201)
    async def appoint(request: Request, person: str, wish: AppointmentIn) -> Patient:
        found, by = await office.patient(person), visitor_of(request).person
        assert by is not None
        await archive.diary.add(found, by=by, starts_at=wish.starts_at, minutes=wish.minutes)
        return await shown(request, office, found)

    @api.post("/appointments/{appointment}/cancelled", status_code=204)
    async def cancel(appointment: int) -> None:
        await archive.diary.cancel(appointment)


def _staff(api: APIRouter, office: Office) -> None:
    people = office.archive.people

    @api.get("/people")
    async def everybody(request: Request) -> list[Colleague]:
        """Who signs in at this clinic."""
        clinic = visitor_of(request).actor.clinic_id or ""
        found = await people.everybody(clinic, ("administrator", "therapist", "reviewer"))
        return [_colleague(one) for one in found]

    @api.post("/people", status_code=201)
    async def add(request: Request, wish: ColleagueIn) -> Colleague:
        clinic = visitor_of(request).actor.clinic_id or ""
        try:
            return _colleague(await people.add(NewPerson(clinic_id=clinic, **wish.model_dump())))
        except LoginTaken as error:
            raise HTTPException(422, "Somebody signs in by this name already.") from error
        except (NameUnfit, Unfit) as error:
            raise HTTPException(422, str(error)) from error

    @api.post("/people/{person}/deactivated", status_code=204)
    async def deactivate(request: Request, person: str) -> None:
        """Signed out everywhere at once; what they did stays."""
        if person == visitor_of(request).actor.person_id:
            raise HTTPException(422, "You can't deactivate yourself: let another administrator do it.")
        await people.deactivate(person)

    @api.post("/people/{person}/activated", status_code=204)
    async def activate(person: str) -> None:
        await people.activate(person)


async def shown(request: Request, office: Office, person: PersonRow) -> Patient:
    rows = await office.archive.diary.of_patient(person.id, now() - timedelta(hours=2))
    carers = await office.archive.people.carers_of(person.id)
    return Patient(
        id=person.id,
        name=person.name,
        language=person.language,
        link=await office.link(request, person.id),
        carers=[one.name for one in carers if one.role != "caregiver"],
        caregivers=await office.caregivers(request, person.id),
        sessions=await office.sessions(request, person.id),
        appointments=await office.appointments([(r.id, r.patient_id, r.starts_at, r.minutes) for r in rows]),
    )


def _colleague(person: PersonRow) -> Colleague:
    return Colleague(
        id=person.id,
        name=person.name,
        role=person.role,
        login=person.login or "",
        active=person.deactivated_at is None,
    )


def _name(names: Mapping[str, PersonRow | None], person_id: str) -> str:
    found = names.get(person_id)
    return found.name if found else ""


def utc(at: datetime) -> datetime:
    """SQLite gives times back without their zone."""
    return at if at.tzinfo else at.replace(tzinfo=now().tzinfo)
