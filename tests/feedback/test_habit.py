"""A repetition unlike the calibrated ones is noted; one like them is not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.feedback.calibrating import calibrate
from coach.feedback.exercises import CATALOG
from coach.feedback.habit import Habit, Traits, habit_of
from coach.types import FaultSeen, Level
from tests.feedback.figure import Figure, Filming, film
from tests.feedback.judging import judge, reps
from tests.feedback.movements import Rhythm, Shape, repeat, squat

GUIDED: list[Traits] = [{"lean.both.high": v, "knee.both.mean": 1.0 + v} for v in (0.10, 0.14, 0.12)]


def habit() -> Habit:
    found = habit_of(GUIDED)
    assert found is not None
    return found


def ratio(traits: Traits) -> float:
    found = habit().difference(traits)
    assert found is not None
    return found.ratio


def test_the_guided_repetitions_are_like_themselves() -> None:
    assert all(ratio(rep) < habit().limit for rep in GUIDED)


@given(st.floats(0.05, 3), st.floats(1.05, 4))
def test_the_farther_the_more_unlike(off: float, more: float) -> None:
    near, far = ({"lean.both.high": 0.12 + o, "knee.both.mean": 1.12} for o in (off, off * more))
    assert ratio(near) < ratio(far)


def test_what_differs_most_is_named() -> None:
    found = habit().difference({"lean.both.high": 2.0, "knee.both.mean": 1.12})
    assert found is not None
    assert found.measure == "lean"


def test_one_trait_far_off_does_not_outweigh_all_that_are_alike() -> None:
    """A landmark that the view shows badly once."""
    guided = [{f"m{n}.both.high": 0.1 + 0.04 * (n + k) % 0.12 for n in range(20)} for k in range(3)]
    found = habit_of(guided)
    assert found is not None
    glitch = found.difference({**guided[1], "m0.both.high": 5.0})
    everywhere = found.difference({name: value + 0.3 for name, value in guided[1].items()})
    assert glitch is not None
    assert everywhere is not None
    assert glitch.ratio < found.limit < everywhere.ratio


def test_too_little_seen_says_nothing() -> None:
    many = [{f"m{n}.both.high": 0.1 for n in range(10)} for _ in range(2)]
    found = habit_of(many)
    assert found is not None
    assert found.difference({"m0.both.high": 5.0}) is None


@pytest.mark.parametrize("reps", [[], GUIDED[:1], [{"a.both.high": 1.0}, {"b.both.high": 1.0}]])
def test_one_repetition_or_nothing_in_common_is_no_habit(reps: list[Traits]) -> None:
    assert habit_of(reps) is None


def varied(lean_from: int, lean: float = 9.0) -> Shape:
    """Squats that differ a little, as anybody's do; from one of them on the trunk leans."""

    def shape(d: float, i: int) -> Figure:
        usual = squat(knee=55 + (0, 2, -1)[i % 3])(d, i)
        return replace(usual, lean=lean * d) if i >= lean_from else usual

    return shape


@pytest.mark.parametrize("fps", [15.0, 30.0])
def test_a_new_lean_is_noted_and_only_there(fps: float) -> None:
    """9 degrees is little more than the threshold for everybody, and far from what this person does."""
    filming = Filming(fps=fps)
    guided, seconds = repeat(varied(lean_from=99), 3, Rhythm())
    own = calibrate(list(film(guided, seconds, filming=filming)), CATALOG["mini_squat"], reps=3)
    move, seconds = repeat(varied(lean_from=3), 6, Rhythm())
    events = judge("mini_squat", film(move, seconds, filming=filming), baseline=own)
    noted = [e for e in events if isinstance(e, FaultSeen) and e.fault == "unlike_own"]
    assert {e.level for e in noted} == {Level.NOTE}
    leaning = [rep.number for rep in reps(events)][3:]
    assert [e.rep for e in noted] == leaning
