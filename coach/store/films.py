"""The films of live sessions: their rows, kept in step with their files.

A row is there from the moment its file is begun, so that what a crash leaves is known.
"""

import asyncio
from collections.abc import Iterable
from pathlib import Path

import structlog

from coach.store.database import now
from coach.store.facts import Facts
from coach.store.files import Files, StorageFailed
from coach.store.models import ConsentRow, RecordingRow
from coach.store.webm import Film, NotOurs, finish
from coach.store.write_queue import WriteQueue

MEDIA_TYPE = "video/webm"

log = structlog.get_logger(__name__)


class FilmLog:
    """One session's. Runs on the event loop; only the coroutines wait."""

    def __init__(self, facts: Facts, files: Files, session_id: str) -> None:
        self.session_id = session_id
        self.folder = files.root / "recordings" / session_id
        self._facts, self._files = facts, files
        self._writes = WriteQueue(session_id)

    def began(self, *, role: str, number: int, path: Path, started_t: float) -> None:
        row = self._row(role, number, path, started_t)
        self._writes.put(lambda: self._facts.keep_recording(row))

    def ended(self, *, role: str, number: int, path: Path, film: Film | None) -> None:
        """`film` is None when nothing came of it."""
        if film is None:
            self._writes.put(lambda: self._facts.forget_recording(self._name(path)))
            return
        row = _filled(self._row(role, number, path, film.started_t), film)
        self._writes.put(lambda: self._facts.keep_recording(row))

    def said(self, row: ConsentRow) -> None:
        self._writes.put(lambda: self._facts.add([row]))

    def forget(self, paths: Iterable[Path]) -> None:
        """Removes films, file and row together; the file first, so that a crash leaves no film without a
        row. Call it when they are no longer written."""
        for path in paths:
            self._writes.put(lambda path=path: self._forget(path))  # type: ignore[misc]

    async def consents(self) -> list[ConsentRow]:
        """Oldest first."""
        return await self._facts.consents(self.session_id)

    async def films(self) -> list[Path]:
        """Files of this session that have a row, stills among them."""
        return [self._files.root / name for name in await _names(self._facts, self.session_id)]

    async def close(self) -> None:
        self._writes.close()
        await self._writes.closed()

    async def _forget(self, path: Path) -> None:
        name = self._name(path)
        try:
            await asyncio.to_thread(self._files.delete, name)
        except (StorageFailed, OSError) as error:
            log.warning("film_not_deleted", session=self.session_id, error=type(error).__name__)
            return  # the row stays, and names what is left
        await self._facts.forget_recording(name)

    def _row(self, role: str, number: int, path: Path, started_t: float) -> RecordingRow:
        return RecordingRow(
            session_id=self.session_id,
            role=role,
            number=number,
            path=self._name(path),
            media_type=MEDIA_TYPE,
            started_t=started_t,
            seconds=None,
            width=None,
            height=None,
            has_video=False,
            has_audio=False,
            bytes=None,
            created_at=now(),
        )

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self._files.root))


async def recover(facts: Facts, data: Path) -> int:
    """Finishes the films that a crash left open; how many. Before any session runs. A film whose file is
    gone, or can't be read, is left as it is: the review says so."""
    rows = await facts.unfinished_recordings()
    return sum([await _recovered(facts, data, row) for row in rows])


async def _recovered(facts: Facts, data: Path, row: RecordingRow) -> bool:
    try:
        film = await asyncio.to_thread(finish, data / row.path)
    except (NotOurs, OSError) as error:
        log.warning("film_not_recovered", session=row.session_id, error=type(error).__name__)
        return False
    if film is None:
        await facts.forget_recording(row.path)
    else:
        await facts.keep_recording(_filled(row, film))
    return True


async def withdraw(facts: Facts, files: Files, session_id: str) -> None:
    """Removes every film and still of an ended session, as `FilmLog.forget` does. Raises StorageFailed,
    OSError: then what is left still has its row, and it can be asked for again."""
    for name in await _names(facts, session_id):
        await asyncio.to_thread(files.delete, name)
        await facts.forget_recording(name)


async def _names(facts: Facts, session_id: str) -> list[str]:
    films = [row.path for row in await facts.recordings(session_id)]
    return [*films, *await facts.stills(session_id)]


def _filled(row: RecordingRow, film: Film) -> RecordingRow:
    row.seconds, row.bytes = film.seconds, film.bytes
    row.width, row.height = film.width, film.height
    row.has_video, row.has_audio = film.has_video, film.has_audio
    return row
