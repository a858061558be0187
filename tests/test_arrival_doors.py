"""Many patients at once over HTTP and by the command line; on both databases."""

import asyncio
import json
import os
from pathlib import Path

import pytest
from fastapi import FastAPI
from typer.testing import CliRunner

from coach.api import arrivals
from coach.api.reminders import NOT_AN_ADDRESS
from coach.arrivals.arrival import TOO_LARGE
from coach.arrivals.arriving import HERE_BY_NUMBER
from coach.cli import app as command
from coach.review.sentences import in_language
from coach.store.facts import Facts
from tests.arrivals.test_reading import fhir, whole
from tests.clinic import Clinic
from tests.test_people_doors import browser, world

__all__ = ["world"]
World = tuple[FastAPI, Clinic, Facts]
TABLE = "name,number,email,language\nEwa,1,ewa@home.example,pl\nJan,2,jan,en\nOla,,,\n"
PATH = "/patients/import"


@pytest.fixture
def doors(world: World) -> World:
    app, clinic, _ = world
    app.include_router(arrivals.router(clinic.archive, "Europe/Warsaw"))
    return world


async def test_it_is_shown_then_added_and_added_once(doors: World) -> None:
    app, clinic, _ = doors
    desk = browser(app, await clinic.cookie(clinic.administrator))
    shown = (await desk.post(PATH, content=TABLE)).json()
    assert (shown["added"], shown["new"], shown["refused"]) == (False, 2, 1)
    assert shown["patients"][1]["why"] == NOT_AN_ADDRESS
    assert (await desk.get("/today")).json()["patients"] == []
    added = (await desk.post(PATH, content=TABLE, params={"add": True})).json()
    assert (added["added"], added["new"]) == (True, 2)
    ewa = (await desk.get(f"/patients/{added['patients'][0]['person']}")).json()
    assert (ewa["name"], ewa["language"], ewa["carers"]) == ("Ewa", "pl", ["Anna"])
    assert ewa["link"] is not None
    wish = await clinic.archive.reminders.wish(ewa["id"])
    assert wish is not None
    assert (wish.email, wish.zone, wish.sessions, wish.home) == (
        "ewa@home.example",
        "Europe/Warsaw",
        True,
        False,
    )
    again = (await desk.post(PATH, content=TABLE, params={"add": True, "language": "pl"})).json()
    assert (again["new"], again["known"]) == (0, 2)
    assert again["patients"][0]["why"] == in_language(HERE_BY_NUMBER, "pl")
    assert [one["name"] for one in (await desk.get("/today")).json()["patients"]] == ["Ewa", "Ola"]


async def test_the_same_file_sent_twice_at_once_adds_nobody_twice(doors: World) -> None:
    app, clinic, _ = doors
    desk = browser(app, await clinic.cookie(clinic.administrator))
    table = "name,number\n" + "".join(f"P{n},{n or ''}\n" for n in range(5))
    await asyncio.gather(*(desk.post(PATH, content=table, params={"add": True}) for _ in range(3)))
    assert len(await clinic.archive.people.everybody(clinic.id, ("patient",))) == 5


async def test_fhir_comes_in_by_the_same_door(doors: World) -> None:
    app, clinic, _ = doors
    desk = browser(app, await clinic.cookie(clinic.administrator))
    file = fhir(whole(identifier=[{"system": "urn:x", "value": "1"}]), whole(active=False))
    added = (await desk.post(PATH, content=file, params={"add": True})).json()
    assert [one["state"] for one in added["patients"]] == ["new", "refused"]
    alone = json.dumps(whole(identifier=[{"system": "urn:x", "value": "1"}]))
    assert (await desk.post(PATH, content=alone, params={"add": True})).json()["known"] == 1


async def test_what_is_no_file_and_who_may_not(doors: World) -> None:
    app, clinic, _ = doors
    desk = browser(app, await clinic.cookie(clinic.administrator))
    assert (await desk.post(PATH, content=b"")).status_code == 422
    large = await desk.post(PATH, content=b"x" * 5_000_001)
    assert (large.status_code, large.json()["detail"]) == (413, TOO_LARGE)
    reviewer = browser(app, await clinic.cookie(await clinic.add("reviewer", "r")))
    assert (await reviewer.post(PATH, content=TABLE, params={"add": True})).status_code == 403
    assert (await browser(app).post(PATH, content=TABLE)).status_code == 401


def test_the_command_says_first_and_adds_when_told(tmp_path: Path) -> None:
    environment = {**os.environ, "COACH_DATA": str(tmp_path), "COLUMNS": "200"}
    file = tmp_path / "patients.csv"
    file.write_text("name\nEwa [b]\n=1\n")

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(command, ["person", *words], env=environment)
        return done.exit_code, done.output

    run("add", "anna", "--name", "Anna")
    assert run("import", str(file), "--therapist", "ben")[0] == 1
    assert run("import", str(tmp_path), "--therapist", "anna")[0] == 3
    code, shown = run("import", str(file), "--therapist", "anna")
    assert (code, "Ewa [b]" in shown, "Would be added: 1" in shown) == (0, True, True)
    assert "Added: 1." in run("import", str(file), "--therapist", "anna", "--add")[1]
    assert "Added: 0." in run("import", str(file), "--therapist", "anna", "--add")[1]
