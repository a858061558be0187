"""The Python client is the server's interface as it is, and speaks with a real server."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from coach_client import Coach, Refused, models
from pydantic import ValidationError

from coach.api.agreed import NO_CALL
from coach.store.database import now
from docs.client import OUT, generated, hint, method_name
from tests.browser.stage import THERAPIST, Server, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server"), model=str(model)) as started:
        started.sign_in()
        yield started


@pytest.fixture
def coach(server: Server) -> Iterator[Coach]:
    with Coach(server.url) as one:
        wish = models.SignInIn(login=THERAPIST["login"], password=THERAPIST["password"])
        one.post_sign_in(wish)
        yield one


def test_it_is_made_from_this_interface(server: Server) -> None:
    """After a change of a door: `python -m docs.client`."""
    spec = json.loads(server.ask("/openapi.json") or "")
    made = generated(spec)
    for name, text in made.items():
        assert (OUT / name).read_text(encoding="utf-8") == text, f"{name}: run `python -m docs.client`"


def test_a_day_of_a_therapist(coach: Coach) -> None:
    made = coach.post_patients(models.PatientIn(name="Zoë / 1", language="fr"))
    at = (now() + timedelta(days=1)).replace(microsecond=0)
    planned = coach.post_patients_appointments(made.id, models.AppointmentIn(starts_at=at))
    assert [(one.starts_at, one.minutes) for one in planned.appointments] == [(at, 30)]
    (shown,) = [one for one in coach.get_today().patients if one.id == made.id]
    assert (shown.name, shown.next, shown.running) == ("Zoë / 1", at, None)
    begun = coach.post_patients_sessions(made.id)
    assert coach.get_patients_by_person(made.id).sessions[0].id == begun.session_id
    assert coach.get_calendar_ics().startswith(b"BEGIN:VCALENDAR")
    coach.post_appointments_cancelled(planned.appointments[0].id)
    assert coach.get_patients_by_person(made.id).appointments == []


def test_a_file_of_patients_and_a_programme(coach: Coach) -> None:
    looked = coach.post_patients_import(b"name,number\nEwa,77\n")
    assert (looked.added, looked.patients[0].state) == (False, "new")
    person = coach.post_patients_import(b"name,number\nEwa,77\n", add=True).patients[0].person
    assert person is not None
    item = models.Prescription(id="a", exercise="sit_to_stand", side="both", reps=6, days=[0, 2])
    wish = models.ProgrammeIn(based_on=0, programme=models.Programme(items=[item]))
    saved = coach.post_patients_programme(person, wish)
    assert saved.newest is not None
    (kept,) = saved.newest.programme.items or []
    assert (kept.exercise, kept.reps, kept.rest_s) == ("sit_to_stand", 6, 90)
    assert coach.get_patients_programme_by_number(person, 1).number == 1


def test_a_refusal_is_an_exception_with_the_servers_sentence(server: Server, coach: Coach) -> None:
    with pytest.raises(Refused, match=r"^This is not a patient\.$|not") as refused:
        coach.get_patients_by_person("../today")
    assert (refused.value.status, str(refused.value)[-1]) == (404, ".")
    with Coach(server.url) as stranger, pytest.raises(Refused) as outside:
        stranger.get_today()
    assert outside.value.status == 401
    with pytest.raises(ValidationError):
        models.PatientIn.model_validate({"language": "fr"})


def test_a_consent_by_the_patients_own_link(server: Server, coach: Coach) -> None:
    made = coach.post_patients(models.PatientIn(name="Maria"))
    assert made.link is not None
    code = made.link.url.rsplit("/", 1)[1]
    with Coach(server.url) as home:
        home.post_personal_device(code, models.CodeIn(code=made.link.first_code))
        call = home.get_personal_consents(code, language="pl")[0]
        wish = models.AnswerIn(kind="call", given=False, version=call.version)
        assert not home.post_personal_consents(code, wish)[0].given
    with pytest.raises(Refused) as refused:
        coach.post_patients_sessions(made.id)
    assert (refused.value.status, str(refused.value)) == (409, NO_CALL)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"$ref": "#/components/schemas/Side"}, "Side"),
        ({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]}, "datetime | None"),
        ({"type": "array", "items": {"enum": ["a", 1]}}, "list[Literal['a', 1]]"),
        ({"type": "array", "prefixItems": [{"type": "integer"}, {"type": "number"}]}, "tuple[int, float]"),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "dict[str, float]"),
        ({"type": "object", "additionalProperties": True}, "dict[str, Any]"),
        ({}, "Any"),
    ],
)
def test_types_of_the_interface_are_types_of_python(schema: dict[str, object], expected: str) -> None:
    assert hint(schema) == expected


def test_methods_are_called_as_their_doors() -> None:
    assert method_name("get", "/api/v1/patients/{person}") == "get_patients_by_person"
    assert method_name("post", "/api/v1/sign-in") == "post_sign_in"
