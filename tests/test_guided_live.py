"""A calibration, a standard test and a demonstration over real WebRTC, with clips as the camera."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from coach.rtc.simulated import SimulatedPatient
from tests.browser.stage import CLIPS, Server, serving
from tests.participant import Participant
from tests.truth import peaks, seated_after

pytestmark = pytest.mark.timeout(150)

STANDS, SHOWN, HELD_BACK = "sts_clean_45", "shabd_clean_front", "shabd_hike_front"
SEEN = 3
"""Repetitions of a clip that are waited for: the least that a demonstration needs."""
LEAD_S = 2.5
"""Still before the clip moves: a calibration and a demonstration begin with it."""
ERROR_S = 0.6
"""Of a time by the camera; the published one is -0.30 ± 0.51 s."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server"), model=str(model)) as started:
        started.sign_in()
        yield started


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as made:
        yield made


def asked(server: Server, path: str, body: object = None) -> dict[str, Any]:
    with server.post(f"/api/v1{path}", body) as answer:
        return dict(json.load(answer))


@dataclass(frozen=True)
class Home:
    """A patient's own device, with the first-time code given."""

    patient: str
    room: str
    """Their waiting room's address."""
    cookie: str

    def session(self) -> str:
        """The address of the session that runs."""
        with urlopen(Request(self.room, headers={"cookie": self.cookie}), timeout=10) as answer:
            return str(json.load(answer)["session_url"])

    def begin(self) -> str:
        """The address of today's session without the therapist."""
        headers = {"cookie": self.cookie, "content-type": "application/json"}
        body = json.dumps({"minutes_east": 0}).encode()
        with urlopen(Request(f"{self.room}/home", body, headers), timeout=10) as answer:
            return str(json.load(answer)["session_url"])


def at_home(server: Server) -> Home:
    """A new patient, who has opened their link."""
    made = asked(server, "/patients", {"name": "P"})
    room = f"/api/v1/personal/{made['link']['url'].rsplit('/', 1)[1]}"
    with server.post(f"{room}/device", {"code": made["link"]["first_code"]}) as answer:
        cookie = answer.headers["set-cookie"].split(";")[0]
    return Home(made["id"], server.url + room, cookie)


async def therapist_of(server: Server, patient: str, stack: AsyncExitStack) -> Participant:
    """In the patient's session that runs, or in a new one."""
    url = asked(server, f"/patients/{patient}/sessions")["therapist_url"]
    therapist = await stack.enter_async_context(Participant(server.port, url))
    await therapist.watch()
    return therapist


async def patient_of(home: Home, server: Server, stack: AsyncExitStack) -> Participant:
    url = await asyncio.to_thread(home.session)
    return await stack.enter_async_context(Participant(server.port, url, cookie=home.cookie))


async def leave(therapist: Participant, patient: Participant) -> None:
    await therapist.send(type="end_session")
    await therapist.until(lambda: therapist.state.get("stage") == "ended", "the end")
    for one in (patient, therapist):
        await one.__aexit__(None, None, None)


async def test_a_calibration_holds_for_the_set_and_the_next_session_which_has_a_test(
    server: Server, stack: AsyncExitStack
) -> None:
    home = at_home(server)
    therapist = await therapist_of(server, home.patient, stack)
    own = await calibrated_and_counted(therapist, await patient_of(home, server, stack))
    again = await therapist_of(server, home.patient, stack)
    assert again.heard["welcome"][0]["session"] != therapist.heard["welcome"][0]["session"]
    await again.send(type="choose", exercise="sit_to_stand", side="both", target_reps=2)
    await again.until(lambda: again.state.get("basis") == "calibrated", "the kept calibration")
    assert (again.state["rest_values"], again.state["target_values"]) == own
    await five_stands(again, await patient_of(home, server, stack))
    async with asyncio.timeout(10):  # it is written off the judging path
        while confirmed(server, again.heard["welcome"][0]["session"]) != [(1, 18.0)]:
            await asyncio.sleep(0.1)


