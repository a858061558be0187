"""Counting what a stick figure does, in each view that an exercise is done in."""

import pytest

from coach.feedback.calibration import Baseline, SideBaseline
from coach.feedback.engine import Coach
from coach.feedback.exercises import CATALOG
from coach.types import Quality, Side
from tests.feedback.figure import Camera, film
from tests.feedback.judging import complete, done, faults, judge, partial, reps
from tests.feedback.movements import (
    Rhythm,
    Shape,
    arm_out,
    elbow_bend,
    marching,
    one_leg,
    repeat,
    squat,
    stand_up,
    step_aside,
)

CASES: list[tuple[str, Shape, float]] = [
    ("mini_squat", squat(), 0),
    ("mini_squat", squat(), 15),
    ("mini_squat", squat(), 45),
    ("mini_squat", squat(), 90),
    ("mini_squat", squat(), -90),
    ("sit_to_stand", stand_up(), 0),
    ("sit_to_stand", stand_up(), 45),
    ("sit_to_stand", stand_up(), -60),
    ("sit_to_stand", stand_up(), 90),
    ("march", marching(), 0),
    ("side_step", step_aside(), 0),
    ("shoulder_abduction", arm_out(), 0),
    ("shoulder_abduction", arm_out(Side.BOTH), 20),
    ("elbow_flexion", elbow_bend(), 90),
    ("elbow_flexion", elbow_bend(), 45),
]


@pytest.mark.parametrize(("exercise", "shape", "yaw"), CASES)
def test_five_are_five(exercise: str, shape: Shape, yaw: float) -> None:
    events = done(exercise, shape, 5, Camera(yaw_deg=yaw))
    assert complete(events) == 5
    assert [r.number for r in reps(events) if r.complete] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "exercise", ["mini_squat", "sit_to_stand", "march", "side_step", "shoulder_abduction"]
)
def test_nobody_moving_is_nothing(exercise: str) -> None:
    shape = stand_up() if exercise == "sit_to_stand" else squat()
    assert reps(done(exercise, lambda _d, _i: shape(0.0, 0), 4)) == []


def test_sides_of_a_march() -> None:
    sides = [r.side for r in reps(done("march", marching(), 6)) if r.complete]
    assert sides == [Side.LEFT, Side.RIGHT] * 3


def test_both_arms_at_once_are_one_repetition_of_both() -> None:
    assert {r.side for r in reps(done("shoulder_abduction", arm_out(Side.BOTH), 3))} == {Side.BOTH}


def test_one_arm_is_that_arm() -> None:
    assert {r.side for r in reps(done("shoulder_abduction", arm_out(Side.RIGHT), 3))} == {Side.RIGHT}


def test_a_side_that_was_not_chosen_is_not_counted() -> None:
    move, seconds = repeat(arm_out(Side.RIGHT), 3, Rhythm())
    events = judge("shoulder_abduction", film(move, seconds, Camera()), side=Side.LEFT)
    assert reps(events) == []


def test_the_side_of_a_side_step() -> None:
    assert {r.side for r in reps(done("side_step", step_aside(), 3))} == {Side.LEFT}


def test_half_way_is_partial_and_said_so() -> None:
    events = done("sit_to_stand", stand_up(0.62), 3, Camera(yaw_deg=90))
    assert (complete(events), partial(events)) == (0, 3)
    assert "incomplete_range" in faults(events)


def test_a_hold_is_timed() -> None:
    events = done("single_leg_stance", one_leg(), 2, rhythm=Rhythm(hold=4))
    seconds = [e.peak for e in reps(events)]
    assert len(seconds) == 2
    assert all(4.0 <= s <= 6.2 for s in seconds)


def test_a_hold_shorter_than_the_target_is_partial() -> None:
    move, length = repeat(one_leg(), 1, Rhythm(hold=3))
    coach = Coach(CATALOG["single_leg_stance"], target_hold_s=10)
    events = [e for p in film(move, length) for e in coach.step(p)] + coach.finish()
    assert [r.complete for r in reps(events)] == [False]


def test_the_value_of_a_squat_from_the_side_is_its_knee_angle() -> None:
    for rep in reps(done("mini_squat", squat(50), 3, Camera(yaw_deg=90))):
        assert rep.unit == "°"
        assert rep.peak == pytest.approx(50, abs=2)
        assert rep.quality is Quality.MEASURED


def test_an_arm_lift_seen_askew_is_an_estimate() -> None:
    assert {r.quality for r in reps(done("shoulder_abduction", arm_out(), 2, Camera(yaw_deg=35)))} == {
        Quality.ESTIMATE
    }


def test_a_limited_range_is_complete_by_its_own_measure() -> None:
    small = arm_out(Side.LEFT, 50)
    assert complete(done("shoulder_abduction", small, 3)) == 0
    own = Baseline(
        exercise="shoulder_abduction",
        signal="shoulder_abduction",
        sides={Side.LEFT: SideBaseline(rest=12, target=50)},
    )
    move, seconds = repeat(small, 3, Rhythm())
    assert complete(judge("shoulder_abduction", film(move, seconds), baseline=own)) == 3


def test_a_baseline_of_another_exercise_is_ignored() -> None:
    own = Baseline(exercise="march", signal="lift", sides={Side.LEFT: SideBaseline(rest=0, target=1)})
    move, seconds = repeat(arm_out(), 2, Rhythm())
    assert complete(judge("shoulder_abduction", film(move, seconds), baseline=own)) == 2


def test_an_exercise_without_sides_refuses_one() -> None:
    with pytest.raises(ValueError, match="mini_squat is done with both, not left"):
        Coach(CATALOG["mini_squat"], side=Side.LEFT)


def test_readings_tell_value_progress_and_phase() -> None:
    move, seconds = repeat(arm_out(), 1, Rhythm())
    coach = Coach(CATALOG["shoulder_abduction"])
    highest = {Side.LEFT: 0.0, Side.RIGHT: 0.0}
    for pose in film(move, seconds):
        coach.step(pose)
        for reading in coach.readings:
            highest[reading.side] = max(highest[reading.side], reading.progress or 0.0)
            assert reading.unit == "°"
            assert reading.t == pose.t
    assert highest[Side.LEFT] > 1.0
    assert highest[Side.RIGHT] < 0.2


def test_what_a_poor_line_let_be_seen_only_now_and_then_is_an_estimate() -> None:
    """In the picture's pause of 0.3 s in the third repetition of five."""
    move, seconds = repeat(squat(), 5, Rhythm())
    poses = list(film(move, seconds, Camera(yaw_deg=90)))
    whole = reps(judge("mini_squat", poses))
    assert {rep.quality for rep in whole} == {Quality.MEASURED}
    middle = (whole[2].start + whole[2].end) / 2
    broken = reps(judge("mini_squat", [p for p in poses if not middle < p.t < middle + 0.3]))
    assert [rep.quality for rep in broken] == [
        Quality.ESTIMATE if n == 2 else Quality.MEASURED for n in range(5)
    ]
