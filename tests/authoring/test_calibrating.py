"""Guided repetitions become a baseline that tells full from partial."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.feedback.calibrating import (
    Calibrated,
    Calibrating,
    GuidedRepSeen,
    NotCalibrated,
    Step,
    StepEntered,
    calibrate,
)
from coach.feedback.engine import Coach
from coach.feedback.exercises import CATALOG
from coach.feedback.kept import Basis, basis
from coach.types import Pose, RepCounted, Side, View
from tests.authoring.shown import at_rate, clip, until
from tests.feedback.figure import Camera, film
from tests.feedback.judging import complete, judge
from tests.feedback.movements import Rhythm, elbow_bend, repeat
from tests.truth import CLIPS, reps

CASES = [
    ("sts_clean_45", "sit_to_stand", 8.6),
    ("sts_knees_in_front", "sit_to_stand", 9.2),
    ("march_clean_front", "march", 4.75),
    ("shabd_clean_front", "shoulder_abduction", 7.7),
    ("shabd_hike_front", "shoulder_abduction", 8.0),
]


def limited(poses: tuple[Pose, ...], share: float, since: float = 0.0) -> Iterator[Pose]:
    """From `since` on the body does only `share` of its way out of the first pose."""
    first = poses[0]
    assert first.points is not None
    assert first.world is not None
    for pose in poses:
        assert pose.points is not None
        assert pose.world is not None
        k = share if pose.t >= since else 1.0
        points = (
            a._replace(x=a.x + k * (b.x - a.x), y=a.y + k * (b.y - a.y))
            for a, b in zip(first.points, pose.points, strict=True)
        )
        world = (
            a._replace(x=a.x + k * (b.x - a.x), y=a.y + k * (b.y - a.y), z=a.z + k * (b.z - a.z))
            for a, b in zip(first.world, pose.world, strict=True)
        )
        yield replace(pose, points=tuple(points), world=tuple(world))


def truth_of(name: str) -> list[dict[str, float]]:
    reps: list[dict[str, float]] = json.loads((CLIPS / f"{name}.json").read_text())["reps"]
    return reps


def counted(coach: Coach, poses: Iterator[Pose] | tuple[Pose, ...]) -> tuple[int, int]:
    events = [event for pose in poses for event in coach.step(pose)] + coach.finish()
    found = [event.complete for event in events if isinstance(event, RepCounted)]
    return sum(found), len(found) - sum(found)


@pytest.mark.parametrize(("name", "exercise", "t"), CASES)
def test_after_two_repetitions_the_whole_clip_is_counted(name: str, exercise: str, t: float) -> None:
    poses = tuple(at_rate(clip(name), 15))
    baseline = calibrate(until(poses, t), CATALOG[exercise], reps=2)
    assert counted(Coach(CATALOG[exercise], baseline=baseline), poses) == (reps(name), 0)


@settings(max_examples=8, deadline=None)
@given(st.floats(0.4, 0.8), st.floats(12, 30))
def test_a_limited_range_is_full_by_its_own_measure(share: float, hz: float) -> None:
    poses = tuple(limited(tuple(at_rate(clip("shabd_hike_front"), hz)), share))
    exercise = CATALOG["shoulder_abduction"]
    baseline = calibrate(until(poses, 8.0), exercise, reps=2)
    assert counted(Coach(exercise, baseline=baseline), poses) == (reps("shabd_hike_front"), 0)


def test_half_of_the_own_range_is_partial() -> None:
    """The left arm's last three repetitions go only part of the way of its first two."""
    poses = tuple(limited(tuple(at_rate(clip("shabd_hike_front"), 15)), 0.55, since=8.0))
    exercise = CATALOG["shoulder_abduction"]
    baseline = calibrate(until(poses, 8.0), exercise, reps=2)
    assert counted(Coach(exercise, baseline=baseline), poses) == (2, 3)


