"""A page's side of a call for the tests: a small painted clip as its camera, its slots recorded."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import av
import numpy as np
from aiortc import MediaStreamTrack, VideoStreamTrack
from aiortc.rtp import RtpPacket

from coach.rtc.aiortc_taps import Incoming
from coach.rtc.camera import Camera
from coach.rtc.clip import RATE, Still, encode
from coach.rtc.incoming import IncomingStream
from coach.rtc.media_clock import MediaClock
from coach.rtc.peer import Peer
from coach.rtc.sender_clock import SenderClock
from coach.rtc.simulated import ClipTrack, Reel, SimulatedBrowser, ToneTrack
from coach.types import EncodedFrame

WAIT_S = 40.0


async def until(condition: Callable[[], bool], what: str) -> None:
    """Waits for the condition; `what` says what never happened."""
    for _ in range(round(WAIT_S / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"never: {what}")


def painted(count: int, width: int = 160, height: int = 120) -> Iterator[Still]:
    """Moving noise: no two encoded frames are the same."""
    picture = np.random.default_rng(7).integers(0, 255, (height, width, 3), np.uint8)
    for n in range(count):
        yield Still(n / RATE, np.roll(picture, n * 5, axis=1))


def camera(width: int = 160, height: int = 120) -> ClipTrack:
    return ClipTrack(Reel(encode(painted(60, width, height)), loop=True))


class LiveTrack(VideoStreamTrack):
    """Pictures that aiortc encodes as they are sent, with a key frame when one is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._pictures = [still.rgb for still in painted(30)]
        self._count = 0

    async def recv(self) -> av.VideoFrame:
        pts, base = await self.next_timestamp()
        self._count += 1
        frame = av.VideoFrame.from_ndarray(self._pictures[self._count % 30], format="rgb24")
        frame.pts, frame.time_base = pts, base
        return frame


class Sound(IncomingStream):
    """A slot's sound, with its packets as they came."""

    def __init__(self, clock: SenderClock) -> None:
        super().__init__("audio", clock)
        self.packets: list[RtpPacket] = []

    def take(self, packet: RtpPacket) -> None:
        self.packets.append(packet)


class Shown:
    """One slot as the page gets it. The picture comes through our own receiving side, which repairs losses
    as a browser's does and asks for key frames."""

    def __init__(self, takes: int) -> None:
        clock = SenderClock()
        self.frames: list[EncodedFrame] = []
        self.sound = Sound(clock)
        self.picture = Camera(clock, clock=MediaClock(), on_frame=self.frames.append, max_bitrate=takes)

    def take(self, bitrate: int) -> None:
        """Says from now on that this many bits a second are all that it can take."""
        self.picture._cap = bitrate

    def of_kind(self, kind: str) -> Incoming:
        return self.sound if kind == "audio" else self.picture


class Page(SimulatedBrowser):
    def __init__(
        self,
        *,
        video: MediaStreamTrack | None = None,
        audio: MediaStreamTrack | None = None,
        slots: int = 1,
        takes: int = 100_000_000,
    ) -> None:
        """`takes`: the bits a second that the page says it can take."""
        self.shown = [Shown(takes) for _ in range(slots)]
        self._tending: list[asyncio.Task[None]] = []
        super().__init__(
            video=video, audio=audio, slots=slots, receive=lambda slot, kind: self.shown[slot].of_kind(kind)
        )

    async def accept(self, answer: str) -> None:
        await super().accept(answer)
        self._tending = [asyncio.create_task(s.picture.tend()) for s in self.shown]

    async def close(self) -> None:
        for task in self._tending:
            task.cancel()
        await asyncio.gather(*self._tending, return_exceptions=True)
        await super().close()


class Call:
    """The server's side: its peers, their frames, and why they closed."""

    def __init__(self) -> None:
        self.peers: list[Peer] = []
        self.pages: list[SimulatedBrowser] = []
        self.frames: dict[Peer, list[EncodedFrame]] = {}
        self.closed: list[str] = []

    def peer(self, *, slots: int = 1, clock: MediaClock | None = None, timeout: float = 60.0) -> Peer:
        frames: list[EncodedFrame] = []
        peer = Peer(
            ice_servers=[],
            slots=slots,
            clock=clock or MediaClock(),
            on_frame=frames.append,
            on_connected=lambda: None,
            on_closed=self.closed.append,
            connect_timeout=timeout,
            include_loopback=True,
        )
        self.peers.append(peer)
        self.frames[peer] = frames
        return peer

    async def join(self, page: SimulatedBrowser, peer: Peer) -> Peer:
        """Carries offer and answer, and waits until both ends are up."""
        if page not in self.pages:
            self.pages.append(page)
        await page.accept(await peer.answer(await page.offer()))
        await until(lambda: page.connected.is_set() and peer.stats().connected, "connected")
        return peer

    async def patient(
        self, *, clock: MediaClock | None = None, video: MediaStreamTrack | None = None
    ) -> tuple[Page, Peer]:
        page = self.page(video)
        return page, await self.join(page, self.peer(clock=clock))

    def page(self, video: MediaStreamTrack | None = None) -> Page:
        """A patient's, not joined yet."""
        page = Page(video=video or camera(), audio=ToneTrack(0.1))
        self.pages.append(page)
        return page

    async def therapist(self, slots: int = 1, takes: int = 100_000_000) -> tuple[Page, Peer]:
        page = Page(slots=slots, takes=takes)
        return page, await self.join(page, self.peer(slots=slots))


@asynccontextmanager
async def calling() -> AsyncIterator[Call]:
    call = Call()
    try:
        yield call
    finally:
        for page in call.pages:
            await page.close()
        for peer in call.peers:
            await peer.close()
