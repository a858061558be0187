"""The demo clinic, as the people in it find it: on both databases; the film by the real pipe."""

import os
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from coach.api import home, people, problems, programme
from coach.api.guard import Guard
from coach.api.links import Addresses
from coach.api.people import Office, Waiting
from coach.api.reception import Reception
from coach.app import archive_of
from coach.cli import app as command
from coach.demo_clinic.filling import Filling, Made, NotEmpty
from coach.demo_clinic.filming import Filming, clips_in, exercise_of
from coach.demo_clinic.history import sessions
from coach.demo_clinic.stories import STAFF, STORIES
from coach.feedback.exercises import CATALOG
from coach.programme.prescription import objections
from coach.programme.templates import TEMPLATES
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.files import tape_name
from coach.store.tape import TapeReader
from coach.types import RepCounted
from tests.browser.stage import CLIPS
from tests.clinic import PASSWORD

WEEKS = 2


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = await open_database(database_url)
    yield made
    await made.dispose()


@pytest.fixture
def filling(engine: AsyncEngine) -> Filling:
    archive = archive_of(engine, b"secret")
    return Filling(engine=engine, facts=Facts(engine, b"secret"), archive=archive, weeks=WEEKS, seed=1)


async def filled(filling: Filling) -> list[Made]:
    return [one async for one in filling.fill(PASSWORD)]


def doors(filling: Filling) -> FastAPI:
    facts, archive = filling.facts, filling.archive
    reception = Reception(facts, archive)
    office = Office(
        facts=facts, archive=archive, reception=reception, addresses=Addresses(), waiting=Waiting()
    )
    app = FastAPI()
    problems.install(app)
    app.include_router(people.router(office))
    app.include_router(programme.router(office, CATALOG))
    app.include_router(home.router(facts, archive, Addresses()))
    app.add_middleware(Guard, reception=reception)
    return app


async def test_a_therapist_finds_their_patients_with_all_that_belongs_to_them(filling: Filling) -> None:
    made = await filled(filling)
    assert [one.name for one in made] == [story.name for story in STORIES]
    ben = await filling.archive.people.known("ben@demo.example", PASSWORD)
    assert ben is not None
    cookie = {"coach": await filling.archive.entrances.sign_in(ben.id)}
    transport = httpx.ASGITransport(doors(filling))
    async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1", cookies=cookie) as desk:
        today = (await desk.get("/today")).json()
        needs = (await desk.get("/attention")).json()
        assert len(today["patients"]) == 4
        assert today["appointments"]
        assert "pain" in {reason["why"] for one in needs for reason in one["reasons"]}
        assert all(one["planned"] > 0 for one in needs)
        for brief in today["patients"]:
            patient = (await desk.get(f"/patients/{brief['id']}")).json()
            assert patient["sessions"]
            assert not any(brief["running"] or not one["ended"] for one in patient["sessions"])
            written = (await desk.get(f"/patients/{brief['id']}/programme")).json()
            assert written["newest"]["number"] == 2
    assert await filling.archive.entrances.open(made[0].code) is not None


async def test_a_database_with_people_is_left_as_it_is(filling: Filling) -> None:
    await filling.archive.people.begin("Clinic", "Anna", "anna", PASSWORD)
    with pytest.raises(NotEmpty):
        await filled(filling)
    (clinic,) = await filling.archive.people.clinics()
    assert len(await filling.archive.people.everybody(clinic.id)) == 1


async def test_a_recorded_session_was_judged_by_the_real_pipe(
    filling: Filling, tmp_path: Path, model: Path
) -> None:
    await filled(filling)
    filming = Filming(facts=filling.facts, data=tmp_path, model=model, versions={"coach": "test"})
    clip = CLIPS / "sts_clean_45.mp4"
    (session_id,) = [one async for one in filling.film(filming, [clip])]
    records = TapeReader(tmp_path / tape_name(session_id)).outline().records
    assert sum(isinstance(one, RepCounted) and one.complete for one in records) == 5
    (film,) = await filling.facts.recordings(session_id)
    assert (tmp_path / film.path).read_bytes() == clip.read_bytes()
    (done,) = await filling.facts.sets(session_id)
    assert (done.exercise, done.reps) == ("sit_to_stand", 5)
    whose = await filling.archive.people.session_people(session_id)
    assert whose is not None
    patient = await filling.archive.people.find(str(whose.patient_id))
    assert patient is not None
    story = next(story for story in STORIES if story.name == patient.name)
    assert "sit_to_stand" in {item.exercise for item in TEMPLATES[story.condition].items}


def test_the_clips_come_one_of_each_exercise_first() -> None:
    first = [exercise_of(clip) for clip in clips_in(CLIPS)][:3]
    assert first == ["sit_to_stand", "march", "shoulder_abduction"]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.condition)
def test_a_story_is_of_this_clinic_and_gets_on(story: object) -> None:
    one = next(known for known in STORIES if known is story)
    items = TEMPLATES[one.condition].items
    assert objections(TEMPLATES[one.condition].programme, CATALOG) == []
    assert one.therapist in {colleague.login for colleague in STAFF}

    def lived() -> list[object]:
        return list(sessions(one, items, CATALOG, weeks=8, now=at, chance=random.Random("1")))

    at = now()
    done = list(sessions(one, items, CATALOG, weeks=8, now=at, chance=random.Random("1")))
    assert lived() == done
    assert all(at - timedelta(weeks=9) < day.at < at for day in done)
    assert all(a.ended <= b.started for day in done for a, b in zip(day.sets, day.sets[1:], strict=False))
    reps = [sum(len(s.reps) for s in day.sets) for day in done if not day.at_home]
    holds = [sum(s.hold_s for s in day.sets) for day in done if not day.at_home]
    assert sum(reps[-3:]) + sum(holds[-3:]) > sum(reps[:3]) + sum(holds[:3])


def test_the_command_prints_who_signs_in_and_refuses_a_second_time(tmp_path: Path) -> None:
    environment = {**os.environ, "COACH_DATA": str(tmp_path), "COLUMNS": "200"}
    words = ["demo-data", "--weeks", "1", "--recordings", "0"]
    done = CliRunner().invoke(command, words, env=environment)
    assert done.exit_code == 0, done.output
    assert all(one.login in done.stdout for one in STAFF)
    assert "/p/" in done.stdout
    again = CliRunner().invoke(command, words, env=environment)
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr.strip().endswith(".")
