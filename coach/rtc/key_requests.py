"""When to ask a sender for a key frame: at once, not too often, and again until it comes. Pure."""

MIN_INTERVAL_S = 0.3
"""Many viewers ask at once; one key frame serves them all, and each costs as much as ten other frames."""


class KeyRequests:
    """One sender's key-frame requests. A request can get lost, so it is repeated until a key frame begins."""

    def __init__(self) -> None:
        self._wanted = False
        self._asked: float | None = None

    @property
    def wanted(self) -> bool:
        return self._wanted

    def want(self) -> None:
        self._wanted = True

    def key_frame_began(self) -> None:
        self._wanted = False

    def due(self, now: float) -> bool:
        """True when a request should go out now; it then counts as asked."""
        if not self._wanted or (self._asked is not None and now - self._asked < MIN_INTERVAL_S):
            return False
        self._asked = now
        return True
