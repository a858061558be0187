"""Others beside the patient, between two looks; pure, on made-up sightings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.pose.body import Torso
from coach.pose.bystander import FORGET_S, SOONEST_S, Bystander, Bystanders
from coach.pose.identity import Identity, Seen
from coach.pose.motion import Motion


def seen(x: float, length: float = 0.2) -> Seen:
    torso = Torso(hips=(x, 0.4 + length / 2), shoulders=(x, 0.4 - length / 2))
    return Seen(torso=torso, length=length, colours=None)


PATIENT = Identity(seen(0.6), 0.0)


def walker(start: float, speed: float, length: float, *, until: float, every: float = 0.2) -> Bystanders:
    """Seen at each look from t = 0 on, and no more after `until`."""
    others, t = Bystanders(), 0.0
    while t <= until:
        others.update([seen(start + speed * t, length)], t)
        t += every
    return others


@given(st.floats(0.3, 1.0), st.floats(0.24, 0.4))
def test_who_walks_in_front_covers_the_patient_just_while_there(speed: float, length: float) -> None:
    """Also when the detector loses him at a torso's length before the patient."""
    reach = 0.35 * (length + 0.2)
    lost = (0.6 - reach - 0.05) / speed
    others = walker(0.0, speed, length, until=lost)
    middle, ends = 0.6 / speed, reach / speed
    assert others.cover(PATIENT, middle) == (middle - lost <= FORGET_S - 0.2)
    assert not others.cover(PATIENT, max(0.0, middle - ends - 0.1))
    assert not others.cover(PATIENT, middle + ends + 0.1)


@given(st.floats(0.3, 1.0), st.floats(0.1, 0.2))
def test_who_walks_behind_covers_nobody(speed: float, length: float) -> None:
    others = walker(0.0, speed, length, until=1.5 / speed)
    assert not any(others.cover(PATIENT, t / 10) for t in range(60))


@given(st.floats(0.3, 1.0), st.floats(0.21, 0.4))
def test_a_helper_at_arm_s_length_covers_nobody(distance: float, length: float) -> None:
    aside = 0.35 * (length + 0.2) + 0.02 + distance
    others = walker(0.6 + aside, 0.0, length, until=3)
    assert not any(others.cover(PATIENT, t / 10) for t in range(30))


def test_a_ghost_seen_once_covers_nobody() -> None:
    others = Bystanders()
    others.update([seen(0.62, 0.3)], 0.0)
    assert not others.cover(PATIENT, 0.05)


def test_two_others_are_kept_apart() -> None:
    others = Bystanders()
    for i in range(5):
        others.update([seen(0.1 + 0.02 * i), seen(1.2 - 0.02 * i)], i * 0.2)
    assert len(others._all) == 2


@given(st.floats(0.05, 3), st.floats(-1, 1))
def test_the_next_look_comes_before_the_other_does(distance: float, speed: float) -> None:
    other = Bystander(seen(0.6 + distance), 0.0)
    other.update(seen(0.6 + distance + speed * 0.2), 0.2)
    wait = other.next_look(PATIENT, 0.2)
    assert wait >= SOONEST_S
    if wait > 0.4:
        assert (
            abs(other.at(0.2) - 0.6) - abs(other.at(0.2 + wait) - 0.6)
            <= abs(distance + speed * 0.2) / 2 + 1e-6
        )


def test_nobody_needs_no_look() -> None:
    assert Bystanders().next_look(PATIENT, 1.0) == float("inf")
    assert walker(0.0, 0.0, 0.2, until=0.5).next_look(PATIENT, 10.0) == float("inf")


@pytest.mark.parametrize(("columns", "noticed"), [((500, 600), True), ((250, 350), False)])
def test_motion_is_noticed_beside_the_patient_only(columns: tuple[int, int], noticed: bool) -> None:
    motion, room = Motion(), np.full((480, 640, 3), 120, np.uint8)
    assert not motion.beside(room, 200, 400)
    changed = room.copy()
    changed[100:400, slice(*columns)] = 30
    assert motion.beside(changed, 200, 400) == noticed
    assert not motion.beside(changed, 200, 400)


def test_noise_and_another_size_are_no_motion() -> None:
    motion, rng = Motion(), np.random.default_rng(1)
    for _ in range(5):
        noise = np.clip(rng.normal(120, 6, (480, 640, 3)), 0, 255).astype(np.uint8)
        assert not motion.beside(noise, 200, 400)
    assert not motion.beside(np.zeros((240, 320, 3), np.uint8), 100, 200)
