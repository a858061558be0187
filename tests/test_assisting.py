"""Helped repetitions: asked about where a helper was within reach, never counted, marked by people."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coach.feedback.exercises import CATALOG
from coach.feedback.helper import follows, within_reach
from coach.pose.model import ready_model
from coach.pose.patient import Patient
from coach.pose.video import Video
from coach.session import Session
from coach.types import (
    ActionRefused,
    Event,
    ExerciseChosen,
    HelpMarked,
    HelpSuspected,
    Other,
    PatientChosen,
    Pose,
    RepAssisted,
    RepCounted,
    SetStarted,
    Side,
)
from tests.truth import poses, reps

CLIP = "sts_clean_45"


def session() -> Session:
    made = Session(CATALOG)
    made.act(
        ExerciseChosen(t=0.0, exercise="sit_to_stand", side=Side.BOTH, target_reps=20, target_hold_s=None)
    )
    made.act(SetStarted(t=0.0))
    return made


def beside(pose: Pose, away: float, *, size: float = 1.0) -> Pose:
    """The same picture with a helper whose trunk is `away` of the patient's trunks from the patient's middle,
    and who bends down and up again every two seconds."""
    assert pose.points is not None
    wide = pose.width / pose.height
    x, y = (sum(axis) / 4 for axis in zip(*(pose.points[i][:2] for i in (11, 12, 23, 24)), strict=True))
    trunk = 0.25
    sway = 0.06 * math.sin(math.pi * pose.t)
    at = x + away * trunk / wide
    other = (at, y + sway - size * trunk / 2, at, y + sway + size * trunk / 2, 0.4)
    return replace(pose, people=2, others=(Other(*(round(v, 3) for v in other)),))


def judged(made: Session, pictures: Iterator[Pose]) -> list[Event]:
    return [event for pose in pictures for event in made.judge(pose)]


def suspected(events: list[Event]) -> list[int]:
    return [event.number for event in events if isinstance(event, HelpSuspected)]


def test_every_repetition_beside_a_helper_is_asked_about_and_none_is_added() -> None:
    made = session()
    events = judged(made, (beside(pose, 1.5) for pose in poses(CLIP, start=0.1)))
    assert made.progress.reps == reps(CLIP)
    assert suspected(events) == list(range(1, reps(CLIP) + 1))
    assert made.assisting.marked == set()


@pytest.mark.parametrize(("away", "size"), [(4.0, 1.0), (1.5, 0.3), (1.5, 2.5)])
def test_who_stands_far_off_behind_or_in_front_is_no_helper(away: float, size: float) -> None:
    made = session()
    events = judged(made, (beside(pose, away, size=size) for pose in poses(CLIP, start=0.1)))
    assert made.progress.reps == reps(CLIP)
    assert suspected(events) == []


def test_the_answer_marks_the_repetition_it_names_though_another_runs() -> None:
    made = session()
    events = judged(made, (beside(pose, 1.5) for pose in poses(CLIP, start=0.1)))
    first = next(event for event in events if isinstance(event, HelpSuspected))
    action = RepAssisted(t=30.0, by="therapist", set_number=1, number=first.number)
    marked = HelpMarked(t=30.0, set_number=1, number=1, complete=True, by="therapist")
    assert made.act(action) == [marked]
    assert made.act(action) == []
    assert made.assisting.marked == {(1, 1, True)}
    with pytest.raises(ActionRefused):
        made.act(RepAssisted(t=30.0, by="therapist", set_number=1, number=99))


def test_a_repetition_that_was_marked_while_it_ran_is_not_asked_about() -> None:
    made, marked, events = session(), False, list[Event]()
    for pose in (beside(pose, 1.5) for pose in poses(CLIP, start=0.1)):
        events += made.judge(pose)
        if not marked and any((r.progress or 0) > 0.5 for r in made.readings):
            made.act(RepAssisted(t=pose.t, by="caregiver"))
            marked = True
    assert suspected(events) == list(range(2, reps(CLIP) + 1))
    assert made.assisting.marked == {(1, 1, True)}


def test_choosing_whom_it_follows_already_costs_nothing() -> None:
    made = session()
    for n, pose in enumerate(beside(pose, 2.5) for pose in poses(CLIP, start=0.1)):
        made.judge(pose)
        if n == 60:
            assert pose.points is not None
            made.act(PatientChosen(t=pose.t, x=pose.points[24].x, y=pose.points[24].y, by="therapist"))
    assert made.chosen
    assert made.progress.reps == reps(CLIP)


def test_after_choosing_another_the_start_posture_is_looked_for_again() -> None:
    made, counted = session(), []
    for n, pose in enumerate(beside(pose, 2.5) for pose in poses(CLIP, start=0.1)):
        events = made.judge(pose)
        counted += [event.t for event in events if isinstance(event, RepCounted)]
        if n == 100:
            x, y, *_ = pose.others[0]
            assert not follows(pose, x, y)
            made.act(PatientChosen(t=pose.t, x=x, y=y, by="therapist"))
            assert all(reading.progress is None for reading in made.readings)
    assert 0 < made.progress.reps <= reps(CLIP)


def test_before_any_picture_nobody_can_be_chosen() -> None:
    with pytest.raises(ActionRefused):
        session().act(PatientChosen(t=0.0, x=0.5, y=0.5, by="therapist"))


def test_nobody_is_within_reach_of_a_body_that_is_not_surely_the_patient() -> None:
    pose = next(poses(CLIP))
    near = beside(pose, 1.5)
    assert within_reach(near.others[0], near)
    assert not within_reach(near.others[0], replace(near, sure=False))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "exercise", "asked"),
    [("squat_helper_behind", "mini_squat", False), ("sts_helper_beside", "sit_to_stand", True)],
)
def test_rendered_helpers(model: Path, shared: Path, name: str, exercise: str, asked: bool) -> None:
    folder = shared / "synth" / "dev"
    made = Session(CATALOG)
    made.act(ExerciseChosen(t=0.0, exercise=exercise, side=Side.BOTH, target_reps=50, target_hold_s=None))
    made.act(SetStarted(t=0.0))
    with Video(folder / f"{name}.mp4") as video, Patient(ready_model(cache=model.parent)) as patient:
        events = judged(made, (patient.see(picture) for picture in video.pictures(10)))
    count = json.loads((folder / f"{name}.json").read_text())["reps_complete"]
    assert made.progress.reps == count
    assert suspected(events) == (list(range(1, count + 1)) if asked else [])
