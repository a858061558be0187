"""Calibration, standard tests and helped repetitions inside a session, on the true joints of sample clips."""

from collections.abc import Sequence
from typing import TypeVar

import pytest

from coach.feedback.exercises import CATALOG
from coach.feedback.kept import Basis
from coach.feedback.texts import LANGUAGES, text
from coach.review.replay import replay
from coach.session import Session
from coach.types import (
    Action,
    ActionRefused,
    BaselineGiven,
    BaselineTaken,
    CalibrationStarted,
    ClinicalTestBegun,
    ClinicalTestChosen,
    ClinicalTestEnded,
    ClinicalTestRefused,
    CueGiven,
    Event,
    ExerciseChosen,
    FaultSeen,
    GuidanceStopped,
    GuidedStep,
    Pose,
    Quality,
    RepAssisted,
    RepCounted,
    ResultJudged,
    SafetyStopped,
    SetStarted,
    Side,
    Stage,
    StageEntered,
)
from tests.truth import poses, reps

E = TypeVar("E", bound=Event)

CLEAN, FAULTY = "sts_clean_45", "sts_knees_in_front"
STS = ExerciseChosen(t=0.0, exercise="sit_to_stand", side=Side.BOTH, target_reps=20, target_hold_s=None)


class Recorder:
    """All that went in and came out, as on a tape."""

    def __init__(self) -> None:
        self.put_in: list[Pose | Event] = []
        self.came: list[Event] = []

    def accept(self, pose: Pose, events: Sequence[Event]) -> None:
        self.put_in.append(pose)
        self.came += events

    def act(self, action: Action, events: Sequence[Event]) -> None:
        self.put_in.append(action)
        self.came += events

    def close(self) -> None:
        pass


def run(session: Session, clip: str, start: float) -> list[Event]:
    return [event for pose in poses(clip, start=start) for event in session.judge(pose)]


def calibrated(clip: str = CLEAN, recorder: Recorder | None = None) -> tuple[Session, list[Event]]:
    session = Session(CATALOG, [recorder] if recorder else [])
    session.act(STS)
    session.act(CalibrationStarted(t=0.0))
    return session, run(session, clip, 0.1)


