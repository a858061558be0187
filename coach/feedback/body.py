"""One pose in pixels: where the parts are and which of them are seen. Not for anything over time.

The pixels are those of a picture that is LINES high, whatever size this one came in: a browser sends smaller
pictures over a weak line and larger ones again a little later, and nobody has moved meanwhile."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from coach.feedback.hand import HandShape, shape_of
from coach.types import LANDMARKS, Pose, Side, WorldPoint

INDEX: dict[str, int] = {name: i for i, name in enumerate(LANDMARKS)}
SEEN_ABOVE = 0.6
"""Visibility from which a landmark is used; clinical.md A.2."""

LINES = 480
"""The height of every picture, in the pixels that are judged."""

Spot = tuple[float, float]
"""x and y in pixels, y downwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Landmarks of one person in pixels of a picture LINES high, and in metres."""

    t: float
    spots: tuple[Spot, ...]
    world: tuple[WorldPoint, ...]
    seen: tuple[bool, ...]
    """In the picture, and the model sees it."""
    inside: tuple[bool, ...]
    """In the picture; perhaps hidden behind something and guessed."""
    wide: float = LINES * 4 / 3
    """Of the whole picture, in the same pixels."""
    hands: Mapping[Side, HandShape] = field(default_factory=dict)
    """Those that were found, where an exercise asks for hands."""

    @property
    def short(self) -> float:
        """The shorter side of the picture."""
        return min(self.wide, LINES)

    def spot(self, part: str, side: Side) -> Spot:
        return self.spots[INDEX[f"{side}_{part}"]]

    def middle(self, part: str) -> Spot:
        """The point half-way between the left and the right one."""
        (ax, ay), (bx, by) = self.spot(part, Side.LEFT), self.spot(part, Side.RIGHT)
        return (ax + bx) / 2, (ay + by) / 2

    def place(self, part: str, side: Side) -> WorldPoint:
        return self.world[INDEX[f"{side}_{part}"]]

    def missing(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the named landmarks that can't be used."""
        return tuple(name for name in names if not self.seen[INDEX[name]])

    def outside(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the named landmarks that are not in the picture."""
        return tuple(name for name in names if not self.inside[INDEX[name]])

    def span(self, part: str, other: str, side: Side) -> float:
        """Distance between two parts of one side in world metres, whatever the view."""
        return math.dist(self.place(part, side), self.place(other, side))


def body_of(pose: Pose) -> Body | None:
    """The body of a pose; None where nobody was found. A landmark outside the picture is not seen:
    the model guesses it and is confident all the same."""
    if pose.points is None or pose.world is None:
        return None
    w, h = LINES * pose.width / pose.height, LINES
    inside = tuple(0 <= p.x <= 1 and 0 <= p.y <= 1 for p in pose.points)
    return Body(
        t=pose.t,
        spots=tuple((p.x * w, p.y * h) for p in pose.points),
        world=pose.world,
        seen=tuple(i and p.visibility >= SEEN_ABOVE for i, p in zip(inside, pose.points, strict=True)),
        inside=inside,
        wide=w,
        hands={hand.side: shape_of(hand, w, h) for hand in pose.hands},
    )


def other(side: Side) -> Side:
    """The opposite side; BOTH stays BOTH."""
    return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}[side]


def bend(a: Spot | WorldPoint, b: Spot | WorldPoint, c: Spot | WorldPoint) -> float:
    """Degrees by which the line a–b–c is bent at b: 0 when straight."""
    u = [p - q for p, q in zip(a, b, strict=True)]
    v = [p - q for p, q in zip(c, b, strict=True)]
    size = math.hypot(*u) * math.hypot(*v)
    if size < 1e-9:
        return 0.0
    cosine = sum(p * q for p, q in zip(u, v, strict=True)) / size
    return 180.0 - math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
