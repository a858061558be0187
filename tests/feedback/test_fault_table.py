"""The fault catalogue of clinical.md A.3, id by id: there, at its level, where A.4 asks for it; raised when
it is there, silent when clean. Of walking: feedback_tests/test_gait.py; of safety: test_safety.py."""

from dataclasses import dataclass, replace

import pytest

from coach.feedback import fault_table, gait_faults, gait_posture, safety
from coach.feedback.exercise import Exercise, FaultRule, RepRule
from coach.feedback.exercises import CATALOG
from coach.types import FaultSeen, Level, Side
from tests.feedback.figure import FRONT, Camera, Figure, film
from tests.feedback.judging import CALM, complete, done, faults, judge
from tests.feedback.movements import (
    SEATED,
    STANDING,
    Rhythm,
    Shape,
    arm_out,
    elbow_bend,
    marching,
    one_leg,
    repeat,
    squat,
    stand_up,
    then,
)

NOTE, COACH, SAFETY = Level.NOTE, Level.COACH, Level.SAFETY
WALK, WATCH = "walking", "safety watch"

ASKED: dict[str, tuple[Level, tuple[str, ...]]] = {
    "knees_in": (COACH, ("sit_to_stand", "mini_squat")),
    "knee_valgus": (COACH, ("single_leg_stance",)),
    "trunk_lean": (
        COACH,
        (
            "sit_to_stand",
            "mini_squat",
            "march",
            "side_step",
            "tandem_stance",
            "single_leg_stance",
            "weight_shift",
            "shoulder_abduction",
            "elbow_flexion",
            "hand_to_mouth",
            "seated_march",
            "hip_abduction",
            "trunk_rotation",
            "cross_reach",
            WALK,
        ),
    ),
    "trunk_forward": (COACH, ("mini_squat", "forward_step", "backward_step", WALK)),
    "head_forward": (COACH, (WALK,)),
    "shoulder_hike": (COACH, ("shoulder_abduction", "elbow_flexion", "hand_to_mouth")),
    "trunk_reach": (COACH, ("reach_and_grasp",)),
    "trunk_turn": (COACH, ("shoulder_flexion", "forward_reach", "reach_and_grasp", "hand_to_mouth")),
    "elbow_bend": (COACH, ("shoulder_flexion", "shoulder_abduction")),
    "arm_pull_up": (NOTE, ("sit_to_stand",)),
    "uneven_weight": (COACH, ("sit_to_stand", "mini_squat")),
    "uneven_feet": (NOTE, ("sit_to_stand",)),
    "momentum": (COACH, ("sit_to_stand",)),
    "no_forward_lean": (COACH, ("sit_to_stand",)),
    "plop_down": (COACH, ("sit_to_stand",)),
    "hands_used": (COACH, ("sit_to_stand",)),
    "knee_hyperextension": (COACH, ("mini_squat", "step_up", "forward_step", WALK)),
    "hip_drop": (COACH, ("march", "single_leg_stance", "hip_abduction", WALK)),
    "hip_hike": (COACH, ("march", "hip_abduction", WALK)),
    "circumduction": (COACH, (WALK,)),
    "low_clearance": (COACH, ("march", "seated_march")),
    "short_steps": (COACH, ("forward_step", WALK)),
    "step_length_asymmetry": (COACH, (WALK,)),
    "step_time_asymmetry": (COACH, (WALK,)),
    "wide_base": (NOTE, (WALK,)),
    "narrow_base": (COACH, ("side_step", "target_stepping", WALK)),
    "freezing": (SAFETY, (WATCH,)),
    "balance_loss": (SAFETY, (WATCH,)),
    "fall": (SAFETY, (WATCH,)),
    "too_fast": (COACH, ("mini_squat", "elbow_flexion", "seated_knee_extension", "hip_abduction")),
    "too_slow": (COACH, ("mini_squat", "elbow_flexion")),
    "incomplete_range": (COACH, ("mini_squat", "heel_raise", "seated_knee_extension")),
    "heel_lift": (COACH, ("mini_squat", "forward_reach")),
    "knee_buckle": (SAFETY, (WATCH,)),
    "jerky": (NOTE, ("shoulder_flexion", "reach_and_grasp")),
    "trunk_back": (COACH, ("shoulder_flexion", "elbow_flexion", "seated_knee_extension")),
    "upper_arm_swing": (COACH, ("elbow_flexion",)),
    "head_to_hand": (COACH, ("hand_to_mouth",)),
}
"""F01–F38 with A.3's level and the exercises of A.4 that can show it in their views. Not F32: A.3 says that
breath holding can't be measured with pose."""


def levels() -> dict[str, Level]:
    rules = [r for r in vars(fault_table).values() if isinstance(r, FaultRule | RepRule)]
    found = {rule.id: rule.level for rule in reversed(rules)}
    found |= {rule.id: rule.level for rule in gait_faults.RULES if rule.id not in found}
    return found | dict.fromkeys((*safety.LIMITS, "freezing"), SAFETY)


