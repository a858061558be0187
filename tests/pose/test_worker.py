"""The pool with real processes: what dies, hangs or grows is replaced, and the sessions go on."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import pytest

from coach.pose.process import PoseProcessFailed
from coach.pose.worker import PosePool, PoseStream
from coach.types import EncodedFrame, Pose
from tests.pose.conftest import FPS

PATIENCE_S = 60


@dataclass
class Call:
    """A camera that sends for ever, in real time or as fast as it is asked, and what came back."""

    pool: PosePool
    camera: list[EncodedFrame]
    rate: float = 15.0
    poses: list[Pose] = field(default_factory=list)
    judging: list[bool] = field(default_factory=list)
    key_requests: int = 0
    sent: int = 0
    begun: int = 0
    """The frame sent as the newest key frame."""
    wants_key: bool = False

    def __post_init__(self) -> None:
        self.stream: PoseStream = self.pool.open(
            on_pose=self.poses.append,
            on_key_frame_needed=self._ask,
            on_judging=self.judging.append,
            rate=self.rate,
        )

    def _ask(self) -> None:
        self.key_requests += 1
        self.wants_key = self.sent > 0  # the camera's next picture is its key frame

    def push(self) -> None:
        if self.wants_key:
            self.begun, self.wants_key = self.sent, False
        frame = self.camera[(self.sent - self.begun) % len(self.camera)]
        t = self.sent / FPS
        self.stream.push(replace(frame, t=t, rtp_timestamp=round(t * 90_000)))
        self.sent += 1

    async def until(self, condition: Callable[[], bool]) -> None:
        """Sends in real time until the condition holds."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                self.push()
                await asyncio.sleep(1 / FPS)


@asynccontextmanager
async def running(
    model: Path, *, workers: int = 1, hang_s: float = 5.0, recycle_s: float = 3600
) -> AsyncIterator[PosePool]:
    pool = PosePool(model=model, workers=workers, hang_s=hang_s, recycle_s=recycle_s)
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()


def is_alive(pid: int) -> bool:
    """A zombie, which waits for an init that may not care, is dead."""
    try:
        os.kill(pid, 0)
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False


async def test_poses_carry_their_frames_time_and_rise(pruned: Path, camera: list[EncodedFrame]) -> None:
    async with running(pruned) as pool:
        call = Call(pool, camera)
        await call.until(lambda: len(call.poses) >= 10)
    times = [pose.t for pose in call.poses]
    assert times == sorted(set(times))
    assert all(pose.rtp_timestamp == round(pose.t * 90_000) for pose in call.poses)
    assert all(pose.points is not None and (pose.width, pose.height) == (640, 480) for pose in call.poses)
    assert all(pose.people == 1 and pose.sure for pose in call.poses)
    assert call.judging == [True]


async def test_the_rate_is_kept_by_the_frames_times(pruned: Path, camera: list[EncodedFrame]) -> None:
    async with running(pruned) as pool:
        call = Call(pool, camera, rate=5)
        await call.until(lambda: len(call.poses) >= 3)
        call.stream.set_rate(10)
        changed = call.poses[-1].t
        await call.until(lambda: len(call.poses) >= 8)
    steps = [b.t - a.t for a, b in zip(call.poses, call.poses[1:], strict=False)]
    assert all(step >= 0.5 / 10 - 0.01 for step in steps)
    assert min(b.t - a.t for a, b in zip(call.poses, call.poses[1:], strict=False) if b.t <= changed) >= 0.1


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSEGV])
async def test_a_killed_process_is_replaced_and_poses_go_on(
    pruned: Path, camera: list[EncodedFrame], blow: signal.Signals
) -> None:
    async with running(pruned) as pool:
        call = Call(pool, camera)
        await call.until(lambda: len(call.poses) >= 5)
        (victim,) = pool.pids
        asked = call.key_requests
        os.kill(victim, blow)
        await call.until(lambda: call.judging == [True, False, True])
        before = len(call.poses)
        await call.until(lambda: len(call.poses) >= before + 5)
        assert call.key_requests > asked
        assert pool.pids != [victim]
        assert not is_alive(victim)
    times = [pose.t for pose in call.poses]
    assert times == sorted(set(times))


