"""The media process's handle on one pose process: start it, send to it, notice when it dies or hangs."""

import asyncio
import contextlib
import logging
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

from coach.pose import wire
from coach.pose.wire import Kind, Message

log = logging.getLogger(__name__)

LARGEST_BACKLOG = 1 << 20
"""Bytes that may wait for a process, about eight seconds of one camera; see PoseStream.push."""

_START_S, _END_S = 60.0, 2.0
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",  # the pool has one process a core
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",  # each session's new threads would leave gaps in heaps of their own
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # a network's weights in few large pages: 7 % less for a pose
}


class PoseProcessFailed(Exception):
    """The pose process ended, or said nothing, while it was starting."""


class PoseProcess(asyncio.Protocol):
    """One pose process. All of it runs on the event loop."""

    def __init__(
        self, on_message: Callable[["PoseProcess", Message], None], on_gone: Callable[["PoseProcess"], None]
    ) -> None:
        self._on_message = on_message
        self._on_gone = on_gone
        self._loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._unpacker = wire.Unpacker()
        self._transport: asyncio.Transport | None = None
        self._child: asyncio.subprocess.Process | None = None
        self._pinged_at: float | None = None
        self.serving_since = self._loop.time()
        """Set by the pool when it puts the process to work."""
        self.work = wire.Work()
        """As of its last answer."""

    async def start(self, model: Path, hand_model: Path | None = None) -> None:
        """Until it has loaded the model; that of hands is loaded when first needed. Raises
        PoseProcessFailed."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "coach.pose.serving", str(theirs.fileno()), str(model)),
                *([str(hand_model)] if hand_model else []),
                pass_fds=(theirs.fileno(),),
                stdin=asyncio.subprocess.DEVNULL,
                env={**os.environ, **_ENVIRONMENT},
            )
        await self._loop.create_unix_connection(lambda: self, sock=ours)
        try:
            async with asyncio.timeout(_START_S):
                await self._ready
        except (TimeoutError, PoseProcessFailed) as error:
            await self.end()
            raise PoseProcessFailed(
                "The pose process could not start: see the lines it wrote above, and try `coach doctor`."
            ) from error

    @property
    def pid(self) -> int:
        """0 before it was started."""
        return self._child.pid if self._child else 0

    @property
    def has_room(self) -> bool:
        """Whether what was sent is being taken; False when it lags or is gone."""
        transport = self._transport
        return transport is not None and transport.get_write_buffer_size() < LARGEST_BACKLOG

    def send(self, data: bytes) -> None:
        """Queues a message; never blocks. Nothing happens when the process is gone."""
        if self._transport is not None:
            self._transport.write(data)

    def silent_for(self) -> float:
        """Seconds since the oldest unanswered ping; pings again when the last was answered."""
        now = self._loop.time()
        if self._pinged_at is None:
            self._pinged_at = now
            self.send(wire.pack(Kind.PING))
        return now - self._pinged_at

    def kill(self) -> None:
        """At once, whatever it is doing; `on_gone` follows."""
        if self._child is not None and self._child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._child.kill()

    async def end(self) -> None:
        """Closes the socket, at which it ends by itself; kills it when it does not."""
        if self._transport is not None:
            self._transport.abort()
        if self._child is None:
            return
        try:
            async with asyncio.timeout(_END_S):
                await self._child.wait()
        except TimeoutError:
            self.kill()
            await self._child.wait()

    # ---- called by asyncio

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are not subclasses of asyncio's, so there is nothing to assert.
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._unpacker.feed(data):
                self._received(message)
        except wire.OutOfStep:
            log.exception("pose process %d sends nonsense", self.pid)
            self.kill()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self._transport = None
        if not self._ready.done():
            self._ready.set_exception(PoseProcessFailed())
            return
        self._on_gone(self)

    def _received(self, message: Message) -> None:
        if message.kind is Kind.READY:
            self._ready.set_result(None)
        elif message.kind is Kind.PONG:
            self._pinged_at = None
            self.work = wire.unpack_pong(message.payload)
        else:
            self._on_message(self, message)
