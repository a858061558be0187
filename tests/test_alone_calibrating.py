"""A calibration at home: when it comes, what it leaves, and how it is gone on without. On true joints."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from coach.alone import UNSEEN_S, Alone
from coach.feedback.calibration import Baseline, SideBaseline, unwatched
from coach.feedback.exercises import CATALOG
from coach.feedback.kept import Kept, Outdated, from_json, to_json
from coach.session import Session
from coach.types import (
    Action,
    BaselineGiven,
    CalibrationStarted,
    CueGiven,
    ExerciseChosen,
    GuidanceStopped,
    GuidedStep,
    Pose,
    Prescribed,
    ProgrammeGiven,
    SafetyStopped,
    SetStarted,
    Side,
    Stage,
)
from tests.test_guidance import of
from tests.truth import poses

STAND = Prescribed(
    exercise="sit_to_stand",
    side=Side.BOTH,
    sets=2,
    reps=2,
    hold_s=None,
    rest_s=30,
    pain_limit=5,
    effort_limit=5,
    fewest=None,
    most=None,
)
TANDEM = replace(STAND, exercise="tandem_stance", hold_s=10)
ASIDE, IN_FRONT = "sts_clean_45", "sts_knees_in_front"
"""The camera stands at 45 degrees in one, straight in front in the other."""


class Home:
    """A patient alone, whose clock is the pictures'."""

    def __init__(self, *known: BaselineGiven, item: Prescribed = STAND) -> None:
        self.session = Session(CATALOG)
        for one in (ProgrammeGiven(t=0, items=(item,)), *known):
            self.session.act(one)
        self.alone, self.now = Alone(self.session), 0.0
        self.did: list[Action] = []

    def do(self, action: Action | None) -> None:
        if action is not None:
            self.session.act(action)
            self.did.append(action)

    def move(self, clip: str, until: Stage | None = None) -> None:
        """A still moment, then the clip; to its end, or until this stage has come."""
        start = self.now
        for pose in still_first(clip, start + 0.1):
            self.now = pose.t
            self.session.judge(pose)
            self.do(self.alone.next(self.now))
            if self.session.stage is until:
                break
        self.wait(0)

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.do(self.alone.next(self.now))

    @property
    def kinds(self) -> list[type[Action]]:
        return [type(action) for action in self.did]


STILL_S = 6.0


def still_first(clip: str, start: float) -> Iterable[Pose]:
    first, *rest = poses(clip)
    for n in range(round(STILL_S * 15)):
        yield replace(first, t=start + n / 15)
    for pose in rest:
        yield replace(pose, t=start + STILL_S + pose.t)


@pytest.fixture(scope="module")
def calibrated() -> Home:
    home = Home()
    home.move(ASIDE, until=Stage.COUNTDOWN)
    return home


def given(kept: Kept) -> BaselineGiven:
    return BaselineGiven(t=0.0, side=Side.BOTH, kept=to_json(kept))


def test_what_is_not_calibrated_is_calibrated_before_its_first_set(calibrated: Home) -> None:
    assert calibrated.kinds == [ExerciseChosen, CalibrationStarted, SetStarted]
    assert not calibrated.session.uncalibrated
    kept = calibrated.session.kept
    assert kept is not None
    assert kept.version == CATALOG["sit_to_stand"].version
    (own,) = kept.baseline.sides.values()
    assert own.rep_s
    assert own.measures == {}  # nobody accepted how they moved
    assert kept.baseline.habits == {}


def test_what_is_calibrated_begins_with_the_set(calibrated: Home) -> None:
    assert calibrated.session.kept is not None
    home = Home(given(calibrated.session.kept))
    home.move(ASIDE, until=Stage.COUNTDOWN)
    assert home.kinds == [ExerciseChosen, SetStarted]


def test_it_is_calibrated_again_when_its_description_changed(calibrated: Home) -> None:
    assert calibrated.session.kept is not None
    home = Home(given(replace(calibrated.session.kept, version=99)))
    home.move(ASIDE, until=Stage.CALIBRATING)
    assert home.session.guided.outdated is Outdated.EXERCISE
    home.move(ASIDE, until=Stage.COUNTDOWN)
    assert home.kinds == [ExerciseChosen, CalibrationStarted, SetStarted]


