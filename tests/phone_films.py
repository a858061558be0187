"""Films as phones and others send them: turned, uneven in time, cut off, without a picture."""

import itertools
import struct
import wave
from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate, islice
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray

from tests.truth import CLIPS

CLIP = "shabd_hike_front"
QUICK = {"preset": "ultrafast", "x265-params": "log-level=0"}
Pixels = NDArray[np.uint8]


def grey_film(path: Path, *, frames: int = 30, every: int = 1) -> bytes:
    """Nobody is in it."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=30)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for n in range(frames):
            frame = av.VideoFrame(320, 240, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([128]) * plane.buffer_size)
            frame.pts, frame.time_base = n * every, Fraction(1, 30)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path.read_bytes()


def tone(path: Path) -> bytes:
    """Sound without a picture."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(bytes(16_000))
    return path.read_bytes()


def remade(path: Path, change: Callable[[Pixels], Pixels], *, codec: str = "libx264") -> bytes:
    """Two and a half seconds of the clip, every picture changed."""
    with av.open(str(CLIPS / f"{CLIP}.mp4")) as source:
        seen = [frame.to_ndarray(format="rgb24") for frame in islice(source.decode(video=0), 75)]
    pictures = [np.ascontiguousarray(change(one.astype(np.uint8, copy=False))) for one in seen]
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=30, options=QUICK)
        assert isinstance(stream, VideoStream)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for n, pixels in enumerate(pictures):
            made = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            made.pts, made.time_base = n, Fraction(1, 30)
            out.mux(stream.encode(made))
        out.mux(stream.encode(None))
    return path.read_bytes()


def turned(film: bytes) -> bytes:
    """With the mark that phones write: turn the picture by a quarter before showing it."""
    data = bytearray(film)
    at = data.index(b"tkhd") + 44
    data[at : at + 36] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    return bytes(data)


def uneven(path: Path) -> tuple[bytes, list[float]]:
    """Four seconds of the clip as phones film them: 24 to 60 pictures a second, the first a while after zero;
    the film and the times of its pictures."""
    with av.open(str(CLIPS / f"{CLIP}.mp4")) as source:
        seen = [frame.to_ndarray(format="rgb24") for frame in islice(source.decode(video=0), 120)]
    ticks = list(islice(accumulate(itertools.cycle((2, 4, 5, 4)), initial=30), len(seen)))
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=120, options=QUICK)
        assert isinstance(stream, VideoStream)
        stream.height, stream.width = seen[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for tick, pixels in zip(ticks, seen, strict=True):
            made = av.VideoFrame.from_ndarray(pixels.astype(np.uint8, copy=False), format="rgb24")
            made.pts, made.time_base = tick, Fraction(1, 120)
            out.mux(stream.encode(made))
        out.mux(stream.encode(None))
    return path.read_bytes(), [(tick - ticks[0]) / 120 for tick in ticks]


def index_first(path: Path) -> bytes:
    """The clip with its index at the front, so that a part of it can be read too."""
    with (
        av.open(str(CLIPS / f"{CLIP}.mp4")) as source,
        av.open(str(path), "w", options={"movflags": "faststart"}) as out,
    ):
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    return path.read_bytes()
