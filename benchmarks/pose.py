"""What a pose costs, as ratios to the landmark network's own time in the same run.

    python benchmarks/pose.py [--clip FILE] [--pictures N] [--no-pool]

The network is the pruned one, run by itself on one core (LiteRT with XNNPACK). Everything is measured
picture by picture in turn, so that other load on the machine falls on all alike; still, use an idle machine.
Ratios are of medians; beside them of the tenth percentiles, which other load disturbs least, and of means.
"""

import argparse
import asyncio
import gc
import os
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import mediapipe
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from av.codec.context import CodecContext
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType

from coach.pose.mediapipe import Landmarker, quiet
from coach.pose.model import official_model, ready_model
from coach.pose.patient import LOOK_S, Patient
from coach.pose.people import Detector
from coach.pose.picture import PictureMaker
from coach.pose.pruning import LANDMARKER
from coach.pose.worker import PosePool
from coach.types import EncodedFrame, Pose

ROOT = Path(__file__).parents[1]
CLIP = ROOT / "tests" / "clips" / "march_clean_front.mp4"
HZ = 15.0
GOAL = 1.35
NETWORK, STEP, WHOLE = "network, pruned", "pose step", "pose step from a decoded frame"


@dataclass
class Stopwatch:
    seconds: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def on(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds.setdefault(name, []).append(time.perf_counter() - begun)

    def at(self, name: str, percentile: float) -> float:
        return float(np.percentile(self.seconds[name], percentile))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clip", type=Path, default=CLIP)
    parser.add_argument("--pictures", type=int, default=240)
    parser.add_argument("--no-pool", action="store_true")
    arguments = parser.parse_args()
    frames = list(encoded(arguments.clip, arguments.pictures))
    gc.freeze()  # as the pose process does
    steps(frames)
    if not arguments.no_pool:
        asyncio.run(pool(frames))


def encoded(clip: Path, count: int) -> Iterator[EncodedFrame]:
    """The clip as a camera's encoder would send it, 15 pictures a second, a key frame each second."""
    encoder = CodecContext.create("libvpx", "w")
    assert isinstance(encoder, VideoCodecContext)
    with av.open(str(clip)) as container:
        every = max(1, round(float(container.streams.video[0].average_rate or 30) / HZ))
        pictures = islice(container.decode(video=0), 0, None, every)
        for i, frame in zip(range(count), pictures, strict=False):
            if i == 0:
                encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "yuv420p"
                encoder.time_base, encoder.bit_rate = Fraction(1, 15), 1_000_000
                encoder.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}
            frame.pts, frame.time_base = i, Fraction(1, 15)
            frame.pict_type = PictureType.I if i % 15 == 0 else PictureType.NONE
            (packet,) = encoder.encode(frame)
            key, data = packet.is_keyframe, bytes(packet)
            yield EncodedFrame(t=i / HZ, rtp_timestamp=i * 6000, codec="VP8", data=data, key=key)


def network(bundle: Path) -> Callable[[], None]:
    """The landmark network by itself, on noise."""
    with zipfile.ZipFile(bundle) as entries, quiet():
        interpreter = Interpreter(model_content=entries.read(LANDMARKER), num_threads=1)
        interpreter.allocate_tensors()
    entry = interpreter.get_input_details()[0]
    noise = np.random.default_rng(1).random(entry["shape"], np.float32)
    interpreter.set_tensor(entry["index"], noise)
    return interpreter.invoke  # type: ignore[no-any-return]


def steps(frames: list[EncodedFrame]) -> None:
    official = official_model(cache=ROOT / "data" / "models")
    pruned = ready_model(cache=ROOT / "data" / "models")
    raw, raw_official, watch = network(pruned), network(official), Stopwatch()
    decoder, maker, detector = CodecContext.create("vp8", "r"), PictureMaker(), Detector(pruned)
    assert isinstance(decoder, VideoCodecContext)
    same = 0
    with (
        Patient(pruned, detector=detector) as patient,
        Landmarker(official) as as_is,
        Landmarker(pruned) as as_is_pruned,
    ):
        for frame in frames:
            with watch.on("decode"):
                (decoded,) = decoder.decode(av.Packet(frame.data))
            with watch.on(NETWORK):
                raw()
            with watch.on("colours"):
                picture = maker.picture(decoded, t=frame.t, rtp_timestamp=0)
            with watch.on(STEP):
                patient.see(picture)
            with watch.on("network, official"):
                raw_official()
            image, ms = mediapipe.Image(mediapipe.ImageFormat.SRGB, picture.rgb), round(frame.t * 1000)
            with watch.on("MediaPipe as it is, official"):
                seen = as_is._landmarker.detect_for_video(image, ms)  # noqa: SLF001
            same += seen == as_is_pruned._landmarker.detect_for_video(image, ms)  # noqa: SLF001
            with watch.on("look for everybody"):
                detector.look(picture.rgb)
    watch.seconds[WHOLE] = add(watch, STEP, "colours")
    watch.seconds["decode and pose step"] = add(watch, WHOLE, "decode")
    report(watch, same, len(frames))


