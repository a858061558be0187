"""Every exercise has a tape, and replayed it gives exactly the events that are on it.

A difference is a changed judgement. Where it is meant, `make golden` writes the tapes anew."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from coach.feedback.exercises import CATALOG
from coach.review.replay import replay
from coach.store.records import record_to_json
from coach.store.tape import TapeReader
from coach.types import Action, Event, HoldEnded, Pose, RepCounted, StepTaken

HERE = Path(__file__).parent


def differences(now: Iterable[Event], then: Iterable[Event]) -> list[str]:
    """Those of only one of both, as lines."""
    new, old = list(now), list(then)
    lost = [f"- {record_to_json(event).decode()}" for event in old if event not in new]
    return lost + [f"+ {record_to_json(event).decode()}" for event in new if event not in old]


def recorded(tape: TapeReader) -> Iterator[Event]:
    return (r for r in tape if isinstance(r, Event) and not isinstance(r, Action))


@pytest.mark.parametrize("exercise", sorted(CATALOG))
def test_the_tape_gives_the_same_events_again(exercise: str) -> None:
    tape = TapeReader(HERE / f"{exercise}.tape")
    now, then = replay(tape, CATALOG), list(recorded(tape))
    assert differences(now, then) == []
    assert now == then


@pytest.mark.parametrize("exercise", sorted(CATALOG))
def test_the_exercise_is_really_on_it(exercise: str) -> None:
    tape = TapeReader(HERE / f"{exercise}.tape")
    events = list(recorded(tape))
    done = [e for e in events if isinstance(e, StepTaken | HoldEnded) or getattr(e, "complete", False)]
    assert done, [e for e in events if isinstance(e, RepCounted)]
    assert sum(isinstance(r, Pose) for r in tape) > 60
