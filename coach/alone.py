"""A session without a therapist: what comes next of the programme, by itself. Pure.

Only what was prescribed is done, in its order, and changed only within the therapist's limits. After a stop
nothing goes on until the patient says so, and the exercise that was on is over for the day.

Before the first set of an exercise that is not calibrated for this patient, or no longer, comes a short
guided calibration, once a session. Who skips it, or is not seen doing it, goes on with the set: it is judged
by the values that there are.
"""

from coach.checking import Answer
from coach.session import GUIDED, RUNNING, Session
from coach.types import (
    Action,
    CalibrationStarted,
    CountCorrected,
    ExerciseChosen,
    GuidanceStopped,
    Prescribed,
    SessionEnded,
    SetStarted,
    SetStopped,
    Side,
    Stage,
)

ANSWERS_S = 60.0
"""How long the questions after a set are waited for; who does not answer goes on."""
UNSEEN_S = 30.0
"""A calibration without anything new for so long ends: twice the longest repetition (clinical.md A.2)."""
EASY = 2
"""Up to here, of 10, pain and effort allow one repetition more."""
FEWER, MORE = 2, 1


class Alone:
    """Asked again and again, with a clock of its own: the session's stands still without pictures."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._over: set[tuple[str, Side]] = set()
        self._tried: set[tuple[str, Side]] = set()
        """What was calibrated, or was not to be."""
        self._at: tuple[object, ...] | None = None
        self._since = 0.0
        self._dosed = 0
        """The set after which the repetitions were looked at."""

    def next(self, now: float) -> Action | None:
        """What is done now; None: nothing yet."""
        stage = self._session.stage
        if (at := self._place) != self._at:
            self._at, self._since = at, now
        if stage is Stage.CALIBRATING:
            return self._without() if self._in_vain(now) else None
        if stage in (*RUNNING, *GUIDED, Stage.ENDED):
            return None
        if stage is Stage.STOPPED:
            self.skip()
            return None
        if stage is Stage.REST and now - self._since < self._pause():
            return None
        return self._go_on(stage)

    def skip(self) -> Action | None:
        """The exercise that is on is over for today."""
        session = self._session
        if session.plan is not None:
            self._over.add((session.plan.exercise, session.plan.side))
        if session.stage is Stage.CALIBRATING:
            return self._without()
        return SetStopped(t=self._t) if session.stage in RUNNING else None

    def begin(self) -> Action | None:
        """The patient does not wait: for the camera to see all of them, for the calibration, or for the rest
        to end."""
        item, stage = self._item, self._session.stage
        if stage is Stage.CALIBRATING:
            return self._without()
        waits = stage in (Stage.CHECK, Stage.IDLE, Stage.REST)
        return self._set_of(item) if waits and item is not None and self._left(item) else None

    def one_more(self) -> Action | None:
        """The patient counts themselves."""
        running = self._session.stage in RUNNING
        return CountCorrected(t=self._t, delta=1, by="patient") if running else None

    # ---- what is on

    @property
    def _t(self) -> float:
        return self._session.t or 0.0

    @property
    def _item(self) -> Prescribed | None:
        plan = self._session.plan
        return self._session.prescriptions.of(plan.exercise, plan.side) if plan else None

    @property
    def _place(self) -> tuple[object, ...]:
        """Where the session is: what is waited for begins anew with each of these."""
        guide = self._session.guided.calibration
        seen = (guide.failures, guide.seen) if guide is not None else ()
        return (self._session.stage, self._session.progress.number, *seen)

    def _in_vain(self, now: float) -> bool:
        """Nothing is seen, or nothing could be learned of it."""
        guide = self._session.guided.calibration
        failed = guide is not None and guide.failures > 0
        return failed or now - self._since >= UNSEEN_S

    def _without(self) -> GuidanceStopped:
        return GuidanceStopped(t=self._t)

    def _calibration(self, item: Prescribed) -> Action | None:
        """Before the first set, where it is wanted; asked once."""
        one = (item.exercise, item.side)
        first = self._session.checking.times(*one) == 0
        if not first or one in self._tried or not self._session.uncalibrated:
            return None
        self._tried.add(one)
        return CalibrationStarted(t=self._t, watched=False)

    def _left(self, item: Prescribed) -> bool:
        done = self._session.checking.times(item.exercise, item.side)
        known = item.exercise in self._session.exercises
        return known and done < item.sets and (item.exercise, item.side) not in self._over

    def _pause(self) -> float:
        """Seconds of this rest; longer while a question is open."""
        rest = self._item.rest_s if self._item is not None else 0.0
        return max(rest, ANSWERS_S) if self._session.checking.asked is not None else rest

    def _go_on(self, stage: Stage) -> Action | None:
        item = self._item
        if item is not None and self._left(item):
            return None if stage is Stage.CHECK else self._calibration(item) or self._set_of(item)
        following = next((one for one in self._session.prescriptions.items if self._left(one)), None)
        if following is None:
            return SessionEnded(t=self._t)
        return self._choice(following, following.reps)

    def _set_of(self, item: Prescribed) -> Action:
        """The next set, with the repetitions that the last one asks for."""
        plan, wanted = self._session.plan, self._reps(item)
        self._dosed = self._session.progress.number
        if plan is None or plan.target_reps != wanted:
            return self._choice(item, wanted)
        return SetStarted(t=self._t)

    def _choice(self, item: Prescribed, reps: int) -> ExerciseChosen:
        return ExerciseChosen(
            t=self._t, exercise=item.exercise, side=item.side, target_reps=reps, target_hold_s=item.hold_s
        )

    def _reps(self, item: Prescribed) -> int:
        plan, progress = self._session.plan, self._session.progress
        first = self._session.checking.times(item.exercise, item.side) == 0
        if plan is None or first or progress.number == self._dosed:
            return plan.target_reps if plan else item.reps
        said = self._session.checking.answers.get(progress.number, Answer())
        return adapted(item, plan.target_reps, progress.shown_reps, said)


def adapted(item: Prescribed, asked: int, done: int, said: Answer) -> int:
    """Repetitions of the next set: fewer after a hard or unfinished one, one more after an easy one, within
    the therapist's limits; without limits as prescribed."""
    if item.fewest is None or item.most is None:
        return item.reps
    hard = said.effort is not None and said.effort >= item.effort_limit
    if hard or done < asked:
        return max(item.fewest, asked - FEWER)
    easy = said.effort is not None and said.pain is not None and max(said.effort, said.pain) <= EASY
    return min(item.most, asked + MORE) if easy else asked
