"""The one pipe: poses and people's actions in, events out, sinks told.

A call, an uploaded video and a tape all go through `Session`; it knows no clock, no network and no file.
Not for counting (coach.feedback) nor for who is in the call (coach.rtc.room).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from coach.feedback.camera_check import CameraCheck
from coach.feedback.engine import Coach, Reading
from coach.feedback.exercise import Exercise
from coach.types import (
    Acknowledged,
    Action,
    CameraChecked,
    CountCorrected,
    CueSent,
    Event,
    ExerciseChosen,
    FaultMarked,
    FaultSeen,
    HoldEnded,
    Level,
    Paused,
    Phase,
    PhaseEntered,
    Pose,
    RepCounted,
    Resumed,
    SafetyStopped,
    SessionEnded,
    SetDone,
    SetStarted,
    SetStopped,
    Side,
    Sink,
    Stage,
    StageEntered,
    View,
)

COUNTDOWN_S = 3.0
READY_S = 2.0
"""How long all four camera marks must hold before the check goes on by itself (screens.md)."""

RUNNING = (Stage.COUNTDOWN, Stage.MOVING, Stage.PAUSED)


class ActionRefused(Exception):
    """This can't be done now; `code` names the sentence for the person who asked."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the next set is."""

    exercise: str
    side: Side
    target_reps: int
    target_hold_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the running set is, or the last one was."""

    number: int = 0
    started: float = 0.0
    reps: int = 0
    partials: int = 0
    correction: int = 0
    longest_hold_s: float = 0.0

    @property
    def shown_reps(self) -> int:
        return self.reps + self.correction

    def after(self, event: Event, plan: Plan) -> "Progress":
        """The same set with one more event in it."""
        match event:
            case RepCounted(complete=True):
                return replace(self, reps=self.reps + 1)
            case RepCounted():
                return replace(self, partials=self.partials + 1)
            case HoldEnded(seconds=seconds):
                held = plan.target_hold_s is None or seconds >= plan.target_hold_s
                longest = max(self.longest_hold_s, seconds)
                return replace(
                    self, reps=self.reps + held, partials=self.partials + (not held), longest_hold_s=longest
                )
            case _:
                return self


class Session:
    """Judges one patient's session. Same poses and actions in, same events out, always."""

    def __init__(
        self,
        exercises: Mapping[str, Exercise],
        sinks: Sequence[Sink] = (),
        *,
        on_sink_failed: Callable[[Sink, Exception], None] | None = None,
    ) -> None:
        self.stage = Stage.CHECK
        self.plan: Plan | None = None
        self.progress = Progress()
        self.faults: list[FaultSeen] = []
        self.marks: dict[int, bool] = {}
        self.check: CameraChecked | None = None
        self.paused: Paused | None = None
        self.t: float | None = None
        self._exercises = exercises
        self._sinks = list(sinks)
        self._on_sink_failed = on_sink_failed
        self._coach: Coach | None = None
        self._check = CameraCheck(None)
        self._check_since: float | None = None
        self._posture_since: float | None = None

    # ---- what the pages show

    @property
    def exercise(self) -> Exercise | None:
        return self._exercises[self.plan.exercise] if self.plan else None

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Newest values of the primary signal, one a side; none outside a set."""
        return self._coach.readings if self._coach else ()

    @property
    def view(self) -> View | None:
        return self._coach.view if self._coach else None

    @property
    def countdown(self) -> int | None:
        """3, 2, 1 once the start posture was seen; None before it and outside the countdown."""
        if self.stage is not Stage.COUNTDOWN or self._posture_since is None or self.t is None:
            return None
        return max(1, math.ceil(COUNTDOWN_S - (self.t - self._posture_since)))

    # ---- the pipe

    def judge(self, pose: Pose) -> list[Event]:
        """Events of one pose, in order; poses must come in rising `t`."""
        self.t = pose.t
        events = self._take(self._judged(pose))
        self._tell(lambda sink: sink.accept(pose, events))
        return events

    def act(self, action: Action) -> list[Event]:
        """Events that follow from what a person did. Raises ActionRefused."""
        events = self._take(self._done(action))
        self._tell(lambda sink: sink.act(action, events))
        return events

    def close(self) -> None:
        """Ends a running set and closes the sinks; calling it twice is harmless."""
        if self.stage is not Stage.ENDED and self.t is not None:
            self.act(SessionEnded(t=self.t))
        self._tell(lambda sink: sink.close())
        self._sinks.clear()

    # ---- poses

    def _judged(self, pose: Pose) -> list[Event]:
        if self._coach is not None:
            return self._coach.step(pose)
        if self.stage in (Stage.CHECK, Stage.IDLE, Stage.REST):
            return self._check.step(pose)
        return []

    def _take(self, events: list[Event]) -> list[Event]:
        """Folds events into the state; what follows from them is added behind them."""
        out: list[Event] = []
        for event in events:
            out.append(event)
            out += self._fold(event)
        return out + self._time_passed()

    def _fold(self, event: Event) -> list[Event]:
        if self.plan is not None:
            self.progress = self.progress.after(event, self.plan)
        match event:
            case RepCounted() | HoldEnded():
                return self._finish_set(event.t) if self._target_reached() else []
            case FaultSeen():
                self.faults.append(event)
                return self._safety(event) if event.level is Level.SAFETY else []
            case PhaseEntered():
                return self._moved(event)
            case Paused():
                self.paused = event
                return self._enter(Stage.PAUSED, event.t) if self.stage is Stage.MOVING else []
            case Resumed():
                self.paused = None
                return self._enter(Stage.MOVING, event.t) if self.stage is Stage.PAUSED else []
            case CameraChecked():
                self.check = event
                self._check_since = event.t if event.ready else None
        return []

    def _moved(self, event: PhaseEntered) -> list[Event]:
        """The start posture starts the countdown; whoever begins before its end is counted all the same."""
        if self.stage is not Stage.COUNTDOWN or event.phase in (Phase.WAITING, Phase.PAUSED):
            return []
        if event.phase is Phase.REST:
            self._posture_since = event.t if self._posture_since is None else self._posture_since
            return []
        return self._enter(Stage.MOVING, event.t)

    def _time_passed(self) -> list[Event]:
        t = self.t
        if t is None:
            return []
        if self.stage is Stage.COUNTDOWN and self._posture_since is not None:
            return self._enter(Stage.MOVING, t) if t - self._posture_since >= COUNTDOWN_S else []
        if self.stage is Stage.CHECK and self._check_since is not None:
            return self._enter(Stage.IDLE, t) if t - self._check_since >= READY_S else []
        return []

    def _target_reached(self) -> bool:
        return self.plan is not None and self.progress.shown_reps >= self.plan.target_reps

    def _safety(self, fault: FaultSeen) -> list[Event]:
        return [*self._close_set(fault.t), *self._enter(Stage.STOPPED, fault.t)]

    # ---- actions

    def _done(self, action: Action) -> list[Event]:
        if self.stage is Stage.ENDED:
            raise ActionRefused("session_ended")
        if self.stage is Stage.STOPPED and isinstance(action, SetStarted):
            raise ActionRefused("acknowledge_first")
        match action:
            case ExerciseChosen():
                return self._choose(action)
            case SetStarted():
                return self._start(action.t)
            case SetStopped():
                return self._finish_set(action.t) if self.stage in RUNNING else []
            case SafetyStopped():
                return [*self._close_set(action.t), *self._enter(Stage.STOPPED, action.t)]
            case Acknowledged():
                return self._enter(Stage.REST, action.t) if self.stage is Stage.STOPPED else []
            case SessionEnded():
                return [*self._close_set(action.t), *self._enter(Stage.ENDED, action.t)]
            case _:
                return self._corrected(action)

    def _corrected(self, action: Action) -> list[Event]:
        match action:
            case CountCorrected(delta=delta):
                if self.progress.number == 0 or self.progress.shown_reps + delta < 0:
                    raise ActionRefused("nothing_to_correct")
                self.progress = replace(self.progress, correction=self.progress.correction + delta)
                running = self.stage in RUNNING
                return self._finish_set(action.t) if running and self._target_reached() else []
            case FaultMarked(number=number, agree=agree):
                if not 1 <= number <= len(self.faults):
                    raise ActionRefused("no_such_finding")
                self.marks[number] = agree
            case CueSent():
                pass
        return []

    def _choose(self, action: ExerciseChosen) -> list[Event]:
        exercise = self._exercises.get(action.exercise)
        if exercise is None:
            raise ActionRefused("unknown_exercise")
        if action.side not in exercise.sides:
            raise ActionRefused("side_not_offered")
        ended = self._close_set(action.t)
        self.plan = Plan(
            exercise=exercise.id,
            side=action.side,
            target_reps=action.target_reps,
            target_hold_s=(action.target_hold_s or exercise.hold_s) if exercise.hold else None,
        )
        self._check, self._check_since = CameraCheck(exercise), None
        stays = self.stage in (Stage.CHECK, Stage.STOPPED)
        return ended if stays else [*ended, *self._enter(Stage.CHECK, action.t)]

    def _start(self, t: float) -> list[Event]:
        exercise, plan = self.exercise, self.plan
        if exercise is None or plan is None:
            raise ActionRefused("choose_first")
        if self.stage in RUNNING:
            return []
        self._coach = Coach(exercise, side=plan.side, target_hold_s=plan.target_hold_s)
        self._posture_since = self.paused = None
        self.progress = Progress(number=self.progress.number + 1, started=t)
        return self._enter(Stage.COUNTDOWN, t)

    def _finish_set(self, t: float) -> list[Event]:
        return [*self._close_set(t), *self._enter(Stage.REST, t)]

    def _close_set(self, t: float) -> list[Event]:
        """What the judge still held open, then the set's own summary; nothing when none runs."""
        if self._coach is None or self.plan is None:
            return []
        coach, self._coach, self.paused = self._coach, None, None
        left = coach.finish()
        for event in left:
            self.progress = self.progress.after(event, self.plan)
            if isinstance(event, FaultSeen):
                self.faults.append(event)
        done = self.progress
        return [
            *left,
            SetDone(
                t=t,
                number=done.number,
                exercise=self.plan.exercise,
                side=self.plan.side,
                reps=done.reps,
                partials=done.partials,
                correction=done.correction,
                longest_hold_s=done.longest_hold_s,
                started=done.started,
            ),
        ]

    def _enter(self, stage: Stage, t: float) -> list[Event]:
        if stage is self.stage:
            return []
        self.stage = stage
        return [StageEntered(t=t, stage=stage)]

    def _tell(self, call: Callable[[Sink], None]) -> None:
        """Tells every sink; one that fails is dropped so that the judgement goes on."""
        for sink in list(self._sinks):
            try:
                call(sink)
            except Exception as failure:  # noqa: BLE001 - a sink is an edge: what it throws stays with it
                self._sinks.remove(sink)
                if self._on_sink_failed is not None:
                    self._on_sink_failed(sink, failure)
