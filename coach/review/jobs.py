"""Work in the background, one piece of a kind at a time, each in a process of its own. What is to be done is
kept in the database: a restart begins again what it finds unfinished."""

import asyncio
import json
import secrets
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, cast

import structlog

from coach.store.database import now
from coach.store.facts import Fact, Facts
from coach.store.models import JobRow
from coach.store.work import UNFINISHED

WAITING = 10
"""Of a kind; one more is refused."""
MOST_BEGUN = 5
"""After so many beginnings that no ending followed, the work itself is what ends the server."""

State = Literal["waiting", "running", "done", "failed"]

log = structlog.get_logger(__name__)


class TooMany(Exception):
    """Too much of this kind is waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One piece as those who wait for it see it: `message` is one sentence, `progress` 0 to 1."""

    id: str
    kind: str
    session_id: str
    state: State
    progress: float
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is kept of it, in one transaction."""

    message: str
    failed: bool = False
    result: str | None = None
    rows: Sequence[Fact] = ()
    ends_session: bool = False


class Kind(Protocol):
    """What is done. `module` is run as a process: it reads the order as one line of JSON, and writes lines
    with `progress` and last one with `result`."""

    @property
    def module(self) -> str: ...
    @property
    def running(self) -> str:
        """A sentence for whoever waits."""
        ...

    async def order(self, job: JobRow) -> Mapping[str, object]: ...
    async def outcome(self, job: JobRow, result: Mapping[str, object]) -> Outcome: ...
    async def failed(self, job: JobRow) -> Outcome:
        """Nothing came of it, and nobody knows why."""
        ...


class Jobs:
    """Runs on the event loop; nothing here takes long."""

    def __init__(self, facts: Facts, kinds: Mapping[str, Kind]) -> None:
        self._facts, self._kinds = facts, kinds
        self._turns = {name: asyncio.Semaphore(1) for name in kinds}
        self._progress: dict[str, float] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._waiting = dict.fromkeys(kinds, 0)

    async def resume(self) -> None:
        """Takes up what an earlier server left unfinished."""
        for job in await self._facts.work.jobs():
            if job.kind in self._kinds:
                self._begin(job)

    def full(self, kind: str) -> bool:
        return self._waiting[kind] > WAITING

    async def add(self, kind: str, session_id: str, wish: Mapping[str, object]) -> Work:
        """Raises TooMany."""
        if self.full(kind):
            raise TooMany
        job = JobRow(
            id=secrets.token_urlsafe(16),
            kind=kind,
            session_id=session_id,
            state="waiting",
            message="Waiting for its turn.",
            begun=0,
            wish=json.dumps(wish),
            result=None,
            at=now(),
        )
        await self._facts.work.add_job(job)
        self._begin(job)
        return self._work(job)

    async def find(self, job_id: str) -> Work | None:
        job = await self._facts.work.job(job_id)
        return None if job is None else self._work(job)

    async def close(self) -> None:
        """Ends what runs; it is begun again at the next start."""
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _work(self, job: JobRow) -> Work:
        state = cast(State, job.state)
        return Work(
            id=job.id,
            kind=job.kind,
            session_id=job.session_id,
            state=state,
            progress=self._progress.get(job.id, 0.0) if state in UNFINISHED else 1.0,
            message=self._kinds[job.kind].running if state == "running" else job.message,
        )

    def _begin(self, job: JobRow) -> None:
        self._waiting[job.kind] += 1
        task = asyncio.create_task(self._run(job), name=f"{job.kind}-{job.session_id}")
        self._tasks[job.id] = task
        task.add_done_callback(lambda _: self._ended(job))

    def _ended(self, job: JobRow) -> None:
        self._waiting[job.kind] -= 1
        self._tasks.pop(job.id, None)
        self._progress.pop(job.id, None)

    async def _run(self, job: JobRow) -> None:
        kind = self._kinds[job.kind]
        async with self._turns[job.kind]:
            begun = await self._facts.work.begin_job(job.id)
            try:
                came = await self._carried_out(kind, job) if begun <= MOST_BEGUN else None
                made = await kind.failed(job) if came is None else await kind.outcome(job, came)
            except Exception:
                log.exception("job_failed", kind=job.kind, session=job.session_id)
                made = await kind.failed(job)
            await self._facts.work.end_job(
                job,
                failed=made.failed,
                message=made.message,
                result=made.result,
                rows=made.rows,
                ends_session=made.ends_session,
            )

    async def _carried_out(self, kind: Kind, job: JobRow) -> Mapping[str, object] | None:
        """What the process says came of it; None when it ended without a word."""
        order = json.dumps(await kind.order(job)).encode() + b"\n"
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", kind.module),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=LONGEST_LINE,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(order)
            process.stdin.close()
            async for line in process.stdout:
                told = json.loads(line)
                if "result" in told:
                    return cast(Mapping[str, object], told["result"])
                self._progress[job.id] = told["progress"]
            return None
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


LONGEST_LINE = 64 * 1024 * 1024
"""A judged hour is a few megabytes."""
