"""The session asks for the view that an exercise needs, and stops when it has it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from coach.feedback.exercises import CATALOG
from coach.rtc import announce
from coach.session import Session
from coach.types import ExerciseChosen, Pose, RepCounted, SetStarted, Side, Stage
from tests.feedback.figure import Camera, film
from tests.feedback.movements import SEATED


def seated(yaw_deg: float, start: float, seconds: float) -> Iterator[Pose]:
    for pose in film(lambda _t: SEATED, seconds, Camera(yaw_deg=yaw_deg)):
        yield replace(pose, t=pose.t + start)


@pytest.fixture
def session() -> Session:
    made = Session(CATALOG)
    exercise, side = "seated_knee_extension", Side.RIGHT
    made.act(ExerciseChosen(t=0.0, exercise=exercise, side=side, target_reps=5, target_hold_s=None))
    return made


def test_in_the_camera_check_and_in_a_set(session: Session) -> None:
    for pose in seated(0, 0.1, 2.0):
        session.judge(pose)
    assert session.check is not None
    assert session.check.advice == "turn.side_left"
    assert session.turn is not None
    state = announce.state(session, "fr", rate=15, judging=True, stale=False)
    assert (state.turn, state.turn_text) == ("left", "Tournez-vous à gauche, de profil.")

    session.act(SetStarted(t=2.2))
    events = [e for pose in seated(0, 2.3, 2.0) for e in session.judge(pose)]
    assert session.turn is not None
    assert not [e for e in events if isinstance(e, RepCounted)]

    for pose in seated(-90, 4.5, 2.0):
        session.judge(pose)
    assert session.turn is None


def test_nothing_is_asked_between_sets(session: Session) -> None:
    for pose in seated(-90, 0.1, 4.0):
        session.judge(pose)
    assert session.stage is Stage.IDLE
    for pose in seated(0, 4.2, 2.0):
        session.judge(pose)
    assert session.turn is None


@pytest.mark.parametrize("language", ["en", "es", "fr", "pl"])
def test_every_advice_of_the_camera_check_has_words(session: Session, language: str) -> None:
    for yaw in (0.0, 45.0, 90.0):
        for pose in seated(yaw, 100 + yaw, 1.5):
            session.judge(pose)
        assert session.check is not None
        said = announce.camera_check(session.check, language)
        assert (said.advice is None) is (session.check.advice is None)