async def calibrated_and_counted(therapist: Participant, patient: Participant) -> tuple[object, object]:
    """The values that the calibration gave; a set of two was counted by them."""
    await therapist.send(type="choose", exercise="sit_to_stand", side="both", target_reps=2)
    await therapist.until(lambda: therapist.state.get("basis") == "cold_start", "the choice")
    await therapist.send(type="calibrate")
    await patient.connect(SimulatedPatient(CLIPS / f"{STANDS}.mp4", slots=3, lead_in=LEAD_S))
    await therapist.until(lambda: therapist.state["basis"] == "calibrated", "the calibration", within=40)
    guided = [step["number"] for step in therapist.heard["guided"] if step["step"] == "guided"]
    assert guided[-3:] == [1, 2, 3]
    await patient.until(lambda: patient.heard["cue"][-1]["key"] == "good", "the praise")
    own = therapist.state["rest_values"], therapist.state["target_values"]
    await therapist.send(type="start_set")
    await therapist.until(lambda: therapist.state["stage"] == "rest", "the set's two", within=40)
    assert [(rep["number"], rep["complete"]) for rep in therapist.heard["rep"]] == [(1, True), (2, True)]
    assert {s["basis"] for s in therapist.heard["state"] if s["stage"] == "moving"} == {"calibrated"}
    await leave(therapist, patient)
    return own


async def five_stands(therapist: Participant, patient: Participant) -> None:
    """Begins by itself with the first movement, is timed as the clip has it, and is confirmed."""
    test = {"test": "five_times_sit_to_stand", "side": "both", "age": 72, "sex": "female"}
    await therapist.send(type="choose_test", **test)
    await therapist.until(lambda: therapist.state["stage"] == "testing", "the test to be prepared")
    await patient.exercise(CLIPS / f"{STANDS}.mp4", lead_in=LEAD_S)
    await therapist.until(lambda: "result" in therapist.heard, "the result", within=45)
    (result,) = therapist.heard["result"]
    assert result["value"] == pytest.approx(seated_after(STANDS), abs=ERROR_S)
    assert (result["unit"], result["confirmed"], result["deviations"]) == ("s", None, [])
    assert result["comparison"]
    assert result["source"]
    assert "result" not in patient.heard
    await therapist.send(type="judge_result", id=result["id"], confirmed=True, own_value=18.0)
    await therapist.until(lambda: therapist.heard["result"][-1]["confirmed"], "the confirmation")
    await leave(therapist, patient)


def confirmed(server: Server, session: str) -> list[tuple[int, float]]:
    """Each result's confirmation and the therapist's own value, as kept."""
    rows = "select confirmed, own_value from test_results where session_id = ?"
    with sqlite3.connect(server.data / "coach.db") as db:
        return db.execute(rows, (session,)).fetchall()


async def test_an_exercise_shown_live_counts_a_clip_that_was_held_back(
    server: Server, stack: AsyncExitStack
) -> None:
    home = at_home(server)
    therapist = await therapist_of(server, home.patient, stack)
    patient = await patient_of(home, server, stack)
    await learned(therapist, patient)
    await patient.__aexit__(None, None, None)
    again = await patient_of(home, server, stack)
    await again.exercise(CLIPS / f"{HELD_BACK}.mp4", lead_in=LEAD_S + 1)
    await therapist.send(type="start_set")
    await therapist.until(lambda: therapist.reps == SEEN, "the repetitions", within=45)
    counted = [rep["peak_t"] for rep in therapist.heard["rep"]]
    # the arm is held up for half a second or more, and each end of a distance lies anywhere in that
    assert between(counted) == pytest.approx(between(peaks(HELD_BACK)[:SEEN]), abs=2 * ERROR_S)
    assert (server.data / "exercises" / "wing_lift.toml").exists()


async def learned(therapist: Participant, patient: Participant) -> None:
    """From the clip's first repetitions: named, kept, and chosen for what follows."""
    await therapist.send(type="learn")
    await therapist.until(lambda: therapist.state.get("stage") == "learning", "the learning to begin")
    await patient.exercise(CLIPS / f"{SHOWN}.mp4", lead_in=LEAD_S)
    back = (peaks(SHOWN)[SEEN - 1] + peaks(SHOWN)[SEEN]) / 2
    await therapist.until(lambda: moved(therapist) > LEAD_S + back, "the repetitions", within=45)
    await therapist.send(type="end_learning")
    await therapist.until(lambda: "draft" in therapist.heard, "the draft")
    (draft,) = therapist.heard["draft"]
    assert len(draft["shown"]) == SEEN
    assert draft["confirmed"]
    numbers = {"rest": draft["rest"], "target": draft["target"], "reps": 20}
    await therapist.send(type="save_exercise", name="Wing lift", **numbers)
    await therapist.until(lambda: therapist.state["exercise"] == "wing_lift", "the exercise to be chosen")


def between(times: list[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(times)]


def moved(therapist: Participant) -> float:
    """Seconds of the camera's picture that were seen."""
    return therapist.seen_at[-1] - therapist.seen_at[0] if therapist.seen_at else 0.0
