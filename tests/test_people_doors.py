"""A therapist's day over HTTP, from a new patient to their waiting room, on both kinds of database."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from coach.api import administration, agreed, caregivers, consents, people, personal, problems
from coach.api.links import Addresses
from coach.store.database import now, open_database
from coach.store.facts import Facts
from tests.clinic import PASSWORD, Clinic, begun


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[tuple[FastAPI, Clinic, Facts]]:
    engine = await open_database(database_url)
    facts = Facts(engine, b"secret")
    clinic = await begun(engine, facts)
    office = clinic.office(facts)
    following = agreed.Following(facts=facts, archive=clinic.archive, room=lambda _session: None)
    app = FastAPI()
    problems.install(app)
    app.include_router(people.router(office))
    app.include_router(caregivers.router(office))
    app.include_router(consents.router(clinic.archive, following.refusal))
    app.include_router(administration.router(office))
    app.include_router(personal.router(facts, clinic.archive, Addresses(), office.waiting))
    clinic.guard(app)
    yield app, clinic, facts
    await engine.dispose()


def browser(app: FastAPI, cookies: dict[str, str] | None = None) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://test/api/v1", cookies=cookies)


async def test_from_a_new_patient_to_the_session_they_are_led_into(
    world: tuple[FastAPI, Clinic, Facts],
) -> None:
    app, clinic, facts = world
    desk = browser(app, await clinic.cookie(clinic.administrator))
    made = (await desk.post("/patients", json={"name": "Мария К."})).json()
    assert (made["name"], made["carers"], made["sessions"]) == ("Мария К.", ["Anna"], [])
    code, home = made["link"]["url"].rsplit("/", 1)[1], browser(app)
    assert (await home.get(f"/personal/{code}")).status_code == 401
    wrong = await home.post(f"/personal/{code}/device", json={"code": "1"})
    assert (wrong.status_code, wrong.json()["detail"]) == (401, personal.WRONG_CODE)
    first = made["link"]["first_code"]
    given = await home.post(f"/personal/{code}/device", json={"code": f"{first[:3]} {first[3:]}"})
    assert given.status_code == 204
    room = (await home.get(f"/personal/{code}")).json()
    assert room == {
        "name": "Мария К.",
        "helps": None,
        "therapist": "Anna",
        "session_url": None,
        "next": None,
        "recordings": [],
    }
    (brief,) = (await desk.get("/today")).json()["patients"]
    assert (brief["waiting"], brief["running"]) == (True, None)
    begun_ = (await desk.post(f"/patients/{made['id']}/sessions")).json()
    again = (await desk.post(f"/patients/{made['id']}/sessions")).json()
    assert begun_["session_id"] == again["session_id"]
    url = (await home.get(f"/personal/{code}")).json()["session_url"]
    link = await facts.open_link(url.rsplit("/", 1)[1])
    assert link is not None
    assert (link.session_id, link.role) == (begun_["session_id"], "patient")
    await facts.end_session(link.session_id)
    (brief,) = (await desk.get("/today")).json()["patients"]
    assert (brief["running"], brief["to_review"]) == (None, 1)


async def test_a_link_is_sent_again_and_revoked(world: tuple[FastAPI, Clinic, Facts]) -> None:
    app, clinic, _ = world
    desk = browser(app, await clinic.cookie(clinic.administrator))
    made = (await desk.post("/patients", json={"name": "M"})).json()
    sent = (await desk.post(f"/patients/{made['id']}/link")).json()
    assert sent["link"]["url"] == made["link"]["url"]
    assert sent["link"]["first_code"] != made["link"]["first_code"]
    assert (await desk.post(f"/patients/{made['id']}/link/revoked")).json()["link"] is None
    code = made["link"]["url"].rsplit("/", 1)[1]
    answer = await browser(app).post(f"/personal/{code}/device", json={"code": sent["link"]["first_code"]})
    assert (answer.status_code, answer.json()["detail"]) == (404, personal.NO_LINK)
    fresh = (await desk.post(f"/patients/{made['id']}/link")).json()
    assert fresh["link"]["url"] != made["link"]["url"]


async def test_a_caregiver_is_led_into_the_session_of_whom_they_help(
    world: tuple[FastAPI, Clinic, Facts],
) -> None:
    app, clinic, facts = world
    desk = browser(app, await clinic.cookie(clinic.administrator))
    patient = (await desk.post("/patients", json={"name": "Maria"})).json()["id"]
    (marta,) = (await desk.post(f"/patients/{patient}/caregivers", json={"name": "Marta"})).json()[
        "caregivers"
    ]
    code, home = marta["link"]["url"].rsplit("/", 1)[1], browser(app)
    await home.post(f"/personal/{code}/device", json={"code": marta["link"]["first_code"]})
    room = (await home.get(f"/personal/{code}")).json()
    assert (room["name"], room["helps"], room["session_url"]) == ("Marta", "Maria", None)
    session = (await desk.post(f"/patients/{patient}/sessions")).json()["session_id"]
    link = await facts.open_link(
        (await home.get(f"/personal/{code}")).json()["session_url"].rsplit("/", 1)[1]
    )
    assert link is not None
    assert (link.session_id, link.role) == (session, "caregiver")
    path = f"/patients/{patient}/caregivers/{marta['id']}"
    (sent,) = (await desk.post(f"{path}/link")).json()["caregivers"]
    assert sent["link"]["url"] == marta["link"]["url"]
    assert (await desk.post(f"/patients/{patient}/caregivers/{patient}/link")).status_code == 404
    assert (await desk.post(f"{path}/released")).json()["caregivers"] == []
    assert (await home.get(f"/personal/{code}")).status_code == 401
    assert (await desk.post(f"{path}/link")).status_code == 404


async def test_the_diary_takes_any_time_zone_and_gives_utc(world: tuple[FastAPI, Clinic, Facts]) -> None:
    app, clinic, _ = world
    desk = browser(app, await clinic.cookie(clinic.administrator))
    made = (await desk.post("/patients", json={"name": "M"})).json()
    at = (now() + timedelta(days=1)).replace(microsecond=0)
    path = f"/patients/{made['id']}/appointments"
    there = at.astimezone(datetime.fromisoformat("2026-01-01T00:00:00+05:45").tzinfo)
    (kept,) = (await desk.post(path, json={"starts_at": there.isoformat()})).json()["appointments"]
    assert datetime.fromisoformat(kept["starts_at"]) == at
    assert (await desk.post(path, json={"starts_at": "2027-01-01T10:00:00"})).status_code == 422
    (shown,) = (await desk.get("/today")).json()["appointments"]
    assert shown["patient_name"] == "M"
    assert (await desk.post(f"/appointments/{kept['id']}/cancelled")).status_code == 204
    assert (await desk.get("/today")).json()["appointments"] == []


async def test_an_administrator_adds_and_deactivates(world: tuple[FastAPI, Clinic, Facts]) -> None:
    app, clinic, _ = world
    desk = browser(app, await clinic.cookie(clinic.administrator))
    wish = {"name": "Ben", "role": "therapist", "login": "ben", "password": PASSWORD}
    ben = (await desk.post("/people", json=wish)).json()
    assert (await desk.post("/people", json=wish)).status_code == 422
    his = browser(app, await clinic.cookie(ben["id"]))
    assert (await his.get("/today")).status_code == 200
    assert (await his.get("/people")).status_code == 403
    await desk.post(f"/people/{ben['id']}/deactivated")
    assert (await his.get("/today")).status_code == 401
    assert [p["active"] for p in (await desk.get("/people")).json()] == [True, False]
    assert (await desk.post(f"/people/{clinic.administrator}/deactivated")).status_code == 422
