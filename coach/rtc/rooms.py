"""All rooms of this server: opened with the first participant, closed when the session has ended."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

from coach.rtc.room import Room

LEFT_ALONE_S = 4 * 3600.0
"""A session nobody is in for so long is put away; its links still open it, with a new room."""

log = structlog.get_logger(__name__)


class ServerFull(Exception):
    """As many sessions run as this server is set to hold, or as it can judge well."""


class Rooms:
    def __init__(
        self,
        make: Callable[[str, str], Awaitable[Room]],
        *,
        capacity: int,
        admits: Callable[[int], bool] = lambda _sessions: True,
    ) -> None:
        """`admits`: whether another session may come to so many, besides `capacity`."""
        self._make, self._capacity, self._admits = make, capacity, admits
        self._rooms: dict[str, Room] = {}
        self._opening: dict[str, asyncio.Task[Room]] = {}
        self._seen: dict[str, float] = {}
        self._sweeper = asyncio.create_task(self._sweep(), name="rooms")

    def __len__(self) -> int:
        return len(self._rooms)

    @property
    def full(self) -> bool:
        """Rooms that nobody is in take no place: they cost nothing but their memory."""
        held = sum(bool(room.members()) for room in self._rooms.values())
        sessions = held + len(self._opening)
        return sessions >= self._capacity or not self._admits(sessions)

    def all(self) -> list[Room]:
        return list(self._rooms.values())

    def get(self, session_id: str) -> Room | None:
        return self._rooms.get(session_id)

    async def enter(self, session_id: str, base: str) -> Room:
        """The session's room, opened when there is none; `base` is the address its links start with.
        Raises ServerFull."""
        room = self._rooms.get(session_id) or await self._opened(session_id, base)
        self._seen[session_id] = time.monotonic()
        return room

    async def _opened(self, session_id: str, base: str) -> Room:
        """One for all who come while it is being opened; who leaves meanwhile does not end that."""
        if session_id not in self._opening:
            if self.full:
                raise ServerFull
            task = asyncio.create_task(self._open(session_id, base), name=f"open-{session_id}")
            self._opening[session_id] = task
        return await asyncio.shield(self._opening[session_id])

    async def _open(self, session_id: str, base: str) -> Room:
        try:
            room = self._rooms[session_id] = await self._make(session_id, base)
            self._seen[session_id] = time.monotonic()
        finally:
            del self._opening[session_id]
        return room

    async def close(self) -> None:
        self._sweeper.cancel()
        await asyncio.gather(*self._opening.values(), return_exceptions=True)
        await asyncio.gather(*(room.close() for room in self._rooms.values()), return_exceptions=True)
        self._rooms.clear()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(5)
            for session_id, room in list(self._rooms.items()):
                await self._look_after(session_id, room)

    async def _look_after(self, session_id: str, room: Room) -> None:
        now = time.monotonic()
        if room.members():
            self._seen[session_id] = now
            return
        if room.ended or now - self._seen[session_id] > LEFT_ALONE_S:
            del self._rooms[session_id], self._seen[session_id]
            await room.close()
            log.info("room_closed", session=session_id)
