"""The pipe: stages, sets, corrections and sinks, on the true joints of the sample clips."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from coach.feedback.exercises import CATALOG
from coach.session import Session
from coach.store.tape import TapeReader
from coach.types import (
    Acknowledged,
    Action,
    ActionRefused,
    CountCorrected,
    CueSent,
    Event,
    ExerciseChosen,
    FaultMarked,
    FaultSeen,
    Pose,
    RepCounted,
    SafetyStopped,
    SessionEnded,
    SetDone,
    SetStarted,
    SetStopped,
    Side,
    Sink,
    Stage,
    StageEntered,
)
from tests.truth import poses, reps

CLEAN, FAULTY = "sts_clean_45", "sts_knees_in_front"


class Kept:
    """A sink that remembers."""

    def __init__(self) -> None:
        self.poses: list[Pose] = []
        self.events: list[Event] = []
        self.actions: list[Action] = []
        self.closed = 0

    def accept(self, pose: Pose, events: Sequence[Event]) -> None:
        self.poses.append(pose)
        self.events += events

    def act(self, action: Action, events: Sequence[Event]) -> None:
        self.actions.append(action)
        self.events += events

    def close(self) -> None:
        self.closed += 1


class Broken(Kept):
    """A sink whose disk is full."""

    def accept(self, pose: Pose, events: Sequence[Event]) -> None:
        raise OSError("full")


def chosen(*, target: int = 20, t: float = 0.0) -> ExerciseChosen:
    return ExerciseChosen(
        t=t, exercise="sit_to_stand", side=Side.BOTH, target_reps=target, target_hold_s=None
    )


def in_a_set(*, target: int = 20, sinks: Sequence[Sink] = ()) -> Session:
    session = Session(CATALOG, sinks)
    session.act(chosen(target=target))
    session.act(SetStarted(t=0.0))
    return session


def run(session: Session, clip: str = CLEAN, *, start: float = 0.1) -> list[Event]:
    return [event for pose in poses(clip, start=start) for event in session.judge(pose)]


def stages(events: Sequence[Event]) -> list[Stage]:
    return [event.stage for event in events if isinstance(event, StageEntered)]


def test_a_set_goes_from_the_countdown_to_moving_and_counts_the_clip() -> None:
    session = in_a_set()
    events = run(session)
    assert stages(events) == [Stage.MOVING]
    assert session.progress.shown_reps == reps(CLEAN)
    assert sum(isinstance(e, RepCounted) and e.complete for e in events) == reps(CLEAN)


def test_the_countdown_runs_only_in_the_start_posture() -> None:
    session = in_a_set()
    seen = []
    for pose in poses(CLEAN):
        session.judge(pose)
        if session.countdown is not None:
            seen.append(session.countdown)
    assert seen == sorted(seen, reverse=True)
    assert set(seen) <= {3, 2, 1}


def test_reaching_the_target_ends_the_set() -> None:
    session = in_a_set(target=2)
    events = run(session)
    (done,) = [event for event in events if isinstance(event, SetDone)]
    assert (done.number, done.reps, done.exercise) == (1, 2, "sit_to_stand")
    assert session.stage is Stage.REST


def test_corrections_are_kept_beside_the_count_and_can_end_the_set() -> None:
    session = in_a_set(target=6)
    run(session)
    assert session.stage is Stage.MOVING
    events = session.act(CountCorrected(t=30.0, delta=1))
    (done,) = [event for event in events if isinstance(event, SetDone)]
    assert (done.reps, done.correction) == (5, 1)


def test_nothing_is_corrected_below_zero_or_before_a_set() -> None:
    session = Session(CATALOG)
    with pytest.raises(ActionRefused, match="nothing_to_correct"):
        session.act(CountCorrected(t=0.0, delta=1))
    session = in_a_set()
    with pytest.raises(ActionRefused, match="nothing_to_correct"):
        session.act(CountCorrected(t=0.0, delta=-1))


def test_findings_are_numbered_and_marked() -> None:
    session = in_a_set()
    run(session, FAULTY)
    session.act(SetStopped(t=60.0))
    assert {fault.fault for fault in session.faults} == {"knees_in"}
    session.act(FaultMarked(t=61.0, number=1, agree=True))
    assert session.marks == {1: True}
    with pytest.raises(ActionRefused, match="no_such_finding"):
        session.act(FaultMarked(t=61.0, number=99, agree=True))


def test_stop_ends_the_set_and_holds_everything_until_it_was_seen() -> None:
    session = in_a_set()
    run(session)
    events = session.act(SafetyStopped(t=30.0, by="patient"))
    assert stages(events) == [Stage.STOPPED]
    assert any(isinstance(event, SetDone) for event in events)
    with pytest.raises(ActionRefused, match="acknowledge_first"):
        session.act(SetStarted(t=31.0))
    assert stages(session.act(Acknowledged(t=32.0))) == [Stage.REST]
    assert stages(session.act(SetStarted(t=33.0))) == [Stage.COUNTDOWN]
    assert session.progress.number == 2


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (SetStarted(t=0.0), "choose_first"),
        (
            ExerciseChosen(t=0.0, exercise="flying", side=Side.BOTH, target_reps=1, target_hold_s=None),
            "unknown_exercise",
        ),
        (
            ExerciseChosen(t=0.0, exercise="sit_to_stand", side=Side.LEFT, target_reps=1, target_hold_s=None),
            "side_not_offered",
        ),
    ],
)
def test_what_cannot_be_done_says_why(action: Action, code: str) -> None:
    with pytest.raises(ActionRefused) as refused:
        Session(CATALOG).act(action)
    assert refused.value.code == code


def test_an_ended_session_takes_nothing_more() -> None:
    session = in_a_set()
    run(session)
    events = session.act(SessionEnded(t=40.0))
    assert stages(events) == [Stage.ENDED]
    for action in (chosen(), SetStarted(t=41.0), CueSent(t=41.0, key=None, text="Well done")):
        with pytest.raises(ActionRefused, match="session_ended"):
            session.act(action)


def test_sinks_are_told_everything_in_order_and_closed_once() -> None:
    kept = Kept()
    session = in_a_set(sinks=[kept])
    told = run(session)
    session.close()
    session.close()
    assert [pose.t for pose in kept.poses] == sorted(pose.t for pose in kept.poses)
    assert kept.events[: len(told) + 1][-len(told) :] == told
    assert [type(action) for action in kept.actions] == [ExerciseChosen, SetStarted, SessionEnded]
    assert kept.closed == 1


def test_a_sink_that_fails_is_dropped_and_named_and_the_session_goes_on() -> None:
    broken, kept = Broken(), Kept()
    failed: list[Sink] = []
    session = Session(CATALOG, [broken, kept], on_sink_failed=lambda sink, _error: failed.append(sink))
    session.act(chosen())
    session.act(SetStarted(t=0.0))
    run(session)
    assert failed == [broken]
    assert session.progress.shown_reps == reps(CLEAN)
    assert len(kept.poses) == len(list(poses(CLEAN)))


def test_the_camera_check_goes_on_by_itself_and_comes_back_with_an_exercise() -> None:
    session = Session(CATALOG)
    assert stages(run(session)) == [Stage.IDLE]
    assert session.check is not None
    assert session.check.ready
    assert stages(session.act(chosen(t=30.0))) == [Stage.CHECK]


def test_the_same_poses_and_actions_give_the_same_events() -> None:
    first, second = in_a_set(), in_a_set()
    assert run(first, FAULTY) == run(second, FAULTY)
    assert first.faults == second.faults
    assert any(isinstance(fault, FaultSeen) for fault in first.faults)


def test_the_last_repetitions_faults_belong_to_the_set_it_ended() -> None:
    """The set ends at its target when all that was found in that repetition has been told."""
    without_end = run(in_a_set(), FAULTY)
    faulty = next(e for e in without_end if isinstance(e, FaultSeen) and e.rep is not None)
    heard = run(in_a_set(target=faulty.rep or 0), FAULTY)
    done = next(n for n, e in enumerate(heard) if isinstance(e, SetDone))
    assert faulty in heard[:done]


@pytest.mark.parametrize("until", range(60, 180, 15))
def test_what_the_judge_still_held_open_is_counted_once(until: int) -> None:
    """A set stopped in the middle of a repetition: its finding has one number, it counts once."""
    session, seen = in_a_set(), list(poses(FAULTY, start=0.1))[:until]
    heard = [event for pose in seen for event in session.judge(pose)]
    heard += session.act(SetStopped(t=seen[-1].t))
    assert session.progress.reps == sum(isinstance(e, RepCounted) and e.complete for e in heard)
    assert session.faults == [e for e in heard if isinstance(e, FaultSeen)]


@pytest.mark.parametrize("exercise", ["single_leg_stance", "tandem_stance"])
def test_a_hold_counts_once(exercise: str) -> None:
    records = TapeReader(Path(__file__).parent / "golden" / f"{exercise}.tape").outline().records
    (done,) = (r for r in records if isinstance(r, SetDone))
    assert done.reps == sum(isinstance(r, RepCounted) and r.complete for r in records)
