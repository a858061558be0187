"""Which prescribed days a patient kept at home, week by week. Pure; days are counted since 1970 where the
patient is, and weeks begin on Monday."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.programme.attention import weekday
from coach.programme.prescription import Prescription, Programme

WEEK = 7


class Kept(StrEnum):
    DONE = "done"
    """All sets of all that was prescribed."""
    PARTLY = "partly"
    MISSED = "missed"
    LED = "led"
    """Exercised with the therapist, whatever was planned at home."""
    EXTRA = "extra"
    """Exercised though nothing was planned."""
    FREE = "free"
    TO_COME = "to_come"
    """Planned, and there is time yet: today is only missed once it is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    day: int
    kept: Kept
    planned: int = 0
    """Exercises."""
    done: int = 0
    """Of them those with all their sets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAt:
    """A set that was done, and on which day."""

    day: int
    exercise: str
    side: str
    led: bool = False
    """With the therapist."""


def weeks(
    versions: Sequence[tuple[int, Programme]], sets: Iterable[SetAt], today: int, most: int
) -> list[list[Day]]:
    """At most so many weeks of seven days, oldest first, this one last; none before the first version.
    `versions`: the day of each and what it says, oldest first; it holds from the day after."""
    if not versions:
        return []
    by_day: dict[int, list[SetAt]] = {}
    for one in sets:
        by_day.setdefault(one.day, []).append(one)
    monday = today - weekday(today)
    first = max(versions[0][0] - weekday(versions[0][0]), monday - (most - 1) * WEEK)
    return [
        [_day(day, versions, by_day, today) for day in range(start, start + WEEK)]
        for start in range(first, monday + 1, WEEK)
    ]


def held_on(day: int, versions: Sequence[tuple[int, Programme]]) -> Programme:
    """What was to be done that day; nothing before the day after the first version."""
    return next((programme for at, programme in reversed(versions) if at < day), Programme())


def _day(
    day: int, versions: Sequence[tuple[int, Programme]], sets: Mapping[int, list[SetAt]], today: int
) -> Day:
    items = held_on(day, versions).on(weekday(day))
    there = sets.get(day, [])
    home = [one for one in there if not one.led]
    done = sum(_whole(item, home) for item in items)
    kept = _kept(len(items), done, home=bool(home), led=len(there) > len(home), open_=day >= today)
    return Day(day=day, kept=kept, planned=len(items), done=done)


def _whole(item: Prescription, sets: Sequence[SetAt]) -> bool:
    own = [one for one in sets if (one.exercise, one.side) == (item.exercise, item.side)]
    return len(own) >= item.sets


def _kept(planned: int, done: int, *, home: bool, led: bool, open_: bool) -> Kept:
    if planned and done == planned:
        return Kept.DONE
    if home:
        return Kept.PARTLY if planned else Kept.EXTRA
    if led:
        return Kept.LED
    if not planned:
        return Kept.FREE
    return Kept.TO_COME if open_ else Kept.MISSED
