"""Which frames are analysed: about the wanted rate, by the frames' own times."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.pose.pace import TOLERANCE_S, Pace


def taken(times: list[float], hz: float) -> list[float]:
    pace, out = Pace(hz), []
    for t in times:
        if pace.due(t):
            pace.taken(t)
            out.append(t)
    return out


@pytest.mark.parametrize("hz", [5, 8, 10, 15, 30])
def test_a_steady_camera_gives_the_wanted_rate(hz: float) -> None:
    assert len(taken([i / 30 for i in range(300)], hz)) == pytest.approx(hz * 10, abs=1)


@given(
    fps=st.integers(20, 60),
    hz=st.floats(2, 15),
    jitter=st.lists(st.floats(-0.008, 0.008), min_size=1, max_size=50),
    dropped=st.sets(st.integers(0, 600), max_size=150),
)
def test_jitter_and_losses_neither_burst_nor_starve(
    fps: int, hz: float, jitter: list[float], dropped: set[int]
) -> None:
    times = [i / fps + 1 + jitter[i % len(jitter)] for i in range(600) if i not in dropped]
    times = sorted(set(times))
    got = taken(times, hz)
    assert len(got) <= (times[-1] - times[0]) * hz + 2
    assert all(b - a >= 0.5 / hz - TOLERANCE_S - 1e-9 for a, b in itertools.pairwise(got))
    longest = max(b - a for a, b in itertools.pairwise(times))
    assert all(b - a <= 1 / hz + longest + 1e-9 for a, b in itertools.pairwise(got))


def test_a_rate_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        Pace(0)


@given(slow=st.floats(1, 5), fast=st.floats(10, 30), at=st.floats(1, 4))
def test_a_higher_rate_counts_from_the_next_frame_on(slow: float, fast: float, at: float) -> None:
    pace, last = Pace(slow), 0.0
    for n in range(200):
        t = n / 30
        if t >= at:
            pace.set_rate(fast)
            if t - last >= 1 / fast:
                assert pace.due(t)
                return
        if pace.due(t):
            pace.taken(t)
            last = t
    raise AssertionError("the rate was never raised")
