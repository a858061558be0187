"""The chest over time: whether it rests, and since when. A rise begins with the chest, before the pelvis."""

import math
from collections import deque

from coach.feedback.body import Spot

RESTING = 0.12
"""Legs a second in the picture. A resting chest wanders with 0.03, a slow lean passes 0.3."""
WINDOW_S = 0.134
"""Speeds are taken over so much time: two frames at 15 a second."""
REST_S = 0.2
"""A shorter standstill is a turning point of the movement, not a rest before it."""
KEPT_S = 20.0


class Chest:
    """Remembers the last KEPT_S."""

    def __init__(self) -> None:
        self._path: deque[tuple[float, Spot, float]] = deque()

    def step(self, t: float, spot: Spot, leg: float) -> None:
        """`spot` and the leg's length in pixels."""
        self._path.append((t, spot, leg))
        while t - self._path[0][0] > KEPT_S:
            self._path.popleft()

    def resting_since(self) -> float | None:
        """None while it moves."""
        since = None
        for n in range(len(self._path) - 1, 0, -1):
            if self._speed(n) >= RESTING:
                break
            since = self._path[n - 1][0]
        return since

    def onset(self, before: float) -> float:
        """When the movement began that was under way at `before`: the last rest ended then. A speed is over
        the time before its sample, so the movement began in the middle of that time."""
        last = None
        for n in range(len(self._path) - 1, 0, -1):
            t = self._path[n][0]
            if t > before or self._speed(n) >= RESTING:
                last = None
                continue
            last = t if last is None else last
            if last - t >= REST_S:
                return last - WINDOW_S / 2
        return self._path[0][0] if last is None else last

    def _speed(self, n: int) -> float:
        """Legs a second over the WINDOW_S before sample `n`."""
        t, spot, leg = self._path[n]
        k = n
        while k > 0 and t - self._path[k][0] < WINDOW_S - 1e-6:
            k -= 1
        span = t - self._path[k][0]
        return math.dist(spot, self._path[k][1]) / span / leg if span > 0 else 0.0
