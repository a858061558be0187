"""Faults of a whole repetition: its time, its range, its speed, its likeness to the other side's. A.3."""

from collections import defaultdict
from collections.abc import Callable, Collection
from statistics import fmean, median

from coach.feedback.body import other
from coach.feedback.calibration import MIN_REPS
from coach.feedback.exercise import Quantity, RepRule
from coach.feedback.reps import Rep
from coach.types import FaultSeen, RepCounted, Side

OWN_REPS = 3
"""So many own repetitions before a repetition is compared with them."""
LAST_REPS = 8
HALF = 0.5
"""Of the usual step: what is less is no partial repetition any more (A.2)."""
USUAL_STEP = 1.4
"""Cold-start targets: E06 counts from 0.35 legs on, and the middle of its target range is 0.5."""
CYCLES, AT_EACH_END = 10, 3
"""Amplitude decrement: the mean of the last three of ten repetitions over that of the first three."""


class Manner:
    """Remembers the last repetitions, to compare the next one with."""

    def __init__(
        self, rules: tuple[RepRule, ...], usual_s: float | None, *, own_target: bool = False
    ) -> None:
        """`usual_s` and `own_target`: what a calibration told, if there was one."""
        self._rules, self._usual_s, self._own_target = rules, usual_s, own_target
        self._seconds: list[float] = []
        self._cycles: defaultdict[Side, list[float]] = defaultdict(list)
        self._peaks: defaultdict[Side, list[float]] = defaultdict(list)
        self._furthest: defaultdict[Side, list[float]] = defaultdict(list)

    def judge(
        self, counted: RepCounted, rep: Rep, reach: float, told: Collection[str] = (), *, scored: bool = True
    ) -> list[FaultSeen]:
        """The faults of one repetition; `reach` is the distance from rest to target in the signal's unit.
        `told`: what was seen of its posture. Not `scored`: in a view in which the exercise should not be
        done how far it went is counted, and not called a fault (clinical.md 0.1, finding 2)."""
        found: list[FaultSeen] = []
        for rule in self._rules:
            known = {*told, *(fault.fault for fault in found)}
            if known & set(rule.unless) or not (scored or rule.quantity in IN_ANY_VIEW):
                continue
            value = QUANTITIES[rule.quantity](self, counted, rep, reach)
            if value is not None and rule.holds(value):
                found.append(_seen(rule, counted, value, self._side_of(rule, counted, rep)))
        self._remember(counted, rep)
        return found

    def _side_of(self, rule: RepRule, counted: RepCounted, rep: Rep) -> Side:
        """Of two sides that are compared with each other the shorter one."""
        if rule.quantity is not Quantity.SIDES_APART:
            return counted.side
        own, theirs = self._usual(counted, rep)
        return counted.side if own < theirs else other(counted.side)

    def _usual(self, counted: RepCounted, rep: Rep) -> tuple[float, float]:
        """Progress of the last repetitions of this side and of the other one."""
        own = [*self._peaks[counted.side], rep.progress]
        return fmean(own[-OWN_REPS:]), fmean(self._peaks[other(counted.side)][-OWN_REPS:])

    def _remember(self, counted: RepCounted, rep: Rep) -> None:
        self._peaks[counted.side] = [*self._peaks[counted.side], rep.progress][-LAST_REPS:]
        self._furthest[counted.side] = [*self._furthest[counted.side], counted.peak][-OWN_REPS:]
        if counted.complete:
            self._seconds = [*self._seconds, counted.end - counted.start][-LAST_REPS:]

    def duration(self, counted: RepCounted, _rep: Rep, _reach: float) -> float | None:
        """Seconds over this person's usual ones; None before those are known, and for partial ones."""
        usual = self._usual_s
        if len(self._seconds) >= OWN_REPS:
            usual = median(self._seconds)
        return (counted.end - counted.start) / usual if usual and counted.complete else None

    def peak(self, counted: RepCounted, rep: Rep, _reach: float) -> float | None:
        """Greatest progress towards the target. Of a repetition that is full by a target which is anybody's:
        towards this side's own usual peak, once it has done two that went past that target, as many as make
        a calibration."""
        known = self._peaks[counted.side]
        if not counted.complete or self._own_target or len(known) < MIN_REPS:
            return rep.progress
        return rep.progress / max(1.0, median(known))

    def sink(self, _counted: RepCounted, rep: Rep, reach: float) -> float | None:
        """Speed at the end of the way back in the signal's unit a second, where it is also a fifth
        faster than the way out was."""
        return rep.sink_speed * reach if rep.sink_speed > 1.2 * rep.out_speed else None

    def side_ratio(self, counted: RepCounted, rep: Rep, _reach: float) -> float | None:
        """Progress over the other side's usual progress; None of what reaches the target (A.3 F21: below the
        target), for a knee that comes high looks several times as high as one at the target."""
        theirs = self._peaks[other(counted.side)]
        if counted.side is Side.BOTH or not theirs or rep.progress >= 1.0:
            return None
        return rep.progress / median(theirs)

    def sides_apart(self, counted: RepCounted, rep: Rep, _reach: float) -> float | None:
        """The shorter side's usual progress over the longer one's; None before each side has done three."""
        known = min(len(self._peaks[counted.side]) + 1, len(self._peaks[other(counted.side)]))
        if counted.side is Side.BOTH or known < OWN_REPS:
            return None
        usual = self._usual(counted, rep)
        return min(usual) / max(usual)

    def step(self, counted: RepCounted, rep: Rep, _reach: float) -> float:
        """Progress of a step over the usual one of this foot, once it went past the target; before, over
        that of anybody, which goes further than a cold-start target."""
        known = [p for p in self._peaks[counted.side] if p >= 1.0]
        return rep.progress / (median(known) if known else 1.0 if self._own_target else USUAL_STEP)

    def furthest(self, counted: RepCounted, rep: Rep, reach: float) -> float | None:
        """How far this step goes where that is less than half of the usual one; else how far a full one of
        the better foot goes, for one short foot alone is an asymmetry. None of a partial one."""
        if self.step(counted, rep, reach) < HALF:
            return counted.peak
        known = [self._furthest[side] for side in (counted.side, other(counted.side))]
        return max([counted.peak, *(median(far) for far in known if far)]) if counted.complete else None

    def reversals(self, _counted: RepCounted, rep: Rep, _reach: float) -> float | None:
        """Turns of direction besides the one at the peak."""
        return float(rep.reversals)

    def shrinking(self, counted: RepCounted, rep: Rep, _reach: float) -> float | None:
        """Peaks of the last three of ten repetitions of this side over those of the first three; None
        before there are ten. Each ten are judged once."""
        ten = [*self._cycles[counted.side], rep.progress]
        self._cycles[counted.side] = ten if len(ten) < CYCLES else []
        return fmean(ten[-AT_EACH_END:]) / fmean(ten[:AT_EACH_END]) if len(ten) == CYCLES else None


