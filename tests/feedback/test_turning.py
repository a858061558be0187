"""Which way to turn: the shorter way to the view that serves, in the person's own left and right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.feedback.exercises import CATALOG
from coach.feedback.texts import LANGUAGES, text
from coach.feedback.turning import WRONG_S, TurnWatch, Wanted, turn_to, wanted_by
from coach.feedback.view import name_of
from coach.types import Side, View

SIDEWAYS = Wanted(views=("side",), side=Side.BOTH)
FACING = Wanted(views=("front",), side=Side.BOTH)


def view(yaw_deg: float) -> View:
    return View(name=name_of(yaw_deg, None), yaw_deg=yaw_deg)


@pytest.mark.parametrize(
    ("wanted", "yaw", "key"),
    [
        (SIDEWAYS, 10, "turn.side_right"),  # the left side is the nearer one: turning right shows it
        (SIDEWAYS, -10, "turn.side_left"),
        (SIDEWAYS, 170, "turn.side_left"),  # the back to the camera
        (Wanted(views=("side",), side=Side.RIGHT), 10, "turn.side_left"),
        (Wanted(views=("side",), side=Side.RIGHT), 90, "turn.side_left"),  # the wrong side
        (Wanted(views=("oblique", "side"), side=Side.BOTH), 5, "turn.half_right"),
        (FACING, 60, "turn.front"),
    ],
)
def test_the_way_to_turn(wanted: Wanted, yaw: float, key: str) -> None:
    turn = turn_to(wanted, view(yaw))
    assert turn is not None
    assert turn.key == key
    assert all(text(turn.key, language) for language in LANGUAGES)


@given(st.floats(-180, 180), st.sampled_from([SIDEWAYS, FACING, Wanted(views=("side",), side=Side.LEFT)]))
def test_turning_as_told_comes_to_a_view_that_serves(yaw: float, wanted: Wanted) -> None:
    """A turn to the right raises the yaw; in steps of 5° it never takes more than half a turn."""
    steps = 0
    while (turn := turn_to(wanted, view(yaw))) is not None:
        yaw = (yaw + (5 if turn.way == "right" else -5) + 180) % 360 - 180
        steps += 1
        assert steps <= 36
    assert view(yaw).name in wanted.views


def test_a_wrong_view_is_told_once_it_lasts_and_not_a_moment_longer() -> None:
    watch = TurnWatch()
    asked = []
    for n in range(60):
        t = n / 10
        watch.step(t, SIDEWAYS, view(0 if t < 3 else 90))
        if watch.turn is not None:
            asked.append(t)
    assert asked[0] == pytest.approx(WRONG_S)
    assert asked[-1] < 3


def test_a_glance_aside_is_not_told() -> None:
    watch = TurnWatch()
    for n in range(50):
        watch.step(n / 10, SIDEWAYS, view(0 if n % 10 < 8 else 90))
        assert watch.turn is None


def test_who_walks_or_turns_as_the_exercise_is_not_told_to_turn() -> None:
    for exercise in ("walk_across", "walk_toward", "turn"):
        assert wanted_by(CATALOG[exercise], Side.BOTH) is None


def test_the_side_that_is_exercised_must_be_seen() -> None:
    wanted = wanted_by(CATALOG["seated_knee_extension"], Side.RIGHT)
    assert wanted is not None
    assert turn_to(wanted, view(-90)) is None
    assert turn_to(wanted, view(90)) is not None
