"""A patient alone at home over real WebRTC, with a clip as the camera: calibrated first, then counted."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from coach.rtc.simulated import SimulatedPatient
from tests.browser.stage import CLIPS, Server, serving
from tests.participant import Participant
from tests.test_guided_live import Home, at_home, therapist_of

pytestmark = pytest.mark.timeout(150)

STANDS = CLIPS / "sts_clean_45.mp4"
STILL_S = 5.0
"""For the camera check, and the still stance after it."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server"), model=str(model)) as started:
        started.sign_in()
        yield started


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as made:
        yield made


def prescribed(server: Server) -> Home:
    """A patient with two repetitions of one exercise, every day."""
    home = at_home(server)
    item = {"id": "a", "exercise": "sit_to_stand", "side": "both", "sets": 1, "reps": 2, "days": [*range(7)]}
    body = {"programme": {"items": [item]}, "based_on": 0}
    server.post(f"/api/v1/patients/{home.patient}/programme", body).close()
    return home


async def alone(home: Home, server: Server, stack: AsyncExitStack) -> Participant:
    url = await asyncio.to_thread(home.begin)
    return await stack.enter_async_context(Participant(server.port, url, cookie=home.cookie))


async def test_the_first_time_is_calibrated_then_counted_by_it_and_the_therapist_finds_it(
    server: Server, stack: AsyncExitStack
) -> None:
    home = prescribed(server)
    patient = await alone(home, server, stack)
    await patient.connect(SimulatedPatient(STANDS, slots=3, lead_in=STILL_S))
    await patient.until(lambda: patient.state.get("stage") == "calibrating", "the calibration", within=30)
    await patient.until(lambda: patient.state["basis"] == "calibrated", "its end", within=60)
    said = [cue["key"] for cue in patient.heard["cue"]]
    assert said[:2] == ["calibrate_still", "calibrate_move"]
    assert [one["number"] for one in patient.heard["guided"] if one["step"] == "guided"][-3:] == [1, 2, 3]
    await patient.until(lambda: patient.state["stage"] == "rest", "the set's two", within=60)
    counted = [s for s in patient.heard["state"] if s["stage"] == "moving"]
    assert {s["basis"] for s in counted} == {"calibrated"}
    await patient.send(type="home", do="finish")
    await patient.until(lambda: patient.state["stage"] == "ended", "the end")
    assert kept(server) == [("sit_to_stand", "both")]
    therapist = await therapist_of(server, home.patient, stack)
    await therapist.send(type="choose", exercise="sit_to_stand", side="both", target_reps=2)
    await therapist.until(lambda: therapist.state.get("basis") == "calibrated", "the calibration of home")


def kept(server: Server) -> list[tuple[str, str]]:
    with sqlite3.connect(server.data / "coach.db") as db:
        return db.execute("select exercise, side from baselines").fetchall()
