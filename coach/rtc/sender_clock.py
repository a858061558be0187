"""Where a sender's RTP timestamps lie on our wall clock, from its sender reports. Pure.

One browser's microphone and camera share one clock here, so that their viewers can play them in step.
"""

from coach.rtc.sequence import distance

NTP_EPOCH_S = 2_208_988_800
"""Seconds from 1900 (NTP) to 1970."""


def ntp_seconds(ntp: int) -> float:
    """A 64-bit NTP time as seconds since 1970."""
    return ntp / (1 << 32) - NTP_EPOCH_S


def ntp_time(wall: float) -> int:
    """Seconds since 1970 as a 64-bit NTP time."""
    return int((wall + NTP_EPOCH_S) * (1 << 32))


class SenderClock:
    """The difference between one browser's wall clock and ours, fixed by its first report."""

    def __init__(self) -> None:
        self._ahead: float | None = None

    def to_ours(self, theirs: float, now: float) -> float:
        """`theirs` and the result in seconds since 1970; `now` is our wall time on hearing it."""
        if self._ahead is None:
            self._ahead = theirs - now
        return theirs - self._ahead


class Timeline:
    """One stream's timestamps on our wall clock: the newest report, or else the newest packet's arrival."""

    def __init__(self, clock: SenderClock, rate: int) -> None:
        self._clock, self._rate = clock, rate
        self._report: tuple[float, int] | None = None
        self._packet: tuple[float, int] | None = None

    def reported(self, ntp: int, timestamp: int, now: float) -> None:
        if ntp:  # aiortc reports zeros until it has sent something
            self._report = (self._clock.to_ours(ntp_seconds(ntp), now), timestamp)

    def received(self, timestamp: int, now: float) -> None:
        self._packet = (now, timestamp)

    def restart(self) -> None:
        self._report = self._packet = None

    def timestamp_at(self, wall: float) -> int | None:
        """The timestamp of this instant, not wrapped; None before the first packet."""
        known = self._report or self._packet
        if known is None or self._packet is None:
            return None
        at, timestamp = known
        return timestamp + round((wall - at) * self._rate)

    def wall_at(self, timestamp: int) -> float | None:
        """The instant that this timestamp stands for, in seconds since 1970; None before the first packet."""
        known = self._report or self._packet
        if known is None:
            return None
        at, known_timestamp = known
        return at + distance(known_timestamp, timestamp, 1 << 32) / self._rate
