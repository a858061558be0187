"""From the judge's events to the messages of the WebSocket, in one person's language. Pure."""

from collections.abc import Iterable
from typing import Literal

from coach.feedback.engine import Reading
from coach.feedback.exercise import Exercise, Kind
from coach.feedback.kept import Basis, Outdated
from coach.feedback.texts import text
from coach.feedback.words import how_to_of, name_of
from coach.programme.ready import ready
from coach.rtc.messages import (
    CameraCheck,
    Checked,
    Cue,
    CueText,
    ExerciseInfo,
    Fault,
    Guided,
    Hold,
    Planned,
    Rep,
    Signal,
    State,
    TestProgress,
    ToBrowser,
)
from coach.session import Session
from coach.types import (
    LANDMARKS,
    BaselineTaken,
    CameraChecked,
    ClinicalTestProgressed,
    CueGiven,
    Event,
    FaultSeen,
    GuidedStep,
    HoldEnded,
    Paused,
    Quality,
    RepCounted,
    Stage,
    TherapistTold,
)


class Announcer:
    """Numbers findings as they pass, and words each event for a language."""

    def __init__(self) -> None:
        self._findings = 0

    def number(self, events: list[Event]) -> list[tuple[Event, int]]:
        """Each event with the number of its finding (0 for what is none). Call once for each batch."""
        numbered = []
        for event in events:
            self._findings += isinstance(event, FaultSeen)
            numbered.append((event, self._findings if isinstance(event, FaultSeen) else 0))
        return numbered

    def message(self, event: Event, finding: int, set_number: int, language: str) -> ToBrowser | None:
        """None for what the pages learn from the state instead."""
        match event:
            case RepCounted():
                return rep(event, set_number)
            case FaultSeen():
                return fault(event, set_number, finding, language)
            case HoldEnded():
                return hold(event, set_number)
            case CueGiven():
                return cue(event, language)
            case CameraChecked():
                return camera_check(event, language)
        return guidance(event)


def guidance(event: Event) -> Guided | TestProgress | None:
    match event:
        case GuidedStep(step="stance" | "guided" | "failed" as step):
            side, number, wanted = event.side.value, event.number, event.wanted
            return Guided(step=step, side=side, number=number, wanted=wanted)
        case BaselineTaken():
            return Guided(step="done", side=event.side.value, number=0, wanted=0)
        case ClinicalTestProgressed():
            return TestProgress(test=event.test, t=event.t, value=event.value)
    return None


def rep(event: RepCounted, set_number: int) -> Rep:
    return Rep(
        t=event.t,
        set_number=set_number,
        number=event.number,
        side=event.side.value,
        start=event.start,
        peak_t=event.peak_t,
        end=event.end,
        peak=event.peak,
        unit=event.unit,
        complete=event.complete,
        quality=event.quality.value,
    )


def fault(event: FaultSeen, set_number: int, finding: int, language: str) -> Fault:
    return Fault(
        id=finding,
        t=event.t,
        set_number=set_number,
        fault=event.fault,
        name=text(f"fault.{event.fault}", language),
        level=event.level.value,
        start=event.start,
        end=event.end,
        rep=event.rep,
        side=event.side.value,
        value=event.value,
        unit=event.unit,
        threshold=event.threshold,
        baseline=event.baseline,
        quality=event.quality.value,
    )


def hold(event: HoldEnded, set_number: int) -> Hold:
    return Hold(
        t=event.t,
        set_number=set_number,
        side=event.side.value,
        start=event.start,
        seconds=event.seconds,
        quality=event.quality.value,
    )


def cue(event: CueGiven, language: str) -> Cue:
    return Cue(
        t=event.t,
        key=event.key.removeprefix("cue."),
        text=text(event.key, language),
        level=event.level.value,
        from_therapist=False,
    )


def camera_check(event: CameraChecked, language: str) -> CameraCheck:
    return CameraCheck(
        body=event.body,
        light=event.light,
        distance=event.distance,
        turned=event.turned,
        missing=parts(event.missing, language),
        advice=text(event.advice, language) if event.advice else None,
    )


def parts(landmarks: tuple[str, ...], language: str) -> list[str]:
    """Words for landmarks, each once, in the order given."""
    return list(dict.fromkeys(text(f"part.{name}", language) for name in landmarks))


def paused_reason(paused: Paused | None, language: str) -> str | None:
    return None if paused is None else text(f"pause.{paused.reason}", language)


def told(event: TherapistTold, language: str) -> str:
    """The sentence for the therapist, with the finding's name where there is one."""
    said = text(event.key, language)
    return said if event.fault is None else f"{text(f'fault.{event.fault}', language)}: {said}"


def rest_s(session: Session) -> float | None:
    """As prescribed, else as the exercise has it; None outside rest."""
    exercise, plan = session.exercise, session.plan
    if exercise is None or plan is None or session.stage is not Stage.REST:
        return None
    item = session.prescriptions.of(plan.exercise, plan.side)
    return item.rest_s if item else exercise.rest_s


