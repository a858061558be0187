import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.rtc.media_clock import CLOCK_RATE, MAX_DISAGREEMENT_S, MIN_STEP_S, MediaClock

TIMESTAMPS = st.integers(0, 2**32 - 1)
STEPS = st.lists(st.integers(1, 4 * CLOCK_RATE), min_size=1, max_size=40)


def played(clock: MediaClock, first: int, ticks: list[int], start: float) -> list[float]:
    """Times of a stream that arrives as fast as it was taken."""
    return [clock.t((first + n) & 0xFFFFFFFF, start + n / CLOCK_RATE) for n in ticks]


@given(first=TIMESTAMPS, steps=STEPS)
def test_seconds_since_the_first_frame_across_wraps(first: int, steps: list[int]) -> None:
    ticks = list(itertools.accumulate(steps, initial=0))
    times = played(MediaClock(), first, ticks, 100.0)
    assert times == pytest.approx([n / CLOCK_RATE for n in ticks])


def test_a_stream_of_many_hours_wraps_and_goes_on() -> None:
    ticks = list(range(0, 3 * 2**32, CLOCK_RATE * 60))
    assert MediaClock().t(5, 0.0) == 0.0
    assert played(MediaClock(), 5, ticks, 0.0)[-1] == pytest.approx(ticks[-1] / CLOCK_RATE)


@given(first=TIMESTAMPS, order=st.permutations(range(1, 12)))
def test_a_late_frame_gets_its_own_time(first: int, order: list[int]) -> None:
    clock = MediaClock()
    clock.t(first, 0.0)
    for n in order:
        assert clock.t((first + n * 3000) & 0xFFFFFFFF, 0.3) == pytest.approx(n / 30)


@given(
    first=TIMESTAMPS,
    second=TIMESTAMPS,
    steps=STEPS,
    away=st.floats(0, 3600),
)
def test_a_new_connection_goes_on_by_the_time_that_passed(
    first: int, second: int, steps: list[int], away: float
) -> None:
    clock = MediaClock()
    ticks = list(itertools.accumulate(steps, initial=0))
    before = played(clock, first, ticks, 0.0)
    clock.restart()
    after = played(clock, second, ticks, ticks[-1] / CLOCK_RATE + away)
    assert after[0] == pytest.approx(before[-1] + max(away, MIN_STEP_S), abs=1e-6)
    assert after[0] > before[-1]
    assert [t - after[0] for t in after] == pytest.approx([t - before[0] for t in before], abs=1e-6)


def test_a_late_frame_does_not_set_the_clock_back() -> None:
    clock = MediaClock()
    played(clock, 0, [0, 6000, 3000], 0.0)
    clock.restart()
    assert clock.t(77, 2 / 30 + 1.0) == pytest.approx(2 / 30 + 1.0)


@given(jump=st.integers(int(MAX_DISAGREEMENT_S + 1) * CLOCK_RATE, 2**31 - 1), back=st.booleans())
def test_timestamps_that_jump_without_time_passing_are_another_stream(jump: int, back: bool) -> None:
    clock = MediaClock()
    clock.t(1000, 0.0)
    t = clock.t((1000 + (-jump if back else jump)) & 0xFFFFFFFF, 0.5)
    assert t == pytest.approx(0.5)
    assert clock.t((1000 + (-jump if back else jump) + 3000) & 0xFFFFFFFF, 0.53) == pytest.approx(
        0.5 + 1 / 30
    )


def test_a_long_silence_is_no_jump() -> None:
    clock = MediaClock()
    clock.t(0, 0.0)
    assert clock.t(60 * CLOCK_RATE, 60.2) == 60.0


def test_a_session_that_another_server_began_goes_on_at_its_time() -> None:
    clock = MediaClock(begins=120.5)
    assert clock.t(90_000, 10.0) == 120.5
    assert clock.t(93_000, 10.03) == pytest.approx(120.5 + 1 / 30)
    clock.restart()
    assert clock.t(5, 12.0) == pytest.approx(120.5 + 1 / 30 + 1.97)
