"""A session's facts and tape as the body that its reviewer's page gets. Pure: rows in, one body out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from coach.api.review_exercise import as_judged, exercise_of
from coach.api.review_models import (
    CorrectionKind,
    LevelName,
    NoteKind,
    QualityName,
    ReviewAgreement,
    ReviewCheckIn,
    ReviewCorrection,
    ReviewCue,
    ReviewFault,
    ReviewHold,
    ReviewJudgement,
    ReviewNote,
    ReviewOther,
    ReviewPause,
    ReviewQueueItem,
    ReviewRecording,
    ReviewRef,
    ReviewRep,
    ReviewResult,
    ReviewResultWord,
    ReviewReviewed,
    ReviewSession,
    ReviewSet,
    ReviewStage,
    SideName,
)
from coach.feedback.exercise import Exercise
from coach.feedback.texts import text
from coach.review.agreement import Pair, SetCount, agreement
from coach.review.queue import Found, SetSeen, queue
from coach.review.sentences import in_language
from coach.review.timeline import Cue, Timeline, timeline
from coach.review.word import Word
from coach.store.models import (
    CheckInRow,
    CorrectionRow,
    FaultRow,
    JudgementRow,
    NoteRow,
    RecordingRow,
    RepRow,
    ResultRow,
    ResultWordRow,
    ReviewedRow,
    SessionRow,
    SetRow,
)
from coach.store.rows import fault_of, rep_of
from coach.store.tape import TapeHeader, TapeOutline

Of = TypeVar("Of", RepRow, FaultRow)
NEAR_S = 1.0
"""A missed finding was noticed within so much of the repetition it belongs to."""

Signed = CorrectionRow | NoteRow | ReviewedRow | JudgementRow | CheckInRow | ResultWordRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A recording, where its file is, and whether it is still there."""

    row: RecordingRow
    url: str
    available: bool


