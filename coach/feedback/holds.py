"""Timing of a held posture for one side. Progress in, holds out."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from coach.feedback.exercise import Pace
from coach.feedback.reps import Sample
from coach.types import Phase, Quality

STABLE_S = 0.5
"""In posture for so long before the timer runs (from the first moment in posture); clinical.md E09."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    start: float
    end: float
    value: float
    progress: float
    quality: Quality

    @property
    def seconds(self) -> float:
        return self.end - self.start


class HoldTracker:
    """In posture from p ≥ full until p < start for `end_s`."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self.phase = Phase.REST
        self._since: float | None = None
        self._out_since: float | None = None
        self._armed = False
        self._top: Sample | None = None

    @property
    def moving(self) -> bool:
        return self._since is not None

    @property
    def started(self) -> float:
        return self._since or 0.0

    def held(self, t: float) -> float | None:
        """Seconds held so far; None outside a hold."""
        return t - self._since if self.phase is Phase.HOLD and self._since is not None else None

    def drop(self) -> None:
        self.phase, self._since, self._out_since, self._armed, self._top = Phase.REST, None, None, False, None

    def rescale(self, factor: float, progress: Callable[[float], float]) -> None:
        """The signal's unit changed."""
        if self._top is not None:
            value = self._top.value * factor
            self._top = replace(self._top, value=value, p=progress(value))

    def step(self, s: Sample) -> Hold | None:
        if self._since is None:
            self._armed = self._armed or s.p < self._pace.start
            if self._armed and s.p >= self._pace.full:
                self._since, self._top, self.phase = s.t, s, Phase.OUT
            return None
        return self._inside(s)

    def _inside(self, s: Sample) -> Hold | None:
        assert self._since is not None
        if self._top is None or s.p > self._top.p:
            self._top = s
        if s.p >= self._pace.start:
            self._out_since = None
            if s.t - self._since >= STABLE_S:
                self.phase = Phase.HOLD
            return None
        if self._out_since is None:
            self._out_since = s.t
        return self.close(self._out_since) if s.t - self._out_since >= self._pace.end_s else None

    def close(self, t: float, peak_counts: bool = False) -> Hold | None:  # noqa: ARG002
        """End at `t`; the hold, if it was long enough to be one."""
        since, top = self._since, self._top
        self.drop()
        self._armed = True
        if since is None or top is None or t - since < self._pace.min_s:
            return None
        return Hold(start=since, end=t, value=top.value, progress=top.p, quality=top.quality)
