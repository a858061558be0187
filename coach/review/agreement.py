"""How far people and the judge agree: shares, Cohen's κ, sets off by one. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Pair = tuple[bool, bool]
"""What the judge said and what the person said of the same thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCount:
    """One set as it was judged and as a person has it."""

    judged: int
    corrected: int
    looked_at: bool
    """A person has corrected it, or the whole session was marked reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """As `ReviewAgreement` words it."""

    marked: int
    agreed: int
    percent: float | None
    kappa: float | None
    rep_kappa: float | None
    sets_compared: int
    exact: int
    off_by_one: int


def agreement(
    marks: Iterable[bool], sets: Iterable[SetCount], findings: Sequence[Pair], reps: Sequence[Pair]
) -> Agreement:
    """`marks`: the word on each marked finding. `findings` and `reps`: pairs for κ; none where nobody has
    looked at the whole session, since what was not marked may not have been seen."""
    said, looked = list(marks), [one for one in sets if one.looked_at]
    return Agreement(
        marked=len(said),
        agreed=sum(said),
        percent=round(100 * sum(said) / len(said), 1) if said else None,
        kappa=kappa(findings),
        rep_kappa=kappa(reps),
        sets_compared=len(looked),
        exact=sum(one.judged == one.corrected for one in looked),
        off_by_one=sum(abs(one.judged - one.corrected) <= 1 for one in looked),
    )


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's κ (Cohen 1960): agreement beyond chance. None without pairs, and where one of both always
    says the same, since chance explains everything then."""
    n = len(pairs)
    if n == 0:
        return None
    judge, person = (sum(pair[who] for pair in pairs) / n for who in (0, 1))
    if judge in (0, 1) or person in (0, 1):
        return None
    seen = sum(a == b for a, b in pairs) / n
    chance = judge * person + (1 - judge) * (1 - person)
    return round((seen - chance) / (1 - chance), 3)
