"""Calibration (clinical.md A.1, A.2): a still stance, then two or three guided repetitions, become this
patient's own rest, range and baseline. Not for counting: guided repetitions are good by definition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean, median

from coach.feedback.body import other
from coach.feedback.calibration import Baseline, GuidedRep, learn
from coach.feedback.cycles import Trace
from coach.feedback.engine import Coach, Reading
from coach.feedback.exercise import Exercise, FaultRule, Kind, Of, Pace
from coach.feedback.habit import Habit, TraitWatch, habit_of
from coach.feedback.reps import AT_REST
from coach.feedback.scene import Scene
from coach.feedback.suspects import mean_of
from coach.types import Event, FaultSeen, Paused, Phase, PhaseEntered, Pose, RepCounted, Resumed, Side, View

REPS = 3
SMALL = 0.6
"""A repetition of less than this share of the largest one was not meant as one: it is left out."""
FULL_LEAST = 0.6
"""Of the person's own usual; clinical.md A.3 F21: a lift of less than 60 % of the other side's is too low."""
BETWEEN_S = 0.5
LONGEST_S = 180.0
"""Poses of so many seconds are kept; from then on the oldest are dropped."""

EASED = {"start": 0.15, "partial": 0.20, "full": 0.25, "end": 0.10}
"""A guided repetition may have a quarter of the cold-start range: patients of 40 % and less are found."""

Span = tuple[float, float]
"""Begin and end in seconds."""


class NotCalibrated(ValueError):
    """Calibration found too little; the message is one sentence that says what to do."""


class Step(StrEnum):
    """Where the calibration is."""

    STANCE = "stance"
    """Stand or sit still in the start posture."""
    GUIDED = "guided"
    """Repetitions that the therapist watches."""
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntered(Event):
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidedRepSeen(Event):
    """One more guided repetition of `side`; `number` of its side, `wanted` of each."""

    side: Side
    number: int
    wanted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated(Event):
    """The calibration is complete."""

    baseline: Baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationFailed(Event):
    """The repetitions were seen, but nothing could be learned of them: it begins anew."""

    why: str


def eased(exercise: Exercise) -> Exercise:
    """The exercise with thresholds that find the repetitions of a much limited range, from whatever rest.

    Raises ValueError for an exercise that is not counted in repetitions."""
    if exercise.kind is not Kind.REPS:
        raise ValueError(f"{exercise.id} is not counted in repetitions: there is no range to calibrate.")
    pace = exercise.pace
    easier: Pace = replace(pace, **{name: min(limit, getattr(pace, name)) for name, limit in EASED.items()})
    signals = tuple(replace(signal, follows_rest=True) for signal in exercise.signals)
    return replace(exercise, pace=easier, signals=signals, faults=(), rep_faults=())


class Calibrating:
    """Follows one calibration, pose by pose; keeps LONGEST_S of poses, the oldest dropped first."""

    def __init__(self, exercise: Exercise, side: Side = Side.BOTH, *, reps: int = REPS) -> None:
        if reps < 1:
            raise ValueError(f"a calibration needs at least one repetition, not {reps}")
        self.exercise, self.side, self.wanted = exercise, side, reps
        self.baseline: Baseline | None = None
        self.step_now = Step.STANCE
        self._eased = eased(exercise)
        self._restart()

    def _restart(self) -> None:
        self._coach = Coach(self._eased, side=self.side)
        self._poses: list[Pose] = []
        self._counts: dict[Side, int] = {}

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Newest values of the primary signal, one a side."""
        return self._coach.readings

    @property
    def view(self) -> View | None:
        return self._coach.view

    def step(self, pose: Pose) -> list[Event]:
        """Events of one pose, with the safety findings and pauses among them; none once it is done."""
        if self.step_now is Step.DONE:
            return []
        self._keep(pose)
        events: list[Event] = []
        for event in self._coach.step(pose):
            if isinstance(event, PhaseEntered) and self.step_now is Step.STANCE and event.phase is Phase.REST:
                events += self._enter(Step.GUIDED, pose.t)
            elif isinstance(event, RepCounted):
                events.append(self._seen(event))
            elif isinstance(event, FaultSeen | Paused | Resumed):
                events.append(event)
        return [*events, *(self._finish(pose.t) if self._enough else [])]

    def _keep(self, pose: Pose) -> None:
        self._poses.append(pose)
        if pose.t - self._poses[0].t > LONGEST_S:
            self._poses = [kept for kept in self._poses if pose.t - kept.t <= LONGEST_S]

    def _enter(self, step: Step, t: float) -> list[Event]:
        self.step_now = step
        return [StepEntered(t=t, step=step)]

    def _seen(self, rep: RepCounted) -> GuidedRepSeen:
        self._counts[rep.side] = self._counts.get(rep.side, 0) + 1
        return GuidedRepSeen(t=rep.t, side=rep.side, number=self._counts[rep.side], wanted=self.wanted)

    @property
    def _enough(self) -> bool:
        """Every side that moved has done what is wanted."""
        return bool(self._counts) and min(self._counts.values()) >= self.wanted

    def _finish(self, t: float) -> list[Event]:
        try:
            self.baseline = calibrate(self._poses, self.exercise, self.side, reps=self.wanted)
        except NotCalibrated as why:
            self._restart()
            return [CalibrationFailed(t=t, why=str(why)), *self._enter(Step.STANCE, t)]
        return [Calibrated(t=t, baseline=self.baseline), *self._enter(Step.DONE, t)]


