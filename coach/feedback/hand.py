"""One hand in pixels: how far it is opened, and how well it is seen. Not for anything over time."""

import math
from dataclasses import dataclass
from statistics import fmean

from coach.types import Hand, Side

WRIST, MIDDLE_KNUCKLE = 0, 9
PALM = (0, 5, 9, 13, 17)
"""Wrist and the knuckles of the four fingers: their mean is the middle of the palm."""
TIPS = (8, 12, 16, 20)
"""Of the four fingers: a thumb closes beside the palm or over the fingers, so it tells little."""
LEAST_SHARE = 0.05
"""Palm lengths of the picture's shorter side. The landmarker still finds hands of 0.04 in real pictures and
none of 0.025; at 0.05 a landmark's error of one pixel of 480 is a twenty-fifth of the palm."""
FLAT = 0.6
"""Where less of the palm's length than this is seen, it points at the camera, and depth is guessed."""

Spot3 = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandShape:
    """21 landmarks in pixels, depth in the same scale."""

    side: Side
    spots: tuple[Spot3, ...]
    share: float
    """Palm length over the picture's shorter side."""
    inside: bool
    """All of it is in the picture."""

    @property
    def clear(self) -> bool:
        """Near enough, and turned so that its length is seen: what is read off it is a measurement."""
        flat = math.dist(self.spots[WRIST][:2], self.spots[MIDDLE_KNUCKLE][:2])
        return self.inside and self.share >= LEAST_SHARE and flat >= FLAT * self.palm

    @property
    def palm(self) -> float:
        """Wrist to the knuckle of the middle finger: the unit of all that is measured on the hand."""
        return max(1.0, math.dist(self.spots[WRIST], self.spots[MIDDLE_KNUCKLE]))

    @property
    def reaches(self) -> tuple[float, ...]:
        """How far each fingertip is from the middle of the palm, in palm lengths."""
        middle = tuple(fmean(self.spots[i][axis] for i in PALM) for axis in range(3))
        return tuple(math.dist(self.spots[i], middle) / self.palm for i in TIPS)


def shape_of(hand: Hand, width: float, height: float) -> HandShape:
    """A hand of a picture of this many pixels."""
    spots = tuple((p.x * width, p.y * height, p.z * width) for p in hand.points)
    palm = math.dist(spots[WRIST], spots[MIDDLE_KNUCKLE])
    return HandShape(
        side=hand.side,
        spots=spots,
        share=palm / min(width, height),
        inside=all(0 <= p.x <= 1 and 0 <= p.y <= 1 for p in hand.points),
    )
