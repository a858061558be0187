"""aiortc's estimate of a line, with the two parts that cost most done another way: same numbers, bit for bit.

aiortc's rate counter steps through every millisecond, its noise filter through 60 numbers a frame. Names that
are private there are inherited here; a test compares the two.
"""

from collections import deque

from aiortc.rate import (
    MIN_FRAME_PERIOD_HISTORY_LENGTH,
    OveruseEstimator,
    RateCounter,
    RemoteBitrateEstimator,
)

WINDOW_MS, BITS_A_SECOND = 1000, 8000
"""The counter's window, and what makes bits a second of bytes a millisecond; aiortc's own."""


class QuickCounter(RateCounter):
    """What arrived within the window, without a bucket for each millisecond."""

    def add(self, value: int, now_ms: int) -> None:
        if self._origin_ms is None:
            self._origin_ms = now_ms
        else:
            self._erase_old(now_ms)
        self._arrived.append((now_ms, value))
        self._total.count += 1
        self._total.value += value

    def reset(self) -> None:
        super().reset()
        self._arrived: deque[tuple[int, int]] = deque()

    def _erase_old(self, now_ms: int) -> None:
        oldest = now_ms - self._window_size + 1
        if self._origin_ms is None or oldest <= self._origin_ms:
            return
        self._origin_ms = oldest
        while self._arrived and self._arrived[0][0] < oldest:
            self._total.count -= 1
            self._total.value -= self._arrived.popleft()[1]


class QuickEstimator(OveruseEstimator):
    def update_min_frame_period(self, ts_delta: float) -> float:
        if len(self.ts_delta_hist) >= MIN_FRAME_PERIOD_HISTORY_LENGTH:
            self.ts_delta_hist.pop(0)
        least = min(self.ts_delta_hist, default=ts_delta)
        self.ts_delta_hist.append(ts_delta)
        return min(least, ts_delta)


def quick_estimator() -> RemoteBitrateEstimator:
    """An estimator as aiortc makes it."""
    made = RemoteBitrateEstimator()
    made.incoming_bitrate = QuickCounter(WINDOW_MS, BITS_A_SECOND)
    made.estimator = QuickEstimator()
    return made
