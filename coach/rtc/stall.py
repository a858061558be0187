"""How long the event loop was held up: measured by a short sleep that wakes too late."""

import asyncio
import itertools
import time
from collections import deque

BEAT_S = 0.1
"""A beat costs about 50 µs, nothing at 10 a second; stalls are met in proportion to their length."""
KEPT = 600


class StallProbe:
    """Keeps the last minute's stalls, in seconds; runs until cancelled."""

    def __init__(self) -> None:
        self.stalls: deque[float] = deque(maxlen=KEPT)

    async def run(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(BEAT_S)
            self.stalls.append(max(0.0, time.perf_counter() - before - BEAT_S))

    def quantile(self, q: float, *, over_s: float = 60.0) -> float:
        """Seconds, over the last `over_s`; 0 before anything was measured."""
        newest = itertools.islice(reversed(self.stalls), round(over_s / BEAT_S))
        ordered = sorted(newest)
        return ordered[min(len(ordered) - 1, int(q * len(ordered)))] if ordered else 0.0
