"""Weeks of a patient of the demo clinic: what they did on which day, and how it went. Pure; the same
again from the same seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coach.demo_clinic.stories import Story, Tested
from coach.feedback.clinical_tests import TESTS
from coach.feedback.exercise import Exercise
from coach.programme.prescription import Prescription

LED_DAY = 1
"""Tuesday: with the therapist, in the afternoon."""
AT_ONCE = 3
"""Exercises of one session with the therapist."""
TIRED = 0.2
"""So often a session at home ends before its last exercise."""
TESTED_EVERY = 2
"""Weeks."""
REST_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rep:
    start: float
    end: float
    share: float
    """Of the way from rest to target."""
    complete: bool
    faulty: bool
    hold_s: float | None = None
    """Of a hold: how long it lasted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneSet:
    item: Prescription
    started: float
    ended: float
    reps: tuple[Rep, ...]
    hold_s: float
    pain: int
    effort: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Of a standard test."""

    tested: Tested
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One session."""

    at: datetime
    at_home: bool
    sets: tuple[DoneSet, ...]
    results: tuple[Result, ...] = ()

    @property
    def seconds(self) -> float:
        return self.sets[-1].ended + 20.0


def sessions(
    story: Story,
    items: Sequence[Prescription],
    exercises: dict[str, Exercise],
    *,
    weeks: int,
    now: datetime,
    chance: random.Random,
) -> Iterator[Done]:
    """Oldest first, none of today."""
    first = (now - timedelta(weeks=weeks)).replace(hour=10, minute=0, second=0, microsecond=0)
    days = weeks * 7
    for n in range(days):
        day = first + timedelta(days=n)
        today = [item for item in items if day.weekday() in item.days] if n < days - story.quiet else []
        if today and chance.random() < story.adherence:
            at = day + timedelta(minutes=chance.randrange(0, 180, 5))
            some = today[:-1] if len(today) > 1 and chance.random() < TIRED else today
            yield Done(at=at, at_home=True, sets=tuple(_sets(story, some, exercises, n / days, chance)))
        if day.weekday() == LED_DAY:
            at = day + timedelta(hours=5, minutes=chance.randrange(0, 90, 5))
            yield Done(
                at=at,
                at_home=False,
                sets=tuple(_sets(story, items[:AT_ONCE], exercises, n / days, chance)),
                results=tuple(_results(story, n / days, chance)) if n // 7 % TESTED_EVERY == 0 else (),
            )


def _sets(
    story: Story,
    items: Sequence[Prescription],
    exercises: dict[str, Exercise],
    far: float,
    chance: random.Random,
) -> Iterator[DoneSet]:
    """`far`: how far through the weeks it is, 0 to 1."""
    t = 30.0
    for item in items:
        for _ in range(item.sets):
            one = _set(story, item, exercises[item.exercise], far=far, t=t, chance=chance)
            yield one
            t = one.ended + REST_S


def _set(
    story: Story, item: Prescription, exercise: Exercise, *, far: float, t: float, chance: random.Random
) -> DoneSet:
    better = 1 + story.progress * far
    wanted = max(3, round(item.reps * (0.75 + story.progress * far) + chance.gauss(0, 1)))
    if exercise.hold:
        reps = tuple(_holds(item, better, t, chance))
    else:
        reps = tuple(_reps(wanted, better, t, chance))
    return DoneSet(
        item=item,
        started=t,
        ended=round(reps[-1].end + 1, 2),
        reps=reps,
        hold_s=max((rep.hold_s for rep in reps if rep.hold_s is not None), default=0.0),
        pain=_between(story.pain, far, chance),
        effort=_between(story.effort, far, chance),
    )


def _reps(wanted: int, better: float, t: float, chance: random.Random) -> Iterator[Rep]:
    for _ in range(wanted):
        takes = max(1.2, chance.gauss(3.0, 0.4) / better**0.5)
        share = min(1.15, max(0.45, chance.gauss(0.85 * better**0.4, 0.08)))
        yield Rep(
            start=round(t, 2),
            end=round(t + takes, 2),
            share=round(share, 3),
            complete=share >= 0.7,
            faulty=chance.random() < 0.22 / better,
        )
        t += takes + chance.uniform(0.3, 0.9)


def _results(story: Story, far: float, chance: random.Random) -> Iterator[Result]:
    """As fine as the test is read: whole for what is counted, five degrees, tenths of a second."""
    for tested in story.tests:
        begin, end = tested.ends
        value = begin + (end - begin) * (far + chance.uniform(-0.15, 0.15))
        step = _STEPS.get(TESTS[tested.test].unit, 1)
        yield Result(tested=tested, value=round(step * round(value / step), 2))


_STEPS = {"s": 0.1, "°": 5, "m/s": 0.01}


def _holds(item: Prescription, better: float, t: float, chance: random.Random) -> Iterator[Rep]:
    wanted = item.hold_s or 10.0
    for _ in range(item.reps):
        held = round(wanted * min(1.0, 0.5 * better + chance.uniform(-0.1, 0.2)), 1)
        yield Rep(
            start=round(t, 2),
            end=round(t + held, 2),
            share=held / wanted,
            complete=True,
            faulty=False,
            hold_s=held,
        )
        t += held + 5


def _between(ends: tuple[int, int], far: float, chance: random.Random) -> int:
    begin, end = ends
    return max(0, min(10, round(begin + (end - begin) * far + chance.gauss(0, 0.5))))
