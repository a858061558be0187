"""Wall time that goes on evenly: what is laid side by side by it stays so when somebody sets the clock."""

import time
from collections.abc import Callable


class EvenClock:
    """Seconds since 1970 as they were when it was made, and from then on as the monotonic clock counts."""

    def __init__(
        self, wall: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._monotonic = monotonic
        self._began = wall() - monotonic()

    def __call__(self) -> float:
        return self._began + self._monotonic()


even_now = EvenClock()
"""All streams of this process are laid beside each other by this one."""
