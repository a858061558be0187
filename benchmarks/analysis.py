"""What the analysis of a video file costs on one core, against real time and against the bare landmarker.

    python benchmarks/analysis.py [--clip FILE] [--seconds N]

The file is 640 × 480 at 30 frames a second, H.264, made of the clip from the front and back again until it is
long enough. `coach analyze` and an upload do the same: decode every frame, analyse 15 a second, judge.
The bare landmarker is MediaPipe's PoseLandmarker with its official model in VIDEO mode on the very same
pictures, already decoded and in RGB; nothing else is counted for it. Both are bound to one core; CPU time is
compared, since other load does not change it much, and wall time is printed beside it.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import mediapipe

from coach.analysis_rate import EXERCISE_HZ
from coach.feedback.exercises import CATALOG
from coach.pose.mediapipe import Landmarker
from coach.pose.model import official_model, ready_model
from coach.pose.video import Video
from coach.review.analysis import analyse_video
from coach.types import Side

ROOT = Path(__file__).parents[1]
CLIP = ROOT / "tests" / "clips" / "march_clean_front.mp4"
OF_BARE = 1.3
ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clip", type=Path, default=CLIP)
    parser.add_argument("--seconds", type=float, default=40.0)
    arguments = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    models = ROOT / "data" / "models"
    official, pruned = official_model(cache=models), ready_model(cache=models)
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "film.mp4"
        seconds = write(film, arguments.clip, arguments.seconds)
        ours, bare, bare_pruned = [], [], []
        for _ in range(ROUNDS):  # in turn, so that other load falls on all alike
            ours.append(timed(lambda: analyse(film, pruned)))
            bare.append(timed_landmarker(film, official))
            bare_pruned.append(timed_landmarker(film, pruned))
    report(seconds, min(ours), min(bare), min(bare_pruned))


def write(film: Path, clip: Path, seconds: float) -> float:
    """The clip there and back again, as a phone would write it; its length."""
    with av.open(str(clip)) as source:
        frames = [f.reformat(640, 480, "yuv420p") for f in source.decode(video=0)]
    with av.open(str(film), "w") as out:
        stream = out.add_stream("libx264", rate=30, options={"preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 640, 480, "yuv420p", 2_000_000
        for n, frame in zip(range(round(seconds * 30)), there_and_back(frames), strict=False):
            frame.pts, frame.time_base = n, Fraction(1, 30)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return seconds


def there_and_back(frames: list[av.VideoFrame]) -> Iterator[av.VideoFrame]:
    while True:
        yield from frames
        yield from reversed(frames)


def analyse(film: Path, model: Path) -> None:
    found = analyse_video(film, CATALOG["march"], Side.BOTH, model=model)
    assert found.pose_found > 0.9


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """CPU and wall seconds."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def timed_landmarker(film: Path, model: Path) -> tuple[float, float]:
    """Of the landmarker alone, on the pictures that the analysis looks at."""
    cpu = wall = 0.0
    with Landmarker(model) as landmarker, Video(film) as video:
        for picture in video.pictures(EXERCISE_HZ):
            image, ms = mediapipe.Image(mediapipe.ImageFormat.SRGB, picture.rgb), round(picture.t * 1000)
            begun_cpu, begun = time.process_time(), time.perf_counter()
            landmarker._landmarker.detect_for_video(image, ms)  # noqa: SLF001 - bare, as MediaPipe gives it
            cpu += time.process_time() - begun_cpu
            wall += time.perf_counter() - begun
    return cpu, wall


def report(
    seconds: float, ours: tuple[float, float], bare: tuple[float, float], bare_pruned: tuple[float, float]
) -> None:
    print(f"a film of {seconds:g} s, 640 × 480 at 30 frames a second, {EXERCISE_HZ:g} analysed, one core")
    print(f"{'':44}{'CPU s':>8}{'wall s':>8}")
    for name, (cpu, wall) in (
        ("analysis: decode, pose, judgement", ours),
        ("bare landmarker, official model", bare),
        ("bare landmarker, our pruned model", bare_pruned),
    ):
        print(f"{name:44}{cpu:8.2f}{wall:8.2f}")
    print(f"faster than time: {seconds / ours[0]:.2f} × by CPU, {seconds / ours[1]:.2f} × by wall   goal ≥ 2")
    over, over_pruned = ours[0] / bare[0], ours[0] / bare_pruned[0]
    print(
        f"over the bare landmarker: {over:.2f} × (our pruned model: {over_pruned:.2f} ×)   goal ≤ {OF_BARE}"
    )


if __name__ == "__main__":
    main()
