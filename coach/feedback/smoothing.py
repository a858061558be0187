"""Smoothing of one number over time. Time comes from the caller; the result does not depend on the rate."""

import math

MIN_CUTOFF_HZ = 1.5
"""Cutoff at rest; clinical.md A.1."""
BETA = 4.0
"""Hz of cutoff for each span a second: one span in a second is filtered at 5.5 Hz, 30 ms of lag."""
RATE_CUTOFF_HZ = 2.0
GLITCH_SPANS = 0.7
GLITCH_S = 0.11
"""A jump of this many spans is believed once it has lasted this long: a limb is never so fast."""


class OneEuro:
    """Causal one-euro filter. `span` is the usual excursion of the signal, in its own unit."""

    __slots__ = ("_span", "rate", "t", "value")

    def __init__(self, span: float) -> None:
        if span <= 0:
            raise ValueError(f"span must be positive, not {span}")
        self._span = span
        self.t: float | None = None
        self.value = 0.0
        self.rate = 0.0
        """Units a second, smoothed."""

    def __call__(self, t: float, x: float) -> float:
        """The smoothed value at `t`. A time that doesn't rise changes nothing."""
        if self.t is None:
            self.t, self.value = t, x
            return x
        if t <= self.t or self._is_glitch(t, x):
            return self.value
        dt, self.t = t - self.t, t
        self.rate += _share(RATE_CUTOFF_HZ, dt) * ((x - self.value) / dt - self.rate)
        cutoff = MIN_CUTOFF_HZ + BETA * abs(self.rate) / self._span
        self.value += _share(cutoff, dt) * (x - self.value)
        return self.value

    def rescale(self, factor: float) -> None:
        """The unit changed: all that is remembered is multiplied by `factor`."""
        self.value *= factor
        self.rate *= factor

    def _is_glitch(self, t: float, x: float) -> bool:
        """`self.t` stays at the last believed sample, so a jump that lasts is believed in time."""
        assert self.t is not None
        return abs(x - self.value) > GLITCH_SPANS * self._span and t - self.t <= GLITCH_S


class Slow:
    """A first-order low pass: follows within about `seconds`."""

    __slots__ = ("_seconds", "t", "value")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.t: float | None = None
        self.value = 0.0

    def __call__(self, t: float, x: float) -> float:
        if self.t is None:
            self.t, self.value = t, x
        elif t > self.t:
            self.value += (1 - math.exp(-(t - self.t) / self._seconds)) * (x - self.value)
            self.t = t
        return self.value


def _share(cutoff_hz: float, dt: float) -> float:
    """How far a first-order low pass goes towards its input within `dt`."""
    return 1 - math.exp(-2 * math.pi * cutoff_hz * dt)
