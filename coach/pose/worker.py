"""The pool of pose processes: encoded frames in, poses out, on the event loop.

A process that dies, hangs or grows is replaced, and its sessions go on in the next one. A warm spare waits,
so that this takes one key frame's time. Nothing here decodes or blocks.
"""

import asyncio
import logging
import math
import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from coach.pose import wire
from coach.pose.held import Held
from coach.pose.pace import Pace
from coach.pose.process import PoseProcess, PoseProcessFailed
from coach.pose.wire import Kind, Message, Work
from coach.types import EncodedFrame, Pose

log = logging.getLogger(__name__)

_CHECK_S = 1.0
_KEY_FRAME_S = 0.5  # least time between two requests of one stream
_RETRY_S = 1.0  # before a session that failed in its process is tried again
_CAUGHT_UP_S = 0.3  # a pose so close to the camera's newest frame: nothing waits any more
_CATCH_UP_S = 10.0  # a machine that can't catch up in this time judges the newest again
_MOVE_S = 5.0  # how long a leaving process goes on beside its successor at most
_YOUNG_S = 5.0  # a process that dies sooner is not replaced at once, so that a fault can't spin
_MOST_WAITING = 30  # frames; a second of a camera, sent on though none of them is due
_BACKOFF_S = (0.0, 0.0, 0.5, 1.0, 2.0, 5.0)


