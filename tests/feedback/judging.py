"""Judges filmed movements; what tests ask of the events."""

from collections.abc import Iterable

from coach.feedback.calibration import Baseline
from coach.feedback.engine import Coach
from coach.feedback.exercises import CATALOG
from coach.types import Event, FaultSeen, Pose, RepCounted, Side
from tests.feedback.figure import FRONT, STEADY, Camera, Filming, film
from tests.feedback.movements import Rhythm, Shape, repeat

CALM = Rhythm()


def judge(
    exercise: str, poses: Iterable[Pose], *, side: Side = Side.BOTH, baseline: Baseline | None = None
) -> list[Event]:
    coach = Coach(CATALOG[exercise], side=side, baseline=baseline)
    return [e for p in poses for e in coach.step(p)] + coach.finish()


def done(
    exercise: str,
    shape: Shape,
    n: int,
    camera: Camera = FRONT,
    filming: Filming = STEADY,
    rhythm: Rhythm = CALM,
) -> list[Event]:
    """The events of `n` repetitions."""
    move, seconds = repeat(shape, n, rhythm)
    return judge(exercise, film(move, seconds, camera, filming))


def complete(events: Iterable[Event]) -> int:
    return sum(e.complete for e in events if isinstance(e, RepCounted))


def partial(events: Iterable[Event]) -> int:
    return sum(not e.complete for e in events if isinstance(e, RepCounted))


def reps(events: Iterable[Event]) -> list[RepCounted]:
    return [e for e in events if isinstance(e, RepCounted)]


def faults(events: Iterable[Event]) -> set[str]:
    return {e.fault for e in events if isinstance(e, FaultSeen)}