@dataclass(frozen=True, kw_only=True)
class Kept:
    """All that is known of one session."""

    session: SessionRow
    sets: Sequence[SetRow]
    reps: Sequence[RepRow]
    faults: Sequence[FaultRow]
    corrections: Sequence[CorrectionRow]
    notes: Sequence[NoteRow]
    check_ins: Sequence[CheckInRow] = ()
    results: Sequence[ResultRow] = ()
    result_words: Sequence[ResultWordRow] = ()
    others: Sequence[ReviewOther] = ()
    reviewed: Sequence[ReviewedRow]
    films: Sequence[Film]
    judgements: Sequence[JudgementRow]
    """The accepted ones; the live one has no row."""
    header: TapeHeader | None
    outline: TapeOutline | None
    problems: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Of those who signed, by their ids."""

    def who(self, row: Signed) -> str | None:
        return self.names.get(row.person_id or "")

    @property
    def signers(self) -> set[str | None]:
        """Ids of who said anything; None among them where somebody came by a link."""
        signed: Sequence[Signed] = (
            *self.corrections,
            *self.notes,
            *self.reviewed,
            *self.judgements,
            *self.check_ins,
            *self.result_words,
        )
        return {row.person_id for row in signed} | {rep.assisted_person for rep in self.reps}

    @property
    def duration(self) -> float:
        last = [row.ended for row in self.sets] + [row.end for row in self.reps]
        poses = self.outline.times[-1:] if self.outline else []
        return max([0.0, *last, *poses])

    @cached_property
    def word(self) -> Word:
        return Word(self.corrections)

    @cached_property
    def reps_of(self) -> Mapping[int, Sequence[RepRow]]:
        """By set; an hour has too many to go through all of them for each."""
        return _by_set(self.reps)

    @cached_property
    def faults_of(self) -> Mapping[int, Sequence[FaultRow]]:
        return _by_set(self.faults)

    @cached_property
    def exercise_of(self) -> Mapping[int, str]:
        return {row.number: row.exercise for row in self.sets}

    def corrected(self, row: SetRow) -> int:
        return self.word.counted(row, self.reps_of.get(row.number, ()))


def _by_set(rows: Sequence[Of]) -> dict[int, list[Of]]:
    found: dict[int, list[Of]] = {}
    for row in rows:
        found.setdefault(row.set_number, []).append(row)
    return found


def review_of(kept: Kept, exercises: Mapping[str, Exercise], *, role: str, language: str) -> ReviewSession:
    """What the reviewer's page shows, worded in `language`."""
    known = timeline(kept.outline.records if kept.outline else (), kept.duration)
    used = dict.fromkeys(row.exercise for row in kept.sets)
    judgements, judged_by = (
        _judgements(kept),
        as_judged(exercises, kept.judgements[-1] if kept.judgements else None),
    )
    return ReviewSession(
        session_id=kept.session.id,
        role="clinician" if role == "clinician" else "therapist",
        created_at=kept.session.created_at,
        ended_at=kept.session.ended_at,
        duration_s=kept.duration,
        versions=judgements[-1].versions,
        has_tape=kept.outline is not None,
        problems=[in_language(sentence, language) for sentence in kept.problems],
        exercises=[exercise_of(judged_by[name], language) for name in used if name in judged_by],
        sets=[_set(kept, row) for row in kept.sets],
        reps=[_rep(kept, row) for row in kept.reps],
        faults=[_fault(kept, row, language) for row in kept.faults],
        holds=[_hold(row) for row in kept.reps if _is_hold(kept, row, exercises)],
        cues=[_cue(cue, language) for cue in known.cues],
        stages=[ReviewStage(t=e.t, stage=e.stage.value) for e in known.stages],
        pauses=[_pause(p.start, p.end, p.reason, language) for p in known.pauses],
        corrections=[_correction(kept, row) for row in kept.corrections if row.kind != "withdrawn"],
        notes=_notes(kept),
        check_ins=_check_ins(kept),
        results=[_result(kept, row, language) for row in kept.results],
        others=list(kept.others),
        recordings=[_recording(film) for film in kept.films],
        agreement=_agreement(kept, exercises),
        queue=_queue(kept, known, language),
        reviewed=[ReviewReviewed(by=row.by, who=kept.who(row), at=row.at) for row in kept.reviewed],
        judgements=judgements,
    )


def _set(kept: Kept, row: SetRow) -> ReviewSet:
    return ReviewSet(
        number=row.number,
        exercise=row.exercise,
        side=cast(SideName, row.side),
        started=row.started,
        ended=row.ended,
        reps=row.reps,
        partials=row.partials,
        correction=row.correction,
        corrected_reps=kept.corrected(row),
        longest_hold_s=row.longest_hold_s,
    )


def _rep(kept: Kept, row: RepRow) -> ReviewRep:
    within = [
        fault.number
        for fault in kept.faults_of.get(row.set_number, ())
        if fault.rep is not None and fault.start < row.end and fault.end > row.start
    ]
    return ReviewRep(
        id=row.id,
        set_number=row.set_number,
        number=row.number,
        side=cast(SideName, row.side),
        start=row.start,
        peak_t=row.peak_t,
        end=row.end,
        peak=row.peak,
        unit=row.unit,
        complete=row.complete,
        quality=cast(QualityName, row.quality),
        rejected=kept.word.rejected(row.id),
        assisted=row.assisted,
        assisted_by=row.assisted_by,
        assisted_who=kept.names.get(row.assisted_person or ""),
        faults=within,
    )


def _fault(kept: Kept, row: FaultRow, language: str) -> ReviewFault:
    return ReviewFault(
        number=row.number,
        set_number=row.set_number,
        fault=row.fault,
        name=text(f"fault.{row.fault}", language),
        level=cast(LevelName, row.level),
        start=row.start,
        end=row.end,
        rep=row.rep,
        side=cast(SideName, row.side),
        value=row.value,
        unit=row.unit,
        threshold=row.threshold,
        baseline=row.baseline,
        quality=cast(QualityName, row.quality),
        agree=kept.word.agree(row.number),
    )


