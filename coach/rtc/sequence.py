"""Numbers that wrap (RTP sequence numbers, timestamps) counted on without a wrap. Pure."""


class Unwrapper:
    """Counts on past the wrap of a `bits`-wide number: each value becomes the nearest count to the one
    before, so late packets get smaller counts. The first value counts as itself."""

    def __init__(self, bits: int) -> None:
        self._span = 1 << bits
        self._last: int | None = None

    def __call__(self, value: int) -> int:
        if self._last is not None:
            value = self._last + distance(self._last, value, self._span)
        self._last = value
        return value


def distance(start: int, end: int, span: int) -> int:
    """Steps from `start` to `end` on a circle of `span` numbers, the short way: -span/2 up to span/2 - 1."""
    return (end - start + span // 2) % span - span // 2
