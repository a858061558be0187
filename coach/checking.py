"""What a patient said after each set, and what follows from it. Pure; one session's."""

from dataclasses import dataclass

from coach.feedback.prescribed import Prescriptions
from coach.programme.prescription import StopRules
from coach.programme.stopping import Advice, advice
from coach.types import ActionRefused, CheckedIn, CueGiven, Event, Level, SetDone, TherapistTold


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    pain: int | None = None
    effort: int | None = None


class Checking:
    def __init__(self) -> None:
        self.answers: dict[int, Answer] = {}
        """By the set's number; the newest answer to each question."""
        self._sets: dict[int, SetDone] = {}

    @property
    def asked(self) -> int | None:
        """The set that is asked about: the last one, until both questions are answered."""
        if not self._sets:
            return None
        last = max(self._sets)
        said = self.answers.get(last, Answer())
        return None if said.pain is not None and said.effort is not None else last

    def ended(self, done: SetDone) -> None:
        self._sets[done.number] = done

    def times(self, exercise: str, side: str) -> int:
        """How many sets of it were done."""
        return sum((one.exercise, one.side) == (exercise, side) for one in self._sets.values())

    def take(self, said: CheckedIn, prescriptions: Prescriptions) -> tuple[Advice, list[Event]]:
        """Raises ActionRefused."""
        done = self._sets.get(said.set_number)
        if done is None:
            raise ActionRefused("nothing_to_answer")
        before = self.answers.get(said.set_number, Answer())
        now = Answer(
            pain=before.pain if said.pain is None else said.pain,
            effort=before.effort if said.effort is None else said.effort,
        )
        self.answers[said.set_number] = now
        item = prescriptions.of(done.exercise, done.side)
        rules = StopRules(pain=item.pain_limit, effort=item.effort_limit) if item else StopRules()
        follows = advice(said.pain, said.effort, rules)
        return follows, _told(follows, said.t)


def _told(follows: Advice, t: float) -> list[Event]:
    match follows:
        case Advice.STOP:
            return [TherapistTold(t=t, key="told.pain_limit")]
        case Advice.REST:
            rest = CueGiven(t=t, key="cue.rest", level=Level.COACH)
            return [rest, TherapistTold(t=t, key="told.effort_limit")]
    return []
