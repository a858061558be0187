"""A patient's own rest, target and baseline for one exercise. Numbers only; kept by the store."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from coach.feedback.habit import Habit
from coach.types import Side

MIN_REPS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBaseline:
    """One side's own values, in the units of the exercise's signal and of each fault's measure."""

    rest: float
    target: float
    """Where this person's usual repetition gets to: a full one reaches the pace's share of it."""
    rep_s: float | None = None
    """Usual seconds of a repetition."""
    measures: Mapping[str, float] = field(default_factory=dict)
    """Fault id → the mean of its measure in the repetitions that the therapist accepted."""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.rest) and math.isfinite(self.target)) or self.rest == self.target:
            raise ValueError(f"rest and target must be two numbers, got {self.rest} and {self.target}")
        if self.rep_s is not None and self.rep_s <= 0:
            raise ValueError(f"rep_s must be positive, is {self.rep_s}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What calibration found, per side; BOTH for exercises that have no sides."""

    exercise: str
    signal: str
    """The measure that rest and target belong to: another view needs another calibration."""
    sides: Mapping[Side, SideBaseline]
    habits: Mapping[Side, Habit] = field(default_factory=dict)
    """How the guided repetitions looked, by the side that they were counted for."""

    def __post_init__(self) -> None:
        if not self.sides:
            raise ValueError(f"{self.exercise}: a baseline needs at least one side")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidedRep:
    """One repetition that the therapist accepted while calibrating."""

    side: Side
    rest: float
    peak: float
    seconds: float
    measures: Mapping[str, float] = field(default_factory=dict)


def learn(exercise: str, signal: str, reps: Sequence[GuidedRep], *, least: int = MIN_REPS) -> Baseline:
    """The baseline of at least `least` guided repetitions a side; sides with fewer are left out.

    Raises ValueError when no side has enough."""
    sides = {}
    for side in Side:
        own = [r for r in reps if r.side is side]
        if len(own) >= least:
            sides[side] = _learn_side(own)
    if not sides:
        raise ValueError(f"{exercise}: calibration needs {least} repetitions of one side")
    return Baseline(exercise=exercise, signal=signal, sides=sides)


def unwatched(found: Baseline, accepted: Baseline | None) -> Baseline:
    """Of repetitions that no therapist watched: how far and how fast. What looked like a fault in them is not
    taken for this person's usual; what a therapist accepted before stays so."""
    known = accepted.sides if accepted is not None and accepted.signal == found.signal else {}
    sides = {
        side: replace(own, measures=known[side].measures if side in known else {})
        for side, own in found.sides.items()
    }
    return replace(found, sides=sides, habits={})


def _learn_side(reps: Sequence[GuidedRep]) -> SideBaseline:
    rest = _mean([r.rest for r in reps])
    names = set.intersection(*(set(r.measures) for r in reps))
    return SideBaseline(
        rest=rest,
        target=_mean([r.peak for r in reps]),
        rep_s=_mean([r.seconds for r in reps]),
        measures={name: _mean([r.measures[name] for r in reps]) for name in sorted(names)},
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
