"""The clock is set in mid-session: nothing that is laid side by side by it moves."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.rtc.even_clock import EvenClock
from coach.rtc.sender_clock import SenderClock, Timeline, ntp_time
from coach.rtc.session_time import SessionTime, believed

RATE = 90_000
BEGAN = 1_800_000_000.0


@dataclass
class Machine:
    """Its two clocks."""

    up: float = 1000.0
    set_by: float = 0.0
    """How far somebody has set the wall clock."""

    def wall(self) -> float:
        return BEGAN + self.up - 1000.0 + self.set_by

    def monotonic(self) -> float:
        return self.up


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(-1e6, 1e6)), max_size=20))
def test_it_goes_on_evenly_whatever_the_wall_clock_is_set_to(steps: list[tuple[float, float]]) -> None:
    machine = Machine()
    clock = EvenClock(machine.wall, machine.monotonic)
    assert clock() == pytest.approx(BEGAN)
    for seconds, set_by in steps:
        machine.up += seconds
        machine.set_by = set_by
    assert clock() == pytest.approx(BEGAN + machine.up - 1000.0)


@pytest.mark.parametrize("set_by", [3600.0, -3600.0, 2.0])
def test_a_camera_and_a_later_microphone_stay_side_by_side(set_by: float) -> None:
    """The patient's frames before, a caregiver's who joins after it: their moments are the session's."""
    machine, times = Machine(), SessionTime()
    clock = EvenClock(machine.wall, machine.monotonic)
    first, later = Timeline(SenderClock(), RATE), Timeline(SenderClock(), RATE)
    first.reported(ntp_time(500.0), 0, clock())
    machine.set_by = set_by
    machine.up += 2.0
    later.reported(ntp_time(77.0), 0, clock())  # their own clock is somewhere else
    for line, timestamp in ((first, 2 * RATE), (later, 0)):
        times.seen(2.0, believed(first.wall_at(2 * RATE), clock()))
        assert times.t(believed(line.wall_at(timestamp), clock())) == pytest.approx(2.0)
