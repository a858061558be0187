"""Setting reminders, and the diary as calendar files; on both databases."""

from datetime import datetime, timedelta

import pytest
from fastapi import FastAPI
from pydantic import ValidationError

from coach.api import reminders
from coach.config import Settings
from coach.review.exports.diary_file import initials
from coach.review.sentences import in_language
from coach.store.database import now
from coach.store.facts import Facts
from tests.calendars import events
from tests.clinic import Clinic
from tests.test_home_doors import Patient
from tests.test_people_doors import browser, world

__all__ = ["world"]
WISH = {"email": " maria@home.example ", "zone": "Europe/Madrid"}


@pytest.fixture
async def patient(world: tuple[FastAPI, Clinic, Facts]) -> Patient:
    app, clinic, facts = world
    app.include_router(reminders.router(clinic.office(facts), sent_here=True, zone="Europe/Paris"))
    return await Patient(app, clinic, facts).begun()


def own(patient: Patient) -> str:
    return patient.path.removesuffix("/home")


async def test_a_patient_and_their_therapist_set_the_same_reminders(patient: Patient) -> None:
    before = (await patient.home.get(f"{own(patient)}/reminders")).json()
    assert (before["email"], before["zone"], before["sent_here"]) == ("", "Europe/Paris", True)
    made = await patient.desk.post(f"/patients/{patient.id}/reminders", json=WISH)
    assert (made.status_code, made.json()["email"]) == (201, "maria@home.example")
    ended = await patient.home.post(
        f"{own(patient)}/reminders", json={"email": "", "zone": "Europe/Madrid", "home": False}
    )
    assert ended.json()["email"] == ""
    seen = (await patient.desk.get(f"/patients/{patient.id}/reminders")).json()
    assert (seen["email"], seen["home"], seen["refused"]) == ("", False, False)
    stranger = browser(patient.app, await patient.clinic.cookie(await patient.clinic.add("therapist", "b")))
    assert (await stranger.post(f"/patients/{patient.id}/reminders", json=WISH)).status_code == 404


@pytest.mark.parametrize(
    "email",
    ["maria", "a@b", "a b@home.example", "a@home.example\nBcc: b@home.example", "ä@home.example", "a" * 260],
)
async def test_what_is_no_address_is_refused_with_a_sentence(patient: Patient, email: str) -> None:
    answer = await patient.home.post(
        f"{own(patient)}/reminders", json={**WISH, "email": email}, params={"language": "fr"}
    )
    assert (answer.status_code, answer.json()["detail"]) == (
        422,
        in_language(reminders.NOT_AN_ADDRESS, "fr"),
    )


async def test_what_went_out_and_why_not_is_told(patient: Patient) -> None:
    """In the reader's language; of the address that holds now."""
    desk, kept = patient.desk, patient.clinic.archive.reminders
    door = f"/patients/{patient.id}/reminders"
    nothing = (await desk.post(door, json={**WISH, "email": ""})).json()
    assert (nothing["lately"], nothing["why_not"]) == ([], [])
    at = (now() + timedelta(hours=3)).replace(microsecond=0)
    path = f"/patients/{patient.id}/appointments"
    (planned,) = (await desk.post(path, json={"starts_at": at.isoformat()})).json()["appointments"]
    assert (await desk.post(door, json=WISH)).json()["why_not"] == []
    for about in (f"appointment {planned['id']}", "appointment 9999", "home since 20434"):
        assert await kept.claim(patient.id, about)
    await kept.refused(patient.id, "home since 20434")
    said = (await desk.get(door, headers={"accept-language": "es"})).json()
    assert [(one["about"], one["refused"]) for one in said["lately"]] == [
        ("home", True),
        ("session", False),
        ("session", False),
    ]
    assert datetime.fromisoformat(said["lately"][2]["starts_at"]) == at
    assert said["lately"][1]["starts_at"] is None
    assert said["why_not"] == [in_language(reminders.ADDRESS_REFUSED, "es")]
    for kind, why in (("data", reminders.NO_DATA_NO_HOME), ("call", reminders.NO_CALL_NO_REMINDER)):
        await patient.clinic.archive.consents.say(
            patient.id, kind=kind, version="1", language="en", given=False, by=patient.id
        )
        assert (await desk.post(door, json=WISH)).json()["why_not"] == [why]
    assert (await patient.home.get(f"{own(patient)}/reminders")).json()["why_not"] == [why]


