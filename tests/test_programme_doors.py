"""A programme over HTTP: written, changed by two people at once, suggested by rule, printed."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import httpx
import pytest
from fastapi import FastAPI

from coach.api import problems, programme
from coach.feedback.exercises import CATALOG
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.ledger import Ledger
from coach.store.models import CorrectionRow, FaultRow, SetRow
from coach.store.people import NewPerson
from coach.types import CheckedIn
from tests.clinic import Clinic, begun

EVER = datetime(2020, 1, 1, tzinfo=UTC)
ITEM = {"id": "a", "exercise": "sit_to_stand", "side": "both", "days": [0, 2]}
OTHER = {"id": "b", "exercise": "tandem_stance", "side": "both", "reps": 3, "hold_s": 10}


@dataclass(frozen=True)
class World:
    clinic: Clinic
    facts: Facts
    patient: str
    anna: httpx.AsyncClient
    ben: httpx.AsyncClient

    async def save(
        self, who: httpx.AsyncClient, based_on: int, *items: Mapping[str, object]
    ) -> httpx.Response:
        body = {"based_on": based_on, "programme": {"items": [dict(i) for i in items]}}
        return await who.post(f"/patients/{self.patient}/programme", json=body)

    async def trained(self, reps: int, *, unsafe: bool = False) -> str:
        """The session's id."""
        session = await self.facts.create_session()
        people_ = self.clinic.archive.people
        await people_.entrust(
            session,
            clinic_id=self.clinic.id,
            therapist_id=self.clinic.administrator,
            patient_id=self.patient,
        )
        await self.facts.add([set_row(session, n, reps) for n in (1, 2)])
        if unsafe:
            await self.facts.add([fall(session)])
        return session


def set_row(session: str, number: int, reps: int) -> SetRow:
    return SetRow(
        session_id=session,
        number=number,
        exercise="sit_to_stand",
        side="both",
        started=0.0,
        ended=20.0,
        reps=reps,
        partials=0,
        correction=0,
        longest_hold_s=0.0,
    )


def fall(session: str) -> FaultRow:
    return FaultRow(
        session_id=session,
        number=1,
        set_number=1,
        fault="fall",
        level="safety",
        start=5.0,
        end=6.0,
        rep=None,
        side="both",
        value=1.0,
        unit="",
        threshold=1.0,
        baseline=None,
        quality="measured",
    )


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    engine = await open_database(database_url)
    facts = Facts(engine, b"secret")
    clinic = await begun(engine, facts)
    wish = NewPerson(clinic_id=clinic.id, role="patient", name="Мария <K>", language="pl")
    patient = await clinic.archive.people.add_patient(wish, clinic.administrator)
    ben = await clinic.add("therapist", "ben")
    await clinic.archive.people.assign(ben, patient.id)
    office = clinic.office(facts)
    app = FastAPI()
    problems.install(app)
    app.include_router(programme.router(office, CATALOG))
    clinic.guard(app)
    cookies = [await clinic.cookie(one) for one in (clinic.administrator, ben)]
    anna, ben_ = (
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test/api/v1", cookies=one)
        for one in cookies
    )
    yield World(clinic, facts, patient.id, anna, ben_)
    await engine.dispose()


async def test_every_version_stays_with_who_wrote_it(world: World) -> None:
    path = f"/patients/{world.patient}/programme"
    assert (await world.anna.get(path)).json() == {
        "newest": None,
        "versions": [],
        "suggestions": [],
        "at_home": None,
    }
    assert (await world.save(world.anna, 0, ITEM)).status_code == 201
    kept = (await world.save(world.ben, 1, ITEM, OTHER)).json()
    assert [(v["number"], v["by"]) for v in kept["versions"]] == [(2, "ben"), (1, "Anna")]
    assert [i["id"] for i in kept["newest"]["programme"]["items"]] == ["a", "b"]
    old = (await world.anna.get(f"{path}/1")).json()
    assert (old["by"], [i["id"] for i in old["programme"]["items"]]) == ("Anna", ["a"])
    assert (await world.anna.get(f"{path}/3")).status_code == 404


async def test_two_who_edit_at_once_lose_nothing(world: World) -> None:
    await world.save(world.anna, 0, ITEM)
    assert (await world.save(world.anna, 1, {**ITEM, "reps": 12})).status_code == 201
    told = await world.save(world.ben, 1, ITEM, OTHER)
    assert told.status_code == 409
    meanwhile = told.json()
    assert meanwhile["detail"] == programme.MEANWHILE.format(name="Anna")
    assert meanwhile["newest"]["number"] == 2
    both = cast(dict[str, list[dict[str, object]]], meanwhile["together"])["items"]
    assert [(i["id"], i["reps"]) for i in both] == [("a", 12), ("b", 3)]
    assert (await world.save(world.ben, 2, *both)).status_code == 201
    clash = (await world.save(world.anna, 2, {**ITEM, "reps": 9})).json()
    assert clash["together"]["items"]  # she dropped nothing that Ben changed
    await world.save(world.anna, 3, {**ITEM, "reps": 10})
    assert (await world.save(world.ben, 3, {**ITEM, "reps": 11})).json()["together"] is None


