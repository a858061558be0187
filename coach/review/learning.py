"""`coach exercise learn`: an exercise learned from a recording of somebody who shows it.

Not for what makes a good signal (`coach.feedback.demonstration`)."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from coach.feedback.demonstration import Learned, NotLearned, learn
from coach.feedback.exercises import CATALOG
from coach.feedback.said import said
from coach.pose.video import Video
from coach.review.exercise_file import save
from coach.store.tape import TapeReader
from coach.types import Pose

RATE = 15.0
"""Analysed frames a second, as in a session (design.md 3.7)."""


def learn_video(
    video: Path,
    *,
    name: str,
    out: Path,
    model: Path,
    reps: int | None = None,
    rate: float = RATE,
    progress: Callable[[float], None] | None = None,
) -> Learned:
    """Learns the exercise that a video shows and saves it to `out` (.toml or .json). `progress` is told the
    share that is done, 0–1. Raises VideoUnreadable, NotLearned, ExerciseUnreadable."""
    from coach.pose.patient import Patient  # noqa: PLC0415 - MediaPipe takes a second to load

    with Video(video) as file, Patient(model) as patient:
        expected = file.expected_seconds

        def poses() -> Iterable[Pose]:
            for picture in file.pictures(rate):
                yield patient.see(picture)
                if progress and expected:
                    progress(min(1.0, picture.t / expected))

        return learn_poses(poses(), name=name, out=out, reps=reps)


def learn_tape(tape: Path, *, name: str, out: Path, reps: int | None = None) -> Learned:
    """As learn_video, from the poses of a session's tape. Raises TapeUnreadable, NotLearned."""
    return learn_poses((r for r in TapeReader(tape) if isinstance(r, Pose)), name=name, out=out, reps=reps)


def learn_poses(poses: Iterable[Pose], *, name: str, out: Path, reps: int | None = None) -> Learned:
    """As learn_video, from poses with rising `t`."""
    learned = learn(poses, id=id_of(name), name=name, reps=reps)
    save(learned.exercise, out, name=name)
    return learned


def id_of(name: str) -> str:
    """The id that a name gives: `Wave slowly!` is `wave_slowly`. Raises NotLearned where nothing is left of
    it, or where the library has an exercise of this id."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
    if not made or made[0].isdigit():
        raise NotLearned(said("learn.bad_name"))
    if made in CATALOG:
        raise NotLearned(said("learn.name_taken", name=name))
    return made


def told(learned: Learned) -> dict[str, object]:
    """What there is to show of it, as plain values: the trace, the marked repetitions, the thresholds."""
    exercise, signal = learned.exercise, learned.exercise.signals[0]
    way = signal.target - signal.rest
    pace = exercise.pace
    limits = {"start": pace.start, "partial": pace.partial, "full": pace.full, "end": pace.end}
    return {
        "id": exercise.id,
        "name": learned.name,
        "measure": signal.measure,
        "unit": signal.unit,
        "side": learned.side.value,
        "confirmed": learned.confirmed,
        "rest": signal.rest,
        "target": signal.target,
        "thresholds": {key: round(signal.rest + share * way, 4) for key, share in limits.items()},
        "traces": {
            trace.side.value: [[round(t, 3), round(v, 4)] for t, v in trace.points]
            for trace in learned.traces
        },
        "reps": [
            {
                "side": rep.side.value,
                "start_s": round(rep.start, 3),
                "peak_s": round(rep.peak_t, 3),
                "end_s": round(rep.end, 3),
                "peak": round(rep.peak, 4),
            }
            for rep in learned.reps
        ],
        "faults": [
            {"id": s.rule.id, "limit": s.rule.limit, "shown": s.shown, "proposed": s.proposed}
            for s in learned.suspects
        ],
        "why": [str(one) for one in learned.why],
    }
