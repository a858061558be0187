"""The stick figure seated close to the camera, one hand up, opening and closing it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.types import LANDMARKS, Pose, Side
from tests.feedback.figure import STEADY, Camera, Figure, Filming, film
from tests.feedback.movements import Rhythm
from tests.feedback.stick_hand import with_hand

NEAR = Camera(body_px=900)
BRISK = Rhythm(rest=1.0, out=0.8, hold=0.4, back=0.8)
UP = {side: Figure().with_arm(side, out=8, forward=30, elbow=145) for side in (Side.LEFT, Side.RIGHT)}
SHOULDERS_AT = 0.75
"""Of the picture's height: head, shoulders and the lifted hand are in it, the hips are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """How the hand moves and is seen."""

    side: Side = Side.LEFT
    sizes: tuple[float, ...] = (1.0, 1.0, 1.0)
    """How far each repetition opens the hand, 1 wholly."""
    rhythm: Rhythm = BRISK
    palm_px: float = 60.0
    tilt_deg: float = 0.0
    stiff: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """By how much each finger stays curled in the open hand."""
    blind: tuple[float, float] = (0.0, 0.0)
    """Seconds from which to which no hand is found."""


def seconds_of(hands: Hands) -> float:
    return hands.rhythm.total * len(hands.sizes) + 1.5


def close_up(hands: Hands, camera: Camera = NEAR, filming: Filming = STEADY) -> Iterator[Pose]:
    """Poses of a fist that opens and closes once for each of `sizes`, then rests."""
    for seen in film(lambda _t: UP[hands.side], seconds_of(hands), camera, filming):
        placed = _shoulders_up(seen)
        t = seen.t - filming.start
        if hands.blind[0] <= t < hands.blind[1]:
            yield placed
            continue
        i = max(0, int(t // hands.rhythm.total))
        size = hands.sizes[i] if i < len(hands.sizes) else 0.0
        open_ = size * hands.rhythm.depth(t - i * hands.rhythm.total)
        curls = [1 - open_ * (1 - stiff) for stiff in hands.stiff]
        yield with_hand(placed, hands.side, curls, palm_px=hands.palm_px, tilt_deg=hands.tilt_deg)


def _shoulders_up(seen: Pose) -> Pose:
    assert seen.points is not None
    middle = sum(seen.points[LANDMARKS.index(f"{s}_shoulder")].y for s in ("left", "right")) / 2
    return replace(seen, points=tuple(p._replace(y=p.y - middle + SHOULDERS_AT) for p in seen.points))
