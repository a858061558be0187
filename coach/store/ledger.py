"""A session's sink that writes its sets, repetitions and findings to the database, off the judging path.

What the queue drops when the database is away for too long is not lost for good: reps and findings can be
derived again from the tape.
"""

from collections.abc import Sequence

from coach.store.database import now
from coach.store.facts import Fact, Facts
from coach.store.models import (
    BaselineRow,
    CheckInRow,
    CorrectionRow,
    FaultRow,
    RepRow,
    ResultRow,
    ResultWordRow,
    SetRow,
)
from coach.store.write_queue import WriteQueue
from coach.types import (
    Action,
    BaselineTaken,
    CheckedIn,
    ClinicalTestEnded,
    CountCorrected,
    Event,
    FaultMarked,
    FaultSeen,
    HelpMarked,
    Pose,
    RepCounted,
    ResultJudged,
    SessionEnded,
    SetDone,
    SetStarted,
)


class Rows:
    """Makes a session's events into rows, in their order."""

    def __init__(self, session_id: str) -> None:
        self._id = session_id
        self._set_number, self._faults = 1, 0
        self._running = False

    @property
    def counted_set(self) -> int:
        """The set that runs, or else the last one."""
        return self._set_number if self._running else max(1, self._set_number - 1)

    def of(self, event: Event) -> Fact | None:
        """The row that this event is kept as; None for one that is on the tape only."""
        match event:
            case SetStarted():
                self._running = True
            case RepCounted():
                return rep_row(event, self._id, self._set_number)
            case FaultSeen():
                self._faults += 1
                return fault_row(event, self._id, self._set_number, self._faults)
            case SetDone():
                self._set_number, self._running = event.number + 1, False
                return set_row(event, self._id)
            case BaselineTaken():
                return baseline_row(event, self._id)
            case ClinicalTestEnded():
                return result_row(event, self._id)
        return None


class Ledger:
    """One session's writer. Runs on the event loop; `accept` and `act` never wait."""

    def __init__(self, facts: Facts, session_id: str) -> None:
        self._facts, self._id = facts, session_id
        self._rows = Rows(session_id)
        self._writes = WriteQueue(session_id)

    @property
    def behind(self) -> bool:
        return self._writes.behind

    def recall(self, records: Sequence[Event]) -> None:
        """Counts on from what is on the tape; what of it a crash kept from the database is written now."""
        rows: list[Fact] = []
        for record in records:
            said = correction_row(record, self._id, self._rows.counted_set)
            rows += [row for row in (said, self._rows.of(record)) if row is not None]
        rows += [check_in_row(one, self._id) for one in records if isinstance(one, CheckedIn)]
        helped = [record for record in records if isinstance(record, HelpMarked)]
        self._writes.put(lambda: self._facts.add_missing(self._id, rows))
        self._writes.put(lambda: self._facts.mark_assisted(self._id, helped))
        for record in records:
            if isinstance(record, ResultJudged):
                self._judge_result(record)
        if any(isinstance(record, SessionEnded) for record in records):
            self._end()

    def accept(self, _pose: Pose, events: Sequence[Event], /) -> None:
        self._note(events)

    def act(self, action: Action, events: Sequence[Event], /) -> None:
        said = correction_row(action, self._id, self._rows.counted_set)
        self._rows.of(action)
        self._note(events)
        if said is not None:
            self._writes.put(lambda: self._facts.add([said]))
        match action:
            case ResultJudged():
                self._judge_result(action)
            case CheckedIn():
                answer = check_in_row(action, self._id)
                self._writes.put(lambda: self._facts.add([answer]))
            case SessionEnded():
                self._end()

    def close(self) -> None:
        self._writes.close()

    async def closed(self) -> None:
        """Waits until everything is written."""
        await self._writes.closed()

    def _note(self, events: Sequence[Event]) -> None:
        rows = [row for event in events if (row := self._rows.of(event)) is not None]
        if rows:
            self._writes.put(lambda: self._facts.add(rows))
        helped = [event for event in events if isinstance(event, HelpMarked)]
        if helped:
            self._writes.put(lambda: self._facts.mark_assisted(self._id, helped))

    def _end(self) -> None:
        self._writes.put(lambda: self._facts.end_session(self._id))

    def _judge_result(self, judged: ResultJudged) -> None:
        word = result_word(judged, self._id)
        self._writes.put(lambda: self._facts.judge_result(word))


