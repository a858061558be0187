"""Others beside the patient: where they are between two looks, and whether one is in front of the patient.

The detector often loses somebody who half covers another, just when it matters: so a bystander goes on at the
speed it had. Pure; places and lengths in picture heights.
"""

from collections.abc import Sequence

from coach.pose.identity import Identity, Seen

IN_FRONT = 1.05
"""A torso so much longer than the patient's is nearer to the camera: it hides, and is not hidden."""
COVER = 0.35
"""Bodies overlap when their middles are nearer than this share of both torso lengths together. A helper who
guards at arm's length stays outside of it."""
FORGET_S = 2.5
SOONEST_S, STILL_S = 0.13, 0.4
"""Between two looks at least: while one moves, and while one stands."""
STILL, START, WALK = 0.5, 1.0, 4.0
"""Torso lengths a second: who stands, what is added for who may start, who was seen once."""
_SAME = 1.5
"""Torso lengths between where one is expected and where one is seen, at most."""
_FASTEST = 6.0
"""Torso lengths a second; more is another person, not a faster one."""


class Bystander:
    """Somebody who is not the patient."""

    def __init__(self, seen: Seen, t: float) -> None:
        self._x, self.length, self.seen_at = seen.middle[0], seen.length, t
        self._speed: float | None = None

    def at(self, t: float) -> float:
        """Where across the picture, had it gone on as it went."""
        return self._x + (self._speed or 0.0) * (t - self.seen_at)

    def is_at(self, seen: Seen, t: float) -> bool:
        return abs(seen.middle[0] - self.at(t)) < _SAME * max(seen.length, self.length)

    def update(self, seen: Seen, t: float) -> None:
        speed = (seen.middle[0] - self._x) / max(t - self.seen_at, 1e-3)
        limit = _FASTEST * max(seen.length, self.length)
        speed = max(-limit, min(limit, speed))
        self._speed = speed if self._speed is None else (self._speed + speed) / 2
        self._x, self.length, self.seen_at = seen.middle[0], seen.length, t

    def covers(self, patient: Identity, t: float) -> bool:
        """Whether it hides part of the patient. Never at the first sight, which may be a ghost."""
        if self._speed is None or self.length < IN_FRONT * patient.length:
            return False
        apart = abs(self.at(t) - patient.middle[0])
        return apart < COVER * (self.length + patient.length)

    def next_look(self, patient: Identity, t: float) -> float:
        """Seconds in which it comes half the way before the patient: at its speed and somewhat more, for
        whoever stands may start to walk; at a walk when it was seen only once."""
        usual = max(patient.length, 1e-3)
        way = abs(self.at(t) - patient.middle[0]) / usual - 2 * COVER
        speed = WALK if self._speed is None else abs(self._speed) / usual
        soonest = SOONEST_S if speed > STILL else STILL_S
        return max(soonest, way / 2 / (speed + START))


class Bystanders:
    """All of them, from look to look."""

    def __init__(self) -> None:
        self._all: list[Bystander] = []

    def update(self, others: Sequence[Seen], t: float) -> None:
        """After a look that saw `others` beside the patient."""
        left = [one for one in self._all if t - one.seen_at <= FORGET_S]
        self._all = left[:]
        for seen in others:
            known = min(
                (one for one in left if one.is_at(seen, t)),
                key=lambda one: abs(one.at(t) - seen.middle[0]),
                default=None,
            )
            if known is None:
                self._all.append(Bystander(seen, t))
            else:
                known.update(seen, t)
                left.remove(known)

    def cover(self, patient: Identity, t: float) -> bool:
        return any(one.covers(patient, t) for one in self._all if t - one.seen_at <= FORGET_S)

    def next_look(self, patient: Identity, t: float) -> float:
        """Seconds from the last look to the next that is needed; infinite when nobody is there."""
        present = (one for one in self._all if t - one.seen_at <= FORGET_S)
        return min((one.next_look(patient, t) for one in present), default=float("inf"))
