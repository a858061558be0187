"""The people of the benchmark: cameras that send the film, and screens that decode what they get and note
when. Each side is a process of its own, so that no contender shares an event loop with them."""

import asyncio
import contextlib
import multiprocessing
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self, cast

from aiortc import RTCPeerConnection, RTCSessionDescription
from websockets.exceptions import ConnectionClosed

from benchmarks.forwarding import Picture, Screen, TimedTrack, told
from benchmarks.side_by_side.film import Kind, film
from coach.rtc.aiortc_taps import Incoming, gather_well, new_connection, take_receiver
from coach.rtc.simulated import Ignored, Reel, SimulatedBrowser
from tests.browser.stage import SIGNED_IN
from tests.participant import Participant

_LANDMARKS = struct.Struct("<BBHII")


@dataclass
class Seen:
    """What one end noted. Times are of the machine's steady clock, the same in every process."""

    left: list[float] = field(default_factory=list)
    """When each frame left the camera."""
    pictures: list[Picture] = field(default_factory=list)
    overlays: list[tuple[int, float]] = field(default_factory=list)
    """RTP timestamp and arrival of each skeleton that came as data."""


class Person(Participant):
    """Of this service's session; notes when skeletons arrive."""

    def __init__(self, port: int, url: str, seen: Seen) -> None:
        super().__init__(port, url)
        self._seen = seen

    async def _listen(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for message in self._line:
                if isinstance(message, bytes):
                    self._seen.overlays.append((_LANDMARKS.unpack_from(message)[3], time.monotonic()))
                else:
                    self._hear(message)
                self._news.set()
        self._news.set()


class End:
    """One person, by whichever way they joined."""

    def __init__(self, kind: Kind) -> None:
        self.seen = Seen()
        self._film = film(kind)
        self._track: TimedTrack | None = None
        self._screens: list[Screen] = []
        self._tending: list[asyncio.Task[None]] = []
        self._pc: RTCPeerConnection | None = None
        self.person: Person | None = None

    def camera(self) -> TimedTrack:
        self._track = TimedTrack(Reel(iter(self._film), loop=True))
        self.seen.left = self._track.left
        return self._track

    def screen(self) -> Screen:
        screen = Screen()
        screen.pictures = self.seen.pictures
        self._screens.append(screen)
        self._tending.append(asyncio.create_task(screen.tend()))
        return screen

    async def offer(self, role: str) -> str:
        """To a server that knows nothing but WebRTC."""
        self._pc = pc = new_connection([])
        what = self.camera() if role != "viewer" else "video"
        direction = {"patient": "sendonly", "viewer": "recvonly", "both": "sendrecv"}[role]
        transceiver = pc.addTransceiver(what, direction)
        take_receiver(transceiver, self.screen() if role != "patient" else Ignored())
        if role == "both":
            pc.createDataChannel("text")  # FastRTC waits for it before it runs the handler
        gather_well(transceiver, loopback=True)
        await pc.setLocalDescription(await pc.createOffer())
        return str(pc.localDescription.sdp)

    async def accept(self, sdp: str) -> None:
        assert self._pc is not None
        await self._pc.setRemoteDescription(RTCSessionDescription(sdp, "answer"))

    async def join(self, role: str, port: int, url: str, cookie: str) -> None:
        """To this service, through its own door."""
        SIGNED_IN[port] = cookie
        self.person = Person(port, url, self.seen)
        await self.person.__aenter__()

        def receive(_slot: int, kind: str) -> Incoming:
            return self.screen() if kind == "video" and role == "viewer" else Ignored()

        video = self.camera() if role == "patient" else None
        browser = SimulatedBrowser(video=video, audio=None, slots=3, receive=receive)
        await self.person.connect(browser)

    async def stage(self, stage: str) -> None:
        assert self.person is not None
        person = self.person
        await person.until(lambda: person.state.get("stage") == stage, f"the stage {stage}", within=30)

    async def close(self) -> None:
        for task in self._tending:
            task.cancel()
        if self.person is not None:
            await self.person.__aexit__(None, None, None)
        if self._pc is not None:
            await self._pc.close()


Reply = Any
Asked = tuple[str, str, tuple[Any, ...]]


class Side:
    """A handle on the process that holds one side's people; each is known by a key."""

    def __init__(self, kind: Kind = "moving") -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, far = spawn.Pipe()
        self._process = spawn.Process(target=_side, args=(far, kind), daemon=True)
        self._process.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pipe.send(None)
        self._process.join(20)
        if self._process.is_alive():
            self._process.kill()

    def ask(self, what: str, key: str, *arguments: object) -> Reply:
        """Raises RuntimeError with what went wrong there."""
        self._pipe.send((what, key, arguments))
        reply = self._pipe.recv()
        if isinstance(reply, Exception):
            raise RuntimeError(f"{what} {key}: {reply}")  # noqa: TRY004 - whatever happened there
        return reply


def _side(pipe: Connection, kind: Kind) -> None:
    asyncio.run(_serve(pipe, kind))


async def _serve(pipe: Connection, kind: Kind) -> None:
    ends: dict[str, End] = {}
    while (asked := cast(Asked | None, await told(pipe))) is not None:
        what, key, arguments = asked
        try:
            end = ends.setdefault(key, End(kind))
            pipe.send(await _carry_out(end, what, arguments))
        except Exception as failure:  # noqa: BLE001 - told to whoever asked
            pipe.send(RuntimeError(repr(failure)))
    await asyncio.gather(*(end.close() for end in ends.values()), return_exceptions=True)


async def _carry_out(end: End, what: str, arguments: tuple[Any, ...]) -> Reply:
    doing: dict[str, Callable[..., Any]] = {
        "offer": end.offer,
        "accept": end.accept,
        "join": end.join,
        "stage": end.stage,
        "close": end.close,
    }
    if what == "say":
        assert end.person is not None
        return await end.person.send(**arguments[0])
    if what == "seen":
        return Seen(list(end.seen.left), list(end.seen.pictures), list(end.seen.overlays))
    return await doing[what](*arguments)
