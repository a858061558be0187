"""On people and bodies that are not in the project: limited-range patients, and UI-PRMD's subjects."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.cases import segments
from benchmarks.accuracy.poses import joined, landmarks, skeleton_poses
from coach.feedback.calibrating import calibrate
from coach.feedback.demonstration import learn
from coach.feedback.engine import Coach
from coach.feedback.exercise import Exercise
from coach.feedback.exercises import CATALOG
from coach.pose.model import ready_model
from coach.pose.patient import Patient
from coach.pose.video import Video
from coach.types import Pose, RepCounted
from tests.authoring.shown import until

pytestmark = pytest.mark.shared


def complete(coach: Coach, poses: list[Pose]) -> int:
    events = [event for pose in poses for event in coach.step(pose)] + coach.finish()
    return sum(isinstance(event, RepCounted) and event.complete for event in events)


@pytest.mark.parametrize(
    ("name", "exercise", "t", "reps"),
    [
        ("squat_rom40_front", "mini_squat", 7.7, 4),
        ("shabd_rom40_seated", "shoulder_abduction", 6.9, 5),
    ],
)
def test_a_patient_of_limited_range_is_counted_once_calibrated(
    shared: Path, model: Path, name: str, exercise: str, t: float, reps: int
) -> None:
    with (
        Video(shared / "synth" / "dev" / f"{name}.mp4") as video,
        Patient(ready_model(cache=model.parent)) as patient,
    ):
        poses = [patient.see(picture) for picture in video.pictures(15)]
    baseline = calibrate(until(poses, t), CATALOG[exercise], reps=2)
    assert complete(Coach(CATALOG[exercise]), poses) == 0
    assert complete(Coach(CATALOG[exercise], baseline=baseline), poses) == reps


def series(shared: Path, movement: str, subject: str, reps: int) -> list[Pose]:
    """The first repetitions of one subject, whom the camera faces, at 15 poses a second."""
    own = [s for s in segments(shared) if (s.movement, s.subject, s.correct) == (movement, subject, True)]
    joints = joined([s.joints for s in sorted(own, key=lambda s: s.episode)[:reps]])
    points = landmarks(joints[:30]).mean(axis=0)
    across = (points[11] - points[12]) + (points[23] - points[24])
    facing = float(np.degrees(np.arctan2(across[2], across[0])))
    return list(skeleton_poses(joints, -facing))[::2]


@pytest.mark.parametrize(
    ("movement", "measure"), [("m06", "lift"), ("m07", "shoulder_abduction"), ("m05", "pelvis_height")]
)
def test_one_subject_teaches_what_others_do(shared: Path, movement: str, measure: str) -> None:
    if not (shared / "ui-prmd" / f"{movement}.npz").exists():
        pytest.skip("UI-PRMD is not in ../shared/data")
    exercise: Exercise = learn(series(shared, movement, "s01", 4), id="shown", name="Shown").exercise
    assert exercise.signal == measure
    for subject in ("s01", "s02", "s04"):
        assert abs(complete(Coach(exercise), series(shared, movement, subject, 10)) - 10) <= 1
