"""Reads and writes the facts of sessions. Every method is one short transaction."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.database import now
from coach.store.links import code_hash, link_code
from coach.store.models import (
    Base,
    BaselineRow,
    CheckInRow,
    ConsentRow,
    CorrectionRow,
    FaultRow,
    JudgementRow,
    LinkRow,
    NoteRow,
    RecordingRow,
    RepRow,
    ResultRow,
    ResultWordRow,
    ReviewedRow,
    SessionRow,
    SetRow,
)
from coach.store.person_models import AuditRow, PersonRow, SessionPeopleRow
from coach.store.work import Work, ending
from coach.types import HelpMarked

ROLES = ("therapist", "patient", "caregiver", "clinician")

Row = TypeVar("Row", bound=Base)
Fact = (
    SetRow
    | RepRow
    | FaultRow
    | BaselineRow
    | CheckInRow
    | ResultRow
    | ResultWordRow
    | CorrectionRow
    | NoteRow
    | ReviewedRow
    | RecordingRow
    | ConsentRow
)
Judged = SetRow | RepRow | FaultRow
Said = SetRow | RepRow | FaultRow | CorrectionRow
One = TypeVar("One", SetRow, RepRow, FaultRow, CorrectionRow)
Carry = Callable[[Sequence[Said], Sequence[Judged]], list[CorrectionRow]]
"""From the rows of the judgement before and the new ones to the corrections of the new one."""
KEYS: dict[type[Any], Callable[[Any], tuple[object, ...]]] = {
    SetRow: lambda row: (row.number,),
    RepRow: lambda row: (row.set_number, row.number, row.complete),
    FaultRow: lambda row: (row.number,),
    BaselineRow: lambda row: (row.exercise, row.side, row.taken),
    ResultRow: lambda row: (row.number,),
    CorrectionRow: lambda row: (row.kind, row.t, row.set_number, row.fault_number),
    CheckInRow: lambda row: (row.set_number, row.t, row.pain is None),
}
"""What tells the facts of one live judgement apart."""


class AlreadyJudged(Exception):
    """Another judgement was accepted in between."""


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
        self.work = Work(engine)

    async def create_session(self, *, demo: bool = False, at: datetime | None = None) -> str:
        """A new session with one link for each role; its id. `at`: when it began, where that was not now."""
        session_id = secrets.token_hex(8)
        async with self._sessions.begin() as db:
            db.add(SessionRow(id=session_id, created_at=at or now(), ended_at=None, demo=demo))
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

    async def ended_sessions(self) -> list[SessionRow]:
        """Oldest first."""
        ended = select(SessionRow).where(SessionRow.ended_at.is_not(None))
        async with self._sessions() as db:
            return list(await db.scalars(ended.order_by(SessionRow.created_at, SessionRow.id)))

    async def sessions_before(self, session_id: str) -> list[SessionRow]:
        """The same patient's sessions before this one that have ended, oldest first; none where the patient
        is not known."""
        this = await self.session(session_id)
        earlier = [SessionRow.created_at < this.created_at] if this is not None else []
        return (await self.sessions_beside(session_id, *earlier))[::-1]

    async def sessions_beside(
        self, session_id: str, *only: ColumnElement[bool], most: int = 20
    ) -> list[SessionRow]:
        """The same patient's others that have ended, newest first."""
        own = select(SessionPeopleRow.patient_id).where(SessionPeopleRow.session_id == session_id)
        theirs = select(SessionRow).join(SessionPeopleRow, SessionPeopleRow.session_id == SessionRow.id)
        others = theirs.where(
            SessionPeopleRow.patient_id == own.scalar_subquery(),
            SessionRow.ended_at.is_not(None),
            SessionRow.id != session_id,
            *only,
        )
        async with self._sessions() as db:
            return list(await db.scalars(others.order_by(SessionRow.created_at.desc()).limit(most)))

    async def every_session(self) -> list[SessionRow]:
        async with self._sessions() as db:
            return list(await db.scalars(select(SessionRow).order_by(SessionRow.created_at, SessionRow.id)))

    async def forget(self, session_id: str, *, by: str, why: str) -> bool:
        """Every row of it, and a line in the audit, where `by` is a role; False when there is no such
        session."""
        async with self._sessions.begin() as db:
            if await db.get(SessionRow, session_id) is None:
                return False
            led = await db.get(SessionPeopleRow, session_id)
            for table in reversed(Base.metadata.sorted_tables):
                if "session_id" in table.c:
                    await db.execute(table.delete().where(table.c.session_id == session_id))
            await db.execute(delete(SessionRow).where(SessionRow.id == session_id))
            db.add(_deleted(session_id, led.clinic_id if led else None, by=by, why=why))
        return True

    async def every_recording(self) -> list[RecordingRow]:
        async with self._sessions() as db:
            return list(await db.scalars(select(RecordingRow).order_by(RecordingRow.id)))

    async def judged_sessions(self) -> set[str]:
        """Those with at least one set: they had a tape."""
        async with self._sessions() as db:
            return set(await db.scalars(select(SetRow.session_id).distinct()))

    async def remove_recordings(self, ids: Sequence[int]) -> None:
        async with self._sessions.begin() as db:
            await db.execute(delete(RecordingRow).where(RecordingRow.id.in_(ids)))

    async def end_session(self, session_id: str, *, at: datetime | None = None) -> None:
        """`at`: when it ended, where that was not now."""
        async with self._sessions.begin() as db:
            await db.execute(ending(session_id, at))

    async def add(self, rows: Iterable[Fact]) -> None:
        async with self._sessions.begin() as db:
            db.add_all(rows)

    async def add_missing(self, session_id: str, rows: Sequence[Fact]) -> None:
        """Those of the live judgement that are not there yet."""
        async with self._sessions.begin() as db:
            for kind, key in KEYS.items():
                wanted = {key(row): row for row in rows if isinstance(row, kind)}
                if wanted:
                    known = await db.scalars(select(kind).where(kind.session_id == session_id))
                    there = {key(row) for row in known if getattr(row, "judgement", 1) == 1}
                    db.add_all(row for name, row in wanted.items() if name not in there)

    # ---- what was judged, and what was said of it: of the newest judgement, unless another is asked for

    async def sets(self, session_id: str, judgement: int | None = None) -> list[SetRow]:
        return await self._judged(SetRow, session_id, judgement)

    async def reps(self, session_id: str, judgement: int | None = None) -> list[RepRow]:
        return await self._judged(RepRow, session_id, judgement)

    async def faults(self, session_id: str, judgement: int | None = None) -> list[FaultRow]:
        return await self._judged(FaultRow, session_id, judgement)

    async def corrections(self, session_id: str, judgement: int | None = None) -> list[CorrectionRow]:
        return await self._judged(CorrectionRow, session_id, judgement)

    async def judgements(self, session_id: str) -> list[JudgementRow]:
        """The accepted ones, oldest first; the live one has no row."""
        return await self._rows(JudgementRow, session_id)

    async def judgement(self, session_id: str) -> int:
        """The number of the newest."""
        rows = await self.judgements(session_id)
        return rows[-1].number if rows else 1

    async def accept(self, judged: JudgementRow, rows: Sequence[Judged], carry: Carry) -> None:
        """A new judgement with its rows, and what `carry` makes of the corrections of the one before; all of
        it or nothing. Raises AlreadyJudged when another came in between."""
        before = judged.number - 1
        try:
            async with self._sessions.begin() as db:
                old: list[Said] = [
                    *await db.scalars(_of(SetRow, judged.session_id, before)),
                    *await db.scalars(_of(RepRow, judged.session_id, before)),
                    *await db.scalars(_of(FaultRow, judged.session_id, before)),
                    *await db.scalars(_of(CorrectionRow, judged.session_id, before)),
                ]
                db.add_all([judged, *rows])
                await db.flush()
                db.add_all(carry(old, rows))
        except IntegrityError as error:
            raise AlreadyJudged from error

    async def mark_assisted(self, session_id: str, reps: Sequence[HelpMarked]) -> None:
        """Somebody helped with these repetitions of the live judgement."""
        async with self._sessions.begin() as db:
            for rep in reps:
                await db.execute(
                    update(RepRow)
                    .where(
                        RepRow.session_id == session_id,
                        RepRow.judgement == 1,
                        RepRow.set_number == rep.set_number,
                        RepRow.number == rep.number,
                        RepRow.complete == rep.complete,
                    )
                    .values(assisted=True, assisted_by=rep.by, assisted_person=rep.person)
                )

    async def judge_result(self, word: ResultWordRow) -> None:
        """Kept beside earlier words on the same result, once; the result itself shows the newest."""
        judged = update(ResultRow).where(
            ResultRow.session_id == word.session_id, ResultRow.number == word.number
        )
        async with self._sessions.begin() as db:
            await db.execute(judged.values(confirmed=word.confirmed, own_value=word.own_value))
            if await db.scalar(_same_word(word)) is None:
                db.add(word)

    async def result_words(self, session_id: str) -> list[ResultWordRow]:
        """Oldest first."""
        return await self._rows(ResultWordRow, session_id)

    async def names(self, person_ids: Iterable[str | None]) -> dict[str, str]:
        """Of those who signed what is kept, by id."""
        wanted = {one for one in person_ids if one is not None}
        query = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(wanted))
        async with self._sessions() as db:
            return {row.id: row.name for row in await db.execute(query)} if wanted else {}

    async def baselines(self, session_id: str) -> list[BaselineRow]:
        """Oldest first: the last of an exercise and side holds."""
        return await self._rows(BaselineRow, session_id)

    async def results(self, session_id: str) -> list[ResultRow]:
        return await self._rows(ResultRow, session_id)

    async def check_ins(self, session_id: str) -> list[CheckInRow]:
        """Oldest first: the last answer to each question of a set holds."""
        return await self._rows(CheckInRow, session_id)

    async def notes(self, session_id: str) -> list[NoteRow]:
        return await self._rows(NoteRow, session_id)

    async def stills(self, session_id: str) -> list[str]:
        """Names of its frozen pictures in the storage."""
        return [row.picture for row in await self.notes(session_id) if row.picture is not None]

    async def every_still(self) -> set[str]:
        named = select(NoteRow.picture).where(NoteRow.picture.is_not(None))
        async with self._sessions() as db:
            return {name for name in await db.scalars(named) if name is not None}

    async def recordings(self, session_id: str) -> list[RecordingRow]:
        return await self._rows(RecordingRow, session_id)

    async def keep_recording(self, row: RecordingRow) -> None:
        """Adds it, or writes it over the one of the same file."""
        known = select(RecordingRow.id).where(RecordingRow.path == row.path)
        async with self._sessions.begin() as db:
            row.id = await db.scalar(known)  # type: ignore[assignment]
            await db.merge(row)

    async def forget_recording(self, path: str) -> None:
        """A film's row, or the picture of a still; its note stays."""
        async with self._sessions.begin() as db:
            await db.execute(delete(RecordingRow).where(RecordingRow.path == path))
            await db.execute(update(NoteRow).where(NoteRow.picture == path).values(picture=None))

    async def recorded(self, session_ids: Iterable[str]) -> set[str]:
        """Those of them that have a film or a still."""
        ids = list(session_ids)
        films = select(RecordingRow.session_id).where(RecordingRow.session_id.in_(ids))
        stills = select(NoteRow.session_id).where(NoteRow.session_id.in_(ids), NoteRow.picture.is_not(None))
        async with self._sessions() as db:
            return {*await db.scalars(films.distinct()), *await db.scalars(stills.distinct())}

    async def unfinished_recordings(self) -> list[RecordingRow]:
        """Of all sessions: those that run, and those that a crash left."""
        async with self._sessions() as db:
            found = await db.scalars(select(RecordingRow).where(RecordingRow.seconds.is_(None)))
            return list(found)

    async def consents(self, session_id: str) -> list[ConsentRow]:
        return await self._rows(ConsentRow, session_id)

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

    async def _judged(self, kind: type[One], session_id: str, judgement: int | None) -> list[One]:
        async with self._sessions() as db:
            return list(await db.scalars(_of(kind, session_id, judgement)))

    async def _rows(self, kind: type[Row], session_id: str) -> list[Row]:
        table: Any = kind
        async with self._sessions() as db:
            found = await db.scalars(select(kind).where(table.session_id == session_id).order_by(table.id))
            return list(found)


def _deleted(session_id: str, clinic_id: str | None, *, by: str, why: str) -> AuditRow:
    return AuditRow(
        at=now(),
        clinic_id=clinic_id,
        person_id=None,
        role=by,
        action="delete_session",
        subject=f"session {session_id}",
        done=True,
        detail=why,
    )


def _of(kind: type[One], session_id: str, judgement: int | None) -> Select[One]:
    """Rows of one judgement in their order; None: the newest."""
    newest = select(func.coalesce(func.max(JudgementRow.number), 1)).where(
        JudgementRow.session_id == session_id
    )
    wanted = newest.scalar_subquery() if judgement is None else judgement
    return select(kind).where(kind.session_id == session_id, kind.judgement == wanted).order_by(kind.id)


def _same_word(word: ResultWordRow) -> Select[int]:
    """It is there already where a restarted server reads a tape again."""
    return select(ResultWordRow.id).where(
        ResultWordRow.session_id == word.session_id,
        ResultWordRow.number == word.number,
        ResultWordRow.t == word.t,
        ResultWordRow.confirmed == word.confirmed,
        ResultWordRow.own_value.is_not_distinct_from(word.own_value),
    )
