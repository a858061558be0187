"""Who needs attention, and how much of the plan was done."""

from datetime import date

import pytest

from coach.programme.attention import Adherence, Reason, Why, adherence, reasons, weekday
from coach.programme.doing import DoneSet
from coach.programme.prescription import Prescription, Programme
from coach.types import Side

STAND = Prescription(id="a", exercise="sit_to_stand", side=Side.BOTH, days=(0, 2, 4))
PROGRAMME = Programme(items=(STAND,))
SUNDAY = (date(2026, 3, 1) - date(1970, 1, 1)).days


def test_days_have_their_weekdays() -> None:
    for day in range(0, 20_000, 997):
        assert weekday(day) == date.fromordinal(date(1970, 1, 1).toordinal() + day).weekday()


@pytest.mark.parametrize(
    ("begun", "done", "wanted"),
    [
        (0, [], (3, 0)),
        (0, [SUNDAY - 6, SUNDAY - 6, SUNDAY - 4], (3, 2)),
        (0, [SUNDAY - 5], (3, 0)),  # another day than planned
        (SUNDAY - 4, [], (2, 0)),  # the programme is newer
        (SUNDAY, [], (0, 0)),
    ],
)
def test_the_last_seven_days(begun: int, done: list[int], wanted: tuple[int, int]) -> None:
    found = adherence(PROGRAMME, begun, SUNDAY, done)
    assert (found.planned, found.done) == wanted


def test_today_counts_once_it_is_done() -> None:
    friday = SUNDAY - 2
    assert adherence(PROGRAMME, friday, friday, []).planned == 0
    assert adherence(PROGRAMME, friday, friday, [friday]) == Adherence(planned=1, done=1)


def a_set(*, unsafe: bool = False, pain: int | None = None) -> DoneSet:
    return DoneSet(session="s", at=0, exercise="sit_to_stand", side="both", reps=3, unsafe=unsafe, pain=pain)


def test_the_gravest_reason_comes_first() -> None:
    sets = [a_set(pain=5), a_set(pain=4), a_set(unsafe=True), a_set()]
    found = reasons(PROGRAMME.items, sets, Adherence(planned=3, done=1))
    assert found == [Reason(why=Why.SAFETY, n=1), Reason(why=Why.PAIN, n=1), Reason(why=Why.MISSED, n=2)]
    assert reasons(PROGRAMME.items, [a_set(pain=4)], Adherence(planned=3, done=2)) == []