async def test_what_moved_while_no_process_was_there_is_judged_afterwards(
    pruned: Path, camera: list[EncodedFrame]
) -> None:
    pool = PosePool(model=pruned, workers=1)
    call = Call(pool, camera)  # before any process has started
    pool.begin()
    try:
        await call.until(lambda: len(call.poses) >= 20)
    finally:
        await pool.close()
    steps = [later.t - earlier.t for earlier, later in pairwise(call.poses)]
    assert call.poses[0].t < 0.5, "from the first key frame on"
    assert max(steps[:10]) <= 2 / 15 + 0.01, "at the rate, though newer ones had come"


async def test_who_came_before_the_second_process_is_shared_with_it(
    pruned: Path, camera: list[EncodedFrame]
) -> None:
    pool = PosePool(model=pruned, workers=2)
    calls = [Call(pool, camera, rate=5) for _ in range(4)]
    pool.begin()
    try:
        await asyncio.gather(
            *(c.until(lambda c=c: len(pool.pids) == 2 and len(c.poses) >= 10) for c in calls)  # type: ignore[misc]
        )
        assert all(call.judging == [True] for call in calls)
        os.kill(pool.pids[0], signal.SIGKILL)
        await asyncio.gather(
            *(c.until(lambda: sum(len(other.judging) == 3 for other in calls) == 2) for c in calls)
        )
    finally:
        await pool.close()
    assert sorted(len(call.judging) for call in calls) == [1, 1, 3, 3]


async def test_a_process_that_hangs_is_killed(pruned: Path, camera: list[EncodedFrame]) -> None:
    async with running(pruned, hang_s=1.0) as pool:
        call = Call(pool, camera)
        await call.until(lambda: len(call.poses) >= 3)
        (victim,) = pool.pids
        os.kill(victim, signal.SIGSTOP)
        await call.until(lambda: call.judging == [True, False, True])
        assert not is_alive(victim)


async def test_only_the_dead_process_s_sessions_notice(pruned: Path, camera: list[EncodedFrame]) -> None:
    async with running(pruned, workers=2) as pool:
        first, second = Call(pool, camera), Call(pool, camera)
        await asyncio.gather(
            first.until(lambda: len(first.poses) >= 3), second.until(lambda: len(second.poses) >= 3)
        )
        os.kill(pool.pids[0], signal.SIGKILL)
        await asyncio.gather(
            first.until(lambda: len(first.judging) == 3), second.until(lambda: len(first.judging) == 3)
        )
    assert second.judging == [True]


async def test_recycling_leaves_no_gap(pruned: Path, camera: list[EncodedFrame]) -> None:
    async with running(pruned, recycle_s=2.0) as pool:
        call = Call(pool, camera)
        (old,) = pool.pids
        await call.until(lambda: pool.pids != [old])
        before = len(call.poses)
        await call.until(lambda: len(call.poses) >= before + 10)
        await call.until(lambda: not is_alive(old))
    assert call.judging == [True]
    times = [pose.t for pose in call.poses]
    assert times == sorted(set(times))


async def test_sessions_of_one_process_take_turns(pruned: Path, camera: list[EncodedFrame]) -> None:
    async with running(pruned) as pool:
        calls = [Call(pool, camera, rate=30) for _ in range(3)]
        async with asyncio.timeout(PATIENCE_S):
            while sum(len(call.poses) for call in calls) < 90:
                for call in calls:
                    call.push()
                await asyncio.sleep(1 / FPS)
    counts = [len(call.poses) for call in calls]
    assert min(counts) >= 0.6 * max(counts)


async def test_nothing_is_sent_before_a_key_frame(pruned: Path, camera: list[EncodedFrame]) -> None:
    late = [frame for frame in camera if not frame.key]
    async with running(pruned) as pool:
        call = Call(pool, late)
        assert call.key_requests == 1
        for _ in range(30):
            call.push()
        await asyncio.sleep(0.3)
        assert call.poses == []
        call.camera, call.begun = camera, call.sent
        await call.until(lambda: len(call.poses) >= 1)


