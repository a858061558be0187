"""Whether the body keeps its place. Not for limbs: an arm may move while the body is still."""

import math
from collections import deque
from dataclasses import dataclass

from coach.feedback.body import Body, Spot
from coach.types import Side

STILL_S = 0.3
STILL_LEGS = 0.025
"""Still: pelvis, chest and feet drifted less than this share of a leg from one half of STILL_S to the other:
less than 0.17 legs a second. Halves, because their means are steadier than single landmarks."""
LOOSE_LEGS = 0.10
"""And none of them was further off for a moment."""
STILL_YAW_DEG = 12.0
SETTLED_S, SETTLED_LEGS = 0.2, 0.015


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    t: float
    pelvis: Spot
    spots: tuple[Spot, ...]
    yaw_deg: float


class Stillness:
    """Remembers the last STILL_S. A foot that is not seen, or a pelvis that is not in the picture,
    is guessed and does not count; without `feet` none
    does."""

    def __init__(self, feet: bool = True) -> None:
        self._feet = feet
        self._last: deque[_Moment] = deque()

    def clear(self) -> None:
        self._last.clear()

    def step(self, body: Body, yaw_deg: float) -> None:
        chest = body.middle("shoulder")
        pelvis = chest if body.outside(("left_hip", "right_hip")) else body.middle("hip")
        feet = [
            body.spot("ankle", s) if self._feet and not body.missing((f"{s}_ankle",)) else pelvis
            for s in (Side.LEFT, Side.RIGHT)
        ]
        self._last.append(_Moment(t=body.t, pelvis=pelvis, spots=(pelvis, chest, *feet), yaw_deg=yaw_deg))
        while len(self._last) > 2 and body.t - self._last[1].t >= STILL_S:
            self._last.popleft()

    def still(self, leg: float) -> bool:
        """Pelvis, chest, feet and yaw kept their places for STILL_S."""
        last = self._within(STILL_S)
        if not last or _spread([m.yaw_deg for m in last]) > STILL_YAW_DEG:
            return False
        tracks = [list(track) for track in zip(*(m.spots for m in last), strict=True)]
        return all(_drift(t) < STILL_LEGS * leg and _extent(t) < LOOSE_LEGS * leg for t in tracks)

    def settled(self, leg: float) -> bool:
        """The pelvis kept its place for SETTLED_S: the top of a stand lasts no longer."""
        last = self._within(SETTLED_S)
        return bool(last) and _drift([m.pelvis for m in last]) < SETTLED_LEGS * leg

    def _within(self, seconds: float) -> list[_Moment]:
        """The moments of the last `seconds`; empty when not so much is remembered."""
        t = self._last[-1].t
        if t - self._last[0].t < seconds - 1e-6:
            return []
        start = max(i for i, m in enumerate(self._last) if t - m.t >= seconds - 1e-6)
        return list(self._last)[start:]


def _drift(spots: list[Spot]) -> float:
    """How far the mean place of the second half is from that of the first."""
    half = len(spots) // 2
    return math.dist(_mean(spots[:half]), _mean(spots[-half:])) if half else 0.0


def _mean(spots: list[Spot]) -> Spot:
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


def _extent(spots: list[Spot]) -> float:
    return max(_spread([x for x, _ in spots]), _spread([y for _, y in spots]))


def _spread(values: list[float]) -> float:
    return max(values) - min(values)