def judged_by(exercise: str) -> set[str]:
    if exercise == WALK:
        return {rule.id for rule in gait_faults.RULES} | {p.rule.id for p in gait_posture.RULES}
    return {*safety.LIMITS, "freezing"} if exercise == WATCH else set(CATALOG[exercise].fault_ids)


@pytest.mark.parametrize("fault", ASKED)
def test_every_fault_of_the_catalogue_is_judged_where_it_should_be(fault: str) -> None:
    level, exercises = ASKED[fault]
    assert levels()[fault] is level
    assert [e for e in exercises if fault not in judged_by(e)] == []


@pytest.mark.parametrize("exercise", CATALOG.values(), ids=CATALOG.keys())
def test_every_exercise_judges_only_faults_that_the_table_has(exercise: Exercise) -> None:
    own = {"fingers_uneven", "wrist_drop", "shrinking", "thigh_lift"}  # named in E26 and E21, not in A.3
    assert set(exercise.fault_ids) <= set(ASKED) | own


SIDE, OBLIQUE = Camera(yaw_deg=90), Camera(yaw_deg=45)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A movement with the fault, and the same without it."""

    exercise: str
    faulty: Shape
    clean: Shape
    camera: Camera = FRONT
    rhythm: Rhythm = CALM
    clean_rhythm: Rhythm = CALM


def also(shape: Shape, **change: float) -> Shape:
    """The shape with fields of the figure that grow with the depth."""
    return lambda d, i: replace(shape(d, i), **{name: value * d for name, value in change.items()})  # type: ignore[arg-type]


def abduction(**change: float) -> Shape:
    def shape(d: float, _i: int) -> Figure:
        body = replace(STANDING, supporting=Side.RIGHT, **{n: v * d for n, v in change.items()})  # type: ignore[arg-type]
        return body.with_leg(Side.LEFT, out=28 * d)

    return shape


def step(length: float = 32, knee: float = 8) -> Shape:
    """The left foot goes forward and comes back."""

    def shape(d: float, _i: int) -> Figure:
        return replace(STANDING, supporting=Side.RIGHT).with_leg(
            Side.LEFT, thigh=4 + length * d, knee=8 + (knee - 8) * d
        )

    return shape


def to_mouth(head: float = 0.0) -> Shape:
    def shape(d: float, _i: int) -> Figure:
        body = STANDING.with_arm(Side.LEFT, out=8 - 30 * d, forward=35 * d, elbow=5 + 135 * d)
        return replace(body, head=(head * d, 0.0))

    return shape


def reaching(bow: float = 0.0, twist: float = 0.0) -> Shape:
    def shape(d: float, _i: int) -> Figure:
        body = SEATED.with_arm(Side.LEFT, out=0, forward=5 + 75 * d, elbow=110 - 95 * d)
        return replace(body, bow=bow * d, twist=twist * d)

    return shape


def arm_forward(**arm: float) -> Shape:
    def shape(d: float, _i: int) -> Figure:
        return STANDING.with_arm(Side.LEFT, forward=110 * d, out=0, **{n: v * d for n, v in arm.items()})

    return shape


def target(out: float) -> Shape:
    """The left foot steps to a mark, `out` degrees to its own side, and back."""

    def shape(d: float, _i: int) -> Figure:
        return replace(STANDING, supporting=Side.RIGHT).with_leg(Side.LEFT, thigh=4 + 12 * d, out=out * d)

    return shape


def throwing(d: float, i: int) -> Figure:
    """The trunk is thrown forward before the body rises."""
    bow = 60 * (d / 0.35 if d < 0.35 else (1 - d) / 0.65)
    return replace(stand_up()(d, i), bow=bow)


def trembling(d: float, i: int) -> Figure:
    """Drawn back again and again on the way."""
    shake = 0.16 if 0.05 < d < 0.95 and int(d * 10) % 2 else 0.0
    return arm_forward()(max(0.0, d - shake), i)


CASES: dict[str, Case] = {
    "knees_in": Case(exercise="sit_to_stand", faulty=stand_up(knees_in=0.05), clean=stand_up()),
    "knee_valgus": Case(
        exercise="single_leg_stance",
        faulty=also(one_leg(), knees_in=0.10),
        clean=one_leg(),
        rhythm=Rhythm(out=0.6, hold=4, back=0.6),
        clean_rhythm=Rhythm(out=0.6, hold=4, back=0.6),
    ),
    "trunk_lean": Case(exercise="mini_squat", faulty=squat(lean=14), clean=squat()),
    "trunk_forward": Case(exercise="forward_step", faulty=also(step(), bow=24), clean=step(), camera=SIDE),
    "shoulder_hike": Case(
        exercise="shoulder_abduction",
        faulty=lambda d, _i: STANDING.with_arm(Side.LEFT, out=8 + 80 * d, shrug=0.06 * d),
        clean=arm_out(),
    ),
    "trunk_reach": Case(
        exercise="reach_and_grasp", faulty=reaching(bow=22), clean=reaching(), camera=OBLIQUE
    ),
    "trunk_turn": Case(
        exercise="reach_and_grasp", faulty=reaching(twist=-25), clean=reaching(), camera=OBLIQUE
    ),
    "elbow_bend": Case(
        exercise="shoulder_flexion", faulty=arm_forward(elbow=60), clean=arm_forward(), camera=SIDE
    ),
    "arm_pull_up": Case(
        exercise="sit_to_stand",
        faulty=lambda d, i: stand_up()(d, i).with_arm(Side.RIGHT, elbow=5 + 60 * d),
        clean=stand_up(),
    ),
    "uneven_weight": Case(exercise="mini_squat", faulty=also(squat(), sway=0.07, lean=5), clean=squat()),
    "uneven_feet": Case(
        exercise="sit_to_stand",
        faulty=lambda d, i: _one_back(stand_up()(d, i)),
        clean=stand_up(),
        camera=SIDE,
    ),
    "momentum": Case(exercise="sit_to_stand", faulty=throwing, clean=stand_up(), camera=SIDE),
    "no_forward_lean": Case(
        exercise="sit_to_stand",
        faulty=lambda d, i: replace(stand_up()(d, i), bow=0.0),
        clean=stand_up(),
        camera=SIDE,
    ),
    "plop_down": Case(
        exercise="sit_to_stand",
        faulty=stand_up(),
        clean=stand_up(),
        rhythm=Rhythm(rest=1.2, out=1.2, hold=0.4, back=0.3),
    ),
    "hands_used": Case(
        exercise="sit_to_stand",
        faulty=lambda d, i: _pushing(stand_up()(d, i), 1 - d),
        clean=stand_up(),
        camera=OBLIQUE,
    ),
    "knee_hyperextension": Case(exercise="forward_step", faulty=step(knee=-14), clean=step(), camera=SIDE),
    "hip_drop": Case(exercise="hip_abduction", faulty=abduction(hitch=-0.035), clean=abduction(hitch=0.014)),
    "hip_hike": Case(exercise="hip_abduction", faulty=abduction(hitch=0.035), clean=abduction(hitch=0.014)),
    "low_clearance": Case(exercise="march", faulty=marching(weak=0.35), clean=marching()),
    "short_steps": Case(exercise="forward_step", faulty=step(20), clean=step(36), camera=SIDE),
    "narrow_base": Case(exercise="target_stepping", faulty=target(-24), clean=target(24)),
    "incomplete_range": Case(exercise="mini_squat", faulty=squat(30), clean=squat(), camera=SIDE),
    "jerky": Case(
        exercise="shoulder_flexion",
        faulty=trembling,
        clean=arm_forward(),
        camera=SIDE,
        rhythm=Rhythm(out=3, hold=0.4, back=3),
    ),
    "trunk_back": Case(
        exercise="shoulder_flexion", faulty=also(arm_forward(), bow=-16), clean=arm_forward(), camera=SIDE
    ),
    "upper_arm_swing": Case(
        exercise="elbow_flexion",
        faulty=lambda d, _i: STANDING.with_arm(Side.LEFT, forward=35 * d, elbow=5 + 115 * d, out=0),
        clean=elbow_bend(),
        camera=SIDE,
    ),
    "head_to_hand": Case(exercise="hand_to_mouth", faulty=to_mouth(head=0.10), clean=to_mouth()),
}
"""Without too_fast and too_slow, which are judged against the set's own tempo: test_faults.py."""


