"""The primary signal of a tape's sets, pose by pose: the tape is replayed, so the values are those that were
judged. What was not measured has no row; nothing is made up between poses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coach.feedback.exercise import Exercise
from coach.session import Session
from coach.types import Action, ActionRefused, Event, Pose, Quality, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Angle:
    """One value of the primary signal. `t` in seconds since the session's first frame."""

    t: float
    set_number: int
    exercise: str
    side: Side
    measure: str
    value: float
    unit: str
    quality: Quality


def angles(records: Iterable[Pose | Event], exercises: Mapping[str, Exercise]) -> Iterator[Angle]:
    """The signal's value at every pose in a set. Sets of an exercise that is not in `exercises` give none."""
    session = Session(exercises)
    for record in records:
        if isinstance(record, Pose):
            session.judge(record)
            yield from _read(session, record.t)
        elif isinstance(record, Action):
            _act(session, record)


def _act(session: Session, action: Action) -> None:
    try:
        session.act(action)
    except ActionRefused:  # an exercise of the therapist's own that is not here any more
        return


def _read(session: Session, t: float) -> Iterator[Angle]:
    exercise, view = session.exercise, session.view
    if exercise is None:
        return
    measure = exercise.signal_for(view.name if view else exercise.view).measure
    for reading in session.readings:
        if reading.t == t:
            yield Angle(
                t=t,
                set_number=session.progress.number,
                exercise=exercise.id,
                side=reading.side,
                measure=measure,
                value=reading.value,
                unit=reading.unit,
                quality=reading.quality,
            )
