"""The programme runs by itself: its order, rests, limits, and what the patient presses."""

from dataclasses import replace

import pytest

from coach.alone import ANSWERS_S, Alone, adapted
from coach.checking import Answer
from coach.feedback.exercises import CATALOG
from coach.session import Session
from coach.types import (
    Acknowledged,
    Action,
    CheckedIn,
    CountCorrected,
    ExerciseChosen,
    Prescribed,
    ProgrammeGiven,
    SafetyStopped,
    SessionEnded,
    SetStarted,
    SetStopped,
    Side,
    Stage,
)

STAND = Prescribed(
    exercise="sit_to_stand",
    side=Side.BOTH,
    sets=2,
    reps=3,
    hold_s=None,
    rest_s=30,
    pain_limit=5,
    effort_limit=5,
    fewest=2,
    most=4,
)
MARCH = replace(STAND, exercise="march", sets=1, fewest=None, most=None)


class Home:
    """A patient alone who counts by hand, and a clock."""

    def __init__(self) -> None:
        self.session = Session(CATALOG)
        self.session.act(ProgrammeGiven(t=0, items=(STAND, MARCH)))
        self.alone = Alone(self.session)
        self.now = 0.0

    def wait(self, seconds: float) -> Action | None:
        self.now += seconds
        action = self.alone.next(self.now)
        if action is not None:
            self.session.act(action)
        return action

    def press(self, action: Action | None) -> Action | None:
        if action is not None:
            self.session.act(action)
        return action

    def a_set(self, reps: int) -> None:
        for _ in range(reps):
            self.press(self.alone.one_more())
        if self.session.stage is not Stage.REST:
            self.press(SetStopped(t=0))

    def say(self, pain: int, effort: int) -> None:
        self.session.act(
            CheckedIn(t=0, set_number=self.session.progress.number, pain=pain, effort=effort, by="p")
        )


@pytest.fixture
def home() -> Home:
    return Home()


def test_it_waits_for_the_camera_unless_the_patient_does_not(home: Home) -> None:
    chosen = home.wait(0)
    assert isinstance(chosen, ExerciseChosen)
    assert (chosen.exercise, chosen.target_reps) == ("sit_to_stand", 3)
    assert home.wait(300) is None
    assert isinstance(home.press(home.alone.begin()), SetStarted)
    assert home.wait(300) is None
    assert home.alone.begin() is None


def test_a_set_that_the_patient_counts_ends_at_its_target(home: Home) -> None:
    home.wait(0)
    home.press(home.alone.begin())
    said = home.press(home.alone.one_more())
    assert said == CountCorrected(t=0, delta=1, by="patient")
    home.a_set(2)
    assert (home.session.stage, home.session.progress.shown_reps) == (Stage.REST, 3)
    assert home.alone.one_more() is None


def test_rest_is_as_long_as_prescribed_and_longer_while_a_question_is_open(home: Home) -> None:
    home.wait(0)
    home.press(home.alone.begin())
    home.a_set(3)
    assert home.wait(0) is None
    assert home.wait(29) is None
    assert home.wait(2) is None  # nothing was answered yet
    home.say(3, 3)
    assert isinstance(home.wait(0), SetStarted)
    home.a_set(3)
    home.wait(0)
    assert home.wait(ANSWERS_S - 1) is None
    chosen = home.wait(1)
    assert isinstance(chosen, ExerciseChosen)
    assert chosen.exercise == "march"


def test_it_ends_when_all_is_done(home: Home) -> None:
    for _ in range(3):
        home.wait(0)
        home.press(home.alone.begin())
        home.a_set(3)
        home.say(3, 3)
        home.wait(0)
        home.wait(30)
    assert home.session.stage is Stage.ENDED
    assert home.wait(100) is None


def test_after_a_stop_nothing_goes_on_by_itself_and_that_exercise_is_over(home: Home) -> None:
    home.wait(0)
    home.press(home.alone.begin())
    home.press(SafetyStopped(t=0, by="patient"))
    assert home.wait(1000) is None
    assert home.alone.begin() is None
    home.press(Acknowledged(t=0))
    home.wait(0)
    chosen = home.wait(ANSWERS_S)
    assert isinstance(chosen, ExerciseChosen)
    assert chosen.exercise == "march"


def test_pain_at_the_limit_ends_the_exercise(home: Home) -> None:
    home.wait(0)
    home.press(home.alone.begin())
    home.a_set(3)
    home.say(5, 1)
    assert home.session.stage is Stage.STOPPED
    home.wait(0)
    home.press(Acknowledged(t=0))
    home.wait(0)
    chosen = home.wait(ANSWERS_S)
    assert isinstance(chosen, ExerciseChosen)
    assert chosen.exercise == "march"


def test_what_is_left_out_is_left_out(home: Home) -> None:
    home.wait(0)
    home.press(home.alone.begin())
    assert isinstance(home.press(home.alone.skip()), SetStopped)
    home.alone.next(home.now)
    home.wait(ANSWERS_S)
    assert home.session.plan is not None
    assert home.session.plan.exercise == "march"
    home.alone.skip()
    home.wait(0)
    assert home.session.stage is Stage.ENDED


def test_nothing_prescribed_ends_at_once() -> None:
    assert isinstance(Alone(Session(CATALOG)).next(0), SessionEnded)


@pytest.mark.parametrize(
    ("asked", "done", "pain", "effort", "wanted"),
    [
        (3, 3, 0, 2, 4),
        (4, 4, 0, 0, 4),  # not above the limits
        (3, 3, 3, 2, 3),
        (3, 3, 0, 5, 2),  # not below them
        (4, 3, 0, 0, 2),
        (4, 4, None, None, 4),
    ],
)
def test_the_next_set_stays_within_the_therapists_limits(
    asked: int, done: int, pain: int | None, effort: int | None, wanted: int
) -> None:
    assert adapted(STAND, asked, done, Answer(pain=pain, effort=effort)) == wanted
    assert adapted(MARCH, asked, done, Answer(pain=pain, effort=effort)) == MARCH.reps


def test_an_easy_set_is_followed_by_a_longer_one(home: Home) -> None:
    home.wait(0)
    home.press(home.alone.begin())
    home.a_set(3)
    home.say(0, 1)
    home.wait(0)
    longer = home.wait(30)
    assert isinstance(longer, ExerciseChosen)
    assert longer.target_reps == 4
    assert isinstance(home.press(home.alone.begin()), SetStarted)
    assert home.session.plan is not None
    assert home.session.plan.target_reps == 4
