"""Uploaded videos on their way to a session: one is judged at a time, in a process of its own."""

import asyncio
import json
import secrets
import sys
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import structlog

from coach.review.upload import Order, Result
from coach.store.database import now
from coach.store.facts import Facts
from coach.store.ledger import Rows
from coach.store.models import RecordingRow
from coach.store.tape import TapeReader
from coach.types import Event

WAITING = 10
"""Uploads that may wait; one more is refused."""
REMEMBERED = 200
"""Jobs whose outcome can still be asked for."""
BROKEN = "The video could not be judged: try again, or choose another file."

log = structlog.get_logger(__name__)


class TooMany(Exception):
    """Too many uploads are waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One upload's way: `message` is one sentence."""

    id: str
    session_id: str
    state: Literal["waiting", "running", "done", "failed"] = "waiting"
    progress: float = 0.0
    message: str = "Waiting for its turn."


class Uploads:
    """Runs on the event loop; nothing here takes long."""

    def __init__(self, facts: Facts, data: Path, *, model: Path, versions: Mapping[str, str]) -> None:
        self._facts, self._data, self._model, self._versions = facts, data, model, versions
        self._work: OrderedDict[str, Work] = OrderedDict()
        self._turn = asyncio.Semaphore(1)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def full(self) -> bool:
        return sum(work.state in ("waiting", "running") for work in self._work.values()) > WAITING

    def folder(self, session_id: str) -> Path:
        """Where a session's recordings are."""
        return self._data / "recordings" / session_id

    def find(self, job: str) -> Work | None:
        return self._work.get(job)

    def start(self, session_id: str, video: Path, *, exercise: str, side: str, max_seconds: float) -> Work:
        """`video` lies in the session's folder already. Raises TooMany."""
        if self.full:
            raise TooMany
        work = Work(id=secrets.token_urlsafe(16), session_id=session_id)
        self._put(work)
        order = Order(
            video=str(video),
            playable=str(video.with_suffix(".webm")),
            tape=str(self._data / "tapes" / f"{session_id}.tape"),
            model=str(self._model),
            exercise=exercise,
            side=side,
            max_seconds=max_seconds,
            versions=dict(self._versions),
        )
        task = asyncio.create_task(self._run(work, order), name=f"upload-{session_id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return work

    async def close(self) -> None:
        """Ends what runs; its session stays without a tape."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, work: Work, order: Order) -> None:
        async with self._turn:
            self._put(replace(work, state="running", message="Judging the video."))
            try:
                result = await self._carried_out(work.id, order)
                await self._keep(work.session_id, order, result)
            except Exception:
                log.exception("upload_failed", session=work.session_id)
                result = Result(problem=BROKEN)
            await self._facts.end_session(work.session_id)
        state: Literal["done", "failed"] = "failed" if result.problem else "done"
        said = result.problem or "The video was judged."
        self._put(replace(self._work[work.id], state=state, progress=1.0, message=said))

    async def _carried_out(self, job: str, order: Order) -> Result:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "coach.review.upload"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
            process.stdin.close()
            async for line in process.stdout:
                told = json.loads(line)
                if "result" in told:
                    return Result(**told["result"])
                self._put(replace(self._work[job], progress=told["progress"]))
            return Result(problem=BROKEN)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()

    async def _keep(self, session_id: str, order: Order, result: Result) -> None:
        """The facts of the tape, and the film; nothing of a video that could not be judged."""
        if result.problem is not None:
            await asyncio.to_thread(_forget, order)
            return
        records = await asyncio.to_thread(_records, Path(order.tape))
        rows = Rows(session_id)
        await self._facts.add([row for event in records if (row := rows.of(event)) is not None])
        path = Path(result.path)
        size = (await asyncio.to_thread(path.stat)).st_size
        await self._facts.add(
            [
                RecordingRow(
                    session_id=session_id,
                    role="patient",
                    number=1,
                    path=str(path.relative_to(self._data)),
                    media_type=result.media_type,
                    started_t=0.0,
                    seconds=result.seconds,
                    width=result.width,
                    height=result.height,
                    has_video=True,
                    has_audio=result.has_audio,
                    bytes=size,
                    created_at=now(),
                )
            ]
        )

    def _put(self, work: Work) -> None:
        self._work[work.id] = work
        while len(self._work) > REMEMBERED:
            self._work.popitem(last=False)


def _records(tape: Path) -> list[Event]:
    return list(TapeReader(tape).outline().records)


def _forget(order: Order) -> None:
    for path in (order.video, order.playable, order.tape):
        Path(path).unlink(missing_ok=True)
