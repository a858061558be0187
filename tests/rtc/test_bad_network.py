"""A patient's bad line: packets lost both ways, a long round trip, an outage. Freezes are counted in media
time (frames that are missing between two that came), so that a slow test machine changes nothing."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import pairwise

from aiortc import RTCPeerConnection

from coach.rtc.aiortc_taps import impair
from coach.rtc.peer import Peer
from coach.rtc.stall import StallProbe
from coach.types import EncodedFrame
from tests.rtc.page import Call, LiveTrack, Page, calling, until

Send = Callable[[bytes], Awaitable[None]]


class Line:
    """Loses media packets (not ICE, not DTLS) at random and delays every one by the same time."""

    def __init__(self, *, loss: float, delay: float, seed: int) -> None:
        self.loss, self.delay = loss, delay
        self._random = random.Random(seed)
        self._late: set[asyncio.Task[None]] = set()

    async def carry(self, send: Send, datagram: bytes) -> None:
        if datagram[0] > 127 and self._random.random() < self.loss:
            return
        if not self.delay:
            await send(datagram)
            return
        task = asyncio.create_task(self._later(send, datagram))
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    async def _later(self, send: Send, datagram: bytes) -> None:
        await asyncio.sleep(self.delay)
        try:
            await send(datagram)
        except ConnectionError:  # closed meanwhile
            return


def spoil(page: Page, peer: Peer, *, loss: float, delay: float) -> Line:
    """One line for both ways."""
    line = Line(loss=loss, delay=delay, seed=5)
    for end in (page.pc, peer._pc):
        assert isinstance(end, RTCPeerConnection)
        impair(end, line.carry)
    return line


@asynccontextmanager
async def stalls() -> AsyncIterator[StallProbe]:
    """How long this machine kept us waiting: each wait stretches a repair by as much."""
    probe = StallProbe()
    task = asyncio.create_task(probe.run())
    try:
        yield probe
    finally:
        task.cancel()


def longest_gap(frames: list[EncodedFrame]) -> float:
    """Seconds of media between two neighbours."""
    return max(((b.rtp_timestamp - a.rtp_timestamp) & 0xFFFFFFFF) / 90_000 for a, b in pairwise(frames))


async def seen_over(call: Call, frames: list[EncodedFrame], seconds: float) -> list[EncodedFrame]:
    """What comes out while `seconds` of media pass."""
    start = len(frames)
    await until(lambda: len(frames) > start, "a frame")
    first = frames[start].rtp_timestamp
    await until(
        lambda: (frames[-1].rtp_timestamp - first) & 0xFFFFFFFF >= seconds * 90_000, f"{seconds} s of media"
    )
    return frames[start:]


async def test_five_percent_loss_and_a_long_way_freeze_nothing() -> None:
    async with calling() as call, stalls() as probe:
        source, patient = await call.patient(video=LiveTrack())
        page, viewer = await call.therapist()
        viewer.watch(0, patient)
        await until(lambda: len(page.shown[0].frames) > 5, "a picture")
        spoil(source, patient, loss=0.05, delay=0.04)
        at_server = await seen_over(call, call.frames[patient], 12.0)
        at_viewer = page.shown[0].frames
        freeze = 0.5 + 4 * probe.quantile(1.0)
        assert longest_gap(at_server) <= freeze
        assert longest_gap(at_viewer) <= freeze
        stats = patient.stats()
        assert stats.nacks > 0
        assert stats.repaired > 0
        assert len(at_server) >= 0.8 * 12.0 * 30  # test_assembly holds the exact share


async def test_loss_on_the_viewers_line_is_repaired_from_here() -> None:
    async with calling() as call, stalls() as probe:
        _, patient = await call.patient(video=LiveTrack())
        page, viewer = await call.therapist()
        viewer.watch(0, patient)
        await until(lambda: len(page.shown[0].frames) > 5, "a picture")
        spoil(page, viewer, loss=0.05, delay=0.04)
        frames = await seen_over(call, page.shown[0].frames, 6.0)
        assert longest_gap(frames) <= 0.5 + 4 * probe.quantile(1.0)
        assert viewer.stats().resent > 0
        assert patient.stats().nacks == 0
        assert longest_gap(call.frames[patient]) <= 0.05


async def test_after_an_outage_the_picture_is_back_with_the_next_key_frame() -> None:
    async with calling() as call:
        source, patient = await call.patient(video=LiveTrack())
        frames = call.frames[patient]
        await until(lambda: len(frames) > 10, "frames")
        line = spoil(source, patient, loss=1.0, delay=0.0)
        last = frames[-1].rtp_timestamp
        await asyncio.sleep(2.0)
        count, line.loss = len(frames), 0.0
        await until(lambda: len(frames) > count, "a frame after the outage")
        assert frames[count].key
        out = ((frames[count].rtp_timestamp - last) & 0xFFFFFFFF) / 90_000
        assert 1.5 < out < 2.0 + 2.0
        assert frames[count].t - frames[count - 1].t > 1.5
        await until(lambda: len(frames) > count + 30, "a second more")
        assert longest_gap(frames[count:]) <= 0.05
