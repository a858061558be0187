"""Somebody sets the server's clock an hour on, and two hours back, while a patient exercises."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from itertools import pairwise
from pathlib import Path

import pytest

from tests.browser.stage import Server
from tests.set_clock import FILE
from tests.test_live import REPS, in_a_set

pytestmark = pytest.mark.timeout(120)


class SetServer(Server):
    command = ("-m", "tests.set_clock", "serve")

    def set_clock(self, seconds: float) -> None:
        (self.data / FILE).write_text(str(seconds))


@pytest.fixture
def server(tmp_path: Path, model: Path) -> Iterator[SetServer]:
    started = SetServer(tmp_path / "data", model=str(model))
    try:
        yield started.wait_ready()  # type: ignore[misc]
    finally:
        started.stop()


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as made:
        yield made


async def test_every_repetition_counts_and_nobody_is_sent_away(
    server: SetServer, stack: AsyncExitStack
) -> None:
    therapist, patient = await in_a_set(server, server.start_session(), stack)
    await therapist.until(lambda: therapist.reps >= 1, "the first repetition", within=40)
    server.set_clock(3600)
    await therapist.until(lambda: therapist.reps >= 3, "the third", within=40)
    server.set_clock(-3600)
    await therapist.until(lambda: therapist.reps == REPS, "all repetitions", within=40)
    await therapist.send(type="stop_set")
    await patient.until(lambda: patient.state.get("stage") == "rest", "the rest")
    assert patient.state["rest_s"] == therapist.state["rest_s"] > 0
    assert [rep["number"] for rep in patient.heard["rep"]] == [1, 2, 3, 4, 5]
    for one in (therapist, patient):
        assert not {"picture_stopped", "patient_left", "signed_out", "judging_away"} & set(one.codes())
    assert all(b - a < 1 for a, b in pairwise(patient.seen_at))  # the session's own time goes on
    await therapist.send(type="end_session")
    await therapist.until(lambda: therapist.state.get("stage") == "ended", "the end")
