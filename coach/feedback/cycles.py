"""Repetitions in a recorded trace of one number: where they begin, peak and end, and how alike they are.

For learning an exercise when nothing is known of it yet: the whole trace is seen at once. Not for counting
a patient (`reps`, which decides as it goes)."""

import math
from bisect import bisect_left
from dataclasses import dataclass
from statistics import median

Trace = tuple[tuple[float, float], ...]
"""(t, value), t rising."""

HIGH, LOW, HOME = 0.55, 0.30, 0.15
"""Shares of the usual excursion: beyond HIGH it is a repetition, under LOW it may be over, HOME is rest."""
SMALL = 0.5
"""An excursion of less than this share of the usual one is none of the shown repetitions."""
TOP_SHARE = 0.97
"""The top before any repetition is known: this share of all samples lies below it, so no glitch is it."""
SHORTEST_S = 0.25
POINTS = 24
"""Samples of a repetition's shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One repetition: leaving rest, farthest, back."""

    start: float
    peak_t: float
    end: float
    peak: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycles:
    """The repetitions of one trace."""

    reps: tuple[Cycle, ...]
    rest: float
    peak: float
    """Median of the repetitions' peaks."""
    noise: float
    """Usual size of the jitter from sample to sample and at rest, in the signal's unit."""
    alike: float
    """0–1: how alike the repetitions are in reach, time and shape, and how well they come back to rest."""

    @property
    def range(self) -> float:
        return abs(self.peak - self.rest)

    @property
    def clean(self) -> float:
        """0–1: how far the range stands out of the noise."""
        return self.range / (self.range + 12 * self.noise)


def find(trace: Trace, settled: float, *, rising: bool) -> Cycles | None:
    """Excursions of `trace` above (or below) its rest, which is where it is until `settled`; None where
    there are fewer than two."""
    calm = [v for t, v in trace if t <= settled + 0.2]
    if len(calm) < 3 or len(trace) < 10:
        return None
    sign = 1.0 if rising else -1.0
    rest = median(calm)
    out = [(t, sign * (v - rest)) for t, v in trace]
    top = sorted(v for _, v in out)[int(TOP_SHARE * (len(out) - 1))]
    noise = _noise([v for _, v in out], calm)
    if top <= 4 * noise:
        return None
    reps = _excursions(out, top)
    for _ in range(2):
        if len(reps) < 2:
            return None
        top = median(rep.peak for rep in reps)
        reps = [rep for rep in _excursions(out, top) if rep.peak >= SMALL * top]
    if len(reps) < 2:
        return None
    return Cycles(
        reps=tuple(Cycle(start=r.start, peak_t=r.peak_t, end=r.end, peak=rest + sign * r.peak) for r in reps),
        rest=rest,
        peak=rest + sign * median(r.peak for r in reps),
        noise=noise,
        alike=_alike(out, reps),
    )


def _excursions(out: list[tuple[float, float]], top: float) -> list[Cycle]:
    """Stretches beyond HIGH with falls under LOW between them."""
    found: list[Cycle] = []
    best: tuple[float, float] | None = None
    start = out[0][0]
    for t, v in out:
        if best is None and v < HOME * top:
            start = t
        if v > HIGH * top and (best is None or v > best[1]):
            best = (t, v)
        elif best is not None and v < LOW * top:
            if t - start >= SHORTEST_S:
                found.append(Cycle(start=start, peak_t=best[0], end=t, peak=best[1]))
            best, start = None, t
    return [_finished(out, cycle, HOME * top) for cycle in found]


def _finished(out: list[tuple[float, float]], cycle: Cycle, home: float) -> Cycle:
    """The end moved on to where rest is reached, or to where the next repetition begins."""
    i = bisect_left(out, (cycle.end, -math.inf))
    while i + 1 < len(out) and out[i][1] > home and out[i + 1][1] <= out[i][1]:
        i += 1
    return Cycle(start=cycle.start, peak_t=cycle.peak_t, end=out[i][0], peak=cycle.peak)


def _noise(values: list[float], calm: list[float]) -> float:
    """The greater of the jitter in rest and of the jitter anywhere."""
    middle = median(calm)
    rest = median(abs(v - middle) for v in calm)
    return max(rest, _jitter(values), 1e-6)


def _jitter(values: list[float]) -> float:
    """What of the bends from sample to sample is no movement, whatever the frame rate: a movement bends four
    times as much over samples twice as far apart, jitter doesn't."""
    near, far = _bend(values, 1), _bend(values, 2)
    return math.sqrt(max(0.0, (16 * near**2 - far**2) / 15))


def _bend(values: list[float], apart: int) -> float:
    """Usual half second difference of samples `apart` from each other."""
    triples = zip(values, values[apart:], values[2 * apart :], strict=False)
    return median([abs(a - 2 * b + c) / 2 for a, b, c in triples] or [0.0])


def _alike(out: list[tuple[float, float]], reps: list[Cycle]) -> float:
    peaks, seconds = [r.peak for r in reps], [r.seconds for r in reps]
    shapes = [_shape(out, rep) for rep in reps]
    mean = [sum(column) / len(column) for column in zip(*shapes, strict=True)]
    shape = sum(_correlation(s, mean) for s in shapes) / len(shapes)
    valleys = [_value_at(out, rep.end) / max(peaks) for rep in reps]
    home = max(0.0, 1 - max(abs(v) for v in valleys))
    return (1 - _spread(peaks)) * (1 - 0.5 * _spread(seconds)) * max(0.0, shape) * home


def _spread(values: list[float]) -> float:
    """Standard deviation over mean, at most 1."""
    mean = sum(values) / len(values)
    return min(1.0, math.sqrt(sum((v - mean) ** 2 for v in values) / len(values)) / mean)


def _shape(out: list[tuple[float, float]], rep: Cycle) -> list[float]:
    return [_value_at(out, rep.start + rep.seconds * n / (POINTS - 1)) for n in range(POINTS)]


def _value_at(out: list[tuple[float, float]], t: float) -> float:
    i = bisect_left(out, (t, -math.inf))
    if i <= 0 or i >= len(out):
        return out[min(max(i, 0), len(out) - 1)][1]
    (t0, v0), (t1, v1) = out[i - 1], out[i]
    return v0 + (v1 - v0) * (t - t0) / (t1 - t0)


def _correlation(a: list[float], b: list[float]) -> float:
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    da, db = [x - ma for x in a], [x - mb for x in b]
    size = math.sqrt(sum(x * x for x in da) * sum(x * x for x in db))
    return sum(x * y for x, y in zip(da, db, strict=True)) / size if size > 1e-12 else 0.0
