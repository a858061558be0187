"""Goal Attainment Scaling, by the published formula."""

import pytest
from pydantic import ValidationError

from coach.programme.goals import Goal, Goals, attainment, score


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        ([], None),
        ([(1, 0), (3, 0)], 50.0),
        ([(1, -2)], 30.0),
        ([(1, 1), (1, 1), (1, 1)], 50 + 30 / 4.8**0.5),  # three equal goals, each one better than expected
        ([(1, 2), (1, -2)], 50.0),
        ([(3, 1), (1, -1)], 50 + 20 / (0.7 * 10 + 0.3 * 16) ** 0.5),
    ],
)
def test_the_score(levels: list[tuple[int, int]], wanted: float | None) -> None:
    assert attainment(levels) == (None if wanted is None else pytest.approx(wanted))


def test_only_goals_that_were_looked_at_count_now() -> None:
    goals = Goals(items=(Goal(id="a", what="Walk to the shop", now=0), Goal(id="b", what="Dress alone")))
    begun, now = score(goals)
    assert begun == pytest.approx(50 - 40 / 2.6**0.5)
    assert now == 50
    assert score(Goals()) == (None, None)


def test_two_goals_of_one_name_are_refused() -> None:
    goal = Goal(id="a", what="Walk")
    with pytest.raises(ValidationError, match="same id"):
        Goals(items=(goal, goal))
