"""Measures the service every second and applies what the governor decides."""

import asyncio
import os
import time
from pathlib import Path

import structlog

from coach.pose.wire import Work
from coach.pose.worker import PosePool
from coach.rtc.governor import Governor, Second
from coach.rtc.rooms import Rooms
from coach.rtc.stall import StallProbe

EVERY_S = 1.0
STALLS_OVER_S = 3.0
QUOTA = Path("/sys/fs/cgroup/cpu.max")

log = structlog.get_logger(__name__)


def cores(quota: Path = QUOTA) -> float:
    """Processors that this service may use: those it is bound to, or less where a container limits it."""
    bound = float(len(os.sched_getaffinity(0)))
    try:
        limit, period = quota.read_text().split()
        return bound if limit == "max" else min(bound, int(limit) / int(period))
    except (OSError, ValueError):
        return bound


class Governing:
    def __init__(self, governor: Governor, *, rooms: Rooms, pool: PosePool, probe: StallProbe) -> None:
        self._governor, self._rooms, self._pool, self._probe = governor, rooms, pool, probe
        self._at, self._cpu = time.monotonic(), time.process_time()
        self._work = pool.work

    async def run(self) -> None:
        """Until cancelled. An edge: a fault here must not leave the sessions without their judgement."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                self._step()
            except Exception:
                log.exception("governing_failed")

    def _step(self) -> None:
        self._governor.step(self._second())
        for room in self._rooms.all():
            room.judging.limit(self._governor.ceiling)

    def _second(self) -> Second:
        now, cpu, work = time.monotonic(), time.process_time(), self._pool.work
        seconds = now - self._at
        done = [_since(self._work.get(pid), newest) for pid, newest in work.items()]
        flowing = [room.judging for room in self._rooms.all() if room.judging.flowing]
        second = Second(
            sessions=len(flowing),
            highest_hz=max((judging.asked_hz for judging in flowing), default=0.0),
            stall_s=self._probe.quantile(0.95, over_s=STALLS_OVER_S),
            busy=max((one.busy_s for one in done), default=0.0) / seconds,
            call_cpu=(cpu - self._cpu) / seconds,
            pose_cpu=sum(one.cpu_s for one in done) / seconds,
            posing_cpu=sum(one.posing_s for one in done) / seconds,
            poses=round(sum(one.poses for one in done) / seconds),
        )
        self._at, self._cpu, self._work = now, cpu, work
        return second


def _since(before: Work | None, now: Work) -> Work:
    """The difference; nothing for a process that is new or has not answered."""
    if before is None:
        return Work()
    return Work(
        busy_s=now.busy_s - before.busy_s,
        cpu_s=now.cpu_s - before.cpu_s,
        posing_s=now.posing_s - before.posing_s,
        poses=now.poses - before.poses,
    )
