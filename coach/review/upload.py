"""A phone's video made into a session: `python -m coach.review.upload`, a process of its own.

On standard input one JSON object (`Order`); on standard output a line of JSON at a time: how far it is, and
last what came of it. The tape is written as a live session writes it."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from coach.analysis_rate import EXERCISE_HZ
from coach.feedback.exercises import CATALOG
from coach.pose.video import Orientation, Video, VideoUnreadable
from coach.review.analysis import beginning, going_on
from coach.session import Session
from coach.store.tape import TapeWriter
from coach.types import Pose, SetStopped, Side

MOST_FRAMES = 240
"""A second: slow motion of phones; a file with more is made to keep a decoder busy."""
CROWDED = 0.1
"""Share of the time with somebody else in the picture from which on it is told."""
PLAYABLE = {"h264": "video/mp4", "vp8": "video/webm", "vp9": "video/webm", "av1": "video/mp4"}
"""What browsers play as it is, by the picture's codec; anything else is encoded again as VP8."""
WEB_CONTAINERS = ("mp4", "matroska", "webm", "mov")
NICE = 10
"""Calls go before uploads."""
CROWD = (
    "Two people or more are in the video for {percent:.0f}% of the time: check that the right one was "
    "followed, or film the person alone."
)
CUT_OFF = "The video was cut off or is damaged: what can be read of it was judged."
NOBODY = "No person was found in the video: check that the whole body is in the picture and lit."


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done; paths as text."""

    video: str
    playable: str
    """Where a copy that browsers play goes, when the video itself is none."""
    tape: str
    model: str
    hands: str | None
    """The hand model, where there is one."""
    exercise: str
    side: str
    max_seconds: float
    versions: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of it; `problem` is one sentence when nothing did."""

    problem: str | None = None
    path: str = ""
    media_type: str = ""
    begins: float = 0.0
    """The file's own time of its first picture, which is the session's beginning."""
    seconds: float = 0.0
    """From that picture on."""
    width: int = 0
    height: int = 0
    has_audio: bool = False
    notes: tuple[str, ...] = ()
    """Sentences on what limits the judgement."""


@dataclass(slots=True)
class Seen:
    """What the poses of the whole video say of it."""

    poses: int = 0
    found: int = 0
    crowded: int = 0
    width: int = 0
    height: int = 0
    damaged: bool = False
    """Not all of the file could be decoded."""

    def take(self, pose: Pose) -> None:
        self.poses += 1
        self.found += pose.points is not None
        self.crowded += pose.people > 1
        self.width, self.height = pose.width, pose.height

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what limits the judgement."""
        share = self.crowded / self.poses
        crowd = (CROWD.format(percent=share * 100),) if share >= CROWDED else ()
        return (*crowd, *((CUT_OFF,) if self.damaged else ()))


def carry_out(order: Order) -> Iterator[float | Result]:
    """Shares of the work, 0 to 1, then the result."""
    try:
        with Video(Path(order.video)) as video:
            expected, seen = video.expected_seconds or 0.0, Seen()
            if expected > order.max_seconds:
                yield _too_long(order)
                return
            for pose in _judged(order, video):
                seen.take(pose)
                if pose.t > order.max_seconds or video.frames > order.max_seconds * MOST_FRAMES:
                    yield _too_long(order)  # whatever its header promised
                    return
                yield min(0.95, pose.t / expected) if expected else 0.5
        seen.damaged = video.damaged
        yield _media(order, video, seen) if seen.found else Result(problem=NOBODY)
    except VideoUnreadable as error:
        yield Result(problem=str(error))


def _too_long(order: Order) -> Result:
    minutes = round(order.max_seconds / 60)
    return Result(problem=f"The video is too long: at most {minutes} minutes can be judged.")


def _judged(order: Order, video: Video) -> Iterator[Pose]:
    """Each pose after it was judged; the tape is whole when they have ended."""
    from coach.pose.patient import Patient  # noqa: PLC0415 - MediaPipe takes a second to load

    Path(order.tape).unlink(missing_ok=True)  # of an earlier beginning that was broken off
    tape = TapeWriter(Path(order.tape), versions=order.versions)
    session, t = Session(CATALOG, [tape]), 0.0
    with Patient(Path(order.model), hand_model=Path(order.hands) if order.hands else None) as patient:
        exercise = CATALOG[order.exercise]
        patient.look_for_hands(exercise.hands)
        for picture in video.pictures(EXERCISE_HZ):
            pose = patient.see(picture)
            t = pose.t
            first = session.plan is None
            for action in beginning(exercise, Side(order.side), t) if first else ():
                session.act(action)
            session.judge(pose)
            for action in going_on(session, t):
                session.act(action)
            yield pose
    session.act(SetStopped(t=t))
    session.close()


def _media(order: Order, video: Video, seen: Seen) -> Result:
    """The file that a browser can play, and what is in it. Its size is the picture's as it is shown."""
    with av.open(order.video) as source:
        stream, sound = source.streams.video[0], bool(source.streams.audio)
        kind, path = PLAYABLE.get(stream.codec_context.name), order.video
        if kind is None or not any(name in source.format.name for name in WEB_CONTAINERS):
            kind, path, sound = "video/webm", order.playable, False
            _encode_again(source, Path(path), seen)
    return Result(
        path=path,
        media_type=kind,
        begins=video.begins,
        seconds=video.seconds,
        width=seen.width,
        height=seen.height,
        has_audio=sound,
        notes=seen.notes,
    )


def _encode_again(source: av.container.InputContainer, out: Path, seen: Seen) -> None:
    """The picture alone, upright, as VP8 with the times it had."""
    stream = source.streams.video[0]
    with av.open(str(out), "w", format="webm") as target:
        made = target.add_stream("libvpx", rate=30)
        made.width, made.height, made.pix_fmt = seen.width, seen.height, "yuv420p"
        made.bit_rate = 1_500_000
        made.codec_context.time_base = stream.time_base or Fraction(1, 90_000)
        made.options = {"deadline": "realtime", "cpu-used": "8"}
        for frame in source.decode(stream):
            target.mux(made.encode(_upright(frame)))
        target.mux(made.encode(None))


def _upright(frame: av.VideoFrame) -> av.VideoFrame:
    turn = Orientation.of(frame)
    if turn == Orientation():
        return frame
    pixels: NDArray[np.uint8] = frame.to_ndarray(format="rgb24").astype(np.uint8, copy=False)
    turned = av.VideoFrame.from_ndarray(turn.upright(pixels), format="rgb24")
    turned.pts, turned.time_base = frame.pts, frame.time_base
    return turned


def main() -> None:
    with suppress(OSError):
        os.nice(NICE)
    order = Order(**json.loads(sys.stdin.readline()))
    for told in carry_out(order):
        line = {"progress": round(told, 3)} if isinstance(told, float) else {"result": asdict(told)}
        print(json.dumps(line), flush=True)  # noqa: T201 - this is what its parent reads


if __name__ == "__main__":
    main()
