"""Streams laid beside the session's time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.rtc.sender_clock import SenderClock, Timeline, ntp_time
from coach.rtc.session_time import SLEW_S, STEP_S, Placed, SessionTime, believed

RATE = 48_000


def test_nothing_is_placed_before_the_patients_first_frame() -> None:
    times = SessionTime()
    assert times.t(100.0) is None
    times.seen(2.0, 1000.0)
    assert times.t(1000.5) == 2.5


def test_a_report_from_another_century_is_not_believed() -> None:
    assert believed(1000.0, 1000.4) == 1000.0
    assert believed(5e9, 1000.4) == 1000.4
    assert believed(None, 1000.4) == 1000.4


def test_a_stream_starts_at_its_place_and_stays_evenly_spaced() -> None:
    placed = Placed(RATE)
    seen = [placed.t((0xFFFFFF00 + n * 960) & 0xFFFFFFFF, 5.0 + n * 0.02) for n in range(50)]
    assert seen == pytest.approx([5.0 + n * 0.02 for n in range(50)])


@given(st.lists(st.floats(-0.04, 0.04), min_size=50, max_size=50))
def test_jittered_reports_move_a_packet_by_hardly_anything(jitter: list[float]) -> None:
    placed = Placed(RATE)
    seen = [placed.t(n * 960, n * 0.02 + off) or 0.0 for n, off in enumerate(jitter)]
    steps = [b - a for a, b in pairwise(seen)]
    assert max(abs(step - 0.02) for step in steps) <= SLEW_S + 1e-9


def test_a_stream_found_far_off_is_put_right_at_once_and_a_near_one_slowly() -> None:
    placed = Placed(RATE)
    placed.t(0, 0.0)
    assert placed.t(960, 0.02 + 2 * STEP_S) == pytest.approx(0.02 + 2 * STEP_S)
    near = Placed(RATE)
    near.t(0, 0.0)
    assert near.t(960, 0.05) == pytest.approx(0.02 + SLEW_S)
    for n in range(2, 100):
        last = near.t(n * 960, n * 0.02 + 0.03)
    assert last == pytest.approx(99 * 0.02 + 0.03)


def test_another_stream_with_other_numbers_is_placed_anew() -> None:
    placed = Placed(RATE)
    placed.t(123, 1.0)
    placed.restart()
    assert placed.t(0x80000000, 7.0) == pytest.approx(7.0)
    assert placed.t(0x80000000 + 960, None) == pytest.approx(7.02)


def test_a_timestamp_stands_for_the_instant_that_the_report_says() -> None:
    clock = SenderClock()
    line = Timeline(clock, RATE)
    assert line.wall_at(5) is None
    line.received(0xFFFFFFF0, 1000.3)  # arrived late: all that is known until a report comes
    assert line.wall_at(0xFFFFFFF0 - 480) == pytest.approx(1000.29)
    line.reported(ntp_time(500.0), 0xFFFFFFF0, 1000.1)
    assert line.wall_at((0xFFFFFFF0 + 960) & 0xFFFFFFFF) == pytest.approx(1000.12)
