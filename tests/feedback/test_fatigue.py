"""Signs of tiring: each by itself, how they add up, and that a steady set shows none."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.feedback.fatigue import Effortful, FatigueWatch
from coach.types import CueGiven, Event, RestAdvice, Side, TherapistTold, TiringSeen
from tests.feedback.figure import Figure, Filming, film
from tests.feedback.judging import judge
from tests.feedback.movements import Rhythm, Shape, squat

USUAL = Effortful(seconds=3.0, reach=1.0, compensations={})
FRESH = [USUAL] * 4


def watched(*reps: Effortful) -> list[TiringSeen]:
    watch = FatigueWatch()
    events = [e for n, rep in enumerate(reps) for e in watch.add(float(n), Side.BOTH, rep)]
    return [e for e in events if isinstance(e, TiringSeen)]


@pytest.mark.parametrize(
    ("rep", "sign"),
    [
        (replace(USUAL, seconds=3.7), "slowing"),
        (replace(USUAL, reach=0.84), "range"),
        (replace(USUAL, compensations={"trunk_lean": 9.0}), "compensation"),
    ],
)
def test_a_sign_is_one_in_two_repetitions_in_a_row(rep: Effortful, sign: str) -> None:
    assert watched(*FRESH, rep, USUAL, rep, USUAL) == []
    (seen,) = watched(*FRESH, rep, rep)
    assert (seen.signs, seen.advice) == ((sign,), RestAdvice.NOTE)


def test_a_compensation_of_before_counts_when_it_is_half_as_much_again() -> None:
    own = replace(USUAL, compensations={"shoulder_hike": 0.05})
    assert watched(*[own] * 4, *[replace(own, compensations={"shoulder_hike": 0.07})] * 3) == []
    assert watched(*[own] * 4, *[replace(own, compensations={"shoulder_hike": 0.08})] * 2)


def test_an_uneven_rhythm_is_a_sign() -> None:
    uneven = [replace(USUAL, seconds=s) for s in (2.0, 3.5, 2.0, 3.5)]
    assert [e.signs for e in watched(*FRESH, *uneven)] == [("rhythm",)]


def test_signs_add_up_and_each_step_is_told_once() -> None:
    slow = replace(USUAL, seconds=4.0)
    short = replace(slow, reach=0.7)
    leaning = replace(short, compensations={"trunk_lean": 12.0})
    seen = watched(*FRESH, slow, slow, short, short, leaning, leaning, leaning)
    assert [e.advice for e in seen] == [RestAdvice.NOTE, RestAdvice.OFFER, RestAdvice.REQUIRE]


def test_a_hard_effort_by_the_persons_own_word_requires_rest() -> None:
    watch = FatigueWatch()
    assert watch.effort(1.0, 14) == []
    assert watch.effort(2.0, 15) == [TiringSeen(t=2.0, signs=("effort",), advice=RestAdvice.REQUIRE)]


@given(st.lists(st.tuples(st.floats(2.9, 3.3), st.floats(0.95, 1.1)), min_size=5, max_size=30))
def test_a_steady_set_shows_no_sign(reps: list[tuple[float, float]]) -> None:
    assert watched(*(replace(USUAL, seconds=s, reach=r) for s, r in reps)) == []


@given(st.permutations([Side.LEFT, Side.RIGHT] * 6))
def test_each_side_is_held_against_itself(order: list[Side]) -> None:
    """The weaker side is slower all along: that is no tiring."""
    watch = FatigueWatch()
    slow = replace(USUAL, seconds=5.0)
    for t, side in enumerate(order):
        assert watch.add(float(t), side, USUAL if side is Side.LEFT else slow) == []


def squats(rhythms: Sequence[Rhythm], depths: Sequence[float], fps: float = 15.0) -> list[Event]:
    """One squat for each rhythm, as deep as its depth says."""
    starts = [sum(r.total for r in rhythms[:n]) for n in range(len(rhythms) + 1)]
    shapes: list[Shape] = [squat(knee=depth) for depth in depths]

    def at(t: float) -> Figure:
        n = max(i for i, start in enumerate(starts) if t >= start)
        return shapes[n](rhythms[n].depth(t - starts[n]), n) if n < len(rhythms) else shapes[-1](0.0, n)

    return judge("mini_squat", film(at, starts[-1] + 1.5, filming=Filming(fps=fps)))


FRESH_RHYTHM, TIRED_RHYTHM = Rhythm(), Rhythm(out=2.0, back=2.0)


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_somebody_who_tires_is_offered_a_rest_at_any_frame_rate(fps: float) -> None:
    events = squats([FRESH_RHYTHM] * 5 + [TIRED_RHYTHM] * 4, [58] * 5 + [45] * 4, fps)
    assert [e.advice for e in events if isinstance(e, TiringSeen)][-1] is RestAdvice.OFFER
    assert "cue.rest_offer" in {e.key for e in events if isinstance(e, CueGiven)}
    assert "told.slowing" in {e.key for e in events if isinstance(e, TherapistTold)}


@settings(max_examples=5, deadline=None)
@given(st.floats(10, 40))
def test_an_even_set_offers_none(fps: float) -> None:
    events = squats([FRESH_RHYTHM] * 9, [55] * 9, fps)
    assert [e for e in events if isinstance(e, TiringSeen)] == []