class Ending:
    """The sink of a session of which nothing is kept: only that it is over."""

    def __init__(self, facts: Facts, session_id: str) -> None:
        self._facts, self._id = facts, session_id
        self._writes = WriteQueue(session_id)

    def accept(self, _pose: Pose, _events: Sequence[Event], /) -> None:
        return

    def act(self, action: Action, _events: Sequence[Event], /) -> None:
        if isinstance(action, SessionEnded):
            self._writes.put(lambda: self._facts.end_session(self._id))

    def close(self) -> None:
        self._writes.close()


def correction_row(said: Event, session_id: str, counted_set: int) -> CorrectionRow | None:
    """Somebody's word during the session, kept beside what was judged; None for all else."""
    if not isinstance(said, FaultMarked | CountCorrected):
        return None
    row = CorrectionRow(session_id=session_id, t=said.t, note="", by="therapist", at=now(), live=True)
    row.person_id = said.person
    match said:
        case FaultMarked(number=number, agree=agree):
            row.kind, row.fault_number = "fault_agree" if agree else "fault_disagree", number
        case CountCorrected(delta=delta, by=by):
            row.kind, row.set_number, row.delta, row.by = "count", counted_set, delta, by
    return row


def result_word(judged: ResultJudged, session_id: str) -> ResultWordRow:
    return ResultWordRow(
        session_id=session_id,
        number=judged.number,
        t=judged.t,
        confirmed=judged.confirmed,
        own_value=judged.own_value,
        by="therapist",
        person_id=judged.person,
        at=now(),
    )


def rep_row(event: RepCounted, session_id: str, set_number: int) -> RepRow:
    return RepRow(
        session_id=session_id,
        set_number=set_number,
        number=event.number,
        side=event.side,
        start=event.start,
        peak_t=event.peak_t,
        end=event.end,
        peak=event.peak,
        unit=event.unit,
        complete=event.complete,
        quality=event.quality,
        assisted=False,
    )


def fault_row(event: FaultSeen, session_id: str, set_number: int, number: int) -> FaultRow:
    return FaultRow(
        session_id=session_id,
        number=number,
        set_number=set_number,
        fault=event.fault,
        level=event.level,
        start=event.start,
        end=event.end,
        rep=event.rep,
        side=event.side,
        value=event.value,
        unit=event.unit,
        threshold=event.threshold,
        baseline=event.baseline,
        quality=event.quality,
    )


def set_row(event: SetDone, session_id: str) -> SetRow:
    return SetRow(
        session_id=session_id,
        number=event.number,
        exercise=event.exercise,
        side=event.side,
        started=event.started,
        ended=event.t,
        reps=event.reps,
        partials=event.partials,
        correction=event.correction,
        longest_hold_s=event.longest_hold_s,
    )


def check_in_row(said: CheckedIn, session_id: str) -> CheckInRow:
    return CheckInRow(
        session_id=session_id,
        set_number=said.set_number,
        pain=said.pain,
        effort=said.effort,
        t=said.t,
        by=said.by,
        person_id=said.person,
        at=now(),
    )


def baseline_row(event: BaselineTaken, session_id: str) -> BaselineRow:
    return BaselineRow(
        session_id=session_id, exercise=event.exercise, side=event.side, taken=event.t, kept=event.kept
    )


def result_row(event: ClinicalTestEnded, session_id: str) -> ResultRow:
    return ResultRow(
        session_id=session_id,
        number=event.number,
        test=event.test,
        side=event.side,
        value=event.value,
        unit=event.unit,
        quality=event.quality,
        started=event.started,
        ended=event.ended,
        confirmed=None,
        own_value=None,
    )
