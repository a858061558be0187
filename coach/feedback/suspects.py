"""Faults that a new exercise might be watched for: those that the view allows, with the demonstration's own
value, so that nothing is called a fault that the one who showed it did."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from coach.feedback import fault_table
from coach.feedback.exercise import Exercise, FaultRule
from coach.feedback.faults import FaultWatch
from coach.feedback.onlooker import Watched
from coach.feedback.scene import Scene
from coach.types import Phase, Side

RULES: dict[str, tuple[FaultRule, ...]] = {
    "knee": (fault_table.TRUNK_LEAN, fault_table.KNEES_IN, fault_table.HEEL_LIFT),
    "hip": (fault_table.TRUNK_LEAN, fault_table.TRUNK_FORWARD),
    "ankle": (fault_table.TRUNK_LEAN, fault_table.TRUNK_FORWARD),
    "shoulder": (fault_table.TRUNK_LEAN, fault_table.TRUNK_BACK),
    "elbow": (fault_table.TRUNK_LEAN, fault_table.TRUNK_BACK),
}
"""The catalogue's rules that make sense for a movement of this joint."""

Times = Sequence[tuple[float, float, float]]
"""(start, peak, end) of each repetition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A fault that could be watched for."""

    rule: FaultRule
    """With its limit moved beyond the demonstration's own value where that is needed."""
    shown: float | None
    """Mean of its measure in the demonstration; None where this view does not show it."""

    @property
    def proposed(self) -> bool:
        return self.shown is not None


def suspects(watched: Watched, reps: Times, exercise: Exercise) -> tuple[Suspect, ...]:
    """The rules of the exercise's joint with what the demonstration shows of them."""
    rules = [r for r in RULES[exercise.joint] if r.measure != exercise.signal]
    if exercise.sinks:
        rules = [r for r in rules if r is not fault_table.TRUNK_FORWARD]
    return tuple(_suspect(rule, watched.scenes, reps) for rule in rules)


def _suspect(rule: FaultRule, scenes: Sequence[Scene], reps: Times) -> Suspect:
    shown = mean_of(rule, Side.BOTH, scenes, reps)
    if shown is None:
        return Suspect(rule=rule, shown=None)
    beyond = shown + rule.margin if rule.above else shown - rule.margin
    limit = max(rule.limit, beyond) if rule.above else min(rule.limit, beyond)
    if limit == rule.limit:
        return Suspect(rule=rule, shown=round(shown, 3))
    moved = replace(rule, limit=round(limit, 3), strong=None)
    return Suspect(rule=moved, shown=round(shown, 3))


def mean_of(rule: FaultRule, side: Side, scenes: Sequence[Scene], reps: Times) -> float | None:
    """The mean, over the repetitions, of the rule's measure in its phases; None where it is never seen."""
    watch = FaultWatch(rule, side, None)
    means: list[float] = []
    last: int | None = None
    for scene in scenes:
        now, phase = phase_at(scene.body.t, reps)
        if now != last:
            if last is not None and watch.mean is not None:
                means.append(watch.mean)
            watch.begin()
            last = now
        watch.step(scene, phase)
    if last is not None and watch.mean is not None:
        means.append(watch.mean)
    return fmean(means) if means else None


def phase_at(t: float, reps: Times) -> tuple[int | None, Phase]:
    """The repetition that `t` lies in, and roughly its phase."""
    for n, (start, peak, end) in enumerate(reps):
        if start < t <= end:
            top = 0.4 * (peak - start), 0.4 * (end - peak)
            if peak - top[0] <= t <= peak + top[1]:
                return n, Phase.PEAK
            return n, Phase.OUT if t < peak else Phase.BACK
    return None, Phase.REST