def calibrate(
    poses: Iterable[Pose],
    exercise: Exercise,
    side: Side = Side.BOTH,
    *,
    reps: int = REPS,
    accepted: Sequence[Span] | None = None,
) -> Baseline:
    """The baseline of recorded guided repetitions, of which there must be `reps` in all.

    `accepted`: times of those that the therapist accepts; the others are left out, and a side that moved but
    had none accepted is measured by the other side's range. A side that did not move keeps its cold start.
    Raises NotCalibrated."""
    seen = list(poses)
    pass_ = _look_twice(exercise, side, seen)
    good = [rep for rep in pass_.reps if accepted is None or _overlaps(rep, accepted)]
    if len(good) < reps:
        raise NotCalibrated(
            f"Only {len(good)} of {reps} guided repetitions were seen: hold the start posture for two "
            f"seconds, then do them slowly."
        )
    return _baseline(exercise, pass_, good)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pass:
    """What the engine saw: the repetitions, and the signal of each followed side."""

    measure: str
    rising: bool
    reps: tuple[RepCounted, ...]
    traces: Mapping[Side, Trace]
    scenes: tuple[Scene, ...]
    looks: TraitWatch
    rests: Mapping[Side, float]
    """Where each side is between its repetitions: not the value just before one, for many people draw back
    before they reach out."""


def _look_twice(exercise: Exercise, side: Side, poses: Sequence[Pose]) -> _Pass:
    """The recording is shown to the engine twice in a row: only at the end of the first time does it know
    all of this person's lengths, and the values of both times must not be mixed."""
    coach = Coach(eased(exercise), side=side)
    again = poses[-1].t - poses[0].t + BETWEEN_S if poses else 0.0
    for pose in poses:
        coach.step(pose)
    looks, scenes = TraitWatch(LONGEST_S), list[Scene]()
    reps: list[RepCounted] = []
    traces: dict[Side, list[tuple[float, float]]] = {}
    rests: dict[Side, list[float]] = {}
    for pose in poses:
        events = coach.step(replace(pose, t=pose.t + again))
        reps += [_earlier(e, again) for e in events if isinstance(e, RepCounted)]
        if coach.scene is not None:
            looks.look(pose.t, coach.scene)
            scenes.append(replace(coach.scene, body=replace(coach.scene.body, t=pose.t)))
        for now in coach.readings:
            if now.progress is not None and now.t == pose.t + again:
                traces.setdefault(now.side, []).append((pose.t, now.value))
                if abs(now.progress) < AT_REST and now.phase is Phase.REST:
                    rests.setdefault(now.side, []).append(now.value)
    reps += [_earlier(e, again) for e in coach.finish() if isinstance(e, RepCounted)]
    signal = exercise.signal_for(coach.view.name if coach.view else exercise.view)
    return _Pass(
        measure=signal.measure,
        rising=signal.target > signal.rest,
        reps=tuple(rep for rep in reps if poses[0].t <= rep.start),
        traces={limb: tuple(trace) for limb, trace in traces.items()},
        scenes=tuple(scenes),
        looks=looks,
        rests={limb: median(values) for limb, values in rests.items()},
    )


def _earlier(rep: RepCounted, by: float) -> RepCounted:
    return replace(rep, t=rep.t - by, start=rep.start - by, peak_t=rep.peak_t - by, end=rep.end - by)


