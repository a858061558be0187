"""The session as the database knows it, as a record. The one place where exports meet rows."""

from collections.abc import Sequence
from datetime import UTC, datetime

from coach.review.exports.record import FaultKept, RepKept, SessionRecord
from coach.store.models import FaultRow, RepRow, SetRow
from coach.types import FaultSeen, Level, Quality, RepCounted, SetDone, Side


def from_rows(
    session_id: str,
    created: datetime,
    *,
    sets: Sequence[SetRow],
    reps: Sequence[RepRow],
    faults: Sequence[FaultRow],
) -> SessionRecord:
    """Facts alone: `coach.review.exports.record.with_tape` adds what only the tape knows."""
    exercises = {row.number: row.exercise for row in sets}
    return SessionRecord(
        id=session_id,
        created=created if created.tzinfo else created.replace(tzinfo=UTC),
        duration_s=max((row.ended for row in sets), default=0.0),
        sets=tuple(map(_set, sets)),
        reps=tuple(
            RepKept(set_number=r.set_number, exercise=exercises.get(r.set_number, ""), counted=_rep(r))
            for r in reps
        ),
        faults=tuple(
            FaultKept(
                number=f.number,
                set_number=f.set_number,
                exercise=exercises.get(f.set_number, ""),
                seen=_fault(f),
                agree=f.agree,
            )
            for f in faults
        ),
    )


def _set(row: SetRow) -> SetDone:
    return SetDone(
        t=row.ended,
        number=row.number,
        exercise=row.exercise,
        side=Side(row.side),
        reps=row.reps,
        partials=row.partials,
        correction=row.correction,
        longest_hold_s=row.longest_hold_s,
        started=row.started,
    )


def _rep(row: RepRow) -> RepCounted:
    return RepCounted(
        t=row.end,
        number=row.number,
        side=Side(row.side),
        start=row.start,
        peak_t=row.peak_t,
        end=row.end,
        peak=row.peak,
        unit=row.unit,
        complete=row.complete,
        quality=Quality(row.quality),
    )


def _fault(row: FaultRow) -> FaultSeen:
    return FaultSeen(
        t=row.end,
        fault=row.fault,
        level=Level(row.level),
        start=row.start,
        end=row.end,
        rep=row.rep,
        side=Side(row.side),
        value=row.value,
        unit=row.unit,
        threshold=row.threshold,
        baseline=row.baseline,
        quality=Quality(row.quality),
    )
