"""The primary signal of every set of a tape, for the curves:
`python -m coach.review.traces TAPE OUT THRESHOLDS`.

A process of its own makes them, because judging an hour again takes many seconds; the result is kept beside
the tape and made anew when the tape has grown."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coach.feedback.engine import Reading
from coach.feedback.exercise import Exercise
from coach.feedback.exercises import CATALOG
from coach.feedback.thresholds import Overrides
from coach.review.own import known_beside
from coach.review.rejudge import Rejudge
from coach.store.tape import TapeReader
from coach.types import Event, Pose, Side

DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The signal of one set and side; where it could not be measured there is a gap in t."""

    set_number: int
    exercise: str
    side: Side
    measure: str
    unit: str
    rest: float
    target: float
    points: list[tuple[float, float]] = field(default_factory=list)


def traces(
    records: Iterable[Pose | Event], exercises: Mapping[str, Exercise], overrides: Overrides | None = None
) -> Iterator[Trace]:
    """Judges the records again and keeps the readings of running sets."""
    work, found = Rejudge(exercises, overrides), dict[tuple[int, Side], Trace]()
    for record in records:
        work.take(record)
        if isinstance(record, Pose):
            for reading in work.readings:
                _add(found, work, reading)
    yield from found.values()


def _add(found: dict[tuple[int, Side], Trace], work: Rejudge, reading: Reading) -> None:
    exercise, number = work.exercise, work.number
    if exercise is None or reading.value is None:
        return
    key = number, reading.side
    if key not in found:
        signal = exercise.signal_for(work.view.name if work.view else exercise.view)
        found[key] = Trace(
            set_number=number,
            exercise=exercise.id,
            side=reading.side,
            measure=signal.measure,
            unit=signal.unit,
            rest=signal.rest,
            target=signal.target,
        )
    points = found[key].points
    if not points or points[-1][0] < reading.t:
        points.append((round(reading.t, 3), round(reading.value, DIGITS)))


def write(tape: Path, out: Path, overrides: Overrides) -> None:
    """All traces of a tape as the JSON body of the review's door. Raises TapeUnreadable."""
    made = [
        {
            "set_number": trace.set_number,
            "exercise": trace.exercise,
            "side": trace.side,
            "measure": trace.measure,
            "unit": trace.unit,
            "rest": trace.rest,
            "target": trace.target,
            "points": trace.points,
        }
        for trace in traces(TapeReader(tape), known_beside(tape, CATALOG), overrides)
    ]
    part = out.with_suffix(".part")
    part.write_text(json.dumps({"traces": made}, separators=(",", ":")))
    part.replace(out)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))
