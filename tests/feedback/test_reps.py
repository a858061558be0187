"""The repetition engine on progress alone: thresholds, times and what is neither."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.feedback.exercise import Pace
from coach.feedback.reps import Rep, RepTracker, Sample
from coach.types import Phase, Quality

USUAL = Pace()


def run(curve: list[tuple[float, float]], pace: Pace = USUAL) -> tuple[list[Rep], RepTracker]:
    tracker, reps = RepTracker(pace), []
    for t, p in curve:
        rep = tracker.step(Sample(t=t, p=p, speed=0.0, value=p, quality=Quality.MEASURED))
        if rep is not None:
            reps.append(rep)
    return reps, tracker


def bumps(
    peaks: list[float], seconds: float = 2.0, fps: float = 15, floor: float = 0.0
) -> list[tuple[float, float]]:
    """One smooth bump a peak, with a rest of half a second before each and after the last."""
    curve, t = [], 0.0
    for peak in [*peaks, floor]:
        curve += [(t + i / fps, floor) for i in range(int(0.5 * fps))]
        t += 0.5
        swing = [math.sin(math.pi * i / fps / seconds) ** 2 for i in range(int(seconds * fps))]
        curve += [(t + i / fps, floor + (peak - floor) * s) for i, s in enumerate(swing)]
        t += seconds
    return curve


@pytest.mark.parametrize(
    ("peak", "complete", "partial"),
    [(1.0, 1, 0), (0.82, 1, 0), (0.75, 0, 1), (0.52, 0, 1), (0.45, 0, 0), (0.25, 0, 0)],
)
def test_full_partial_and_neither(peak: float, complete: int, partial: int) -> None:
    reps, _ = run(bumps([peak]))
    assert (sum(r.complete for r in reps), sum(not r.complete for r in reps)) == (complete, partial)


def test_a_twitch_is_no_repetition() -> None:
    assert run(bumps([1.0], seconds=0.4, fps=30))[0] == []


def test_a_repetition_longer_than_the_maximum_is_a_partial_one() -> None:
    reps, _ = run(bumps([1.0], seconds=25))
    assert [r.complete for r in reps] == [False]


def test_who_does_not_quite_come_back_is_counted() -> None:
    """Three times to the target, in between only back to a quarter."""
    swings = [0.625 - 0.375 * math.cos(2 * math.pi * i / 30) for i in range(15, 90)]
    curve = [0.0] * 8 + [0.3, 0.6, 0.9] + swings + [0.6, 0.3, 0.1] + [0.0] * 8
    assert sum(r.complete for r in run([(i / 15, p) for i, p in enumerate(curve)])[0]) == 3


def test_a_bounce_at_the_target_is_one_repetition() -> None:
    curve = [(t, p) for t, p in bumps([1.0])]
    shaken = [(t, p - 0.12 * (i % 2) if p > 0.85 else p) for i, (t, p) in enumerate(curve)]
    assert len(run(shaken)[0]) == 1


def test_times_of_a_repetition() -> None:
    (rep,), _ = run(bumps([1.0], fps=60))
    assert rep.start == pytest.approx(0.5, abs=0.25)
    assert rep.peak_t == pytest.approx(1.5, abs=0.1)
    assert rep.end == pytest.approx(2.5, abs=0.35)


def test_a_first_sample_just_off_rest_does_not_date_the_repetition_back_to_the_beginning() -> None:
    curve = [(100.0 + t, max(p, 0.15)) for t, p in bumps([1.0])]
    (rep,), _ = run(curve)
    assert rep.start >= 100.0


def test_phases_in_order() -> None:
    tracker, seen = RepTracker(Pace()), [Phase.REST]
    for t, p in bumps([1.0]):
        tracker.step(Sample(t=t, p=p, speed=0.0, value=p, quality=Quality.MEASURED))
        if tracker.phase is not seen[-1]:
            seen.append(tracker.phase)
    assert seen == [Phase.REST, Phase.OUT, Phase.PEAK, Phase.BACK, Phase.REST]


def test_a_dropped_repetition_needs_rest_before_the_next() -> None:
    tracker = RepTracker(Pace())
    curve = bumps([1.0])
    for t, p in curve:
        tracker.step(Sample(t=t, p=p, speed=0.0, value=p, quality=Quality.MEASURED))
        if p > 0.9:
            tracker.drop()
    assert tracker.phase is Phase.REST
    assert not tracker.moving


@pytest.mark.parametrize(("stop", "complete"), [(0.35, None), (0.8, False), (0.97, False), (1.6, True)])
def test_the_end_of_a_set_in_the_middle(stop: float, complete: bool | None) -> None:
    """`stop` seconds after the bump began: half-way out, at the target, and well on the way back."""
    curve = [(t, p) for t, p in bumps([1.0], fps=30) if t < 0.5 + stop]
    _, tracker = run(curve)
    rep = tracker.close(curve[-1][0])
    assert (rep.complete if rep else None) == complete


def test_a_chair_stand_counts_when_the_set_ends_standing() -> None:
    curve = [(t, p) for t, p in bumps([1.0], fps=30) if t < 1.6]
    _, tracker = run(curve)
    rep = tracker.close(curve[-1][0], True)
    assert rep is not None
    assert rep.complete


@given(
    peaks=st.lists(st.sampled_from([0.3, 0.65, 1.0, 1.4]), max_size=6),
    fps=st.sampled_from([8.0, 10.0, 15.0, 30.0, 60.0]),
    seconds=st.floats(1.2, 6.0),
)
def test_the_count_does_not_depend_on_the_rate(peaks: list[float], fps: float, seconds: float) -> None:
    reps, _ = run(bumps(peaks, seconds=seconds, fps=fps))
    assert sum(r.complete for r in reps) == sum(p >= 0.8 for p in peaks)
    assert sum(not r.complete for r in reps) == sum(p == 0.65 for p in peaks)


@given(st.lists(st.floats(-3, 3), max_size=300))
def test_no_curve_breaks_it(values: list[float]) -> None:
    reps, tracker = run([(i / 15, p) for i, p in enumerate(values)])
    for rep in reps:
        assert rep.start <= rep.end
        assert rep.progress >= Pace().partial
    tracker.close(len(values) / 15)