def _one_back(body: Figure) -> Figure:
    leg = body.right_leg
    return replace(body, right_leg=replace(leg, knee=leg.knee + 16))


def _pushing(body: Figure, share: float) -> Figure:
    for side in (Side.LEFT, Side.RIGHT):
        body = body.with_arm(side, forward=-60 * share, elbow=5)
    return body


@pytest.mark.parametrize("fault", CASES)
def test_a_fault_is_raised_when_it_is_there(fault: str) -> None:
    case = CASES[fault]
    events = done(case.exercise, case.faulty, 4, case.camera, rhythm=case.rhythm)
    seen = [e for e in events if isinstance(e, FaultSeen) and e.fault == fault]
    assert len(seen) >= 2, faults(events)
    for event in seen:
        assert event.level is ASKED[fault][0]
        assert event.unit
        assert event.value != event.threshold


@pytest.mark.parametrize("fault", CASES)
def test_a_clean_movement_is_counted_without_it(fault: str) -> None:
    case = CASES[fault]
    events = done(case.exercise, case.clean, 4, case.camera, rhythm=case.clean_rhythm)
    assert complete(events) == 4
    assert fault not in faults(events)


def test_a_repetition_much_slower_than_the_usual_ones_is_too_slow() -> None:
    usual, seconds = repeat(squat(), 4, Rhythm())
    slow, more = repeat(squat(), 1, Rhythm(out=2.6, back=2.6))
    events = judge("mini_squat", film(then(usual, seconds, slow), seconds + more))
    assert complete(events) == 5
    assert [e.rep for e in events if isinstance(e, FaultSeen) and e.fault == "too_slow"] == [5]
