"""Faults of walking, F22–F26 of clinical.md A.3: means over the last steps beyond a limit. F27 is `freezing`.

The floors are engineering judgement; a patient's own value moves them by the margin."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coach.feedback.gait_steps import Step
from coach.feedback.gait_summary import FEW, GaitSummary, Number, steady, summary_of
from coach.types import FaultSeen, Level, Side

WINDOW = 12
"""So many of the last steps are judged, so that a fault that stops is seen to stop."""


DIFFERENCE = 0.08
"""Legs. The paretic step's length changes by 6.7 cm from one test to the next by itself (MDC, clinical.md
B.8, S83): a smaller difference between the sides is no asymmetry, however short the steps."""


def _always(_summary: GaitSummary, _steps: Sequence[Step]) -> bool:
    return True


def _lengths_seen(_summary: GaitSummary, steps: Sequence[Step]) -> bool:
    """Across the picture; lengths by the body's size are too rough to blame somebody for."""
    return sum(s.length is not None for s in steps) >= FEW


def _differ(summary: GaitSummary, _steps: Sequence[Step]) -> bool:
    left, right = (summary.step_length[s].value for s in (Side.LEFT, Side.RIGHT))
    return left is not None and right is not None and abs(left - right) > DIFFERENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class GaitRule:
    id: str
    number: Callable[[GaitSummary], Number]
    side: Callable[[GaitSummary], Side | None]
    limit: float
    above: bool
    seen: Callable[[GaitSummary, Sequence[Step]], bool] = _always
    own: Callable[[float], float] | None = None
    """From this patient's own value to their limit; the laxer of both limits holds."""
    level: Level = Level.COACH

    def limit_for(self, baseline: float | None) -> float:
        if baseline is None or self.own is None:
            return self.limit
        return (max if self.above else min)(self.limit, self.own(baseline))


def _both(_summary: GaitSummary) -> Side:
    return Side.BOTH


def _shorter(summary: GaitSummary) -> Side | None:
    longer = summary.longer_length
    return None if longer is None else (Side.RIGHT if longer is Side.LEFT else Side.LEFT)


RULES: tuple[GaitRule, ...] = (
    GaitRule(
        id="short_steps",
        number=lambda g: g.step_length[Side.BOTH],
        side=_both,
        limit=0.45,
        above=False,
        seen=_lengths_seen,
        own=lambda best: 0.8 * best,
    ),
    GaitRule(
        id="step_length_asymmetry",
        number=lambda g: g.length_ratio,
        side=_shorter,
        limit=1.20,
        above=True,
        seen=_differ,
        own=lambda usual: usual + 0.12,
    ),
    GaitRule(
        id="step_time_asymmetry",
        number=lambda g: g.time_ratio,
        side=lambda g: g.longer_time,
        limit=1.15,
        above=True,
        own=lambda usual: usual + 0.09,
    ),
    GaitRule(
        id="wide_base",
        number=lambda g: g.base,
        side=_both,
        limit=1.8,
        above=True,
        own=lambda usual: usual + 0.4,
        level=Level.NOTE,
    ),
    GaitRule(
        id="narrow_base",
        number=lambda g: g.base,
        side=_both,
        limit=0.4,
        above=False,
        own=lambda usual: usual - 0.2,
    ),
)
"""A.3: short steps < 0.45 legs or 20 % under the own best; length ratio > 1.20; time ratio > 1.15 over ten
steps; base > 1.8 hips, or < 0.4. Lengths are judged where they are seen: across the picture."""


@dataclass(slots=True)
class GaitFaults:
    """Tells a fault when it begins, and again only after it has stopped."""

    baseline: Mapping[str, float] = field(default_factory=dict)
    _active: set[str] = field(default_factory=set)

    def judge(self, t: float, steps: Sequence[Step], rate: float) -> list[FaultSeen]:
        """After each step."""
        last = steps[-WINDOW - 2 :]
        summary = summary_of(last, rate=rate, leg_m=1.0, turning=False)
        chosen = steady(last)
        if summary is None or not chosen:
            return []
        found = [self._judge(rule, t, summary, chosen) for rule in RULES]
        return [fault for fault in found if fault is not None]

    def _judge(
        self, rule: GaitRule, t: float, summary: GaitSummary, chosen: Sequence[Step]
    ) -> FaultSeen | None:
        number = rule.number(summary)
        if rule.id == "short_steps" and not any(s.length is not None for s in chosen):
            return None
        if number.value is None or not rule.seen(summary, chosen):
            return None
        own = self.baseline.get(rule.id)
        limit = rule.limit_for(own)
        if (number.value > limit) is not rule.above or number.value == limit:
            self._active.discard(rule.id)
            return None
        if rule.id in self._active:
            return None
        self._active.add(rule.id)
        return FaultSeen(
            t=t,
            fault=rule.id,
            level=rule.level,
            start=chosen[0].t,
            end=chosen[-1].t,
            rep=None,
            side=rule.side(summary) or Side.BOTH,
            value=number.value,
            unit=number.unit,
            threshold=round(limit, 3),
            baseline=own,
            quality=number.quality,
        )
