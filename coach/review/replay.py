"""A tape through the same pipe again, with what people did: gives the events it gave live."""

from collections.abc import Iterable, Mapping

from coach.feedback.exercise import Exercise
from coach.session import Session
from coach.types import Action, Event, Pose


def replay(records: Iterable[Pose | Event], exercises: Mapping[str, Exercise]) -> list[Event]:
    """The events that follow from the poses and actions among `records`, in order; recorded events are
    passed over. With the exercises and rules of that day they equal the recorded ones."""
    session = Session(exercises)
    events: list[Event] = []
    for record in records:
        if isinstance(record, Pose):
            events += session.judge(record)
        elif isinstance(record, Action):
            events += session.act(record)
    return events
