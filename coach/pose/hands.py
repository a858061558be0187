"""Which of the hands in a picture are the patient's: those that hang on the patient's own wrists.

A hand is looked for only around those wrists; all else is painted over, so that a helper's hands neither
take the places of the patient's nor are mistaken for them from afar.
"""

import math
from collections.abc import Sequence
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from coach.pose.body import Body
from coach.types import LANDMARKS, Hand, HandPoint, Side

REACH_M = 0.28
"""Metres around a wrist within which all of its hand lies, with some room."""
NEAR = 0.75
"""Palm lengths between a hand's own wrist and the body's, at most: they are 0.1 to 0.4 apart on one's own
hand, and a hand that grips another's wrist has its own wrist further off."""
CLEARLY = 0.5
"""Where two hands could hang on one wrist, the nearer one must be this much nearer, in palm lengths."""

_GREY = 128
_SIDES = (Side.LEFT, Side.RIGHT)
_WRIST, _MIDDLE_KNUCKLE = 0, 9

Pixels = tuple[float, float]


def around_wrists(rgb: NDArray[np.uint8], body: Body) -> NDArray[np.uint8] | None:
    """The picture with all grey but what lies around the body's wrists; None where no wrist is in it."""
    rows, columns = rgb.shape[:2]
    reach = REACH_M * _pixels_a_metre(body, columns, rows)
    out = None
    for x, y in wrists(body, columns, rows).values():
        left, right = max(0, round(x - reach)), min(columns, round(x + reach))
        top, bottom = max(0, round(y - reach)), min(rows, round(y + reach))
        if left < right and top < bottom:
            out = np.full_like(rgb, _GREY) if out is None else out
            out[top:bottom, left:right] = rgb[top:bottom, left:right]
    return out


def own_hands(
    found: Sequence[tuple[HandPoint, ...]], body: Body, width: int, height: int
) -> tuple[Hand, ...]:
    """The hands of this body among those found in a picture of `width` × `height`, at most one a side: as
    near to its wrists as possible. Left out where two could be it."""
    places = wrists(body, width, height)
    costs = {(i, side): _off(hand, place, width, height) for i, hand in enumerate(found)
             for side, place in places.items()}  # fmt: skip
    best: dict[Side, int] = {}
    least = math.inf
    for chosen in permutations((*range(len(found)), *(-1,) * len(places)), len(places)):
        pairs = {side: i for side, i in zip(places, chosen, strict=True) if i >= 0}
        total = sum(costs[i, side] - NEAR for side, i in pairs.items())
        if all(costs[i, side] < NEAR for side, i in pairs.items()) and total < least:
            best, least = pairs, total
    return tuple(Hand(side=side, points=found[i]) for side, i in best.items() if _clear(costs, best, side))


def wrists(body: Body, width: int, height: int) -> dict[Side, Pixels]:
    """The wrists that are in the picture, in pixels."""
    points = {side: body.points[LANDMARKS.index(f"{side}_wrist")] for side in _SIDES}
    return {
        side: (p.x * width, p.y * height) for side, p in points.items() if 0 <= p.x <= 1 and 0 <= p.y <= 1
    }


def _clear(costs: dict[tuple[int, Side], float], chosen: dict[Side, int], side: Side) -> bool:
    """No hand that hangs on neither wrist is nearly as near to this one."""
    rivals = [cost for (i, s), cost in costs.items() if s is side and i not in chosen.values()]
    return all(cost > costs[chosen[side], side] + CLEARLY for cost in rivals)


def _off(hand: tuple[HandPoint, ...], wrist: Pixels, width: int, height: int) -> float:
    """How far the hand's own wrist is from this one, in palm lengths."""
    (x, y), knuckle = ((hand[i].x * width, hand[i].y * height) for i in (_WRIST, _MIDDLE_KNUCKLE))
    palm = math.dist((x, y), knuckle)
    return math.dist((x, y), wrist) / max(palm, 1.0)


def _pixels_a_metre(body: Body, width: int, height: int) -> float:
    """Spread of the upper body in the picture over its spread in the world."""
    chosen = [i for i, name in enumerate(LANDMARKS) if name.endswith(_UPPER)]
    flat = np.array([(body.points[i].x * width, body.points[i].y * height) for i in chosen])
    solid = np.array([body.world[i][:2] for i in chosen])
    spread = float(np.sqrt(((flat - flat.mean(0)) ** 2).sum()))
    metres = float(np.sqrt(((solid - solid.mean(0)) ** 2).sum()))
    return spread / max(metres, 0.05)


_UPPER = ("ear", "shoulder", "elbow")
