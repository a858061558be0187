"""What was done of a prescription, session by session. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from coach.programme.prescription import Prescription
from coach.programme.progression import Done


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneSet:
    session: str
    at: float
    """When the session began, seconds since 1970."""
    exercise: str
    side: str
    reps: int
    hold_s: float = 0.0
    unsafe: bool = False
    pain: int | None = None
    effort: int | None = None


def done_of(item: Prescription, sets: Iterable[DoneSet], since: float) -> list[Done]:
    """One for each session begun since then in which the exercise was done; `sets` oldest first."""
    own = [s for s in sets if (s.exercise, s.side) == (item.exercise, item.side) and s.at >= since]
    return [_summed(item, list(of)) for _, of in groupby(own, key=lambda s: s.session)]


def unchanged_since(
    item: Prescription, versions: Sequence[tuple[float, Mapping[str, Prescription]]]
) -> float:
    """When it became as it is; `versions`: newest first, the newest holds it."""
    since = versions[0][0]
    for at, items in versions:
        if items.get(item.id) != item:
            break
        since = at
    return since


def _summed(item: Prescription, sets: list[DoneSet]) -> Done:
    return Done(
        sets=len(sets),
        reps=sum(s.reps for s in sets),
        pain=max((s.pain for s in sets if s.pain is not None), default=None),
        effort=max((s.effort for s in sets if s.effort is not None), default=None),
        unsafe=any(s.unsafe for s in sets),
        hold_s=max(s.hold_s for s in sets) if item.hold_s is not None else None,
    )
