"""An exercise learned from one clip counts another of the same movement."""

import json
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.feedback.candidates import CANDIDATES
from coach.feedback.demonstration import Learned, NotLearned, learn, learn_together
from coach.feedback.engine import Coach
from coach.feedback.exercise import Exercise
from coach.feedback.measures import MEASURES
from coach.types import Pose, RepCounted, Side
from tests.authoring.shown import at_rate, clip, mirrored, scaled, until
from tests.truth import CLIPS, reps

PAIRS = [
    ("sts_clean_45", "sts_knees_in_front"),
    ("march_clean_front", "march_hip_drop_front"),
    ("shabd_clean_front", "shabd_hike_front"),
    ("shabd_hike_front", "shabd_clean_front"),
]
SHOWN = ["sts_clean_45", "march_clean_front", "shabd_hike_front"]


def taught(name: str, hz: float = 15) -> Learned:
    return learn(at_rate(clip(name), hz), id="shown", name="Shown")


def count(exercise: Exercise, poses: tuple[Pose, ...], side: Side = Side.BOTH) -> int:
    coach = Coach(exercise, side=side)
    events = [event for pose in poses for event in coach.step(pose)] + coach.finish()
    return sum(isinstance(event, RepCounted) and event.complete for event in events)


@pytest.mark.parametrize(("shown", "held_back"), PAIRS)
def test_a_held_back_clip_of_the_same_movement_is_counted(shown: str, held_back: str) -> None:
    learned = taught(shown)
    assert learned.confirmed
    assert count(learned.exercise, tuple(at_rate(clip(held_back), 15))) == reps(held_back)


@pytest.mark.parametrize(
    ("shown", "other"),
    [
        ("sts_clean_45", "shabd_clean_front"),
        ("shabd_clean_front", "sts_knees_in_front"),
        ("shabd_clean_front", "march_clean_front"),
    ],
)
def test_another_movement_is_not_counted(shown: str, other: str) -> None:
    assert count(taught(shown).exercise, clip(other)) == 0


@pytest.mark.parametrize(
    ("name", "slack"), [("sts_clean_45", 0.9), ("march_clean_front", 0.4), ("shabd_hike_front", 0.4)]
)
def test_the_repetitions_are_marked_where_they_are(name: str, slack: float) -> None:
    """To get up, the trunk leans first: the pelvis, which is the signal, follows later."""
    truth = json.loads((CLIPS / f"{name}.json").read_text())["reps"]
    marked = taught(name).reps
    assert len(marked) == len(truth)
    for seen, true in zip(marked, truth, strict=True):
        assert true["start_s"] - 0.25 < seen.peak_t < true["end_s"] + 0.25
        assert true["start_s"] - 0.3 < seen.start < true["start_s"] + slack
        assert true["end_s"] - slack < seen.end < true["end_s"] + 0.3


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("sts_clean_45", Side.BOTH),
        ("march_clean_front", Side.BOTH),
        ("shabd_clean_front", Side.BOTH),
        ("shabd_hike_front", Side.LEFT),
    ],
)
def test_the_side_that_moves_is_told(name: str, side: Side) -> None:
    assert taught(name).side is side


def test_the_beginning_alone_teaches_it() -> None:
    learned = learn(until(at_rate(clip("sts_clean_45"), 15), 12.2), id="shown", name="Shown")
    assert len(learned.reps) == 3
    assert count(learned.exercise, clip("sts_clean_45")) == reps("sts_clean_45")


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(SHOWN), st.floats(10, 30))
@example("march_clean_front", 12.0)
def test_the_frame_rate_does_not_matter(name: str, hz: float) -> None:
    usual, learned = taught(name), taught(name, hz)
    assert learned.exercise.signal == usual.exercise.signal
    way = usual.exercise.target_value - usual.exercise.rest_value
    assert learned.exercise.rest_value == pytest.approx(usual.exercise.rest_value, abs=0.05 * abs(way))
    assert learned.exercise.target_value == pytest.approx(usual.exercise.target_value, abs=0.05 * abs(way))
    assert len(learned.reps) == len(usual.reps)


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(SHOWN), st.floats(0.5, 1.0))
def test_the_size_in_the_picture_does_not_matter(name: str, factor: float) -> None:
    usual = taught(name)
    learned = learn(scaled(at_rate(clip(name), 15), factor), id="shown", name="Shown")
    assert learned.exercise.signal == usual.exercise.signal
    way = abs(usual.exercise.target_value - usual.exercise.rest_value)
    assert learned.exercise.target_value == pytest.approx(usual.exercise.target_value, abs=0.03 * way)


@pytest.mark.parametrize("name", SHOWN)
def test_the_mirror_teaches_the_same_exercise_of_the_other_side(name: str) -> None:
    usual = taught(name)
    learned = learn(mirrored(at_rate(clip(name), 15)), id="shown", name="Shown")
    assert replace(learned.exercise, faults=()) == replace(usual.exercise, faults=())
    opposite = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}
    assert [rep.side for rep in learned.reps] == [opposite[rep.side] for rep in usual.reps]


def test_several_recordings_teach_one_exercise() -> None:
    shown = [at_rate(clip(name), 15) for name in ("shabd_clean_front", "shabd_hike_front")]
    learned = learn_together(shown, id="shown", name="Shown")
    assert learned.exercise.signal == "shoulder_abduction"
    for name in ("shabd_clean_front", "shabd_hike_front"):
        assert count(learned.exercise, clip(name)) == reps(name)


def test_a_recording_of_several_that_shows_nothing_is_left_out() -> None:
    still = [replace(clip("march_clean_front")[10], t=n / 15) for n in range(60)]
    good = [tuple(at_rate(clip("shabd_hike_front"), 15)) for _ in range(4)]
    assert learn_together([*good, still], id="shown", name="Shown").exercise.signal == "shoulder_abduction"
    with pytest.raises(NotLearned, match="No movement repeats"):
        learn_together([good[0], still], id="shown", name="Shown")
    with pytest.raises(NotLearned, match="at least one"):
        learn_together([], id="shown", name="Shown")


def test_stillness_teaches_nothing() -> None:
    still = [replace(clip("march_clean_front")[10], t=n / 15) for n in range(90)]
    with pytest.raises(NotLearned, match="No movement repeats"):
        learn(still, id="shown", name="Shown")


def test_nobody_teaches_nothing() -> None:
    nobody = [replace(pose, points=None, world=None) for pose in clip("march_clean_front")[:30]]
    with pytest.raises(NotLearned, match="standing or sitting still"):
        learn(nobody, id="shown", name="Shown")


def test_one_repetition_is_not_enough() -> None:
    with pytest.raises(NotLearned, match="Show three to five"):
        learn(until(clip("sts_clean_45"), 4.4), id="shown", name="Shown")


def test_a_wrong_number_of_repetitions_finds_no_signal() -> None:
    with pytest.raises(NotLearned):
        learn(at_rate(clip("sts_clean_45"), 15), id="shown", name="Shown", reps=23)


def test_what_was_shown_is_no_fault() -> None:
    """The limits lie beyond what the one who showed it did."""
    for suspect in taught("shabd_hike_front").suspects:
        if suspect.shown is not None:
            beyond = suspect.rule.limit - suspect.shown
            assert (beyond if suspect.rule.above else -beyond) >= suspect.rule.margin - 0.002


def test_every_candidate_is_a_measure() -> None:
    assert {candidate.measure for candidate in CANDIDATES} <= set(MEASURES)
