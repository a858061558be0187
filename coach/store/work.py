"""Work in the background, as rows: what a restart finds unfinished is begun again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Update, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.database import now
from coach.store.models import Base, JobRow, SessionRow

UNFINISHED = ("waiting", "running")


class Work:
    def __init__(self, engine: AsyncEngine) -> None:
        self._db = async_sessionmaker(engine, expire_on_commit=False)

    async def job(self, job_id: str) -> JobRow | None:
        async with self._db() as db:
            return await db.get(JobRow, job_id)

    async def jobs(self, *, session_id: str | None = None) -> list[JobRow]:
        """All that is not ended; of one session those that are, too. Oldest first."""
        wanted = JobRow.state.in_(UNFINISHED) if session_id is None else JobRow.session_id == session_id
        async with self._db() as db:
            return list(await db.scalars(select(JobRow).where(wanted).order_by(JobRow.at, JobRow.id)))

    async def add_job(self, row: JobRow) -> None:
        async with self._db.begin() as db:
            db.add(row)

    async def begin_job(self, job_id: str) -> int:
        """How often it has been begun, with this."""
        begun = update(JobRow).where(JobRow.id == job_id).values(state="running", begun=JobRow.begun + 1)
        async with self._db.begin() as db:
            await db.execute(begun)
            row = await db.get(JobRow, job_id)
            return row.begun if row else 0

    async def end_job(
        self,
        job: JobRow,
        *,
        failed: bool,
        message: str,
        result: str | None,
        rows: Sequence[Base] = (),
        ends_session: bool = False,
    ) -> None:
        """With the facts that came of it, all of it or nothing."""
        state = "failed" if failed else "done"
        ended = update(JobRow).where(JobRow.id == job.id)
        async with self._db.begin() as db:
            db.add_all(rows)
            await db.execute(ended.values(state=state, message=message[:500], result=result))
            if ends_session:
                await db.execute(ending(job.session_id))


def ending(session_id: str, at: datetime | None = None) -> Update:
    open_ = update(SessionRow).where(SessionRow.id == session_id, SessionRow.ended_at.is_(None))
    return open_.values(ended_at=at or now())
