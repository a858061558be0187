"""A patient's programme: what is prescribed, its versions, what the rules suggest, and the page to print."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, Field

from coach.api.exports import STYLE_PATH
from coach.api.people import Office, utc
from coach.api.problems import Problem, language_of
from coach.api.programme_library import Library, library_in
from coach.api.reception import Archive, visitor_of
from coach.feedback.exercise import Exercise
from coach.programme.doing import DoneSet, done_of, unchanged_since
from coach.programme.intake import Intake
from coach.programme.merging import together
from coach.programme.prescription import Equipment, Prescription, Programme, objections
from coach.programme.progression import Why, suggestion
from coach.review.exports.home_sheet import Written, home_sheet
from coach.review.sentences import in_language
from coach.store.chart import ChangedMeanwhile
from coach.store.person_models import ChartRow
from coach.store.training import TrainedSet
from coach.types import Prescribed, ProgrammeGiven

PROGRAMME, INTAKE = "programme", "intake"
NO_VERSION = "There is no such version."
MEANWHILE = "{name} saved a version while you were editing. Yours is not lost: look at both, then save."
_RESPONSES: dict[int | str, dict[str, object]] = {
    404: {"model": Problem, "description": "Nobody, or nothing, of yours"},
    422: {"model": Problem, "description": "Not understood; the sentence says why"},
}


class VersionBrief(BaseModel):
    number: int
    by: str = Field(description="Their name")
    at: datetime = Field(description="UTC")


class Version(VersionBrief):
    programme: Programme


class Suggested(BaseModel):
    """Approved by saving a version in which it stands."""

    item: str
    why: Why
    proposed: Prescription


class Programmes(BaseModel):
    newest: Version | None = Field(description="What holds; null before the first")
    versions: list[VersionBrief] = Field(description="Newest first")
    suggestions: list[Suggested]
    at_home: list[Equipment] | None = Field(
        description="What the intake says is there at home; null: nobody has asked"
    )


class ProgrammeIn(BaseModel):
    based_on: int = Field(
        ge=0, le=1_000_000, description="The version that was edited; 0 where there was none"
    )
    programme: Programme


class Meanwhile(Problem):
    """Somebody else saved first. Nothing was changed, nothing is lost."""

    newest: Version
    together: Programme | None = Field(
        description="Both changes in one; null where both changed the same exercise"
    )


class Prescribing:
    """What the doors share."""

    def __init__(self, office: Office, exercises: Mapping[str, Exercise]) -> None:
        self._archive, self._exercises = office.archive, exercises

    async def all_of(self, patient_id: str) -> Programmes:
        rows = await self._archive.chart.versions(patient_id, PROGRAMME)
        return Programmes(
            newest=await self._version(rows[0]) if rows else None,
            versions=[await self._brief(row) for row in rows],
            suggestions=await self._suggested(patient_id, rows),
            at_home=await self._at_home(patient_id),
        )

    async def _at_home(self, patient_id: str) -> list[Equipment] | None:
        row = await self._archive.chart.newest(patient_id, INTAKE)
        has = Intake.model_validate_json(row.body).has if row else None
        return None if has is None else list(has)

    async def version(self, patient_id: str, number: int) -> Version:
        """Raises HTTPException 404."""
        row = await self._archive.chart.version(patient_id, PROGRAMME, number)
        if row is None:
            raise HTTPException(404, NO_VERSION)
        return await self._version(row)

    async def save(self, patient_id: str, wish: ProgrammeIn, by: str) -> Meanwhile | None:
        """None when it is saved. Raises HTTPException 422."""
        against = objections(wish.programme, self._exercises)
        if against:
            raise HTTPException(422, against[0])
        body = wish.programme.model_dump_json()
        try:
            await self._archive.chart.save(patient_id, PROGRAMME, body, by=by, based_on=wish.based_on)
        except ChangedMeanwhile as changed:
            return await self._meanwhile(patient_id, wish, changed.newest)
        except ValueError as error:
            raise HTTPException(422, str(error)) from error
        return None

    async def _meanwhile(self, patient_id: str, wish: ProgrammeIn, newest: ChartRow) -> Meanwhile:
        theirs = await self._version(newest)
        was = await self._archive.chart.version(patient_id, PROGRAMME, wish.based_on)
        base = read(was) if was else Programme()
        return Meanwhile(
            title="Changed meanwhile",
            status=409,
            detail=MEANWHILE.format(name=theirs.by),
            newest=theirs,
            together=together(base, theirs.programme, wish.programme),
        )

    async def _suggested(self, patient_id: str, rows: list[ChartRow]) -> list[Suggested]:
        if not rows:
            return []
        versions = [(row.at.timestamp(), {item.id: item for item in read(row).items}) for row in rows]
        sets = [done_set(s) for s in await self._archive.training.sets_of(patient_id, rows[-1].at)]
        found = [
            (item, suggestion(item, done_of(item, sets, unchanged_since(item, versions))))
            for item in read(rows[0]).items
        ]
        return [Suggested(item=i.id, why=s.why, proposed=s.proposed) for i, s in found if s is not None]

    async def _version(self, row: ChartRow) -> Version:
        brief = await self._brief(row)
        return Version(number=brief.number, by=brief.by, at=brief.at, programme=read(row))

    async def _brief(self, row: ChartRow) -> VersionBrief:
        person = await self._archive.people.find(row.by)
        return VersionBrief(number=row.number, by=person.name if person else "", at=row.at)


def router(office: Office, exercises: Mapping[str, Exercise]) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["programme"], responses=_RESPONSES)
    desk = Prescribing(office, exercises)
    Language = Annotated[str | None, Query(max_length=16)]  # noqa: N806 - a type

    @api.get("/programmes/library")
    async def library(language: Language = "en") -> Library:
        """What can be prescribed, and the templates by condition, in words of this language."""
        return library_in(exercises, language or "en")

    @api.get("/patients/{person}/programme")
    async def programme(person: str) -> Programmes:
        return await desk.all_of((await office.patient(person)).id)

    @api.post(
        "/patients/{person}/programme",
        status_code=201,
        response_model=Programmes,
        responses={409: {"model": Meanwhile, "description": "Somebody saved a version meanwhile"}},
    )
    async def save(request: Request, person: str, wish: ProgrammeIn) -> Programmes | Response:
        """A new version; earlier ones are kept."""
        found, by = await office.patient(person), visitor_of(request).actor.person_id
        meanwhile = await desk.save(found.id, wish, by or "")
        if meanwhile is not None:
            meanwhile.detail = in_language(meanwhile.detail, language_of(request))
            body = meanwhile.model_dump(mode="json")
            return JSONResponse(body, 409, media_type="application/problem+json")
        return await desk.all_of(found.id)

    @api.get("/patients/{person}/programme/print", response_class=HTMLResponse)
    async def printed(person: str, language: Language = None) -> HTMLResponse:
        """A page to print, in the patient's language unless another is asked for."""
        found = await office.patient(person)
        newest = (await desk.all_of(found.id)).newest
        if newest is None:
            raise HTTPException(404, NO_VERSION)
        written = Written(patient=found.name, by=newest.by, number=newest.number, at=newest.at)
        said = language or found.language
        return HTMLResponse(home_sheet(newest.programme, written, exercises, language=said, style=STYLE_PATH))

    @api.get("/patients/{person}/programme/{number}")
    async def version(person: str, number: Annotated[int, Field(ge=1, le=1_000_000)]) -> Version:
        return await desk.version((await office.patient(person)).id, number)

    return api


