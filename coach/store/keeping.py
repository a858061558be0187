"""How long sessions are kept, and that facts and files stay together: settling, deletion, orphans."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

import structlog
from sqlalchemy.exc import SQLAlchemyError

from coach.store.database import now
from coach.store.facts import Facts
from coach.store.files import Files, Kept, StorageFailed, tape_name
from coach.store.models import RecordingRow, SessionRow

EVERY_S = 60.0
QUIET = timedelta(minutes=1)
"""After its end a session's last words may still be on their way to its files."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphans:
    """What has lost its other half."""

    files: tuple[Kept, ...]
    """Of no session, or films that no row names."""
    films: tuple[RecordingRow, ...]
    """Rows whose file is gone."""
    tapes: tuple[str, ...]
    """Sessions that were judged and whose tape is gone."""


def session_of(name: str) -> str:
    """`tapes/ab12.tape`, `recordings/ab12/patient-001.webm` → `ab12`."""
    return PurePosixPath(name).parts[1].split(".")[0]


async def forget(facts: Facts, files: Files, ids: Iterable[str], *, by: str, why: str) -> list[str]:
    """Deletes sessions, facts first: what a crash leaves are files without a session, which are found. The
    ids of those that were there. Raises StorageFailed."""
    gone = [session_id for session_id in ids if await facts.forget(session_id, by=by, why=why)]
    if gone:
        await asyncio.to_thread(_delete_of, files, set(gone))
    return gone


def _delete_of(files: Files, gone: set[str]) -> None:
    for name in [kept.name for kept in files.kept() if session_of(kept.name) in gone]:
        files.delete(name)


async def expired(facts: Facts, days: float, is_open: Callable[[str], bool]) -> list[str]:
    """Sessions that ended, or were made and never used, so many days ago."""
    limit = now() - timedelta(days=days)
    return [
        row.id
        for row in await facts.every_session()
        if _aware(row.ended_at or row.created_at) < limit and not is_open(row.id)
    ]


async def find_orphans(facts: Facts, files: Files) -> Orphans:
    """Raises StorageFailed. A session that has not ended is left alone: its files are being written."""
    sessions = {row.id: row for row in await facts.every_session()}
    films = await facts.every_recording()
    kept = {one.name: one for one in await asyncio.to_thread(lambda: list(files.kept()))}
    named = {row.path for row in films} | await facts.every_still()
    judged = {name for name in await facts.judged_sessions() if sessions[name].ended_at is not None}
    return Orphans(
        files=tuple(one for one in kept.values() if _is_orphan(one, sessions, named)),
        films=tuple(row for row in films if row.path not in kept and row.seconds is not None),
        tapes=tuple(sorted(name for name in judged if tape_name(name) not in kept)),
    )


def _is_orphan(one: Kept, sessions: Mapping[str, SessionRow], named: set[str]) -> bool:
    row = sessions.get(session_of(one.name))
    if row is None:
        return True
    is_film = one.name.startswith("recordings/")
    return is_film and row.ended_at is not None and one.name not in named


async def remove_orphans(facts: Facts, files: Files, orphans: Orphans) -> None:
    """The files, and the rows of films that are gone; what was counted stays. Raises StorageFailed."""
    for one in orphans.files:
        await asyncio.to_thread(files.delete, one.name)
    await facts.remove_recordings([row.id for row in orphans.films])


class Keeper:
    """Settles what has ended and deletes what is past its time, once a minute. Runs on the event loop."""

    def __init__(
        self, facts: Facts, files: Files, *, days: float | None, is_open: Callable[[str], bool]
    ) -> None:
        """`days`: how long sessions are kept; None: until somebody deletes them."""
        self._facts, self._files, self._days, self._is_open = facts, files, days, is_open

    async def run(self) -> None:
        """Until cancelled. Trouble is told in the log and tried again."""
        while True:
            try:
                await self.sweep()
            except (StorageFailed, SQLAlchemyError, OSError) as error:
                log.warning("keeping_failed", error=type(error).__name__)
            await asyncio.sleep(EVERY_S)

    async def sweep(self) -> None:
        """Raises StorageFailed and the database's errors."""
        if self._days is not None:
            ids = await expired(self._facts, self._days, self._is_open)
            gone = await forget(
                self._facts, self._files, ids, by="retention", why=f"kept for {self._days:g} days"
            )
            for session_id in gone:
                log.info("session_expired", session=session_id)
        await self._settle()

    async def _settle(self) -> None:
        names = await asyncio.to_thread(self._files.unsettled)
        for session_id in sorted({session_of(name) for name in names}):
            row = await self._facts.session(session_id)
            if row is None or row.ended_at is None or self._is_open(session_id):
                continue
            if _aware(row.ended_at) > now() - QUIET:
                continue
            films = await self._facts.recordings(session_id)
            finished = {film.path for film in films if film.seconds is not None} | {tape_name(session_id)}
            for name in (finished | set(await self._facts.stills(session_id))) & set(names):
                await asyncio.to_thread(self._files.settle, name)


def _aware(at: datetime) -> datetime:
    """SQLite gives times back without their zone."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
