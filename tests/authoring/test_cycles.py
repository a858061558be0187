"""Repetitions in a recorded trace: what is found doesn't depend on how often it was looked at."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.feedback.cycles import Cycles, Trace, find

REPS, LASTS, STILL = 4, 1.6, 2.0


def trace(hz: float, jitter: float = 0.0, seed: int = 1) -> Trace:
    """Still at first, then smooth repetitions of size 1, with jitter of this standard deviation."""
    rng = random.Random(seed)
    times = [n / hz for n in range(int((STILL + REPS * LASTS + 1) * hz))]
    return tuple((t, _wave(t - STILL) + rng.gauss(0, jitter)) for t in times)


def _wave(t: float) -> float:
    if not 0 <= t < REPS * LASTS:
        return 0.0
    return (1 - math.cos(2 * math.pi * t / LASTS)) / 2


def found(hz: float, jitter: float = 0.0, seed: int = 1) -> Cycles:
    cycles = find(trace(hz, jitter, seed), STILL, rising=True)
    assert cycles is not None
    assert len(cycles.reps) == REPS
    return cycles


@given(st.floats(8, 60))
def test_a_smooth_movement_is_not_noise_at_any_rate(hz: float) -> None:
    assert found(hz).clean > 0.85


@given(st.floats(10, 60), st.integers(0, 50))
def test_jitter_is_measured_the_same_at_any_rate(hz: float, seed: int) -> None:
    assert found(hz, 0.02, seed).noise == pytest.approx(0.02 * 0.83, rel=0.6)
    assert found(hz, 0.02, seed).clean < found(hz).clean


def test_no_repetitions_are_found_in_jitter_alone() -> None:
    rng = random.Random(3)
    still = tuple((n / 15, rng.gauss(0, 0.02)) for n in range(150))
    assert find(still, STILL, rising=True) is None
