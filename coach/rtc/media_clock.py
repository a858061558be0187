"""RTP timestamps of one participant's video → `t`, seconds since the session's first frame.

Pure: the wall time (seconds of any steady clock) is given by the caller. Not for audio.
"""

from coach.rtc.sequence import Unwrapper

CLOCK_RATE = 90_000
"""RTP clock of every video codec (RFC 7741, section 4.1, for VP8)."""
MAX_DISAGREEMENT_S = 5.0
"""A step of the timestamps this far from the step of the wall time is a new stream, not a late frame."""
MIN_STEP_S = 0.001
"""MediaPipe wants rising whole milliseconds, also across a new stream that starts at the same instant."""


class MediaClock:
    """The clock of a session: it goes on across wraps, lost frames and new connections.

    A new connection has a new random timestamp: call `restart` then, and the next timestamp goes on by the
    wall time that passed. One clock serves one participant's video for the whole session.
    """

    def __init__(self, *, begins: float = 0.0) -> None:
        """`begins`: the time of the first frame, where a session goes on that another server began."""
        self._begins = begins
        self._unwrap = Unwrapper(32)
        self._origin: int | None = None
        self._base = 0.0
        self._newest: tuple[float, float] | None = None

    def restart(self) -> None:
        """The next timestamp belongs to another stream."""
        self._origin = None

    def t(self, rtp_timestamp: int, now: float) -> float:
        """Seconds since the first timestamp ever given. A late frame (smaller timestamp) gets its own,
        smaller time; after a restart every time is later than all times before."""
        t = self._in_stream(rtp_timestamp)
        if t is None or self._disagrees(t, now):
            t = self._begin(rtp_timestamp, now)
        if self._newest is None or t > self._newest[0]:
            self._newest = (t, now)
        return t

    def _in_stream(self, rtp_timestamp: int) -> float | None:
        if self._origin is None:
            return None
        return self._base + (self._unwrap(rtp_timestamp) - self._origin) / CLOCK_RATE

    def _disagrees(self, t: float, now: float) -> bool:
        if self._newest is None:
            return False
        newest_t, newest_now = self._newest
        return abs((t - newest_t) - (now - newest_now)) > MAX_DISAGREEMENT_S

    def _begin(self, rtp_timestamp: int, now: float) -> float:
        self._unwrap = Unwrapper(32)
        self._origin = self._unwrap(rtp_timestamp)
        self._base = self._begins
        if self._newest is not None:
            newest_t, newest_now = self._newest
            self._base = newest_t + max(now - newest_now, MIN_STEP_S)
        return self._base
