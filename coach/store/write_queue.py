"""Writes to the database in their order, off everybody's path.

Bounded: when the database has been away so long that the queue is full, the oldest writes are dropped and
`behind` is set.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import structlog
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError, SQLAlchemyError

CAPACITY = 2000
RETRY_S = 2.0
REFUSED = (DataError, IntegrityError, ProgrammingError)
"""The database answers, and says no."""

log = structlog.get_logger(__name__)

Write = Callable[[], Awaitable[None]]


class WriteQueue:
    """One session's. Runs on the event loop; `put` and `close` never wait."""

    def __init__(self, session_id: str) -> None:
        self.behind = False
        self._id = session_id
        self._writes: deque[Write] = deque(maxlen=CAPACITY)
        self._changed = asyncio.Event()
        self._closing = False
        self._task = asyncio.create_task(self._run(), name=f"writes-{session_id}")

    def put(self, write: Write) -> None:
        self.behind = self.behind or len(self._writes) == CAPACITY
        self._writes.append(write)
        self._changed.set()

    def close(self) -> None:
        """What waits is still written, once."""
        self._closing = True
        self._changed.set()

    async def closed(self) -> None:
        """Waits until everything is written."""
        await self._task

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
        except REFUSED as failure:  # and would be refused for ever: what comes after it must not wait
            log.warning("ledger_refused", session=self._id, error=type(failure).__name__)
            self.behind = True
        except (SQLAlchemyError, OSError) as failure:
            log.warning("ledger_waits", session=self._id, error=type(failure).__name__)
            if self._closing or len(self._writes) == CAPACITY:
                self.behind = True
                return
            self._writes.appendleft(write)
            await asyncio.sleep(RETRY_S)
