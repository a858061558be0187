"""One thing wrong, one word for it; told only where it can be seen."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.feedback.engine import Coach
from coach.feedback.exercise import DescriptionError, FaultRule, RepRule, Signal
from coach.feedback.exercises import CATALOG
from coach.feedback.fault_table import INCOMPLETE_RANGE, LOW_CLEARANCE, MOMENTUM, SHORT_SIDE_STEP, TRUNK_LEAN
from coach.feedback.manner import Manner
from coach.feedback.measures import MEASURES
from coach.feedback.reps import Rep
from coach.feedback.swings import KEPT_S, Swings
from coach.types import Event, FaultSeen, Quality, RepCounted, Side
from tests.feedback.figure import Camera, Figure, film
from tests.feedback.judging import complete, done, faults, judge
from tests.feedback.movements import SEATED, STANDING, Rhythm, Shape, repeat, squat, stand_up
from tests.feedback.test_measures import scene

SIDE = Camera(yaw_deg=90)


def told(events: Iterable[Event], fault: str) -> list[FaultSeen]:
    return [e for e in events if isinstance(e, FaultSeen) and e.fault == fault]


# ---- views


@pytest.mark.parametrize("yaw", [0.0, 30.0, -45.0])
def test_knees_that_fall_in_are_told_up_to_45_degrees(yaw: float) -> None:
    inwards: Shape = lambda d, i: replace(squat()(d, i), knees_in=0.05 * d)  # noqa: E731
    assert told(done("mini_squat", inwards, 3, Camera(yaw_deg=yaw)), "knees_in")
    assert not told(done("mini_squat", squat(), 3, Camera(yaw_deg=yaw)), "knees_in")


def test_from_45_degrees_the_knees_are_an_estimate() -> None:
    found = MEASURES["knee_gap"].value(scene(Figure(knees_in=0.05), Camera(yaw_deg=45)), Side.BOTH)
    assert found is not None
    assert found[1] is Quality.ESTIMATE
    assert found[0] == pytest.approx(0.5, abs=0.1)


@given(st.floats(0, 50), st.floats(-15, 15))
def test_bowing_is_no_lean_from_any_view_near_the_front(bow: float, yaw: float) -> None:
    seen = scene(replace(STANDING, bow=bow), Camera(yaw_deg=yaw), STANDING)
    lean = MEASURES["trunk_lean"].value(seen, Side.BOTH)
    assert lean is not None
    assert lean[0] < 2.0


@given(st.floats(8, 25), st.floats(-15, 15), st.sampled_from((-1.0, 1.0)))
def test_a_lean_stays_a_lean(lean: float, yaw: float, way: float) -> None:
    seen = scene(replace(STANDING, lean=way * lean), Camera(yaw_deg=yaw), STANDING)
    found = MEASURES["trunk_lean"].value(seen, Side.BOTH)
    assert found is not None
    assert found[0] > 0.6 * lean


def test_how_far_is_counted_but_not_blamed_in_a_view_that_is_not_for_the_exercise() -> None:
    def straightened(d: float, i: int) -> Figure:
        return SEATED.with_leg(Side.LEFT, thigh=90, knee=90 - (70 if i < 2 else 45) * d)

    from_the_side = done("seated_knee_extension", straightened, 4, SIDE)
    askew = done("seated_knee_extension", straightened, 4, Camera(yaw_deg=48))
    assert told(from_the_side, "incomplete_range")
    assert any(isinstance(e, RepCounted) and not e.complete for e in askew)
    assert not told(askew, "incomplete_range")


# ---- one word


def shifting(share: float, lean: float) -> Shape:
    """Both feet stay; the pelvis goes to the left by a share of their distance, the trunk leans."""
    return lambda d, _i: replace(STANDING, stance=0.30, sway=0.30 * share * d, lean=lean * d)


def test_who_leans_instead_of_shifting_the_weight_is_told_that_and_nothing_else() -> None:
    assert faults(done("weight_shift", shifting(0.16, 0.0), 3)) == {"incomplete_range"}
    assert faults(done("weight_shift", shifting(0.16, 14.0), 3)) == {"trunk_lean"}
    assert faults(done("weight_shift", shifting(0.36, 0.0), 3)) == set()


def judged(
    rule: RepRule,
    reps: Sequence[tuple[Side, float]],
    posture: Sequence[str] = (),
    *,
    scored: bool = True,
) -> list[bool]:
    """Whether the rule speaks of each repetition of that side and so much progress."""
    manner, found = Manner((rule,), None), []
    for n, (side, p) in enumerate(reps):
        rep = Rep(
            start=2.0 * n, peak_t=2.0 * n + 1, end=2.0 * n + 1.8, peak=p, progress=p, complete=p >= 0.8,
            quality=Quality.MEASURED, out_speed=1.0, reversals=0, sink_speed=1.0,
        )  # fmt: skip
        counted = RepCounted(
            t=rep.end, number=n + 1, side=side, start=rep.start, peak_t=rep.peak_t, end=rep.end,
            peak=p, unit="× leg", complete=rep.complete, quality=rep.quality,
        )  # fmt: skip
        found.append(bool(manner.judge(counted, rep, 0.5, posture, scored=scored)))
    return found


LEFT, RIGHT = Side.LEFT, Side.RIGHT


@given(st.floats(1.0, 3.0), st.floats(3.0, 9.0))
def test_a_knee_that_reaches_its_target_is_not_low_however_high_the_other_one_comes(
    own: float, other: float
) -> None:
    assert not any(judged(LOW_CLEARANCE, [(LEFT, other), (RIGHT, own)]))


def test_a_low_knee_is_told_unless_the_hip_drops() -> None:
    reps = [(LEFT, 2.0), (RIGHT, 0.7)]
    assert judged(LOW_CLEARANCE, reps) == [False, True]
    assert judged(LOW_CLEARANCE, reps, ["hip_drop"]) == [False, False]
    assert judged(LOW_CLEARANCE, reps, scored=False) == [False, True], "both knees are seen askew alike"
    assert judged(INCOMPLETE_RANGE, reps) == [False, True]
    assert judged(INCOMPLETE_RANGE, reps, scored=False) == [False, False]


def test_seated_60_per_cent_of_the_other_knee_is_too_low() -> None:
    seated = next(r for r in CATALOG["seated_march"].rep_faults if r.id == "low_clearance")
    assert judged(seated, [(LEFT, 1.0), (RIGHT, 0.55)]) == [False, True]
    assert judged(LOW_CLEARANCE, [(LEFT, 1.0), (RIGHT, 0.55)]) == [False, False]


@pytest.mark.parametrize(
    ("steps", "short"),
    [
        ([1.3, 1.3, 1.3, 0.6, 0.6], [False, False, False, True, True]),
        ([0.5, 0.5, 0.5], [True, True, True]),
        ([1.3, 0.9, 0.95], [False, False, False]),
    ],
    ids=["from-the-fourth", "all", "only-less"],
)
def test_a_step_aside_of_half_the_usual_one_is_short(steps: list[float], short: list[bool]) -> None:
    assert judged(SHORT_SIDE_STEP, [(LEFT, p) for p in steps]) == short


def aside(shares: Sequence[float], stance: float = 0.22) -> list[Event]:
    def shape(d: float, i: int) -> Figure:
        way = 0.30 * shares[min(i, len(shares) - 1)] * d
        return replace(STANDING, stance=stance + way, feet=(way / 2, 0.0))

    return done("side_step", shape, len(shares))


def test_steps_aside_are_whole_incomplete_or_short() -> None:
    events = aside([1, 1, 0.68, 0.42])
    assert [e.rep for e in told(events, "short_steps")] == [None]
    assert len(told(events, "incomplete_range")) == 1
    assert faults(aside([1, 1, 1])) == set()


@pytest.mark.parametrize("stance", [0.14, 0.22, 0.30])
def test_a_step_aside_counts_by_its_way_wherever_the_feet_began(stance: float) -> None:
    assert complete(aside([1, 1, 1], stance)) == 3


def forward(*thighs: float) -> set[str]:
    """What is told of steps to the front, left and right in turn, the thigh going so many degrees forward."""

    def shape(d: float, i: int) -> Figure:
        side = (LEFT, RIGHT)[i % 2]
        body = replace(STANDING, supporting=RIGHT if side is LEFT else LEFT)
        return body.with_leg(side, thigh=4 + thighs[min(i, len(thighs) - 1)] * d, knee=8)

    return faults(done("forward_step", shape, len(thighs), SIDE))


def test_one_short_foot_is_an_asymmetry_and_two_are_short_steps() -> None:
    assert "short_steps" not in forward(36, 21, 36, 21)
    assert "short_steps" in forward(21, 21, 21, 21)
    assert forward(36, 36, 36, 36) == set()
    assert forward(36, 36, 36, 36, 13, 13) == {"short_steps"}


# ---- swings before a repetition


def wave(times: int, size: float, *, start: float = 0.0) -> list[tuple[float, float]]:
    """(t, value) of so many swings of a second each, from `start` down to rest first."""
    fall = [(0.05 * n, start * (1 - n / 10)) for n in range(10)]
    path = [(0.5 + 0.05 * n, size * (1 - abs(1 - (n % 20) / 10))) for n in range(20 * times)]
    return [*fall, *path, (0.5 + times, 0.0), (0.7 + times, 0.0)]


@given(st.integers(0, 3), st.floats(25, 60), st.floats(0, 60))
def test_swings_are_counted_and_a_return_alone_is_none(times: int, size: float, start: float) -> None:
    swings = Swings(8, 30)
    for t, value in wave(times, size, start=start):
        swings(t, value)
    assert len(swings.before(0.7 + times)) == times
    assert swings.before(0.7 + times + 2 * KEPT_S) == ()


@given(st.lists(st.floats(-3, 3), max_size=60))
def test_small_movements_are_no_swings(values: list[float]) -> None:
    swings = Swings(8, 30)
    for n, value in enumerate(values):
        swings(0.07 * n, value)
    assert swings.before(0.07 * len(values)) == ()


@pytest.mark.parametrize("yaw", [45.0, 90.0])
@pytest.mark.parametrize(("times", "expected"), [(0, False), (2, True)])
def test_rocking_before_standing_up_is_momentum_from_45_degrees_too(
    yaw: float, times: int, expected: bool
) -> None:
    still, rock_s = 2.0, 0.9
    rise, seconds = repeat(stand_up(), 1, Rhythm(out=1.6, back=1.6))
    before = still + times * rock_s

    def move(t: float) -> Figure:
        if t < still or t >= before:
            return rise(0.0 if t < still else t - before)
        swing = 1 - abs(1 - 2 * ((t - still) % rock_s) / rock_s)
        return replace(SEATED, bow=30 * swing)

    events = judge("sit_to_stand", film(move, before + seconds, Camera(yaw_deg=yaw)))
    assert complete(events) == 1
    assert bool([e for e in told(events, "momentum") if e.unit == "reversals"]) is expected


def test_a_lean_of_two_seconds_is_told_of_a_hold_of_twelve() -> None:
    def stand(t: float) -> Figure:
        lifted = 1.0 if 2.0 < t < 14.0 else 0.0
        leg = STANDING.with_leg(LEFT, thigh=4 + 20 * lifted, knee=8 + 70 * lifted)
        return replace(leg, supporting=RIGHT if lifted else Side.BOTH, lean=-14.0 if 6 < t < 8.2 else 0.0)

    assert "trunk_lean" in faults(judge("single_leg_stance", film(stand, 16.0)))
    assert TRUNK_LEAN.enough_s(12.0) < 2.0
    assert replace(TRUNK_LEAN, share=0.95).enough_s(12.0) == pytest.approx(11.4)


# ---- the start


def test_an_idle_arm_that_hangs_does_not_keep_the_bent_one_from_starting() -> None:
    """As in rotating the upper arm: it begins with the elbow bent, and the other arm is beyond the target."""
    elbow = CATALOG["elbow_flexion"]
    unbending = replace(
        elbow, signals=(Signal(measure="elbow", rest=90, target=30),), faults=(), rep_faults=()
    )

    def shape(d: float, _i: int) -> Figure:
        return STANDING.with_arm(RIGHT, elbow=90 - 70 * d)

    move, seconds = repeat(shape, 3, Rhythm())
    coach = Coach(unbending)
    events = [e for p in film(move, seconds, Camera()) for e in coach.step(p)] + coach.finish()
    assert [e.side for e in events if isinstance(e, RepCounted) and e.complete] == [RIGHT] * 3


# ---- descriptions


def test_swings_need_a_size() -> None:
    with pytest.raises(DescriptionError, match="swings"):
        replace(MOMENTUM, swing=0.0)
    with pytest.raises(DescriptionError, match="swings"):
        FaultRule(id="x", measure="trunk_lean", limit=1, margin=0, swing=3.0)
