"""Whose a hand is: the patient's are those on the patient's wrists, and no others."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.pose.body import Body
from coach.pose.hands import around_wrists, own_hands
from coach.pose.patient import Patient
from coach.pose.video import Video
from coach.types import LANDMARKS, HandPoint, Pose, Side
from tests.feedback.figure import Camera, Figure, pose
from tests.feedback.stick_hand import with_hand

PALM = 20.0
"""Pixels, of a body that is 206 pixels to the metre."""
ASIDE = Figure().with_arm(Side.LEFT, out=60).with_arm(Side.RIGHT, out=60)
SEEN = pose(0.0, ASIDE, Camera())
SIDES = (Side.LEFT, Side.RIGHT)


def body_of(seen: Pose) -> Body:
    assert seen.points is not None
    assert seen.world is not None
    return Body(points=seen.points, world=seen.world)


def hand_at(side: Side, dx: float = 0.0, dy: float = 0.0) -> tuple[HandPoint, ...]:
    """A hand near this wrist, off it by so many palm lengths."""
    (hand,) = with_hand(SEEN, side, (0, 0, 0, 0), palm_px=PALM).hands
    return tuple(
        p._replace(x=p.x + dx * PALM / SEEN.width, y=p.y + dy * PALM / SEEN.height) for p in hand.points
    )


offsets = st.floats(-0.45, 0.45)


@given(st.lists(st.tuples(st.sampled_from(SIDES), offsets, offsets), max_size=2, unique_by=lambda f: f[0]))
def test_each_hand_goes_to_the_wrist_that_it_hangs_on(found: list[tuple[Side, float, float]]) -> None:
    hands = [hand_at(*place) for place in found]
    own = own_hands(hands, body_of(SEEN), SEEN.width, SEEN.height)
    assert {hand.side: hand.points for hand in own} == {
        side: points for (side, _, _), points in zip(found, hands, strict=True)
    }


@given(st.sampled_from(SIDES), st.floats(0.8, 6), st.floats(0, 6.3))
def test_a_helper_s_hand_is_nobody_s(side: Side, far: float, angle: float) -> None:
    away = hand_at(side, far * np.cos(angle), far * np.sin(angle))
    assert own_hands([away], body_of(SEEN), SEEN.width, SEEN.height) == ()


@given(st.sampled_from(SIDES), st.floats(0.8, 2.5), st.floats(0, 6.3))
def test_a_helper_s_hand_beside_the_own_one_takes_no_place(side: Side, far: float, angle: float) -> None:
    helper, own = hand_at(side, far * np.cos(angle), far * np.sin(angle)), hand_at(side, 0.1)
    (kept,) = own_hands([helper, own], body_of(SEEN), SEEN.width, SEEN.height)
    assert (kept.side, kept.points) == (side, own)


@given(st.sampled_from(SIDES), st.floats(0.1, 0.3), st.floats(0.3, 0.5))
def test_where_two_could_be_it_there_is_none(side: Side, near: float, other: float) -> None:
    """A helper grips the patient's wrist: which of both hands opens can't be told."""
    hands = [hand_at(side, near), hand_at(side, 0.0, other)]
    assert own_hands(hands, body_of(SEEN), SEEN.width, SEEN.height) == ()


def test_all_but_the_wrists_surroundings_is_painted_over() -> None:
    rgb = np.full((480, 640, 3), 7, np.uint8)
    around = around_wrists(rgb, body_of(SEEN))
    assert around is not None
    kept = (around == 7).all(axis=2)
    for side in SIDES:
        for point in hand_at(side):
            assert kept[round(point.y * 480), round(point.x * 640)]
    assert SEEN.points is not None
    nose = SEEN.points[LANDMARKS.index("nose")]
    assert not kept[round(nose.y * 480), round(nose.x * 640)]
    assert kept.mean() < 0.5


def test_without_a_wrist_in_the_picture_nothing_is_looked_for() -> None:
    assert SEEN.points is not None
    away = tuple(p._replace(x=p.x + 2) for p in SEEN.points)
    assert around_wrists(np.zeros((480, 640, 3), np.uint8), body_of(replace(SEEN, points=away))) is None


@pytest.mark.parametrize("wanted", [True, False])
def test_hands_are_found_in_real_pictures_and_only_when_wanted(
    pruned: Path, hand_model: Path, shared: Path, wanted: bool
) -> None:
    """A real person at a table, hands before the chest, palms a twenty-fifth of the picture high."""
    clip = shared / "real" / "gmdcsa_S3_ADL_07.mp4"
    if not clip.is_file():
        pytest.skip("the clip is not there")
    with Video(clip) as video, Patient(pruned, hand_model=hand_model) as patient:
        patient.look_for_hands(wanted)
        seen = [patient.see(picture) for picture in islice(video.pictures(15), 30)]
    found = [hand for one in seen for hand in one.hands]
    if not wanted:
        assert found == []
        return
    assert len(found) >= 20
    assert {hand.side for hand in found} == {Side.LEFT, Side.RIGHT}
