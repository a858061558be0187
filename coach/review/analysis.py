"""A recording judged as a live session would be, from the first pose to the last: one set of one exercise, or
one standard test.

Not for what the therapist did in a live session (coach.review.replay).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coach.analysis_rate import full_rate
from coach.feedback.body import body_of
from coach.feedback.clinical_tests import run_of
from coach.feedback.clinical_tests.run import Run
from coach.feedback.exercise import Exercise, Kind
from coach.feedback.gait import Gait
from coach.feedback.gait_summary import FAST_RATE
from coach.feedback.texts import text
from coach.feedback.view import ViewWatch
from coach.pose.video import Video
from coach.review.findings import Analysis, FaultFound, HoldFound, RepFound, StepFound, TestFound
from coach.session import Session
from coach.store.tape import TapeReader
from coach.types import (
    Acknowledged,
    Action,
    Event,
    ExerciseChosen,
    FaultSeen,
    HoldEnded,
    Paused,
    Pose,
    Quality,
    RepCounted,
    SetDone,
    SetStarted,
    SetStopped,
    Side,
    Stage,
    StageEntered,
    StepTaken,
    View,
    ViewChanged,
)

NO_TARGET = 1_000_000
"""Repetitions after which the set would end by itself: a recording is judged to its end."""

_FEW = 0.9
"""Below this share of pictures with somebody in them the result carries a note."""


class NobodyFound(Exception):
    """No person was seen in the whole recording; the message is one sentence that says what to do."""


@dataclass(slots=True)
class _Judged:
    """What has been seen so far."""

    poses: int = 0
    found: int = 0
    crowded: int = 0
    first_t: float | None = None
    last_t: float = 0.0
    events: list[Event] = field(default_factory=list)
    gait: Gait | None = None
    """Of a walk."""
    test: Run | None = None
    views: ViewWatch = field(default_factory=ViewWatch)

    def see(self, pose: Pose) -> None:
        """All that is kept of a pose besides what the session says of it."""
        self.poses += 1
        self.found += pose.points is not None
        self.crowded += pose.people > 1
        self.last_t = pose.t
        if self.gait is not None:
            self.gait.step(pose)
        if self.test is not None:
            self.test.step(pose)
            body = body_of(pose) if pose.sure else None
            self.events += self.views.step(body) if body is not None else []


def analyse_video(
    path: Path,
    exercise: Exercise | None,
    side: Side,
    *,
    model: Path,
    hands: Path | None = None,
    test: str | None = None,
    rate: float | None = None,
    progress: Callable[[float], None] | None = None,
) -> Analysis:
    """Judges a video file as an exercise or as a standard test. `hands`: the hand model, for an exercise of
    the hand. `rate` is `full_rate`'s where it is not given; `progress` is told the share that is done, 0–1,
    after every pose.

    Raises VideoUnreadable, NobodyFound; ValueError for a side that the exercise or the test is not done with;
    KeyError for an unknown test.
    """
    from coach.pose.patient import Patient  # noqa: PLC0415 - MediaPipe takes a second to load

    with Video(path) as video, Patient(model, hand_model=hands) as patient:
        patient.look_for_hands(exercise is not None and exercise.hands)
        expected = video.expected_seconds

        def poses() -> Iterator[Pose]:
            for picture in video.pictures(rate or full_rate(exercise)):
                yield patient.see(picture)
                if progress and expected:
                    progress(min(1.0, picture.t / expected))

        judged = _judge(poses(), exercise, side, test)
        if progress:
            progress(1.0)
        notes = ["Part of the file is damaged or missing: only what could be decoded was judged."]
        return _analysis(
            judged,
            exercise,
            frames=video.frames,
            seconds=video.seconds,
            notes=notes if video.damaged else [],
        )


def analyse_tape(path: Path, exercise: Exercise | None, side: Side, *, test: str | None = None) -> Analysis:
    """Judges all poses of a tape as one set of this exercise or as this test, whatever was chosen in the
    session.

    Raises TapeUnreadable, NobodyFound; ValueError and KeyError as analyse_video.
    """
    return analyse_poses((r for r in TapeReader(path) if isinstance(r, Pose)), exercise, side, test=test)


def analyse_poses(
    poses: Iterable[Pose], exercise: Exercise | None, side: Side, *, test: str | None = None
) -> Analysis:
    """Judges poses with rising `t`. Raises NobodyFound; ValueError and KeyError as analyse_video."""
    judged = _judge(poses, exercise, side, test)
    seconds = judged.last_t - (judged.first_t or 0.0)
    return _analysis(judged, exercise, frames=judged.poses, seconds=seconds, notes=[])


def _judge(poses: Iterable[Pose], exercise: Exercise | None, side: Side, test: str | None) -> _Judged:
    if exercise is not None and side not in exercise.sides:
        raise ValueError(f"{exercise.id} is done with {', '.join(exercise.sides)}, not {side}")
    judged = _Judged(test=run_of(test, side=side) if test else None)
    session = Session({exercise.id: exercise} if exercise else {})
    if exercise is not None and exercise.kind is Kind.WALK:
        judged.gait = Gait()
    for pose in poses:
        if judged.first_t is None:
            judged.first_t = pose.t
            if exercise is not None:
                _act(session, judged, *beginning(exercise, side, pose.t))
        judged.see(pose)
        if exercise is not None:
            _judge_pose(session, judged, pose)
    if exercise is not None and judged.first_t is not None:
        _act(session, judged, SetStopped(t=judged.last_t))
    if judged.test is not None:
        judged.test.stop(judged.last_t)
    return judged


def _judge_pose(session: Session, judged: _Judged, pose: Pose) -> None:
    judged.events += session.judge(pose)
    _act(session, judged, *going_on(session, pose.t))


def going_on(session: Session, t: float) -> tuple[Action, ...]:
    """After a safety finding has stopped the set: a recording is judged on to its end."""
    stopped = session.stage is Stage.STOPPED
    return (Acknowledged(t=t), SetStarted(t=t)) if stopped else ()


def beginning(exercise: Exercise, side: Side, t: float) -> tuple[Action, Action]:
    """A recording is one set of one exercise, from its first pose to its last."""
    chosen = ExerciseChosen(
        t=t, exercise=exercise.id, side=side, target_reps=NO_TARGET, target_hold_s=exercise.hold_s
    )
    return chosen, SetStarted(t=t)


def _act(session: Session, judged: _Judged, *actions: Action) -> None:
    for action in actions:
        judged.events += session.act(action)


def _analysis(
    judged: _Judged, exercise: Exercise | None, *, frames: int, seconds: float, notes: list[str]
) -> Analysis:
    if not judged.found:
        raise NobodyFound(
            "No person was found in the recording: check that the whole body is in the picture and lit."
        )
    return Analysis(
        exercise=exercise.id if exercise else None,
        duration_s=seconds,
        frames=frames,
        analysed_frames=judged.poses,
        pose_found=judged.found / judged.poses,
        view=_lasting_view(judged),
        reps=tuple(_numbered(judged.events)),
        faults=tuple(_faults(judged.events)),
        holds=tuple(_hold(e) for e in judged.events if isinstance(e, HoldEnded)),
        steps=tuple(_steps(judged)),
        gait=judged.gait.summary if judged.gait else None,
        tests=tuple(_tested(judged.test)) if judged.test else (),
        notes=(*notes, *_notes(judged)),
    )


def _numbered(events: list[Event]) -> Iterator[RepFound]:
    """Numbers run on where a safety finding divided the set."""
    counts = {True: 0, False: 0}
    for e in (e for e in events if isinstance(e, RepCounted)):
        counts[e.complete] += 1
        yield RepFound(
            number=counts[e.complete],
            side=e.side,
            start_s=e.start,
            peak_s=e.peak_t,
            end_s=e.end,
            peak=e.peak,
            unit=e.unit,
            complete=e.complete,
            quality=e.quality,
        )


def _faults(events: list[Event]) -> Iterator[FaultFound]:
    """With the repetitions' numbers as `_numbered` gives them."""
    before = 0
    for e in events:
        if isinstance(e, SetDone):
            before += e.reps
        elif isinstance(e, FaultSeen):
            yield FaultFound(
                id=e.fault,
                level=e.level,
                start_s=e.start,
                end_s=e.end,
                rep=None if e.rep is None else e.rep + before,
                side=e.side,
                value=e.value,
                unit=e.unit,
                threshold=e.threshold,
                quality=e.quality,
            )


