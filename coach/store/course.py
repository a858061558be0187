"""What is kept of all of a patient's sessions, for what changes over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from coach.store.models import CorrectionRow, JudgementRow, RepRow, ResultRow, SessionRow, SetRow
from coach.store.person_models import SessionPeopleRow

Row = TypeVar("Row", SetRow, RepRow, CorrectionRow, ResultRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """One session, by the judgement that holds."""

    session: SessionRow
    at_home: bool
    sets: Sequence[SetRow]
    reps: Sequence[RepRow]
    corrections: Sequence[CorrectionRow]
    results: Sequence[ResultRow]


class Course:
    def __init__(self, engine: AsyncEngine) -> None:
        self._db = async_sessionmaker(engine, expire_on_commit=False)

    async def of(self, patient_id: str, after: datetime) -> list[Attended]:
        """Begun since then, oldest first; a query for each kind of row, not for each session."""
        async with self._db() as db:
            found = [(row, day) for row, day in await db.execute(_sessions(patient_id, after))]
            ids = [session.id for session, _ in found]
            newest = {row[0]: row[1] for row in await db.execute(_newest(ids))}
            sets = await _judged(db, SetRow, ids, newest)
            reps = await _judged(db, RepRow, ids, newest)
            words = await _judged(db, CorrectionRow, ids, newest)
            results = await _by_session(db, ResultRow, ids)
        return [
            Attended(
                session=session,
                at_home=home_day is not None,
                sets=sets.get(session.id, []),
                reps=reps.get(session.id, []),
                corrections=words.get(session.id, []),
                results=results.get(session.id, []),
            )
            for session, home_day in found
        ]


def _sessions(patient_id: str, after: datetime) -> Select[SessionRow, int | None]:
    return (
        select(SessionRow, SessionPeopleRow.home_day)
        .join(SessionPeopleRow, SessionPeopleRow.session_id == SessionRow.id)
        .where(SessionPeopleRow.patient_id == patient_id, SessionRow.created_at >= after)
        .order_by(SessionRow.created_at, SessionRow.id)
    )


def _newest(ids: Sequence[str]) -> Select[str, int]:
    number = func.max(JudgementRow.number).label("number")
    own = select(JudgementRow.session_id, number).where(JudgementRow.session_id.in_(ids))
    return own.group_by(JudgementRow.session_id)


async def _by_session(db: AsyncSession, kind: type[Row], ids: Sequence[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in await db.scalars(select(kind).where(kind.session_id.in_(ids)).order_by(kind.id)):
        found.setdefault(row.session_id, []).append(row)
    return found


async def _judged(
    db: AsyncSession, kind: type[Row], ids: Sequence[str], newest: dict[str, int]
) -> dict[str, list[Row]]:
    """Of the newest judgement; the live one has the number 1 and no row of its own."""
    return {
        session: [row for row in rows if getattr(row, "judgement", 1) == newest.get(session, 1)]
        for session, rows in (await _by_session(db, kind, ids)).items()
    }
