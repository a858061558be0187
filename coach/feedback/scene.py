"""What a measure may look at: the body now, its lengths, its start posture and its yaw."""

from dataclasses import dataclass

from coach.feedback.body import Body
from coach.feedback.footing import Place
from coach.feedback.ruler import Anchor, Lengths
from coach.types import Quality, Side

NEAR_SIDE_DEG = 50.0
"""From this yaw on, the far side is hidden by the near one and is not judged; the model still guesses it."""


HELD_DEG = 15.0
"""Within so much of the start posture's yaw a body has not turned: bending, leaning and reaching shift what
the model makes of the shoulder and hip lines by up to ten degrees."""


def near_side(yaw_deg: float) -> Side:
    """The side towards the camera; BOTH where both are seen well."""
    if abs(yaw_deg) < NEAR_SIDE_DEG:
        return Side.BOTH
    return Side.LEFT if yaw_deg > 0 else Side.RIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    body: Body
    lengths: Lengths
    anchor: Anchor
    places: dict[Side, Place]
    yaw_deg: float
    turned_deg: float = 0.0
    """The yaw without jumps, for turning on the spot."""
    sparse: bool = False
    """No picture was judged for some time before this one (`sight.SPARSE_S`)."""

    def trusted(self, quality: Quality) -> Quality:
        """What spans a time without pictures is an estimate at best."""
        return Quality.ESTIMATE if self.sparse and quality is Quality.MEASURED else quality

    @property
    def facing_deg(self) -> float:
        """The yaw that views are judged by: the start posture's, as long as the body has not turned."""
        turned = abs((self.yaw_deg - self.anchor.yaw_deg + 180) % 360 - 180)
        return self.anchor.yaw_deg if turned <= HELD_DEG else self.yaw_deg

    @property
    def ahead(self) -> float:
        """The way the person faces, along the picture's x: −1 leftwards, +1 rightwards."""
        return -1.0 if self.yaw_deg > 0 else 1.0

    def sides(self, side: Side) -> tuple[Side, ...]:
        """The sides to look at: the one asked for, or for BOTH those that are seen well."""
        chosen = near_side(self.yaw_deg) if side is Side.BOTH else side
        return (Side.LEFT, Side.RIGHT) if chosen is Side.BOTH else (chosen,)
