"""What recording costs beside plain reception, what a kill costs it, and whether sound keeps to the picture.

`python benchmarks/recording.py [--seconds 15] [--kills 20]`: patient and server are two processes on this
machine's loopback. The camera is a sample clip with a camera's noise, VP8 640×480 at 30 a second, 1 Mbit/s,
encoded before anything is measured; each second begins with a white flash and a beep. Reception without and
with recording is measured in turns of one call. For the kills a server that records is killed (-9) at a
random moment, and what was handed to the writer by then is compared with what can be decoded.
"""

import argparse
import asyncio
import multiprocessing
import os
import random
import signal
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import SynchronizedArray
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.forwarding import CLIP, NOISE, told
from coach.rtc.clip import RATE, ClipFrame, Still, encode, stills_of
from coach.rtc.media_clock import MediaClock
from coach.rtc.peer import Peer
from coach.rtc.record import Filmed, FilmWriter, Part, Told
from coach.rtc.session_time import SessionTime
from coach.rtc.simulated import AUDIO_RATE, ClipTrack, Reel, SimulatedBrowser, ToneTrack, opus_packets
from coach.rtc.stall import StallProbe
from coach.store.webm import VIDEO, Block, finish

WARM_S = 10.0
"""Until the streams have begun (`BEGIN_S`) and reported their clocks."""
BEGIN_S = 5.0
"""Both begin at one instant, when the connection is surely up."""
TURNS = 3
FLASH_S = 0.2
BEEP_HZ = 1000.0
LOUD, WHITE = 0.2, 200.0
FIRST_S, LAST_S = 2.0, 6.0
"""A kill comes so long after the recording began."""
LOST_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    plain_cpu: list[float]
    """CPU seconds a minute, a turn."""
    recording_cpu: list[float]
    plain_stalls: list[float]
    """Seconds that the event loop came late, at each beat."""
    recording_stalls: list[float]
    path: Path


# ---- the patient: a flash and a beep at the beginning of each second


def flashing() -> Iterator[Still]:
    noise = np.random.default_rng(1)
    for still in stills_of(CLIP, 0.0):
        grain = noise.normal(0, NOISE, (*still.rgb.shape[:2], 1))
        rgb = np.clip(still.rgb + grain, 0, 255).astype(np.uint8)
        yield Still(still.t, np.full_like(rgb, 250) if still.t % 1 < FLASH_S else rgb)


def whole_seconds(frames: Sequence[ClipFrame]) -> list[ClipFrame]:
    """So that the flash keeps its second when the clip begins again."""
    seconds = int(frames[-1].t + 1 / RATE)
    return [frame for frame in frames if frame.t < seconds - 0.5 / RATE]


def beeping() -> list[bytes]:
    at = np.arange(AUDIO_RATE) / AUDIO_RATE
    return opus_packets(np.where(at < FLASH_S, 0.7 * np.sin(2 * np.pi * BEEP_HZ * at), 0.0))


def patient(pipe: Connection, frames: list[ClipFrame]) -> None:
    async def main() -> None:
        video = ClipTrack(Reel(iter(frames), loop=True))
        audio = ToneTrack(0.0, packets=beeping())
        browser = SimulatedBrowser(video=video, audio=audio, slots=1)
        pipe.send(await browser.offer())
        begin = time.monotonic() + BEGIN_S
        video.begin_at(begin)
        audio.begin_at(begin)
        await browser.accept(str(await told(pipe)))
        await told(pipe)
        await browser.close()

    asyncio.run(main())


# ---- the server


async def answered(pipe: Connection) -> tuple[Peer, SessionTime]:
    peer = Peer(
        ice_servers=[],
        slots=1,
        clock=MediaClock(),
        on_frame=lambda _frame: None,
        on_connected=lambda: None,
        on_closed=lambda _reason: None,
        include_loopback=True,
    )
    pipe.send(await peer.answer(str(await told(pipe))))
    return peer, SessionTime()


