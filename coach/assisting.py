"""Which repetitions somebody helped with: marked by people, suggested where a helper was within reach."""

from collections.abc import Sequence

from coach.feedback.engine import Reading
from coach.feedback.helper import HelperWatch
from coach.types import ActionRefused, Event, HelpMarked, HelpSuspected, Phase, Pose, RepAssisted, RepCounted

Marked = tuple[int, int, bool]
"""Set, repetition, complete."""


class Assisting:
    """All of one session's marks."""

    def __init__(self) -> None:
        self.marked: set[Marked] = set()
        self._watch = HelperWatch()
        self._counted: set[Marked] = set()
        self._last: Marked | None = None
        self._helping: RepAssisted | None = None
        """Somebody said that they help with the repetition that runs."""

    def look(self, pose: Pose) -> None:
        self._watch.step(pose)

    def lose_sight(self) -> None:
        """Nothing is known of where anybody stood."""
        self._watch = HelperWatch()

    def recall(self, record: RepCounted | HelpMarked, set_number: int) -> None:
        """What was counted or marked before."""
        rep = (set_number, record.number, record.complete)
        if isinstance(record, RepCounted):
            self._last = rep
            self._counted.add(rep)
        else:
            self.marked.add((record.set_number, record.number, record.complete))

    def begin_set(self) -> None:
        self._last, self._helping = None, None

    def counted(self, rep: RepCounted, set_number: int) -> list[Event]:
        """A repetition that was marked while it ran is marked now; one that was not may be suspected."""
        self._last = set_number, rep.number, rep.complete
        self._counted.add(self._last)
        if (said := self._helping) is not None:
            self._helping = None
            return self._mark(rep.t, self._last, said)
        if not self._watch.helped(rep.start, rep.end):
            return []
        return [HelpSuspected(t=rep.t, set_number=set_number, number=rep.number, complete=rep.complete)]

    def mark(self, action: RepAssisted, readings: Sequence[Reading]) -> list[Event]:
        """The repetition that is named, else the one that runs, else the last. Raises ActionRefused."""
        if action.number is not None:
            return self._mark(action.t, (action.set_number, action.number, action.complete), action)
        if any(reading.phase in (Phase.OUT, Phase.PEAK, Phase.BACK) for reading in readings):
            self._helping = action
            return []
        if self._last is None:
            raise ActionRefused("no_rep_to_mark")
        return self._mark(action.t, self._last, action)

    def _mark(self, t: float, rep: Marked, said: RepAssisted) -> list[Event]:
        if rep not in self._counted:
            raise ActionRefused("no_rep_to_mark")
        if rep in self.marked:
            return []
        self.marked.add(rep)
        set_number, number, complete = rep
        return [
            HelpMarked(
                t=t,
                set_number=set_number,
                number=number,
                complete=complete,
                by=said.by,
                person=said.person,
            )
        ]
