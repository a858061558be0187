"""Which prescribed days were kept."""

from datetime import date

from coach.programme.days import Kept, SetAt, weeks
from coach.programme.prescription import Prescription, Programme
from coach.types import Side

STAND = Prescription(id="a", exercise="sit_to_stand", side=Side.BOTH, sets=2, days=(0, 2, 4))
REACH = Prescription(id="b", exercise="shoulder_flexion", side=Side.LEFT, sets=1, days=(0, 2))
BOTH = Programme(items=(STAND, REACH))
MONDAY = (date(2026, 3, 2) - date(1970, 1, 1)).days
BEFORE = MONDAY - 7


def stood(day: int, times: int = 1, *, led: bool = False) -> list[SetAt]:
    return [SetAt(day=day, exercise="sit_to_stand", side="both", led=led)] * times


def reached(day: int) -> list[SetAt]:
    return [SetAt(day=day, exercise="shoulder_flexion", side="left")]


def kept(sets: list[SetAt], today: int, *versions: tuple[int, Programme], most: int = 8) -> list[list[str]]:
    found = weeks(versions or ((BEFORE, BOTH),), sets, today, most)
    return [[one.kept.value for one in week] for week in found]


def test_a_day_is_done_when_every_set_of_every_exercise_was() -> None:
    monday, wednesday, friday = MONDAY, MONDAY + 2, MONDAY + 4
    sets = [*stood(monday, 2), *reached(monday), *stood(wednesday, 2), *stood(friday, 1)]
    (_, this) = kept(sets, MONDAY + 6)
    assert this == ["done", "free", "partly", "free", "partly", "free", "free"]
    first = weeks([(BEFORE, BOTH)], sets, MONDAY + 6, 8)[1]
    assert [(one.done, one.planned) for one in first][:3] == [(2, 2), (0, 0), (1, 2)]


def test_another_side_is_another_exercise() -> None:
    other = [SetAt(day=MONDAY, exercise="shoulder_flexion", side="right")]
    assert kept([*stood(MONDAY, 2), *other], MONDAY + 6)[1][0] == "partly"


def test_today_and_what_comes_is_not_missed_yet() -> None:
    assert kept([], MONDAY + 2)[1] == ["missed", "free", "to_come", "free", "to_come", "free", "free"]


def test_with_the_therapist_is_neither_done_at_home_nor_missed() -> None:
    sets = [*stood(MONDAY, 2, led=True), *stood(MONDAY + 1, led=True), *stood(MONDAY + 3)]
    assert kept(sets, MONDAY + 6)[1][:4] == ["led", "led", "missed", "extra"]


def test_a_version_holds_from_the_day_after_it_was_written() -> None:
    """Also: nothing was to be done before the first, and each day is judged by what held then."""
    versions = (MONDAY, Programme(items=(STAND,))), (MONDAY + 3, Programme(items=(REACH,)))
    (week,) = weeks(versions, [], MONDAY + 6, 8)
    assert [one.kept for one in week] == [Kept.FREE, Kept.FREE, Kept.MISSED, *[Kept.FREE] * 4]


def test_so_many_weeks_back_at_most() -> None:
    assert len(kept([], MONDAY, (MONDAY - 70, BOTH), most=8)) == 8
    assert weeks([], [], MONDAY, 8) == []
