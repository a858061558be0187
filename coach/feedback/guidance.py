"""What is judged beside the sets: a guided calibration, and a standard test. Both take a pose and give
events, with one line at a time for the patient. Not for judging (`calibrating`, `clinical_tests`)."""

from dataclasses import replace

from coach.feedback.body import body_of
from coach.feedback.calibrating import (
    Calibrated,
    Calibrating,
    CalibrationFailed,
    GuidedRepSeen,
    Step,
    StepEntered,
)
from coach.feedback.calibration import Baseline, unwatched
from coach.feedback.clinical_tests import TESTS, run_of
from coach.feedback.clinical_tests.description import (
    Person,
    Sex,
    TestEnded,
    TestProgressed,
    TestRefused,
    TestResult,
    TestStarted,
)
from coach.feedback.engine import Reading
from coach.feedback.exercise import Exercise
from coach.feedback.gait_summary import GaitSummary
from coach.feedback.guard import Guard
from coach.feedback.kept import Kept, setting_of, to_json
from coach.feedback.safety import FallWatch
from coach.feedback.turning import Wanted
from coach.types import (
    BaselineTaken,
    ClinicalTestChosen,
    ClinicalTestEnded,
    ClinicalTestProgressed,
    ClinicalTestRefused,
    CueGiven,
    Event,
    FaultSeen,
    GuidedStep,
    Level,
    Paused,
    Pose,
    Quality,
    Resumed,
    Side,
    TherapistTold,
    View,
)

STANCE_S = 3.0
"""Still stance before the guided repetitions; clinical.md A.1."""
KEPT_S = 60.0
"""Poses of so many seconds tell how the camera saw the body."""
SHOWN_S = 120.0
"""So much of a demonstration is kept."""
PROMPT_S = 5.0
"""Between two prompts of a test: one is spoken in about three; engineering judgement."""


LEAST_HZ = 8.0
"""Judged less often than this while the time ran, a result is no more than an estimate (design.md 3.7)."""


def say(t: float, key: str) -> CueGiven:
    """One line for the patient."""
    return CueGiven(t=t, key=key, level=Level.COACH)


