"""Signs of tiring within one set, against the person's own repetitions 2 to 4. clinical.md A.7.

No detector of this kind was tried on patients: this is "slowing detected", never "fatigue measured", and
never more than a suggestion to rest. Numbers are engineering judgement unless a source is named."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean

from coach.types import Event, RestAdvice, Side, TiringSeen

FIRST, LAST = 1, 4
"""Repetitions 2–4 of a side are its own measure: the first one is often a trial."""
IN_A_ROW = 2
SLOWER = 1.20
"""20 % velocity loss ended sets of institutionalised older adults (S55); it does not transfer between people
or days (S56), so it is held against the same set only."""
SMALLER = 0.85
MORE_COMPENSATION = 1.5
COMPENSATIONS = ("trunk_lean", "shoulder_hike", "trunk_reach", "momentum")
"""F03, F06, F07, F13: upper-body motion was the most useful sign in sit-to-stand (S54)."""
VARIED, STEADY_CV = 2.0, 0.10
"""The rhythm counts as uneven at twice its own coefficient of variation, taken as 10 % at least: three
repetitions say little about it, and 15 pictures a second blur each by 5 to 10 %."""
VARIED_REPS = 4
GAUSSIAN = 1.128
"""The usual distance of two normal values, in standard deviations."""
HARD_RPE = 15
"""Borg 6–20; over the band of 11–14 that stroke guidance gives (S58)."""

OFFER, REQUIRE = 2, 3
"""So many signs offer a rest, so many require it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effortful:
    """What one repetition says."""

    seconds: float
    reach: float
    """Progress at the peak."""
    compensations: Mapping[str, float]
    """Of COMPENSATIONS those that were seen, with their values' sizes."""


@dataclass(slots=True)
class FatigueWatch:
    """Watches one set. Tells each step, from a note to an offer of rest to required rest, once."""

    _reps: defaultdict[Side, list[Effortful]] = field(default_factory=lambda: defaultdict(list))
    _signs: dict[str, None] = field(default_factory=dict)
    _told: int = 0
    _hard: bool = False

    def add(self, t: float, side: Side, rep: Effortful) -> list[Event]:
        """A repetition ended, full or partial."""
        reps = self._reps[side]
        reps.append(rep)
        if len(reps) >= LAST + IN_A_ROW:
            self._signs |= dict.fromkeys(_signs(reps[FIRST:LAST], reps[LAST:]))
        return self._tell(t)

    def effort(self, t: float, rpe: int) -> list[Event]:
        """The person's own word on how hard it was, Borg 6–20."""
        if rpe >= HARD_RPE:
            self._signs["effort"] = None
            self._hard = True
        return self._tell(t)

    def _tell(self, t: float) -> list[Event]:
        """Only what is more than was told before."""
        weight = REQUIRE if self._hard else min(REQUIRE, len(self._signs))
        if weight <= self._told:
            return []
        self._told = weight
        return [TiringSeen(t=t, signs=tuple(self._signs), advice=_ADVICE[weight])]


_ADVICE = {1: RestAdvice.NOTE, OFFER: RestAdvice.OFFER, REQUIRE: RestAdvice.REQUIRE}


def _signs(own: list[Effortful], later: list[Effortful]) -> list[str]:
    """The signs in the newest repetitions; `own` is what they are held against."""
    newest = later[-IN_A_ROW:]
    usual = fmean(rep.seconds for rep in own)
    reach = fmean(rep.reach for rep in own)
    found = {
        "slowing": all(rep.seconds >= SLOWER * usual for rep in newest),
        "range": all(rep.reach <= SMALLER * reach for rep in newest),
        "compensation": any(_rises(name, own, newest) for name in COMPENSATIONS),
        "rhythm": _is_uneven(own, later[-VARIED_REPS:]),
    }
    return [name for name, seen in found.items() if seen]


def _rises(name: str, own: list[Effortful], newest: list[Effortful]) -> bool:
    """New, or half as much again, in each of the newest repetitions."""
    if not all(name in rep.compensations for rep in newest):
        return False
    before = [rep.compensations[name] for rep in own if name in rep.compensations]
    return not before or all(rep.compensations[name] >= MORE_COMPENSATION * fmean(before) for rep in newest)


def _is_uneven(own: list[Effortful], last: list[Effortful]) -> bool:
    if len(last) < VARIED_REPS:
        return False
    return _cv(last) >= VARIED * max(_cv(own), STEADY_CV)


def _cv(reps: list[Effortful]) -> float:
    """Coefficient of variation of the repetitions' times, from one to the next: getting slower all along is
    no uneven rhythm."""
    seconds = [rep.seconds for rep in reps]
    return fmean(abs(b - a) for a, b in pairwise(seconds)) / GAUSSIAN / fmean(seconds)
