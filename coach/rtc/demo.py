"""Demo sessions: a simulated patient in a process of its own, led by the conductor."""

import asyncio
import sys
from pathlib import Path

import structlog

from coach.rtc import conductor
from coach.rtc.rooms import Rooms

ALONE_S, BEAT_S = 60.0, 2.0
"""A newcomer may reload the page; one who left for a minute has left."""

log = structlog.get_logger(__name__)


class Demos:
    """The simulated patients that run; each ends with its session, all end with the server."""

    def __init__(self, rooms: Rooms, *, server: str, clip: Path) -> None:
        """`server` is the WebSocket address of this server on its own machine."""
        self._rooms, self._server, self._clip = rooms, server, clip
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, session_id: str, patient_code: str) -> None:
        task = asyncio.create_task(self._run(session_id, patient_code), name=f"demo-{session_id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, session_id: str, patient_code: str) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "coach.rtc.demo_patient",
            self._server,
            str(self._clip),
            stdin=asyncio.subprocess.PIPE,
        )
        assert process.stdin is not None
        process.stdin.write(f"{patient_code}\n".encode())
        leading = asyncio.create_task(self._lead(session_id))
        watching = asyncio.create_task(self._until_left_alone(session_id))
        ended = asyncio.create_task(process.wait())
        try:
            await asyncio.wait((ended, watching), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (leading, watching, ended):
                task.cancel()
            if process.returncode is None:
                process.terminate()
                await process.wait()
        log.info("demo_over", session=session_id, code=process.returncode)

    async def _until_left_alone(self, session_id: str) -> None:
        """Returns when nobody but the demo patient has been there for `ALONE_S`."""
        alone = 0.0
        while alone < ALONE_S:
            await asyncio.sleep(BEAT_S)
            room = self._rooms.get(session_id)
            watched = room is not None and any(member.role != "patient" for member in room.members())
            alone = 0.0 if watched else alone + BEAT_S

    async def _lead(self, session_id: str) -> None:
        while (room := self._rooms.get(session_id)) is None:
            await asyncio.sleep(0.2)
        await conductor.lead(room)
