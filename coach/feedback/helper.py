"""Others beside the patient: is one within reach, which one was pointed at? Pure.

Of others only trunk and reach are known (coach.types.Other), not the hands: this suggests a question to the
therapist and never decides."""

import math
from collections import deque

from coach.types import LANDMARKS, Other, Point, Pose

ARM_TRUNKS = 1.7
"""From the middle of the shoulders to the fingertips of a raised arm, in trunk lengths (shoulders to hips):
half the shoulders' width and an arm, 0.129 + 0.44 of the body's height over a trunk of 0.29 (Winter,
Biomechanics and Motor Control, body segment lengths), less what a bent elbow takes."""
SAME_DEPTH = (0.5, 1.6)
"""Trunk of the other over the patient's: outside of it one stands far behind or in front. A helper stoops, so
shorter is more forgiven."""
HELD = ("shoulder", "elbow", "wrist", "hip")
"""Where hands that help are."""
ENOUGH_S = 0.3
"""So long within reach during a repetition is worth asking; engineering judgement."""
KEPT_S = 60.0
LONGEST_STEP_S = 0.5

_HELD = tuple(LANDMARKS.index(f"{side}_{part}") for side in ("left", "right") for part in HELD)
_SHOULDERS, _HIPS = (11, 12), (23, 24)


class HelperWatch:
    """Remembers for how long somebody was within reach."""

    def __init__(self) -> None:
        self._near: deque[tuple[float, float]] = deque()
        """Times of the last KEPT_S with somebody within reach, and the seconds each stands for."""
        self._t: float | None = None

    def step(self, pose: Pose) -> None:
        dt = 0.0 if self._t is None else min(pose.t - self._t, LONGEST_STEP_S)
        self._t = pose.t
        if any(within_reach(other, pose) for other in pose.others):
            self._near.append((pose.t, dt))
        while self._near and pose.t - self._near[0][0] > KEPT_S:
            self._near.popleft()

    def helped(self, start: float, end: float) -> bool:
        """Whether somebody was within reach for ENOUGH_S of this time."""
        return sum(dt for t, dt in self._near if start <= t <= end) >= ENOUGH_S


def within_reach(other: Other, pose: Pose) -> bool:
    """Whether the other's hands could be at the patient's trunk or arms."""
    if pose.points is None or not pose.sure:
        return False
    wide = pose.width / pose.height
    shoulders, hips = (_middle(pose.points, pair, wide) for pair in (_SHOULDERS, _HIPS))
    own = math.dist(shoulders, hips)
    chest = other.shoulder_x * wide, other.shoulder_y
    trunk = math.dist(chest, (other.hip_x * wide, other.hip_y))
    if own <= 0 or not SAME_DEPTH[0] <= trunk / own <= SAME_DEPTH[1]:
        return False
    held = ((pose.points[i].x * wide, pose.points[i].y) for i in _HELD)
    return min(math.dist(chest, spot) for spot in held) <= ARM_TRUNKS * max(trunk, own)


def follows(pose: Pose, x: float, y: float) -> bool:
    """Whether the body of this pose is the one at this place (shares of the picture)."""
    if pose.points is None:
        return False
    wide = pose.width / pose.height
    place = x * wide, y
    own = math.dist(_trunk(_middle(pose.points, _SHOULDERS, wide), _middle(pose.points, _HIPS, wide)), place)
    others = (_trunk((o.shoulder_x * wide, o.shoulder_y), (o.hip_x * wide, o.hip_y)) for o in pose.others)
    return all(own <= math.dist(other, place) for other in others)


def _trunk(shoulders: tuple[float, float], hips: tuple[float, float]) -> tuple[float, float]:
    return (shoulders[0] + hips[0]) / 2, (shoulders[1] + hips[1]) / 2


def _middle(points: tuple[Point, ...], pair: tuple[int, int], wide: float) -> tuple[float, float]:
    a, b = (points[i] for i in pair)
    return (a.x + b.x) / 2 * wide, (a.y + b.y) / 2
