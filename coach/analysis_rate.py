"""How many pictures a second are judged: as many as what is going on needs (design.md 3.7). Pure.

A set, a calibration and a test are always judged at their full rate; only beside them is less enough.
"""

import math
from collections.abc import Iterator

from coach.feedback.body import INDEX
from coach.feedback.exercise import Exercise, Kind
from coach.types import Pose, Stage

EXERCISE_HZ, TIMED_HZ = 15.0, 30.0
"""Of an exercise, and of walks and tests, which are timed."""
CHECK_HZ = 10.0
"""While the camera is set up for an exercise: arrows and marks follow the patient."""
TALK_HZ, STILL_HZ = 4.0, 1.0
"""Beside all that, while somebody moves and while nobody does."""

STILL_S = 3.0
MOVED = 0.03
"""Of the picture's height: more than a landmark's tremble on a body that sits or stands."""
VISIBLE = 0.5
_WATCHED = tuple(
    INDEX[name]
    for name in (
        *(
            "nose",
            "left_shoulder",
            "right_shoulder",
            "left_elbow",
            "right_elbow",
            "left_wrist",
            "right_wrist",
        ),
        *("left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle"),
    )
)
_JUDGED = (Stage.COUNTDOWN, Stage.MOVING, Stage.PAUSED, Stage.CALIBRATING, Stage.LEARNING)


def full_rate(exercise: Exercise | None) -> float:
    """Of a set of this exercise; None: of a standard test."""
    return EXERCISE_HZ if exercise is not None and exercise.kind is not Kind.WALK else TIMED_HZ


def wanted(stage: Stage, exercise: Exercise | None, *, still: bool) -> float:
    """Pictures a second that the session needs judged; `still`: nobody moves."""
    if stage is Stage.TESTING:
        return TIMED_HZ
    if stage in _JUDGED:
        return full_rate(exercise) if exercise is not None else EXERCISE_HZ
    if stage is Stage.CHECK and exercise is not None:
        return CHECK_HZ
    return STILL_HZ if still else TALK_HZ


class Stillness:
    """Whether the one in the picture keeps still. An empty picture is still; two people never are."""

    def __init__(self) -> None:
        self._from: Pose | None = None
        """The pose that later ones are compared with."""

    def see(self, pose: Pose) -> bool:
        """Whether nothing has moved for `STILL_S` up to this pose."""
        if self._from is None or pose.people > 1 or _moved(self._from, pose):
            self._from = pose
        return pose.t - self._from.t >= STILL_S


def _moved(before: Pose, now: Pose) -> bool:
    if before.points is None or now.points is None:
        return before.points is not now.points
    return any(far > MOVED for far in _ways(before, now))


def _ways(before: Pose, now: Pose) -> Iterator[float]:
    """How far each watched landmark went, in picture heights."""
    assert before.points is not None
    assert now.points is not None
    width = now.width / now.height
    for index in _WATCHED:
        a, b = before.points[index], now.points[index]
        if min(a.visibility, b.visibility) >= VISIBLE:
            yield math.hypot((b.x - a.x) * width, b.y - a.y)