def _is_hold(kept: Kept, row: RepRow, exercises: Mapping[str, Exercise]) -> bool:
    of_set = exercises.get(kept.exercise_of.get(row.set_number, ""))
    return of_set is not None and of_set.hold


def _hold(row: RepRow) -> ReviewHold:
    """A hold is counted as a repetition whose peak is its seconds."""
    return ReviewHold(
        set_number=row.set_number,
        side=cast(SideName, row.side),
        start=row.start,
        end=row.start + row.peak,
        seconds=row.peak,
        quality=cast(QualityName, row.quality),
    )


def _cue(cue: Cue, language: str) -> ReviewCue:
    said = cue.words if cue.words is not None else text(cue.key or "", language)
    return ReviewCue(
        t=cue.t, key=cue.key, text=said, level=cue.level.value, from_therapist=cue.from_therapist
    )


def _pause(start: float, end: float, reason: str, language: str) -> ReviewPause:
    return ReviewPause(start=start, end=end, reason=reason, text=text(f"pause.{reason}", language))


def _correction(kept: Kept, row: CorrectionRow) -> ReviewCorrection:
    return ReviewCorrection(
        id=row.id,
        kind=cast(CorrectionKind, row.kind),
        set_number=row.set_number,
        rep_id=row.rep_id,
        fault_number=row.fault_number,
        fault=row.fault,
        t=row.t,
        side=cast(SideName | None, row.side),
        delta=row.delta,
        note=row.note,
        by=row.by,
        who=kept.who(row),
        at=row.at,
        live=row.live,
        withdrawn=any(other.withdraws == row.id for other in kept.corrections),
    )


def _notes(kept: Kept) -> list[ReviewNote]:
    rows = kept.notes
    gone = {row.withdraws for row in rows}
    return [
        ReviewNote(
            id=r.id,
            t=r.t,
            kind=cast(NoteKind, r.kind),
            text=r.text,
            by=r.by,
            who=kept.who(r),
            at=r.at,
            picture=r.picture is not None,
        )
        for r in rows
        if r.id not in gone and r.withdraws is None
    ]


def _check_ins(kept: Kept) -> list[ReviewCheckIn]:
    """One of each set; an answer that was given again counts anew, one that was not stays."""
    found: dict[int, ReviewCheckIn] = {}
    for row in kept.check_ins:
        was = found.get(row.set_number)
        found[row.set_number] = ReviewCheckIn(
            set_number=row.set_number,
            t=row.t,
            pain=row.pain if row.pain is not None or was is None else was.pain,
            effort=row.effort if row.effort is not None or was is None else was.effort,
            by=row.by,
            who=kept.who(row),
        )
    return sorted(found.values(), key=lambda one: one.t)


def _result(kept: Kept, row: ResultRow, language: str) -> ReviewResult:
    return ReviewResult(
        number=row.number,
        name=text(f"test.{row.test}.name", language),
        side=cast(SideName, row.side),
        value=row.value,
        unit=row.unit,
        quality=cast(QualityName, row.quality),
        t=row.ended,
        confirmed=row.confirmed,
        own_value=row.own_value,
        words=[_result_word(kept, word) for word in kept.result_words if word.number == row.number],
    )


def _result_word(kept: Kept, word: ResultWordRow) -> ReviewResultWord:
    return ReviewResultWord(
        confirmed=word.confirmed, own_value=word.own_value, by=word.by, who=kept.who(word), at=word.at
    )


def _recording(film: Film) -> ReviewRecording:
    row = film.row
    return ReviewRecording(
        id=row.id,
        role=row.role,
        number=row.number,
        url=film.url,
        media_type=row.media_type,
        started_t=row.started_t,
        seconds=row.seconds,
        width=row.width,
        height=row.height,
        has_video=row.has_video,
        has_audio=row.has_audio,
        closed=row.seconds is not None,
        available=film.available,
    )


