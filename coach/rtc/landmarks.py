"""A pose as the binary frame that the pages draw from. Not for the tape: coach.packing loses nothing."""

import struct
from collections.abc import Iterable

from coach.types import HAND_POINTS, Pose, Side

LANDMARKS_VERSION = 1
FLAG_POSE, FLAG_SURE, FLAG_TWO_PEOPLE = 1, 2, 4
FLAG_HANDS = {Side.LEFT: 8, Side.RIGHT: 16}

_ONE = 32767
_HEADER = struct.Struct("<BBHII")
_POINTS = struct.Struct("<132h")
_HAND = struct.Struct(f"<{HAND_POINTS * 2}h")


def pack_landmarks(pose: Pose, sequence: int) -> bytes:
    """The binary frame of design.md section 4: 12 bytes, then 33 × (x, y, z, visibility) as int16;
    the header alone when nobody was found. Hands follow, those that the flags name, left before right: 21 ×
    (x, y). Values outside ±1 are clipped."""
    points = pose.points
    flags = (points is not None) * FLAG_POSE | pose.sure * FLAG_SURE | (pose.people > 1) * FLAG_TWO_PEOPLE
    hands = sorted(pose.hands, key=lambda hand: hand.side)
    flags |= sum(FLAG_HANDS[hand.side] for hand in hands)
    header = _HEADER.pack(
        LANDMARKS_VERSION,
        flags,
        sequence & 0xFFFF,
        pose.rtp_timestamp & 0xFFFFFFFF,
        round(pose.t * 1000) & 0xFFFFFFFF,
    )
    if points is None:
        return header
    body = _POINTS.pack(*_steps(v for p in points for v in p))
    return header + body + b"".join(_HAND.pack(*_steps(v for p in h.points for v in p[:2])) for h in hands)


def _steps(values: Iterable[float]) -> list[int]:
    """Whole steps of 1/32767, clipped to ±1."""
    steps = [round(v * _ONE) for v in values]
    if min(steps) < -_ONE or max(steps) > _ONE:
        return [max(-_ONE, min(_ONE, n)) for n in steps]
    return steps
