"""Faults on the stick figure: seen when they are there, long enough, in a view that can show them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from coach.feedback.calibration import Baseline, SideBaseline
from coach.feedback.engine import Coach
from coach.feedback.exercises import CATALOG
from coach.feedback.fault_table import NO_FORWARD_LEAN, STEP_RATIO
from coach.feedback.faults import FaultWatch
from coach.feedback.manner import Manner
from coach.feedback.measures import MEASURES
from coach.feedback.reps import Rep
from coach.types import CueGiven, FaultSeen, Level, Phase, Quality, RepCounted, Side, TherapistTold
from tests.feedback.figure import Camera, Figure, Leg, film
from tests.feedback.judging import complete, done, faults, judge
from tests.feedback.movements import (
    SEATED,
    STANDING,
    Rhythm,
    Shape,
    arm_out,
    elbow_bend,
    marching,
    repeat,
    squat,
    stand_up,
    step_aside,
)
from tests.feedback.test_measures import scene

SIDE = Camera(yaw_deg=90)


def leaning(shape: Shape, degrees: float) -> Shape:
    return lambda d, i: replace(shape(d, i), lean=degrees * d)


def bowing(shape: Shape, degrees: float) -> Shape:
    return lambda d, i: replace(shape(d, i), bow=degrees * d)


def heels_up(d: float, _i: int) -> Figure:
    leg = Leg(thigh=4 + 22 * d, knee=8 + 44 * d, heel=25 * d)
    return Figure(left_leg=leg, right_leg=leg, bow=15 * d)


def hiking(d: float, _i: int) -> Figure:
    return STANDING.with_arm(Side.LEFT, out=8 + 80 * d, shrug=0.06 * d)


def bent_arm(d: float, _i: int) -> Figure:
    return STANDING.with_arm(Side.RIGHT, forward=110 * d, elbow=5 + 60 * d, out=0)


FAULTY: list[tuple[str, str, Shape, Camera]] = [
    ("trunk_lean", "shoulder_abduction", arm_out(lean=-14), Camera()),
    ("trunk_lean", "mini_squat", squat(lean=14), Camera()),
    ("trunk_lean", "side_step", leaning(step_aside(), 14), Camera()),
    ("knees_in", "sit_to_stand", stand_up(knees_in=0.05), Camera()),
    ("trunk_forward", "mini_squat", bowing(squat(), 60), SIDE),
    ("heel_lift", "mini_squat", heels_up, SIDE),
    ("shoulder_hike", "shoulder_abduction", hiking, Camera()),
    ("elbow_bend", "shoulder_flexion", bent_arm, Camera(yaw_deg=-90)),
    ("low_clearance", "march", marching(weak=0.35), Camera()),
    ("incomplete_range", "mini_squat", squat(30), SIDE),
    (
        "trunk_back",
        "shoulder_flexion",
        bowing(lambda d, i: STANDING.with_arm(Side.LEFT, forward=110 * d, out=0), -16),
        SIDE,
    ),
    (
        "thigh_lift",
        "seated_knee_extension",
        lambda d, i: SEATED.with_leg(Side.LEFT, thigh=90 + 20 * d, knee=90 - 75 * d),
        SIDE,
    ),
    (
        "upper_arm_swing",
        "elbow_flexion",
        lambda d, i: STANDING.with_arm(Side.LEFT, forward=35 * d, elbow=5 + 115 * d, out=0),
        SIDE,
    ),
]


@pytest.mark.parametrize(
    ("fault", "exercise", "shape", "camera"), FAULTY, ids=[f"{f[0]}-{f[1]}" for f in FAULTY]
)
def test_a_fault_is_seen(fault: str, exercise: str, shape: Shape, camera: Camera) -> None:
    events = done(exercise, shape, 4, camera)
    seen = [e for e in events if isinstance(e, FaultSeen) and e.fault == fault]
    assert len(seen) >= 2
    for event in seen:
        assert event.start <= event.end <= event.t
        assert event.value != event.threshold


CLEAN: list[tuple[str, Shape, Camera]] = [
    ("mini_squat", squat(), Camera()),
    ("mini_squat", squat(), SIDE),
    ("sit_to_stand", stand_up(), Camera()),
    ("sit_to_stand", stand_up(), Camera(yaw_deg=45)),
    ("sit_to_stand", stand_up(), SIDE),
    ("march", marching(), Camera()),
    ("side_step", step_aside(), Camera()),
    ("shoulder_abduction", arm_out(), Camera()),
    ("elbow_flexion", elbow_bend(), SIDE),
    (
        "seated_knee_extension",
        lambda d, i: SEATED.with_leg(Side.LEFT, thigh=90 + 4 * d, knee=90 - 75 * d),
        SIDE,
    ),
]


@pytest.mark.parametrize(("exercise", "shape", "camera"), CLEAN)
def test_a_clean_movement_has_none(exercise: str, shape: Shape, camera: Camera) -> None:
    assert faults(done(exercise, shape, 4, camera)) == set()


def shrinking(done_share: float, i: int) -> Figure:
    """Three squats far past anybody's target, then two that just reach it."""
    return squat(95 if i < 3 else 66)(done_share, i)


