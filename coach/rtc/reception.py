"""What a receiver reports about one stream: loss and jitter as of RFC 3550, appendix A. Pure."""

from typing import NamedTuple

from coach.rtc.sequence import Unwrapper


class Report(NamedTuple):
    fraction_lost: int
    """Of 256, since the report before."""
    lost: int
    """Since the start; below zero when packets came twice."""
    highest: int
    """Extended sequence number, 32 bits."""
    jitter: int
    """In ticks of the stream's clock."""


class Reception:
    """Counts the packets of one stream."""

    def __init__(self, clock_rate: int) -> None:
        self.received = 0
        self._rate = clock_rate
        self._unwrap = Unwrapper(16)
        self._first: int | None = None
        self._highest = 0
        self._reported = (0, 0)
        self._jitter = 0.0
        self._transit: float | None = None

    @property
    def expected(self) -> int:
        return 0 if self._first is None else self._highest - self._first + 1

    @property
    def lost(self) -> int:
        return self.expected - self.received

    def add(self, sequence_number: int, timestamp: int, now: float) -> None:
        seq = self._unwrap(sequence_number)
        self.received += 1
        if self._first is None:
            self._first = self._highest = seq
        if seq >= self._highest:
            self._highest = seq
            self._add_jitter(timestamp, now)

    def _add_jitter(self, timestamp: int, now: float) -> None:
        transit = now * self._rate - timestamp
        if self._transit is not None:
            change = abs(transit - self._transit)
            if change < self._rate:  # more than a second is a wrap or a new clock, not jitter
                self._jitter += (change - self._jitter) / 16
        self._transit = transit

    def report(self) -> Report:
        """The figures now; the fraction counts from the report before."""
        expected, received = self.expected - self._reported[0], self.received - self._reported[1]
        self._reported = (self.expected, self.received)
        lost = expected - received
        fraction = (lost << 8) // expected if expected > 0 and lost > 0 else 0
        return Report(min(fraction, 255), self.lost, self._highest & 0xFFFFFFFF, int(self._jitter))
