"""What forwarding costs beside aiortc's MediaRelay (decode, encode), in one run.

`python benchmarks/forwarding.py [--seconds 30]`: patient, server and therapist are three processes on this
machine's loopback. The camera is a sample clip with a camera's noise, VP8 640×480 at 30 a second, 1 Mbit/s,
encoded before anything is measured, with a number painted into each frame; the therapist's side completes
and decodes frames at once, as a browser does, for both ways alike. Quote ratios; these machines are noisy.
"""

import argparse
import asyncio
import bisect
import multiprocessing
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

import av
import numpy as np
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRelay
from av.stream import Stream
from rich.console import Console
from rich.table import Table

from coach.rtc.aiortc_taps import Incoming, gather_well, new_connection
from coach.rtc.camera import Camera
from coach.rtc.clip import ClipFrame, Still, encode, stills_of
from coach.rtc.media_clock import MediaClock
from coach.rtc.peer import Peer
from coach.rtc.sender_clock import SenderClock
from coach.rtc.simulated import ClipTrack, Ignored, Reel, SimulatedBrowser
from coach.rtc.stall import StallProbe
from coach.types import EncodedFrame

CLIP = Path(__file__).parents[1] / "tests" / "clips" / "sts_clean_45.mp4"
BITS, BLOCK = 12, 32
WARM_S = 6.0
BITRATE = 1_000_000
NOISE = 2.5
"""Standard deviation of a camera's noise in brightness, of 255; a drawn clip alone encodes too easily."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What the server measured of itself while packets flowed."""

    cpu_s_per_min: float
    stall_p99_ms: float
    timestamps: dict[int, set[int]]
    """Frame (hash of its bytes) → its RTP timestamps, as received; empty where frames are re-encoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture at the therapist."""

    number: int
    at: float
    rtp_timestamp: int
    frame: int
    """Hash of its bytes."""
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    served: Served
    left: list[float]
    """When each frame left the camera, in order."""
    count: int
    """Frames of the clip; numbers begin again after so many."""
    pictures: list[Picture]

    def latencies_ms(self) -> list[float]:
        """From leaving the camera to being decoded at the therapist."""
        found = []
        for picture in self.pictures:
            newest = bisect.bisect(self.left, picture.at) - 1
            index = newest - (newest - picture.number) % self.count
            if index >= 0:
                found.append((picture.at - self.left[index]) * 1000)
        return found

    def kbit_s(self) -> float:
        seconds = self.pictures[-1].at - self.pictures[0].at
        return sum(p.size for p in self.pictures) * 8 / 1000 / seconds

    def skipped(self) -> int:
        return sum((b.number - a.number - 1) % self.count for a, b in pairwise(self.pictures))

    def offsets(self) -> set[int]:
        """How far timestamps at the therapist are from those at the server."""
        known = ((p.rtp_timestamp, self.served.timestamps.get(p.frame, set())) for p in self.pictures)
        return {min(abs(here - there) for there in stamps) for here, stamps in known if stamps}


# ---- the numbers in the pictures


def numbered() -> Iterator[Still]:
    noise = np.random.default_rng(1)
    for n, still in enumerate(stills_of(CLIP, 0.0)):
        grain = noise.normal(0, NOISE, (*still.rgb.shape[:2], 1))
        rgb = np.clip(still.rgb + grain, 0, 255).astype(np.uint8)
        for bit in range(BITS):
            rgb[:BLOCK, bit * BLOCK : (bit + 1) * BLOCK] = 235 if n >> bit & 1 else 16
        yield Still(still.t, rgb)


