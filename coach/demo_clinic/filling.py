"""Fills an empty database with the demo clinic: people, programmes, weeks of sessions, diary, recordings."""

import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from coach.api.consent_words import VERSION
from coach.api.reception import Archive
from coach.demo_clinic.filming import Filming, exercise_of
from coach.demo_clinic.history import LED_DAY, Done, sessions
from coach.demo_clinic.rows import rows
from coach.demo_clinic.stories import CLINIC, STAFF, STORIES, Story
from coach.feedback.exercises import CATALOG
from coach.programme.goals import Goals
from coach.programme.prescription import Limits, Prescription, Programme
from coach.programme.templates import TEMPLATES
from coach.store.backfill import put
from coach.store.database import now
from coach.store.facts import Facts
from coach.store.models import ReviewedRow
from coach.store.people import NewPerson
from coach.store.person_models import AppointmentRow, ChartRow, PersonRow

LOOKED_AT_AFTER = timedelta(days=4)
"""Older sessions were reviewed."""
KINDS = ("call", "recording", "data")


class NotEmpty(Exception):
    """There are people in this database: nothing is mixed with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A patient of the demo clinic, as who runs it needs them."""

    name: str
    therapist: str
    code: str
    """Of their personal link."""
    first_code: str
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    engine: AsyncEngine
    facts: Facts
    archive: Archive
    weeks: int
    seed: int

    async def fill(self, password: str) -> AsyncIterator[Made]:
        """One after another. Raises NotEmpty."""
        if await self.archive.people.begun():
            raise NotEmpty
        staff = await self._staff(password)
        for story in STORIES:
            yield await self._patient(story, staff[story.therapist])

    async def film(self, filming: Filming, clips: Sequence[Path]) -> AsyncIterator[str]:
        """Recorded sessions of yesterday and the days before, one a clip, each of a patient to whom the
        exercise is prescribed, and of another one where there is one; their ids. Raises NotJudged."""
        clinic = (await self.archive.people.clinics())[0]
        people = await self.archive.people.everybody(clinic.id, ("patient",))
        patients, filmed = {one.name: one for one in people}, set[str]()
        for n, clip in enumerate(clips, 1):
            able = _prescribed(exercise_of(clip))
            name = next((one for one in able if one not in filmed), able[0])
            filmed.add(name)
            patient = patients[name]
            carer = (await self.archive.people.carers_of(patient.id))[0]
            at = now() - timedelta(days=n, hours=3)
            session_id = await self._session(patient, carer, at, home_day=None)
            seconds = await filming.film(session_id, clip)
            await self.facts.end_session(session_id, at=at + timedelta(seconds=seconds + 10))
            yield session_id

    async def _staff(self, password: str) -> dict[str, PersonRow]:
        people, (first, *others) = self.archive.people, STAFF
        found = {first.login: await people.begin(CLINIC, first.name, first.login, password)}
        for one in others:
            wish = NewPerson(
                clinic_id=found[first.login].clinic_id,
                role=one.role,
                name=one.name,
                login=one.login,
                password=password,
            )
            found[one.login] = await people.add(wish)
        return found

    async def _patient(self, story: Story, therapist: PersonRow) -> Made:
        archive = self.archive
        wish = NewPerson(
            clinic_id=therapist.clinic_id, role="patient", name=story.name, language=story.language
        )
        patient = await archive.people.add_patient(wish, therapist.id)
        link = await archive.entrances.invite(patient.id)
        for kind in KINDS:
            await archive.consents.say(
                patient.id, kind, given=True, version=VERSION, language=story.language, by=patient.id
            )
        items = _items(story)
        begun = now() - timedelta(weeks=self.weeks)
        await put(self.engine, [*_chart(story, items, patient.id, therapist.id, begun)])
        await put(self.engine, [*_diary(patient, therapist, begun)])
        chance = random.Random(f"{self.seed} {story.name}")
        done = list(sessions(story, items, CATALOG, weeks=self.weeks, now=now(), chance=chance))
        for one in done:
            await self._kept(one, patient, therapist)
        return Made(
            name=story.name,
            therapist=therapist.name,
            code=archive.entrances.code(link.id),
            first_code=archive.entrances.first_code(link),
            sessions=len(done),
        )

    async def _kept(self, done: Done, patient: PersonRow, therapist: PersonRow) -> None:
        day = done.at.weekday() if done.at_home else None
        session_id = await self._session(patient, therapist, done.at, home_day=day)
        await self.facts.add(rows(done, session_id, CATALOG, therapist.id))
        ended = done.at + timedelta(seconds=done.seconds)
        await self.facts.end_session(session_id, at=ended)
        if now() - ended > LOOKED_AT_AFTER:
            looked = ReviewedRow(
                session_id=session_id,
                by="therapist",
                person_id=therapist.id,
                at=ended + timedelta(hours=2),
            )
            await self.facts.add([looked])

    async def _session(
        self, patient: PersonRow, therapist: PersonRow, at: datetime, *, home_day: int | None
    ) -> str:
        session_id = await self.facts.create_session(at=at)
        await self.archive.people.entrust(
            session_id,
            clinic_id=patient.clinic_id,
            therapist_id=therapist.id,
            patient_id=patient.id,
            home_day=home_day,
        )
        return session_id


