"""Reminders by e-mail, as a patient or their therapist sets them, and appointments as calendar files."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import available_timezones

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import AfterValidator, BaseModel, Field

from coach.api import agreed
from coach.api.people import RESPONSES, Office
from coach.api.problems import Problem, language_of
from coach.api.reception import visitor_of
from coach.review.exports.diary_file import Entry, calendar_file, initials
from coach.review.sentences import in_language
from coach.store.database import now
from coach.store.person_models import AppointmentRow, PersonRow, ReminderRow

NO_APPOINTMENT = "This appointment is not in the diary any more."
NOT_AN_ADDRESS = "This is not an e-mail address. Check it: it looks like name@example.org."
NOT_A_ZONE = "This time zone is not known. Choose one of the list."
NO_SERVER = "This server sends no e-mail: an administrator can set a mail server up."
ADDRESS_REFUSED = "The mail server would not take a reminder for this address: check it."
NO_CALL_NO_REMINDER = "Nothing goes out: video sessions are not agreed to."
NO_DATA_NO_HOME = "No reminder of exercises at home: keeping data is not agreed to."
MOST_SHOWN = 20
LATELY = timedelta(days=60)
AHEAD = timedelta(days=366)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_ICS = "text/calendar"
_FILE: dict[int | str, dict[str, object]] = {
    200: {"content": {_ICS: {}}, "description": "A calendar file"},
    404: {"model": Problem, "description": "Not in the diary"},
}


def address(given: str) -> str:
    """Empty, or one that a mail server can take. Raises ValueError."""
    kept = given.strip()
    if kept and not (len(kept) <= 254 and _ADDRESS.fullmatch(kept)):
        raise ValueError(NOT_AN_ADDRESS)
    return kept


def _zone(given: str) -> str:
    if given not in available_timezones():
        raise ValueError(NOT_A_ZONE)
    return given


class RemindersIn(BaseModel):
    email: Annotated[str, Field(max_length=300), AfterValidator(address)] = Field(
        description="Empty: no reminders"
    )
    zone: Annotated[str, Field(max_length=64), AfterValidator(_zone)] = Field(
        examples=["Europe/Madrid"], description="Where the patient is"
    )
    sessions: bool = True
    home: bool = Field(default=True, description="When exercises at home were left out")


class Reminded(BaseModel):
    """One that went out."""

    at: datetime
    about: Literal["session", "home"]
    starts_at: datetime | None = Field(description="Of the session it was about; UTC")
    refused: bool = Field(description="The mail server would not take it for this address")


class RemindersSet(BaseModel):
    """How a patient is reminded."""

    sent_here: bool = Field(description="This server sends e-mail")
    email: str
    zone: str
    sessions: bool
    home: bool
    refused: bool = Field(description="Lately the mail server would not take one for this address")
    lately: list[Reminded] = Field(description="Newest first")
    why_not: list[str] = Field(description="Why less goes out than is wished; a sentence each")


class Planned(BaseModel):
    id: int
    starts_at: datetime = Field(description="UTC")
    minutes: int


def router(office: Office, *, sent_here: bool, zone: str) -> APIRouter:
    """`zone`: the clinic's, until a patient has their own."""
    api = APIRouter(prefix="/api/v1", tags=["reminders"], responses=RESPONSES)
    reminders = office.archive.reminders

    async def found(request: Request, person_id: str) -> RemindersSet:
        row = await reminders.wish(person_id)
        wish = RemindersIn.model_construct(
            email=row.email if row else "",
            zone=row.zone if row else zone,
            sessions=row.sessions if row else True,
            home=row.home if row else True,
        )
        refused = row is not None and await reminders.refused_since(person_id, max(row.at, now() - LATELY))
        no = await agreed.refused(office.archive, person_id)
        why_not = reasons(wish, sent_here=sent_here, refused=refused, no=no)
        return RemindersSet(
            **wish.model_dump(),
            sent_here=sent_here,
            refused=refused,
            lately=[await _reminded(office, one) for one in await reminders.gone_out(person_id, MOST_SHOWN)],
            why_not=[in_language(one, language_of(request)) for one in why_not],
        )

    async def said(request: Request, person_id: str, wish: RemindersIn) -> RemindersSet:
        await reminders.say(person_id, **wish.model_dump(), by=_here(request).id)
        return await found(request, person_id)

    @api.get("/personal/{code}/reminders")
    async def mine(request: Request) -> RemindersSet:
        return await found(request, _here(request).id)

    @api.post("/personal/{code}/reminders", status_code=201)
    async def set_mine(request: Request, wish: RemindersIn) -> RemindersSet:
        return await said(request, _here(request).id, wish)

    @api.get("/patients/{person}/reminders")
    async def theirs(request: Request, person: str) -> RemindersSet:
        return await found(request, (await office.patient(person)).id)

    @api.post("/patients/{person}/reminders", status_code=201)
    async def set_theirs(request: Request, person: str, wish: RemindersIn) -> RemindersSet:
        return await said(request, (await office.patient(person)).id, wish)

    _patients_calendar(api, office)
    _therapists_calendar(api, office)
    return api


