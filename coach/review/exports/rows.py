"""The session as the database knows it, as a record. The one place where exports meet rows."""

from collections.abc import Sequence
from datetime import UTC, datetime

from coach.review.exports.record import FaultKept, RepKept, SessionRecord
from coach.store.models import FaultRow, RepRow, SetRow
from coach.store.rows import fault_of, rep_of, set_of


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
        sets=tuple(map(set_of, sets)),
        reps=tuple(
            RepKept(set_number=r.set_number, exercise=exercises.get(r.set_number, ""), counted=rep_of(r))
            for r in reps
        ),
        faults=tuple(
            FaultKept(
                number=f.number,
                set_number=f.set_number,
                exercise=exercises.get(f.set_number, ""),
                seen=fault_of(f),
                agree=f.agree,
            )
            for f in faults
        ),
    )
