"""Faults of a whole repetition: its time, its range, its speed, its likeness to the other side's. A.3."""

from collections import defaultdict
from collections.abc import Callable
from statistics import fmean, median

from coach.feedback.body import other
from coach.feedback.exercise import Quantity, RepRule
from coach.feedback.reps import Rep
from coach.types import FaultSeen, RepCounted, Side

OWN_REPS = 3
"""So many own repetitions before a repetition is compared with them."""
LAST_REPS = 8
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

    def judge(self, counted: RepCounted, rep: Rep, reach: float) -> list[FaultSeen]:
        """The faults of one repetition; `reach` is the distance from rest to target in the signal's unit."""
        found = []
        for rule in self._rules:
            value = QUANTITIES[rule.quantity](self, counted, rep, reach)
            if value is not None and (value > rule.limit) is rule.above and value != rule.limit:
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
        towards this side's own usual peak, once it has done three that went past that target."""
        known = self._peaks[counted.side]
        if not counted.complete or self._own_target or len(known) < OWN_REPS:
            return rep.progress
        return rep.progress / max(1.0, median(known))

    def sink(self, _counted: RepCounted, rep: Rep, reach: float) -> float | None:
        """Speed at the end of the way back in the signal's unit a second, where it is also a fifth
        faster than the way out was."""
        return rep.sink_speed * reach if rep.sink_speed > 1.2 * rep.out_speed else None

    def side_ratio(self, counted: RepCounted, rep: Rep, _reach: float) -> float | None:
        """Progress over the other side's usual progress."""
        theirs = self._peaks[other(counted.side)]
        if counted.side is Side.BOTH or not theirs:
            return None
        return rep.progress / median(theirs)

    def sides_apart(self, counted: RepCounted, rep: Rep, _reach: float) -> float | None:
        """The shorter side's usual progress over the longer one's; None before each side has done three."""
        known = min(len(self._peaks[counted.side]) + 1, len(self._peaks[other(counted.side)]))
        if counted.side is Side.BOTH or known < OWN_REPS:
            return None
        usual = self._usual(counted, rep)
        return min(usual) / max(usual)

    def reversals(self, _counted: RepCounted, rep: Rep, _reach: float) -> float | None:
        """Turns of direction besides the one at the peak."""
        return float(rep.reversals)

    def furthest(self, counted: RepCounted, _rep: Rep, _reach: float) -> float | None:
        """Of a complete repetition; a partial one is told as such."""
        return counted.peak if counted.complete else None

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
    Quantity.SHRINKING: Manner.shrinking,
}


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
