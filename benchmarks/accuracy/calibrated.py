"""Counting after calibration on the clip's own first two full repetitions: are full and partial told apart?

A limited range is full by its own measure here, and the walk in before the repetitions is not shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.accuracy.cases import SynthClip, Truth
from benchmarks.accuracy.counting import PosesOf
from benchmarks.accuracy.judged import Judged, judge
from benchmarks.accuracy.table import Miss, Row, share_row
from coach.feedback.calibrating import NotCalibrated, calibrate
from coach.feedback.exercise import Exercise, Kind
from coach.feedback.exercises import CATALOG
from coach.types import Pose, RepCounted

SHOWN = 2
AFTER_S = 0.4
"""A movement is seen to end a little after its smooth end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One clip: each true repetition, full or not, and whether a full one was counted for it."""

    reps: tuple[tuple[bool, bool], ...]
    counted: int

    @property
    def full(self) -> int:
        return sum(full for full, _ in self.reps)

    @property
    def right(self) -> int:
        return sum(full is counted for full, counted in self.reps)


def rows(clips: Sequence[SynthClip], poses: PosesOf) -> tuple[list[Row], list[Miss]]:
    told: dict[str, Told] = {}
    misses: list[Miss] = []
    for clip in clips:
        exercise = CATALOG.get(clip.truth["exercise"] or "")
        if exercise is None or exercise.kind is not Kind.REPS or len(full_reps(clip.truth)) < SHOWN:
            continue
        seen = judged(clip.truth, poses(clip), exercise)
        told[clip.name] = of(clip.truth, seen)
        if told[clip.name].counted != told[clip.name].full:
            misses.append(_miss(clip.name, told[clip.name]))
    return _table(list(told.values())), misses


def full_reps(truth: Truth) -> list[Truth]:
    return [rep for rep in truth["reps"] if rep["kind"] == "full"]


def judged(truth: Truth, poses: Sequence[Pose], exercise: Exercise) -> Judged | None:
    """The whole clip with the baseline of its first two full repetitions; None where there is none."""
    shown = full_reps(truth)[:SHOWN]
    until = shown[-1]["end_s"] + AFTER_S
    spans = [(rep["start_s"], rep["end_s"]) for rep in shown]
    try:
        own = calibrate([p for p in poses if p.t <= until], exercise, reps=SHOWN, accepted=spans)
    except NotCalibrated:
        return None
    return judge(poses, exercise, baseline=own)


def of(truth: Truth, seen: Judged | None) -> Told:
    complete = [rep for rep in seen.reps if rep.complete] if seen else []
    true = [rep for rep in truth["reps"] if rep["kind"] in ("full", "partial")]
    reps = [(rep["kind"] == "full", any(_same(rep, c) for c in complete)) for rep in true]
    return Told(reps=tuple(reps), counted=len(complete))


def _same(true: Truth, counted: RepCounted) -> bool:
    return bool(counted.start <= true["peak_s"] + AFTER_S and true["peak_s"] <= counted.end)


def _miss(name: str, told: Told) -> Miss:
    return Miss(case=f"{name}, calibrated", expected=f"{told.full} full", got=f"{told.counted} full")


def _table(told: Sequence[Told]) -> list[Row]:
    off = [abs(t.counted - t.full) for t in told]
    mixed = [t for t in told if t.full < len(t.reps)]
    on = "synth clips, calibrated on their first 2"
    return [
        share_row("count exact", on, sum(o == 0 for o in off), len(off), 0.95),
        share_row("count off by at most one", on, sum(o <= 1 for o in off), len(off), 1.0),
        share_row(
            "full and partial repetitions told apart",
            f"{on}; {len(mixed)} with partial ones",
            sum(t.right for t in told),
            sum(len(t.reps) for t in told),
            0.95,
        ),
    ]