def _steps(judged: _Judged) -> Iterator[StepFound]:
    fast = judged.gait is not None and judged.gait.rate >= FAST_RATE
    quality = Quality.MEASURED if fast else Quality.ESTIMATE
    for e in judged.events:
        if isinstance(e, StepTaken):
            yield StepFound(t=e.t, side=e.side, quality=quality)


def _hold(e: HoldEnded) -> HoldFound:
    return HoldFound(side=e.side, start_s=e.start, end_s=e.t, seconds=e.seconds, quality=e.quality)


def _tested(run: Run) -> Iterator[TestFound]:
    """The test's result, or why there is none."""
    result = run.result
    if result is None:
        reason = text(run.refusal) if run.refusal else "The test did not begin: nothing of it was seen."
        yield TestFound(id=run.test.id, side=run.side, unit=run.test.unit, refused=reason)
        return
    yield TestFound(
        id=result.test,
        side=result.side,
        value=result.value,
        unit=result.unit,
        quality=result.quality,
        start_s=result.started,
        end_s=result.ended,
        details=result.details,
        deviations=tuple(text(key) for key in result.deviations),
        comparison=text(result.comparison) if result.comparison else None,
        source=result.source,
    )


def _lasting_view(judged: _Judged) -> View | None:
    """Of the views there were, the name that lasted longest, with its last yaw."""
    changes = [e for e in judged.events if isinstance(e, ViewChanged)]
    ends = [e.t for e in changes[1:]] + [judged.last_t]
    lasted: dict[str, float] = {}
    for change, end in zip(changes, ends, strict=True):
        lasted[change.view.name] = lasted.get(change.view.name, 0.0) + end - change.t
    name = max(lasted, key=lambda n: lasted[n], default=None)
    return next((e.view for e in reversed(changes) if e.view.name == name), None)


def _notes(judged: _Judged) -> Iterator[str]:
    if judged.found < _FEW * judged.poses:
        missing = 1 - judged.found / judged.poses
        yield f"Nobody was found in {missing:.0%} of the pictures: nothing was counted there."
    if judged.crowded:
        yield f"More than one person was in the picture for {judged.crowded / judged.poses:.0%} of the time."
    reasons = {e.reason for e in judged.events if isinstance(e, Paused)}
    if "out_of_view" in reasons:
        yield "Parts of the body that this exercise needs were out of view at times: counting paused there."
    if "no_hand" in reasons:
        yield (
            "No hand of the patient was found at times: counting paused there. Head, shoulders and hand must "
            "be in the picture, 60 cm to 1.2 m from the camera."
        )
    if any(isinstance(e, StageEntered) and e.stage is Stage.STOPPED for e in judged.events):
        yield "A safety finding would have stopped the live session."
    numbers = [e.quality for e in judged.events if isinstance(e, RepCounted)]
    if any(quality is not Quality.MEASURED for quality in numbers):
        yield "Some values are estimates: the camera's view does not let them be measured."
    if judged.test is not None:
        yield "The test's result is camera-assisted: a therapist confirms it."
