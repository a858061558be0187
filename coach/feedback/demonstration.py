"""An exercise learned from somebody who shows it: three to five good repetitions, then a proposal with the
trace on which it rests. Everything proposed may be changed by the therapist before it is saved."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from coach.feedback.candidates import Fit, fits
from coach.feedback.cycles import Cycle, Trace
from coach.feedback.drafting import Shown, draft
from coach.feedback.engine import Coach
from coach.feedback.exercise import Exercise
from coach.feedback.measures import MEASURES
from coach.feedback.onlooker import Watched, watch
from coach.feedback.suspects import Suspect, suspects
from coach.types import Pose, RepCounted, Side

LEAST_REPS = 2
TRIED = 6
"""So many of the best measures are tried out with the engine."""
NEAR_BEST = 0.6
"""Measures with less than this share of the best score are not tried."""


class NotLearned(ValueError):
    """No exercise could be learned; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRep:
    """One repetition of the demonstration, as marked on the trace."""

    side: Side
    start: float
    peak_t: float
    end: float
    peak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTrace:
    """The signal of one side over the whole demonstration."""

    side: Side
    points: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What a demonstration taught."""

    exercise: Exercise
    name: str
    side: Side
    """The side that was shown; BOTH where both moved or the exercise has no sides."""
    traces: tuple[SideTrace, ...]
    reps: tuple[ShownRep, ...]
    suspects: tuple[Suspect, ...]
    """Faults that can be seen in this view, each with the demonstration's own value."""
    confirmed: bool
    """The engine, given the proposal, counts exactly the repetitions that were shown."""
    why: tuple[str, ...]
    """Sentences on what was chosen and what it rests on."""

    @property
    def trace(self) -> Trace:
        """The signal of the side that was shown; of the left one where both were."""
        return self.traces[0].points


def learn(poses: Iterable[Pose], *, id: str, name: str, reps: int | None = None) -> Learned:  # noqa: A002
    """The exercise that these poses show. `reps`: how many repetitions it is, where the therapist says so.

    Raises NotLearned."""
    seen = list(poses)
    watched = watch(seen)
    if watched is None:
        raise NotLearned(
            "Nobody stood or sat still in the recording: hold the start position for two seconds, then begin."
        )
    good = _agreed(fits(watched), reps)
    if not good:
        raise NotLearned(
            "No movement repeats in the recording: show three to five repetitions, each back to the start."
        )
    tried = [_try(fit, watched, seen, id) for fit in good]
    best = next((t for t in tried if t.confirmed), tried[0])
    return _learned(best, watched, name, others=[t.fit for t in tried if t is not best])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    fit: Fit
    exercise: Exercise
    counted: int

    @property
    def confirmed(self) -> bool:
        return self.counted == self.fit.count


def _agreed(found: Sequence[Fit], reps: int | None) -> list[Fit]:
    """The best measures that show as many repetitions as most of the good ones do, or as were told."""
    if not found:
        return []
    votes: dict[int, float] = {}
    for fit in found:
        votes[fit.count] = votes.get(fit.count, 0.0) + fit.score**2
    told = reps if reps is not None else max(votes, key=lambda n: (votes[n], -n))
    alike = [fit for fit in found if fit.count == told]
    return [fit for fit in alike if fit.score >= NEAR_BEST * alike[0].score][:TRIED]


def _try(fit: Fit, watched: Watched, poses: Sequence[Pose], name: str) -> _Trial:
    """The proposal of one measure, and what the engine counts with it in the demonstration."""
    exercise = draft(_shown(fit), watched, name)
    return _Trial(fit=fit, exercise=exercise, counted=_count(exercise, poses))


def _count(exercise: Exercise, poses: Iterable[Pose]) -> int:
    coach = Coach(exercise)
    events = [e for pose in poses for e in coach.step(pose)] + coach.finish()
    return sum(isinstance(e, RepCounted) and e.complete for e in events)


def _shown(fit: Fit) -> Shown:
    cycles = [c for s in fit.sides for c in s.cycles.reps]
    return Shown(
        candidate=fit.candidate,
        rest=median(s.cycles.rest for s in fit.sides),
        peak=median(c.peak for c in cycles),
        noise=max(s.cycles.noise for s in fit.sides),
        seconds=tuple(c.seconds for c in cycles),
        out=median(c.peak_t - c.start for c in cycles),
        back=median(c.end - c.peak_t for c in cycles),
        pauses=tuple(_pauses(fit)),
    )


def _pauses(fit: Fit) -> Iterable[float]:
    for seen in fit.sides:
        for before, after in pairwise(seen.cycles.reps):
            yield max(0.0, after.start - before.end)


def _learned(trial: _Trial, watched: Watched, name: str, others: Sequence[Fit]) -> Learned:
    fit = trial.fit
    spans = [(c.start, c.peak_t, c.end) for s in fit.sides for c in s.cycles.reps]
    found = suspects(watched, spans, trial.exercise)
    return Learned(
        exercise=replace(trial.exercise, faults=tuple(s.rule for s in found if s.proposed)),
        name=name,
        side=fit.side,
        traces=tuple(SideTrace(side=s.side, points=s.trace) for s in fit.sides),
        reps=tuple(sorted(_reps(fit), key=lambda r: r.peak_t)),
        suspects=found,
        confirmed=trial.confirmed,
        why=tuple(_why(trial, watched, others)),
    )


def _reps(fit: Fit) -> Iterable[ShownRep]:
    mark: Callable[[Side, Cycle], ShownRep] = lambda side, c: ShownRep(  # noqa: E731
        side=side, start=c.start, peak_t=c.peak_t, end=c.end, peak=c.peak
    )
    if fit.together:
        return [mark(Side.BOTH, c) for c in fit.sides[0].cycles.reps]
    return [mark(s.side, c) for s in fit.sides for c in s.cycles.reps]


def _why(trial: _Trial, watched: Watched, others: Sequence[Fit]) -> Iterable[str]:
    fit, signal = trial.fit, trial.exercise.signals[0]
    unit = MEASURES[signal.measure].unit
    full = signal.rest + trial.exercise.pace.full * (signal.target - signal.rest)
    cycles = fit.sides[0].cycles
    yield (
        f"{fit.count} repetitions, seen best by {signal.measure}: from {cycles.rest:.2f} to "
        f"{cycles.peak:.2f} {unit}, {cycles.range / cycles.noise:.0f} times its noise, "
        f"{min(s.cycles.alike for s in fit.sides):.0%} alike."
    )
    yield f"Shown {watched.posture}, from the {watched.view.name}, with {_with(fit)}."
    yield f"A repetition is full from {full:.2f} {unit}."
    if others:
        yield f"Next best: {', '.join(o.candidate.measure for o in others[:3])}."
    if fit.measured < 0.5:
        yield "In this view the signal is an estimate: it serves for counting, not as a number."
    if not trial.confirmed:
        yield (
            f"The engine counts {trial.counted} of the {fit.count} with this proposal: look at the trace and "
            f"show it again, slower and with a pause between the repetitions."
        )


def _with(fit: Fit) -> str:
    if not fit.candidate.sided:
        return "the whole body"
    if fit.together:
        return "both sides at once"
    return f"the {fit.side} side" if fit.side is not Side.BOTH else "left and right in turn"
