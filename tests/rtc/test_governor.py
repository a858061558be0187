"""What gives way when the machine is full, and in which order."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.analysis_rate import TIMED_HZ
from coach.rtc.governing import cores
from coach.rtc.governor import BUSY, FEW, HOLD_S, IDLE, KEPT, LEAST_HZ, STALL_S, Governor, Second

CORES = 2.0


def second(
    *, sessions: int = 1, hz: float = 15.0, stall: float = 0.0, busy: float = 0.5, own: float | None = None
) -> Second:
    """`own`: the service's share of the machine, instead of what so many sessions take: each 0.1 of a core
    for its packets, a fifth of that for decoding, and 20 ms a picture."""
    poses = round(sessions * hz)
    share = sessions * 0.12 + poses * 0.02 if own is None else own * CORES
    return Second(
        sessions=sessions,
        highest_hz=hz if sessions else 0.0,
        stall_s=stall,
        busy=busy,
        call_cpu=sessions * 0.1,
        pose_cpu=share - sessions * 0.1,
        posing_cpu=poses * 0.02,
        poses=poses,
    )


SECONDS = st.lists(
    st.builds(
        second,
        sessions=st.integers(0, 20),
        hz=st.sampled_from([2.0, 5.0, 8.0, 15.0, 30.0]),
        stall=st.floats(0, 0.5),
        busy=st.floats(0, 1),
    ),
    max_size=80,
)


@given(SECONDS)
def test_the_ceiling_stays_where_movements_can_be_judged(seconds: list[Second]) -> None:
    governor = Governor(CORES)
    for one in seconds:
        governor.step(one)
        assert LEAST_HZ <= governor.ceiling <= TIMED_HZ


@given(SECONDS, st.integers(1, 40))
def test_who_is_let_in_with_many_is_let_in_with_fewer(seconds: list[Second], sessions: int) -> None:
    governor = Governor(CORES)
    for one in seconds:
        governor.step(one)
    assert governor.admits(0)
    assert governor.admits(sessions - 1) or not governor.admits(sessions)


@given(SECONDS)
def test_a_quiet_minute_gives_everything_back(seconds: list[Second]) -> None:
    governor = Governor(CORES)
    for one in seconds:
        governor.step(one)
    for _ in range(60):
        governor.step(second(busy=IDLE / 2))
    assert governor.ceiling == TIMED_HZ
    assert governor.admits(1)


def test_a_full_pose_process_lowers_all_at_once_and_then_nobody_comes_in() -> None:
    governor = Governor(CORES)
    governor.step(second(busy=(BUSY + 1) / 2))
    assert LEAST_HZ < governor.ceiling < 15.0
    for _ in range(10 * HOLD_S):
        governor.step(second(busy=1.0, hz=governor.ceiling))
    assert governor.ceiling == LEAST_HZ
    assert not governor.admits(1)


def test_what_a_lower_ceiling_brings_is_waited_for() -> None:
    governor = Governor(CORES)
    governor.step(second(busy=1.0))
    lowered = governor.ceiling
    for _ in range(HOLD_S - 1):
        governor.step(second(busy=1.0, hz=lowered))
    assert governor.ceiling == lowered
    governor.step(second(busy=1.0, hz=lowered))
    assert governor.ceiling < lowered


def test_between_full_and_idle_nothing_swings() -> None:
    governor = Governor(CORES)
    governor.step(second(busy=1.0))
    kept = governor.ceiling
    for _ in range(20):
        governor.step(second(busy=(BUSY + IDLE) / 2, hz=kept))
    assert governor.ceiling == kept


def test_the_call_comes_first_but_only_what_we_use_ourselves_can_be_given_up() -> None:
    ours, others = Governor(CORES), Governor(CORES)
    ours.step(second(stall=2 * STALL_S, own=0.9))
    others.step(second(stall=2 * STALL_S, own=0.3))
    assert ours.ceiling < 15.0
    assert others.ceiling == TIMED_HZ


def test_the_places_follow_from_what_the_sessions_cost() -> None:
    governor = Governor(CORES)
    for _ in range(FEW):
        assert governor.places is None
        assert governor.admits(5)
        governor.step(second(sessions=2))
    one = 0.12 + LEAST_HZ * 0.02
    assert governor.places == int(CORES * 0.85 / one) == 6
    assert governor.admits(5)
    assert not governor.admits(6)


def test_half_a_minute_of_something_else_does_not_close_the_door() -> None:
    governor = Governor(CORES)
    for n in range(KEPT):
        governor.step(second(sessions=2, own=0.95 if n % 3 == 0 else None))
    assert governor.places == 6


@pytest.mark.parametrize(("text", "most"), [("max 100000", 1e9), ("150000 100000", 1.5), ("nonsense", 1e9)])
def test_a_container_s_limit_counts(tmp_path: Path, text: str, most: float) -> None:
    (tmp_path / "cpu.max").write_text(text)
    free = cores(tmp_path / "missing")
    assert cores(tmp_path / "cpu.max") == min(free, most)
