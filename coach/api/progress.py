"""How a patient gets on: the prescribed days they kept, tests and ranges over the sessions, goals."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from coach.api.charting import GOALS
from coach.api.home import day_of
from coach.api.people import Office
from coach.api.problems import Problem, language_of
from coach.api.programme import PROGRAMME, read
from coach.api.reception import Archive, visitor_of
from coach.feedback.clinical_tests import TESTS
from coach.feedback.clinical_tests.description import Person
from coach.feedback.exercise import Exercise
from coach.feedback.texts import text
from coach.feedback.words import name_of
from coach.programme.days import Day, SetAt, weeks
from coach.programme.goals import Goal, Goals, score
from coach.review.exports.progress import Error, Kind, Series, progress
from coach.review.exports.record import SessionRecord
from coach.review.exports.rows import SessionRows, from_rows
from coach.store.course import Attended
from coach.store.database import now
from coach.store.person_models import ChartRow
from coach.types import Quality

WEEKS = 8
"""Of days that are shown, with this one."""
LOOK_BACK = timedelta(days=366)
"""Over which tests and ranges are followed."""
_RESPONSES: dict[int | str, dict[str, object]] = {
    404: {"model": Problem, "description": "Nobody, or nothing, of yours"}
}
East = Annotated[int, Query(ge=-14 * 60, le=14 * 60, description="Minutes of UTC where the reader is")]
Language = Annotated[str | None, Query(max_length=16)]


class DayShown(BaseModel):
    date: date
    kept: Literal["done", "partly", "missed", "led", "extra", "free", "to_come"] = Field(
        description="`led`: exercised with the therapist; `extra`: though nothing was planned"
    )
    planned: int = Field(description="Exercises")
    done: int = Field(description="Of them those with all their sets")


class PointShown(BaseModel):
    at: datetime = Field(description="UTC")
    value: float
    measured: bool = Field(description="False: an estimate")


class Smallest(BaseModel):
    """The smallest change that is more than chance."""

    value: float
    matters: bool = Field(description="No such one was found: it is the smallest that matters to people")
    source: str


class Followed(BaseModel):
    """What was reached over the sessions, the oldest first."""

    kind: Literal["range", "reps", "time", "test"]
    id: str = Field(description="Of the exercise or test")
    name: str
    side: Literal["left", "right", "both"]
    unit: str
    rising: bool = Field(description="More is better")
    points: list[PointShown]
    smallest: Smallest | None
    verdict: Literal["better", "worse", "same", "unknown"]


class ScoreAt(BaseModel):
    at: datetime
    score: float = Field(description="Goal attainment (T-score); 50 is as expected")


class Progress(BaseModel):
    weeks: list[list[DayShown]] = Field(description="From Monday, oldest first; none without a programme")
    tests: list[Followed] = Field(description="Results that a therapist has confirmed")
    unconfirmed: int = Field(description="Results that wait for a therapist's word")
    exercises: list[Followed]
    goals: list[Goal]
    scores: list[ScoreAt] = Field(description="Of the goals, one for each day on which they were looked at")


class Following:
    """What the doors share."""

    def __init__(self, archive: Archive, exercises: Mapping[str, Exercise]) -> None:
        self._archive, self._exercises = archive, exercises

    async def of(self, patient_id: str, east: int, language: str) -> Progress:
        chart = self._archive.chart
        plans = (await chart.versions(patient_id, PROGRAMME))[::-1]
        goals = (await chart.versions(patient_id, GOALS))[::-1]
        sessions = await self._archive.course.of(patient_id, now() - LOOK_BACK)
        found = _in_order(progress(map(_record, sessions), _person(plans)))
        shown = [self._followed(one, language) for one in found]
        return Progress(
            weeks=[[_day(day) for day in week] for week in _weeks(plans, sessions, east)],
            tests=[one for one in shown if one.kind == "test"],
            unconfirmed=sum(r.confirmed is None and r.value is not None for s in sessions for r in s.results),
            exercises=[one for one in shown if one.kind != "test"],
            goals=list(Goals.model_validate_json(goals[-1].body).items) if goals else [],
            scores=_scores(goals, east),
        )

    def _followed(self, one: Series, language: str) -> Followed:
        return Followed(
            kind=one.kind.value,
            id=one.exercise,
            name=self._name(one, language),
            side=one.side.value,
            unit=one.unit,
            rising=one.rising,
            points=[
                PointShown(at=p.when, value=p.value, measured=p.quality is Quality.MEASURED)
                for p in one.points
            ],
            smallest=_smallest(one.error),
            verdict=one.verdict.value,
        )

    def _name(self, one: Series, language: str) -> str:
        if one.kind is Kind.TEST:
            return text(f"test.{one.exercise}.name", language)
        known = self._exercises.get(one.exercise)
        return name_of(known, language) if known else one.exercise.replace("_", " ")


def router(office: Office, exercises: Mapping[str, Exercise]) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["progress"], responses=_RESPONSES)
    following = Following(office.archive, exercises)

    @api.get("/patients/{person}/progress")
    async def of_patient(
        request: Request, person: str, minutes_east: East = 0, language: Language = None
    ) -> Progress:
        found = await office.patient(person)
        return await following.of(found.id, minutes_east, language or language_of(request))

    @api.get("/personal/{code}/progress")
    async def own(request: Request, minutes_east: East = 0, language: Language = None) -> Progress:
        """A patient's own."""
        patient = visitor_of(request).person
        assert patient is not None
        return await following.of(patient.id, minutes_east, language or language_of(request))

    return api


def _person(plans: list[ChartRow]) -> Person:
    """As far as it is known for sure: the condition that the programme began from."""
    condition = read(plans[-1]).condition if plans else None
    return Person(conditions=frozenset({condition} if condition else ()))


def _record(one: Attended) -> SessionRecord:
    return from_rows(
        SessionRows(
            session=one.session,
            sets=one.sets,
            reps=one.reps,
            faults=(),
            corrections=one.corrections,
            results=one.results,
        )
    )


def _weeks(plans: list[ChartRow], sessions: Iterable[Attended], east: int) -> list[list[Day]]:
    versions = [(day_of(row.at, east), read(row)) for row in plans]
    sets = [
        SetAt(
            day=day_of(session.session.created_at, east),
            exercise=one.exercise,
            side=one.side,
            led=not session.at_home,
        )
        for session in sessions
        for one in session.sets
    ]
    return weeks(versions, sets, day_of(now(), east), WEEKS)


def _day(one: Day) -> DayShown:
    return DayShown(
        date=date(1970, 1, 1) + timedelta(days=one.day),
        kept=one.kept.value,
        planned=one.planned,
        done=one.done,
    )


def _in_order(found: Iterable[Series]) -> list[Series]:
    """Tests as the library has them, exercises as they were first done; left before right."""
    known = list(TESTS)
    return sorted(found, key=lambda one: known.index(one.exercise) if one.exercise in TESTS else len(known))


def _smallest(error: Error | None) -> Smallest | None:
    if error is None:
        return None
    return Smallest(value=error.value, matters=error.kind == "MCID", source=error.source)


def _scores(rows: Iterable[ChartRow], east: int) -> list[ScoreAt]:
    """The last of each day, oldest first: goals are looked at one after the other."""
    found: dict[int, ScoreAt] = {}
    for row in rows:
        reached = score(Goals.model_validate_json(row.body))[1]
        if reached is not None:
            found[day_of(row.at, east)] = ScoreAt(at=row.at, score=reached)
    return list(found.values())
