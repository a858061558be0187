"""Turning on the spot: the angle goes from one rest to another and does not come back. One turn is one
repetition."""

from collections.abc import Callable
from dataclasses import replace

from coach.feedback.exercise import Pace
from coach.feedback.reps import WORST, Rep, Sample
from coach.types import Phase, Quality

SETTLED_SPEED = 0.08
"""Progress a second under which the turn is over: less than 15° a second in half a turn."""
SETTLED_S = 0.5


class TurnTracker:
    """Progress is the angle turned since the last rest over the target angle; its sign is the direction."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._base = 0.0
        self.drop()

    def drop(self) -> None:
        self.phase = Phase.REST
        self._start: Sample | None = None
        self._slow_since: float | None = None
        self._last: Sample | None = None
        self._quality = Quality.MEASURED
        self._fastest = 0.0

    @property
    def moving(self) -> bool:
        return self.phase is not Phase.REST

    @property
    def started(self) -> float:
        return self._start.t if self._start else 0.0

    def rescale(self, factor: float, progress: Callable[[float], float]) -> None:
        """An angle has no unit that could change."""

    def step(self, s: Sample) -> Rep | None:
        turned = abs(s.p - self._base)
        if self._last is None:
            self._base, turned = s.p, 0.0
        self._last = s
        if not self.moving:
            self._rest(s, turned)
            return None
        self._quality = max(self._quality, s.quality, key=WORST.index)
        self._fastest = max(self._fastest, abs(s.speed))
        self.phase = Phase.PEAK if turned >= self._pace.full else Phase.OUT
        return self._settle(s, turned)

    def _rest(self, s: Sample, turned: float) -> None:
        """At rest the base follows slow changes; a turn has begun when it left the base behind."""
        if abs(s.speed) < SETTLED_SPEED:
            self._base, self._start = s.p, s
        elif turned > self._pace.start:
            self.phase = Phase.OUT
            self._start = self._start or s

    def _settle(self, s: Sample, turned: float) -> Rep | None:
        if abs(s.speed) >= SETTLED_SPEED:
            self._slow_since = None
            return None
        if self._slow_since is None:
            self._slow_since = s.t
        if s.t - self._slow_since < SETTLED_S:
            return None
        return self._finish(self._slow_since, s, turned)

    def _finish(self, end: float, s: Sample, turned: float) -> Rep | None:
        start = self._start or s
        rep = Rep(
            start=start.t,
            peak_t=end,
            end=end,
            peak=abs(s.value - start.value),
            progress=turned,
            complete=turned >= self._pace.full and end - start.t <= self._pace.max_s,
            quality=self._quality,
            out_speed=self._fastest,
            reversals=0,
            sink_speed=0.0,
        )
        self.drop()
        self._base, self._start, self._last = s.p, s, s
        return rep if turned >= self._pace.partial else None

    def close(self, t: float, peak_counts: bool = False) -> Rep | None:  # noqa: ARG002
        """The set ends at `t`: a turn under way is a partial one unless it got there."""
        last = self._last
        if not self.moving or last is None:
            return None
        rep = self._finish(t, last, abs(last.p - self._base))
        return replace(rep, end=t) if rep is not None else None
