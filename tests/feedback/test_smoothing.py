"""The filters: the same at every rate, deaf to a stray sample, quick enough to be live."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.feedback.smoothing import GLITCH_S, OneEuro, Slow


def followed(fps: float, seconds: float = 6.0) -> float:
    """Worst distance behind a slow sway, once settled."""
    smooth, worst = OneEuro(span=60), 0.0
    for i in range(int(seconds * fps)):
        t = i / fps
        x = 60 + 30 * math.sin(2 * math.pi * 0.3 * t)
        worst = max(worst, abs(smooth(t, x) - x)) if t > 2 else (smooth(t, x), worst)[1]
    return worst


def test_lag_does_not_depend_on_the_rate() -> None:
    lags = [followed(fps) for fps in (10, 15, 30, 60)]
    assert max(lags) - min(lags) < 2.0


def test_lag_is_under_60_ms_in_a_usual_movement() -> None:
    smooth = OneEuro(span=60)
    for i in range(61):
        value = smooth(i / 60, 60.0 * i / 60)
    assert 60.0 - value < 60.0 * 0.060


def test_noise_at_rest_loses_a_third() -> None:
    dice = random.Random(1)
    smooth = OneEuro(span=60)
    out = [smooth(i / 30, dice.gauss(0, 2)) for i in range(600)][60:]
    assert math.sqrt(sum(x * x for x in out) / len(out)) < 1.4


def test_a_stray_sample_is_not_believed() -> None:
    smooth = OneEuro(span=60)
    for i in range(30):
        smooth(i / 30, 10.0)
    assert smooth(1.0, 90.0) == pytest.approx(10.0)
    assert smooth(1.0 + 1 / 30, 10.0) == pytest.approx(10.0)


def test_a_jump_that_lasts_is_believed() -> None:
    smooth = OneEuro(span=60)
    smooth(0.0, 10.0)
    for i in range(1, 30):
        value = smooth(i / 30, 90.0)
    assert value > 85.0


def test_a_time_that_does_not_rise_changes_nothing() -> None:
    smooth = OneEuro(span=60)
    smooth(0.0, 10.0)
    assert smooth(0.0, 50.0) == 10.0
    assert smooth(-1.0, 50.0) == 10.0


def test_a_new_unit_keeps_the_shape() -> None:
    one, two = OneEuro(span=1), OneEuro(span=1)
    one(0.0, 1.0)
    two(0.0, 1.0)
    two.rescale(2.0)
    assert two.value == 2 * one.value


def test_a_span_must_be_positive() -> None:
    with pytest.raises(ValueError, match="span must be positive"):
        OneEuro(span=0)


@given(st.floats(0.2, 5), st.integers(8, 60))
def test_slow_reaches_the_same_place_at_every_rate(seconds: float, fps: int) -> None:
    slow = Slow(seconds)
    slow(0.0, 0.0)
    for i in range(1, fps * 3 + 1):
        value = slow(i / fps, 1.0)
    assert value == pytest.approx(1 - math.exp(-3.0 / seconds), abs=1e-9)


def test_the_glitch_time_is_shorter_than_any_repetition() -> None:
    assert GLITCH_S < 0.3