def of(events: Sequence[Event], kind: type[E]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


def test_a_calibration_guides_and_gives_this_patients_own_values() -> None:
    session, events = calibrated()
    assert [cue.key for cue in of(events, CueGiven)] == [
        "cue.calibrate_still",
        "cue.calibrate_move",
        "cue.again",
        "cue.again",
        "cue.good",
    ]
    assert [(step.step, step.number) for step in of(events, GuidedStep)][-3:] == [
        ("guided", 1),
        ("guided", 2),
        ("guided", 3),
    ]
    assert [event.stage for event in of(events, StageEntered)] == [Stage.IDLE]
    (taken,) = of(events, BaselineTaken)
    assert session.kept is not None
    assert session.kept.baseline.exercise == taken.exercise == "sit_to_stand"
    assert session.basis is Basis.CALIBRATED


def test_without_a_calibration_it_is_a_cold_start() -> None:
    session = Session(CATALOG)
    session.act(STS)
    assert session.basis is Basis.COLD_START


def test_the_next_set_counts_and_judges_by_the_baseline() -> None:
    session, _ = calibrated(FAULTY)
    session.act(SetStarted(t=40.0))
    events = run(session, FAULTY, 40.1)
    assert len([rep for rep in of(events, RepCounted) if rep.complete]) == reps(FAULTY)
    cold = Session(CATALOG)
    cold.act(STS)
    cold.act(SetStarted(t=0.0))
    assert all(fault.baseline is None for fault in of(run(cold, FAULTY, 0.1), FaultSeen))
    assert not session.guided.outdated


def test_a_camera_that_stands_elsewhere_is_said() -> None:
    session, _ = calibrated(CLEAN)
    session.act(SetStarted(t=40.0))
    run(session, FAULTY, 40.1)  # the same exercise seen from the front
    assert session.guided.outdated


def test_a_kept_baseline_is_found_again() -> None:
    _, events = calibrated()
    (taken,) = of(events, BaselineTaken)
    session = Session(CATALOG)
    session.act(BaselineGiven(t=0.0, side=taken.side, kept=taken.kept))
    session.act(STS)
    assert session.basis is Basis.CALIBRATED


@pytest.mark.parametrize("kept", ["", "{}", '{"form": 99}', "[1]"])
def test_a_damaged_baseline_is_refused(kept: str) -> None:
    with pytest.raises(ActionRefused):
        Session(CATALOG).act(BaselineGiven(t=0.0, side=Side.BOTH, kept=kept))


def test_a_replay_gives_the_same_with_calibration_tests_and_help() -> None:
    recorder = Recorder()
    session, _ = calibrated(recorder=recorder)
    session.act(SetStarted(t=40.0))
    run(session, CLEAN, 40.1)
    session.act(RepAssisted(t=61.0, by="caregiver"))
    session.act(ClinicalTestChosen(t=80.0, test="chair_stand_30s", side=Side.BOTH, age=70, sex="female"))
    run_test(session, 80.1)
    session.act(ResultJudged(t=120.0, number=1, confirmed=True, own_value=5))
    session.close()
    assert replay(recorder.put_in, CATALOG) == recorder.came


def run_test(session: Session, start: float, *, each: int = 1) -> list[Event]:
    """ "Go" 1 s into the clip, stopped at its end; only one pose in `each` is judged."""
    events, begun, last = [], False, start
    for pose in list(poses(CLEAN, start=start))[::each]:
        if not begun and pose.t > start + 1:
            events += session.act(ClinicalTestBegun(t=last))
            begun = True
        events += session.judge(pose)
        last = pose.t
    return events + session.act(GuidanceStopped(t=last))


def test_a_chair_stand_in_a_session() -> None:
    session = Session(CATALOG)
    session.act(ClinicalTestChosen(t=0.0, test="chair_stand_30s", side=Side.BOTH, age=70, sex="female"))
    events = run_test(session, 0.1)
    assert of(events, CueGiven)[0].key == "test.chair_stand_30s.prompt_1"
    (ended,) = of(events, ClinicalTestEnded)
    assert (ended.value, ended.number) == (reps(CLEAN), 1)
    assert ended.deviations
    assert "deviation.stopped_early" in ended.deviations
    assert session.stage is Stage.IDLE
    session.act(ResultJudged(t=30.0, number=1, confirmed=False, own_value=6))
    assert session.guided.judged[1].own_value == 6


@pytest.mark.parametrize(("each", "quality"), [(1, Quality.MEASURED), (6, Quality.ESTIMATE)])
def test_a_test_that_was_judged_too_seldom_is_an_estimate(each: int, quality: Quality) -> None:
    session = Session(CATALOG)
    session.act(ClinicalTestChosen(t=0.0, test="chair_stand_30s", side=Side.BOTH))
    (ended,) = of(run_test(session, 0.1, each=each), ClinicalTestEnded)
    assert ended.quality is quality


def test_a_view_that_cant_support_the_test_is_refused() -> None:
    session = Session(CATALOG)
    session.act(ClinicalTestChosen(t=0.0, test="range_knee_flexion", side=Side.LEFT))
    events = run(session, FAULTY, 0.1)
    assert of(events, ClinicalTestRefused)[0].reason == "refusal.turn_side"
    assert session.test is not None
    assert session.test.refusal == "refusal.turn_side"
    assert session.act(ClinicalTestBegun(t=30.0)) == []


@pytest.mark.parametrize(
    "action",
    [
        ClinicalTestChosen(t=0.0, test="no_such_test", side=Side.BOTH),
        ClinicalTestChosen(t=0.0, test="single_leg_stance", side=Side.BOTH),
        ClinicalTestBegun(t=0.0),
        CalibrationStarted(t=0.0),
        ResultJudged(t=0.0, number=1, confirmed=True, own_value=None),
        RepAssisted(t=0.0, by="therapist"),
    ],
)
def test_what_cant_be_done_is_refused(action: Action) -> None:
    with pytest.raises(ActionRefused):
        Session(CATALOG).act(action)


def test_what_is_not_counted_in_repetitions_has_nothing_to_calibrate() -> None:
    session = Session(CATALOG)
    session.act(
        ExerciseChosen(t=0.0, exercise="tandem_stance", side=Side.BOTH, target_reps=2, target_hold_s=10)
    )
    with pytest.raises(ActionRefused) as refused:
        session.act(CalibrationStarted(t=0.0))
    assert refused.value.code == "not_calibrated_so"


@pytest.mark.parametrize("begin", [CalibrationStarted(t=1.0), SetStarted(t=1.0)])
def test_nothing_begins_while_a_test_runs(begin: Action) -> None:
    session = Session(CATALOG)
    session.act(STS)
    session.act(ClinicalTestChosen(t=0.0, test="chair_stand_30s", side=Side.BOTH))
    with pytest.raises(ActionRefused):
        session.act(begin)


def test_stop_ends_a_calibration_and_its_cues() -> None:
    session = Session(CATALOG)
    session.act(STS)
    session.act(CalibrationStarted(t=0.0))
    session.act(SafetyStopped(t=1.0, by="patient"))
    assert session.stage is Stage.STOPPED
    assert of(run(session, CLEAN, 1.1), CueGiven) == []
    with pytest.raises(ActionRefused):
        session.act(CalibrationStarted(t=30.0))


def test_help_marks_the_running_repetition_or_the_last_one() -> None:
    session = Session(CATALOG)
    session.act(STS)
    session.act(SetStarted(t=0.0))
    counted, pressed = 0, False
    for pose in poses(CLEAN, start=0.1):
        counted += len(of(session.judge(pose), RepCounted))
        moving = any((r.progress or 0) > 0.5 for r in session.readings)
        if counted == 1 and moving and not pressed:
            session.act(RepAssisted(t=pose.t, by="caregiver"))
            pressed = True
    assert session.assisting.marked == {(1, 2, True)}
    session.act(RepAssisted(t=30.0, by="therapist"))
    assert session.assisting.marked == {(1, 2, True), (1, reps(CLEAN), True)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_has_its_words(language: str) -> None:
    keys = ["cue.calibrate_still", "cue.calibrate_move", "cue.go", "cue.test_done", "cue.again", "cue.good"]
    keys += ["told.calibration_failed", "told.camera_moved"]
    assert all(text(key, language) for key in keys)
