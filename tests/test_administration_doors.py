"""Consents, the audit, hand-over, roles and sessions that were nobody's, over HTTP, on both databases."""

import httpx
from fastapi import FastAPI

from coach.api import administration
from coach.api.agreed import never_recorded
from coach.store.database import now
from coach.store.facts import Facts
from tests.clinic import Clinic
from tests.test_people_doors import browser, world

__all__ = ["world"]
World = tuple[FastAPI, Clinic, Facts]


async def desk_of(world: World) -> httpx.AsyncClient:
    app, clinic, _ = world
    return browser(app, await clinic.cookie(clinic.administrator))


async def test_a_patient_agrees_and_takes_it_back(world: World) -> None:
    app, clinic, facts = world
    desk = await desk_of(world)
    made = (await desk.post("/patients", json={"name": "M"})).json()["id"]
    home = browser(app, await clinic.device(made))
    link = await clinic.archive.entrances.link_of(made)
    assert link is not None
    path = f"/personal/{clinic.archive.entrances.code(link.id)}/consents"
    assert (await browser(app).get(path)).status_code == 401
    shown = (await home.get(path, params={"language": "pl"})).json()
    assert {one["kind"]: one["given"] for one in shown} == {"call": None, "recording": None, "data": None}
    assert shown[0]["title"] == "Sesje wideo"
    session = (await desk.post(f"/patients/{made}/sessions")).json()["session_id"]
    wish = {"kind": "recording", "version": shown[1]["version"]}
    for given in (True, False):
        assert (await home.post(path, json={**wish, "given": given})).status_code == 201
        assert await never_recorded(clinic.archive, session) is not given
    assert (await home.post(path, json={**wish, "given": True, "version": "0"})).status_code == 409
    seen = (await desk.get(f"/patients/{made}/consents")).json()
    assert [one["given"] for one in seen] == [None, False, None]
    assert len(await clinic.archive.consents.all_of(made)) == 2
    assert not await never_recorded(clinic.archive, await facts.create_session())


async def test_a_patient_is_handed_to_another_therapist_with_what_is_planned(world: World) -> None:
    app, clinic, _ = world
    desk = await desk_of(world)
    ben = await clinic.add("therapist", "ben")
    his = browser(app, await clinic.cookie(ben))
    made = (await desk.post("/patients", json={"name": "M"})).json()["id"]
    await desk.post(f"/patients/{made}/appointments", json={"starts_at": "2099-01-01T10:00:00Z"})
    assert (await his.get(f"/patients/{made}")).status_code == 404
    assert {one["name"] for one in (await his.get("/colleagues")).json()} == {"Anna", "ben"}
    wrong = await desk.post(f"/patients/{made}/handed-over", json={"to": made})
    assert (wrong.status_code, wrong.json()["detail"]) == (422, administration.NOT_A_COLLEAGUE)
    await desk.post(f"/patients/{made}/handed-over", json={"to": ben, "stay": True})
    assert sorted((await his.get(f"/patients/{made}")).json()["carers"]) == ["Anna", "ben"]
    handed = await his.post(f"/patients/{made}/handed-over", json={"to": ben})
    assert handed.json()["carers"] == ["ben"]
    (planned,) = await clinic.archive.diary.of_patient(made, now())
    assert planned.therapist_id == ben
    assert (await desk.get("/today")).json()["patients"] == []


async def test_a_role_is_changed_by_another_administrator(world: World) -> None:
    app, clinic, _ = world
    desk = await desk_of(world)
    ben = await clinic.add("therapist", "ben")
    his = browser(app, await clinic.cookie(ben))
    assert (await his.get("/today")).status_code == 200
    assert (await desk.post(f"/people/{ben}/role", json={"role": "reviewer"})).status_code == 204
    assert (await his.get("/today")).status_code == 403
    own = await desk.post(f"/people/{clinic.administrator}/role", json={"role": "reviewer"})
    assert own.status_code == 422
    patient = (await desk.post("/patients", json={"name": "M"})).json()["id"]
    assert (await desk.post(f"/people/{patient}/role", json={"role": "reviewer"})).status_code == 404


async def test_a_session_that_was_nobodys_is_adopted_once(world: World) -> None:
    _, clinic, facts = world
    desk = await desk_of(world)
    session = await facts.create_session()
    assert [one["id"] for one in (await desk.get("/ownerless")).json()] == [session]
    wish = {"therapist": clinic.administrator}
    assert (await desk.post(f"/ownerless/{session}/adopted", json=wish)).status_code == 204
    assert (await desk.post(f"/ownerless/{session}/adopted", json=wish)).status_code == 404
    whose = await clinic.archive.people.session_people(session)
    assert whose is not None
    assert whose.therapist_id == clinic.administrator


async def test_the_audit_is_read_by_name_a_page_at_a_time(world: World) -> None:
    app, clinic, _ = world
    desk = await desk_of(world)
    made = (await desk.post("/patients", json={"name": "Мария"})).json()
    await desk.get(f"/patients/{made['id']}")
    newest = (await desk.get("/audit")).json()
    seen = next(line for line in newest if line["action"] == "see_patient")
    assert (seen["who"], seen["subject"], seen["done"]) == ("Anna", "Мария", True)
    older = (await desk.get("/audit", params={"before": newest[1]["id"]})).json()
    assert newest[2]["id"] in [line["id"] for line in older]
    assert max(line["id"] for line in older) < newest[1]["id"]
    his = browser(app, await clinic.cookie(await clinic.add("therapist", "ben")))
    assert (await his.get("/audit")).status_code == 403