@pytest.mark.parametrize(("share", "full"), [(0.74, 0), (0.86, 3)])
@pytest.mark.parametrize("own", [125.0, 70.0])
def test_full_is_four_fifths_of_the_usual_repetition(share: float, full: int, own: float) -> None:
    """Partial is under 0.8; clinical.md A.3 F31."""
    side = Camera(yaw_deg=90)

    def filmed(angle: float) -> list[Pose]:
        move, seconds = repeat(elbow_bend(angle=angle), 3, Rhythm())
        return list(film(move, seconds, side))

    baseline = calibrate(filmed(own), CATALOG["elbow_flexion"])
    judged = filmed(5 + share * (own - 5))
    assert complete(judge("elbow_flexion", judged, baseline=baseline)) == full


def test_a_step_of_half_the_own_height_is_partial() -> None:
    """Cold start counts half a step as full; who is calibrated has a higher line."""
    poses = tuple(limited(tuple(at_rate(clip("march_clean_front"), 15)), 0.5, since=8.5))
    baseline = calibrate(until(poses, 8.0), CATALOG["march"], reps=2)
    cold, calibrated = Coach(CATALOG["march"]), Coach(CATALOG["march"], baseline=baseline)
    full = sum(rep["end_s"] < 8.5 for rep in truth_of("march_clean_front"))
    assert counted(cold, poses)[0] > counted(calibrated, poses)[0]
    assert abs(counted(Coach(CATALOG["march"], baseline=baseline), poses)[0] - full) <= 1


def test_the_baseline_holds_this_person_s_faults() -> None:
    baseline = calibrate(at_rate(clip("shabd_hike_front"), 15), CATALOG["shoulder_abduction"], reps=3)
    own = baseline.sides[Side.LEFT]
    assert own.measures["trunk_lean"] < 8
    assert own.rep_s == pytest.approx(2.2, abs=0.8)
    assert own.rest < 30 < own.target


def test_only_the_accepted_repetitions_are_learned() -> None:
    """The second repetition is half as large and was not accepted: it does not lower the target."""
    poses = tuple(limited(tuple(at_rate(clip("shabd_hike_front"), 15)), 0.5, since=11.0))
    exercise = CATALOG["shoulder_abduction"]
    good = calibrate(poses, exercise, reps=2, accepted=[(1.0, 8.0)])
    small = calibrate(poses, exercise, reps=2, accepted=[(11.0, 99.0)])
    assert good.sides[Side.LEFT].target > small.sides[Side.LEFT].target + 15


def test_too_few_repetitions_are_told() -> None:
    with pytest.raises(NotCalibrated, match="Only 1 of 3"):
        calibrate(until(clip("sts_clean_45"), 5.0), CATALOG["sit_to_stand"])


def test_no_poses_are_told() -> None:
    with pytest.raises(NotCalibrated, match="Only 0 of 3"):
        calibrate([], CATALOG["sit_to_stand"])


def test_a_hold_can_t_be_calibrated() -> None:
    with pytest.raises(ValueError, match="not counted in repetitions"):
        Calibrating(CATALOG["single_leg_stance"])


def test_step_by_step_it_goes_from_stance_to_done() -> None:
    calibrating = Calibrating(CATALOG["march"], reps=2)
    events = [event for pose in at_rate(clip("march_clean_front"), 15) for event in calibrating.step(pose)]
    assert [e.step for e in events if isinstance(e, StepEntered)] == [Step.GUIDED, Step.DONE]
    seen = [(e.side, e.number) for e in events if isinstance(e, GuidedRepSeen)]
    assert seen == [(Side.LEFT, 1), (Side.RIGHT, 1), (Side.LEFT, 2), (Side.RIGHT, 2)]
    (done,) = [e for e in events if isinstance(e, Calibrated)]
    assert done.baseline == calibrating.baseline
    assert set(done.baseline.sides) == {Side.LEFT, Side.RIGHT}


def test_what_a_number_rests_on_is_said() -> None:
    exercise = CATALOG["shoulder_abduction"]
    baseline = calibrate(at_rate(clip("shabd_hike_front"), 15), exercise, reps=2)
    front = View(name="front", yaw_deg=0)
    assert basis(exercise, baseline, front, Side.LEFT) is Basis.CALIBRATED
    assert basis(exercise, baseline, front, Side.RIGHT) is Basis.COLD_START
    assert basis(exercise, None, front, Side.LEFT) is Basis.COLD_START
    assert basis(CATALOG["march"], baseline, front, Side.LEFT) is Basis.COLD_START