def add(watch: Stopwatch, *names: str) -> list[float]:
    return [sum(parts) for parts in zip(*(watch.seconds[name] for name in names), strict=True)]


def report(watch: Stopwatch, same: int, count: int) -> None:
    print(f"{'':34}{'ms':>8}{'× network':>12}{'p10':>8}{'mean':>8}")
    own = watch.at(NETWORK, 50), watch.at(NETWORK, 10), float(np.mean(watch.seconds[NETWORK]))
    rows = [NETWORK, "network, official", STEP, WHOLE, "decode and pose step"]
    for name in [*rows, "MediaPipe as it is, official", "look for everybody", "colours", "decode"]:
        middle, low = watch.at(name, 50), watch.at(name, 10)
        mean = float(np.mean(watch.seconds[name])) / own[2]
        goal = f"   goal ≤ {GOAL}" if name in (STEP, WHOLE) else ""
        print(f"{name:34}{middle * 1e3:8.2f}{middle / own[0]:12.2f}{low / own[1]:8.2f}{mean:8.2f}{goal}")
    print(f"(the pose step looks for everybody every {LOOK_S:g} s, which is in its mean)")
    print(f"landmarks bit-identical to the official model's: {same} of {count} pictures\n")


@dataclass
class Session:
    """A camera that sends in real time, and how long its poses took."""

    pool: PosePool
    frames: list[EncodedFrame]
    sent_at: dict[float, float] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)
    arrivals: list[float] = field(default_factory=list)
    key_wanted: bool = False

    async def run(self, seconds: float, offset: float) -> None:
        await asyncio.sleep(offset)
        stream = self.pool.open(
            on_pose=self._on_pose, on_key_frame_needed=self._on_key, on_judging=lambda _: None, rate=HZ
        )
        keys = [i for i, frame in enumerate(self.frames) if frame.key]
        at = 0
        for i in range(round(seconds * HZ)):
            if self.key_wanted:  # the camera's encoder answers with its next picture
                at, self.key_wanted = (
                    next(k for k in [*keys, len(self.frames)] if k >= at) % len(self.frames),
                    False,
                )
            frame = replace(self.frames[at % len(self.frames)], t=i / HZ)
            at += 1
            self.sent_at[frame.t] = time.perf_counter()
            stream.push(frame)
            await asyncio.sleep(1 / HZ)
        stream.close()

    def _on_key(self) -> None:
        self.key_wanted = True

    def _on_pose(self, pose: Pose) -> None:
        now = time.perf_counter()
        self.arrivals.append(now)
        self.delays.append(now - self.sent_at[pose.t])


async def pool(frames: list[EncodedFrame]) -> None:
    print(f"pool of {len(os.sched_getaffinity(0))} processes, sessions at {HZ:g} poses a second, 640 × 480")
    print(f"{'sessions':>10}{'poses/s each':>14}{'median ms':>12}{'p95 ms':>10}")
    for count in (1, 2, 4, 8):
        pool = PosePool(model=ready_model(cache=ROOT / "data" / "models"))
        await pool.start()
        sessions = [Session(pool, frames) for _ in range(count)]
        seconds = 8.0
        await asyncio.gather(*(s.run(seconds, i / HZ / count) for i, s in enumerate(sessions)))
        delays = np.concatenate([s.delays for s in sessions]) * 1e3
        each = len(delays) / count / seconds
        print(f"{count:10}{each:14.1f}{np.median(delays):12.1f}{np.percentile(delays, 95):10.1f}")
        await pool.close()
    await killed(frames)


async def killed(frames: list[EncodedFrame]) -> None:
    pool = PosePool(model=ready_model(cache=ROOT / "data" / "models"), workers=1)
    await pool.start()
    session = Session(pool, frames)
    run = asyncio.create_task(session.run(10, 0))
    await asyncio.sleep(4)
    struck = time.perf_counter()
    os.kill(pool.pids[0], signal.SIGKILL)
    await run
    gap = next(t for t in session.arrivals if t > struck + 0.05) - struck
    print(f"after kill -9 of its process a session's poses go on in {gap:.2f} s   goal ≤ 2 s")
    await pool.close()


if __name__ == "__main__":
    main()
