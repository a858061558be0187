"""What waits to be sent to one participant, so that a slow line never holds up the judgement.

Landmarks: the newest `LANDMARKS` are kept, older ones are dropped (a late skeleton is worthless).
Messages: never dropped; when `MESSAGES` wait, the line is given up as dead and closed, and the page
joins again.
"""

import asyncio
from collections import deque
from typing import Protocol

LANDMARKS = 4
MESSAGES = 500
TOO_SLOW = 4008
"""WebSocket close code: the line took nothing for too long."""


class Connection(Protocol):
    """A WebSocket's sending half; both methods raise ConnectionError once it is gone."""

    async def send_text(self, text: str) -> None: ...
    async def send_bytes(self, data: bytes) -> None: ...
    async def close(self, code: int, reason: str) -> None: ...


class Outbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._texts: deque[str] = deque()
        self._landmarks: deque[bytes] = deque(maxlen=LANDMARKS)
        self._changed = asyncio.Event()
        self._closing: tuple[int, str] | None = None
        self._task = asyncio.create_task(self._run())

    def put_text(self, text: str) -> None:
        if len(self._texts) >= MESSAGES:
            self._texts.clear()
            self.close(TOO_SLOW, "The line is too slow.")
            return
        self._texts.append(text)
        self._changed.set()

    def put_landmarks(self, data: bytes) -> None:
        self._landmarks.append(data)
        self._changed.set()

    def close(self, code: int, reason: str) -> None:
        """Sends what waits, then closes."""
        self._closing = self._closing or (code, reason)
        self._changed.set()

    async def closed(self) -> None:
        await self._task

    async def _run(self) -> None:
        try:
            while self._closing is None or self._texts:
                await self._changed.wait()
                self._changed.clear()
                await self._send()
            await self._connection.close(*self._closing)
        except ConnectionError:
            return

    async def _send(self) -> None:
        while self._texts or self._landmarks:
            if self._texts:
                await self._connection.send_text(self._texts.popleft())
            if self._landmarks:
                await self._connection.send_bytes(self._landmarks.popleft())
