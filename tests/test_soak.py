"""The soak tells growth from noise, and people who come and go leave nothing behind."""

import asyncio
import os
import random
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.soak import Sample, fitted, join_and_leave, sample, verdict
from tests.browser.stage import Server, pose_process, serving
from tests.participant import Participant

JOINS = 15


def samples(n: int, *, growth: float, noise: float, seed: int) -> list[Sample]:
    """One every 20 s; memory grows by `growth` MB in each."""
    dice = random.Random(seed)
    return [
        Sample(
            t=20.0 * i,
            serving_mb=200 + growth * i + dice.gauss(0, noise),
            pose_mb=600 + 100 * (i < n // 3),
            threads=10,
            descriptors=50,
            sockets=4,
        )
        for i in range(n)
    ]


@given(seed=st.integers(0, 10**6))
def test_a_leak_of_a_megabyte_a_session_is_seen(seed: int) -> None:
    assert verdict("serving_mb", samples(60, growth=1.0, noise=5.0, seed=seed)).grows


@given(seed=st.integers(0, 10**6), noise=st.floats(0, 2))
def test_noise_is_no_leak(seed: int, noise: float) -> None:
    assert not verdict("serving_mb", samples(60, growth=0.0, noise=noise, seed=seed)).grows


def test_what_falls_after_the_start_and_what_stays_does_not_grow() -> None:
    taken = samples(30, growth=0.0, noise=0.0, seed=1)
    assert not any(
        verdict(figure, taken).grows for figure in ("pose_mb", "threads", "descriptors", "sockets")
    )


@given(slope=st.floats(-100, 100), begin=st.floats(-100, 100))
def test_a_straight_line_is_found_without_error(slope: float, begin: float) -> None:
    times = [float(n) for n in range(10)]
    found, error = fitted(times, [begin + slope * t for t in times])
    assert found == pytest.approx(slope, abs=1e-6)
    assert error == pytest.approx(0, abs=1e-6)


async def all_started(server: Server) -> None:
    """The pose processes come one after the other, the spare last; each has its socket here."""
    wanted = len(os.sched_getaffinity(0)) + 1
    while sum(map(pose_process, psutil.Process(server.serving_pid).children())) < wanted:
        await asyncio.sleep(0.1)
    await asyncio.sleep(1.0)


@pytest.mark.timeout(120)
async def test_who_joins_and_leaves_takes_everything_along(tmp_path: Path, model: Path) -> None:
    with serving(tmp_path, model=str(model)) as server:
        session = server.start_session()
        async with Participant(server.port, session.therapist_url) as therapist:
            await therapist.watch()
            await join_and_leave(server, session, 3)
            await all_started(server)
            before = sample(server)
            await join_and_leave(server, session, JOINS)
            for _ in range(100):
                after = sample(server)
                if after.sockets <= before.sockets and after.descriptors <= before.descriptors:
                    break
                await asyncio.sleep(0.1)
            assert after.sockets <= before.sockets
            assert after.descriptors <= before.descriptors
            assert after.threads <= before.threads + 2