@pytest.mark.parametrize("sent_here", [True, False])
def test_without_a_mail_server_that_is_the_reason(sent_here: bool) -> None:
    wish = reminders.RemindersIn(email="a@home.example", zone="UTC")
    why = reminders.reasons(wish, sent_here=sent_here, refused=False, no=())
    assert why == ([] if sent_here else [reminders.NO_SERVER])


async def test_an_unknown_time_zone_is_refused(patient: Patient) -> None:
    answer = await patient.home.post(f"{own(patient)}/reminders", json={**WISH, "zone": "../etc/passwd"})
    assert (answer.status_code, answer.json()["detail"]) == (422, reminders.NOT_A_ZONE)


async def test_the_diary_is_a_calendar_file_without_names(patient: Patient) -> None:
    at = (now() + timedelta(days=2)).replace(microsecond=0)
    path = f"/patients/{patient.id}/appointments"
    for days in (0, 1):
        starts = at + timedelta(days=days)
        await patient.desk.post(path, json={"starts_at": starts.isoformat(), "minutes": 45})
    first, second = (await patient.home.get(f"{own(patient)}/appointments")).json()
    whole = await patient.home.get(f"{own(patient)}/calendar.ics")
    assert whole.headers["content-type"].startswith("text/calendar")
    found = events(whole.content)
    assert [event["DTSTART"].dt for event in found] == [at, at + timedelta(days=1)]
    assert found[0]["URL"] == f"http://test{own(patient).replace('/personal/', '/p/')}"
    one = await patient.home.get(f"{own(patient)}/appointments/{second['id']}/calendar.ics")
    (event,) = events(one.content)
    assert (event["UID"], event["DTEND"].dt - event["DTSTART"].dt) == (
        found[1]["UID"],
        timedelta(minutes=45),
    )
    assert len(events((await patient.desk.get("/calendar.ics")).content)) == 2
    theirs = await patient.desk.get(f"/appointments/{first['id']}/calendar.ics")
    assert events(theirs.content)[0]["SUMMARY"] == "Video session (M.)"
    await patient.desk.post(f"/appointments/{first['id']}/cancelled")
    gone = await patient.home.get(f"{own(patient)}/appointments/{first['id']}/calendar.ics")
    assert (gone.status_code, gone.json()["detail"]) == (404, reminders.NO_APPOINTMENT)
    assert (await patient.desk.get(f"/appointments/{first['id']}/calendar.ics")).status_code == 404


async def test_another_patients_appointment_is_nobodys_business(patient: Patient) -> None:
    other = await Patient(patient.app, patient.clinic, patient.facts).begun()
    at = (now() + timedelta(days=2)).isoformat()
    (theirs,) = (
        await patient.desk.post(f"/patients/{other.id}/appointments", json={"starts_at": at})
    ).json()["appointments"]
    asked = await patient.home.get(f"{own(patient)}/appointments/{theirs['id']}/calendar.ics")
    assert asked.status_code == 404
    assert (await browser(patient.app).get(f"{own(patient)}/calendar.ics")).status_code == 401


def test_initials_of_names_in_any_script() -> None:
    assert [initials(name) for name in ("Мария К.", "ana", "田中 太郎")] == ["М. К.", "a.", "田. 太."]


@pytest.mark.parametrize(
    "wrong",
    [
        {"smtp_host": "mail.example"},
        {"smtp_password": "x", "smtp_security": "none"},
        {"time_zone": "Madrid"},
    ],
)
def test_settings_that_could_not_work_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="COACH_"):
        Settings.model_validate(wrong)