def _prescribed(exercise: str) -> list[str]:
    """The names of those who do it, first those who do not do it every day."""
    doing = [
        (len(item.days), story.name)
        for story in STORIES
        for item in TEMPLATES[story.condition].items
        if item.exercise == exercise
    ]
    return [name for _, name in sorted(doing)]


def _items(story: Story) -> tuple[Prescription, ...]:
    """From the condition's template, within limits that sessions at home may use."""
    return tuple(
        item.model_copy(update={"limits": Limits(fewest=max(1, item.reps - 3), most=item.reps + 5)})
        for item in TEMPLATES[story.condition].items
    )


def _chart(
    story: Story, items: tuple[Prescription, ...], patient: str, by: str, begun: datetime
) -> list[ChartRow]:
    """The first programme and, half-way, the next one."""
    more = tuple(item.model_copy(update={"reps": item.reps + 2}) for item in items)
    half = begun + (now() - begun) / 2
    bodies = (
        ("intake", 1, story.intake.model_dump_json(), begun),
        ("goals", 1, _goals(story, None), begun),
        ("goals", 2, _goals(story, -1), half),
        ("goals", 3, _goals(story, 0), now() - LOOKED_AT_AFTER),
        ("programme", 1, Programme(items=items, condition=story.condition).model_dump_json(), begun),
        ("programme", 2, Programme(items=more, condition=story.condition).model_dump_json(), half),
    )
    return [
        ChartRow(patient_id=patient, kind=kind, number=number, body=body, by=by, at=at)
        for kind, number, body, at in bodies
    ]


def _goals(story: Story, later: int | None) -> str:
    """So many levels from where they are now; null: not looked at yet."""
    seen = [
        goal.model_copy(update={"now": None if later is None else max(-2, (goal.now or 0) + later)})
        for goal in story.goals
    ]
    return Goals(items=tuple(seen)).model_dump_json()


def _diary(patient: PersonRow, therapist: PersonRow, begun: datetime) -> list[AppointmentRow]:
    """One a week, the next two weeks too; each patient at their own hour."""
    first = begun.replace(minute=0, second=0, microsecond=0)
    hour = 8 + [story.name for story in STORIES].index(patient.name)
    weeks = (now() - begun).days // 7 + 3
    return [
        AppointmentRow(
            clinic_id=patient.clinic_id,
            patient_id=patient.id,
            therapist_id=therapist.id,
            starts_at=(first + timedelta(weeks=n, days=(LED_DAY - first.weekday()) % 7)).replace(hour=hour),
            minutes=45,
            by=therapist.id,
            created_at=begun,
            cancelled_at=None,
        )
        for n in range(weeks)
    ]
