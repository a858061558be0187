"""The one pipe: poses and people's actions in, events out, sinks told.

A call, an uploaded video and a tape all go through `Session`; it knows no clock, no network and no file.
Not for counting (coach.feedback) nor for who is in the call (coach.rtc.room).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from coach.assisting import Assisting
from coach.checking import Checking
from coach.feedback.camera_check import CameraCheck
from coach.feedback.engine import Coach, Reading
from coach.feedback.exercise import Exercise, Kind
from coach.feedback.gait_summary import GaitSummary
from coach.feedback.guidance import TestGuide
from coach.feedback.helper import follows
from coach.feedback.kept import Basis, Kept, Outdated, basis
from coach.feedback.prescribed import Prescriptions
from coach.feedback.turning import Turn, TurnWatch, Wanted, wanted_by
from coach.guided import Guided
from coach.plan import Plan, Progress
from coach.programme.stopping import Advice
from coach.types import (
    Acknowledged,
    Action,
    ActionRefused,
    BaselineGiven,
    BaselineTaken,
    CalibrationStarted,
    CameraChecked,
    CheckedIn,
    ClinicalTestBegun,
    ClinicalTestChosen,
    ClinicalTestEnded,
    CountCorrected,
    DemonstrationStarted,
    Event,
    ExerciseChosen,
    FaultMarked,
    FaultSeen,
    GuidanceStopped,
    Level,
    PatientChosen,
    Paused,
    Phase,
    PhaseEntered,
    Pose,
    ProgrammeGiven,
    RepAssisted,
    RepCounted,
    ResultJudged,
    Resumed,
    SafetyStopped,
    SessionEnded,
    SessionResumed,
    SetDone,
    SetStarted,
    SetStopped,
    Side,
    Sink,
    Stage,
    StageEntered,
    TherapistTold,
    View,
)

COUNTDOWN_S = 3.0
READY_S = 2.0
"""How long all four camera marks must hold before the check goes on by itself (screens.md)."""

RUNNING = (Stage.COUNTDOWN, Stage.MOVING, Stage.PAUSED)
GUIDED = (Stage.CALIBRATING, Stage.LEARNING, Stage.TESTING)
BEGINNINGS = (SetStarted, CalibrationStarted, DemonstrationStarted, ClinicalTestChosen)
OUTDATED = {Outdated.CAMERA: "told.camera_moved", Outdated.EXERCISE: "told.exercise_changed"}
TURNED = (Stage.CHECK, Stage.CALIBRATING, *RUNNING)
"""When the patient is asked to turn."""


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
        self.exercises = exercises
        self._sinks = list(sinks)
        self._on_sink_failed = on_sink_failed
        self.guided = Guided()
        self.assisting = Assisting()
        self.checking = Checking()
        self.prescriptions = Prescriptions()
        self.chosen = False
        """Somebody said who is the patient."""
        self._pose: Pose | None = None
        self._turning = TurnWatch()
        self._still: list[Pose] = []
        self._coach: Coach | None = None
        self._check = CameraCheck(None)
        self._check_since: float | None = None
        self._posture_since: float | None = None

    def attach(self, sinks: Sequence[Sink], on_sink_failed: Callable[[Sink, Exception], None]) -> None:
        """Tells these, too, from now on."""
        self._sinks += sinks
        self._on_sink_failed = on_sink_failed

    # ---- what the pages show

    @property
    def exercise(self) -> Exercise | None:
        """As it is judged for this patient."""
        plan = self.plan
        return self.prescriptions.exercise(self.exercises[plan.exercise], plan.side) if plan else None

    @property
    def pose(self) -> Pose | None:
        """The newest."""
        return self._pose

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Newest values of the primary signal, one a side; none outside a set."""
        source = self.guided.calibration or self._coach
        return source.readings if source else ()

    @property
    def view(self) -> View | None:
        source = self.guided.guide or self._coach
        return source.view if source else None

    @property
    def kept(self) -> Kept | None:
        """This patient's own baseline of the chosen exercise and side."""
        return self.guided.baselines.get((self.plan.exercise, self.plan.side)) if self.plan else None

    @property
    def basis(self) -> Basis:
        """What the numbers of the chosen exercise rest on, in the view that is seen."""
        exercise, plan, view = self.exercise, self.plan, self.view
        if exercise is None or plan is None or self.kept is None:
            return Basis.COLD_START
        seen = view or View(name=exercise.view, yaw_deg=0.0)
        return basis(exercise, self.kept.baseline, seen, plan.side)

    @property
    def uncalibrated(self) -> bool:
        """The chosen exercise can be calibrated, and for this patient it is not, or no longer."""
        if self.exercise is None or self.exercise.kind is not Kind.REPS:
            return False
        return self.basis is Basis.COLD_START or self.guided.outdated is not None

    @property
    def test(self) -> TestGuide | None:
        """The standard test that is on."""
        return self.guided.test

    @property
    def gait(self) -> GaitSummary | None:
        """Means over the steps of the walk that is on, or was last; None before its first step."""
        source = self.test or self._coach
        return source.gait if source else None

    @property
    def turn(self) -> Turn | None:
        """Which way the patient has to turn; None while the view serves or nothing is judged."""
        return self._turning.turn

    @property
    def _wanted(self) -> Wanted | None:
        """The view that what is on needs; not asked for in the middle of a repetition."""
        if self.test is not None and self.test.started is None:
            return self.test.wanted
        if self.exercise is None or self.plan is None or self.stage not in TURNED:
            return None
        moving = any(reading.phase in (Phase.OUT, Phase.PEAK, Phase.BACK) for reading in self.readings)
        return None if moving else wanted_by(self.exercise, self.plan.side)

    @property
    def countdown(self) -> int | None:
        """3, 2, 1 once the start posture was seen; None before it and outside the countdown."""
        if self.stage is not Stage.COUNTDOWN or self._posture_since is None or self.t is None:
            return None
        return max(1, math.ceil(COUNTDOWN_S - (self.t - self._posture_since)))

    # ---- the pipe

    def judge(self, pose: Pose) -> list[Event]:
        """Events of one pose, in order; poses must come in rising `t`."""
        self.t, self._pose = pose.t, pose
        self.assisting.look(pose)
        events = self._take(self._judged(pose))
        seen = self._check.view if self.stage is Stage.CHECK else self.view
        self._turning.step(pose.t, self._wanted, seen)
        self._tell(lambda sink: sink.accept(pose, events))
        return events

    def act(self, action: Action) -> list[Event]:
        """Events that follow from what a person did. Raises ActionRefused."""
        events = [*self._done(action), *self._time_passed()]
        self._tell(lambda sink: sink.act(action, events))
        return events

    def close(self) -> None:
        """Ends a running set and closes the sinks; calling it twice is harmless."""
        if self.stage is not Stage.ENDED and self.t is not None:
            self.act(SessionEnded(t=self.t))
        self.detach()

    def detach(self) -> None:
        """Closes the sinks: they are told nothing of what follows."""
        self._tell(lambda sink: sink.close())
        self._sinks.clear()

    # ---- poses

    def _judged(self, pose: Pose) -> list[Event]:
        if self.guided.guide is not None:
            return self.guided.guide.step(pose)
        if self._coach is not None:
            if self.stage is Stage.COUNTDOWN and self._posture_since is not None:
                self._still.append(pose)
            return self._coach.step(pose)
        if self.stage is Stage.CHECK and self._check_since is not None:
            self._still.append(pose)
        if self.stage in (Stage.CHECK, Stage.IDLE, Stage.REST):
            return self._check.step(pose)
        return []

    def _take(self, events: list[Event]) -> list[Event]:
        """The events of a pose with what follows from them."""
        return [*self._folded(events), *self._target_met(events), *self._time_passed()]

    def _folded(self, events: list[Event]) -> list[Event]:
        """Folds events into the state; what follows from each is added behind it."""
        out: list[Event] = []
        for event in events:
            out.append(event)
            out += self._fold(event)
        return out

    def _fold(self, event: Event) -> list[Event]:
        if self.plan is not None:
            self.progress = self.progress.after(event)
        match event:
            case BaselineTaken() | ClinicalTestEnded():
                return self._guidance_done(event)
            case RepCounted():
                return self.assisting.counted(event, self.progress.number)
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
                self.check, self._still = event, []
                self._check_since = event.t if event.ready else None
        return []

    def _moved(self, event: PhaseEntered) -> list[Event]:
        """The start posture starts the countdown; whoever begins before its end is counted all the same."""
        if self.stage is not Stage.COUNTDOWN or event.phase in (Phase.WAITING, Phase.PAUSED):
            return []
        if event.phase is Phase.REST:
            self._posture_since = event.t if self._posture_since is None else self._posture_since
            return []
        return self._go(event.t)

    def _go(self, t: float) -> list[Event]:
        """The set begins; whether the camera still stands as it did when calibrated is looked at once."""
        why = self._outdated()
        told = [TherapistTold(t=t, key=OUTDATED[why])] if why else []
        return [*told, *self._enter(Stage.MOVING, t)]

    def _outdated(self) -> Outdated | None:
        """Whether the calibration still holds for how the patient just stood still."""
        still, self._still = self._still, []
        if self.kept is None or self.exercise is None:
            return None
        return self.guided.look(self.kept, self.exercise, still)

    def _checked(self, t: float) -> list[Event]:
        """All four marks have held: whether a calibration is needed is known before the first repetition."""
        self._outdated()
        return self._enter(Stage.IDLE, t)

    def _guidance_done(self, event: BaselineTaken | ClinicalTestEnded) -> list[Event]:
        self.guided.done(event)
        self.paused = None
        return self._enter(Stage.IDLE, event.t) if self.stage in GUIDED else []

    def _time_passed(self) -> list[Event]:
        t = self.t
        if t is None:
            return []
        if self.stage is Stage.COUNTDOWN and self._posture_since is not None:
            return self._go(t) if t - self._posture_since >= COUNTDOWN_S else []
        if self.stage is Stage.CHECK and self._check_since is not None:
            return self._checked(t) if t - self._check_since >= READY_S else []
        return []

    def _target_met(self, events: list[Event]) -> list[Event]:
        """The last repetition ends the set when all that was found in it has been told: its faults are
        this set's."""
        counted = next((e for e in events if isinstance(e, RepCounted)), None)
        met = counted is not None and self._coach is not None and self._target_reached()
        return self._finish_set(counted.t) if counted is not None and met else []

    def _target_reached(self) -> bool:
        return self.plan is not None and self.progress.shown_reps >= self.plan.target_reps

    def _safety(self, fault: FaultSeen) -> list[Event]:
        return [*self._close_set(fault.t), *self._enter(Stage.STOPPED, fault.t)]

    # ---- actions

    def _refuse(self, action: Action) -> None:
        """Raises ActionRefused for what can't be done in this stage."""
        if self.stage is Stage.ENDED:
            raise ActionRefused("session_ended")
        beginning = isinstance(action, BEGINNINGS)
        if self.stage is Stage.STOPPED and beginning:
            raise ActionRefused("acknowledge_first")
        if self.guided.guide is not None and (beginning or isinstance(action, ExerciseChosen)):
            raise ActionRefused("guidance_runs")

    def _done(self, action: Action) -> list[Event]:
        self._refuse(action)
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
            case SessionResumed():
                return self._resume(action.t)
            case (
                CalibrationStarted()
                | DemonstrationStarted()
                | ClinicalTestChosen()
                | ClinicalTestBegun()
                | GuidanceStopped()
                | BaselineGiven()
            ):
                return self._guided(action)
            case ProgrammeGiven(items=items):
                self.prescriptions = Prescriptions(items)
            case _:
                return self._corrected(action)
        return []

    def _guided(self, action: Action) -> list[Event]:
        match action:
            case CalibrationStarted(t=t, watched=watched):
                exercise, plan = self.exercise, self.plan
                if exercise is None or plan is None:
                    raise ActionRefused("choose_first")
                self.guided.calibrate(exercise, plan.side, watched=watched)
                return self._guide(Stage.CALIBRATING, t)
            case DemonstrationStarted(t=t):
                self.guided.show()
                return self._guide(Stage.LEARNING, t)
            case ClinicalTestChosen(t=t):
                self.guided.choose_test(action)
                return self._guide(Stage.TESTING, t)
            case ClinicalTestBegun(t=t):
                return self._folded(self.guided.begin_test(t))
            case GuidanceStopped(t=t):
                return self._stop_guiding(t)
            case BaselineGiven(side=side, kept=kept):
                self.guided.remember(side, kept)
        return []

    def _resume(self, t: float) -> list[Event]:
        """Where everybody stands is looked at anew; what was being shown has to be shown again."""
        self._check = CameraCheck(self.exercise, self.plan.side if self.plan else Side.BOTH)
        self._check_since = None
        self._turning = TurnWatch()
        self.assisting.lose_sight()
        if self.stage is not Stage.LEARNING:
            return []
        self.guided.guide = None
        return self._enter(Stage.IDLE, t)

    def _guide(self, stage: Stage, t: float) -> list[Event]:
        return [*self._close_coach(t), *self._enter(stage, t)]

    def _stop_guiding(self, t: float) -> list[Event]:
        """A test that had begun gives its result, which ends it; all else just ends."""
        left, over = self.guided.stop(t)
        result = self._folded(left)
        if not over:
            return result
        self.guided.guide = self.paused = None
        return [*result, *self._enter(Stage.IDLE, t)]

    def _choose_patient(self, chosen: PatientChosen) -> None:
        """Of a body that was not followed before nothing is known: what runs looks for its start posture."""
        if self._pose is None:
            raise ActionRefused("nobody_to_choose")
        self.chosen = True
        if follows(self._pose, chosen.x, chosen.y):
            return
        if self._coach is not None:
            self._coach.meet()
        self.guided.meet()

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
            case ResultJudged():
                self.guided.judge_result(action)
            case RepAssisted():
                return self.assisting.mark(action, self.readings)
            case PatientChosen():
                self._choose_patient(action)
            case CheckedIn():
                return self._checked_in(action)
        return []

    def _checked_in(self, said: CheckedIn) -> list[Event]:
        """Too much pain stops: cues end, and the therapist has to see it before anything goes on."""
        follows, events = self.checking.take(said, self.prescriptions)
        if follows is not Advice.STOP:
            return events
        return [*self._close_set(said.t), *events, *self._enter(Stage.STOPPED, said.t)]

    def _choose(self, action: ExerciseChosen) -> list[Event]:
        exercise = self.exercises.get(action.exercise)
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
        self._check, self._check_since = CameraCheck(exercise, action.side), None
        self._still, self.guided.outdated = [], None
        stays = self.stage in (Stage.CHECK, Stage.STOPPED)
        return ended if stays else [*ended, *self._enter(Stage.CHECK, action.t)]

    def _start(self, t: float) -> list[Event]:
        exercise, plan = self.exercise, self.plan
        if exercise is None or plan is None:
            raise ActionRefused("choose_first")
        if self.stage in RUNNING:
            return []
        own = self.prescriptions.baseline(self.kept.baseline, exercise, plan.side) if self.kept else None
        self._coach = Coach(exercise, side=plan.side, target_hold_s=plan.target_hold_s, baseline=own)
        self._posture_since = self.paused = None
        self._still, self.guided.outdated = [], None
        self.assisting.begin_set()
        self.progress = Progress(number=self.progress.number + 1, started=t)
        return self._enter(Stage.COUNTDOWN, t)

    def _finish_set(self, t: float) -> list[Event]:
        return [*self._close_set(t), *self._enter(Stage.REST, t)]

    def _close_set(self, t: float) -> list[Event]:
        """The set's end, and that of a calibration or a test."""
        self.guided.guide = None
        return self._close_coach(t)

    def _close_coach(self, t: float) -> list[Event]:
        """What the judge still held open, then the set's own summary; nothing when none runs."""
        if self._coach is None or self.plan is None:
            return []
        coach, self._coach, self.paused = self._coach, None, None
        left = coach.finish()
        for event in left:
            self.progress = self.progress.after(event)
            if isinstance(event, FaultSeen):
                self.faults.append(event)
        done = self.progress
        ended = SetDone(
            t=t,
            number=done.number,
            exercise=self.plan.exercise,
            side=self.plan.side,
            reps=done.reps,
            partials=done.partials,
            correction=done.correction,
            longest_hold_s=done.longest_hold_s,
            started=done.started,
        )
        self.checking.ended(ended)
        return [*left, ended]

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