def test_it_is_calibrated_again_when_the_camera_moved(calibrated: Home) -> None:
    assert calibrated.session.kept is not None
    home = Home(given(calibrated.session.kept))
    home.move(IN_FRONT, until=Stage.CALIBRATING)
    assert home.session.guided.outdated is Outdated.CAMERA


def test_a_hold_has_nothing_to_calibrate() -> None:
    home = Home(item=TANDEM)
    home.do(home.alone.next(0))
    home.do(home.alone.begin())
    assert home.kinds == [ExerciseChosen, SetStarted]
    assert not home.session.uncalibrated


def test_who_skips_it_goes_on_with_the_set_and_is_not_asked_again() -> None:
    home = Home()
    home.move(ASIDE, until=Stage.CALIBRATING)
    home.do(home.alone.begin())
    home.wait(0)
    assert home.kinds == [ExerciseChosen, CalibrationStarted, GuidanceStopped, SetStarted]
    assert home.session.uncalibrated  # the set is judged by what everybody's is


def test_who_is_not_seen_goes_on_without_it() -> None:
    home = Home()
    home.move(ASIDE, until=Stage.CALIBRATING)
    home.wait(UNSEEN_S - 1)
    assert home.session.stage is Stage.CALIBRATING
    home.wait(1)
    home.wait(0)
    assert home.kinds[-2:] == [GuidanceStopped, SetStarted]


def test_every_repetition_gives_time_for_the_next() -> None:
    home = Home()
    home.move(ASIDE, until=Stage.CALIBRATING)
    home.wait(UNSEEN_S - 1)
    seen = 0
    for pose in still_first(ASIDE, home.now):
        told = of(home.session.judge(pose), GuidedStep)
        seen += any(step.number == 1 for step in told)
        if seen:
            break
    home.wait(1)
    home.wait(UNSEEN_S - 1)
    assert home.session.stage is Stage.CALIBRATING


def test_what_could_not_be_learnt_is_not_asked_for_twice() -> None:
    home = Home()
    home.move(ASIDE, until=Stage.CALIBRATING)
    guide = home.session.guided.calibration
    assert guide is not None
    assert of(guide._failed(home.now), CueGiven) == []
    home.wait(0)
    assert home.kinds[-1] is GuidanceStopped


def test_without_the_camera_there_is_no_calibration() -> None:
    home = Home()
    home.wait(0)
    home.do(home.alone.begin())
    assert home.kinds == [ExerciseChosen, SetStarted]


def test_leaving_the_exercise_out_ends_its_calibration() -> None:
    home = Home()
    home.move(ASIDE, until=Stage.CALIBRATING)
    home.do(home.alone.skip())
    home.wait(0)
    assert home.session.stage is Stage.ENDED


def test_a_stop_ends_it_and_nothing_goes_on_by_itself() -> None:
    home = Home()
    home.move(ASIDE, until=Stage.CALIBRATING)
    home.do(SafetyStopped(t=home.now, by="patient"))
    home.wait(1000)
    assert home.session.stage is Stage.STOPPED


def test_what_a_therapist_accepted_stays() -> None:
    def of_range(target: float, signal: str = "lift", **measures: float) -> Baseline:
        side = SideBaseline(rest=0, target=target, rep_s=2, measures=measures)
        return Baseline(exercise="march", signal=signal, sides={Side.LEFT: side})

    new = unwatched(of_range(0.3, trunk_lean=14), of_range(0.2, trunk_lean=9))
    assert new.sides[Side.LEFT] == SideBaseline(rest=0, target=0.3, rep_s=2, measures={"trunk_lean": 9})
    for before in (None, of_range(0.2, signal="knee", trunk_lean=9)):
        assert unwatched(of_range(0.3, trunk_lean=14), before).sides[Side.LEFT].measures == {}


def test_it_is_read_back_from_paper(calibrated: Home) -> None:
    assert calibrated.session.kept is not None
    assert from_json(to_json(calibrated.session.kept)) == calibrated.session.kept
