"""What another judgement of the same sets would change: repetitions and findings gained and lost. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from coach.review.rejudge import SetJudged
from coach.types import FaultSeen, RepCounted, Side

Found = TypeVar("Found", RepCounted, FaultSeen)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetChanged:
    """One set before and after; a partial repetition that is complete now is both gained and lost."""

    number: int
    exercise: str
    before: int
    after: int
    reps_gained: tuple[RepCounted, ...]
    reps_lost: tuple[RepCounted, ...]
    faults_gained: tuple[FaultSeen, ...]
    faults_lost: tuple[FaultSeen, ...]

    @property
    def same(self) -> bool:
        changes = self.reps_gained, self.reps_lost, self.faults_gained, self.faults_lost
        return self.before == self.after and not any(changes)


def difference(before: Sequence[SetJudged], after: Sequence[SetJudged]) -> list[SetChanged]:
    """Set by set, in the order of `after`."""
    old = {one.done.number: one for one in before}
    return [_changed(old.get(now.done.number), now) for now in after]


def _changed(old: SetJudged | None, now: SetJudged) -> SetChanged:
    reps, faults = (old.reps, old.faults) if old else ((), ())
    return SetChanged(
        number=now.done.number,
        exercise=now.done.exercise,
        before=old.done.reps if old else 0,
        after=now.done.reps,
        reps_gained=_unmatched(now.reps, reps),
        reps_lost=_unmatched(reps, now.reps),
        faults_gained=_unmatched(now.faults, faults),
        faults_lost=_unmatched(faults, now.faults),
    )


def _unmatched(these: Sequence[Found], those: Sequence[Found]) -> tuple[Found, ...]:
    """Of `these` the ones that have no partner among `those`; each partner serves once."""
    left = list(those)
    alone = []
    for one in these:
        partner = next((other for other in left if _is_the_same(one, other)), None)
        if partner is None:
            alone.append(one)
        else:
            left.remove(partner)
    return tuple(alone)


def _is_the_same(one: Found, other: Found) -> bool:
    if isinstance(one, RepCounted) and isinstance(other, RepCounted):
        return one.complete is other.complete and meet(one, other)
    if isinstance(one, FaultSeen) and isinstance(other, FaultSeen):
        return one.fault == other.fault and meet(one, other)
    return False


def meet(one: RepCounted | FaultSeen, other: RepCounted | FaultSeen) -> bool:
    """At the same time on the same side; an instant meets what it lies in."""
    same_side = one.side is other.side or Side.BOTH in (one.side, other.side)
    return same_side and one.start <= other.end and other.start <= one.end and _overlap(one, other)


def _overlap(one: RepCounted | FaultSeen, other: RepCounted | FaultSeen) -> bool:
    """By at least half of the shorter one: neighbours that touch are two."""
    shorter = min(one.end - one.start, other.end - other.start)
    return min(one.end, other.end) - max(one.start, other.start) >= shorter / 2
