"""Many patients at once, from a table or as FHIR: shown first, then added."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, Field, ValidationError

from coach.api.body import read_whole
from coach.api.people import RESPONSES
from coach.api.problems import Problem, language_of
from coach.api.reception import Archive, visitor_of
from coach.api.reminders import NOT_AN_ADDRESS, RemindersIn
from coach.arrivals.arrival import MOST_BYTES, TOO_LARGE, Arrival, FileUnfit, Read, Unfit
from coach.arrivals.arriving import Verdict, admitted, clinic_of, judged, read
from coach.review.sentences import in_language


class Arrived(BaseModel):
    line: int = Field(description="Of a table; else the how manieth")
    name: str
    state: Literal["new", "known", "refused"]
    why: str = Field(description="A sentence, where they are not new")
    person: str | None = Field(description="Their id, once they are added")


class Arrivals(BaseModel):
    added: bool = Field(description="False: only looked at, nothing was changed")
    new: int
    known: int
    refused: int
    patients: list[Arrived] = Field(description="In the file's order")


def router(archive: Archive, zone: str) -> APIRouter:
    """`zone`: where patients are until they say otherwise."""
    api = APIRouter(prefix="/api/v1", tags=["people"], responses=RESPONSES)
    one_by_one = asyncio.Lock()

    @api.post(
        "/patients/import",
        responses={413: {"model": Problem, "description": "Larger than 5 MB"}},
        openapi_extra={"requestBody": {"content": {"text/csv": {}, "application/fhir+json": {}}}},
    )
    async def arrive(
        request: Request,
        add: Annotated[bool, Query(description="False: only say what would be added")] = False,
    ) -> Arrivals:
        """A table (CSV, UTF-8) or FHIR R4 (a Patient, or a Bundle of them) is the body."""
        person = visitor_of(request).person
        assert person is not None
        try:
            found = read(await read_whole(request, most=MOST_BYTES, too_large=TOO_LARGE))
        except FileUnfit as unfit:
            raise HTTPException(422, str(unfit)) from unfit
        async with one_by_one:  # a name is told apart from those that are here: nobody comes in between
            verdicts = await taken(
                archive, found, clinic_id=person.clinic_id, by=person.id, zone=zone, adding=add
            )
        return _shown(verdicts, language_of(request), added=add)

    return api


async def taken(
    archive: Archive, found: Read, *, clinic_id: str, by: str, zone: str, adding: bool
) -> list[Verdict]:
    """What becomes, or would become, of each; `by` looks after those of whom the file names nobody."""
    fit = [one if isinstance(one, Unfit) or _fit(one.email, zone) else _unfit(one) for one in found]
    verdicts = judged(fit, await clinic_of(archive.people, clinic_id), by)
    return [await _add(archive, clinic_id, one, by, zone) for one in verdicts] if adding else verdicts


def _fit(email: str, zone: str) -> bool:
    try:
        RemindersIn(email=email, zone=zone)
    except ValidationError:
        return False
    return True


def _unfit(one: Arrival) -> Unfit:
    return Unfit(line=one.line, name=one.name, why=NOT_AN_ADDRESS)


async def _add(archive: Archive, clinic_id: str, verdict: Verdict, by: str, zone: str) -> Verdict:
    """With a personal link; who has an address is reminded of sessions."""
    added = await admitted(archive.people, clinic_id, verdict)
    if added.person_id is None or added.arrival is None:
        return added
    await archive.entrances.invite(added.person_id)
    if added.arrival.email:
        await archive.reminders.say(
            added.person_id, email=added.arrival.email, zone=zone, sessions=True, home=False, by=by
        )
    return added


def _shown(verdicts: list[Verdict], language: str, *, added: bool) -> Arrivals:
    states = [one.state for one in verdicts]
    return Arrivals(
        added=added,
        new=states.count("new"),
        known=states.count("known"),
        refused=states.count("refused"),
        patients=[
            Arrived(
                line=one.line,
                name=one.name,
                state=one.state,
                why=in_language(one.why, language) if one.why else "",
                person=one.person_id,
            )
            for one in verdicts
        ],
    )
