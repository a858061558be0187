"""Where the face is that must not be recognised. Pure; errs on the side of too much.

A recording is blurred afterwards, so what comes later is known too: where no pose was found, the last and the
next known places are both covered, and grow the longer the gap is. Without any pose the whole picture is."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coach.types import Pose

HEAD = range(11)
"""Landmarks of the face: nose, eyes, ears, mouth."""
SHOULDERS = (11, 12)
WIDER = 2.0
"""The landmarks span ear to ear and eyes to mouth; hair, brow and chin are outside them."""
NECK = 0.8
"""Seen from the side the landmarks lie close together; the nose is about a head above the shoulders."""
LEAST = 0.03
"""Radius as a share of the picture's height: a face far away."""
GROWS = 0.8
"""A second without a pose adds this share of the radius: a head moves half its width in that."""
LARGEST = 3.0
NEAR_S = 0.12
"""Poses of one analysed stream lie closer than this; a longer gap is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """Pixels of a picture so large."""

    x: float
    y: float
    radius: float
    width: int
    height: int

    def grown(self, seconds: float) -> "Disc":
        return replace(self, radius=self.radius * min(LARGEST, 1 + GROWS * seconds))

    def within(self, width: int, height: int) -> "Disc":
        """In a picture of another size: a call changes it, and the pose may be of the one before."""
        across, down = width / self.width, height / self.height
        return Disc(
            x=self.x * across,
            y=self.y * down,
            radius=self.radius * max(across, down),
            width=width,
            height=height,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """`discs` None: the whole picture. `unsure` when no pose of this moment says where the face is."""

    discs: tuple[Disc, ...] | None
    unsure: bool


class Face:
    """The places to cover at any moment of a tape's poses."""

    def __init__(self, poses: Sequence[Pose]) -> None:
        self._discs = [(p.t, disc) for p in poses if (disc := face_of(p)) is not None]
        self._times = [t for t, _ in self._discs]

    def at(self, t: float) -> Covered:
        """Two places, before and after: a head on its way from one to the other is covered by both."""
        if not self._discs:
            return Covered(discs=None, unsure=True)
        after = bisect_right(self._times, t + 1e-3)
        around = self._discs[max(0, after - 1) : after + 1]
        discs = tuple(disc.grown(abs(t - when)) for when, disc in around)
        nearest = min(abs(t - when) for when, _ in around)
        return Covered(discs=discs, unsure=nearest > NEAR_S)


def face_of(pose: Pose) -> Disc | None:
    """Around the head of a pose, whether the model is sure of it or not."""
    if pose.points is None:
        return None
    spots = [(pose.points[i].x * pose.width, pose.points[i].y * pose.height) for i in HEAD]
    x, y = (sum(c) / len(spots) for c in zip(*spots, strict=True))
    spread = max(math.dist((x, y), spot) for spot in spots)
    chest = [(pose.points[i].x * pose.width, pose.points[i].y * pose.height) for i in SHOULDERS]
    neck = math.dist((x, y), [sum(c) / 2 for c in zip(*chest, strict=True)])
    radius = max(WIDER * spread, NECK * neck, LEAST * pose.height)
    return Disc(x=x, y=y, radius=radius, width=pose.width, height=pose.height)
