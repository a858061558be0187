"""The repetition engine of clinical.md A.2 for one side: progress in, repetitions out.

Progress p is 0 in the start posture and 1 at the target. All dwell is in seconds."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from coach.feedback.exercise import Pace
from coach.types import Phase, Quality

AT_REST = 0.12
"""Below this the limb counts as not yet moving: a repetition is dated from here."""
TURN = 0.15
"""Fall from the peak that counts as returning; rise from the valley that counts as going out again."""
VALLEY = 0.35
"""A return to below this and out again ends a repetition though rest was not quite reached."""
VALLEY_DEPTH = 0.45
STAY_S, STAY_WITHIN = 0.6, 0.08
"""So long within so little of one place, nearly back, is being back."""
START_OF_USUAL, END_OF_TOP = 0.15, 0.10
"""Hysteresis in shares of what this person does; matters from twice the target on."""
USUAL_FOLLOWS = 0.5
REVERSAL = 0.10
"""Less than this is the noise of the landmarks."""
WORST = (Quality.MEASURED, Quality.ESTIMATE, Quality.NOT_ASSESSABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rep:
    """One repetition of one side, from leaving rest to being back."""

    start: float
    peak_t: float
    end: float
    peak: float
    progress: float
    complete: bool
    quality: Quality
    out_speed: float
    """Fastest progress a second on the way out."""
    reversals: int
    """Turns of direction besides the one at the peak."""
    sink_speed: float
    """Fastest progress a second in the last third of the way back."""

    @property
    def seconds(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One judged value: progress, its speed in progress a second, the value itself."""

    t: float
    p: float
    speed: float
    value: float
    quality: Quality


class Turns:
    """Counts turns of direction of more than REVERSAL."""

    def __init__(self) -> None:
        self.count = 0
        self._far: float | None = None
        self._rising = True

    def step(self, p: float) -> None:
        if self._far is None or (p > self._far) is self._rising:
            self._far = p
        elif abs(p - self._far) > REVERSAL:
            self.count, self._rising, self._far = self.count + 1, not self._rising, p


def _rescaled(s: Sample | None, factor: float, progress: Callable[[float], float]) -> Sample | None:
    return replace(s, value=s.value * factor, p=progress(s.value * factor)) if s is not None else None


