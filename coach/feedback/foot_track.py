"""When one foot leaves the floor and comes down again, from its place in the picture alone.

A foot on the floor keeps its place in the picture, whatever the view; a swinging one does not. So the path
of a foot is a staircase, and a contact is the end of a stair, interpolated between frames. Not for what a
step is worth (`gait_steps`)."""

import math
from collections import deque
from dataclasses import dataclass
from statistics import median

from coach.feedback.body import Spot

HALF_S = 0.067
"""Speeds are taken over twice this: two frames at 15 a second, four at 30."""
SLOWEST_SWING = 0.25
"""Legs a second in the picture. Landmarks of a standing foot wander with less than half of it; the slowest
swings, short steps seen from the front, reach twice as much."""
SHARE_OF_USUAL = 0.25
"""A swing begins and ends at this share of this person's usual swing speed."""
SMALLEST_LEGS = 0.04
"""A foot that went no further than this was not lifted."""
LANDED_S = 0.10
"""Slow for so long: the foot is down, and its place is the mean of this time."""
SHORTEST_S, LONGEST_S = 0.10, 1.6
LEFT_OVER = 0.3
"""Contact: this share of the greatest distance from where the foot lands is left."""
LONGEST_GAP_S = 0.30
"""Over a longer gap nothing is interpolated."""
KEPT_S = 2.5
USUAL_SWINGS = 4
FORGOTTEN_S = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A foot came down at `t`."""

    t: float
    lifted: float
    """When it had left the floor."""
    start: Spot
    spot: Spot
    """Where it was and where it is now, in pixels."""
    reach: float
    """Furthest from where it landed, in leg lengths: how far it travelled, or how high it was lifted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    t: float
    spot: Spot
    leg: float


class FootTrack:
    """Follows one foot; tells a contact about 0.2 s after it happened."""

    def __init__(self) -> None:
        self._path: deque[_Sample] = deque()
        self._peaks: deque[tuple[float, float]] = deque(maxlen=USUAL_SWINGS)
        self._clear()

    def _clear(self) -> None:
        self._path.clear()
        self._seen = -math.inf
        self._left: float | None = None
        self._slow: float | None = None
        self._peak = 0.0

    @property
    def swing(self) -> tuple[float, float] | None:
        """When the swing under way began, and how far it has gone, in legs; None on the floor."""
        if self._left is None:
            return None
        now = self._path[-1]
        return self._left, math.dist(self._at(self._left - HALF_S), now.spot) / now.leg

    def step(self, t: float, spot: Spot, leg: float) -> Contact | None:
        """One sample, in pixels; `leg` is the length of the leg in the picture now."""
        if self._path and t - self._path[-1].t > LONGEST_GAP_S:
            self._clear()
        self._path.append(_Sample(t=t, spot=spot, leg=leg))
        while t - self._path[0].t > KEPT_S:
            self._path.popleft()
        found = None
        for sample in [s for s in self._path if self._seen < s.t <= t - HALF_S + 1e-9]:
            self._seen = sample.t
            found = self._judge(sample, self._speed(sample)) or found
        return found

    def _speed(self, sample: _Sample) -> float:
        """Legs a second around a sample."""
        before, after = self._at(sample.t - HALF_S), self._at(sample.t + HALF_S)
        return math.dist(before, after) / (2 * HALF_S) / sample.leg

    def _at(self, t: float) -> Spot:
        """Where the foot was at `t`, on the line between the samples beside it."""
        later = self._path[0]
        for sample in reversed(self._path):
            if sample.t <= t:
                if later.t <= sample.t:
                    return sample.spot
                share = (t - sample.t) / (later.t - sample.t)
                return _between(sample.spot, later.spot, min(1.0, share))
            later = sample
        return later.spot

    def _limit(self, t: float) -> float:
        usual = [speed for at, speed in self._peaks if t - at < FORGOTTEN_S]
        return max(SLOWEST_SWING, SHARE_OF_USUAL * median(usual)) if usual else SLOWEST_SWING

    def _judge(self, sample: _Sample, speed: float) -> Contact | None:
        limit = self._limit(sample.t)
        if self._left is None:
            if speed > limit:
                self._left, self._slow, self._peak = sample.t, None, speed
            return None
        self._peak = max(self._peak, speed)
        if speed > limit:
            self._slow = None
            if sample.t - self._left > LONGEST_S:
                self._left = None
            return None
        if self._slow is None:
            self._slow = sample.t
        return self._land(sample.t) if sample.t - self._slow >= LANDED_S - 1e-9 else None

    def _land(self, now: float) -> Contact | None:
        """The swing that ended, if it was one."""
        left, slow, peak = self._left, self._slow, self._peak
        assert left is not None
        assert slow is not None
        self._left = self._slow = None
        after = [s for s in self._path if slow - 1e-9 <= s.t <= now]
        spot = _mean([s.spot for s in after])
        swing = [s for s in self._path if left - HALF_S <= s.t <= now]
        start, leg = self._at(left - HALF_S), after[-1].leg
        far = max(math.dist(s.spot, spot) for s in swing)
        if far < SMALLEST_LEGS * leg or slow - left < SHORTEST_S:
            return None
        self._peaks.append((now, peak))
        return Contact(
            t=_crossing(swing, spot, LEFT_OVER * far), lifted=left, start=start, spot=spot, reach=far / leg
        )


def _crossing(swing: list[_Sample], goal: Spot, distance: float) -> float:
    """When the foot last came within `distance` of where it landed."""
    for before, after in zip(reversed(swing[:-1]), reversed(swing[1:]), strict=True):
        far, near = math.dist(before.spot, goal), math.dist(after.spot, goal)
        if far > distance >= near:
            return before.t + (far - distance) / (far - near) * (after.t - before.t)
    return swing[-1].t


def _between(a: Spot, b: Spot, share: float) -> Spot:
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def _mean(spots: list[Spot]) -> Spot:
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)
