"""What clinicians wrote, in versions, on both kinds of database."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from coach.store.chart import ChangedMeanwhile, Chart
from coach.store.database import open_database
from coach.store.people import NewPerson, People

PASSWORD = "correct horse battery"


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[tuple[Chart, str, str]]:
    engine = await open_database(database_url)
    people = People(engine)
    first = await people.begin("Clinic", "Anna", "anna", PASSWORD)
    wish = NewPerson(clinic_id=first.clinic_id, role="patient", name="P")
    yield Chart(engine), (await people.add_patient(wish, first.id)).id, first.id
    await engine.dispose()


async def test_every_version_is_kept_with_who_and_when(world: tuple[Chart, str, str]) -> None:
    chart, patient, by = world
    assert await chart.newest(patient, "programme") is None
    for n in range(3):
        await chart.save(patient, "programme", f"v{n + 1}", by=by, based_on=n)
    await chart.save(patient, "goals", "g", by=by, based_on=0)
    versions = await chart.versions(patient, "programme")
    assert [(v.number, v.body, v.by) for v in versions] == [(3, "v3", by), (2, "v2", by), (1, "v1", by)]
    assert versions[0].at >= versions[2].at
    old = await chart.version(patient, "programme", 1)
    assert old is not None
    assert old.body == "v1"


async def test_the_second_of_two_is_told_and_the_first_stays(world: tuple[Chart, str, str]) -> None:
    chart, patient, by = world
    saving = [chart.save(patient, "programme", body, by=by, based_on=0) for body in ("one", "two", "three")]
    found = await asyncio.gather(*saving, return_exceptions=True)
    (won,) = [f for f in found if not isinstance(f, BaseException)]
    lost = [f for f in found if isinstance(f, ChangedMeanwhile)]
    assert len(lost) == 2
    assert {f.newest.body for f in lost} == {won.body}
    assert [v.body for v in await chart.versions(patient, "programme")] == [won.body]
    with pytest.raises(ChangedMeanwhile):
        await chart.save(patient, "programme", "later", by=by, based_on=5)


async def test_a_version_that_never_was_is_no_ground(world: tuple[Chart, str, str]) -> None:
    chart, patient, by = world
    with pytest.raises(ValueError, match="version 4"):
        await chart.save(patient, "programme", "x", by=by, based_on=4)