def number_of(frame: av.VideoFrame) -> int:
    luma = np.asarray(frame.planes[0], np.uint8).reshape(-1, frame.planes[0].line_size)
    middle = luma[BLOCK // 2, BLOCK // 2 : BITS * BLOCK : BLOCK]
    return sum(1 << bit for bit, value in enumerate(middle) if value > 128)


# ---- patient and therapist


class TimedTrack(ClipTrack):
    """Notes when each frame leaves the camera."""

    def __init__(self, reel: Reel) -> None:
        super().__init__(reel)
        self.left: list[float] = []

    async def recv(self) -> "av.Packet[Stream]":
        packet = await super().recv()
        self.left.append(time.monotonic())
        return packet


class Screen(Camera):
    """The therapist's side of a slot: decodes what comes and reads the number."""

    def __init__(self) -> None:
        super().__init__(SenderClock(), clock=MediaClock(), on_frame=self._show, max_bitrate=BITRATE)
        self.pictures: list[Picture] = []
        self._decoder = av.VideoCodecContext.create("libvpx", "r")

    def _limit(self, _now: float) -> int:
        """Both ways at the camera's own rate from the start; else the relay's encoder begins at half."""
        return BITRATE

    def _show(self, frame: EncodedFrame) -> None:
        for picture in self._decoder.decode(av.Packet(frame.data)):
            self.pictures.append(
                Picture(
                    number=number_of(picture),
                    at=time.monotonic(),
                    rtp_timestamp=frame.rtp_timestamp,
                    frame=_hash(frame.data),
                    size=len(frame.data),
                )
            )


def _hash(data: bytes) -> int:
    return int.from_bytes(data[-8:], "big") ^ len(data)


async def told(pipe: Connection) -> object:
    return await asyncio.get_running_loop().run_in_executor(None, pipe.recv)


async def call(browser: SimulatedBrowser, pipe: Connection) -> None:
    """Joins over the pipe, and stays until told to leave."""
    pipe.send(await browser.offer())
    await browser.accept(str(await told(pipe)))
    await told(pipe)


def patient(pipe: Connection, frames: list[ClipFrame]) -> None:
    async def main() -> None:
        track = TimedTrack(Reel(iter(frames), loop=True))
        browser = SimulatedBrowser(video=track, audio=None, slots=1)
        await call(browser, pipe)
        pipe.send(track.left)
        await browser.close()

    asyncio.run(main())


def therapist(pipe: Connection) -> None:
    async def main() -> None:
        screen = Screen()

        def receive(_slot: int, kind: str) -> Incoming:
            return screen if kind == "video" else Ignored()

        browser = SimulatedBrowser(video=None, audio=None, slots=1, receive=receive)
        tending = asyncio.create_task(screen.tend())
        await call(browser, pipe)
        pipe.send(screen.pictures)
        tending.cancel()
        await browser.close()

    asyncio.run(main())


# ---- the server, both ways

Close = Callable[[], Awaitable[None]]
Timestamps = dict[int, set[int]]


async def forward(from_patient: Connection, to_therapist: Connection, heard: Timestamps) -> list[Close]:
    def note(frame: EncodedFrame) -> None:
        heard.setdefault(_hash(frame.data), set()).add(frame.rtp_timestamp)

    def peer(on_frame: Callable[[EncodedFrame], None] | None) -> Peer:
        return Peer(
            ice_servers=[],
            slots=1,
            clock=MediaClock(),
            on_frame=on_frame,
            on_connected=lambda: None,
            on_closed=lambda _reason: None,
            include_loopback=True,
        )

    source, viewer = peer(note), peer(None)
    viewer.watch(0, source)
    for pipe, end in ((from_patient, source), (to_therapist, viewer)):
        pipe.send(await end.answer(str(await told(pipe))))
    return [source.close, viewer.close]


async def relay(from_patient: Connection, to_therapist: Connection, _heard: Timestamps) -> list[Close]:
    source, viewer = new_connection([]), new_connection([])
    tracks: list[MediaStreamTrack] = []
    source.on("track", tracks.append)
    await answer(source, from_patient, None)
    await answer(viewer, to_therapist, MediaRelay().subscribe(tracks[0]))
    return [source.close, viewer.close]


async def answer(pc: RTCPeerConnection, pipe: Connection, track: MediaStreamTrack | None) -> None:
    await pc.setRemoteDescription(RTCSessionDescription(str(await told(pipe)), "offer"))
    if track is not None:
        slot = pc.getTransceivers()[3]
        slot.sender.replaceTrack(track)
        slot.direction = "sendonly"
    gather_well(pc.getTransceivers()[0], loopback=True)
    await pc.setLocalDescription(await pc.createAnswer())
    pipe.send(pc.localDescription.sdp)


WAYS = {"forward": forward, "relay": relay}


def server(
    pipe: Connection, from_patient: Connection, to_therapist: Connection, plan: tuple[str, float]
) -> None:
    way, seconds = plan

    async def main() -> None:
        heard: Timestamps = {}
        closes = await WAYS[way](from_patient, to_therapist, heard)
        await asyncio.sleep(WARM_S)
        cpu = await cpu_over(seconds)
        stall = await stall_over(seconds / 2)
        pipe.send(Served(cpu_s_per_min=cpu, stall_p99_ms=stall, timestamps=heard))
        await told(pipe)
        for close in closes:
            await close()

    asyncio.run(main())


async def cpu_over(seconds: float) -> float:
    """CPU seconds a minute of this process, all its threads."""
    cpu, wall = time.process_time(), time.monotonic()
    await asyncio.sleep(seconds)
    return (time.process_time() - cpu) / (time.monotonic() - wall) * 60


async def stall_over(seconds: float) -> float:
    """The event loop's stall, p99, in ms; apart from the CPU, some of which the probe takes itself."""
    probe = StallProbe()
    probing = asyncio.create_task(probe.run())
    await asyncio.sleep(seconds)
    probing.cancel()
    return probe.quantile(0.99) * 1000


# ---- the run and its table


def measured(way: str, frames: list[ClipFrame], seconds: float) -> Run:
    spawn = multiprocessing.get_context("spawn")
    (patient_end, patient_far), (therapist_end, therapist_far) = spawn.Pipe(), spawn.Pipe()
    server_end, server_far = spawn.Pipe()
    processes = [
        spawn.Process(target=patient, args=(patient_end, frames)),
        spawn.Process(target=therapist, args=(therapist_end,)),
        spawn.Process(target=server, args=(server_far, patient_far, therapist_far, (way, seconds))),
    ]
    for process in processes:
        process.start()
    served = server_end.recv()
    therapist_far.send("leave")
    pictures = therapist_far.recv()
    patient_far.send("leave")
    left = patient_far.recv()
    server_end.send("done")
    for process in processes:
        process.join(20)
    warm = pictures[0].at + WARM_S / 2
    return Run(served=served, left=left, count=len(frames), pictures=[p for p in pictures if p.at > warm])


def table(ours: Run, theirs: Run) -> Table:
    made = Table("figure", "forwarding", "MediaRelay", "ratio", "goal")

    def row(name: str, a: float, b: float, goal: str) -> None:
        made.add_row(name, f"{a:.2f}", f"{b:.2f}", f"{a / b:.2f}", goal)

    row("server CPU-s a forwarded minute", ours.served.cpu_s_per_min, theirs.served.cpu_s_per_min, "≤ 0.25")
    mine, other = ours.latencies_ms(), theirs.latencies_ms()
    row("camera→therapist, median, ms", statistics.median(mine), statistics.median(other), "≤ 0.3")
    row("camera→therapist, p95, ms", np.percentile(mine, 95), np.percentile(other, 95), "")
    row("event-loop stall p99, ms", ours.served.stall_p99_ms, theirs.served.stall_p99_ms, "≤ 20 ms")
    made.add_row("kbit/s at the therapist", f"{ours.kbit_s():.0f}", f"{theirs.kbit_s():.0f}", "", "")
    made.add_row("skipped frames", str(ours.skipped()), str(theirs.skipped()), "", "0")
    made.add_row("RTP timestamp offset", ", ".join(map(str, ours.offsets())), "random", "", "0")
    made.add_row("pictures", str(len(ours.pictures)), str(len(theirs.pictures)), "", "")
    return made


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seconds", type=float, default=30.0)
    seconds = ask.parse_args().seconds
    frames = list(encode(numbered()))
    Console().print(table(measured("forward", frames, seconds), measured("relay", frames, seconds)))


if __name__ == "__main__":
    main()
