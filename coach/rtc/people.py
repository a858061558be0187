"""Who is in the patient's picture, as boxes for the pages. Pure; shares of the picture's width and height."""

import math

from coach.rtc.messages import People, Person
from coach.types import Other, Point, Pose

MARGIN = 0.02
HALF_WIDTH, HEAD = 0.9, 0.8
"""Trunk lengths from somebody's middle to the sides of the box, and from the shoulders to its top."""


def people(pose: Pose, *, chosen: bool) -> People:
    """Empty while at most one is there."""
    wide = pose.width / pose.height
    boxes = [Person(box=_other_box(other, wide), followed=False) for other in pose.others]
    if pose.points is not None:
        boxes.append(Person(box=_box(pose.points), followed=True))
    boxes.sort(key=lambda person: person.box[0] + person.box[2])
    return People(people=boxes if len(boxes) > 1 else [], chosen=chosen)


def _box(points: tuple[Point, ...]) -> tuple[float, float, float, float]:
    xs, ys = [p.x for p in points], [p.y for p in points]
    return _inside(min(xs) - MARGIN, min(ys) - 2 * MARGIN, max(xs) + MARGIN, max(ys) + MARGIN)


def _other_box(other: Other, wide: float) -> tuple[float, float, float, float]:
    across = (other.shoulder_x - other.hip_x) * wide
    trunk = math.hypot(across, other.shoulder_y - other.hip_y)
    middle, half = (other.shoulder_x + other.hip_x) / 2, HALF_WIDTH * trunk / wide
    top = min(other.shoulder_y, other.hip_y) - HEAD * trunk
    return _inside(middle - half, top, middle + half, other.hip_y + other.reach)


def _inside(*edges: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (round(min(1.0, max(0.0, edge)), 3) for edge in edges)
    return left, top, right, bottom
