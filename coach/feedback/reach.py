"""From rest to target: turns a value into progress, and learns this person's rest. One side's numbers."""

from coach.feedback.calibration import SideBaseline
from coach.feedback.exercise import Signal
from coach.feedback.smoothing import Slow

REST_FOLLOWS_S = 1.5
WIDEST = 0.5
"""Rest is believed up to this share of the cold-start range away from the cold-start rest."""


class Reach:
    def __init__(self, signal: Signal, own: SideBaseline | None) -> None:
        self._signal, self._own = signal, own
        self.rest = own.rest if own else signal.rest
        self._slow = Slow(REST_FOLLOWS_S)

    @property
    def target(self) -> float:
        """Moves with the rest where the signal says so; never nearer to it than half the range."""
        base, goal = self._range
        if self._signal.follows_rest:
            return self.rest + goal - base
        return self.rest + max(0.5, (goal - self.rest) / (goal - base)) * (goal - base)

    @property
    def _range(self) -> tuple[float, float]:
        own = self._own
        return (own.rest, own.target) if own else (self._signal.rest, self._signal.target)

    def progress(self, value: float) -> float:
        """0 at rest, 1 at the target."""
        return (value - self.rest) / (self.target - self.rest)

    def rescale(self, factor: float) -> None:
        """The unit changed: the learned rest is multiplied by `factor`."""
        self.rest = self._bounded(self.rest * factor)
        self._slow = Slow(REST_FOLLOWS_S)

    def could_rest(self, value: float) -> bool:
        """Whether a still body with this value may be in its start posture."""
        if self._signal.follows_rest:
            return True
        base, goal = self._range
        return (value - base) / (goal - base) <= WIDEST

    def start(self, value: float) -> None:
        """The start posture was seen with this value."""
        self._slow = Slow(REST_FOLLOWS_S)
        self.rest = self._bounded(value)

    def learn(self, t: float, value: float) -> None:
        """Still and at rest with this value: follow it slowly."""
        self.rest = self._bounded(self._slow(t, value))

    def _bounded(self, value: float) -> float:
        if self._signal.follows_rest:
            return value
        base, goal = self._range
        width = WIDEST * abs(goal - base)
        return max(base - width, min(base + width, value))
