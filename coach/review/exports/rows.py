"""The session as the database knows it, as a record. The one place where exports meet rows."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from coach.feedback.exercises import CATALOG
from coach.review.exports.record import (
    Answer,
    ClinicalResult,
    Consent,
    Correction,
    FaultKept,
    HoldKept,
    RepKept,
    SessionRecord,
)
from coach.review.word import Word
from coach.store.facts import Facts
from coach.store.models import (
    CheckInRow,
    ConsentRow,
    CorrectionRow,
    FaultRow,
    JudgementRow,
    RepRow,
    ResultRow,
    SessionRow,
    SetRow,
)
from coach.store.rows import fault_of, rep_of, set_of
from coach.types import HoldEnded, Quality, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRows:
    """Of the newest judgement, where there are several."""

    session: SessionRow
    sets: Sequence[SetRow]
    reps: Sequence[RepRow]
    faults: Sequence[FaultRow]
    corrections: Sequence[CorrectionRow] = ()
    results: Sequence[ResultRow] = ()
    consents: Sequence[ConsentRow] = ()
    check_ins: Sequence[CheckInRow] = ()
    judgements: Sequence[JudgementRow] = ()


async def rows_of(facts: Facts, session: SessionRow) -> SessionRows:
    name = session.id
    return SessionRows(
        session=session,
        sets=await facts.sets(name),
        reps=await facts.reps(name),
        faults=await facts.faults(name),
        corrections=await facts.corrections(name),
        results=await facts.results(name),
        consents=await facts.consents(name),
        check_ins=await facts.check_ins(name),
        judgements=await facts.judgements(name),
    )


def from_rows(rows: SessionRows) -> SessionRecord:
    """Facts alone: `coach.review.exports.record.with_tape` adds what only the tape knows."""
    exercises, word = {row.number: row.exercise for row in rows.sets}, Word(rows.corrections)
    return SessionRecord(
        id=rows.session.id,
        created=_utc(rows.session.created_at),
        rejudged=bool(rows.judgements),
        duration_s=max((row.ended for row in rows.sets), default=0.0),
        versions=json.loads(rows.judgements[-1].versions) if rows.judgements else {},
        sets=tuple(map(set_of, rows.sets)),
        reps=tuple(_rep(row, exercises, word) for row in rows.reps),
        faults=tuple(_fault(row, exercises, word) for row in rows.faults),
        counts={row.number: word.counted(row, rows.reps) for row in rows.sets},
        holds=tuple(_holds(rows.reps, exercises, word)),
        tests=tuple(_tests(rows.results)),
        answers=tuple(_answers(rows.check_ins)),
        corrections=tuple(_correction(row, rows.reps) for row in word.valid),
        consents=tuple(Consent(role=r.role, said=r.said, at=_utc(r.at)) for r in rows.consents),
    )


def _rep(row: RepRow, exercises: dict[int, str], word: Word) -> RepKept:
    return RepKept(
        set_number=row.set_number,
        exercise=exercises.get(row.set_number, ""),
        counted=rep_of(row),
        rejected=word.rejected(row.id),
    )


def _fault(row: FaultRow, exercises: dict[int, str], word: Word) -> FaultKept:
    return FaultKept(
        number=row.number,
        set_number=row.set_number,
        exercise=exercises.get(row.set_number, ""),
        seen=fault_of(row),
        agree=word.agree(row.number),
    )


def _holds(reps: Sequence[RepRow], exercises: dict[int, str], word: Word) -> Iterator[HoldKept]:
    """A hold is counted as a repetition whose peak is its seconds."""
    for row in reps:
        name = exercises.get(row.set_number, "")
        if name in CATALOG and CATALOG[name].hold and not word.rejected(row.id):
            held = HoldEnded(
                t=row.end,
                side=Side(row.side),
                start=row.start,
                seconds=row.peak,
                quality=Quality(row.quality),
            )
            yield HoldKept(set_number=row.set_number, exercise=name, ended=held)


def _answers(rows: Sequence[CheckInRow]) -> Iterator[Answer]:
    """The newest to each question of a set, in their order."""
    newest = {}
    for row in rows:
        for question, value in (("pain", row.pain), ("effort", row.effort)):
            if value is not None:
                newest[row.set_number, question] = Answer(t=row.t, question=question, value=value)
    yield from sorted(newest.values(), key=lambda a: a.t)


def _tests(rows: Sequence[ResultRow]) -> Iterator[ClinicalResult]:
    """The therapist's own number stands above the camera's."""
    for row in rows:
        value = row.value if row.own_value is None else row.own_value
        if value is not None and row.confirmed is not False:
            yield ClinicalResult(
                t=row.ended,
                test=row.test,
                value=value,
                unit=row.unit,
                quality=Quality(row.quality) if row.own_value is None else Quality.MEASURED,
                side=Side(row.side),
                confirmed=row.confirmed,
            )


def _correction(row: CorrectionRow, reps: Sequence[RepRow]) -> Correction:
    rep = next((one for one in reps if one.id == row.rep_id), None)
    return Correction(
        kind=row.kind,
        set_number=rep.set_number if rep else row.set_number,
        rep=rep.number if rep else None,
        finding=row.fault_number,
        fault=row.fault,
        t=row.t,
        side=rep.side if rep else row.side,
        delta=row.delta,
        by=row.by,
        person=row.person_id,
        at=_utc(row.at),
        note=row.note,
    )


def _utc(at: datetime) -> datetime:
    """SQLite gives times back without their zone."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
