"""One body as it was found in one picture, before it is known whose it is."""

import math
from dataclasses import dataclass

from coach.types import LANDMARKS, Point, WorldPoint

_SHOULDERS = LANDMARKS.index("left_shoulder"), LANDMARKS.index("right_shoulder")
_HIPS = LANDMARKS.index("left_hip"), LANDMARKS.index("right_hip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """33 image landmarks and 33 world landmarks, rounded as coach.types says."""

    points: tuple[Point, ...]
    world: tuple[WorldPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Torso:
    """Where a body is: centres of its hips and shoulders in pixels."""

    hips: tuple[float, float]
    shoulders: tuple[float, float]

    @property
    def length(self) -> float:
        """Pixels from hips to shoulders: the body's scale, though short when it bends to the camera."""
        return math.dist(self.hips, self.shoulders)


def torso_of(points: tuple[Point, ...], width: int, height: int) -> Torso:
    """The torso in pixels of a picture of `width` × `height`."""
    return Torso(
        hips=_middle(points, _HIPS, width, height), shoulders=_middle(points, _SHOULDERS, width, height)
    )


def _middle(points: tuple[Point, ...], pair: tuple[int, int], width: int, height: int) -> tuple[float, float]:
    a, b = points[pair[0]], points[pair[1]]
    return (a.x + b.x) / 2 * width, (a.y + b.y) / 2 * height
