"""Demonstrations made of the sample clips' true joints: mirrored, scaled, at another rate, cut."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from coach.types import LANDMARKS, Point, Pose, WorldPoint
from tests.truth import poses as true_poses

SWAPPED = tuple(
    LANDMARKS.index(
        name.replace("left", "@").replace("right", "left").replace("@", "right"),
    )
    for name in LANDMARKS
)


@cache
def clip(name: str) -> tuple[Pose, ...]:
    """All poses of a sample clip at its own rate."""
    return tuple(true_poses(name))


def at_rate(poses: Iterable[Pose], hz: float) -> Iterator[Pose]:
    """No more than `hz` poses a second."""
    due = float("-inf")
    for pose in poses:
        if pose.t >= due - 1e-6:
            due = max(due, pose.t) + 1 / hz if due > 0 else pose.t + 1 / hz
            yield pose


def mirrored(poses: Iterable[Pose]) -> Iterator[Pose]:
    """The same movement done with the other side, seen from the other side."""
    for pose in poses:
        assert pose.points is not None
        assert pose.world is not None
        points = [pose.points[n] for n in SWAPPED]
        world = [pose.world[n] for n in SWAPPED]
        yield replace(
            pose,
            points=tuple(Point(1 - p.x, p.y, p.z, p.visibility) for p in points),
            world=tuple(WorldPoint(-w.x, w.y, w.z) for w in world),
        )


def scaled(poses: Iterable[Pose], factor: float) -> Iterator[Pose]:
    """The same person farther from the camera; about the middle of the picture."""
    for pose in poses:
        assert pose.points is not None
        points = (
            Point(0.5 + factor * (p.x - 0.5), 0.5 + factor * (p.y - 0.5), p.z, p.visibility)
            for p in pose.points
        )
        yield replace(pose, points=tuple(points))


def until(poses: Iterable[Pose], t: float) -> Iterator[Pose]:
    return (pose for pose in poses if pose.t <= t)
