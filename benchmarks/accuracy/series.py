"""UI-PRMD: each subject's ten correct repetitions of a movement as one series, counted.

Across people: an exercise learned from the other subjects' first repetitions, so nothing of the counted one
is known; where the library has the movement, its exercise as it is. Within person: learned from their own
first ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np

from benchmarks.accuracy.cases import Segment
from benchmarks.accuracy.judged import judge
from benchmarks.accuracy.poses import JOINTS, joined, landmarks, skeleton_poses
from benchmarks.accuracy.table import Miss, Row, mean_row, share_row
from coach.feedback.demonstration import NotLearned, learn, learn_together
from coach.feedback.exercise import Exercise
from coach.feedback.exercises import CATALOG
from coach.types import Pose

SHOWN = 4
"""Repetitions of a demonstration."""

VIEW_DEG = {"m05": 45.0, "m08": 90.0}
"""Where the camera stands, on the side that works; in front for the movements that are not named."""

IN_THE_LIBRARY = {
    "m01": "mini_squat",
    "m05": "sit_to_stand",
    "m07": "shoulder_abduction",
    "m10": "shoulder_abduction",
}

Key = tuple[str, str]
"""Movement and subject."""
Series = dict[Key, list[Segment]]
Exercises = Mapping[Key, Exercise | None]


def _count(series: Sequence[Segment], exercise: Exercise | None) -> int:
    return judge(poses(series), exercise).complete if exercise else 0


def by_person(found: Iterable[Segment]) -> Series:
    own: Series = {}
    for segment in found:
        own.setdefault((segment.movement, segment.subject), []).append(segment)
    return dict(sorted(own.items()))


def counts(correct: Series, others: Exercises, pool: ProcessPoolExecutor) -> tuple[list[Row], list[Miss]]:
    """Of `others` the exercises that everybody else taught."""
    if not correct:
        return [], []
    own = dict(zip(correct, pool.map(within, correct.values()), strict=True))
    ways = {"across people": others, "within person": own}
    parts = [_counted(name, correct, exercises, pool) for name, exercises in ways.items()]
    return [row for rows, _ in parts for row in rows], [miss for _, found in parts for miss in found]


def _counted(
    name: str, correct: Series, exercises: Exercises, pool: ProcessPoolExecutor
) -> tuple[list[Row], list[Miss]]:
    near: list[bool] = []
    errors: list[float] = []
    misses: list[Miss] = []
    counted = pool.map(_count, correct.values(), map(exercises.get, correct))
    for ((movement, subject), series), got in zip(correct.items(), counted, strict=True):
        near.append(abs(got - len(series)) <= 1)
        errors.append(abs(got - len(series)) / len(series))
        if got != len(series):
            misses.append(Miss(case=f"{movement} {subject}, {name}", expected=str(len(series)), got=str(got)))
    on = f"UI-PRMD series, {name}"
    rows = [
        share_row("count off by at most one", on, sum(near), len(near), 0.97),
        mean_row("count, normalised mean absolute error", on, errors, goal=0.04),
    ]
    return rows, misses


def from_others(correct: Series, pool: ProcessPoolExecutor) -> Exercises:
    """The library's exercise for each person, or one learned from everybody else."""
    return dict(zip(correct, pool.map(partial(_from_others, correct), correct), strict=True))


def _from_others(correct: Series, key: Key) -> Exercise | None:
    movement, subject = key
    if movement in IN_THE_LIBRARY:
        return CATALOG[IN_THE_LIBRARY[movement]]
    others = [series for (m, s), series in correct.items() if m == movement and s != subject]
    try:
        shown = [poses(series[:SHOWN]) for series in others]
        return learn_together(shown, id="shown", name="Shown").exercise
    except NotLearned:
        return None


def within(series: Sequence[Segment]) -> Exercise | None:
    try:
        return learn(poses(series[:SHOWN]), id="shown", name="Shown").exercise
    except NotLearned:
        return None


def poses(series: Sequence[Segment]) -> list[Pose]:
    """In the order of the episodes, the camera where the movement is best seen from."""
    ordered = sorted(series, key=lambda segment: segment.episode)
    return filmed(ordered, camera(ordered))


def camera(series: Sequence[Segment]) -> float:
    """The yaw of a camera where this movement is best seen from: on the side whose hand moves more in a usual
    repetition, whatever the idle hand does from one to the next."""
    points = landmarks(series[0].joints[:1])[0]
    left = (points[11] - points[12]) + (points[23] - points[24])
    facing = float(np.degrees(np.arctan2(left[2], left[0])))
    hands = [JOINTS["l_hand"], JOINTS["r_hand"]]
    ways = [np.ptp(segment.joints[:, hands], axis=0).sum(axis=1) for segment in series]
    way_left, way_right = np.median(ways, axis=0)
    view = VIEW_DEG.get(series[0].movement, 0.0) * (1 if way_left > way_right else -1)
    return view - facing


def filmed(series: Sequence[Segment], yaw_deg: float, pause_s: float = 0.0) -> list[Pose]:
    """One repetition after the other as that camera sees them, 15 pictures a second."""
    joints = joined([segment.joints for segment in series], pause_s)
    return list(skeleton_poses(joints, yaw_deg))[::2]