def programme(session: Session, language: str) -> list[Planned]:
    return [
        Planned(
            exercise=item.exercise,
            side=item.side.value,
            sets=item.sets,
            reps=item.reps,
            hold_s=item.hold_s,
            done=session.checking.times(item.exercise, item.side),
            equipment=ready(item.equipment, language),
        )
        for item in session.prescriptions.items
        if item.exercise in session.exercises
    ]


def checked(session: Session) -> list[Checked]:
    return [
        Checked(set_number=number, pain=said.pain, effort=said.effort)
        for number, said in sorted(session.checking.answers.items())
    ]


def state(session: Session, language: str, *, rate: float, judging: bool, stale: bool) -> State:
    """`stale`: no picture comes; a running set is shown as paused then."""
    plan, progress = session.plan, session.progress
    frozen = stale and session.stage in (Stage.COUNTDOWN, Stage.MOVING)
    stage = Stage.PAUSED if frozen else session.stage
    reason = text("pause.stale", language) if frozen else paused_reason(session.paused, language)
    view, test = session.view, session.test
    own = session.kept.baseline.sides if session.kept else {}
    return State(
        stage=stage.value,
        t=session.t,
        exercise=plan.exercise if plan else None,
        side=plan.side.value if plan else "both",
        set_number=progress.number,
        target_reps=plan.target_reps if plan else 0,
        target_hold_s=plan.target_hold_s if plan else None,
        reps=progress.shown_reps,
        partials=progress.partials,
        hold_s=progress.longest_hold_s,
        countdown=session.countdown,
        rest_s=rest_s(session),
        programme=programme(session, language),
        check_in=session.checking.asked if session.stage is Stage.REST else None,
        checked=checked(session),
        paused_reason=reason,
        quality=worst(session.readings).value,
        view=view.name if view else None,
        yaw_deg=view.yaw_deg if view else None,
        rate=round(rate, 1),
        basis=basis(session),
        rest_values={side.value: round(one.rest, 3) for side, one in own.items()},
        target_values={side.value: round(one.target, 3) for side, one in own.items()},
        test=test.test if test else None,
        test_side=test.side.value if test else "both",
        test_started=test.started if test else None,
        turn=session.turn.way.value if session.turn else None,
        turn_text=text(session.turn.key, language) if session.turn else None,
        test_refusal=text(test.refusal, language) if test and test.refusal else None,
        judging=judging,
    )


def basis(session: Session) -> Literal["calibrated", "cold_start", "outdated", "changed"]:
    """What the numbers rest on, as the pages say it."""
    if session.basis is Basis.COLD_START:
        return "cold_start"
    match session.guided.outdated:
        case Outdated.CAMERA:
            return "outdated"
        case Outdated.EXERCISE:
            return "changed"
    return "calibrated"


def worst(readings: tuple[Reading, ...]) -> Quality:
    """The weakest quality among the readings; not assessable when there are none."""
    order = (Quality.NOT_ASSESSABLE, Quality.ESTIMATE, Quality.MEASURED)
    return min((r.quality for r in readings), key=order.index, default=Quality.NOT_ASSESSABLE)


def signal(reading: Reading, samples: list[tuple[float, float]]) -> Signal:
    return Signal(
        side=reading.side.value,
        samples=samples,
        progress=reading.progress,
        phase=reading.phase.value,
        quality=reading.quality.value,
        hold_s=reading.hold_s,
    )


def exercise_info(exercise: Exercise, language: str) -> ExerciseInfo:
    cues = [cue_text(fault, language) for fault in fault_ids(exercise) if has_text(f"cue.{fault}")]
    return ExerciseInfo(
        id=exercise.id,
        name=name_of(exercise, language),
        how_to=how_to_of(exercise, language),
        view=exercise.view,
        signal=exercise.signal,
        unit=exercise.unit,
        sides=[side.value for side in exercise.sides],
        hold=exercise.hold,
        walked=exercise.kind is Kind.WALK,
        reps=exercise.reps,
        hold_s=exercise.hold_s,
        rest_value=exercise.rest_value,
        target_value=exercise.target_value,
        landmarks=[LANDMARKS.index(name) for name in exercise.landmarks],
        joint=exercise.joint,
        safety=[text(f"safety.{note}", language) for note in exercise.safety],
        cues=cues,
    )


def cue_text(key: str, language: str) -> CueText:
    return CueText(key=key, text=text(f"cue.{key}", language))


def has_text(key: str) -> bool:
    try:
        text(key)
    except KeyError:
        return False
    return True


GENERAL_CUES = ("slower", "taller", "rest", "breathe", "good", "again")
"""Cues that fit every exercise, for the therapist's buttons."""


def general_cues(language: str) -> list[CueText]:
    return [cue_text(key, language) for key in GENERAL_CUES if has_text(f"cue.{key}")]


def fault_names(exercises: Iterable[Exercise], language: str) -> dict[str, str]:
    ids = {fault for exercise in exercises for fault in fault_ids(exercise)}
    return {fault_id: text(f"fault.{fault_id}", language) for fault_id in sorted(ids)}


def fault_ids(exercise: Exercise) -> list[str]:
    """Every finding the exercise can have, in the order of its description."""
    return [*(rule.id for rule in exercise.faults), *(rule.id for rule in exercise.rep_faults)]
