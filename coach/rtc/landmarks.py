"""A pose as the binary frame that the pages draw from. Not for the tape: coach.packing loses nothing."""

import struct

from coach.types import Pose

LANDMARKS_VERSION = 1
FLAG_POSE, FLAG_SURE, FLAG_TWO_PEOPLE = 1, 2, 4

_HEADER = struct.Struct("<BBHII")
_POINTS = struct.Struct("<132h")


def pack_landmarks(pose: Pose, sequence: int) -> bytes:
    """The binary frame of design.md section 4: 12 bytes, then 33 × (x, y, z, visibility) as int16;
    the header alone when nobody was found. Values outside ±1 are clipped."""
    points = pose.points
    flags = (points is not None) * FLAG_POSE | pose.sure * FLAG_SURE | (pose.people > 1) * FLAG_TWO_PEOPLE
    header = _HEADER.pack(
        LANDMARKS_VERSION,
        flags,
        sequence & 0xFFFF,
        pose.rtp_timestamp & 0xFFFFFFFF,
        round(pose.t * 1000) & 0xFFFFFFFF,
    )
    if points is None:
        return header
    return header + _POINTS.pack(*(max(-32767, min(32767, round(v * 32767))) for p in points for v in p))
