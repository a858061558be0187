"""Which of two sides is out of sight, so that the other one is judged on: in reaching at 45° the resting arm
goes behind the body. Short gaps are bridged by both sides together (`sight`)."""

from collections.abc import Mapping

from coach.feedback.sight import BRIDGED_S
from coach.types import Side


class Hiding:
    """Remembers when each side was last seen."""

    def __init__(self) -> None:
        self.sides: frozenset[Side] = frozenset()
        """Out of sight for longer than is bridged; never all that are asked about."""
        self._seen_at: dict[Side, float] = {}

    def step(self, t: float, seen: Mapping[Side, bool]) -> None:
        for side, is_seen in seen.items():
            if is_seen or side not in self._seen_at:
                self._seen_at[side] = t
        long = frozenset(side for side in seen if self.seconds(side, t) > BRIDGED_S)
        self.sides = long if len(long) < len(seen) else frozenset()

    def seconds(self, side: Side, t: float) -> float:
        """How long it has been out of sight."""
        return t - self._seen_at.get(side, t)
