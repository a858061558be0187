"""Pictures as VP8 frames, encoded once: what a simulated camera sends. Not for recordings.

Encoding is real-time VP8 with a key frame every half second, so that a viewer who joins, or asks for a
key frame, is served by waiting for the next one and the movement never jumps.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from av.video.frame import PictureType
from numpy.typing import NDArray

from coach.pose.video import Video
from coach.rtc.media_clock import CLOCK_RATE

RATE = 30
KEY_EVERY_S = 0.5
BITRATE = 1_000_000
TAIL_S = 1.2
"""The last picture is held for so long: more than one key frame falls into it, so the end can be repeated."""


class Still(NamedTuple):
    """One picture with the time it is shown at, in seconds."""

    t: float
    rgb: NDArray[np.uint8]


class ClipFrame(NamedTuple):
    """One encoded frame; `t` in seconds from the clip's begin."""

    t: float
    key: bool
    data: bytes


def stills_of(path: Path, lead_in: float) -> Iterator[Still]:
    """A video file's pictures, upright, at most 30 a second; the first one is held for `lead_in` seconds
    before they move and the last one for `TAIL_S` after. Raises coach.pose.video.VideoUnreadable."""
    with Video(path) as video:
        pictures = video.pictures(RATE)
        first = next(pictures)
        yield from _held(Still(0.0, first.rgb), lead_in)
        last = Still(lead_in, first.rgb)
        yield last
        for picture in pictures:
            last = Still(picture.t + lead_in, picture.rgb)
            yield last
        yield from _held(Still(last.t + 1 / RATE, last.rgb), TAIL_S)


def _held(still: Still, seconds: float) -> Iterator[Still]:
    return (Still(still.t + n / RATE, still.rgb) for n in range(round(seconds * RATE)))


def encode(stills: Iterable[Still]) -> Iterator[ClipFrame]:
    """Each picture as one VP8 frame, the first one and about two a second key frames."""
    encoder: av.VideoCodecContext | None = None
    key_at = 0.0
    for still in stills:
        if encoder is None:
            encoder = _encoder(still.rgb.shape[1], still.rgb.shape[0])
        frame = av.VideoFrame.from_ndarray(still.rgb, format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = round(still.t * CLOCK_RATE), encoder.time_base
        key = still.t >= key_at
        frame.pict_type = PictureType.I if key else PictureType.NONE
        key_at = still.t + KEY_EVERY_S if key else key_at
        data = b"".join(bytes(packet) for packet in encoder.encode(frame))
        if data:
            yield ClipFrame(still.t, not data[0] & 1, data)


def _encoder(width: int, height: int) -> av.VideoCodecContext:
    encoder = av.VideoCodecContext.create("libvpx", "w")
    encoder.width, encoder.height = width, height
    encoder.pix_fmt = "yuv420p"
    encoder.time_base = Fraction(1, CLOCK_RATE)
    encoder.bit_rate = BITRATE
    encoder.gop_size = 3000  # key frames are placed by hand
    encoder.thread_count = 1
    encoder.options = {
        "cpu-used": "-6",
        "deadline": "realtime",
        "lag-in-frames": "0",
        "qmin": "2",
        "qmax": "56",
        "error-resilient": "1",
        "static-thresh": "1",
    }
    return encoder
