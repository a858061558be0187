"""What the media process and a pose process say to each other, as bytes on a socket.

A message is u32 length of what follows, u8 kind, u32 stream, payload; little-endian. Not a file format:
both ends are always the same version.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from coach.packing import pack_pose, unpack_pose
from coach.types import EncodedFrame, Pose

LARGEST = 8 * 1024 * 1024
"""Bytes; no encoded frame comes near. A longer message means the stream is out of step."""

_HEAD = struct.Struct("<IBI")
_FRAME = struct.Struct("<dI??")
_PLACE = struct.Struct("<dd")
_WORK = struct.Struct("<ddddQ")


class Kind(IntEnum):
    OPEN = 1  # to the worker: what is remembered of the patient
    CLOSE = 2
    FRAME = 4  # to be decoded, and analysed if it is due and still the newest
    PING = 5
    CHOOSE = 6  # who stands there is the patient
    HANDS = 7  # whether hands are looked for
    HELD = 8  # a frame that waited for a process: analysed though newer ones follow
    READY = 10  # from the worker: the model is loaded
    POSE = 11
    KEY_FRAME = 12  # nothing can be decoded until a key frame comes
    MEMORY = 13  # how to know the patient again
    PONG = 14
    FAILED = 15  # this stream is given up; the others go on


_KINDS = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Message:
    kind: Kind
    stream: int
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a pose process has used since it began; a difference of two tells its load."""

    resident_mb: float = 0.0
    busy_s: float = 0.0
    """Not asleep, waiting for the processor included."""
    cpu_s: float = 0.0
    posing_s: float = 0.0
    """Of `cpu_s`, what the analysed pictures took; the rest is decoding."""
    poses: int = 0


class OutOfStep(ValueError):
    """These bytes are no messages: the other end is broken."""


def pack(kind: Kind, stream: int = 0, payload: bytes = b"") -> bytes:
    return _HEAD.pack(len(payload) + 5, kind, stream) + payload


def pack_open(stream: int, memory: bytes) -> bytes:
    return pack(Kind.OPEN, stream, memory)


def pack_hands(stream: int, wanted: bool) -> bytes:
    return pack(Kind.HANDS, stream, bytes([wanted]))


def unpack_hands(payload: bytes) -> bool:
    return payload == b"\x01"


def pack_choice(stream: int, x: float, y: float) -> bytes:
    return pack(Kind.CHOOSE, stream, _PLACE.pack(x, y))


def unpack_choice(payload: bytes) -> tuple[float, float]:
    x, y = _PLACE.unpack(payload)
    return float(x), float(y)


def pack_frame(stream: int, frame: EncodedFrame, *, due: bool, held: bool = False) -> bytes:
    kind = Kind.HELD if held else Kind.FRAME
    return pack(kind, stream, _FRAME.pack(frame.t, frame.rtp_timestamp, frame.key, due) + frame.data)


def unpack_frame(payload: bytes) -> tuple[EncodedFrame, bool]:
    """The frame, and whether it is due."""
    t, rtp_timestamp, key, due = _FRAME.unpack_from(payload)
    data = payload[_FRAME.size :]
    return EncodedFrame(t=t, rtp_timestamp=rtp_timestamp, codec="VP8", data=data, key=key), due


def pack_seen(stream: int, pose: Pose) -> bytes:
    return pack(Kind.POSE, stream, pack_pose(pose))


def unpack_seen(payload: bytes) -> Pose:
    return unpack_pose(payload)


def pack_pong(work: Work) -> bytes:
    figures = work.resident_mb, work.busy_s, work.cpu_s, work.posing_s, work.poses
    return pack(Kind.PONG, payload=_WORK.pack(*figures))


def unpack_pong(payload: bytes) -> Work:
    resident_mb, busy_s, cpu_s, posing_s, poses = _WORK.unpack(payload)
    return Work(resident_mb=resident_mb, busy_s=busy_s, cpu_s=cpu_s, posing_s=posing_s, poses=poses)


class Unpacker:
    """Messages out of bytes that come in any crumbs. Holds at most one unfinished message."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that `data` completes, in order. Raises OutOfStep."""
        self._rest += data
        start = 0
        while len(self._rest) - start >= _HEAD.size:
            length, kind, stream = _HEAD.unpack_from(self._rest, start)
            if not 5 <= length <= LARGEST or kind not in _KINDS:
                raise OutOfStep(f"length {length}, kind {kind}")
            end = start + 4 + length
            if len(self._rest) < end:
                break
            yield Message(Kind(kind), stream, bytes(self._rest[start + _HEAD.size : end]))
            start = end
        del self._rest[:start]
