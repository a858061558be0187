"""The session as tables with documented columns. CSV and Parquet write
the same tables. One row is one thing; empty means not known, never zero."""

import dataclasses
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from coach.review.exports.angles import Angle
from coach.review.exports.record import (
    ClinicalResult,
    Correction,
    FaultKept,
    RepKept,
    SessionRecord,
)
from coach.types import Event, FaultSeen

Kind = Literal["text", "whole", "number", "truth"]
Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    name: str
    kind: Kind
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`rows` may be read once only: angles come straight from the tape."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]


def _column(name: str, kind: Kind, doc: str) -> Column:
    return Column(name=name, kind=kind, doc=doc)


SESSION = _column("session", "text", "The session's id, a pseudonym")
SET = _column("set_number", "whole", "Number of the set in the session, from 1")
EXERCISE = _column("exercise", "text", "Id of the exercise")
SIDE = _column("side", "text", "left, right or both: the person's own")
QUALITY = _column("quality", "text", "measured, estimate or not_assessable")

REPS = (
    SESSION,
    SET,
    EXERCISE,
    _column("number", "whole", "Number of the repetition among those of its kind in the set, from 1"),
    SIDE,
    _column("start_s", "number", "Leaves rest, seconds since the session's first frame"),
    _column("peak_s", "number", "Furthest point, seconds"),
    _column("end_s", "number", "Back at rest, seconds"),
    _column("peak", "number", "Value at the furthest point, in `unit`"),
    _column("unit", "text", "Unit of `peak`: degrees or a share of a body length"),
    _column(
        "complete", "truth", "True for a whole repetition, false for a partial one, which does not count"
    ),
    _column("rejected", "truth", "A reviewer said that this is no repetition"),
    QUALITY,
)
ANGLES = (
    SESSION,
    _column("t_s", "number", "Time of the pose, seconds since the session's first frame"),
    SET,
    EXERCISE,
    SIDE,
    _column("measure", "text", "Which measure this is; the signal that the repetitions were counted by"),
    _column("value", "number", "Smoothed value as it was judged, in `unit`"),
    _column("unit", "text", "Unit of `value`"),
    QUALITY,
)
EVENTS = (
    SESSION,
    _column("t_s", "number", "When, seconds since the session's first frame"),
    _column(
        "kind",
        "text",
        "What happened: the event's name on the tape, or FaultSeen with its evidence. After a later "
        "judgement was accepted, repetitions, findings, holds and ends of sets are that one's",
    ),
    _column("number", "whole", "Number of a finding in the session, from 1; empty for other events"),
    SIDE,
    _column("name", "text", "Id of the fault, key of the cue, name of the phase or stage"),
    _column("value", "number", "Measured value of a finding, seconds of a hold"),
    _column("unit", "text", "Unit of `value`"),
    _column("threshold", "number", "Threshold of a finding, in `unit`"),
    QUALITY,
    _column("agree", "truth", "The therapist agrees with the finding; empty where not said"),
    _column("details", "text", "All fields of the event as JSON"),
)


CORRECTIONS = (
    SESSION,
    _column(
        "kind",
        "text",
        "rep_rejected, rep_added, count, fault_agree, fault_disagree, fault_missed; none that was taken back",
    ),
    SET,
    _column("rep", "whole", "Number of the repetition it is about"),
    _column("finding", "whole", "Number of the finding it is about"),
    _column("fault", "text", "Id of the fault that was missed"),
    _column("t_s", "number", "The moment it is about, seconds"),
    SIDE,
    _column("delta", "whole", "By how much a count was changed"),
    _column("by", "text", "Who said so: a role"),
    _column("person", "text", "Who said so: the id of who was signed in; it stays the same, and is no name"),
    _column("at", "text", "When it was said, UTC"),
    _column("note", "text", "In their own words"),
)
TESTS = (
    SESSION,
    _column("test", "text", "Id of the standard test"),
    SIDE,
    _column("t_s", "number", "When it ended, seconds"),
    _column("value", "number", "Its result in `unit`: the therapist's own number where there is one"),
    _column("unit", "text", "Unit of `value`"),
    QUALITY,
    _column("confirmed", "truth", "The therapist confirmed it; empty where not said"),
)
TABLES = (
    ("reps", REPS),
    ("angles", ANGLES),
    ("events", EVENTS),
    ("corrections", CORRECTIONS),
    ("tests", TESTS),
)


