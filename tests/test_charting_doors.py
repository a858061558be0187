"""Intake, goals and the emergency card over HTTP, on both kinds of database."""

import pytest
from fastapi import FastAPI

from coach.api import charting
from coach.store.facts import Facts
from tests.clinic import Clinic
from tests.test_people_doors import browser, world

__all__ = ["world"]
World = tuple[FastAPI, Clinic, Facts]


@pytest.fixture
def app(world: World) -> FastAPI:
    app, clinic, facts = world
    app.include_router(charting.router(clinic.office(facts)))
    return app


async def test_intake_is_kept_in_versions_and_its_card_is_for_who_leads(world: World, app: FastAPI) -> None:
    _, clinic, facts = world
    desk = browser(app, await clinic.cookie(clinic.administrator))
    patient = (await desk.post("/patients", json={"name": "María"})).json()["id"]
    path = f"/patients/{patient}/intake"
    empty = (await desk.get(path)).json()
    assert (empty["number"], empty["by"], empty["intake"]["side"]) == (0, None, "none")
    emergency = {"contact": "José", "phone": "+34 600", "address": "Calle 1", "plan": "Key at no. 3"}
    intake = {"diagnosis": "Stroke", "side": "right", "red_flags": ["fainting"], "emergency": emergency}
    kept = (await desk.post(path, json={"based_on": 0, "intake": intake})).json()
    assert (kept["number"], kept["by"], kept["intake"]["diagnosis"]) == (1, "Anna", "Stroke")
    again = await desk.post(path, json={"based_on": 0, "intake": intake})
    assert (again.status_code, "Anna" in again.json()["detail"]) == (409, True)
    assert (await desk.post(path, json={"based_on": 7, "intake": intake})).status_code in (409, 422)
    assert (await desk.post(path, json={"based_on": 1, "intake": {"pain": 11}})).status_code == 422
    later = (await desk.post(path, json={"based_on": 1, "intake": {**intake, "diagnosis": "MS"}})).json()
    assert [one["number"] for one in later["earlier"]] == [1]
    first = (await desk.get(f"{path}/1")).json()
    assert (first["by"], first["intake"]["diagnosis"], first["earlier"]) == ("Anna", "Stroke", [])
    assert (await desk.get(f"{path}/3")).status_code == 404
    session = (await desk.post(f"/patients/{patient}/sessions")).json()["session_id"]
    card = f"/emergency/{facts.code(session, 'therapist')}"
    shown = (await desk.get(card)).json()
    assert shown == {"name": "María", "emergency": emergency, "red_flags": ["fainting"]}
    other = browser(app, await clinic.cookie(await clinic.add("therapist", "ben")))
    assert (await other.get(card)).status_code == 404
    home = browser(app, await clinic.device(patient))
    assert (await home.get(f"/emergency/{facts.code(session, 'patient')}")).status_code == 404


async def test_goals_carry_their_attainment(world: World, app: FastAPI) -> None:
    _, clinic, _ = world
    desk = browser(app, await clinic.cookie(clinic.administrator))
    patient = (await desk.post("/patients", json={"name": "M"})).json()["id"]
    goal = {"id": "a", "what": "Walk to the shop", "measure": "600 m", "by": "2099-01-01", "now": 0}
    wish = {"based_on": 0, "goals": {"items": [goal]}}
    kept = (await desk.post(f"/patients/{patient}/goals", json=wish)).json()
    assert (kept["begun"], kept["now"], kept["goals"]["items"][0]["by"]) == (30.0, 50.0, "2099-01-01")
    ended = {"based_on": 1, "goals": {"items": [{**goal, "ended": "2098-06-01"}]}}
    over = (await desk.post(f"/patients/{patient}/goals", json=ended)).json()
    assert (over["number"], over["now"], over["goals"]["items"][0]["ended"]) == (2, 50.0, "2098-06-01")
    twice = {"based_on": 2, "goals": {"items": [goal, goal]}}
    refused = await desk.post(f"/patients/{patient}/goals", json=twice)
    assert (refused.status_code, refused.json()["detail"]) == (422, "Two goals have the same id.")