class PoseStream:
    """One session's way into the pool. Made by `PosePool.open`; all callbacks run on the event loop."""

    def __init__(
        self,
        number: int,
        *,
        on_pose: Callable[[Pose], None],
        on_key_frame_needed: Callable[[], None],
        on_judging: Callable[[bool], None],
        rate: float,
        forget: Callable[["PoseStream"], None],
    ) -> None:
        self.number = number
        self._on_pose = on_pose
        self._on_key_frame_needed = on_key_frame_needed
        self._on_judging = on_judging
        self._forget = forget
        self._rate, self._pace = rate, Pace(rate)
        self._waiting: list[tuple[EncodedFrame, bool]] = []
        """Frames that were not sent yet, and whether each is due: they go together with the first that is, so
        that a process is not woken for each of the others."""
        self._memory = b""
        self._judging = False
        self._last_t = self._newest = float("-inf")
        self._asked_at = float("-inf")
        self._choice = b""
        """A choice made while no process was there to take it."""
        self._hands = False
        self._held = Held()
        self._lanes: list[_Lane] = []
        """Where frames go: one process, or none while it restarts, or two while the session moves."""

    def push(self, frame: EncodedFrame) -> None:
        """Takes the camera's next frame; never blocks.

        Drop rule: while the process is away frames are held as `Held` says; while more than LARGEST_BACKLOG
        bytes wait for it, they are dropped, and from then on all up to the next key frame, which is asked
        for. Of the frames that reach the process all are decoded, and those that are not the newest when
        its turn comes (held ones excepted), or come sooner than the rate, are not analysed.
        """
        self._newest = frame.t
        if not self._lanes:
            if not self._held.put(frame):
                self._ask_for_key_frame()
            return
        awaited = frame.key and any(lane.needs_key for lane in self._lanes)
        due = self._takes(frame) or awaited
        self._waiting.append((frame, due))
        if due or len(self._waiting) >= _MOST_WAITING:
            self._flush()

    def _takes(self, frame: EncodedFrame) -> bool:
        """Whether the frame is due at the rate; then it counts as taken."""
        due = self._pace.due(frame.t)
        if due:
            self._pace.taken(frame.t)
        return due

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for lane in self._lanes:
            if not lane.send(self.number, waiting):
                self._ask_for_key_frame()

    def set_rate(self, hz: float) -> None:
        """How many frames a second are analysed, by the frames' own times."""
        if not hz > 0:
            raise ValueError(f"the rate must be above 0 Hz, not {hz}")
        if hz == self._rate:
            return
        self._rate = hz
        self._pace.set_rate(hz)

    def choose(self, x: float, y: float) -> None:
        """Who is seen at this place (shares of width and height) in the next picture is the patient from now
        on; kept until a process takes it."""
        choice = wire.pack_choice(self.number, x, y)
        self._choice = b"" if self._lanes else choice
        for lane in self._lanes:
            lane.process.send(choice)

    def look_for_hands(self, wanted: bool) -> None:
        """Whether the patient's hands are looked for too, from the next picture on; not at first. Where the
        pool has no hand model, none are found."""
        if wanted == self._hands:
            return
        self._hands = wanted
        for lane in self._lanes:
            lane.process.send(wire.pack_hands(self.number, wanted))

    def close(self) -> None:
        """No callback runs after this; a second call does nothing."""
        for lane in self._lanes:
            lane.process.send(wire.pack(Kind.CLOSE, self.number))
        self._lanes = []
        self._forget(self)

    # ---- called by the pool

    def enter(self, process: PoseProcess) -> None:
        """Frames go to this process too, those that were held first, or else from the next key frame on; its
        first pose ends the older lane."""
        hands = wire.pack_hands(self.number, True) if self._hands else b""
        process.send(wire.pack_open(self.number, self._memory) + hands + self._choice)
        self._choice = b""
        self._flush()
        self._pace = Pace(self._rate)  # its first frame is due at once
        held = self._held.take()
        for frame in held:
            process.send(wire.pack_frame(self.number, frame, due=self._takes(frame), held=True))
        self._lanes.append(_Lane(process, held[-1].t if held else None))
        if not held:
            self._ask_for_key_frame()

    def leave(self, process: PoseProcess) -> None:
        """The process is gone, or is to go."""
        self._lanes = [lane for lane in self._lanes if lane.process is not process]
        if not self._lanes:
            self._waiting = []
            self._judge(False)
            self._ask_for_key_frame()

    def uses(self, process: PoseProcess) -> bool:
        return any(lane.process is process for lane in self._lanes)

    @property
    def home(self) -> PoseProcess | None:
        """Where its frames go from now on; None while it is nowhere."""
        return self._lanes[-1].process if self._lanes else None

    def received(self, process: PoseProcess, message: Message) -> None:
        if not self.uses(process):
            return
        if message.kind is Kind.POSE:
            self._pose(process, wire.unpack_seen(message.payload))
        elif message.kind is Kind.KEY_FRAME:
            self._ask_for_key_frame()
        elif message.kind is Kind.MEMORY:
            self._memory = message.payload

    def _pose(self, process: PoseProcess, pose: Pose) -> None:
        if process is self._lanes[-1].process:
            for lane in self._lanes[:-1]:
                lane.process.send(wire.pack(Kind.CLOSE, self.number))
            del self._lanes[:-1]
        self._lanes[-1].seen(pose.t, self._newest)
        if pose.t > self._last_t:
            self._last_t = pose.t
            self._judge(True)
            self._on_pose(pose)

    def _judge(self, judging: bool) -> None:
        if judging != self._judging:
            self._judging = judging
            self._on_judging(judging)

    def _ask_for_key_frame(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._asked_at >= _KEY_FRAME_S:
            self._asked_at = now
            self._on_key_frame_needed()


class _Lane:
    """A stream's place in one process; nothing is sent before a key frame."""

    def __init__(self, process: PoseProcess, held: float | None) -> None:
        """`held`: the time of the newest frame that had to wait for it."""
        self.process = process
        self.needs_key = held is None
        self.catching_up_until = -math.inf if held is None else held + _CATCH_UP_S
        """Frames up to this time are analysed though newer ones follow."""

    def send(self, stream: int, waiting: list[tuple[EncodedFrame, bool]]) -> bool:
        """Sends frames on, each with whether it is due. False when a key frame is to be asked for first."""
        parts, complete = [], True
        for frame, due in waiting:
            self.needs_key = (self.needs_key and not frame.key) or not self.process.has_room
            if self.needs_key:
                complete = False
            else:
                held = frame.t < self.catching_up_until
                parts.append(wire.pack_frame(stream, frame, due=due, held=held))
        if parts:
            self.process.send(b"".join(parts))
        return complete

    def seen(self, t: float, newest: float) -> None:
        """A pose of time `t` has come while the camera is at `newest`."""
        if newest - t < _CAUGHT_UP_S:
            self.catching_up_until = -math.inf


class PosePool:
    """Pose processes, one a core unless told otherwise, each serving several sessions."""

    def __init__(
        self,
        *,
        model: Path,
        hand_model: Path | None = None,
        workers: int | None = None,
        recycle_mb: int = 1500,
        recycle_s: float = 3600,
        hang_s: float = 5.0,
    ) -> None:
        """`model`: what `coach.pose.model.ready_model` gave; `hand_model`: what `hand_model` there gave,
        None where there is none. A process is replaced, without a gap in the
        poses, when it uses more than `recycle_mb` MiB or is older than `recycle_s` seconds; one that
        answers nothing for `hang_s` seconds is killed."""
        self._model, self._hand_model = model, hand_model
        self._count = workers or len(os.sched_getaffinity(0))
        self._recycle_mb = recycle_mb
        self._recycle_s = recycle_s
        self._hang_s = hang_s
        self._processes: list[PoseProcess] = []
        self._spare: asyncio.Task[PoseProcess] | None = None
        self._streams: dict[int, PoseStream] = {}
        self._next_number = 1
        self._failures = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    def begin(self) -> None:
        """Starts in the background, one process after the other, so that who comes meanwhile is judged as
        soon as the first is there. What fails is tried again."""
        self._spawn(self._begin())

    async def _begin(self) -> None:
        self._spawn(self._watch())
        while len(self._processes) < self._count:
            try:
                self._join(await self._started())
            except PoseProcessFailed:
                log.exception("no pose process could be started, trying again")
                await asyncio.sleep(_BACKOFF_S[-1])
        self._spare = self._spare or asyncio.create_task(self._started())

    async def start(self) -> None:
        """Until all processes have loaded the model. Raises PoseProcessFailed."""
        tried = await asyncio.gather(*(self._started() for _ in range(self._count)), return_exceptions=True)
        started = [process for process in tried if isinstance(process, PoseProcess)]
        if failures := [failure for failure in tried if isinstance(failure, BaseException)]:
            await asyncio.gather(*(process.end() for process in started))
            raise failures[0]
        self._processes = started
        self._spare = asyncio.create_task(self._started())
        self._spawn(self._watch())

    async def close(self) -> None:
        """Ends all processes; streams get nothing more."""
        self._closing = True
        for stream in list(self._streams.values()):
            stream.close()
        for task in [*self._tasks, *([self._spare] if self._spare else [])]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        spare = await asyncio.gather(self._spare, return_exceptions=True) if self._spare else []
        processes = [*self._processes, *(p for p in spare if isinstance(p, PoseProcess))]
        self._processes, self._spare = [], None
        await asyncio.gather(*(process.end() for process in processes))

    def open(
        self,
        *,
        on_pose: Callable[[Pose], None],
        on_key_frame_needed: Callable[[], None],
        on_judging: Callable[[bool], None],
        rate: float = 15.0,
    ) -> PoseStream:
        """A new session, put where the fewest are.

        `on_pose` gets poses with rising `t`; `on_key_frame_needed` is called at most twice a second until
        one comes; `on_judging` at every change, and a stream begins as not judging.
        """
        stream = PoseStream(
            self._next_number,
            on_pose=on_pose,
            on_key_frame_needed=on_key_frame_needed,
            on_judging=on_judging,
            rate=rate,
            forget=self._forget,
        )
        self._next_number += 1
        self._streams[stream.number] = stream
        self._house(stream)
        return stream

    @property
    def pids(self) -> list[int]:
        """Of the serving processes, without the spare."""
        return [process.pid for process in self._processes]

    @property
    def work(self) -> dict[int, Work]:
        """What each serving process has used since it began, by its pid, as of its last answer: a second
        ago at most, unless it hangs."""
        return {process.pid: process.work for process in self._processes}

    # ---- processes

    async def _started(self) -> PoseProcess:
        process = PoseProcess(self._received, self._gone)
        try:
            await process.start(self._model, self._hand_model)
        except asyncio.CancelledError:
            await process.end()
            raise
        return process

    async def _fresh(self) -> PoseProcess:
        """The spare when it lives, else a new process; another spare is started meanwhile."""
        spare, self._spare = self._spare, None
        try:
            process = await spare if spare else await self._started()
        finally:
            if not self._closing:
                self._spare = asyncio.create_task(self._started())
        return process

    def _gone(self, process: PoseProcess) -> None:
        """A process died, by itself or because it was killed."""
        if self._spare and _result(self._spare) is process:
            self._spare = None
        if process not in self._processes:
            return
        self._processes.remove(process)
        young = asyncio.get_running_loop().time() - process.serving_since < _YOUNG_S
        self._failures = self._failures + 1 if young else 0
        log.warning("pose process %d is gone, another takes its sessions", process.pid)
        left = [stream for stream in self._streams.values() if stream.uses(process)]
        for stream in left:
            stream.leave(process)
        if not self._closing:
            self._spawn(self._replace())

    async def _replace(self) -> None:
        """Brings the pool back to its number of processes; homeless streams enter the new one."""
        while not self._closing:
            await asyncio.sleep(_BACKOFF_S[min(self._failures, len(_BACKOFF_S) - 1)])
            try:
                process = await self._fresh()
            except PoseProcessFailed:
                self._failures += 1
                log.exception("no pose process could be started, trying again")
                continue
            self._join(process)
            return

    def _join(self, process: PoseProcess) -> None:
        """Puts it to work: for who is nowhere, and for some of those that crowd another."""
        process.serving_since = asyncio.get_running_loop().time()
        self._processes.append(process)
        for stream in self._streams.values():
            self._house(stream)
        for stream in self._streams.values():
            home, loads = stream.home, self._loads
            if home is not None and loads.get(home, 0) >= loads[process] + 2:
                stream.enter(process)

    def _homeless(self, stream: PoseStream) -> bool:
        return not any(stream.uses(process) for process in self._processes)

    def _emptiest(self) -> PoseProcess | None:
        loads = self._loads
        return min(loads, key=lambda p: loads[p], default=None)

    @property
    def _loads(self) -> dict[PoseProcess, int]:
        """Streams by the process that they are in, or on their way to."""
        homes = [stream.home for stream in self._streams.values()]
        return {process: homes.count(process) for process in self._processes}

    # ---- watching

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_CHECK_S)
            for process in list(self._processes):
                if process.silent_for() > self._hang_s:
                    log.warning("pose process %d answers nothing, it is killed", process.pid)
                    process.kill()
                elif self._is_worn(process):
                    await self._recycle(process)

    def _is_worn(self, process: PoseProcess) -> bool:
        age = asyncio.get_running_loop().time() - process.serving_since
        return age > self._recycle_s or process.work.resident_mb > self._recycle_mb

    async def _recycle(self, old: PoseProcess) -> None:
        """Sessions go on in the old process until the new one has given its first pose."""
        log.info("pose process %d is replaced", old.pid)
        try:
            new = await self._fresh()
        except PoseProcessFailed:
            log.exception("no pose process could be started, the old one goes on")
            return
        if old not in self._processes:  # it died meanwhile, and has another successor
            await new.end()
            return
        new.serving_since = asyncio.get_running_loop().time()
        self._processes[self._processes.index(old)] = new
        moving = [stream for stream in self._streams.values() if stream.uses(old)]
        for stream in moving:
            stream.enter(new)
        self._spawn(self._retire(old))

    async def _retire(self, old: PoseProcess) -> None:
        deadline = asyncio.get_running_loop().time() + _MOVE_S
        while any(s.uses(old) for s in self._streams.values()):
            await asyncio.sleep(0.05)
            if asyncio.get_running_loop().time() > deadline:
                break
        for stream in self._streams.values():
            stream.leave(old)
        await old.end()

    # ---- streams

    def _received(self, process: PoseProcess, message: Message) -> None:
        stream = self._streams.get(message.stream)
        if stream is None:
            return
        if message.kind is Kind.FAILED:
            stream.leave(process)
            asyncio.get_running_loop().call_later(_RETRY_S, self._house, stream)
        else:
            stream.received(process, message)

    def _house(self, stream: PoseStream) -> None:
        """Puts a stream that is nowhere into a process; a closed one stays out."""
        process = self._emptiest()
        if stream.number in self._streams and self._homeless(stream) and process is not None:
            stream.enter(process)

    def _forget(self, stream: PoseStream) -> None:
        self._streams.pop(stream.number, None)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _result(task: asyncio.Task[PoseProcess]) -> PoseProcess | None:
    """What the task gave; None while it runs, or when it failed."""
    return task.result() if task.done() and not task.cancelled() and task.exception() is None else None
