"""An exercise or a standard test over several sessions: what was reached, and whether a change is more than
measurement error. Pure. Not for a single session."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

from coach.feedback.clinical_tests import TESTS
from coach.feedback.clinical_tests.description import Person
from coach.feedback.clinical_tests.norms import changes
from coach.feedback.exercises import CATALOG
from coach.review.exports.record import SessionRecord
from coach.types import Quality, RepCounted, Side


class Kind(StrEnum):
    RANGE = "range"
    """Furthest point of the best whole repetition."""
    REPS = "reps"
    """Whole repetitions in the best set, corrected."""
    TIME = "time"
    """Median seconds of a whole repetition."""
    TEST = "test"
    """A standard test's result that a therapist has confirmed; others do not count."""


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    """The change is within measurement error."""
    UNKNOWN = "unknown"
    """One session only, no published error, or numbers that were not measured alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """A smaller change may be chance."""

    value: float
    source: str
    kind: str = "MDC"
    """The minimal detectable change; `MCID`, the smallest one that matters, where only that was found."""


Key = tuple[str, Side, Kind, str]
"""Of a series: exercise or test, side, kind, unit."""
NOBODY = Person()
ANGLE_ERROR = Error(
    value=11.5,
    source="S83: joint angles, test and retest, 3.8° to 11.5°, walking after stroke; the largest is used",
)
"""The only one for joint angles that was found (clinical.md A.2). For shares of a body length, counts and
seconds of a repetition none was: nothing is called progress there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    when: datetime
    value: float
    quality: Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    exercise: str
    """Of a test: the test's id."""
    side: Side
    kind: Kind
    unit: str
    rising: bool
    """More is further."""
    points: tuple[Reached, ...]
    error: Error | None

    @property
    def verdict(self) -> Verdict:
        """The newest against the first."""
        first, last = self.points[0], self.points[-1]
        measured = first.quality is last.quality is Quality.MEASURED
        if len(self.points) < 2 or self.error is None or not measured:
            return Verdict.UNKNOWN
        change = (last.value - first.value) * (1 if self.rising else -1)
        if abs(change) <= self.error.value:
            return Verdict.SAME
        return Verdict.BETTER if change > 0 else Verdict.WORSE


def rises(exercise: str, unit: str) -> bool:
    """Whether the signal of this unit grows from rest to target: a squat's does not."""
    known = CATALOG.get(exercise)
    signal = next((s for s in known.signals if s.unit == unit), None) if known else None
    return signal is None or signal.target > signal.rest


def furthest(reps: Sequence[RepCounted], exercise: str) -> RepCounted:
    """The one that goes furthest; a measured one before any estimate."""
    sign = 1 if rises(exercise, reps[0].unit) else -1
    return max(reps, key=lambda r: (r.quality is Quality.MEASURED, sign * r.peak))


def progress(records: Iterable[SessionRecord], person: Person = NOBODY) -> list[Series]:
    """A series for every exercise or test, side, kind and unit; sessions in the order of their dates.
    `person`: whose they are, as far as a test's error depends on it."""
    found: dict[Key, list[Reached]] = {}
    for record in sorted(records, key=lambda r: r.created):
        for key, reached in _of_session(record):
            found.setdefault(key, []).append(reached)
    return [_series(key, tuple(points), person) for key, points in found.items()]


def _series(key: Key, points: tuple[Reached, ...], person: Person) -> Series:
    exercise, side, kind, unit = key
    return Series(
        exercise=exercise,
        side=side,
        kind=kind,
        unit=unit,
        rising=_more_is_further(exercise, kind, unit),
        points=points,
        error=_error(exercise, kind, unit, points[0].value, person),
    )


def _more_is_further(exercise: str, kind: Kind, unit: str) -> bool:
    if kind is Kind.TEST:
        return exercise not in TESTS or not TESTS[exercise].less_is_better
    return kind is not Kind.RANGE or rises(exercise, unit)


def _error(exercise: str, kind: Kind, unit: str, first: float, person: Person) -> Error | None:
    """Of a test at this first value."""
    if unit == "°" and kind in (Kind.RANGE, Kind.TEST):
        return ANGLE_ERROR
    known = changes(exercise, first, person) if kind is Kind.TEST else ()
    best = min(known, key=lambda one: one.kind != "MDC", default=None)
    return None if best is None else Error(value=best.value, source=best.source, kind=best.kind)


def _of_session(record: SessionRecord) -> Iterable[tuple[Key, Reached]]:
    yield from _exercised(record)
    for test in record.tests:
        if test.confirmed:
            key = (test.test, test.side, Kind.TEST, test.unit)
            yield key, Reached(when=record.created, value=test.value, quality=test.quality)


def _exercised(record: SessionRecord) -> Iterable[tuple[Key, Reached]]:
    for exercise in dict.fromkeys(s.exercise for s in record.sets):
        sets = [s for s in record.sets if s.exercise == exercise]
        most = max(record.counted(s) for s in sets)
        key = (exercise, Side.BOTH, Kind.REPS, "")
        yield key, Reached(when=record.created, value=most, quality=Quality.MEASURED)
        whole = [r.counted for s in sets for r in record.reps_of(s) if r.counted.complete and not r.rejected]
        for side, unit in dict.fromkeys((r.side, r.unit) for r in whole):
            own = [r for r in whole if r.side is side and r.unit == unit]
            best = furthest(own, exercise)
            yield (
                (exercise, side, Kind.RANGE, unit),
                Reached(when=record.created, value=best.peak, quality=best.quality),
            )
            if unit != "s":  # how long a hold lasts is how far it goes
                seconds = median(r.end - r.start for r in own)
                yield (
                    (exercise, side, Kind.TIME, "s"),
                    Reached(when=record.created, value=seconds, quality=Quality.MEASURED),
                )
