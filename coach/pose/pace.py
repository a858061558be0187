"""How many frames a second are analysed."""

TOLERANCE_S = 0.005
"""A frame this little early is taken: cameras and encoders jitter by a few milliseconds."""


class Pace:
    """Picks frames so that about `hz` of them a second are analysed, by the frames' own times."""

    def __init__(self, hz: float) -> None:
        self._next: float | None = None
        self._last = float("-inf")
        self.set_rate(hz)

    def set_rate(self, hz: float) -> None:
        """From the last frame that was taken on. Raises ValueError."""
        if not hz > 0:
            raise ValueError(f"the rate must be above 0 Hz, not {hz}")
        self._period = 1 / hz
        if self._next is not None:  # a higher rate counts at once, not after the lower one's pause
            self._next = min(self._next, self._last + self._period)

    def due(self, t: float) -> bool:
        """Whether the frame at `t` is to be analysed if it is still the newest."""
        return self._next is None or t >= self._next - TOLERANCE_S

    def taken(self, t: float) -> None:
        """The frame at `t` is being analysed. Half a period is the least distance to the next, so
        that a late frame is made up for without a burst."""
        if self._next is None:
            self._next = t
        self._last = t
        self._next = max(self._next + self._period, t + self._period / 2)
