"""Left and right moving at once make one repetition of both."""

from coach.feedback.limb import Done
from coach.feedback.reps import Rep


class Pairing:
    """Keeps a repetition that ended while the other side is still in the same one."""

    def __init__(self) -> None:
        self._waiting: Done | None = None

    def add(self, done: Done, rival_started: float | None) -> list[tuple[Done, ...]]:
        """`rival_started`: when the other side's open repetition left rest, None if there is none.
        Returns what can be counted now: one side's repetition, or both sides' as one."""
        first, self._waiting = self._waiting, None
        if first is not None:
            return [(first, done)] if _together(first, done) else [(first,), (done,)]
        if rival_started is not None and rival_started < _peak(done):
            self._waiting = done
            return []
        return [(done,)]

    def flush(self) -> list[tuple[Done, ...]]:
        """Nobody else is coming: what waits is counted alone."""
        first, self._waiting = self._waiting, None
        return [(first,)] if first is not None else []

    def clear(self) -> None:
        self._waiting = None


def _peak(done: Done) -> float:
    return done.rep.peak_t if isinstance(done.rep, Rep) else done.rep.end


def _together(a: Done, b: Done) -> bool:
    """Each began before the other's peak."""
    return a.rep.start < _peak(b) and b.rep.start < _peak(a)
