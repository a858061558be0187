"""A call to film without a network: pictures and sound as their encoders made them, at the pace of a call.

Run as a program (`python -m tests.films FOLDER`) it films into that folder until it is killed, and says on
standard output the time of each thing when it was handed over. With a number of bytes behind the folder no
file may grow beyond it, as on a full disk; then it says why the recording stopped.
"""

import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import av
import numpy as np

from coach.rtc.clip import ClipFrame, Still, encode
from coach.rtc.record import TICK_S, FilmWriter, Part, Stopped, Told
from coach.rtc.simulated import opus_second
from coach.store.webm import AUDIO, VIDEO, Block

SECONDS = 8


def pictures(seconds: float, *, size: tuple[int, int] = (160, 120)) -> list[ClipFrame]:
    """30 a second, each another shade of grey with a moving bar."""
    return list(encode(_stills(seconds, size)))


def _stills(seconds: float, size: tuple[int, int]) -> Iterator[Still]:
    width, height = size
    for n in range(round(seconds * 30)):
        rgb = np.full((height, width, 3), 40 + n % 120, np.uint8)
        rgb[:, n % width] = 255
        yield Still(n / 30, rgb)


def blocks(seconds: float, *, size: tuple[int, int] = (160, 120)) -> list[Block]:
    """Pictures and sound in the order of a call."""
    tone = opus_second(0.5)
    seen = [Block(VIDEO, round(f.t * 1000), f.key, f.data) for f in pictures(seconds, size=size)]
    heard = [Block(AUDIO, n * 20, True, tone[n % 50]) for n in range(round(seconds * 50))]
    return sorted([*seen, *heard], key=lambda block: block.ms)


def decoded(path: Path, kind: Literal["video", "audio"]) -> list[int]:
    """The times in ms of everything that decodes."""
    with av.open(str(path)) as container:
        if kind == "video":
            return [frame_ms(frame) for frame in container.decode(video=0)]
        return [frame_ms(frame) for frame in container.decode(audio=0)]


def frame_ms(frame: av.VideoFrame | av.AudioFrame) -> int:
    assert frame.pts is not None
    assert frame.time_base is not None
    return round(frame.pts * frame.time_base * 1000)


def main(folder: Path) -> None:
    writer = FilmWriter(folder, lambda _told: None, least_free=0)
    part, call = Part("patient", 0.0), blocks(SECONDS)
    start = time.monotonic()
    for block in call:
        time.sleep(max(0.0, start + block.ms / 1000 - time.monotonic()))
        writer.put(part, block)
        print(block.track, block.ms, flush=True)  # noqa: T201 - this is what its parent reads
    writer.close()


def fill_up(folder: Path, limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    told: list[Told] = []
    writer = FilmWriter(folder, told.append, least_free=0)
    part, call = Part("patient", 0.0), blocks(SECONDS)
    for n in range(0, len(call), 60):
        for block in call[n : n + 60]:
            writer.put(part, block)
        time.sleep(TICK_S + 0.1)
    writer.close()
    print(next((t.reason for t in told if isinstance(t, Stopped)), "never stopped"))  # noqa: T201


if __name__ == "__main__":
    if len(sys.argv) > 2:
        fill_up(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