class CalibrationGuide:
    """Leads the patient through a calibration."""

    def __init__(
        self, exercise: Exercise, side: Side, *, watched: bool = True, before: Baseline | None = None
    ) -> None:
        """`watched`: by a therapist; `before`: what was known of this patient until then. Raises ValueError
        for an exercise that is not counted in repetitions."""
        self.exercise, self.side = exercise, side
        self._watched, self._before = watched, before
        self.failures = 0
        """How often it had to begin anew, because nothing could be learned."""
        self.seen = 0
        """Guided repetitions so far."""
        self.restart()

    def restart(self) -> None:
        """From the still stance on."""
        self._begin_anew()
        self._greeted = False

    def _begin_anew(self) -> None:
        self._calibrating = Calibrating(self.exercise, self.side)
        self._poses: list[Pose] = []
        self._moving = False
        self._settled: float | None = None

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Newest values of the primary signal, one a side."""
        return self._calibrating.readings

    @property
    def view(self) -> View | None:
        return self._calibrating.view

    def step(self, pose: Pose) -> list[Event]:
        self._poses = [kept for kept in self._poses if pose.t - kept.t <= KEPT_S] + [pose]
        events = [] if self._greeted else self._greet(pose.t)
        for event in self._calibrating.step(pose):
            events += self._told(event)
        waited = self._settled is not None and pose.t - self._settled >= STANCE_S
        return [*events, *(self._set_off(pose.t) if waited else [])]

    def _greet(self, t: float) -> list[Event]:
        self._greeted = True
        return [say(t, "cue.calibrate_still"), self._at("stance", t)]

    def _set_off(self, t: float) -> list[Event]:
        """The stance is over: now the repetitions."""
        if self._moving:
            return []
        self._moving = True
        return [say(t, "cue.calibrate_move"), self._at("guided", t)]

    def _at(self, step: str, t: float) -> GuidedStep:
        return GuidedStep(t=t, step=step, side=self.side, number=0, wanted=self._calibrating.wanted)

    def _told(self, event: Event) -> list[Event]:
        match event:
            case StepEntered(step=Step.GUIDED):
                self._settled = event.t
            case GuidedRepSeen():
                return self._seen(event)
            case CalibrationFailed(t=t):
                return self._failed(t)
            case Calibrated():
                return self._done(event)
            case FaultSeen() | Paused() | Resumed():
                return [event]
        return []

    def _seen(self, rep: GuidedRepSeen) -> list[Event]:
        self._moving = True
        self.seen += 1
        step = GuidedStep(t=rep.t, step="guided", side=rep.side, number=rep.number, wanted=rep.wanted)
        return [step, say(rep.t, "cue.again")] if rep.number < rep.wanted else [step]

    def _failed(self, t: float) -> list[Event]:
        """Who is alone is not asked to do it all again."""
        self.failures += 1
        self._begin_anew()
        again = [TherapistTold(t=t, key="told.calibration_failed"), say(t, "cue.calibrate_still")]
        return [*(again if self._watched else []), self._at("failed", t)]

    def _done(self, done: Calibrated) -> list[Event]:
        setting = setting_of(self._poses)
        if setting is None:  # nobody was still: where the camera stood is not known
            return self._failed(done.t)
        found = done.baseline if self._watched else unwatched(done.baseline, self._before)
        kept = Kept(baseline=found, setting=setting, version=self.exercise.version)
        taken = BaselineTaken(t=done.t, exercise=self.exercise.id, side=self.side, kept=to_json(kept))
        return [say(done.t, "cue.good"), taken]


class DemonstrationGuide:
    """Keeps what is shown, so that an exercise can be learnt from it. Nothing is judged but a fall."""

    view: View | None = None

    def __init__(self) -> None:
        self.poses: list[Pose] = []
        self._begun: float | None = None
        self._asked = False
        self._fall = FallWatch()

    def step(self, pose: Pose) -> list[Event]:
        """The last SHOWN_S seconds are kept."""
        self.poses.append(pose)
        if pose.t - self.poses[0].t > SHOWN_S:
            del self.poses[0]
        fall = self._fall.step(pose.t, body_of(pose) if pose.sure else None)
        return [fall] if fall is not None else self._prompt(pose.t)

    def _prompt(self, t: float) -> list[Event]:
        if self._begun is None:
            self._begun = t
            return [say(t, "cue.calibrate_still")]
        if self._asked or t - self._begun < STANCE_S:
            return []
        self._asked = True
        return [say(t, "cue.show_reps")]


class TestGuide:
    """Reads a test's prompts to the patient, and follows its run."""

    __test__ = False

    def __init__(self, chosen: ClinicalTestChosen, number: int) -> None:
        """`number` of the result that it will give. Raises KeyError and ValueError as `run_of` does."""
        person = Person(
            age=chosen.age,
            sex=Sex(chosen.sex) if chosen.sex else None,
            conditions=frozenset({chosen.condition} if chosen.condition else ()),
        )
        self.person = person
        self._run, self._number = run_of(chosen.test, side=chosen.side, person=person), number
        self._prompts = list(TESTS[chosen.test].prompt_keys)
        self._next = float("-inf")
        self._guard = Guard(TESTS[chosen.test])
        self._held: list[Event] = []
        """A result that came while a loss of balance was suspected: a moment tells which comes first."""
        self._refusal: str | None = None
        self._judged = 0

    @property
    def test(self) -> str:
        return self._run.test.id

    @property
    def side(self) -> Side:
        return self._run.side

    @property
    def view(self) -> View | None:
        return self._run.view

    @property
    def gait(self) -> GaitSummary | None:
        """Means over the steps of a test that is walked."""
        return self._guard.gait.summary if self._guard.gait else None

    @property
    def wanted(self) -> Wanted:
        """The views that support the test, and the side that must be seen."""
        return Wanted(views=self._run.test.views, side=self._run.side)

    @property
    def started(self) -> float | None:
        """Since when the time runs."""
        return self._run.started

    @property
    def refusal(self) -> str | None:
        """Text key of why the test can't be done so."""
        return self._run.refusal

    def step(self, pose: Pose) -> list[Event]:
        self._judged += self.started is not None
        dangers, walked = self._guard.step(pose, self.started is not None)
        if dangers:
            return [*dangers[:1], *self._broken_off(pose.t)]
        if self._held:
            return [] if self._guard.suspects else self._let_go()
        judged = self._told(self._run.step(pose))
        if self._guard.suspects and any(isinstance(event, ClinicalTestEnded) for event in judged):
            self._held = judged
            return walked
        return [*walked, *self._prompt(pose.t), *judged, *self._view_fits(pose.t)]

    def _let_go(self) -> list[Event]:
        held, self._held = self._held, []
        return held

    def _broken_off(self, t: float) -> list[Event]:
        """What was seen of the test until then, and who is told why."""
        self._run.deviations["deviation.safety_stop"] = None
        left = self._let_go() or [_unfinished(event) for event in self._told(self._run.stop(t))]
        kept = [event for event in left if not isinstance(event, CueGiven)]
        return [*kept, TherapistTold(t=t, key="told.test_stopped")]

    def begin(self, t: float) -> list[Event]:
        """ "Go". Nothing while the view is refused."""
        events = self._told(self._run.start(t))
        self._prompts = [] if events else self._prompts
        return [*events, say(t, "cue.go")] if events else []

    def stop(self, t: float) -> list[Event]:
        return self._let_go() or self._told(self._run.stop(t))

    def _prompt(self, t: float) -> list[Event]:
        if not self._prompts or t < self._next or self.started is not None:
            return []
        self._next = t + PROMPT_S
        return [say(t, self._prompts.pop(0))]

    def _view_fits(self, t: float) -> list[Event]:
        """A refusal that was taken back."""
        if self._refusal is None or self._run.refusal is not None:
            return []
        self._refusal = None
        return [ClinicalTestRefused(t=t, test=self.test, reason=None)]

    def _told(self, events: list[Event]) -> list[Event]:
        out: list[Event] = []
        for event in events:
            match event:
                case TestStarted(t=t, test=test):
                    out.append(ClinicalTestProgressed(t=t, test=test, value=None))
                case TestProgressed(t=t, test=test, value=value):
                    out.append(ClinicalTestProgressed(t=t, test=test, value=value))
                case TestRefused(t=t, test=test, reason=reason):
                    self._refusal = reason
                    out += [ClinicalTestRefused(t=t, test=test, reason=reason), say(t, reason)]
                case TestEnded(t=t, result=result):
                    out += [self._ended(t, result), say(t, "cue.test_done")]
                case CueGiven():
                    out.append(event)
        return out

    def _trusted(self, result: TestResult) -> Quality:
        rarely = self._judged < LEAST_HZ * (result.ended - result.started)
        return Quality.ESTIMATE if rarely and result.quality is Quality.MEASURED else result.quality

    def _ended(self, t: float, result: TestResult) -> ClinicalTestEnded:
        return ClinicalTestEnded(
            t=t,
            number=self._number,
            test=result.test,
            side=result.side,
            value=result.value,
            unit=result.unit,
            quality=self._trusted(result),
            started=result.started,
            ended=result.ended,
            details=tuple(result.details.items()),
            deviations=result.deviations,
            comparison=result.comparison,
            source=result.source,
        )


def _unfinished(event: Event) -> Event:
    """A result that was cut short is an estimate at best."""
    if isinstance(event, ClinicalTestEnded) and event.quality is Quality.MEASURED:
        return replace(event, quality=Quality.ESTIMATE)
    return event
