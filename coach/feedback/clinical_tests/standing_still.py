"""Whether the feet keep their places since a moment. Shared by tests in which a step ends the trial."""

import math
from statistics import median

from coach.feedback.body import Spot
from coach.feedback.gait_steps import FEET, foot_of
from coach.feedback.scene import Scene
from coach.feedback.smoothing import Slow
from coach.types import Side

LEARN_S = 0.5
"""The places are the medians of so much time."""
MOVED_FEET = 0.4
"""Foot lengths. E09 says 0.25: a foot that hides the other one lets the model's guess wander by as much."""
MOVED_S = 0.3
FOLLOWS_S = 0.15


class StandingStill:
    def __init__(self) -> None:
        self._since: float | None = None
        self._learned: dict[Side, list[Spot]] = {side: [] for side in FEET}
        self._now = {side: (Slow(FOLLOWS_S), Slow(FOLLOWS_S)) for side in FEET}
        self._off: dict[Side, float | None] = dict.fromkeys(FEET)

    def step(self, scene: Scene, free: Side | None = None) -> float | None:
        """When a foot left its place, once that is sure. `free` may move: it is lifted."""
        t = scene.body.t
        self._since = t if self._since is None else self._since
        left = []
        for side in FEET:
            spot = foot_of(scene.body, side)
            x, y = self._now[side]
            now = (x(t, spot[0]), y(t, spot[1]))
            if t - self._since <= LEARN_S:
                self._learned[side].append(spot)
            elif side is not free and (gone := self._gone(side, now, t, scene.lengths.foot)) is not None:
                left.append(gone)
        return min(left, default=None)

    def _gone(self, side: Side, now: Spot, t: float, foot: float) -> float | None:
        places = self._learned[side]
        if not places:
            return None
        place = (median(x for x, _ in places), median(y for _, y in places))
        if math.dist(now, place) <= MOVED_FEET * foot:
            self._off[side] = None
            return None
        since = self._off[side]
        self._off[side] = since = t if since is None else since
        return since - FOLLOWS_S if t - since >= MOVED_S else None