def test_a_full_repetition_far_below_this_persons_usual_is_told_without_a_calibration() -> None:
    events = done("mini_squat", shrinking, 5, SIDE)
    assert [r.complete for r in events if isinstance(r, RepCounted)] == [True] * 5, "it still counts"
    told = [e for e in events if isinstance(e, FaultSeen) and e.fault == "incomplete_range"]
    assert [e.rep for e in told] == [4, 5]


def stepped(lengths: Sequence[float]) -> list[FaultSeen]:
    """What is told of steps to the front, the left foot first, each so long in shares of the target."""
    manner, found = Manner((STEP_RATIO,), None), []
    for n, length in enumerate(lengths):
        rep = Rep(
            start=2.0 * n, peak_t=2.0 * n + 1, end=2.0 * n + 1.8, peak=length, progress=length,
            complete=length >= 0.8, quality=Quality.MEASURED, out_speed=1.0, reversals=0, sink_speed=1.0,
        )  # fmt: skip
        counted = RepCounted(
            t=rep.end, number=n // 2 + 1, side=(Side.LEFT, Side.RIGHT)[n % 2], start=rep.start,
            peak_t=rep.peak_t, end=rep.end, peak=rep.peak, unit="× leg", complete=rep.complete,
            quality=rep.quality,
        )  # fmt: skip
        found += manner.judge(counted, rep, 0.5)
    return found


EVEN, UNEVEN = (1.0,) * 6, (1.0, 0.7) * 3


@pytest.mark.parametrize(
    ("lengths", "shorter"),
    [
        (EVEN, set()),
        (UNEVEN[:5], set()),
        (UNEVEN, {Side.RIGHT}),
        (UNEVEN[::-1], {Side.LEFT}),
        (EVEN + (0.6,) * 6, set()),
    ],
    ids=["even", "too-few", "right-short", "left-short", "both-shorter-later"],
)
def test_step_lengths_are_compared_over_six_steps(lengths: Sequence[float], shorter: set[Side]) -> None:
    assert {event.side for event in stepped(lengths)} == shorter


def test_a_lean_that_shifts_what_is_made_of_the_yaw_is_still_judged() -> None:
    start = scene(STANDING, Camera(yaw_deg=10))
    bent = replace(start, yaw_deg=start.anchor.yaw_deg + 12)
    turned = replace(start, yaw_deg=start.anchor.yaw_deg + 20)
    assert MEASURES["trunk_lean"].value(bent, Side.BOTH) is not None
    assert MEASURES["trunk_lean"].value(turned, Side.BOTH) is None


def test_a_lean_is_not_judged_from_the_side() -> None:
    assert "trunk_lean" not in faults(done("mini_squat", squat(lean=14), 3, SIDE))