def _agreement(kept: Kept, exercises: Mapping[str, Exercise]) -> ReviewAgreement:
    whole = bool(kept.reviewed)
    sets = [
        SetCount(
            judged=row.reps,
            corrected=kept.corrected(row),
            looked_at=whole or kept.word.touched(row, kept.reps_of.get(row.number, ())),
        )
        for row in kept.sets
    ]
    marks = [said for fault in kept.faults if (said := kept.word.agree(fault.number)) is not None]
    found = agreement(
        marks,
        sets,
        _finding_pairs(kept, exercises) if whole else [],
        _rep_pairs(kept) if whole else [],
    )
    return ReviewAgreement.model_validate(found)


def _rep_pairs(kept: Kept) -> list[Pair]:
    """Every movement that was judged or added: a complete repetition, by the judge and by people."""
    judged = [(rep.complete, rep.complete and not kept.word.rejected(rep.id)) for rep in kept.reps]
    return judged + [(False, True) for r in kept.word.valid if r.kind == "rep_added"]


def _finding_pairs(kept: Kept, exercises: Mapping[str, Exercise]) -> list[Pair]:
    """Every repetition with every finding that its exercise can have."""
    pairs: list[Pair] = []
    for rep in kept.reps:
        exercise = exercises.get(kept.exercise_of.get(rep.set_number, ""))
        names = exercise.fault_ids if exercise else ()
        pairs += [_pair(kept, rep, name) for name in names]
    return pairs


def _pair(kept: Kept, rep: RepRow, fault: str) -> Pair:
    of_set = kept.faults_of.get(rep.set_number, ())
    seen = [f for f in of_set if f.fault == fault and f.start < rep.end and f.end > rep.start]
    missed = any(
        r.kind == "fault_missed"
        and r.fault == fault
        and rep.start - NEAR_S <= (r.t or -9) <= rep.end + NEAR_S
        for r in kept.word.valid
    )
    return bool(seen), missed or any(kept.word.agree(f.number) is not False for f in seen)


def _queue(kept: Kept, known: Timeline, language: str) -> list[ReviewQueueItem]:
    if kept.reviewed:
        return []
    found = [Found(number=f.number, fault=fault_of(f), agree=kept.word.agree(f.number)) for f in kept.faults]
    names = {("fault", f.number): text(f"fault.{f.fault}", language) for f in kept.faults}
    sets = [
        SetSeen(
            number=row.number,
            started=row.started,
            reps=tuple(rep_of(r) for r in kept.reps_of.get(row.number, ())),
            correction=kept.corrected(row) - row.reps,
        )
        for row in kept.sets
    ]
    return [
        ReviewQueueItem(
            t=item.t,
            severity=item.severity,
            kind=item.kind,
            reason=text(f"queue.{item.kind}", language).format(name=names.get(item.ref, "")),
            ref=ReviewRef.model_validate({"kind": item.ref[0], "id": item.ref[1]}),
        )
        for item in queue(found, sets, known.pauses)
    ]


def _judgements(kept: Kept) -> list[ReviewJudgement]:
    """The live one first."""
    live = ReviewJudgement(
        number=1,
        by=None,
        who=None,
        at=kept.session.created_at,
        versions=dict(kept.header.versions) if kept.header else {},
        overrides={},
        current=not kept.judgements,
    )
    return [live, *(_judgement(kept, row) for row in kept.judgements)]


def _judgement(kept: Kept, row: JudgementRow) -> ReviewJudgement:
    return ReviewJudgement(
        number=row.number,
        by=row.by,
        who=kept.who(row),
        at=row.at,
        versions=json.loads(row.versions),
        overrides=json.loads(row.overrides),
        current=row is kept.judgements[-1],
    )
