"""What cannot be begun once a patient has taken a consent back; on both databases."""

from functools import partial
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from coach.api import agreed, home, review, stills
from coach.api.links import Addresses
from coach.feedback.exercises import CATALOG
from coach.review.sentences import in_language
from coach.store.database import now
from coach.store.facts import Facts
from coach.store.files import Folder
from tests.clinic import Clinic
from tests.test_home_doors import HERE, Patient
from tests.test_people_doors import world

__all__ = ["world"]

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
async def patient(world: tuple[FastAPI, Clinic, Facts]) -> Patient:
    app, clinic, facts = world
    app.include_router(home.router(facts, clinic.archive, Addresses()))
    one = await Patient(app, clinic, facts).begun()
    await one.prescribe(now().weekday())
    return one


async def say(patient: Patient, kind: str, *, given: bool) -> None:
    path = f"{patient.path.removesuffix('/home')}/consents"
    version = (await patient.home.get(path)).json()[0]["version"]
    answer = await patient.home.post(path, json={"kind": kind, "given": given, "version": version})
    assert answer.status_code == 201


async def start(patient: Patient) -> httpx.Response:
    return await patient.desk.post(f"/patients/{patient.id}/sessions")


async def test_without_the_call_no_session_begins_until_it_is_agreed_to_again(patient: Patient) -> None:
    await say(patient, "call", given=False)
    refused = await start(patient)
    assert (refused.status_code, refused.json()["detail"]) == (409, agreed.NO_CALL)
    alone = await patient.home.post(patient.path, json=HERE, params={"language": "pl"})
    assert (alone.status_code, alone.json()["detail"]) == (409, in_language(agreed.OWN_NO_CALL, "pl"))
    await say(patient, "call", given=True)
    assert (await start(patient)).status_code == 201
    assert await patient.begin()


async def test_what_runs_ends_when_the_call_is_taken_back(patient: Patient) -> None:
    led, alone = (await start(patient)).json()["session_id"], await patient.begin()
    waiting = patient.path.removesuffix("/home")
    assert (await patient.home.get(waiting)).json()["session_url"] is not None
    await say(patient, "call", given=False)
    for session_id in (led, alone):
        session = await patient.facts.session(session_id)
        assert session is not None
        assert session.ended_at is not None
    assert (await patient.home.get(waiting)).json()["session_url"] is None


async def test_without_data_a_call_goes_on_and_exercises_at_home_are_not_begun(patient: Patient) -> None:
    led = (await start(patient)).json()["session_id"]
    await say(patient, "data", given=False)
    assert (await start(patient)).json()["session_id"] == led
    alone = await patient.home.post(patient.path, json=HERE)
    assert (alone.status_code, alone.json()["detail"]) == (409, agreed.OWN_NO_DATA)
    assert await agreed.never_recorded(patient.clinic.archive, led)


async def test_without_data_no_frozen_picture_is_kept_not_even_as_lines(
    patient: Patient, tmp_path: Path
) -> None:
    files = Folder(tmp_path)
    refused = partial(agreed.refused_in, patient.clinic.archive)
    album = stills.Album(desk=review.Desk(patient.facts, files, CATALOG), files=files, refused=refused)
    patient.app.include_router(stills.router(album))
    led = (await start(patient)).json()["session_id"]
    door = f"/review/{patient.facts.code(led, 'therapist')}/stills"
    lines = {"t": 1, "picture": False}
    assert (await patient.desk.post(door, params=lines, content=PNG)).status_code == 201
    await say(patient, "data", given=False)
    answer = await patient.desk.post(door, params=lines, content=PNG)
    assert (answer.status_code, answer.json()["detail"]) == (409, agreed.NO_DATA)
    assert len(list(tmp_path.rglob("still-*"))) == 1


async def test_without_data_the_therapists_words_are_kept_and_bare_marks_are_not(
    patient: Patient, tmp_path: Path
) -> None:
    refused = partial(agreed.refused_in, patient.clinic.archive)
    patient.app.include_router(review.router(review.Desk(patient.facts, Folder(tmp_path), CATALOG), refused))
    led = (await start(patient)).json()["session_id"]
    door = f"/review/{patient.facts.code(led, 'therapist')}/notes"
    mark, words = {"t": 1, "kind": "bookmark"}, {"t": 2, "kind": "comment", "text": "Dizzy; ended early."}
    assert (await patient.desk.post(door, json=mark)).status_code == 201
    await say(patient, "data", given=False)
    for bare in (mark, {**words, "text": " "}):
        answer = await patient.desk.post(door, json=bare)
        assert (answer.status_code, answer.json()["detail"]) == (409, agreed.NO_MARK)
    assert (await patient.desk.post(door, json=words)).status_code == 201
    kept = [(one.kind, one.text) for one in await patient.facts.notes(led)]
    assert kept == [("bookmark", ""), ("comment", "Dizzy; ended early.")]


async def test_what_another_patient_took_back_stops_nobody_else(patient: Patient) -> None:
    other = await Patient(patient.app, patient.clinic, patient.facts).begun()
    running = (await start(other)).json()["session_id"]
    await say(patient, "call", given=False)
    assert (await start(other)).json()["session_id"] == running