async def test_a_damaged_frame_asks_for_a_key_frame(pruned: Path, camera: list[EncodedFrame]) -> None:
    async with running(pruned) as pool:
        call = Call(pool, camera)
        await call.until(lambda: len(call.poses) >= 2)
        asked, t = call.key_requests, call.sent / FPS
        call.stream.push(EncodedFrame(t=t, rtp_timestamp=0, codec="VP8", data=b"\x00\x01", key=True))
        call.sent += 1
        await call.until(lambda: call.key_requests > asked)
        before = len(call.poses)
        await call.until(lambda: len(call.poses) > before)
        assert call.judging == [True]


async def test_a_session_that_fails_is_tried_again_and_harms_nobody(
    pruned: Path, camera: list[EncodedFrame], tmp_path: Path
) -> None:
    model = tmp_path / "model.task"
    model.write_bytes(pruned.read_bytes())
    async with running(model) as pool:
        model.write_bytes(b"broken meanwhile")
        good = Call(pool, camera)  # there is one landmarker ready
        await good.until(lambda: len(good.poses) >= 2)
        failing = Call(pool, camera)
        before = len(good.poses)
        await asyncio.gather(
            good.until(lambda: len(good.poses) >= before + 20),
            failing.until(lambda: len(good.poses) >= before + 20),
        )
        assert failing.poses == []
        model.write_bytes(pruned.read_bytes())
        await failing.until(lambda: len(failing.poses) >= 2)
        assert good.judging == failing.judging == [True]


async def test_a_stopped_process_s_backlog_is_bounded(pruned: Path, camera: list[EncodedFrame]) -> None:
    big = replace(camera[0], data=camera[0].data + bytes(200_000))
    async with running(pruned, hang_s=60) as pool:
        call = Call(pool, camera)
        await call.until(lambda: len(call.poses) >= 1)
        os.kill(pool.pids[0], signal.SIGSTOP)
        asked = call.key_requests
        for i in range(200):
            call.stream.push(replace(big, t=100 + i / FPS))
        assert sum(p._transport.get_write_buffer_size() for p in pool._processes if p._transport) < 3e6
        await asyncio.sleep(0.6)
        call.stream.push(replace(camera[1], t=200.0))
        assert call.key_requests > asked
        os.kill(pool.pids[0], signal.SIGKILL)


async def test_a_closed_stream_is_silent(pruned: Path, camera: list[EncodedFrame]) -> None:
    async with running(pruned) as pool:
        call, other = Call(pool, camera), Call(pool, camera)
        await call.until(lambda: len(call.poses) >= 2)
        call.stream.close()
        call.stream.close()
        count = len(call.poses)
        call.push()
        await other.until(lambda: len(other.poses) >= 3)
        assert len(call.poses) == count


async def test_closing_leaves_no_process(pruned: Path, camera: list[EncodedFrame]) -> None:
    async with running(pruned, workers=2) as pool:
        call = Call(pool, camera)
        await call.until(lambda: len(call.poses) >= 1)
        pids = [*pool.pids]
    assert not any(is_alive(pid) for pid in pids)
    assert pool.pids == []


async def test_a_model_that_cannot_be_used_fails_the_start(tmp_path: Path) -> None:
    (tmp_path / "x.task").write_bytes(b"no model")
    pool = PosePool(model=tmp_path / "x.task", workers=1)
    with pytest.raises(PoseProcessFailed, match="could not start"):
        await pool.start()
    await pool.close()


_PARENT = """
import asyncio, sys
from pathlib import Path
from coach.pose.worker import PosePool
async def main():
    pool = PosePool(model=Path(sys.argv[1]), workers=1)
    await pool.start()
    print(*pool.pids, flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""


async def test_processes_end_when_their_parent_is_killed(pruned: Path) -> None:
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _PARENT, str(pruned)), stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()
    async with asyncio.timeout(PATIENCE_S):
        while is_alive(child):
            await asyncio.sleep(0.1)