def ignore(_told: Told) -> None: ...


def costing(pipe: Connection, to_patient: Connection, folder: Path, seconds: float) -> None:
    async def main() -> None:
        peer, times = await answered(to_patient)
        await asyncio.sleep(WARM_S)
        plain, recording = [], []
        for _ in range(TURNS):
            plain.append(await measured(seconds))
            writer = FilmWriter(folder, ignore, least_free=0)
            filmed = Filmed("patient", writer, times, with_picture=True)
            filmed.follow(peer.microphone, peer.camera)
            recording.append(await measured(seconds))
            filmed.leave()
            await asyncio.to_thread(writer.close)
        pipe.send((plain, recording))
        await peer.close()

    asyncio.run(main())


async def measured(seconds: float) -> tuple[float, list[float]]:
    """CPU seconds a minute of this process, all its threads; then the event loop's stalls, apart from it."""
    cpu, wall = time.process_time(), time.monotonic()
    await asyncio.sleep(seconds)
    spent = (time.process_time() - cpu) / (time.monotonic() - wall) * 60
    probe = StallProbe()
    probing = asyncio.create_task(probe.run())
    await asyncio.sleep(seconds)
    probing.cancel()
    return spent, list(probe.stalls)


class Watched(FilmWriter):
    """Tells its parent the newest time of each track that it was given."""

    def __init__(self, folder: Path, newest: "SynchronizedArray[int]") -> None:
        super().__init__(folder, ignore, least_free=0)
        self._newest = newest

    def put(self, part: Part, block: Block) -> bool:
        self._newest[block.track] = block.ms
        return super().put(part, block)


def killed(to_patient: Connection, folder: Path, newest: "SynchronizedArray[int]") -> None:
    async def main() -> None:
        peer, times = await answered(to_patient)
        Filmed("patient", Watched(folder, newest), times, with_picture=True).follow(
            peer.microphone, peer.camera
        )
        await asyncio.sleep(3600)

    asyncio.run(main())


# ---- runs


def costs(frames: list[ClipFrame], folder: Path, seconds: float) -> Costs:
    spawn = multiprocessing.get_context("spawn")
    (near, far), (ours, theirs) = spawn.Pipe(), spawn.Pipe()
    home = spawn.Process(target=patient, args=(near, frames))
    desk = spawn.Process(target=costing, args=(theirs, far, folder, seconds))
    for process in (home, desk):
        process.start()
    plain, recording = ours.recv()
    far.send("leave")
    for process in (home, desk):
        process.join(20)
    return Costs(
        plain_cpu=[cpu for cpu, _ in plain],
        recording_cpu=[cpu for cpu, _ in recording],
        plain_stalls=[stall for _, stalls in plain for stall in stalls],
        recording_stalls=[stall for _, stalls in recording for stall in stalls],
        path=folder / "patient-001.webm",
    )


def lost(frames: list[ClipFrame], folder: Path, after: float) -> dict[int, float]:
    """Seconds of each track that a kill took; infinite where nothing can be read."""
    spawn = multiprocessing.get_context("spawn")
    near, far = spawn.Pipe()
    newest: SynchronizedArray[int] = spawn.Array("i", 3)
    home = spawn.Process(target=patient, args=(near, frames))
    desk = spawn.Process(target=killed, args=(far, folder, newest))
    for process in (home, desk):
        process.start()
    while newest[VIDEO] < 1:
        time.sleep(0.05)
    time.sleep(after)
    os.kill(desk.pid or 0, signal.SIGKILL)
    desk.join()
    far.send("leave")
    home.join(20)
    path = folder / "patient-001.webm"
    left = [taken(path, newest)]
    if finish(path) is not None:
        left.append(taken(path, newest))
    return {track: max(one[track] for one in left) for track in left[0]}


def taken(path: Path, newest: "SynchronizedArray[int]") -> dict[int, float]:
    seen = {1: [t for t, _ in brightness(path)], 2: [t for t, _ in loudness(path)]}
    return {track: newest[track] / 1000 - max(times, default=-np.inf) for track, times in seen.items()}


