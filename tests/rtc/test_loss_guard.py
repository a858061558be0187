import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.rtc.loss_guard import FIRST_WAIT_S, MAX_ASKS, MAX_GAP, MAX_PATIENCE_S, MIN_PATIENCE_S, LossGuard


def test_a_gap_is_asked_for_at_once_and_again_each_wait() -> None:
    guard = LossGuard()
    guard.received(10, 0.0)
    guard.received(13, 0.0)
    assert guard.due(0.0) == [11, 12]
    assert guard.due(FIRST_WAIT_S / 2) == []
    assert guard.due(FIRST_WAIT_S) == [11, 12]
    guard.received(11, FIRST_WAIT_S)
    assert guard.due(3 * FIRST_WAIT_S) == [12]


def test_the_wait_follows_the_round_trip() -> None:
    guard = LossGuard()
    guard.received(0, 0.0)
    for n in range(1, 40):
        now = n * 1.0
        guard.received(2 * n, now)
        guard.due(now)
        guard.received(2 * n - 1, now + 0.2)
    assert 0.2 <= guard.wait <= 0.3
    assert guard.patience >= 0.4


@pytest.mark.parametrize(("before", "least"), [(None, 0.25), (0.05, 0.12)])
def test_a_round_trip_longer_than_the_wait_is_found_out(before: float | None, least: float) -> None:
    """With every packet asked for twice it is uncertain which ask was answered: then to a factor of two."""
    guard = LossGuard()
    guard.received(0, 0.0)
    trips = [before] * 20 if before else []
    for n, trip in enumerate([*trips, *[0.25] * 40], start=1):
        now, answer = n * 1.0, n * 1.0 + trip
        guard.received(2 * n, now)
        while now < answer:
            guard.due(now)
            now += 0.01
        guard.received(2 * n - 1, answer)
    assert least <= guard.wait <= 0.35


def test_the_third_ask_is_doubtful() -> None:
    guard = LossGuard()
    guard.received(0, 0.0)
    guard.received(2, 0.0)
    for n in range(3):
        assert not guard.doubtful
        guard.due(n * 1.0)
    assert guard.doubtful
    guard.received(1, 3.0)
    assert not guard.doubtful


def test_patience_ends() -> None:
    guard = LossGuard()
    guard.received(0, 0.0)
    guard.received(2, 1.0)
    assert not guard.stalled(0.99 + MIN_PATIENCE_S)
    assert guard.stalled(1.0 + MAX_PATIENCE_S + 0.01)
    guard.forget()
    assert not guard.stalled(100.0)


def test_what_is_not_needed_any_more_is_forgotten() -> None:
    guard = LossGuard()
    guard.received(0, 0.0)
    guard.received(5, 0.0)
    guard.forget(before=3)
    assert guard.missing == (3, 4)


def test_no_packet_is_asked_for_without_end() -> None:
    guard = LossGuard()
    guard.received(0, 0.0)
    guard.received(2, 0.0)
    assert sum(len(guard.due(n * 1.0)) for n in range(100)) == MAX_ASKS
    assert guard.stalled(100.0)  # it is still waited for


def test_too_long_a_gap_is_given_up() -> None:
    guard = LossGuard()
    guard.received(0, 0.0)
    assert not guard.received(MAX_GAP + 2, 0.0)
    assert guard.missing == ()
    assert guard.received(MAX_GAP + 3, 0.0)


@given(order=st.permutations(range(30)), dropped=st.sets(st.integers(0, 29)))
def test_missing_is_what_lies_between_and_did_not_come(order: list[int], dropped: set[int]) -> None:
    guard = LossGuard()
    came: list[int] = []
    for seq in (s for s in order if s not in dropped):
        guard.received(seq, 0.0)
        came.append(seq)
    between = range(came[0], max(came)) if came else range(0)
    assert set(guard.missing) == set(between) - set(came)