def _overlaps(rep: RepCounted, spans: Sequence[Span]) -> bool:
    """The peak lies in one of the spans."""
    return any(start <= rep.peak_t <= end for start, end in spans)


def _baseline(exercise: Exercise, seen: _Pass, reps: Sequence[RepCounted]) -> Baseline:
    pairs = [(limb, rep) for rep in reps for limb in _limbs(exercise, rep)]
    guided = [_guided(limb, rep, seen) for limb, rep in pairs]
    large = _as_large([g for g in guided if g is not None])
    if not large:
        raise NotCalibrated(f"{seen.measure} could not be measured: turn the way that the exercise asks for.")
    means = {
        limb: _means(exercise, limb, seen.scenes, [r for n, r in pairs if n is limb]) for limb, _ in pairs
    }
    measured = [replace(g, measures=means[g.side]) for g in large]
    baseline = _lined_up(learn(exercise.id, seen.measure, measured, least=1), exercise.pace)
    best = max(baseline.sides.values(), key=lambda own: abs(own.target - own.rest))
    moved = sorted({limb for rep in seen.reps for limb in _limbs(exercise, rep)})
    return replace(
        baseline, sides={**dict.fromkeys(moved, best), **baseline.sides}, habits=_habits(seen.looks, reps)
    )


def _habits(looks: TraitWatch, reps: Sequence[RepCounted]) -> dict[Side, Habit]:
    """By the side that they were counted for; sides with too few repetitions are left out."""
    found = {}
    for side in Side:
        habit = habit_of([looks.between(rep.start, rep.end) for rep in reps if rep.side is side])
        if habit is not None:
            found[side] = habit
    return found


def _lined_up(baseline: Baseline, pace: Pace) -> Baseline:
    """Where the cold-start pace counts much less than the target as full (steps), the target is moved out so
    that a full repetition is at least FULL_LEAST of this person's usual one."""
    factor = max(1.0, FULL_LEAST / pace.full)
    sides = {
        limb: replace(own, target=own.rest + factor * (own.target - own.rest))
        for limb, own in baseline.sides.items()
    }
    return replace(baseline, sides=sides)


def _limbs(exercise: Exercise, rep: RepCounted) -> tuple[Side, ...]:
    """The followed sides to which a repetition belongs."""
    if not exercise.sided:
        return (Side.BOTH,)
    return (Side.LEFT, Side.RIGHT) if rep.side is Side.BOTH else (rep.side,)


def _guided(limb: Side, rep: RepCounted, seen: _Pass) -> GuidedRep | None:
    """One repetition of one side; None where its rest or its peak was not seen."""
    during = [v for t, v in seen.traces.get(limb, ()) if rep.start <= t <= rep.end]
    rest = seen.rests.get(limb)
    if rest is None or not during:
        return None
    peak = max(during) if seen.rising else min(during)
    return GuidedRep(side=limb, rest=rest, peak=peak, seconds=rep.end - rep.start) if rest != peak else None


def _as_large(reps: Sequence[GuidedRep]) -> list[GuidedRep]:
    """Those that are not much smaller than the largest of their side."""
    largest: dict[Side, float] = {}
    for rep in reps:
        largest[rep.side] = max(largest.get(rep.side, 0.0), abs(rep.peak - rep.rest))
    return [rep for rep in reps if abs(rep.peak - rep.rest) >= SMALL * largest[rep.side]]


def _means(
    exercise: Exercise, limb: Side, scenes: Sequence[Scene], reps: Sequence[RepCounted]
) -> Mapping[str, float]:
    """Fault id → the mean of its measure over these repetitions; without those that the view hides."""
    times = [(rep.start, rep.peak_t, rep.end) for rep in reps]
    found = {rule.id: _mean(rule, limb, scenes, times) for rule in exercise.faults}
    return {fault: round(mean, 4) for fault, mean in found.items() if mean is not None}


def _mean(
    rule: FaultRule, limb: Side, scenes: Sequence[Scene], times: Sequence[tuple[float, float, float]]
) -> float | None:
    sides = (Side.LEFT, Side.RIGHT) if limb is Side.BOTH and rule.of is not Of.BODY else (limb,)
    looked = [other(side) if rule.of is Of.RESTING else side for side in sides]
    means = [mean_of(rule, side, scenes, times) for side in looked]
    known = [mean for mean in means if mean is not None]
    return fmean(known) if known else None