def test_a_short_lean_is_not_a_fault() -> None:
    def shape(d: float, i: int) -> Figure:
        return replace(arm_out()(d, i), lean=-14.0 if 0.45 < d < 0.55 else 0.0)

    assert faults(done("shoulder_abduction", shape, 3)) == set()


def test_a_fault_belongs_to_its_repetition() -> None:
    def shape(d: float, i: int) -> Figure:
        return replace(arm_out()(d, i), lean=-14 * d if i >= 2 else 0.0)

    seen = [e for e in done("shoulder_abduction", shape, 4) if isinstance(e, FaultSeen)]
    assert [e.rep for e in seen if e.fault == "trunk_lean"] == [3, 4]


def test_a_patient_s_own_lean_is_not_a_fault() -> None:
    """limit = max(floor, own + margin)."""
    own = Baseline(
        exercise="shoulder_abduction",
        signal="shoulder_abduction",
        sides={
            s: SideBaseline(rest=12, target=90, measures={"trunk_lean": 12.0})
            for s in (Side.LEFT, Side.RIGHT)
        },
    )
    move, seconds = repeat(arm_out(lean=-14), 3, Rhythm())
    events = judge("shoulder_abduction", film(move, seconds), baseline=own)
    assert complete(events) == 3
    assert "trunk_lean" not in faults(events)
    far, seconds = repeat(arm_out(lean=-22), 3, Rhythm())
    worse = [
        e for e in judge("shoulder_abduction", film(far, seconds), baseline=own) if isinstance(e, FaultSeen)
    ]
    lean = next(e for e in worse if e.fault == "trunk_lean")
    assert (lean.threshold, lean.baseline) == (17.0, 12.0)


def test_a_sudden_hurry_is_too_fast_against_the_own_tempo() -> None:
    slow, quick = (
        repeat(squat(), 4, Rhythm(out=1.5, back=1.5)),
        repeat(squat(), 2, Rhythm(out=0.45, hold=0.1, back=0.45)),
    )
    coach = Coach(CATALOG["mini_squat"])
    poses = film(lambda t: slow[0](t) if t < slow[1] else quick[0](t - slow[1]), slow[1] + quick[1])
    events = [e for p in poses for e in coach.step(p)] + coach.finish()
    assert complete(events) == 6
    assert {e.rep for e in events if isinstance(e, FaultSeen) and e.fault == "too_fast"} == {5, 6}


def test_a_cue_comes_after_two_repetitions_then_the_therapist_is_told() -> None:
    events = done("shoulder_abduction", arm_out(lean=-14), 14)
    cues = [e for e in events if isinstance(e, CueGiven) and e.key == "cue.trunk_lean"]
    told = [e for e in events if isinstance(e, TherapistTold)]
    second = [e.t for e in events if isinstance(e, FaultSeen) and e.fault == "trunk_lean"][1]
    assert len(cues) == 3
    assert cues[0].t == pytest.approx(second)
    assert all(b.t - a.t >= 8 for a, b in pairwise(cues))
    assert [(e.key, e.fault) for e in told] == [("told.no_change", "trunk_lean")]
    assert all(e.level is Level.COACH for e in cues)


def test_a_lean_that_the_view_hid_was_not_missing() -> None:
    """Turned to the camera while leaning: what is seen of the way up is upright, but not all is seen."""
    rule, looks = NO_FORWARD_LEAN, [(0.1 * n, 20 <= n < 30) for n in range(40)]

    def found(turned: bool) -> bool:
        watch = FaultWatch(rule, Side.BOTH, None)
        for t, away in looks:
            yaw = 0.0 if turned and away else 90.0
            seen = scene(STANDING, Camera(yaw_deg=yaw))
            watch.step(replace(seen, body=replace(seen.body, t=t)), Phase.OUT)
        return watch.finding is not None

    assert found(turned=False)
    assert not found(turned=True)
