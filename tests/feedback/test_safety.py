"""Falls, balance loss and a buckling knee; and what looks like them."""

import math
from dataclasses import replace

import pytest

from coach.types import CueGiven, FaultSeen, Level, Side, TherapistTold
from tests.feedback.figure import SHANK, THIGH, Camera, Figure, Filming, Leg, Movement, film
from tests.feedback.judging import faults, judge, reps
from tests.feedback.movements import (
    SEATED,
    STANDING,
    Rhythm,
    ramp,
    repeat,
    squat,
    stand_up,
    step_aside,
    walking,
)

SAFETY = {"fall", "balance_loss", "knee_buckle"}


def falling(at: float, sideways: float = 80.0) -> Movement:
    """Down on the floor within 0.7 s, legs folded, trunk aside."""

    def move(t: float) -> Figure:
        u = ramp((t - at) / 0.7)
        leg = Leg(thigh=4 + 100 * u, knee=8 + 120 * u)
        return Figure(left_leg=leg, right_leg=leg, lean=sideways * u, feet=(0.35 * u, 0.0))

    return move


def stumbling(at: float) -> Movement:
    """Thrown to the side by 0.25 m in 0.35 s, a step, and standing again."""

    def move(t: float) -> Figure:
        u = ramp((t - at) / 0.35)
        return replace(STANDING, feet=(0.25 * u, 0.0), lean=6 * u, stance=0.22 + 0.2 * u)

    return move


@pytest.mark.parametrize("exercise", ["mini_squat", "march", "shoulder_abduction", "sit_to_stand"])
@pytest.mark.parametrize("fps", [10.0, 15.0, 30.0])
def test_a_fall_is_told_once_and_soon(exercise: str, fps: float) -> None:
    from_standing = list(film(falling(2.0), 6.0, Camera(), Filming(fps=fps)))
    found = [e for e in judge(exercise, from_standing) if isinstance(e, FaultSeen) and e.fault == "fall"]
    assert len(found) == 1
    assert found[0].level is Level.SAFETY
    assert 2.5 < found[0].t < 4.6


def test_a_fall_speaks_to_both() -> None:
    events = judge("mini_squat", film(falling(2.0), 6.0))
    assert "cue.fall" in [e.key for e in events if isinstance(e, CueGiven) and e.level is Level.SAFETY]
    assert "told.fall" in [e.key for e in events if isinstance(e, TherapistTold)]


def test_a_body_that_vanishes_on_the_floor_has_fallen() -> None:
    poses = [replace(p, points=None, world=None) if p.t > 2.75 else p for p in film(falling(2.0), 5.0)]
    assert "fall" in faults(judge("mini_squat", poses))


def test_who_leaves_the_picture_upright_has_not_fallen() -> None:
    poses = [replace(p, points=None, world=None) if p.t > 2.0 else p for p in film(lambda _t: STANDING, 6.0)]
    assert faults(judge("mini_squat", poses)) & SAFETY == set()


def test_a_fall_counts_nothing() -> None:
    assert [r for r in reps(judge("mini_squat", film(falling(2.0), 7.0))) if r.complete] == []


def test_a_stumble_is_a_balance_loss() -> None:
    found = [
        e
        for e in judge("march", film(stumbling(2.0), 6.0))
        if isinstance(e, FaultSeen) and e.level is Level.SAFETY
    ]
    assert [e.fault for e in found] == ["balance_loss"]
    assert 1.8 < found[0].start < 2.4


def recovering(at: float) -> Movement:
    """The body goes aside over feet that stand, then the foot on that side catches it; and back."""

    def move(t: float) -> Figure:
        back = 1 - ramp((t - at - 1.5) / 0.6)
        shift = 0.16 * ramp((t - at) / 0.3) * back
        step = 0.30 * ramp((t - at - 0.35) / 0.3) * back
        aside = math.degrees(shift / (THIGH + SHANK))
        left = Leg(out=math.degrees(step / (THIGH + SHANK)) - aside)
        return Figure(left_leg=left, right_leg=Leg(out=aside), feet=(shift, 0.0), lean=8 * shift / 0.16)

    return move


@pytest.mark.parametrize("fps", [10.0, 15.0, 30.0])
def test_a_step_that_catches_the_body_is_no_side_step(fps: float) -> None:
    events = judge("side_step", film(recovering(2.0), 6.0, Camera(), Filming(fps=fps)))
    assert "balance_loss" in faults(events)
    assert reps(events) == []


def shifting(t: float) -> Figure:
    """The weight to one foot and back, within half a second each; both feet stay."""
    shift = 0.2 * ramp((t - 2.0) / 0.5) * (1 - ramp((t - 3.0) / 0.5))
    aside = math.degrees(shift / (THIGH + SHANK))
    return Figure(left_leg=Leg(out=-aside), right_leg=Leg(out=aside), feet=(shift, 0.0), lean=10 * shift)


def test_a_quick_weight_shift_is_no_balance_loss_and_a_step_out_of_it_is_one() -> None:
    assert "balance_loss" in faults(judge("march", film(shifting, 6.0))), "fast enough to look like one"
    assert faults(judge("weight_shift", film(shifting, 6.0))) & SAFETY == set()
    assert "balance_loss" in faults(judge("weight_shift", film(recovering(2.0), 6.0)))
    assert "balance_loss" in faults(judge("weight_shift", film(stumbling(2.0), 6.0)))


@pytest.mark.parametrize("seconds", [0.3, 0.5, 1.0])
def test_quick_side_steps_are_no_balance_loss(seconds: float) -> None:
    steps, end = repeat(step_aside(), 4, Rhythm(out=seconds, back=seconds))
    events = judge("side_step", film(steps, end))
    assert faults(events) & SAFETY == set()
    assert len(reps(events)) == 4


@pytest.mark.parametrize("yaw", [0.0, 45.0, 90.0])
def test_deep_squats_and_chairs_are_no_falls(yaw: float) -> None:
    camera = Camera(yaw_deg=yaw)
    deep, seconds = repeat(squat(125), 3, Rhythm(hold=0.5))
    assert faults(judge("mini_squat", film(deep, seconds, camera))) & SAFETY == set()
    chair, seconds = repeat(stand_up(), 3, Rhythm())
    assert faults(judge("sit_to_stand", film(chair, seconds, camera))) & SAFETY == set()
    assert faults(judge("shoulder_abduction", film(lambda _t: SEATED, 4.0, camera))) & SAFETY == set()


def test_walking_off_is_no_balance_loss() -> None:
    def move(t: float) -> Figure:
        return STANDING if t < 2 else replace(walking()(t - 2), feet=(-0.9 * (t - 2), 0.0))

    assert faults(judge("march", film(move, 5.0))) & SAFETY == set()


def test_a_knee_that_gives_way_is_told() -> None:
    def move(t: float) -> Figure:
        bend = 8 + 40 * ramp((t - 2.0) / 0.25) * (1 - ramp((t - 2.5) / 0.5))
        leg = Leg(thigh=bend / 2, knee=bend)
        return Figure(left_leg=leg, right_leg=leg)

    found = judge("heel_raise", film(move, 4.0, Camera(yaw_deg=90)))
    assert "knee_buckle" in faults(found)
    assert "knee_buckle" not in faults(judge("mini_squat", film(move, 4.0, Camera(yaw_deg=90))))


def test_a_lifted_arm_is_no_balance_loss() -> None:
    def move(t: float) -> Figure:
        return STANDING.with_arm(Side.LEFT, out=8 + 120 * ramp((t - 1.5) / 0.4))

    assert faults(judge("shoulder_abduction", film(move, 4.0))) & SAFETY == set()
