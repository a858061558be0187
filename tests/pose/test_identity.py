"""Knowing the patient again: pure, on made-up sightings."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coach.pose.appearance import Colours, colours_of, difference
from coach.pose.body import Torso
from coach.pose.identity import LIMIT, Identity, Seen, most_likely_patient

RED, BLUE, WHITE = (200, 40, 40), (40, 40, 200), (235, 235, 235)
Shade = tuple[int, int, int]


def cloth(shade: Shade, brightness: float = 1.0) -> Colours:
    rgb = np.clip(np.array(shade) * brightness, 0, 255).astype(np.uint8)
    picture = np.broadcast_to(rgb, (100, 100, 3)).copy()
    colours = colours_of(picture, Torso(hips=(50, 80), shoulders=(50, 20)))
    assert colours is not None
    return colours


def seen(x: float, y: float = 0.4, length: float = 0.2, shade: Shade = RED) -> Seen:
    torso = Torso(hips=(x, y + length / 2), shoulders=(x, y - length / 2))
    return Seen(torso=torso, length=length, colours=cloth(shade))


@given(st.floats(-2, 3), st.floats(-1, 2), st.floats(0.02, 1))
def test_the_same_sighting_costs_nothing(x: float, y: float, length: float) -> None:
    assert Identity(seen(x, y, length), 1.0).cost(seen(x, y, length), 1.0) == pytest.approx(0, abs=1e-3)


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=60))
def test_a_body_that_moves_as_bodies_do_stays_the_patient(way: list[float]) -> None:
    """Up to 4 torso lengths a second, 15 pictures a second."""
    identity, x = Identity(seen(0.5), 0.0), 0.5
    for i, speed in enumerate(way):
        x += speed * 4 * 0.2 / 15
        assert identity.cost(seen(x), (i + 1) / 15) < LIMIT
        identity.update(seen(x), (i + 1) / 15)


@given(st.floats(0.6, 1.9), st.sampled_from([BLUE, WHITE]))
def test_a_helper_beside_is_never_taken_for_the_patient(distance: float, shade: Shade) -> None:
    identity = Identity(seen(0.5), 0.0)
    helper = seen(0.5 + distance * 0.2, shade=shade)
    assert identity.choose([helper], 1 / 15) is None
    assert identity.choose([helper, seen(0.51)], 1 / 15) == 1


def test_a_helper_in_the_same_clothes_is_told_by_place() -> None:
    identity = Identity(seen(0.5), 0.0)
    assert identity.choose([seen(0.9), seen(0.52)], 0.5) == 1


def test_somebody_much_nearer_to_the_camera_is_not_the_patient() -> None:
    identity = Identity(seen(0.5), 0.0)
    assert identity.choose([seen(0.55, length=0.3)], 0.2) is None


def test_a_body_that_bends_to_the_camera_is_still_the_patient() -> None:
    identity = Identity(seen(0.5), 0.0)
    assert identity.choose([seen(0.5, length=0.08)], 0.2) == 0


def test_two_who_might_both_be_the_patient_are_neither() -> None:
    identity = Identity(seen(0.5), 0.0)
    assert identity.choose([seen(0.45), seen(0.55)], 0.5) is None


def test_nobody_is_nobody() -> None:
    assert Identity(seen(0.5), 0.0).choose([], 1.0) is None
    assert most_likely_patient([], 1.33) is None


@given(st.floats(0.55, 1.2))
def test_shade_alone_does_not_make_another_person(brightness: float) -> None:
    assert difference(cloth(RED), cloth(RED, brightness)) < 0.5


@pytest.mark.parametrize("others", [(RED, BLUE), (RED, WHITE), (WHITE, BLUE), (WHITE, (40, 40, 40))])
def test_other_clothes_differ(others: tuple[Shade, Shade]) -> None:
    assert difference(cloth(others[0]), cloth(others[1])) > 0.5


@given(st.lists(st.floats(0, 1), min_size=2, max_size=6), st.lists(st.floats(0, 1), min_size=2, max_size=6))
def test_difference_is_even_handed_and_bounded(a: list[float], b: list[float]) -> None:
    size = min(len(a), len(b))
    x, y = (np.array(v[:size], np.float32) + 0.01 for v in (a, b))
    x, y = x / x.sum(), y / y.sum()
    assert difference(x, y) == pytest.approx(difference(y, x), abs=1e-3)
    assert 0 <= difference(x, y) <= 1
    assert difference(x, x) == pytest.approx(0, abs=1e-3)


def test_outside_the_picture_there_are_no_colours() -> None:
    picture = np.zeros((100, 100, 3), np.uint8)
    assert colours_of(picture, Torso(hips=(500, 80), shoulders=(500, 20))) is None
    assert colours_of(picture, Torso(hips=(50, 52), shoulders=(50, 50))) is None


@given(st.floats(0, 1e4), st.floats(-1, 2), st.floats(0.05, 0.6), st.booleans())
def test_what_is_remembered_comes_back(t: float, x: float, length: float, coloured: bool) -> None:
    first = seen(x, length=length)
    if not coloured:
        first = Seen(torso=first.torso, length=length, colours=None)
    identity = Identity(first, t)
    back = Identity.from_bytes(identity.to_bytes())
    other = seen(x + 0.1, shade=BLUE)
    assert back.cost(other, t + 1) == pytest.approx(identity.cost(other, t + 1))
    assert back.seen_at == t


@pytest.mark.parametrize("data", [b"", b"abc", bytes(48 + 4)])
def test_nonsense_is_no_memory(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - numpy's own for some, ours for others
        Identity.from_bytes(data)


@given(st.floats(0.1, 0.4), st.floats(0.1, 0.4), st.floats(0.4, 0.6))
def test_of_two_equally_large_the_one_in_the_middle_is_the_patient(
    aside: float, length: float, middle: float
) -> None:
    width = 1.6
    assume(abs(aside - width / 2) > abs(middle * width - width / 2) + 0.05)
    assert most_likely_patient([seen(aside, length=length), seen(middle * width, length=length)], width) == 1
