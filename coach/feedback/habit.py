"""How this person does an exercise: what their guided repetitions look like in every measure that the view
shows, and how far another repetition is from that.

A model across people is at chance where one within a person is over 90 % right (clinical.md 0.1, finding 1),
and a compensation that nobody named is seen here too: something moves that did not move before. A note for
the review, never a cue: unlike is not wrong."""

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from coach.feedback.measures import MEASURES
from coach.feedback.scene import Scene
from coach.types import Side

Traits = Mapping[str, float]
"""`measure.side.kind` → its value in one repetition, in the measure's usual excursions."""

SIDES = (Side.LEFT, Side.RIGHT)
HIGH = 0.97
"""High and low of a repetition leave out the farthest three of a hundred pictures: a glitch is no trait."""
LEAST_SEEN = 5
KEPT_S = 20.0
"""Longer than any repetition."""

LEAST_REPS = 2
PRIOR_REPS, PRIOR_SPREAD = 2, 0.08
"""Two or three repetitions say little about how much a person varies: as much as this many repetitions weighs
the belief that it is 8 % of a measure's usual excursion. Engineering judgement, as is all below."""
FLOOR = 0.02
SPARE = 0.2
LIMIT = 1.05
"""A repetition this many times as far from the guided ones as those are from each other (and SPARE) is unlike
them; adjustable for each patient. What UI-PRMD chooses whichever of its seven subjects is left out:
`docs/accuracy.md` has the figure with that choice beside the one with this constant."""
COMMON = 0.5
"""Of the traits that are known must be seen, to compare at all."""


class TraitWatch:
    """Keeps what every measure has shown in the last `kept_s`."""

    def __init__(self, kept_s: float = KEPT_S) -> None:
        self._kept_s = kept_s
        self._seen: deque[tuple[float, dict[str, float]]] = deque()

    def look(self, t: float, scene: Scene) -> None:
        self._seen.append((t, _values(scene)))
        while t - self._seen[0][0] > self._kept_s:
            self._seen.popleft()

    def between(self, start: float, end: float) -> Traits:
        """Of a repetition that began and ended then; without what was seen too little."""
        columns: dict[str, list[float]] = {}
        for t, values in self._seen:
            if start <= t <= end:
                for name, value in values.items():
                    columns.setdefault(name, []).append(value)
        return {
            f"{name}.{kind}": round(value, 4)
            for name, column in columns.items()
            if len(column) >= LEAST_SEEN
            for kind, value in _kinds(sorted(column)).items()
        }


def _values(scene: Scene) -> dict[str, float]:
    seen = {(name, side): row.guess(scene, side) for name, row in MEASURES.items() for side in SIDES}
    return {
        f"{name}.{side}": value[0] / MEASURES[name].span
        for (name, side), value in seen.items()
        if value is not None
    }


def _kinds(ordered: Sequence[float]) -> dict[str, float]:
    last = len(ordered) - 1
    low, high = ordered[round((1 - HIGH) * last)], ordered[round(HIGH * last)]
    return {"high": high, "low": low, "mean": fmean(ordered)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How unlike the guided repetitions one is."""

    ratio: float
    """Its distance from them over their own from each other."""
    measure: str
    """The one that differs most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """The guided repetitions of one side: middle and spread of each trait."""

    centre: Traits
    spread: Traits
    level: float
    """Usual distance of one of the guided repetitions from the others."""
    limit: float = LIMIT

    def difference(self, traits: Traits) -> Difference | None:
        """None where too little of what is known was seen."""
        far = _distances(self.centre, self.spread, traits)
        if len(far) < max(1.0, COMMON * len(self.centre)):
            return None
        most = max(far, key=lambda name: far[name])
        return Difference(ratio=fmean(far.values()) / (self.level + SPARE), measure=most.partition(".")[0])


def habit_of(reps: Sequence[Traits]) -> Habit | None:
    """None of fewer than LEAST_REPS repetitions, or where they have no trait in common."""
    names = sorted(set.intersection(*(set(rep) for rep in reps))) if reps else []
    if len(reps) < LEAST_REPS or not names:
        return None
    rows = [{name: rep[name] for name in names} for rep in reps]
    centre, spread = _middle(rows), _spread(rows)
    return Habit(centre=centre, spread=spread, level=round(fmean(_from_the_others(rows)), 4))


def _from_the_others(rows: Sequence[Traits]) -> list[float]:
    """Of each repetition: its distance from all but itself."""
    found = []
    for n, row in enumerate(rows):
        rest = [other for m, other in enumerate(rows) if m != n]
        found.append(fmean(_distances(_middle(rest), _spread(rest), row).values()))
    return found


def _middle(rows: Sequence[Traits]) -> Traits:
    return {name: round(fmean(row[name] for row in rows), 4) for name in rows[0]}


def _spread(rows: Sequence[Traits]) -> Traits:
    """Of a next repetition around the middle of these: their own spread and the prior one, and how unsure the
    middle is."""
    n, middle = len(rows), _middle(rows)
    unsure = math.sqrt(1 + 1 / n)
    found = {}
    for name in rows[0]:
        own = sum((row[name] - middle[name]) ** 2 for row in rows)
        usual = math.sqrt((own + PRIOR_REPS * PRIOR_SPREAD**2) / (n - 1 + PRIOR_REPS))
        found[name] = round((FLOOR + usual) * unsure, 4)
    return found


def _distances(centre: Traits, spread: Traits, traits: Traits) -> dict[str, float]:
    """The logarithm of how many spreads a trait is off: of two or three repetitions a spread is a guess, and
    one trait that is thirty of them off would outweigh all that are alike. On UI-PRMD anything that bends so
    (a bound, a root, a logarithm) is right more often than the plain mean."""
    known = [name for name in centre if name in traits]
    return {name: math.log1p(abs(traits[name] - centre[name]) / spread[name]) for name in known}