class RepTracker:
    """Follows one side through REST → OUT → PEAK → BACK → REST. All its state is here."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self.phase = Phase.REST
        self._armed = False
        self._left_rest = 0.0
        self._ended = float("-inf")
        self._usual = 1.0
        self._below_end: float | None = None
        self._floor = 0.0
        self._clear()

    def _clear(self) -> None:
        self._top: Sample | None = None
        self._low: Sample | None = None
        self._quality = Quality.MEASURED
        self._out_speed = self._sink_speed = 0.0
        self._turns = Turns()
        self._stays: Sample | None = None

    @property
    def _start(self) -> float:
        """A person whose repetitions go far beyond the target also comes back less exactly."""
        return max(self._pace.start, START_OF_USUAL * self._usual)

    def _end(self, top: float) -> float:
        return max(self._pace.end, END_OF_TOP * top)

    @property
    def moving(self) -> bool:
        return self.phase is not Phase.REST

    @property
    def started(self) -> float:
        """When the open repetition left rest."""
        return self._left_rest

    def drop(self) -> None:
        """Forget an open repetition; the next needs a return to rest first."""
        self.phase, self._armed, self._below_end, self._floor = Phase.REST, False, None, 0.0
        self._clear()

    def rescale(self, factor: float, progress: Callable[[float], float]) -> None:
        """The signal's unit changed: what is remembered of an open repetition is brought to the new one."""
        self._top = _rescaled(self._top, factor, progress)
        self._low = _rescaled(self._low, factor, progress)

    def step(self, s: Sample) -> Rep | None:
        """Judge one sample; the repetition it ended, if it did."""
        if self.phase is Phase.REST:
            self._rest(s)
            return None
        self._quality = max(self._quality, s.quality, key=WORST.index)
        self._turn(s)
        return self._valley(s) or self._back_home(s) or self._stay(s)

    def _rest(self, s: Sample) -> None:
        if s.p < self._floor + AT_REST or not self._armed:
            self._left_rest = s.t
        if s.p < self._end(self._usual):
            self._armed = True
        self._floor = max(0.0, min(self._floor, s.p))
        if self._armed and s.p > self._floor + self._start and s.t - self._ended >= self._pace.pause_s:
            self.phase, self._top, self._low = Phase.OUT, s, None
            self._quality, self._out_speed = s.quality, s.speed

    def _turn(self, s: Sample) -> None:
        """Keep the highest sample, the lowest since, and the phase."""
        assert self._top is not None
        self._turns.step(s.p)
        if s.p >= self._top.p:
            self._top, self._low, self._sink_speed = s, None, 0.0
        elif self._low is None or s.p < self._low.p:
            self._low = s
        if self._low is None:
            self._out_speed = max(self._out_speed, s.speed)
        elif s.p < self._top.p / 3:
            self._sink_speed = max(self._sink_speed, -s.speed)
        self.phase = self._phase_at(s)

    def _phase_at(self, s: Sample) -> Phase:
        assert self._top is not None
        if s.p >= self._pace.full and s.p > self._top.p - TURN:
            return Phase.PEAK
        if s.p < self._top.p - TURN:
            return Phase.BACK
        return self.phase if self.phase is Phase.BACK else Phase.OUT if s.p < self._pace.full else Phase.PEAK

    def _valley(self, s: Sample) -> Rep | None:
        low, top = self._low, self._top
        if low is None or top is None or low.p > VALLEY * max(1.0, top.p) or top.p - low.p < VALLEY_DEPTH:
            return None
        if s.p < low.p + max(TURN, START_OF_USUAL * top.p) or s.p < self._start:
            return None
        rep = self._finish(low.t)
        self._left_rest, self._top, self._low, self.phase = low.t, s, None, Phase.OUT
        self._quality, self._out_speed = s.quality, s.speed
        return rep

    def _stay(self, s: Sample) -> Rep | None:
        """Nearly back, and resting there: that is the end, and the next repetition starts from there."""
        top = self._top
        if top is None or self.phase is not Phase.BACK or s.p > VALLEY * max(1.0, top.p):
            self._stays = None
            return None
        if self._stays is None or abs(s.p - self._stays.p) > STAY_WITHIN:
            self._stays = s
        if s.t - self._stays.t < STAY_S:
            return None
        rep = self._finish(self._stays.t)
        self.phase, self._left_rest, self._below_end = Phase.REST, s.t, None
        self._floor, self._armed = max(0.0, s.p), True
        return rep

    def _back_home(self, s: Sample) -> Rep | None:
        assert self._top is not None
        if s.p >= self._end(self._top.p):
            self._below_end = None
            return None
        if self._below_end is None:
            self._below_end = s.t
        if s.t - self._below_end < self._pace.end_s:
            return None
        rep = self._finish(self._below_end)
        self.phase, self._left_rest, self._below_end = Phase.REST, s.t, None
        return rep

    def _finish(self, end: float) -> Rep | None:
        """The repetition that ended at `end`; None when it was none: too small or too short."""
        top = self._top
        assert top is not None
        seconds = end - self._left_rest
        rep = Rep(
            start=self._left_rest,
            peak_t=top.t,
            end=end,
            peak=top.value,
            progress=top.p,
            complete=top.p >= self._pace.full and seconds <= self._pace.max_s,
            quality=self._quality,
            out_speed=self._out_speed,
            sink_speed=self._sink_speed,
            reversals=max(0, self._turns.count - 1),
        )
        self._ended = end
        self._usual += USUAL_FOLLOWS * (max(1.0, top.p) - self._usual)
        self._clear()
        return rep if top.p >= self._pace.partial and seconds >= self._pace.min_s else None

    def close(self, t: float, peak_counts: bool = False) -> Rep | None:
        """The video or the set ends at `t`. An open repetition that reached the target and is at least
        half-way back is complete (with `peak_counts`, wherever it is); any other that got past `partial` is
        a partial one."""
        top, low = self._top, self._low
        if not self.moving or top is None:
            return None
        returned = low is not None and low.p <= top.p / 2
        rep = self._finish(low.t if low is not None and returned else t)
        self.phase = Phase.REST
        if rep is None or returned or peak_counts:
            return rep
        return replace(rep, complete=False)
