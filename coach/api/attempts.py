"""Limits on guessing: so many tries in so long, of one name and from one address. In memory: a restart
forgives."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

REMEMBERED = 10_000
"""Keys at most; the ones that were quiet longest are forgotten."""


class Attempts:
    def __init__(self, most: int, within_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._within, self._clock = most, within_s, clock
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, key: str) -> bool:
        """Whether one more is allowed now; a refused one does not count."""
        now = self._clock()
        tries = self._tries.setdefault(key, deque(maxlen=self._most))
        self._tries.move_to_end(key)
        if len(self._tries) > REMEMBERED:
            self._tries.popitem(last=False)
        if len(tries) == self._most and now - tries[0] < self._within:
            return False
        tries.append(now)
        return True

    def forgive(self, key: str) -> None:
        self._tries.pop(key, None)
