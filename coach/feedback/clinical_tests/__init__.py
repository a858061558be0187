"""Standard tests that a camera can assist; clinical.md B. Every result is for a therapist to confirm.

One file each: its `Test` description and its run. `run_of` makes the run of a test by its id."""

from collections.abc import Callable

from coach.feedback.clinical_tests import (
    chair_stand,
    five_times,
    four_stage_balance,
    functional_reach,
    gait_speed,
    single_leg,
    timed_up_and_go,
    turn_360,
    two_minute_step,
)
from coach.feedback.clinical_tests.description import Person, Test
from coach.feedback.clinical_tests.range_of_motion import MOVEMENTS, RangeOfMotion, test_of
from coach.feedback.clinical_tests.run import Run
from coach.types import Side

_RUNS: dict[str, tuple[Test, Callable[[Side, Person | None], Run]]] = {
    chair_stand.TEST.id: (chair_stand.TEST, lambda _, person: chair_stand.ChairStand(person)),
    five_times.TEST.id: (five_times.TEST, lambda _, person: five_times.FiveTimes(person)),
    timed_up_and_go.TEST.id: (timed_up_and_go.TEST, lambda _, person: timed_up_and_go.TimedUpAndGo(person)),
    four_stage_balance.TEST.id: (
        four_stage_balance.TEST,
        lambda _, person: four_stage_balance.FourStageBalance(person),
    ),
    single_leg.TEST.id: (single_leg.TEST, single_leg.SingleLeg),
    two_minute_step.TEST.id: (two_minute_step.TEST, lambda _, person: two_minute_step.TwoMinuteStep(person)),
    functional_reach.TEST.id: (
        functional_reach.TEST,
        lambda _, person: functional_reach.FunctionalReach(person),
    ),
    turn_360.TEST.id: (turn_360.TEST, lambda _, person: turn_360.Turn360(person)),
    gait_speed.TEST.id: (gait_speed.TEST, lambda _, person: gait_speed.GaitSpeed(person)),
}


def _range(movement: str) -> Callable[[Side, Person | None], Run]:
    return lambda side, person: RangeOfMotion(movement, side, person)


_RUNS |= {test_of(m).id: (test_of(m), _range(m)) for m in MOVEMENTS}

TESTS: dict[str, Test] = {name: test for name, (test, _) in _RUNS.items()}
"""Test id → description."""


def run_of(test: str, *, side: Side = Side.BOTH, person: Person | None = None) -> Run:
    """A fresh run with the protocol's usual settings. Raises KeyError for an unknown test, ValueError where
    the test needs a side."""
    return _RUNS[test][1](side, person)
