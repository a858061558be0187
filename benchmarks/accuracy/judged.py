"""The cases through the real pipe: what the program says of each, ready to be held against the truth."""

from collections.abc import Iterable
from dataclasses import dataclass

from coach.feedback.calibration import Baseline
from coach.feedback.engine import Coach, Reading
from coach.feedback.exercise import Exercise
from coach.types import Event, FaultSeen, HoldEnded, Level, Pose, RepCounted, Side

HZ = 15.0
"""Analysed frames a second of the clips, as in a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One exercise judged on one case."""

    events: tuple[Event, ...]
    readings: tuple[Reading, ...]
    seconds: float

    @property
    def reps(self) -> list[RepCounted]:
        return [e for e in self.events if isinstance(e, RepCounted)]

    @property
    def complete(self) -> int:
        """Complete repetitions, or holds where the exercise counts those."""
        return sum(rep.complete for rep in self.reps) or sum(isinstance(e, HoldEnded) for e in self.events)

    @property
    def faults(self) -> list[FaultSeen]:
        return [e for e in self.events if isinstance(e, FaultSeen)]

    @property
    def safety(self) -> list[FaultSeen]:
        return [fault for fault in self.faults if fault.level is Level.SAFETY]


def judge(
    poses: Iterable[Pose], exercise: Exercise, *, side: Side | None = None, baseline: Baseline | None = None
) -> Judged:
    """All poses as one set. `side` None: both where the exercise allows it, else its first."""
    chosen = side or (Side.BOTH if Side.BOTH in exercise.sides else exercise.sides[0])
    coach = Coach(exercise, side=chosen, baseline=baseline)
    events: list[Event] = []
    readings: list[Reading] = []
    first: float | None = None
    last = 0.0
    for pose in poses:
        events += coach.step(pose)
        readings += [reading for reading in coach.readings if reading.t == pose.t]
        first, last = pose.t if first is None else first, pose.t
    events += coach.finish()
    return Judged(events=tuple(events), readings=tuple(readings), seconds=last - (first or 0.0))
