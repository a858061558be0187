"""Goals that can be measured, and Goal Attainment Scaling over them. Pure.

A goal is specific, has a measure, a day, and five levels from -2 (as at the start) to +2 (much better than
expected); 0 is what was expected (Kiresuk and Sherman, Community Mental Health Journal 1968)."""

from collections.abc import Sequence
from math import sqrt
from typing import Annotated

from pydantic import Field, model_validator

from coach.programme.prescription import Frozen

MOST_GOALS = 24
CORRELATION = 0.3
"""Between goals, as Kiresuk and Sherman take it."""
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""As 2027-03-31."""
Level = Annotated[int, Field(ge=-2, le=2)]
Weight = Annotated[int, Field(ge=1, le=3)]


class Goal(Frozen):
    """`id` stays the same through all versions."""

    id: Annotated[str, Field(pattern=r"^[0-9a-z_-]{1,32}$")]
    what: Annotated[str, Field(min_length=1, max_length=300)]
    """What the patient wants to be able to do."""
    measure: Annotated[str, Field(max_length=200)] = ""
    """How it is seen: a test, a number, a thing done."""
    by: Day | None = None
    weight: Weight = 1
    expected: Annotated[str, Field(max_length=200)] = ""
    """Level 0."""
    begun: Level = -2
    now: Level | None = None
    """Null: not looked at since it was set."""
    ended: Day | None = None
    """Nobody works towards it any more; how far it came still counts."""


class Goals(Frozen):
    items: Annotated[tuple[Goal, ...], Field(max_length=MOST_GOALS)] = ()

    @model_validator(mode="after")
    def _named_once(self) -> "Goals":
        if len({goal.id for goal in self.items}) != len(self.items):
            raise ValueError("Two goals have the same id.")
        return self


def attainment(levels: Sequence[tuple[int, int]]) -> float | None:
    """The T-score of (weight, level): 50 where all is as expected; None without goals."""
    if not levels:
        return None
    weights = [weight for weight, _ in levels]
    spread = sqrt((1 - CORRELATION) * sum(w * w for w in weights) + CORRELATION * sum(weights) ** 2)
    return 50 + 10 * sum(weight * level for weight, level in levels) / spread


def score(goals: Goals) -> tuple[float | None, float | None]:
    """At the start, and of those looked at since, now."""
    looked = [goal for goal in goals.items if goal.now is not None]
    begun = attainment([(goal.weight, goal.begun) for goal in goals.items])
    return begun, attainment([(goal.weight, goal.now) for goal in looked if goal.now is not None])