def brightness(path: Path) -> Iterator[tuple[float, float]]:
    """Time and mean brightness of every picture that decodes."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield float(frame.time or 0.0), float(np.asarray(frame.planes[0]).mean())


def loudness(path: Path) -> Iterator[tuple[float, NDArray[np.float32]]]:
    """Time and samples, -1 to 1, of every packet that decodes."""
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            yield float(frame.time or 0.0), frame.to_ndarray()[0]


def offsets_ms(path: Path) -> list[float]:
    """How much later than its flash each beep begins."""
    flashes = [t for t, bright in rising(list(brightness(path)), WHITE)]
    beeps: list[float] = []
    for start, samples in loudness(path):
        loud = np.flatnonzero(np.abs(samples) > LOUD)
        at = start + (loud[0] / AUDIO_RATE if loud.size else 0.0)
        if loud.size and (not beeps or at - beeps[-1] > 0.5):
            beeps.append(at)
    pairs = [(min(beeps, key=lambda beep: abs(beep - flash)), flash) for flash in flashes]
    return [(beep - flash) * 1000 for beep, flash in pairs if abs(beep - flash) < 0.5]


def rising(values: list[tuple[float, float]], limit: float) -> list[tuple[float, float]]:
    return [now for before, now in pairwise(values) if before[1] < limit <= now[1]]


# ---- the table


def table(spent: Costs, offsets: list[float], kills: list[dict[int, float]]) -> Table:
    made = Table("figure", "measured", "goal")
    plain, on = statistics.median(spent.plain_cpu), statistics.median(spent.recording_cpu)
    made.add_row("reception alone, CPU-s a minute", f"{plain:.2f}", "")
    made.add_row("with recording, CPU-s a minute", f"{on:.2f}", "")
    made.add_row("recording over reception, CPU-s a minute", f"{on - plain:.2f}", "≤ 1.5")
    made.add_row("  each turn", ", ".join(f"{b - a:.2f}" for a, b in turns(spent)), "")
    for name, stalls in (("reception alone", spent.plain_stalls), ("with recording", spent.recording_stalls)):
        goal = "≤ 20" if stalls is spent.recording_stalls else ""
        made.add_row(f"event-loop stall p99, {name}, ms", f"{np.percentile(stalls, 99) * 1000:.1f}", goal)
    made.add_row("beep after flash, median, ms", f"{statistics.median(offsets):.1f}", "")
    made.add_row(f"  largest of {len(offsets)}, ms", f"{max(offsets, key=abs):.1f}", "≤ 40")
    for track, name in ((1, "picture"), (2, "sound")) if kills else ():
        gone = [kill[track] for kill in kills]
        good = sum(one <= LOST_S for one in gone)
        made.add_row(f"kills that cost ≤ 1 s of {name}", f"{good} of {len(gone)}", f"{len(gone)}")
        made.add_row(
            f"  {name} lost, median and most, s", f"{statistics.median(gone):.2f}, {max(gone):.2f}", ""
        )
    return made


def turns(spent: Costs) -> list[tuple[float, float]]:
    return list(zip(spent.plain_cpu, spent.recording_cpu, strict=True))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seconds", type=float, default=15.0)
    ask.add_argument("--kills", type=int, default=20)
    ask.add_argument("--seed", type=int, default=int(time.time()))
    asked = ask.parse_args()
    frames = whole_seconds(list(encode(flashing())))
    moments = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        spent = costs(frames, Path(folder) / "cost", asked.seconds)
        offsets = offsets_ms(spent.path)
        kills = [
            lost(frames, Path(folder) / f"kill-{n}", moments.uniform(FIRST_S, LAST_S))
            for n in range(asked.kills)
        ]
    Console().print(table(spent, offsets, kills))
    Console().print(f"kills at random moments, seed {asked.seed}")


if __name__ == "__main__":
    main()