def tables(record: SessionRecord, measured: Iterable[Angle]) -> tuple[Table, ...]:
    return (
        Table(name="reps", columns=REPS, rows=[_rep(record.id, r) for r in record.reps]),
        Table(name="angles", columns=ANGLES, rows=(_angle(record.id, a) for a in measured)),
        Table(name="events", columns=EVENTS, rows=list(_events(record))),
        Table(
            name="corrections",
            columns=CORRECTIONS,
            rows=[_correction(record.id, one) for one in record.corrections],
        ),
        Table(name="tests", columns=TESTS, rows=[_test(record.id, one) for one in record.tests]),
    )


def documentation() -> str:
    """The columns in words, for the file that goes with the tables."""
    lines = [
        "Tables of one session from Coach. Times are seconds since the session's first frame.",
        "An empty cell means: not known. In CSV, text that a spreadsheet would run has a ' before it.",
        "These numbers come from one camera. They are not a diagnosis.",
    ]
    for name, columns in TABLES:
        lines += ["", name, *(f"  {c.name} ({c.kind}): {c.doc}." for c in columns)]
    return "\n".join(lines) + "\n"


def _correction(session: str, one: Correction) -> Row:
    return (
        session,
        one.kind,
        one.set_number,
        one.rep,
        one.finding,
        one.fault,
        one.t,
        one.side,
        one.delta,
        one.by,
        one.person,
        one.at.isoformat(timespec="seconds"),
        one.note,
    )


def _test(session: str, one: ClinicalResult) -> Row:
    return (
        session,
        one.test,
        one.side.value,
        one.t,
        one.value,
        one.unit,
        one.quality.value,
        one.confirmed,
    )


def _rep(session: str, kept: RepKept) -> Row:
    r = kept.counted
    return (
        session,
        kept.set_number,
        kept.exercise,
        r.number,
        r.side.value,
        r.start,
        r.peak_t,
        r.end,
        r.peak,
        r.unit,
        r.complete,
        kept.rejected,
        r.quality.value,
    )


def _angle(session: str, a: Angle) -> Row:
    side, quality = a.side.value, a.quality.value
    return (session, a.t, a.set_number, a.exercise, side, a.measure, a.value, a.unit, quality)


def _events(record: SessionRecord) -> Iterator[Row]:
    """From the tape where there is one; else at least the findings."""
    numbered = {_evidence(f.seen): f for f in record.faults}
    for event in record.events or [f.seen for f in record.faults]:
        fault = numbered.get(_evidence(event)) if isinstance(event, FaultSeen) else None
        yield _event(record.id, event, fault)


def _evidence(seen: FaultSeen) -> tuple[str, float, str, int | None]:
    return seen.fault, seen.start, seen.side, seen.rep


def _event(session: str, event: Event, fault: FaultKept | None) -> Row:
    fields = dataclasses.asdict(event)
    return (
        session,
        event.t,
        type(event).__name__,
        fault.number if fault else None,
        _text(fields, "side"),
        _text(fields, "fault", "key", "phase", "stage", "reason", "exercise"),
        _number(fields, "value", "seconds"),
        "s" if "seconds" in fields else _text(fields, "unit"),
        _number(fields, "threshold"),
        _text(fields, "quality"),
        fault.agree if fault else None,
        json.dumps(fields, ensure_ascii=False),
    )


def _text(fields: dict[str, object], *names: str) -> str | None:
    found = next((fields[n] for n in names if fields.get(n) is not None), None)
    return None if found is None else str(found)


def _number(fields: dict[str, object], *names: str) -> float | None:
    found = next((fields[n] for n in names if n in fields), None)
    return float(found) if isinstance(found, int | float) else None
