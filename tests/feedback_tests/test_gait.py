"""Gait: contacts, means, faults and freezing, on a figure whose steps are known."""

import math
import random
from dataclasses import replace
from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.feedback.engine import Coach
from coach.feedback.exercises import CATALOG
from coach.feedback.gait import Gait
from coach.feedback.gait_faults import GaitFaults
from coach.feedback.gait_posture import RULES, Posture, Swing
from coach.feedback.gait_steps import Step
from coach.feedback.gait_summary import GaitSummary, summary_of
from coach.types import Event, FaultSeen, Level, Phase, Pose, Quality, RepCounted, Side, StepTaken
from tests.feedback_tests.walker import Figure, Stance, Walk, evenly, mirrored, seen

HEADINGS = {"right": 90.0, "left": -90.0, "toward": 0.0, "away": 180.0}


def gait_of(poses: list[Pose]) -> tuple[Gait, list[Event]]:
    gait = Gait()
    return gait, [event for pose in poses for event in gait.step(pose)]


def walked(walk: Walk, *, rate: float = 30.0, **figure: float) -> tuple[Gait, list[Event]]:
    distance = 5.5 if walk.heading_deg % 180 == 0 else 4.8
    return gait_of(seen(Figure(at=walk.at, **{"distance": distance, **figure}), evenly(walk.end, rate)))


def steps(events: list[Event]) -> list[StepTaken]:
    return [e for e in events if isinstance(e, StepTaken)]


def faults(events: list[Event]) -> set[str]:
    return {e.fault for e in events if isinstance(e, FaultSeen)}


def summary(gait: Gait) -> GaitSummary:
    assert gait.summary is not None
    return gait.summary


def offsets(walk: Walk, events: list[Event]) -> list[float]:
    """Found contact less true contact, in order; every contact must be found on the right side."""
    found = steps(events)
    assert [s.side for s in found] == [side for _, side in walk.contacts]
    return [s.t - t for s, (t, _) in zip(found, walk.contacts, strict=True)]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("rate", [15.0, 30.0])
def test_every_contact_is_found_and_timed_between_frames(heading: str, rate: float) -> None:
    walk = Walk(heading_deg=HEADINGS[heading], steps=10 if heading in ("toward", "away") else 12, length=0.4)
    _, events = walked(walk, rate=rate)
    off = offsets(walk, events)
    errors = [abs(b - a) for a, b in pairwise(off[1:])]
    assert fmean(errors) <= 0.020
    assert abs(off[-1] - off[1]) / (len(off) - 2) <= 0.010


