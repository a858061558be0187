"""Learning an exercise: shown in a session, drafted, named, kept as a file, found again after a restart."""

import logging
from pathlib import Path

import pytest

from coach.feedback.demonstration import NotLearned
from coach.feedback.exercises import CATALOG
from coach.feedback.texts import LANGUAGES
from coach.review.own import Shelf, own_exercises
from coach.rtc.announce import exercise_info
from coach.rtc.announce_draft import MOST_POINTS, draft
from coach.rtc.requests import SaveExercise
from coach.rtc.room_learning import corrected
from coach.session import Session
from coach.types import (
    ActionRefused,
    DemonstrationStarted,
    ExerciseChosen,
    FaultSeen,
    GuidanceStopped,
    Pose,
    RepCounted,
    SetStarted,
    Side,
    Stage,
)
from tests.feedback.figure import film
from tests.feedback.test_safety import falling
from tests.truth import poses, reps

SHOWN, HELD_BACK = "shabd_clean_front", "shabd_hike_front"


def shown(session: Session, clip: str) -> list[Pose]:
    """What the session kept of a demonstration."""
    session.act(DemonstrationStarted(t=0.0))
    for pose in poses(clip, start=0.1):
        session.judge(pose)
    assert session.stage is Stage.LEARNING
    guide = session.guided.demonstration
    assert guide is not None
    kept = list(guide.poses)
    session.act(GuidanceStopped(t=60.0))
    return kept


async def test_what_was_shown_counts_another_clip_of_the_same_movement(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "exercises", CATALOG)
    learned = await shelf.learn(shown(Session(shelf), SHOWN), None)
    told = draft(learned, "en")
    assert told.why[0].startswith("Followed by: arm out to the side.")
    assert draft(learned, "pl-PL").why[0].startswith("Śledzone: ramię w bok.")
    assert len(told.shown) == reps(SHOWN)
    assert told.confirmed
    assert all(len(points) <= 2 * MOST_POINTS for points in told.traces.values())

    kept = await shelf.keep(learned.exercise, "Wing lift")
    assert kept.id == "wing_lift"
    again = Shelf(tmp_path / "exercises", CATALOG)
    assert again["wing_lift"] == kept
    assert exercise_info(again["wing_lift"], "pl").name == "Wing lift"

    session = Session(again)
    side = Side.BOTH
    session.act(ExerciseChosen(t=0.0, exercise="wing_lift", side=side, target_reps=20, target_hold_s=None))
    session.act(SetStarted(t=0.0))
    events = [event for pose in poses(HELD_BACK, start=0.1) for event in session.judge(pose)]
    counted = sum(isinstance(event, RepCounted) and event.complete for event in events)
    assert counted == reps(HELD_BACK)


async def test_a_name_that_is_taken_or_none_is_refused(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, CATALOG)
    exercise = CATALOG["mini_squat"]
    await shelf.keep(exercise, "Garden squat")
    for name, why in (("Garden squat", "taken"), ("Mini squat", "taken"), ("!!", "bad_name")):
        with pytest.raises(NotLearned) as refused:
            await shelf.keep(exercise, name)
        assert why in refused.value.said.key


def test_numbers_that_turn_the_movement_round_are_refused() -> None:
    squat = CATALOG["mini_squat"]
    shown = squat.signals[0]
    wish = SaveExercise(name="Low", rest=shown.rest, target=shown.target * 0.9, reps=7)
    made = corrected(squat, wish)
    assert (made.reps, made.signals[0].target) == (7, shown.target * 0.9)
    for rest, target in ((shown.target, shown.rest), (shown.rest, shown.rest)):
        with pytest.raises(NotLearned):
            corrected(squat, wish.model_copy(update={"rest": rest, "target": target}))


async def test_nothing_can_be_learnt_from_a_still_person(tmp_path: Path) -> None:
    still = list(poses(SHOWN))[:20]
    with pytest.raises(NotLearned) as refused:
        await Shelf(tmp_path, CATALOG).learn(still, None)
    words = {refused.value.said.worded(language) for language in LANGUAGES}
    assert len(words) == len(LANGUAGES)


def test_a_broken_file_costs_only_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "broken.toml").write_text("id = ")
    (tmp_path / "notes.txt").write_text("not an exercise")
    with caplog.at_level(logging.WARNING):
        assert own_exercises(tmp_path) == {}
    assert "broken.toml" in caplog.text


def test_a_fall_while_showing_stops_everything() -> None:
    session = Session(CATALOG)
    session.act(DemonstrationStarted(t=0.0))
    events = [event for pose in film(falling(2.0), 6.0) for event in session.judge(pose)]
    assert [event.fault for event in events if isinstance(event, FaultSeen)] == ["fall"]
    assert session.stage is Stage.STOPPED
    with pytest.raises(ActionRefused):
        session.act(DemonstrationStarted(t=7.0))


def test_nothing_else_begins_while_somebody_shows() -> None:
    session = Session(CATALOG)
    session.act(DemonstrationStarted(t=0.0))
    with pytest.raises(ActionRefused):
        session.act(
            ExerciseChosen(t=1.0, exercise="mini_squat", side=Side.BOTH, target_reps=3, target_hold_s=None)
        )
