"""A session's sink that writes its sets, repetitions and findings to the database, off the judging path.

The queue is bounded: when the database has been away so long that it is full, the oldest rows are dropped and
`behind` is set; nothing is lost for good, because reps and findings can be derived again from the tape.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

import structlog
from sqlalchemy.exc import SQLAlchemyError

from coach.store.database import now
from coach.store.facts import Fact, Facts
from coach.store.models import BaselineRow, CorrectionRow, FaultRow, RepRow, ResultRow, SetRow
from coach.types import (
    Action,
    BaselineTaken,
    ClinicalTestEnded,
    CountCorrected,
    Event,
    FaultMarked,
    FaultSeen,
    Pose,
    RepCounted,
    ResultJudged,
    SessionEnded,
    SetDone,
    SetStarted,
)

CAPACITY = 2000
RETRY_S = 2.0

log = structlog.get_logger(__name__)

Write = Callable[[], Awaitable[None]]


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
        self.behind = False
        self._facts, self._id = facts, session_id
        self._rows = Rows(session_id)
        self._writes: deque[Write] = deque(maxlen=CAPACITY)
        self._changed = asyncio.Event()
        self._closing = False
        self._task = asyncio.create_task(self._run(), name=f"ledger-{session_id}")

    def accept(self, _pose: Pose, events: Sequence[Event], /) -> None:
        self._note(events)

    def act(self, action: Action, events: Sequence[Event], /) -> None:
        counted = self._rows.counted_set
        self._rows.of(action)
        self._note(events)
        match action:
            case FaultMarked(number=number, agree=agree):
                kind = "fault_agree" if agree else "fault_disagree"
                self._correct(action, kind, fault_number=number)
            case CountCorrected(delta=delta):
                self._correct(action, "count", set_number=counted, delta=delta)
            case ResultJudged(number=number, confirmed=confirmed, own_value=own):
                self._put(
                    lambda: self._facts.judge_result(self._id, number, confirmed=confirmed, own_value=own)
                )
            case SessionEnded():
                self._put(lambda: self._facts.end_session(self._id))

    def close(self) -> None:
        self._closing = True
        self._changed.set()

    async def closed(self) -> None:
        """Waits until everything is written."""
        await self._task

    def _note(self, events: Sequence[Event]) -> None:
        rows = [row for event in events if (row := self._rows.of(event)) is not None]
        if rows:
            self._put(lambda: self._facts.add(rows))

    def _correct(
        self,
        action: Action,
        kind: str,
        *,
        set_number: int | None = None,
        fault_number: int | None = None,
        delta: int | None = None,
    ) -> None:
        """The therapist's word during the session, kept beside what was judged."""
        row = CorrectionRow(
            session_id=self._id,
            kind=kind,
            set_number=set_number,
            fault_number=fault_number,
            delta=delta,
            t=action.t,
            note="",
            by="therapist",
            at=now(),
            live=True,
        )
        self._put(lambda: self._facts.add([row]))

    def _put(self, write: Write) -> None:
        self.behind = self.behind or len(self._writes) == CAPACITY
        self._writes.append(write)
        self._changed.set()

    async def _run(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            while self._writes:
                await self._write(self._writes.popleft())
            if self._closing:
                return

    async def _write(self, write: Write) -> None:
        try:
            await write()
        except SQLAlchemyError as failure:
            log.warning("ledger_waits", session=self._id, error=type(failure).__name__)
            if self._closing or len(self._writes) == CAPACITY:
                self.behind = True
                return
            self._writes.appendleft(write)
            await asyncio.sleep(RETRY_S)


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
