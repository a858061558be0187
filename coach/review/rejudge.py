"""A tape's sets judged again, each by itself: the same poses, the present rules, or changed thresholds.

Set by set and not as one session, because other thresholds would end a set elsewhere and the rest of what was
done would no longer fit. Pure: records in, sets out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from coach.feedback.engine import Coach, Reading
from coach.feedback.exercise import Exercise
from coach.feedback.kept import BaselineUnreadable, Kept, from_json
from coach.feedback.prescribed import Prescriptions
from coach.feedback.thresholds import Overrides, changed, fitted
from coach.plan import Plan, Progress
from coach.types import (
    BaselineGiven,
    BaselineTaken,
    Event,
    ExerciseChosen,
    FaultSeen,
    Pose,
    ProgrammeGiven,
    RepCounted,
    SetDone,
    SetStarted,
    Side,
    View,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetJudged:
    """One set as it is judged now. `correction` of `done` is 0: what people say is kept apart."""

    done: SetDone
    found: tuple[RepCounted | FaultSeen, ...]
    """In the order in which they were judged."""
    known: bool = True
    """False: its exercise is no longer in the library, so it stands here as it was judged then."""

    @property
    def reps(self) -> tuple[RepCounted, ...]:
        return tuple(e for e in self.found if isinstance(e, RepCounted))

    @property
    def faults(self) -> tuple[FaultSeen, ...]:
        return tuple(e for e in self.found if isinstance(e, FaultSeen))


@dataclass(slots=True)
class _Running:
    """A set between its start and its end."""

    plan: Plan
    coach: Coach | None
    progress: Progress = field(default_factory=Progress)
    found: list[RepCounted | FaultSeen] = field(default_factory=list)

    def take(self, events: Iterable[Event]) -> None:
        for event in events:
            self.progress = self.progress.after(event)
            if isinstance(event, RepCounted | FaultSeen):
                self.found.append(event)


class Rejudge:
    """Takes a tape's records one after another; `sets` are those that have ended."""

    def __init__(self, exercises: Mapping[str, Exercise], overrides: Overrides | None = None) -> None:
        """Raises NotAThreshold."""
        self.sets: list[SetJudged] = []
        self.t = 0.0
        self._overrides = overrides or {}
        self._exercises = changed(exercises, self._overrides)
        self._prescriptions = Prescriptions()
        self._plan: Plan | None = None
        self._baselines: dict[tuple[str, Side], Kept] = {}
        self._running: _Running | None = None

    @property
    def number(self) -> int:
        """Of the set that runs, or of the next one."""
        return self.sets[-1].done.number + 1 if self.sets else 1

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Newest values of the running set's signal."""
        coach = self._running.coach if self._running else None
        return coach.readings if coach else ()

    @property
    def exercise(self) -> Exercise | None:
        """Of the running set."""
        return self._exercises.get(self._running.plan.exercise) if self._running else None

    @property
    def view(self) -> View | None:
        coach = self._running.coach if self._running else None
        return coach.view if coach else None

    def take(self, record: Pose | Event) -> None:
        match record:
            case Pose():
                self.t = record.t
                if self._running is not None and self._running.coach is not None:
                    self._running.take(self._running.coach.step(record))
            case ExerciseChosen():
                self._plan = Plan(
                    exercise=record.exercise,
                    side=record.side,
                    target_reps=record.target_reps,
                    target_hold_s=record.target_hold_s,
                )
            case ProgrammeGiven(items=items):
                self._prescriptions = Prescriptions(items)
            case BaselineTaken(side=side, kept=kept) | BaselineGiven(side=side, kept=kept):
                self._remember(side, kept)
            case SetStarted() if self._running is None and self._plan is not None:
                self._running = _Running(self._plan, self._coach(self._plan))
            case SetDone():
                self._end(record)
            case RepCounted() | FaultSeen() if self._running is not None and self._running.coach is None:
                self._running.take([record])

    def _coach(self, plan: Plan) -> Coach | None:
        exercise = self._exercises.get(plan.exercise)
        if exercise is None or plan.side not in exercise.sides:
            return None
        hold = (plan.target_hold_s or exercise.hold_s) if exercise.hold else None
        own = self._baselines.get((plan.exercise, plan.side))
        set_now = self._overrides.get(plan.exercise)
        if set_now is None:  # as it was prescribed then
            exercise = self._prescriptions.exercise(exercise, plan.side)
            baseline = self._prescriptions.baseline(own.baseline, exercise, plan.side) if own else None
        else:
            baseline = fitted(own.baseline, exercise, set_now) if own else None
        return Coach(exercise, side=plan.side, target_hold_s=hold, baseline=baseline)

    def _remember(self, side: Side, kept: str) -> None:
        """One that this version can't read leaves the set without: cold-start values are used."""
        try:
            known = from_json(kept)
        except BaselineUnreadable:
            return
        self._baselines[known.baseline.exercise, side] = known

    def _end(self, done: SetDone) -> None:
        running, self._running = self._running, None
        if running is None or running.coach is None:
            found = tuple(running.found) if running else ()
            self.sets.append(SetJudged(done=replace(done, correction=0), found=found, known=False))
            return
        running.take(running.coach.finish())
        seen = running.progress
        now = replace(
            done, reps=seen.reps, partials=seen.partials, longest_hold_s=seen.longest_hold_s, correction=0
        )
        self.sets.append(SetJudged(done=now, found=tuple(running.found)))


def rejudge(
    records: Iterable[Pose | Event], exercises: Mapping[str, Exercise], overrides: Overrides | None = None
) -> Iterator[SetJudged]:
    """Every set of the tape, as soon as it has ended. Raises NotAThreshold."""
    work = Rejudge(exercises, overrides)
    for record in records:
        ended = len(work.sets)
        work.take(record)
        yield from work.sets[ended:]
