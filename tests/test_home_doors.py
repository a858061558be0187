"""Beginning at home without the therapist, and what the therapist learns of it; on both databases."""

from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from coach.api import home
from coach.api.links import Addresses
from coach.api.programme import PROGRAMME, prescribed_for
from coach.programme.prescription import Equipment, Limits, Needed, Prescription, Programme
from coach.store.database import now
from coach.store.facts import Facts
from coach.store.models import CheckInRow, SetRow
from coach.types import Side
from tests.clinic import Clinic
from tests.test_people_doors import browser, world

__all__ = ["world"]
HERE = {"minutes_east": 0}


class Patient:
    """With a programme for today and one exercise for no day, and the device of theirs."""

    def __init__(self, app: FastAPI, clinic: Clinic, facts: Facts) -> None:
        self.app, self.clinic, self.facts = app, clinic, facts

    async def begun(self) -> "Patient":
        self.desk = browser(self.app, await self.clinic.cookie(self.clinic.administrator))
        self.id = (await self.desk.post("/patients", json={"name": "M"})).json()["id"]
        self.home = browser(self.app, await self.clinic.device(self.id))
        link = await self.clinic.archive.entrances.link_of(self.id)
        assert link is not None
        self.path = f"/personal/{self.clinic.archive.entrances.code(link.id)}/home"
        return self

    async def prescribe(self, *days: int) -> None:
        limits = Limits(fewest=4, most=10)
        items = (
            Prescription(
                id="a",
                exercise="sit_to_stand",
                side=Side.BOTH,
                days=days,
                limits=limits,
                equipment=(
                    Needed(thing=Equipment.CHAIR, detail="45 cm"),
                    Needed(thing=Equipment.WORKTOP),
                ),
            ),
            Prescription(id="b", exercise="march", side=Side.BOTH),
        )
        body = Programme(items=items).model_dump_json()
        await self.clinic.archive.chart.save(
            self.id, PROGRAMME, body, by=self.clinic.administrator, based_on=0
        )

    async def begin(self) -> str:
        """The session's id."""
        answer = await self.home.post(self.path, json=HERE)
        assert answer.status_code == 201, answer.text
        link = await self.facts.open_link(answer.json()["session_url"].rsplit("/", 1)[1])
        assert link is not None
        assert link.role == "patient"
        return link.session_id

    async def today(self) -> httpx.Response:
        return await self.home.post(f"{self.path}/today", json=HERE)


@pytest.fixture
async def patient(world: tuple[FastAPI, Clinic, Facts]) -> Patient:
    app, clinic, facts = world
    app.include_router(home.router(facts, clinic.archive, Addresses()))
    return await Patient(app, clinic, facts).begun()


async def test_today_s_programme_begins_once_and_is_gone_back_to(patient: Patient) -> None:
    await patient.prescribe(now().weekday())
    assert (await patient.today()).json() == {
        "exercises": ["sit_to_stand"],
        "have": ["a firm chair (45 cm)", "a worktop to hold on to"],
        "begun": False,
        "planned": 0,
        "done": 0,
    }
    session = await patient.begin()
    assert await patient.begin() == session
    assert (await patient.today()).json()["begun"]
    given = await prescribed_for(patient.clinic.archive, session)
    assert given is not None
    assert [(one.exercise, one.fewest, one.most) for one in given.items] == [("sit_to_stand", 4, 10)]
    assert given.items[0].equipment == (("chair", "45 cm"), ("worktop", ""))
    room = (await patient.home.get(patient.path.removesuffix("/home"))).json()
    assert room["session_url"] is None  # nobody is led away from the waiting room into it
    led = (await patient.desk.post(f"/patients/{patient.id}/sessions")).json()["session_id"]
    assert led != session
    given = await prescribed_for(patient.clinic.archive, led)
    assert given is not None
    assert len(given.items) == 2
    await patient.facts.end_session(session)
    assert not (await patient.today()).json()["begun"]


async def test_on_a_day_of_rest_nothing_begins(patient: Patient) -> None:
    refused = await patient.home.post(patient.path, json=HERE)
    assert (refused.status_code, refused.json()["detail"]) == (409, home.NOTHING_TODAY)
    await patient.prescribe((now() + timedelta(days=1)).weekday())
    assert (await patient.today()).json()["exercises"] == []
    assert (await patient.home.post(patient.path, json=HERE)).status_code == 409
    led = (await patient.desk.post(f"/patients/{patient.id}/sessions")).json()["session_id"]
    given = await prescribed_for(patient.clinic.archive, led)
    assert given is not None
    assert [one.exercise for one in given.items] == ["march"]


async def test_the_therapist_is_told_of_pain_until_they_have_looked(patient: Patient) -> None:
    await patient.prescribe(now().weekday())
    assert (await patient.desk.get("/attention")).json() == []
    session = await patient.begin()
    done = SetRow(
        session_id=session,
        number=1,
        exercise="sit_to_stand",
        side="both",
        started=0.0,
        ended=9.0,
        reps=3,
        partials=0,
        correction=0,
        longest_hold_s=0.0,
    )
    said = CheckInRow(session_id=session, set_number=1, pain=6, effort=2, by="patient", t=9.0, at=now())
    await patient.facts.add([done, said])
    (needs,) = (await patient.desk.get("/attention")).json()
    assert needs == {"patient": patient.id, "reasons": [{"why": "pain", "n": 1}], "planned": 1, "done": 1}
