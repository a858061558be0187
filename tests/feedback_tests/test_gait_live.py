"""The walk on the therapist's panel: means that come with enough steps, and how far to trust them."""

from coach.feedback.exercises import CATALOG
from coach.rtc.announce_gait import gait
from coach.rtc.messages import Gait
from coach.session import Session
from coach.types import ClinicalTestBegun, ClinicalTestChosen, ExerciseChosen, Pose, SetStarted, Side
from tests.feedback_tests.walker import Figure, Walk


def poses(walk: Walk, rate: float = 30.0) -> list[Pose]:
    figure = Figure(at=walk.at, distance=5.5)
    return [figure.pose(n / rate) for n in range(int(walk.end * rate))]


def shown(session: Session) -> Gait | None:
    return gait(session.gait) if session.gait is not None else None


def test_a_walk_across_shows_nothing_before_it_can_be_said_and_then_its_means() -> None:
    session = Session(CATALOG)
    session.act(
        ExerciseChosen(t=0.0, exercise="walk_across", side=Side.BOTH, target_reps=4, target_hold_s=None)
    )
    session.act(SetStarted(t=0.0))
    walk, came = Walk(step_s=0.56, steps=10, length=0.4), list[Gait]()
    for pose in poses(walk):
        session.judge(pose)
        if (now := shown(session)) is not None and (not came or came[-1] != now):
            came.append(now)
    assert came[0].cadence.value is None
    assert came[0].cadence.quality == "not_assessable"
    last = came[-1]
    assert last.steps == 10
    assert last.cadence.value is not None
    assert abs(last.cadence.value - 60 / 0.56) < 4
    assert last.cadence.quality == "measured"
    assert last.base.value is None  # not seen from the side
    assert last.step_length["both"].value is not None


def test_a_walked_test_shows_its_walk_and_another_test_none() -> None:
    for test, walked in (("gait_speed", True), ("chair_stand_30s", False)):
        session = Session(CATALOG)
        session.act(ClinicalTestChosen(t=0.0, test=test, side=Side.BOTH))
        begun = False
        for pose in poses(Walk(steps=10, length=0.4)):
            if not begun and pose.t > 0.5:
                session.act(ClinicalTestBegun(t=pose.t))
                begun = True
            session.judge(pose)
        assert (shown(session) is not None) is walked
