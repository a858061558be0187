"""Which one thing the patient hears now. clinical.md A.2: one cue at a time, at least 8 s apart, after a
fault in 2 of the last 3 repetitions; after three cues without change the therapist is told instead."""

from collections import defaultdict, deque
from collections.abc import Sequence

from coach.types import CueGiven, Event, FaultSeen, Level, RestAdvice, TherapistTold

MOST_WORDS = 7
"""Of a cue, whoever words it: what can be taken in at one glance."""
APART_S = 8.0
LAST_REPS = 3
NEEDED = 2
TRIES = 3


class CueChooser:
    def __init__(self) -> None:
        self._recent: deque[frozenset[str]] = deque(maxlen=LAST_REPS)
        self._tries: defaultdict[str, int] = defaultdict(int)
        self._told: set[str] = set()
        self._last = float("-inf")
        self._rest: str | None = None

    def tiring(self, t: float, advice: RestAdvice) -> list[Event]:
        """Signs of tiring: a rest is offered as the next cue; when one is due, the therapist is told too."""
        if advice is RestAdvice.NOTE:
            return []
        self._rest = "cue.rest_offer" if advice is RestAdvice.OFFER else "cue.rest"
        key = "told.slowing" if advice is RestAdvice.OFFER else "told.rest_due"
        return [TherapistTold(t=t, key=key), *self._offer(t)]

    def _offer(self, t: float) -> list[Event]:
        if self._rest is None or t - self._last < APART_S:
            return []
        key, self._rest, self._last = self._rest, None, t
        return [CueGiven(t=t, key=key, level=Level.COACH)]

    def after_rep(
        self, t: float, faults: Sequence[FaultSeen], strong: frozenset[str] = frozenset()
    ) -> list[Event]:
        """A repetition ended with these faults, of which some were strong: at most one cue, a strong
        fault's first, then the one that was cued least."""
        told = frozenset(f.fault for f in faults if f.level is Level.COACH)
        self._recent.append(told)
        if offered := self._offer(t):
            return offered
        for fault in [name for name in self._tries if not any(name in rep for rep in self._recent)]:
            del self._tries[fault]
            self._told.discard(fault)
        ripe = [f for f in sorted(told) if sum(f in rep for rep in self._recent) >= NEEDED]
        ripe.sort(key=lambda name: (name not in strong, self._tries[name]))
        for fault in ripe:
            if fault in self._told:
                continue
            if self._tries[fault] >= TRIES:
                self._told.add(fault)
                return [TherapistTold(t=t, key="told.no_change", fault=fault)]
            if t - self._last >= APART_S:
                self._tries[fault] += 1
                self._last = t
                return [CueGiven(t=t, key=f"cue.{fault}", level=Level.COACH)]
        return []

    def safety(self, t: float, fault: str) -> list[Event]:
        """A safety finding pre-empts everything; the therapist is told as well."""
        self._last = t
        return [
            CueGiven(t=t, key=f"cue.{fault}", level=Level.SAFETY),
            TherapistTold(t=t, key=f"told.{fault}", fault=fault),
        ]
