"""Reads and writes the facts of sessions. Every method is one short transaction."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.database import now
from coach.store.links import code_hash, link_code
from coach.store.models import (
    Base,
    BaselineRow,
    CorrectionRow,
    FaultRow,
    LinkRow,
    NoteRow,
    RecordingRow,
    RepRow,
    ResultRow,
    ReviewedRow,
    SessionRow,
    SetRow,
)

ROLES = ("therapist", "patient", "caregiver", "clinician")

Row = TypeVar("Row", bound=Base)
Fact = (
    SetRow
    | RepRow
    | FaultRow
    | BaselineRow
    | ResultRow
    | CorrectionRow
    | NoteRow
    | ReviewedRow
    | RecordingRow
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOpened:
    """What a link's code opens."""

    session_id: str
    role: str
    ended: bool
    demo: bool


class Facts:
    """The one way to the rows; `secret` makes the links' codes."""

    def __init__(self, engine: AsyncEngine, secret: bytes) -> None:
        self._engine, self._secret = engine, secret
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)

    async def create_session(self, *, demo: bool = False) -> str:
        """A new session with one link for each role; its id."""
        session_id = secrets.token_hex(8)
        async with self._sessions.begin() as db:
            db.add(SessionRow(id=session_id, created_at=now(), ended_at=None, demo=demo))
            await db.flush()
            db.add_all(self._link(session_id, role) for role in ROLES)
        return session_id

    def code(self, session_id: str, role: str) -> str:
        return link_code(self._secret, session_id, role)

    async def open_link(self, code: str) -> LinkOpened | None:
        """None for a code that was never given out or was revoked."""
        query = (
            select(LinkRow.session_id, LinkRow.role, SessionRow.ended_at, SessionRow.demo)
            .join(SessionRow, SessionRow.id == LinkRow.session_id)
            .where(LinkRow.code_hash == code_hash(code), LinkRow.revoked_at.is_(None))
        )
        async with self._sessions() as db:
            found = (await db.execute(query)).one_or_none()
        if found is None:
            return None
        session_id, role, ended_at, demo = found
        return LinkOpened(session_id=session_id, role=role, ended=ended_at is not None, demo=demo)

    async def session(self, session_id: str) -> SessionRow | None:
        async with self._sessions() as db:
            return await db.get(SessionRow, session_id)

    async def end_session(self, session_id: str) -> None:
        ended = update(SessionRow).where(SessionRow.id == session_id, SessionRow.ended_at.is_(None))
        async with self._sessions.begin() as db:
            await db.execute(ended.values(ended_at=now()))

    async def add(self, rows: Iterable[Fact]) -> None:
        async with self._sessions.begin() as db:
            db.add_all(rows)

    async def mark_fault(self, session_id: str, number: int, *, agree: bool) -> None:
        marked = update(FaultRow).where(FaultRow.session_id == session_id, FaultRow.number == number)
        async with self._sessions.begin() as db:
            await db.execute(marked.values(agree=agree))

    async def sets(self, session_id: str) -> list[SetRow]:
        return await self._rows(SetRow, session_id)

    async def reps(self, session_id: str) -> list[RepRow]:
        return await self._rows(RepRow, session_id)

    async def faults(self, session_id: str) -> list[FaultRow]:
        return await self._rows(FaultRow, session_id)

    async def judge_result(
        self, session_id: str, number: int, *, confirmed: bool, own_value: float | None
    ) -> None:
        judged = update(ResultRow).where(ResultRow.session_id == session_id, ResultRow.number == number)
        async with self._sessions.begin() as db:
            await db.execute(judged.values(confirmed=confirmed, own_value=own_value))

    async def baselines(self, session_id: str) -> list[BaselineRow]:
        """Oldest first: the last of an exercise and side holds."""
        return await self._rows(BaselineRow, session_id)

    async def results(self, session_id: str) -> list[ResultRow]:
        return await self._rows(ResultRow, session_id)

    async def corrections(self, session_id: str) -> list[CorrectionRow]:
        return await self._rows(CorrectionRow, session_id)

    async def notes(self, session_id: str) -> list[NoteRow]:
        return await self._rows(NoteRow, session_id)

    async def recordings(self, session_id: str) -> list[RecordingRow]:
        return await self._rows(RecordingRow, session_id)

    async def reviewed(self, session_id: str) -> list[ReviewedRow]:
        return await self._rows(ReviewedRow, session_id)

    async def check(self) -> None:
        """Raises SQLAlchemy's error when the database does not answer."""
        async with self._engine.connect() as connection:
            await connection.execute(select(1))

    async def close(self) -> None:
        await self._engine.dispose()

    def _link(self, session_id: str, role: str) -> LinkRow:
        code = self.code(session_id, role)
        return LinkRow(
            session_id=session_id, role=role, code_hash=code_hash(code), created_at=now(), revoked_at=None
        )

    async def _rows(self, kind: type[Row], session_id: str) -> list[Row]:
        table: Any = kind
        async with self._sessions() as db:
            found = await db.scalars(select(kind).where(table.session_id == session_id).order_by(table.id))
            return list(found)