async def prescribed_for(archive: Archive, session_id: str) -> ProgrammeGiven | None:
    """What is prescribed to the patient of this session; None where nothing is, or nobody is known."""
    whose = await archive.people.session_people(session_id)
    if whose is None or whose.patient_id is None:
        return None
    newest = await archive.chart.newest(whose.patient_id, PROGRAMME)
    if newest is None:
        return None
    items = read(newest).on(whose.home_day) if whose.home_day is not None else _led(read(newest))
    return ProgrammeGiven(t=0.0, items=tuple(map(prescribed, items)))


def _led(programme: Programme) -> tuple[Prescription, ...]:
    """With the therapist: what is done with them only, and what is on for today; all of it where that is
    nothing."""
    today = datetime.now().astimezone().weekday()
    return tuple(one for one in programme.items if not one.days or today in one.days) or programme.items


async def prescribed_exercises(archive: Archive, patient_id: str) -> tuple[str, ...]:
    newest = await archive.chart.newest(patient_id, PROGRAMME)
    return tuple(item.exercise for item in read(newest).items) if newest else ()


def prescribed(item: Prescription) -> Prescribed:
    return Prescribed(
        exercise=item.exercise,
        side=item.side,
        sets=item.sets,
        reps=item.reps,
        hold_s=item.hold_s,
        rest_s=item.rest_s,
        pain_limit=item.stop.pain,
        effort_limit=item.stop.effort,
        thresholds=tuple(sorted(item.overrides.items())),
        fewest=item.limits.fewest if item.limits else None,
        most=item.limits.most if item.limits else None,
        equipment=needed(item),
    )


def needed(item: Prescription) -> tuple[tuple[str, str], ...]:
    return tuple((one.thing.value, one.detail) for one in item.equipment)


def read(row: ChartRow) -> Programme:
    return Programme.model_validate(json.loads(row.body))


def done_set(one: TrainedSet) -> DoneSet:
    return DoneSet(
        session=one.session_id,
        at=utc(one.session_at).timestamp(),
        exercise=one.exercise,
        side=one.side,
        reps=one.reps,
        hold_s=one.longest_hold_s,
        unsafe=one.unsafe,
        pain=one.pain,
        effort=one.effort,
    )
