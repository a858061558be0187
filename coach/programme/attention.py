"""What a therapist should look at of a patient who exercises at home, and how much was done. Pure;
days are counted since 1970 where the patient is, their weekdays are Monday 0."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.programme.doing import DoneSet
from coach.programme.prescription import Prescription, Programme

DAY_S = 86_400
DAYS = 7
"""Looked back over, with today."""
MISSED = 2
"""So many planned days without exercise, and the therapist is told."""


class Why(StrEnum):
    SAFETY = "safety"
    """A safety finding in a session at home."""
    PAIN = "pain"
    """Pain from the limit on."""
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    why: Why
    n: int
    """How often: sets, or days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adherence:
    """The last seven days."""

    planned: int
    done: int
    """Of the planned days those with exercise."""


def weekday(day: int) -> int:
    """1970-01-01 was a Thursday."""
    return (day + 3) % 7


def adherence(programme: Programme, begun: int, today: int, days_done: Iterable[int]) -> Adherence:
    """`begun`: the day from which the programme holds. Today counts once it is done."""
    done = set(days_done)
    planned = [
        day
        for day in range(max(begun, today - DAYS + 1), today + 1)
        if programme.on(weekday(day)) and (day < today or day in done)
    ]
    return Adherence(planned=len(planned), done=sum(day in done for day in planned))


def missed_since(programme: Programme, begun: int, today: int, days_done: Iterable[int]) -> int | None:
    """The last day with exercises, where a planned day has gone by since; of the day on which the programme
    was written nothing is expected yet."""
    last = max((day for day in days_done if day > begun), default=begun)
    missed = any(programme.on(weekday(day)) for day in range(last + 1, today))
    return last if missed else None


def reasons(items: Sequence[Prescription], sets: Iterable[DoneSet], kept: Adherence) -> list[Reason]:
    """The gravest first; `sets` are those at home that nobody has looked at yet."""
    limits = {(item.exercise, item.side.value): item.stop.pain for item in items}
    of = list(sets)
    painful = [s for s in of if s.pain is not None and s.pain >= limits.get((s.exercise, s.side), 5)]
    found = (
        Reason(why=Why.SAFETY, n=sum(s.unsafe for s in of)),
        Reason(why=Why.PAIN, n=len(painful)),
        Reason(why=Why.MISSED, n=missed if (missed := kept.planned - kept.done) >= MISSED else 0),
    )
    return [reason for reason in found if reason.n > 0]
