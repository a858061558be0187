"""From pictures to repetitions: a drawn hand on a rendered person opens and closes, and is counted."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from coach.pose.patient import Patient
from coach.pose.picture import Picture
from coach.pose.video import Video
from coach.types import LANDMARKS, Pose, Side
from tests.feedback.judging import complete, judge, reps
from tests.feedback.movements import Rhythm
from tests.pose.conftest import CLIPS
from tests.pose.drawn_hand import draw

RATE, REPS, ZOOM = 10.0, 3, 2.0
RHYTHM = Rhythm(rest=1.0, out=0.8, hold=0.4, back=0.8)
PALM_PX = 55.0
WRIST = LANDMARKS.index("left_wrist")


def person(still: Path) -> NDArray[np.uint8]:
    """The upper body of somebody who stands with hanging arms, as near as the exercise wants it."""
    with Video(still) as video:
        rgb = next(islice(video.pictures(RATE), 3, None)).rgb
    rows, columns = rgb.shape[:2]
    high, wide = round(rows / ZOOM), round(columns / ZOOM)
    top, left = round(0.12 * rows), (columns - wide) // 2
    return np.ascontiguousarray(
        cv2.resize(rgb[top : top + high, left : left + wide], (columns, rows)), np.uint8
    )


def picture(rgb: NDArray[np.uint8], t: float) -> Picture:
    rows, columns = rgb.shape[:2]
    return Picture(t=t, rtp_timestamp=0, width=columns, height=rows, rgb=rgb, light=0.5)


def seen(patient: Patient, still: NDArray[np.uint8], wrist: tuple[float, float]) -> Iterator[Pose]:
    for n in range(int((REPS * RHYTHM.total + 1.5) * RATE)):
        t = n / RATE
        i = int(t // RHYTHM.total)
        opened = RHYTHM.depth(t - i * RHYTHM.total) if i < REPS else 0.0
        rgb = still.copy()
        draw(rgb, wrist, PALM_PX, [1 - opened] * 4)
        yield patient.see(picture(rgb, t + 1.0))


@pytest.fixture
def film(pruned: Path, hand_model: Path) -> list[Pose]:
    still = person(CLIPS / "shabd_clean_front.mp4")
    rows, columns = still.shape[:2]
    with Patient(pruned, hand_model=hand_model) as patient:
        first = patient.see(picture(still, 0.0))
        assert first.points is not None
        where = first.points[WRIST].x * columns, first.points[WRIST].y * rows
        patient.look_for_hands(True)
        return list(seen(patient, still, where))


def test_a_drawn_hand_is_found_on_its_wrist_and_counted(film: list[Pose]) -> None:
    sides = [hand.side for pose in film for hand in pose.hands]
    assert len(sides) >= 0.7 * len(film)
    assert set(sides) == {Side.LEFT}
    events = judge("hand_open_close", film)
    assert complete(events) == REPS
    assert {rep.side for rep in reps(events)} == {Side.LEFT}