def reasons(wish: RemindersIn, *, sent_here: bool, refused: bool, no: Collection[str]) -> list[str]:
    """Why less goes out than is wished. `no`: the consents that the patient does not give."""
    if not wish.email or not (wish.sessions or wish.home):
        return []
    found = [NO_SERVER] if not sent_here else []
    if refused:
        found.append(ADDRESS_REFUSED)
    if "call" in no:
        found.append(NO_CALL_NO_REMINDER)
    elif "data" in no and wish.home:
        found.append(NO_DATA_NO_HOME)
    return found


async def _reminded(office: Office, row: ReminderRow) -> Reminded:
    kind, _, number = row.about.partition(" ")
    about = await office.archive.diary.find(int(number)) if kind == "appointment" else None
    return Reminded(
        at=row.at,
        about="session" if kind == "appointment" else "home",
        starts_at=about.starts_at if about is not None else None,
        refused=row.refused,
    )


def _patients_calendar(api: APIRouter, office: Office) -> None:
    def file(request: Request, code: str, rows: list[AppointmentRow]) -> Response:
        base = office.addresses.base_for_others(office.addresses.base(request))
        return _ics([entry(row, url=f"{base}/p/{code}") for row in rows], _here(request).language)

    @api.get("/personal/{code}/appointments")
    async def planned(request: Request) -> list[Planned]:
        return [
            Planned(id=row.id, starts_at=row.starts_at, minutes=row.minutes)
            for row in await _of_visitor(office, request)
        ]

    @api.get("/personal/{code}/calendar.ics", response_class=Response, responses=_FILE)
    async def diary(request: Request, code: str) -> Response:
        """All that is planned."""
        return file(request, code, await _of_visitor(office, request))

    @api.get(
        "/personal/{code}/appointments/{appointment}/calendar.ics", response_class=Response, responses=_FILE
    )
    async def one(request: Request, code: str, appointment: int) -> Response:
        rows = [row for row in await _of_visitor(office, request) if row.id == appointment]
        if not rows:
            raise HTTPException(404, NO_APPOINTMENT)
        return file(request, code, rows)


def _therapists_calendar(api: APIRouter, office: Office) -> None:
    archive = office.archive

    async def file(request: Request, rows: list[AppointmentRow]) -> Response:
        """A calendar is often kept by others: patients are in it by their initials."""
        named = [(row, await archive.people.find(row.patient_id)) for row in rows]
        base = office.addresses.base(request)
        entries = [
            entry(row, url=base, with_whom=initials(who.name) if who is not None else "")
            for row, who in named
        ]
        return _ics(entries, _here(request).language)

    @api.get("/calendar.ics", response_class=Response, responses=_FILE)
    async def diary(request: Request) -> Response:
        """The diary of who asks, for a year."""
        rows = await archive.diary.between(_here(request).id, now() - timedelta(hours=2), now() + AHEAD)
        return await file(request, rows)

    @api.get("/appointments/{appointment}/calendar.ics", response_class=Response, responses=_FILE)
    async def one(request: Request, appointment: int) -> Response:
        row = await archive.diary.find(appointment)
        if row is None or row.cancelled_at is not None:
            raise HTTPException(404, NO_APPOINTMENT)
        return await file(request, [row])


def entry(row: AppointmentRow, *, url: str | None, with_whom: str = "") -> Entry:
    return Entry(
        id=f"appointment-{row.id}.{row.clinic_id}@coach",
        starts_at=row.starts_at,
        minutes=row.minutes,
        made_at=row.created_at,
        with_whom=with_whom,
        url=url,
    )


async def _of_visitor(office: Office, request: Request) -> list[AppointmentRow]:
    """A patient's own; for a caregiver those of whom they help."""
    visitor = visitor_of(request)
    person = _here(request)
    patients = [person.id] if person.role == "patient" else sorted(visitor.actor.patients)
    since = now() - timedelta(hours=2)
    return [row for one in patients for row in await office.archive.diary.of_patient(one, since)]


def _ics(entries: list[Entry], language: str) -> Response:
    return Response(
        calendar_file(entries, language),
        media_type=_ICS,
        headers={"content-disposition": 'attachment; filename="sessions.ics"'},
    )


def _here(request: Request) -> PersonRow:
    person = visitor_of(request).person
    assert person is not None
    return person
