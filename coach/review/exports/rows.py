"""The session as the database knows it, as a record. The one place where exports meet rows."""

from collections.abc import Sequence
from datetime import UTC, datetime

from coach.review.exports.record import FaultKept, RepKept, SessionRecord
from coach.review.word import Word
from coach.store.models import CorrectionRow, FaultRow, RepRow, SetRow
from coach.store.rows import fault_of, rep_of, set_of


def from_rows(
    session_id: str,
    created: datetime,
    *,
    sets: Sequence[SetRow],
    reps: Sequence[RepRow],
    faults: Sequence[FaultRow],
    corrections: Sequence[CorrectionRow] = (),
) -> SessionRecord:
    """Facts alone: `coach.review.exports.record.with_tape` adds what only the tape knows."""
    exercises, word = {row.number: row.exercise for row in sets}, Word(corrections)
    return SessionRecord(
        id=session_id,
        created=created if created.tzinfo else created.replace(tzinfo=UTC),
        duration_s=max((row.ended for row in sets), default=0.0),
        sets=tuple(map(set_of, sets)),
        reps=tuple(
            RepKept(
                set_number=r.set_number,
                exercise=exercises.get(r.set_number, ""),
                counted=rep_of(r),
                rejected=word.rejected(r.id),
            )
            for r in reps
        ),
        faults=tuple(
            FaultKept(
                number=f.number,
                set_number=f.set_number,
                exercise=exercises.get(f.set_number, ""),
                seen=fault_of(f),
                agree=word.agree(f.number),
            )
            for f in faults
        ),
        counts={row.number: word.counted(row, reps) for row in sets},
    )
