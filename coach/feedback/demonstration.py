"""An exercise learned from somebody who shows it: three to five good repetitions, then a proposal with the
trace on which it rests. Everything proposed may be changed by the therapist before it is saved."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

from coach.feedback.candidates import Fit, fits
from coach.feedback.cycles import Cycle, Trace
from coach.feedback.drafting import Shown, draft
from coach.feedback.engine import Coach
from coach.feedback.exercise import Exercise
from coach.feedback.onlooker import Watched, watch
from coach.feedback.said import Said, said
from coach.feedback.suspects import Suspect, suspects
from coach.types import Pose, RepCounted, Side

LEAST_REPS = 3
"""Two excursions may be the way out and back of one repetition: a body leans forward to stand up and to sit
down."""
SERVES = 0.8
"""A signal must show the repetitions in this share of the demonstrations."""
TRIED = 6
"""So many of the best measures are tried out with the engine."""
NEAR_BEST = 0.6
"""Measures with less than this share of the best score are not tried."""


class NotLearned(ValueError):
    """No exercise could be learned; `said` is one sentence that says what to do."""

    def __init__(self, said: Said) -> None:
        super().__init__(said)
        self.said = said


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
    why: tuple[Said, ...]
    """What was chosen and what it rests on."""

    @property
    def trace(self) -> Trace:
        """The signal of the side that was shown; of the left one where both were."""
        return self.traces[0].points


def learn(poses: Iterable[Pose], *, id: str, name: str, reps: int | None = None) -> Learned:  # noqa: A002
    """The exercise that these poses show. `reps`: how many repetitions it is, where the therapist says so.

    Raises NotLearned."""
    return learn_together([poses], id=id, name=name, reps=reps)


def learn_together(
    demonstrations: Iterable[Iterable[Pose]],
    *,
    id: str,  # noqa: A002
    name: str,
    reps: int | None = None,
) -> Learned:
    """One exercise that several recordings show, each with still beginning, of one or more people: what
    serves them all. The trace and the repetitions told are those of the first. Raises NotLearned."""
    shows = _shows(demonstrations, reps)
    trials = [_try(fits_, shows, id) for fits_ in _shared(shows)]
    if not trials:
        raise NotLearned(said("learn.nothing_common"))
    best = min(trials, key=lambda trial: (trial.missed, -trial.score))
    return _learned(best, shows[0], name, others=[t.fits[0] for t in trials if t is not best])


def _shows(demonstrations: Iterable[Iterable[Pose]], reps: int | None) -> list["_Show"]:
    """What each recording shows. One that teaches nothing is left out as long as most of them do."""
    shows: list[_Show] = []
    failed: list[NotLearned] = []
    for poses in demonstrations:
        try:
            shows.append(_show(list(poses), reps))
        except NotLearned as why:
            failed.append(why)
    if not shows or len(shows) < SERVES * (len(shows) + len(failed)):
        raise failed[0] if failed else NotLearned(said("learn.no_recording"))
    return shows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Show:
    """One demonstration: its poses, its scenes, and the measures that agree on its repetitions."""

    poses: tuple[Pose, ...]
    watched: Watched
    fits: tuple[Fit, ...]


def _show(poses: Sequence[Pose], reps: int | None) -> _Show:
    watched = watch(poses)
    if watched is None:
        raise NotLearned(said("learn.nobody_still"))
    good = _agreed(fits(watched), reps)
    if not good:
        raise NotLearned(said("learn.no_movement"))
    if good[0].count < LEAST_REPS:
        raise NotLearned(said("learn.few", n=good[0].count))
    return _Show(poses=tuple(poses), watched=watched, fits=tuple(good))


def _agreed(found: Sequence[Fit], reps: int | None) -> list[Fit]:
    """The measures that show as many repetitions as most of the good ones do, or as were told. Every joint
    has one voice for each number, since two formulas of the same joint say the same."""
    voices: dict[tuple[int, str], float] = {}
    for fit in found:
        voice = fit.count, fit.candidate.joint
        voices[voice] = max(voices.get(voice, 0.0), fit.score**2)
    votes: dict[int, float] = {}
    for (count, _), weight in voices.items():
        votes[count] = votes.get(count, 0.0) + weight
    told = reps if reps is not None else max(votes, key=lambda n: (votes[n], -n), default=0)
    return [fit for fit in found if fit.count == told]


def _shared(shows: Sequence[_Show]) -> list[tuple[Fit, ...]]:
    """The best measures among those that serve in every demonstration, one fit for each of these."""
    groups: dict[tuple[str, bool], list[Fit]] = {}
    for show in shows:
        for fit in show.fits:
            groups.setdefault((fit.candidate.measure, fit.rising), []).append(fit)
    full = [tuple(g) for g in groups.values() if len(g) >= SERVES * len(shows)]
    ranked = sorted(full, key=_mean_score, reverse=True)
    return [g for g in ranked if _mean_score(g) >= NEAR_BEST * _mean_score(ranked[0])][:TRIED]


def _mean_score(group: Sequence[Fit]) -> float:
    return fmean(fit.score for fit in group)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """A proposal, and how far the engine, given it, is from the repetitions that were shown."""

    fits: tuple[Fit, ...]
    exercise: Exercise
    score: float
    counted: int
    shown: int
    missed: int


def _try(group: tuple[Fit, ...], shows: Sequence[_Show], name: str) -> _Trial:
    exercise = draft(_shown(group), [show.watched for show in shows], name)
    counts = [(_count(exercise, show.poses), show.fits[0].count) for show in shows]
    return _Trial(
        fits=group,
        exercise=exercise,
        score=_mean_score(group),
        counted=sum(n for n, _ in counts),
        shown=sum(n for _, n in counts),
        missed=sum(abs(n - shown) for n, shown in counts),
    )


def _count(exercise: Exercise, poses: Iterable[Pose]) -> int:
    coach = Coach(exercise)
    events = [e for pose in poses for e in coach.step(pose)] + coach.finish()
    return sum(isinstance(e, RepCounted) and e.complete for e in events)


def _shown(group: Sequence[Fit]) -> Shown:
    sides = [seen for fit in group for seen in fit.sides]
    cycles = [cycle for seen in sides for cycle in seen.cycles.reps]
    rest = median(seen.cycles.rest for seen in sides)
    sign = 1.0 if group[0].rising else -1.0
    return Shown(
        candidate=group[0].candidate,
        rest=rest,
        peak=rest + sign * min(seen.cycles.range for seen in sides),
        noise=median(seen.cycles.noise for seen in sides),
        seconds=tuple(c.seconds for c in cycles),
        out=median(c.peak_t - c.start for c in cycles),
        back=median(c.end - c.peak_t for c in cycles),
    )


def _learned(trial: _Trial, show: _Show, name: str, others: Sequence[Fit]) -> Learned:
    fit, watched = trial.fits[0], show.watched
    spans = [(c.start, c.peak_t, c.end) for s in fit.sides for c in s.cycles.reps]
    found = suspects(watched, spans, trial.exercise)
    return Learned(
        exercise=replace(trial.exercise, faults=tuple(s.rule for s in found if s.proposed)),
        name=name,
        side=fit.side,
        traces=tuple(SideTrace(side=s.side, points=s.trace) for s in fit.sides),
        reps=tuple(sorted(_reps(fit), key=lambda r: r.peak_t)),
        suspects=found,
        confirmed=trial.missed == 0,
        why=tuple(_why(trial, watched, others)),
    )


def _reps(fit: Fit) -> Iterable[ShownRep]:
    mark: Callable[[Side, Cycle], ShownRep] = lambda side, c: ShownRep(  # noqa: E731
        side=side, start=c.start, peak_t=c.peak_t, end=c.end, peak=c.peak
    )
    if fit.together:
        return [mark(Side.BOTH, c) for c in fit.sides[0].cycles.reps]
    return [mark(s.side, c) for s in fit.sides for c in s.cycles.reps]


def _why(trial: _Trial, watched: Watched, others: Sequence[Fit]) -> Iterable[Said]:
    fit = trial.fits[0]
    cycles, alike = fit.sides[0].cycles, min(s.cycles.alike for s in fit.sides)
    yield said(
        "learn.signal",
        measure=said(f"measure.{fit.candidate.measure}"),
        times=round(cycles.range / cycles.noise),
        alike=round(100 * alike),
    )
    yield said(
        "learn.view",
        posture=said(f"learn.{watched.posture}"),
        view=said(f"learn.{watched.view.name}"),
        sides=said(f"learn.{_with(fit)}"),
    )
    if others:
        names = tuple(said(f"measure.{o.candidate.measure}") for o in others[:3])
        yield said("learn.next", measures=names)
    if fit.measured < 0.5:
        yield said("learn.estimate")
    if trial.missed:
        yield said("learn.missed", counted=trial.counted, shown=trial.shown)


def _with(fit: Fit) -> str:
    """What moved."""
    if not fit.candidate.sided:
        return "whole"
    if fit.together:
        return "together"
    return fit.side.value if fit.side is not Side.BOTH else "in_turn"
