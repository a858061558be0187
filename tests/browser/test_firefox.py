"""Firefox on both ends of a session: its offers are answered, pictures go from one to the other."""

from pathlib import Path

import pytest

from tests.browser.firefox import FIREFOX, MISSING, firefox
from tests.browser.stage import THERAPIST, Server, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SIGN_IN = """
const body = JSON.stringify(arguments[0]);
await fetch('/api/v1/sign-in', {method: 'POST', headers: {'content-type': 'application/json'}, body});
"""


@pytest.mark.skipif(FIREFOX is None, reason=MISSING)
def test_a_patient_and_a_therapist_with_firefox(server: Server, folder: Path) -> None:
    session = server.start_session()
    with firefox(folder / "desk") as therapist, firefox(folder / "home") as patient:
        therapist.goto(server.url)
        therapist.run(SIGN_IN, THERAPIST)
        therapist.goto(session.therapist_url)
        patient.goto(session.patient_url)
        patient.press("Join")
        for page in (patient, therapist):
            until(lambda page=page: page.seen().get("connected"), 60, "the connection")  # type: ignore[misc]
        until(lambda: therapist.seen()["presented"] > 10, 60, "the patient's picture at the therapist's")
        others = [person["role"] for person in therapist.seen()["participants"]]
        assert sorted(others) == ["patient", "therapist"]
        assert patient.seen()["notices"] == []