QUANTITIES: dict[Quantity, Callable[[Manner, RepCounted, Rep, float], float | None]] = {
    Quantity.DURATION: Manner.duration,
    Quantity.PEAK: Manner.peak,
    Quantity.SINK: Manner.sink,
    Quantity.SIDE_RATIO: Manner.side_ratio,
    Quantity.SIDES_APART: Manner.sides_apart,
    Quantity.REVERSALS: Manner.reversals,
    Quantity.FURTHEST: Manner.furthest,
    Quantity.STEP: Manner.step,
    Quantity.SHRINKING: Manner.shrinking,
}

IN_ANY_VIEW = frozenset(
    {Quantity.DURATION, Quantity.SINK, Quantity.REVERSALS, Quantity.SHRINKING, Quantity.SIDE_RATIO}
)
"""What is no angle and no length across the picture, or is seen of both sides alike."""


def _seen(rule: RepRule, counted: RepCounted, value: float, side: Side) -> FaultSeen:
    return FaultSeen(
        t=counted.t,
        fault=rule.id,
        level=rule.level,
        start=counted.start,
        end=counted.end,
        rep=counted.number if counted.complete else None,
        side=side,
        value=round(value, 3),
        unit=rule.unit,
        threshold=rule.limit,
        baseline=None,
        quality=counted.quality,
    )
