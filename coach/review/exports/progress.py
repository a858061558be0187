"""One exercise over several sessions: what was reached, and whether a change is more than measurement error.
Pure. Not for a single session."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

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


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    """The change is within measurement error."""
    UNKNOWN = "unknown"
    """One session only, no published error, or numbers that were not measured alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """Minimal detectable change: a smaller one may be chance."""

    value: float
    source: str


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


def progress(records: Iterable[SessionRecord]) -> list[Series]:
    """A series for every exercise, side, kind and unit; sessions in the order of their dates."""
    found: dict[tuple[str, Side, Kind, str], list[Reached]] = {}
    for record in sorted(records, key=lambda r: r.created):
        for key, reached in _of_session(record):
            found.setdefault(key, []).append(reached)
    return [_series(*key, tuple(points)) for key, points in found.items()]


def _series(exercise: str, side: Side, kind: Kind, unit: str, points: tuple[Reached, ...]) -> Series:
    angle = kind is Kind.RANGE and unit == "°"
    return Series(
        exercise=exercise,
        side=side,
        kind=kind,
        unit=unit,
        rising=kind is not Kind.RANGE or rises(exercise, unit),
        points=points,
        error=ANGLE_ERROR if angle else None,
    )


def _of_session(record: SessionRecord) -> Iterable[tuple[tuple[str, Side, Kind, str], Reached]]:
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
            seconds = median(r.end - r.start for r in own)
            yield (
                (exercise, side, Kind.TIME, "s"),
                Reached(when=record.created, value=seconds, quality=Quality.MEASURED),
            )
