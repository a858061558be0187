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

from coach.feedback.exercises import CATALOG
from coach.pose.patient import Patient
from coach.pose.video import Video, VideoUnreadable
from coach.review.analysis import RATE
from coach.session import Session
from coach.store.tape import TapeWriter
from coach.types import Acknowledged, ExerciseChosen, Pose, SetStarted, SetStopped, Side, Stage

NO_TARGET = 1_000_000
PLAYABLE = {"h264": "video/mp4", "vp8": "video/webm", "vp9": "video/webm", "av1": "video/mp4"}
"""What browsers play as it is, by the picture's codec; anything else is encoded again as VP8."""
WEB_CONTAINERS = ("mp4", "matroska", "webm", "mov")
NICE = 10
"""Calls go before uploads."""
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
    seconds: float = 0.0
    width: int = 0
    height: int = 0
    has_audio: bool = False


def carry_out(order: Order) -> Iterator[float | Result]:
    """Shares of the work, 0 to 1, then the result."""
    try:
        with Video(Path(order.video)) as video:
            expected = video.expected_seconds or 0.0
            if expected > order.max_seconds:
                minutes = round(order.max_seconds / 60)
                yield Result(problem=f"The video is too long: at most {minutes} minutes can be judged.")
                return
            found = False
            for pose in _judged(order, video):
                found = found or pose.points is not None
                yield min(0.95, pose.t / expected) if expected else 0.5
        yield _media(order, video.seconds) if found else Result(problem=NOBODY)
    except VideoUnreadable as error:
        yield Result(problem=str(error))


def _judged(order: Order, video: Video) -> Iterator[Pose]:
    """Each pose after it was judged; the tape is whole when they have ended."""
    Path(order.tape).unlink(missing_ok=True)  # of an earlier beginning that was broken off
    tape = TapeWriter(Path(order.tape), versions=order.versions)
    session, t = Session(CATALOG, [tape]), 0.0
    with Patient(Path(order.model), hand_model=Path(order.hands) if order.hands else None) as patient:
        patient.look_for_hands(CATALOG[order.exercise].hands)
        for picture in video.pictures(RATE):
            pose = patient.see(picture)
            t = pose.t
            if session.plan is None:
                _begin(session, order, t)
            session.judge(pose)
            if session.stage is Stage.STOPPED:  # a safety finding; a recording is judged on to its end
                session.act(Acknowledged(t=t))
                session.act(SetStarted(t=t))
            yield pose
    session.act(SetStopped(t=t))
    session.close()


def _begin(session: Session, order: Order, t: float) -> None:
    exercise = CATALOG[order.exercise]
    session.act(
        ExerciseChosen(
            t=t,
            exercise=exercise.id,
            side=Side(order.side),
            target_reps=NO_TARGET,
            target_hold_s=exercise.hold_s,
        )
    )
    session.act(SetStarted(t=t))


def _media(order: Order, seconds: float) -> Result:
    """The file that a browser can play, and what is in it."""
    with av.open(order.video) as source:
        stream, sound = source.streams.video[0], bool(source.streams.audio)
        width, height = stream.width, stream.height
        kind = PLAYABLE.get(stream.codec_context.name)
        if kind is None or not any(name in source.format.name for name in WEB_CONTAINERS):
            kind = "video/webm"
            _encode_again(source, Path(order.playable))
            return Result(
                path=order.playable,
                media_type=kind,
                seconds=seconds,
                width=width,
                height=height,
                has_audio=False,
            )
    return Result(
        path=order.video, media_type=kind, seconds=seconds, width=width, height=height, has_audio=sound
    )


def _encode_again(source: av.container.InputContainer, out: Path) -> None:
    """The picture alone, as VP8 with the times it had."""
    stream = source.streams.video[0]
    with av.open(str(out), "w", format="webm") as target:
        made = target.add_stream("libvpx", rate=30)
        made.width, made.height, made.pix_fmt = stream.width, stream.height, "yuv420p"
        made.bit_rate = 1_500_000
        made.codec_context.time_base = stream.time_base or Fraction(1, 90_000)
        made.options = {"deadline": "realtime", "cpu-used": "8"}
        for frame in source.decode(stream):
            target.mux(made.encode(frame))
        target.mux(made.encode(None))


def main() -> None:
    with suppress(OSError):
        os.nice(NICE)
    order = Order(**json.loads(sys.stdin.readline()))
    for told in carry_out(order):
        line = {"progress": round(told, 3)} if isinstance(told, float) else {"result": asdict(told)}
        print(json.dumps(line), flush=True)  # noqa: T201 - this is what its parent reads


if __name__ == "__main__":
    main()
