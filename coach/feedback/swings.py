"""Swings of one number: out and back again, before a repetition begins. Not for repetitions (`reps`)."""

from collections import deque

from coach.feedback.smoothing import OneEuro

KEPT_S = 4.0
"""What lies longer ago has nothing to do with the repetition that begins."""


class Swings:
    """When the last swings of at least `size` ended. A return alone, as of somebody who straightens up after
    sitting down, is none."""

    def __init__(self, size: float, span: float) -> None:
        self._size, self._smooth = size, OneEuro(span)
        self._low = self._high = 0.0
        self._ended: deque[float] = deque()
        self.clear()

    def clear(self) -> None:
        """From here on anew."""
        self._ended.clear()
        self._out: bool | None = None

    def __call__(self, t: float, value: float) -> None:
        now = self._smooth(t, value)
        if self._out is None:
            self._out, self._low, self._high = False, now, now
        elif self._out:
            self._high = max(self._high, now)
            if self._high - now >= self._size:
                self._ended.append(t)
                self._out, self._low = False, now
        else:
            self._low = min(self._low, now)
            if now - self._low >= self._size:
                self._out, self._high = True, now

    def before(self, t: float) -> tuple[float, ...]:
        """When those of the last KEPT_S ended."""
        return tuple(ended for ended in self._ended if t - KEPT_S <= ended <= t)
