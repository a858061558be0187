"""What an exercise is: descriptions that contradict themselves are refused; the catalogue is sound."""

from dataclasses import replace

import pytest

from coach.feedback.exercise import (
    DescriptionError,
    Exercise,
    FaultRule,
    Kind,
    Pace,
    Quantity,
    Ready,
    RepRule,
    Signal,
)
from coach.feedback.exercises import CATALOG
from coach.feedback.measures import MEASURES
from coach.feedback.view import name_of
from coach.types import LANDMARKS, Side

SQUAT = CATALOG["mini_squat"]

LIBRARY = {
    "sit_to_stand",
    "mini_squat",
    "heel_raise",
    "march",
    "step_up",
    "forward_step",
    "side_step",
    "backward_step",
    "tandem_stance",
    "single_leg_stance",
    "weight_shift",
    "forward_reach",
    "turn",
    "walk_toward",
    "walk_across",
    "shoulder_flexion",
    "shoulder_abduction",
    "elbow_flexion",
    "reach_and_grasp",
    "hand_to_mouth",
    "seated_knee_extension",
    "seated_march",
    "hip_abduction",
    "bridge",
    "trunk_rotation",
    "target_stepping",
    "cross_reach",
    "hand_open_close",
}
"""E01–E28 of clinical.md."""


def test_the_library_is_whole() -> None:
    assert set(CATALOG) == LIBRARY


@pytest.mark.parametrize("exercise", CATALOG.values(), ids=CATALOG.keys())
def test_every_exercise_is_sound(exercise: Exercise) -> None:
    assert set(exercise.landmarks) <= set(LANDMARKS)
    assert exercise.signal_for(exercise.view) in exercise.signals
    assert exercise.signal == exercise.signals[0].measure
    assert exercise.version >= 1
    assert exercise.hold == (exercise.hold_s is not None)
    assert exercise.tempo.total > 0
    assert exercise.safety


@pytest.mark.parametrize("exercise", CATALOG.values(), ids=CATALOG.keys())
def test_faults_are_judged_in_a_view_of_the_exercise(exercise: Exercise) -> None:
    """A rule whose measure holds in none of the exercise's views would never speak."""
    yaws = {"front": 0.0, "oblique": 45.0, "side": 90.0}
    for rule in exercise.faults:
        measure = MEASURES[rule.measure]
        views = [yaws[view] for view in exercise.views]
        assert any(measure.gate.holds(yaw) or measure.estimate for yaw in views), rule.id


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"signals": ()}, "needs a signal"),
        ({"view": "back"}, "views must be some of"),
        ({"joint": "nose"}, "not known"),
        ({"posture": "flying"}, "not known"),
        ({"parts": ("wing",)}, "no such landmarks: left_wing, right_wing"),
        ({"sides": ()}, "needs the sides"),
        ({"reps": 0}, "must be positive"),
        ({"roam": 0.0}, "must be positive"),
        ({"kind": Kind.HOLD, "hold_s": None}, "a hold needs hold_s"),
        ({"named_by": "no such"}, "named_by must be a measure"),
        ({"faults": SQUAT.faults + SQUAT.faults[:1]}, "a fault is there twice"),
    ],
)
def test_nonsense_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(DescriptionError, match=words):
        replace(SQUAT, **change)  # type: ignore[arg-type]


def test_a_rule_for_one_side_needs_sides() -> None:
    rule = CATALOG["march"].faults[1]
    with pytest.raises(DescriptionError, match="looks at one side"):
        replace(SQUAT, faults=(rule,))


def test_signals_refuse_nonsense() -> None:
    with pytest.raises(DescriptionError, match="unknown measure"):
        Signal(measure="aura", rest=0, target=1)
    with pytest.raises(DescriptionError, match="rest and target are both"):
        Signal(measure="knee", rest=10, target=10)
    with pytest.raises(DescriptionError, match="views must be some of"):
        Signal(measure="knee", rest=10, target=60, views=("above",))


def test_paces_refuse_nonsense() -> None:
    with pytest.raises(DescriptionError, match="end < start"):
        Pace(end=0.4, start=0.3)
    with pytest.raises(DescriptionError, match="min_s < max_s"):
        Pace(min_s=5, max_s=2)


def test_rules_refuse_nonsense() -> None:
    with pytest.raises(DescriptionError, match="unknown measure"):
        FaultRule(id="x", measure="aura", limit=1, margin=0)
    with pytest.raises(DescriptionError, match="margin must not be negative"):
        FaultRule(id="x", measure="knee", limit=1, margin=-1)
    with pytest.raises(DescriptionError, match="must lie beyond"):
        FaultRule(id="x", measure="knee", limit=10, strong=5, margin=1)
    with pytest.raises(DescriptionError, match="share"):
        FaultRule(id="x", measure="knee", limit=10, margin=1, share=0)
    with pytest.raises(DescriptionError, match="limit must be positive"):
        RepRule(id="x", quantity=Quantity.PEAK, limit=0, above=True, unit="s")
    with pytest.raises(DescriptionError, match="start posture"):
        Ready(measure="knee", low=10, high=5)


def test_the_far_side_is_not_asked_for_twice() -> None:
    march = CATALOG["march"]
    assert len(march.landmarks) == len(set(march.landmarks))
    assert {n for n in march.landmarks if n.startswith(Side.LEFT)}


@pytest.mark.parametrize("exercise", CATALOG.values(), ids=CATALOG.keys())
def test_what_is_counted_is_seen_at_every_yaw_that_its_views_are_called_by(exercise: Exercise) -> None:
    """The page calls the view right, so counting must not stop there in silence."""
    for name in exercise.views:
        measure = MEASURES[exercise.signal_for(name).measure]
        called = [yaw for yaw in range(181) if name_of(yaw, name) == name]
        assert called
        assert [yaw for yaw in called if measure._formula(yaw)[0] is None] == []
