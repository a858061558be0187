"""Fault logic of clinical.md A.2: when a measure beyond its limit is a fault of a repetition."""

from collections import deque
from dataclasses import dataclass

from coach.feedback.calibration import SideBaseline
from coach.feedback.exercise import FaultRule, Of
from coach.feedback.measures import MEASURES
from coach.feedback.scene import Scene
from coach.feedback.smoothing import OneEuro, Slow
from coach.feedback.swings import Swings
from coach.types import FaultSeen, Phase, Quality, Side

REST_FOLLOWS_S = 1.5
LONGEST_STEP_S = 0.2
"""A sample stands for no more than this much time, however far the next one is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault that was active in one repetition or hold."""

    rule: FaultRule
    side: Side
    start: float
    end: float
    worst: float
    limit: float
    baseline: float | None
    quality: Quality
    unit: str

    @property
    def strong(self) -> bool:
        """Beyond the second threshold of clinical.md A.3, where there is one."""
        bound = self.rule.strong
        return bound is not None and bound != self.worst and (self.worst > bound) is self.rule.above

    @property
    def seconds(self) -> float:
        return self.end - self.start

    def seen(self, t: float, rep: int | None, side: Side) -> FaultSeen:
        return FaultSeen(
            t=t, fault=self.rule.id, level=self.rule.level, start=self.start, end=self.end, rep=rep,
            side=side, value=round(self.worst, 3), unit=self.unit, threshold=round(self.limit, 3),
            baseline=self.baseline, quality=self.quality,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One judged value, None where it is not seen, and how much time it stands for."""

    t: float
    dt: float
    value: float | None
    quality: Quality


class FaultWatch:
    """One rule on one side: time beyond the limit in the present repetition."""

    def __init__(self, rule: FaultRule, side: Side, own: SideBaseline | None) -> None:
        self.rule, self.side = rule, side
        self._looks_at = side if rule.of is not Of.BODY else Side.BOTH
        self._own = own.measures.get(rule.id) if own else None
        self._smooth = OneEuro(MEASURES[rule.measure].span)
        self._rest = Slow(REST_FOLLOWS_S)
        self._t: float | None = None
        self._lead: deque[_Look] = deque()
        self._swings = Swings(rule.swing, MEASURES[rule.measure].span) if rule.swings else None
        self.begin()

    @property
    def limit(self) -> float:
        """max(floor, baseline + margin), or its mirror image for a rule that looks below."""
        rule, own = self.rule, self._own
        if own is None and rule.start_is_baseline and self._rest.t is not None:
            own = self._rest.value
        if own is None:
            return rule.limit
        if rule.above:
            return max(rule.limit, own + rule.margin)
        return min(rule.limit, own - rule.margin)

    def begin(self) -> None:
        """A repetition starts."""
        self._phase_s = self._seen_s = self._active_s = self._run_s = self._longest_s = 0.0
        self._first = self._last = 0.0
        self._worst: float | None = None
        self._sum = 0.0
        self._quality = Quality.MEASURED
        self._swung = self._swings.before(self._t) if self._swings and self._t is not None else ()
        if self._swings:
            self._swings.clear()
        for look in self._lead:
            self._judge(look)
        self._lead.clear()

    def step(self, scene: Scene, phase: Phase) -> None:
        t = scene.body.t
        dt = 0.0 if self._t is None else min(t - self._t, LONGEST_STEP_S)
        self._t = t
        look = self._look(scene, phase, dt)
        if phase in self.rule.phases:
            self._judge(look)
        elif phase is Phase.REST and self.rule.lead_s:
            self._keep(look)

    def _look(self, scene: Scene, phase: Phase, dt: float) -> _Look:
        t, seen = scene.body.t, MEASURES[self.rule.measure].value(scene, self._looks_at)
        if self._swings and seen is not None and phase is Phase.REST:
            self._swings(t, seen[0])
        if seen is None or (self.rule.measured_only and seen[1] is not Quality.MEASURED):
            return _Look(t=t, dt=dt, value=None, quality=Quality.NOT_ASSESSABLE)
        value = self._smooth(t, seen[0])
        if phase in (Phase.REST, Phase.WAITING):
            self._rest(t, value)
        return _Look(t=t, dt=dt, value=self._judged(value), quality=scene.trusted(seen[1]))

    def _judged(self, value: float) -> float:
        if self.rule.rate:
            return self._smooth.rate
        return value - self._rest.value if self.rule.from_rest else value

    def _keep(self, look: _Look) -> None:
        """At rest: remember the last `lead_s`, they may belong to the next repetition."""
        self._lead.append(look)
        while look.t - self._lead[0].t > self.rule.lead_s:
            self._lead.popleft()

    def _judge(self, look: _Look) -> None:
        t, dt, value = look.t, look.dt, look.value
        self._phase_s += dt
        if value is None:
            self._run_s = 0.0
            return
        self._seen_s += dt
        self._sum += value * dt
        worse = max if self.rule.above else min
        if (value > self.limit) is not self.rule.above or value == self.limit:
            self._run_s = 0.0
            return
        if self._active_s == 0.0:
            self._first = t - dt
        self._last = t
        self._active_s += dt
        self._run_s += dt
        self._longest_s = max(self._longest_s, self._run_s)
        self._worst = value if self._worst is None else worse(self._worst, value)
        if look.quality is Quality.ESTIMATE:
            self._quality = look.quality

    @property
    def mean(self) -> float | None:
        """Mean of the measure over the judged phases of the repetition: what calibration keeps."""
        return self._sum / self._seen_s if self._seen_s else None

    @property
    def finding(self) -> Finding | None:
        """The fault, if it was active for `for_s` at a stretch and for `share` of its phases, of which a part
        that the view hid counts as time without it."""
        if self.rule.swings and len(self._swung) >= self.rule.swings:
            return self._swinging
        if self._worst is None or self._longest_s < self.rule.for_s - 1e-6:
            return None
        if self._active_s < self.rule.enough_s(self._phase_s):
            return None
        return Finding(
            rule=self.rule, side=self.side, start=self._first, end=self._last, worst=self._worst,
            limit=self.limit, baseline=self._own, quality=self._quality, unit=self.rule.unit,
        )  # fmt: skip

    @property
    def _swinging(self) -> Finding:
        """Of a swing there are two turns."""
        return Finding(
            rule=self.rule, side=self.side, start=self._swung[0], end=self._swung[-1],
            worst=2.0 * len(self._swung), limit=2.0 * self.rule.swings, baseline=None,
            quality=Quality.ESTIMATE, unit="reversals",
        )  # fmt: skip
