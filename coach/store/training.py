"""What a patient did in all their sessions: the sets, by the judgement that holds, and the calibrations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.models import BaselineRow, CheckInRow, CorrectionRow, FaultRow, SessionRow, SetRow
from coach.store.person_models import SessionPeopleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedSet:
    session_id: str
    session_at: datetime
    """UTC; when the session was begun."""
    number: int
    exercise: str
    side: str
    reps: int
    """Complete ones, with the therapist's correction."""
    longest_hold_s: float
    unsafe: bool
    """A safety finding was seen in it."""
    pain: int | None
    effort: int | None


class Training:
    def __init__(self, engine: AsyncEngine) -> None:
        self._db = async_sessionmaker(engine, expire_on_commit=False)

    async def sets_of(self, patient_id: str, after: datetime) -> list[TrainedSet]:
        """In sessions begun after that, oldest first."""
        newest = (
            select(SetRow.session_id, func.max(SetRow.judgement).label("judgement"))
            .group_by(SetRow.session_id)
            .subquery()
        )
        query = (
            select(SetRow, SessionRow.created_at)
            .join(SessionRow, SessionRow.id == SetRow.session_id)
            .join(SessionPeopleRow, SessionPeopleRow.session_id == SessionRow.id)
            .join(
                newest,
                (newest.c.session_id == SetRow.session_id) & (newest.c.judgement == SetRow.judgement),
            )
            .where(SessionPeopleRow.patient_id == patient_id, SessionRow.created_at >= after)
            .order_by(SessionRow.created_at, SetRow.number)
        )
        async with self._db() as db:
            found = [(row, at) for row, at in await db.execute(query)]
            ids = {row.session_id for row, _ in found}
            safety = select(FaultRow).where(FaultRow.session_id.in_(ids), FaultRow.level == "safety")
            words = select(CorrectionRow).where(CorrectionRow.session_id.in_(ids)).order_by(CorrectionRow.id)
            found_unsafe = list(await db.scalars(safety)) if ids else []
            rejected = _rejected(list(await db.scalars(words))) if found_unsafe else set()
            said = select(CheckInRow).where(CheckInRow.session_id.in_(ids)).order_by(CheckInRow.id)
            answers = list(await db.scalars(said)) if ids else []
        unsafe = {
            (one.session_id, one.judgement, one.set_number)
            for one in found_unsafe
            if (one.session_id, one.judgement, one.number) not in rejected
        }
        return [_trained(row, at, unsafe, answers) for row, at in found]

    async def baselines_of(self, patient_id: str) -> list[BaselineRow]:
        """The newest of each exercise and side."""
        newest = (
            select(func.max(BaselineRow.id))
            .join(SessionPeopleRow, SessionPeopleRow.session_id == BaselineRow.session_id)
            .where(SessionPeopleRow.patient_id == patient_id)
            .group_by(BaselineRow.exercise, BaselineRow.side)
        )
        async with self._db() as db:
            return list(await db.scalars(select(BaselineRow).where(BaselineRow.id.in_(newest))))


def _rejected(words: Sequence[CorrectionRow]) -> set[tuple[str, int, int]]:
    """Findings (session, judgement, number) of which the last word, oldest first, is that they were none."""
    taken_back = {word.withdraws for word in words}
    last = {
        (word.session_id, word.judgement, word.fault_number): word.kind
        for word in words
        if word.kind in ("fault_agree", "fault_disagree") and word.id not in taken_back
    }
    return {(a, b, c) for (a, b, c), kind in last.items() if c is not None and kind == "fault_disagree"}


def _trained(
    row: SetRow, at: datetime, unsafe: set[tuple[str, int, int]], answers: Sequence[CheckInRow]
) -> TrainedSet:
    own = [a for a in answers if (a.session_id, a.set_number) == (row.session_id, row.number)]
    return TrainedSet(
        session_id=row.session_id,
        session_at=at,
        number=row.number,
        exercise=row.exercise,
        side=row.side,
        reps=max(0, row.reps + row.correction),
        longest_hold_s=row.longest_hold_s,
        unsafe=(row.session_id, row.judgement, row.number) in unsafe,
        pain=next((a.pain for a in reversed(own) if a.pain is not None), None),
        effort=next((a.effort for a in reversed(own) if a.effort is not None), None),
    )