@pytest.mark.parametrize("heading", HEADINGS)
def test_smaller_pictures_on_the_way_change_no_step(heading: str) -> None:
    """A browser halves its picture over a weak line, and sends the whole one again later."""
    walk = Walk(heading_deg=HEADINGS[heading], steps=10, length=0.4)
    poses = seen(Figure(at=walk.at, distance=5.5), evenly(walk.end, 15))
    sent = [
        replace(p, width=p.width // 2, height=p.height // 2) if walk.end / 3 < p.t < walk.end / 2 else p
        for p in poses
    ]
    whole, resized = gait_of(poses), gait_of(sent)
    assert resized[1] == whole[1]
    assert summary(resized[0]) == summary(whole[0])


@settings(max_examples=25, deadline=None)
@given(
    rate=st.floats(15, 30),
    jitter=st.floats(0, 0.008),
    dropped=st.floats(0, 0.1),
    size=st.floats(0.75, 1.15),
    heading=st.sampled_from(sorted(HEADINGS)),
    seed=st.integers(0, 1000),
)
def test_cadence_holds_at_any_rate_jitter_loss_size_and_way(
    rate: float, jitter: float, dropped: float, size: float, heading: str, seed: int
) -> None:
    walk = Walk(heading_deg=HEADINGS[heading], steps=12, length=0.4 * size)
    chance = random.Random(seed)
    times = [
        t + chance.uniform(-jitter, jitter) for t in evenly(walk.end, rate) if chance.random() >= dropped
    ]
    distance = (5.5 if heading in ("toward", "away") else 4.8) * max(1.0, size)
    gait, events = gait_of(seen(Figure(at=walk.at, size=size, distance=distance), times))
    assert [s.side for s in steps(events)] == [side for _, side in walk.contacts]
    assert summary(gait).cadence.value == pytest.approx(60 / walk.step_s, rel=0.03)


@pytest.mark.parametrize(("exercise", "heading"), [("walk_toward", "toward"), ("walk_across", "right")])
def test_a_walking_exercise_tells_steps_and_counts_nothing(exercise: str, heading: str) -> None:
    coach = Coach(CATALOG[exercise])
    walk = Walk(heading_deg=HEADINGS[heading], steps=10, length=0.4)
    poses = seen(Figure(at=walk.at, distance=5.5), evenly(walk.end, 30.0))
    events = [event for pose in poses for event in coach.step(pose)] + coach.finish()
    assert [s.side for s in steps(events)] == [side for _, side in walk.contacts]
    assert not any(isinstance(e, RepCounted) for e in events)
    assert coach.phase is Phase.REST


def test_a_mirrored_walk_gives_the_same_steps_of_the_other_side() -> None:
    walk = Walk(uneven=0.6)
    poses = seen(Figure(at=walk.at, distance=4.8), evenly(walk.end, 30))
    _, straight = gait_of(poses)
    _, turned = gait_of([mirrored(pose) for pose in poses])
    swap = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
    assert [swap[s.side] for s in steps(turned)] == [s.side for s in steps(straight)]
    assert [s.t for s in steps(turned)] == pytest.approx([s.t for s in steps(straight)], abs=0.005)


@pytest.mark.parametrize("heading", [90.0, -90.0, 70.0])
def test_lengths_are_those_of_the_person_whatever_the_way(heading: float) -> None:
    walk = Walk(heading_deg=heading, steps=12, length=0.45, uneven=0.6)
    gait, events = walked(walk)
    lengths = summary(gait).step_length
    assert lengths[Side.LEFT].value == pytest.approx(0.45 / 0.83, abs=0.06)
    assert lengths[Side.RIGHT].value == pytest.approx(0.27 / 0.83, abs=0.06)
    assert "step_length_asymmetry" in faults(events)
    found = next(e for e in events if isinstance(e, FaultSeen) and e.fault == "step_length_asymmetry")
    assert found.side is Side.RIGHT
    assert found.value > found.threshold


def test_an_even_walk_has_no_fault() -> None:
    for heading in HEADINGS.values():
        _, events = walked(Walk(heading_deg=heading, length=0.45, steps=10))
        assert faults(events) == set()


def test_short_steps_are_told_once_and_only_where_lengths_are_seen() -> None:
    _, events = walked(Walk(length=0.22, steps=16))
    assert [e.fault for e in events if isinstance(e, FaultSeen)] == ["short_steps"]
    _, events = walked(Walk(length=0.22, steps=16, heading_deg=0.0))
    assert faults(events) == set()


def test_a_patients_own_usual_moves_the_limit() -> None:
    walk = Walk(length=0.30, steps=16)
    gait = Gait(baseline={"short_steps": 0.37})
    poses = seen(Figure(at=walk.at, distance=4.8), evenly(walk.end, 30))
    assert faults([e for pose in poses for e in gait.step(pose)]) == set()


@pytest.mark.parametrize(("base", "fault"), [(0.5, "wide_base"), (0.02, "narrow_base")])
def test_the_base_is_judged_from_the_front(base: float, fault: str) -> None:
    _, events = walked(Walk(heading_deg=0.0, base=base, steps=10, length=0.4))
    assert faults(events) == {fault}


SIDE_WALK = Walk(steps=12, length=0.45)
FRONT_WALK = Walk(heading_deg=0.0, steps=12, length=0.35)
POSTURES: dict[str, tuple[Walk, Side]] = {
    "trunk_forward": (replace(SIDE_WALK, bow_deg=22), Side.BOTH),
    "trunk_lean": (replace(FRONT_WALK, tip_deg=-13), Side.BOTH),
    "hip_drop": (replace(FRONT_WALK, drop_deg=9), Side.RIGHT),
    "hip_hike": (replace(FRONT_WALK, drop_deg=-9), Side.RIGHT),
    "circumduction": (replace(FRONT_WALK, circle=0.12), Side.RIGHT),
}


@pytest.mark.parametrize("fault", POSTURES)
@pytest.mark.parametrize("rate", [15.0, 30.0])
def test_posture_in_walking_is_judged_by_means_of_swings(fault: str, rate: float) -> None:
    walk, side = POSTURES[fault]
    _, events = walked(walk, rate=rate)
    (found,) = (e for e in events if isinstance(e, FaultSeen))
    assert (found.fault, found.side, found.quality) == (fault, side, Quality.ESTIMATE)
    assert found.value > found.threshold


@pytest.mark.parametrize("fault", POSTURES)
def test_posture_in_walking_is_judged_only_in_its_view(fault: str) -> None:
    walk, _ = POSTURES[fault]
    turned = 0.0 if fault == "trunk_forward" else 90.0
    _, events = walked(replace(walk, heading_deg=turned))
    assert fault not in faults(events)


@pytest.mark.parametrize("fault", POSTURES)
def test_a_few_steps_say_nothing_of_posture(fault: str) -> None:
    walk, _ = POSTURES[fault]
    _, events = walked(replace(walk, steps=4))
    assert fault not in faults(events)


@pytest.mark.parametrize("fault", POSTURES)
def test_a_patient_s_own_posture_is_no_fault(fault: str) -> None:
    """max(floor, own + margin)."""
    walk, _ = POSTURES[fault]
    poses = seen(Figure(at=walk.at, distance=5.5), evenly(walk.end, 30))
    gait = Gait(baseline={fault: 60.0})
    assert fault not in faults([e for pose in poses for e in gait.step(pose)])


def test_few_steps_give_no_mean_and_a_slow_camera_only_an_estimate() -> None:
    few, _ = walked(Walk(steps=5))
    assert summary(few).cadence.value is None
    assert summary(few).cadence.quality is Quality.NOT_ASSESSABLE
    slow, _ = walked(Walk(steps=9), rate=15)
    assert summary(slow).cadence.quality is Quality.ESTIMATE
    quick, _ = walked(Walk(steps=9), rate=30)
    assert summary(quick).cadence.quality is Quality.MEASURED
    assert summary(quick).time_ratio.quality is Quality.NOT_ASSESSABLE
    assert summary(quick).speed.quality is Quality.ESTIMATE


@pytest.mark.parametrize(
    ("heading", "direction"), [(90.0, "across"), (-90.0, "across"), (0.0, "toward"), (180.0, "away")]
)
def test_the_way_is_named(heading: float, direction: str) -> None:
    gait, _ = walked(Walk(heading_deg=heading, steps=10, length=0.4))
    assert summary(gait).direction == direction


def test_nobody_and_standing_give_nothing() -> None:
    gait = Gait()
    assert gait.summary is None
    chance = random.Random(1)

    def sways(_t: float) -> Stance:
        return Stance(pelvis=(chance.gauss(0, 0.004), chance.gauss(0, 0.004)))

    events = [e for pose in seen(Figure(at=sways), evenly(20, 30)) for e in gait.step(pose)]
    assert events == []


def test_a_time_that_does_not_rise_is_passed_over() -> None:
    walk = Walk()
    poses = seen(Figure(at=walk.at, distance=4.8), evenly(walk.end, 30))
    _, once = gait_of(poses)
    _, twice = gait_of([p for pose in poses for p in (pose, pose)])
    assert steps(twice) == steps(once)


def stuck(t: float, shake: float, walk: Walk) -> Stance:
    """Walks, then stays with trembling feet, `shake` metres at 5 Hz."""
    last = walk.at(min(t, walk.end))
    if t < walk.end:
        return last
    feet = {
        side: (x, up + shake * (1 + math.sin(2 * math.pi * 5 * t + (side is Side.LEFT))), n)
        for side, (x, up, n) in last.feet.items()
    }
    return Stance(pelvis=last.pelvis, heading_deg=last.heading_deg, up=last.up, feet=feet)


@pytest.mark.parametrize(("shake", "told"), [(0.03, 1), (0.0, 0)])
def test_trembling_after_a_walk_is_freezing_and_standing_is_not(shake: float, told: int) -> None:
    walk = Walk(steps=8, length=0.4)
    figure = Figure(at=lambda t: stuck(t, shake, walk), distance=4.8)
    _, events = gait_of(seen(figure, evenly(walk.end + 4, 30)))
    frozen = [e for e in events if isinstance(e, FaultSeen) and e.fault == "freezing"]
    assert len(frozen) == told
    assert all(e.level is Level.SAFETY for e in frozen)


def across(lengths: list[float], ways: list[float]) -> list[Step]:
    """Steps to the right, left foot first, each half a second after the other."""
    return [
        Step(
            t=0.5 * n, side=(Side.LEFT, Side.RIGHT)[n % 2], lifted=0.5 * n - 0.35, seconds=0.5, length=length,
            base=None, yaw_deg=-90.0, turning=False, reach=2 * way, across=way, nearer=0.0, seen_share=1.0,
        )
        for n, (length, way) in enumerate(zip(lengths, ways, strict=True))
    ]  # fmt: skip


@given(st.floats(0.5, 0.7), st.sets(st.integers(1, 12), max_size=3), st.floats(0.0, 0.15))
def test_a_foot_taken_for_the_other_one_makes_no_step_uneven(
    length: float, mistaken: set[int], seen_length: float
) -> None:
    """The body goes on as ever, and one foot is said to come down beside the other."""
    lengths = [seen_length if n in mistaken else length for n in range(14)]
    even = across(lengths, [length] * 14)
    found = summary_of(even, rate=30, leg_m=0.9, turning=False)
    assert found is not None
    assert found.length_ratio.value == pytest.approx(1.0, abs=0.01)
    assert GaitFaults().judge(7.0, even, 30.0) == []


def test_one_foot_that_steps_short_is_still_uneven() -> None:
    uneven = across([0.60, 0.37] * 7, [0.485] * 14)
    assert [f.fault for f in GaitFaults().judge(7.0, uneven, 30.0)] == ["step_length_asymmetry"]


def test_a_head_that_a_stooped_trunk_carries_forward_is_one_fault() -> None:
    def told(bow: float) -> list[str]:
        posture = Posture()
        numbers = {"bow": bow, "head": 44.0}
        posture._swings.extend(
            Swing(t=float(n), side=(Side.LEFT, Side.RIGHT)[n % 2], numbers=numbers) for n in range(8)
        )
        return [f.fault for f in posture._judge(8.0)]

    assert told(20.0) == ["trunk_forward"]
    assert told(5.0) == ["head_forward"]
    names = [rule.rule.id for rule in RULES]
    assert all(names.index(f) < n for n, rule in enumerate(RULES) for f in rule.unless)
