"""A video file as pictures with their times: MP4, MOV, WebM and the other containers people upload.

Playlists, network addresses and text that only looks like video are refused, whatever the file's name says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import av.error
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray

from coach.pose.pace import Pace
from coach.pose.picture import Picture, PictureMaker

CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,asf,flv,ogg,ivf,h264,hevc"
"""What FFmpeg may take a file for; the list leaves out all that can open further files or addresses."""

_CANNOT = (
    "{} cannot be read as video: choose an MP4, MOV or WebM file, and if it is one, it was probably cut off "
    "while being recorded or copied."
)
_RTP_HZ = 90_000
_WHOLE = 0.95  # of the promised duration; headers are a little off


MOST_PIXELS = 8192 * 4320
"""A small file can promise pictures of gigabytes: what no camera takes is not decoded."""


class VideoUnreadable(Exception):
    """The file cannot be read as video; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """How decoded pixels are to be turned for display: first flipped left to right, then turned
    counter-clockwise by quarters."""

    mirrored: bool = False
    quarters: int = 0

    def upright(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        if not self.mirrored and not self.quarters:
            return rgb
        return np.ascontiguousarray(np.rot90(rgb[:, ::-1] if self.mirrored else rgb, self.quarters))

    @classmethod
    def of(cls, frame: av.VideoFrame) -> Self:
        """From the frame's display matrix, which phones write instead of turning the pixels."""
        try:
            matrix = bytes(frame.side_data["DISPLAYMATRIX"])  # type: ignore[typeddict-item] # stub too narrow
        except KeyError:
            return cls()
        a, b, _, c, d, *_ = np.frombuffer(matrix, np.int32).tolist()
        mirrored = a * d - b * c < 0
        if mirrored:  # what is left is the turn alone
            a, b = -a, -b
        return cls(mirrored, round(np.degrees(np.arctan2(-b, a)) / 90) % 4)


class Video:
    """One open file. Its pictures are read once, in order; counts are complete when they have ended."""

    def __init__(self, path: Path) -> None:
        """Raises VideoUnreadable."""
        self.path = path
        self.frames = 0
        """Frames decoded so far."""
        self.begins = 0.0
        """The file's own time of the first frame; some begin later than at 0."""
        self.seconds = 0.0
        """From the first frame's time to the end of the last one decoded."""
        self.damaged = False
        """Some of the file could not be decoded: it was cut off, or parts are broken."""
        self._container = _opened(path)
        if not self._container.streams.video:
            sound = bool(self._container.streams.audio)
            self._container.close()
            raise VideoUnreadable(
                f"{path.name} has no picture, only sound: choose the video recording."
                if sound
                else _CANNOT.format(path.name)
            )
        self._stream: VideoStream = self._container.streams.video[0]
        if self._stream.width * self._stream.height > MOST_PIXELS:
            size = f"{self._stream.width} × {self._stream.height}"
            self._container.close()
            raise VideoUnreadable(f"{path.name} is {size} pixels large: at most 8K video can be judged.")
        self._stream.thread_type = "AUTO"

    @property
    def expected_seconds(self) -> float | None:
        """What the file's header says, for showing progress; None where it says nothing."""
        microseconds = self._container.duration
        return microseconds / av.time_base if microseconds else None

    def pictures(self, rate: float) -> Iterator[Picture]:
        """About `rate` pictures a second, upright, with `t` in seconds since the first frame, rising.

        Raises VideoUnreadable when not one frame can be decoded.
        """
        pace, maker, last = Pace(rate), PictureMaker(), -1.0
        for t, frame in self._timed():
            if t > last and pace.due(t):
                pace.taken(t)
                last = t
                yield _picture(maker, frame, t)
        self.damaged = self.damaged or self._is_short()
        if self.frames == 0:
            raise VideoUnreadable(
                f"{self.path.name} holds no frame that can be decoded: record or export it again."
            )

    def close(self) -> None:
        self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _is_short(self) -> bool:
        """Whether much less was decoded than the header promises."""
        promised, base = self._stream.duration, self._stream.time_base
        if promised is None or base is None:
            return False
        return self.seconds < _WHOLE * float(promised * base)

    def _timed(self) -> Iterator[tuple[float, av.VideoFrame]]:
        """Frames with seconds since the first; one without a time follows the one before it."""
        usual = 1 / float(self._stream.average_rate or self._stream.guessed_rate or 30)
        first: float | None = None
        t = 0.0
        for frame in self._decoded():
            here = float(frame.pts * _base(frame)) if frame.pts is not None else None
            if first is None:
                first = self.begins = here or 0.0
            elif here is None:
                t += usual
            t = here - first if here is not None else t
            self.frames += 1
            self.seconds = max(self.seconds, t + usual)
            yield t, frame

    def _decoded(self) -> Iterator[av.VideoFrame]:
        """Every frame that can be decoded; broken packets are passed over and remembered."""
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
                frames = self._stream.decode(packet)
            except (StopIteration, av.error.EOFError):
                return
            except av.error.InvalidDataError:
                self.damaged = True
                continue
            except av.error.FFmpegError:
                self.damaged = True
                return
            yield from frames


def _opened(path: Path) -> av.container.InputContainer:
    limits = {"format_whitelist": CONTAINERS, "protocol_whitelist": "file"}
    try:
        return av.open(str(path.resolve(strict=True)), options=limits)
    except FileNotFoundError as error:
        raise VideoUnreadable(f"{path} does not exist: check the path.") from error
    except (av.error.FFmpegError, OSError) as error:
        raise VideoUnreadable(_CANNOT.format(path.name)) from error


def _picture(maker: PictureMaker, frame: av.VideoFrame, t: float) -> Picture:
    made = maker.picture(frame, t=t, rtp_timestamp=round(t * _RTP_HZ) & 0xFFFFFFFF)
    turn = Orientation.of(frame)
    width, height = (made.height, made.width) if turn.quarters % 2 else (made.width, made.height)
    return Picture(
        t=t,
        rtp_timestamp=made.rtp_timestamp,
        width=width,
        height=height,
        rgb=turn.upright(made.rgb),
        light=made.light,
    )


def _base(frame: av.VideoFrame) -> Fraction:
    return frame.time_base or Fraction(1, _RTP_HZ)