async def test_what_cannot_be_done_is_refused_with_a_sentence(world: World) -> None:
    for wrong, named in (
        ({**ITEM, "exercise": "flying"}, "flying"),
        ({**ITEM, "sets": 0}, "sets"),
        ({**ITEM, "side": "left"}, "that side"),
        ({**ITEM, "thresholds": {"signal.nothing": 1}}, "signal.nothing"),
    ):
        answer = await world.save(world.anna, 0, wrong)
        assert answer.status_code == 422
        assert named in answer.json()["detail"]
    assert (await world.anna.get(f"/patients/{world.patient}/programme")).json()["newest"] is None
    assert (await world.save(world.anna, 7, ITEM)).status_code == 422


async def test_a_rule_suggests_and_a_version_approves(world: World) -> None:
    await world.save(world.anna, 0, {**ITEM, "limits": {"fewest": 4, "most": 10}})
    await world.trained(8)
    await world.trained(8)
    path = f"/patients/{world.patient}/programme"
    assert (await world.anna.get(path)).json()["suggestions"] == []  # nobody asked how hard it was
    await world.trained(3, unsafe=True)
    (found,) = (await world.anna.get(path)).json()["suggestions"]
    assert (found["why"], found["proposed"]["reps"]) == ("unsafe", 6)
    assert (await world.anna.get(path)).json()["newest"]["programme"]["items"][0]["reps"] == 8
    kept = (await world.save(world.anna, 1, found["proposed"])).json()
    assert kept["newest"]["programme"]["items"][0]["reps"] == 6
    assert kept["suggestions"] == []


async def test_a_fall_that_was_rejected_suggests_nothing(world: World) -> None:
    await world.save(world.anna, 0, {**ITEM, "limits": {"fewest": 4, "most": 10}})
    session = await world.trained(8, unsafe=True)
    path = f"/patients/{world.patient}/programme"
    (found,) = (await world.anna.get(path)).json()["suggestions"]
    assert found["why"] == "unsafe"
    await world.facts.add([word(session, "fault_agree"), word(session, "fault_disagree")])
    assert (await world.anna.get(path)).json()["suggestions"] == []
    (_, last) = await world.facts.corrections(session)
    taken_back = word(session, "withdrawn")
    taken_back.fault_number, taken_back.withdraws = None, last.id
    await world.facts.add([taken_back])
    (found,) = (await world.anna.get(path)).json()["suggestions"]
    assert found["why"] == "unsafe"


def word(session: str, kind: str) -> CorrectionRow:
    """Of the first finding."""
    return CorrectionRow(
        session_id=session, kind=kind, fault_number=1, note="", by="therapist", at=now(), live=False
    )


async def test_the_sheet_is_in_the_patients_language_and_escaped(world: World) -> None:
    path = f"/patients/{world.patient}/programme/print"
    assert (await world.anna.get(path)).status_code == 404
    await world.save(world.anna, 0, {**ITEM, "note": "<script>"}, OTHER)
    sheet = (await world.anna.get(path)).text
    for part in ('lang="pl"', "Мария &lt;K&gt;", "&lt;script&gt;", "poniedziałek", "utrzymaj 10 s"):
        assert part in sheet
    assert "<script" not in sheet
    assert "Monday" in (await world.anna.get(path, params={"language": "en"})).text


@pytest.mark.parametrize("language", ["en", "es", "fr", "pl", "xx"])
async def test_the_library_is_worded_in_every_language(world: World, language: str) -> None:
    library = (await world.anna.get("/programmes/library", params={"language": language})).json()
    assert len(library["exercises"]) == len(CATALOG)
    assert all(t["name"] and t["watch"] and t["source"] for t in library["templates"])


async def test_what_patients_said_reaches_the_rules(world: World) -> None:
    """From the live session's own writer to the suggestion."""
    await world.save(world.anna, 0, ITEM)
    for _ in range(2):
        await world.trained(8)
    sets = await world.clinic.archive.training.sets_of(world.patient, EVER)
    for session in {s.session_id for s in sets}:
        ledger = Ledger(world.facts, session)
        for number in (1, 2):
            answer = CheckedIn(t=20.0, set_number=number, pain=0, effort=3, by="patient")
            ledger.act(answer, [])
        ledger.close()
        await ledger.closed()
    path = f"/patients/{world.patient}/programme"
    (found,) = (await world.anna.get(path)).json()["suggestions"]
    assert (found["why"], found["proposed"]["reps"]) == ("done_in_full", 10)


async def test_a_room_is_given_what_is_prescribed_to_its_patient(world: World) -> None:
    assert await programme.prescribed_for(world.clinic.archive, await world.facts.create_session()) is None
    await world.trained(8)
    session = (await world.clinic.archive.training.sets_of(world.patient, EVER))[0].session_id
    assert await programme.prescribed_for(world.clinic.archive, session) is None
    await world.save(world.anna, 0, {**ITEM, "target": 0.9, "stop": {"pain": 3, "effort": 4}})
    given = await programme.prescribed_for(world.clinic.archive, session)
    assert given is not None
    (item,) = given.items
    assert (item.pain_limit, item.thresholds) == (3, (("signal.target", 0.9),))
