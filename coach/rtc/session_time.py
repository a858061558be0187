"""Any stream's RTP timestamps → `t`, the session's time, by the senders' reports. Pure.

The session's time is the patient's video's (coach.rtc.media_clock): its own frames have it exactly. All else
is laid beside it by wall time.
"""

from coach.rtc.sequence import Unwrapper

STEP_S = 0.1
"""A stream found this far from its place is put there at once, a nearer one moves there little by little."""
SLEW_S = 0.0005
"""The most a packet is moved against the one before it: 25 ms a second of sound."""


FAR_S = 5.0
"""No packet is on its way for so long: a report that says so is wrong, whoever sent it."""


def believed(wall: float | None, arrived: float) -> float:
    """The instant that a timestamp stands for by its sender's reports; its arrival where they can't be."""
    return arrived if wall is None or abs(wall - arrived) > FAR_S else wall


class SessionTime:
    """When, by wall time, the session's time was 0."""

    def __init__(self) -> None:
        self._began: float | None = None

    def seen(self, t: float, wall: float) -> None:
        """A frame of the patient's, with the wall time that its timestamp stands for."""
        self._began = wall - t

    def t(self, wall: float) -> float | None:
        """None before the patient's first frame."""
        return None if self._began is None else wall - self._began


class Placed:
    """One stream's timestamps in session time: evenly spaced as they are, kept near to where the reports
    say that they belong."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self.restart()

    def restart(self) -> None:
        """The next timestamp belongs to another stream."""
        self._unwrap = Unwrapper(32)
        self._shift: float | None = None

    def t(self, timestamp: int, measured: float | None) -> float | None:
        """`measured` is the session time that the reports give for this timestamp; None: not known now."""
        own = self._unwrap(timestamp) / self._rate
        if measured is not None:
            error = measured - own - (self._shift or 0.0)
            if self._shift is None or abs(error) > STEP_S:
                self._shift = measured - own
            else:
                self._shift += max(-SLEW_S, min(SLEW_S, error))
        return None if self._shift is None else own + self._shift
