"""Whether a prescription should become harder or easier, from what was done. A suggestion only: a therapist
approves it, which makes it a new version. Pure.

Up: the last two sessions were done in full with at most moderate effort and little pain, and nothing unsafe.
It is the "2-for-2" rule of strength training (Baechle and Earle, Essentials of Strength Training and
Conditioning), with effort in place of spare repetitions; clinical.md A.7 holds the dose to 3 sets of 15.
Down: pain or effort reached the stop rule, something unsafe was seen, or less than half was managed. Both are
engineering judgement, not validated in patients."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.programme.prescription import Limits, Prescription

IN_A_ROW = 2
EASY_EFFORT = 3
"""Borg CR10 "moderate"; RPE 13, the middle of A.7's 11 to 14."""
LITTLE_PAIN = 3
MOST_REPS, MOST_SETS, LONGEST_HOLD_S = 15, 3, 60.0
MORE_REPS, MORE_HOLD_S = 2, 5.0
FEWEST_REPS, SHORTEST_HOLD_S = 4, 5.0
MANAGED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One prescription in one session."""

    sets: int
    reps: int
    """All sets together, complete ones, with the therapist's corrections."""
    pain: int | None = None
    """The worst said; null when nobody asked or answered."""
    effort: int | None = None
    unsafe: bool = False
    """A safety finding was seen and nobody disagreed."""
    hold_s: float | None = None
    """The longest hold."""


class Why(StrEnum):
    DONE_IN_FULL = "done_in_full"
    PAIN = "pain"
    EFFORT = "effort"
    UNSAFE = "unsafe"
    NOT_MANAGED = "not_managed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    why: Why
    proposed: Prescription


def suggestion(item: Prescription, done: Sequence[Done]) -> Suggestion | None:
    """`done`: oldest first, since the prescription last changed. None: it stays as it is."""
    if not done:
        return None
    trouble = _trouble(item, done[-1])
    if trouble is not None:
        easier = _easier(item)
        return None if easier == item else Suggestion(why=trouble, proposed=easier)
    recent = done[-IN_A_ROW:]
    if len(recent) < IN_A_ROW or not all(_easily(item, one) for one in recent):
        return None
    harder = _harder(item)
    return None if harder == item else Suggestion(why=Why.DONE_IN_FULL, proposed=harder)


def _trouble(item: Prescription, last: Done) -> Why | None:
    if last.unsafe:
        return Why.UNSAFE
    if last.pain is not None and last.pain >= item.stop.pain:
        return Why.PAIN
    if last.effort is not None and last.effort >= item.stop.effort:
        return Why.EFFORT
    return Why.NOT_MANAGED if last.reps < MANAGED * item.sets * item.reps else None


def _easily(item: Prescription, one: Done) -> bool:
    """Effort has to be said: who was not asked is not made to work harder."""
    full = one.reps >= item.sets * item.reps and one.sets >= item.sets
    held = item.hold_s is None or (one.hold_s is not None and one.hold_s >= item.hold_s)
    light = one.effort is not None and one.effort <= min(EASY_EFFORT, item.stop.effort - 1)
    painless = one.pain is None or one.pain <= min(LITTLE_PAIN, item.stop.pain - 1)
    return full and held and light and painless and not one.unsafe


def _harder(item: Prescription) -> Prescription:
    """One thing at a time: longer, then more, then another set."""
    if item.hold_s is not None and item.hold_s < LONGEST_HOLD_S:
        return _with(item, hold_s=min(LONGEST_HOLD_S, item.hold_s + MORE_HOLD_S))
    if item.reps < MOST_REPS:
        return _with(item, reps=min(MOST_REPS, item.reps + MORE_REPS))
    return _with(item, sets=item.sets + 1) if item.sets < MOST_SETS else item


def _easier(item: Prescription) -> Prescription:
    if item.hold_s is not None and item.hold_s > SHORTEST_HOLD_S:
        return _with(item, hold_s=max(SHORTEST_HOLD_S, item.hold_s - MORE_HOLD_S))
    if item.reps > FEWEST_REPS:
        return _with(item, reps=max(FEWEST_REPS, item.reps - MORE_REPS))
    return _with(item, sets=item.sets - 1) if item.sets > 1 else item


def _with(item: Prescription, **changes: float) -> Prescription:
    """The limits for sessions alone move so far that the new dose lies in them."""
    made = item.model_dump() | changes
    if item.limits is not None:
        reps = int(made["reps"])
        made["limits"] = Limits(
            fewest=min(item.limits.fewest, reps), most=max(item.limits.most, reps)
        ).model_dump()
    return Prescription.model_validate(made)
