"""How a patient gets on, over HTTP: days, tests and ranges, goals; on both databases."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from coach.api import charting, progress
from coach.api.programme import PROGRAMME
from coach.feedback.exercises import CATALOG
from coach.programme.prescription import Prescription, Programme
from coach.store.backfill import put
from coach.store.database import now
from coach.store.facts import Facts
from coach.store.models import CorrectionRow, RepRow, ResultRow, SetRow
from coach.store.person_models import ChartRow
from coach.types import Side
from tests.clinic import Clinic
from tests.test_people_doors import browser, world

__all__ = ["world"]


class Followed:
    """A patient with a stroke programme of five weeks ago."""

    def __init__(self, app: FastAPI, clinic: Clinic, facts: Facts) -> None:
        self.app, self.clinic, self.facts = app, clinic, facts

    async def begun(self) -> "Followed":
        self.desk = browser(self.app, await self.clinic.cookie(self.clinic.administrator))
        self.id = (await self.desk.post("/patients", json={"name": "M"})).json()["id"]
        self.home = browser(self.app, await self.clinic.device(self.id))
        link = await self.clinic.archive.entrances.link_of(self.id)
        assert link is not None
        self.path = f"/personal/{self.clinic.archive.entrances.code(link.id)}/progress"
        return self

    async def prescribe(self) -> None:
        item = Prescription(id="a", exercise="shoulder_flexion", side=Side.LEFT, sets=1, days=tuple(range(7)))
        body = Programme(items=(item,), condition="stroke").model_dump_json()
        row = ChartRow(
            patient_id=self.id,
            kind=PROGRAMME,
            number=1,
            body=body,
            by=self.clinic.administrator,
            at=now() - timedelta(weeks=5),
        )
        await put(self.facts._engine, [row])

    async def session(self, days_ago: int, *, peaks: tuple[float, ...] = (), home: bool = True) -> str:
        at = now() - timedelta(days=days_ago)
        session = await self.facts.create_session(at=at)
        await self.clinic.archive.people.entrust(
            session,
            clinic_id=self.clinic.id,
            therapist_id=self.clinic.administrator,
            patient_id=self.id,
            home_day=at.weekday() if home else None,
        )
        if peaks:
            await self.facts.add([a_set(session), *(a_rep(session, n, p) for n, p in enumerate(peaks, 1))])
        return session

    async def tested(self, days_ago: int, test: str, value: float, *, confirmed: bool | None = True) -> None:
        session = await self.session(days_ago, home=False)
        await self.facts.add([a_result(session, test, value, confirmed)])

    async def seen(self, desk: httpx.AsyncClient | None = None, path: str = "") -> dict[str, Any]:
        answer = await (desk or self.desk).get(
            path or f"/patients/{self.id}/progress", params={"language": "es"}
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def a_set(session: str) -> SetRow:
    return SetRow(
        session_id=session, number=1, exercise="shoulder_flexion", side="left", started=0, ended=30,
        reps=2, partials=0, correction=0, longest_hold_s=0,
    )  # fmt: skip


def a_rep(session: str, number: int, peak: float) -> RepRow:
    return RepRow(
        session_id=session, set_number=1, number=number, side="left", start=number, peak_t=number,
        end=number + 1, peak=peak, unit="°", complete=True, quality="measured", assisted=False,
    )  # fmt: skip


def a_result(session: str, test: str, value: float, confirmed: bool | None) -> ResultRow:
    return ResultRow(
        session_id=session, number=1, test=test, side="both", value=value, unit="m/s", quality="measured",
        started=1, ended=9, confirmed=confirmed, own_value=None,
    )  # fmt: skip


@pytest.fixture
async def patient(world: tuple[FastAPI, Clinic, Facts]) -> Followed:
    app, clinic, facts = world
    office = clinic.office(facts)
    app.include_router(progress.router(office, CATALOG))
    app.include_router(charting.router(office))
    return await Followed(app, clinic, facts).begun()


async def test_before_anything_there_is_nothing(patient: Followed) -> None:
    found = await patient.seen()
    assert found == {"weeks": [], "tests": [], "unconfirmed": 0, "exercises": [], "goals": [], "scores": []}


async def test_each_day_says_how_it_was_kept(patient: Followed) -> None:
    await patient.prescribe()
    await patient.session(2, peaks=(100,))
    await patient.session(1, peaks=(100,), home=False)
    found = await patient.seen()
    days = {day["date"]: day for week in found["weeks"] for day in week}
    ago = [days[str((now() - timedelta(days=n)).date())] for n in range(4)]
    assert [day["kept"] for day in ago] == ["to_come", "led", "done", "missed"]
    assert (ago[2]["done"], ago[2]["planned"]) == (1, 1)
    assert await patient.seen(patient.home, patient.path) == found  # the patient reads the same


async def test_a_range_is_better_only_beyond_its_error(patient: Followed) -> None:
    await patient.session(9, peaks=(90, 95))
    session = await patient.session(2, peaks=(100, 130))
    (line,) = [one for one in (await patient.seen())["exercises"] if one["kind"] == "range"]
    assert ([p["value"] for p in line["points"]], line["verdict"]) == ([95, 130], "better")
    assert (line["smallest"]["value"], line["smallest"]["matters"]) == (11.5, False)
    best = (await patient.facts.reps(session))[-1]
    struck = CorrectionRow(
        session_id=session, kind="rep_rejected", rep_id=best.id, note="", by="therapist", at=now(), live=False
    )
    await patient.facts.add([struck])
    (line,) = [one for one in (await patient.seen())["exercises"] if one["kind"] == "range"]
    assert ([p["value"] for p in line["points"]], line["verdict"]) == ([95, 100], "same")


async def test_a_test_counts_once_a_therapist_has_confirmed_it(patient: Followed) -> None:
    await patient.prescribe()
    await patient.tested(20, "gait_speed", 0.5)
    await patient.tested(9, "gait_speed", 0.9, confirmed=None)
    await patient.tested(8, "gait_speed", 0.2, confirmed=False)
    await patient.tested(2, "gait_speed", 0.7)
    found = await patient.seen()
    (line,) = found["tests"]
    assert [p["value"] for p in line["points"]] == [0.5, 0.7]
    assert (line["name"], line["verdict"], found["unconfirmed"]) == ("Velocidad de la marcha", "better", 1)
    assert line["smallest"]["value"] == 0.15  # S80, after a stroke, from 0.4 to 0.8 m/s


async def test_goals_are_followed_day_by_day(patient: Followed) -> None:
    goal = {"id": "g", "what": "Walk"}
    at = f"/patients/{patient.id}/goals"
    for n, level in enumerate((None, -2, 0)):
        body = {"based_on": n, "goals": {"items": [{**goal, "now": level}]}}
        assert (await patient.desk.post(at, json=body)).status_code == 201
    found = await patient.seen()
    assert [one["now"] for one in found["goals"]] == [0]
    assert [one["score"] for one in found["scores"]] == [50]  # all of one day: the last of it
