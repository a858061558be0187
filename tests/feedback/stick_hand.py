"""A hand for the stick figure: how far each finger is curled in, landmarks out. Palm to the camera."""

import math
from collections.abc import Sequence
from dataclasses import replace

from coach.types import LANDMARKS, Hand, HandPoint, Pose, Side

Place = tuple[float, float, float]
THUMB: tuple[Place, ...] = ((0.025, 0.02, 0.0), (0.045, 0.045, 0.0), (0.06, 0.07, 0.0), (0.07, 0.095, 0.0))
KNUCKLES: tuple[Place, ...] = (
    (0.028, 0.09, 0.0),
    (0.005, 0.095, 0.0),
    (-0.018, 0.088, 0.0),
    (-0.038, 0.075, 0.0),
)
PHALANGES = ((0.042, 0.025, 0.020), (0.045, 0.030, 0.022), (0.042, 0.027, 0.021), (0.033, 0.020, 0.018))
CURLED_DEG = (85.0, 100.0, 60.0)
"""Of the three joints of a finger in a fist."""


def points(curls: Sequence[float]) -> list[Place]:
    """The 21 landmarks in metres from the wrist: x towards the thumb, y along the palm, z to the camera.
    `curls`: of index, middle, ring and little finger; 0 straight, 1 in a fist."""
    out: list[Place] = [(0.0, 0.0, 0.0), *THUMB]
    for knuckle, lengths, curl in zip(KNUCKLES, PHALANGES, curls, strict=True):
        out.append(knuckle)
        (x, y, z), bent = knuckle, 0.0
        for length, full in zip(lengths, CURLED_DEG, strict=True):
            bent += math.radians(full * curl)
            y, z = y + length * math.cos(bent), z + length * math.sin(bent)
            out.append((x, y, z))
    return out


def with_hand(
    pose: Pose, side: Side, curls: Sequence[float], *, palm_px: float, tilt_deg: float = 0.0
) -> Pose:
    """The pose with a hand on this wrist, its palm `palm_px` long in the picture, turned about the forearm by
    `tilt_deg`."""
    assert pose.points is not None
    wrist = pose.points[LANDMARKS.index(f"{side}_wrist")]
    scale, turn = palm_px / 0.095, math.radians(tilt_deg)
    thumb_right = 1.0 if side is Side.LEFT else -1.0
    made = []
    for x, y, z in points(curls):
        across, ahead = x * math.cos(turn) + z * math.sin(turn), z * math.cos(turn) - x * math.sin(turn)
        made.append(
            HandPoint(
                wrist.x - thumb_right * scale * across / pose.width,
                wrist.y - scale * y / pose.height,
                -scale * ahead / pose.width,
            )
        )
    rounded = tuple(HandPoint(*(round(v * 32767) / 32767 for v in p)) for p in made)
    return replace(pose, hands=(*pose.hands, Hand(side=side, points=rounded)))
