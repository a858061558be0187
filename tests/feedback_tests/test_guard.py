"""A standard test that runs keeps the watch: a fall, a lost balance, a knee that gives way end it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from coach.feedback.exercises import CATALOG
from coach.session import Session
from coach.types import (
    ClinicalTestBegun,
    ClinicalTestChosen,
    ClinicalTestEnded,
    Event,
    FaultSeen,
    Level,
    Pose,
    Quality,
    Side,
    Stage,
    TherapistTold,
)
from tests.feedback.figure import Camera, Figure, Leg, Movement, film
from tests.feedback.movements import STANDING, ramp
from tests.feedback.test_safety import falling, stumbling


def buckling(at: float) -> Movement:
    """Both knees bend by 40° in a quarter of a second, and straighten again."""

    def move(t: float) -> Figure:
        bend = 8 + 40 * ramp((t - at) / 0.25) * (1 - ramp((t - at - 0.5) / 0.5))
        leg = Leg(thigh=bend / 2, knee=bend)
        return Figure(left_leg=leg, right_leg=leg)

    return move


def during(test: str, poses: Iterable[Pose], *, side: Side = Side.BOTH) -> tuple[Session, list[Event]]:
    """ "Go" at 1 s."""
    session = Session(CATALOG)
    session.act(ClinicalTestChosen(t=0.0, test=test, side=side))
    events: list[Event] = []
    begun = False
    for pose in poses:
        if not begun and pose.t >= 1.0:
            events += session.act(ClinicalTestBegun(t=pose.t))
            begun = True
        events += session.judge(pose)
    return session, events


def dangers(events: Iterable[Event]) -> list[str]:
    return [e.fault for e in events if isinstance(e, FaultSeen) and e.level is Level.SAFETY]


@pytest.mark.parametrize(
    ("test", "side", "movement", "fault"),
    [
        ("four_stage_balance", Side.BOTH, falling(3.0), "balance_loss"),  # told before the floor is reached
        ("two_minute_step", Side.BOTH, falling(3.0), "balance_loss"),
        ("gait_speed", Side.BOTH, falling(3.0), "fall"),
        ("chair_stand_30s", Side.BOTH, falling(3.0), "fall"),
        ("four_stage_balance", Side.BOTH, stumbling(3.0), "balance_loss"),
        ("single_leg_stance", Side.LEFT, stumbling(3.0), "balance_loss"),
        ("range_shoulder_abduction", Side.LEFT, stumbling(3.0), "balance_loss"),
    ],
)
def test_a_danger_ends_the_test_and_is_told(test: str, side: Side, movement: Movement, fault: str) -> None:
    session, events = during(test, film(movement, 8.0), side=side)
    assert dangers(events) == [fault]
    assert session.stage is Stage.STOPPED
    assert session.test is None
    assert session.faults[0].fault == dangers(events)[0]
    assert "told.test_stopped" in [e.key for e in events if isinstance(e, TherapistTold)]


def test_a_knee_that_gives_way_ends_a_reach() -> None:
    session, events = during("functional_reach", film(buckling(3.0), 6.0, Camera(yaw_deg=90)), side=Side.LEFT)
    assert dangers(events) == ["knee_buckle"]
    assert session.stage is Stage.STOPPED


def test_what_was_seen_until_then_is_kept_as_an_estimate() -> None:
    session, _ = during("two_minute_step", film(falling(4.0), 8.0))
    (result,) = session.guided.results
    assert isinstance(result, ClinicalTestEnded)
    assert "deviation.safety_stop" in result.deviations
    assert result.quality is not Quality.MEASURED


@pytest.mark.parametrize("test", ["four_stage_balance", "two_minute_step", "chair_stand_30s", "gait_speed"])
def test_who_stands_still_is_in_no_danger(test: str) -> None:
    session, events = during(test, film(lambda _t: replace(STANDING), 6.0))
    assert dangers(events) == []
    assert session.stage is not Stage.STOPPED
