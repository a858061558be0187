"""Intake and goals of a patient, in versions, and the emergency card that the therapist sees in a session."""

import json
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field

from coach.api.people import RESPONSES, Office
from coach.api.problems import language_of
from coach.api.programme import INTAKE, MEANWHILE, NO_VERSION
from coach.api.programme_library import Named, things_in
from coach.api.reception import visitor_of
from coach.programme.goals import Goals, score
from coach.programme.intake import Emergency, Intake, RedFlag
from coach.store.chart import ChangedMeanwhile
from coach.store.person_models import ChartRow

GOALS = "goals"


class Written(BaseModel):
    """Of the version that holds; number 0 before the first."""

    number: int
    by: str | None = Field(description="Their name")
    at: datetime | None


class IntakeShown(Written):
    intake: Intake
    things: list[Named] = Field(description="What can be asked for under `has`, in words")
    earlier: list[Written] = Field(description="Newest first")


class GoalsShown(Written):
    goals: Goals
    begun: float | None = Field(description="Goal attainment (T-score) at the start; 50 is as expected")
    now: float | None = Field(description="Of the goals that were looked at since")


class IntakeIn(BaseModel):
    based_on: int = Field(ge=0, le=1_000_000)
    intake: Intake


class GoalsIn(BaseModel):
    based_on: int = Field(ge=0, le=1_000_000)
    goals: Goals


class EmergencyCard(BaseModel):
    """Beside the picture when something happens."""

    name: str
    emergency: Emergency
    red_flags: list[RedFlag]


class Charting:
    """What the doors share."""

    def __init__(self, office: Office) -> None:
        self._archive = office.archive

    async def newest(self, patient_id: str, kind: str) -> tuple[Written, object]:
        """With its body; None before the first."""
        row = await self._archive.chart.newest(patient_id, kind)
        if row is None:
            return Written(number=0, by=None, at=None), None
        return await self._written(row), json.loads(row.body)

    async def _written(self, row: ChartRow) -> Written:
        return Written(number=row.number, by=await self._name(row), at=row.at)

    async def save(self, patient_id: str, kind: str, body: str, *, by: str, based_on: int) -> None:
        """Raises HTTPException."""
        try:
            await self._archive.chart.save(patient_id, kind, body, by=by, based_on=based_on)
        except ChangedMeanwhile as changed:
            raise HTTPException(409, MEANWHILE.format(name=await self._name(changed.newest))) from changed
        except ValueError as error:
            raise HTTPException(422, str(error)) from error

    async def intake(self, patient_id: str, language: str, number: int | None = None) -> IntakeShown:
        """The newest, or that version with those before it. Raises HTTPException 404."""
        rows = await self._archive.chart.versions(patient_id, INTAKE)
        rows = [row for row in rows if number is None or row.number <= number]
        if number is not None and (not rows or rows[0].number != number):
            raise HTTPException(404, NO_VERSION)
        written = [await self._written(row) for row in rows] or [Written(number=0, by=None, at=None)]
        intake = Intake.model_validate_json(rows[0].body) if rows else Intake()
        return IntakeShown(
            **written[0].model_dump(), intake=intake, things=things_in(language), earlier=written[1:]
        )

    async def goals(self, patient_id: str) -> GoalsShown:
        written, body = await self.newest(patient_id, GOALS)
        goals = Goals() if body is None else Goals.model_validate(body)
        begun, reached = score(goals)
        return GoalsShown(**written.model_dump(), goals=goals, begun=begun, now=reached)

    async def _name(self, row: ChartRow) -> str:
        person = await self._archive.people.find(row.by)
        return person.name if person else ""


def router(office: Office) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["chart"], responses=RESPONSES)
    charting = Charting(office)

    @api.get("/patients/{person}/intake")
    async def intake(request: Request, person: str) -> IntakeShown:
        return await charting.intake((await office.patient(person)).id, language_of(request))

    @api.post("/patients/{person}/intake", status_code=201)
    async def write_intake(request: Request, person: str, wish: IntakeIn) -> IntakeShown:
        """A new version; earlier ones are kept."""
        found, by = await office.patient(person), visitor_of(request).actor.person_id or ""
        body = wish.intake.model_dump_json()
        await charting.save(found.id, INTAKE, body, by=by, based_on=wish.based_on)
        return await charting.intake(found.id, language_of(request))

    @api.get("/patients/{person}/intake/{number}")
    async def earlier_intake(
        request: Request, person: str, number: Annotated[int, Field(ge=1, le=1_000_000)]
    ) -> IntakeShown:
        return await charting.intake((await office.patient(person)).id, language_of(request), number)

    @api.get("/patients/{person}/goals")
    async def goals(person: str) -> GoalsShown:
        return await charting.goals((await office.patient(person)).id)

    @api.post("/patients/{person}/goals", status_code=201)
    async def write_goals(request: Request, person: str, wish: GoalsIn) -> GoalsShown:
        found, by = await office.patient(person), visitor_of(request).actor.person_id or ""
        await charting.save(found.id, GOALS, wish.goals.model_dump_json(), by=by, based_on=wish.based_on)
        return await charting.goals(found.id)

    @api.get("/emergency/{code}")
    async def emergency(request: Request) -> EmergencyCard | None:
        """Of the patient of this session; null where nobody is known."""
        patient_id = visitor_of(request).subject.patient_id
        if patient_id is None:
            return None
        patient = await office.patient(patient_id)
        found = (await charting.intake(patient_id, language_of(request))).intake
        return EmergencyCard(name=patient.name, emergency=found.emergency, red_flags=list(found.red_flags))

    return api
