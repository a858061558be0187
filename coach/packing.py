"""A pose as bytes, exactly: what is unpacked equals what was packed, float for float.

Points are whole steps of 1/32767 and world points whole millimetres already (coach.types), so the steps
are kept: as int16 where all fit, as int32 where a landmark lies outside the picture's ±1.
"""

import struct
from itertools import chain

from coach.types import HAND_POINTS, LANDMARKS, Hand, HandPoint, Other, Point, Pose, Side, WorldPoint

_COUNT = len(LANDMARKS)
_HEAD = struct.Struct("<BdIHHdB")
_NARROW, _WIDE = (struct.Struct(f"<{_COUNT * 7}{size}") for size in "hi")
_FOUND, _SURE, _IS_WIDE, _BESIDE, _HANDS = 1, 2, 4, 8, 16
_GRID, _MM = 32767, 1000
_OTHER = struct.Struct("<5h")
_HAND = struct.Struct(f"<B{HAND_POINTS * 3}i")
_SIDES = (Side.LEFT, Side.RIGHT)


def pack_pose(pose: Pose) -> bytes:
    """488 bytes where all landmarks are near the picture, up to 950 otherwise; 10 more for each
    other person, and 1 and 253 for each hand where there are any.

    Raises ValueError for a pose that was not rounded as coach.types promises: it could not come back
    the same.
    """
    steps = _steps(pose)
    wide = bool(steps) and (min(steps) < -_GRID or max(steps) > _GRID)
    flags = bool(steps) * _FOUND | pose.sure * _SURE | wide * _IS_WIDE
    flags |= bool(pose.others) * _BESIDE | bool(pose.hands) * _HANDS
    size = pose.width, pose.height
    head = _HEAD.pack(flags, pose.t, pose.rtp_timestamp, *size, pose.light, min(pose.people, 255))
    body = (_WIDE if wide else _NARROW).pack(*steps) if steps else b""
    return head + body + _pack_hands(pose) + _pack_others(pose)


def unpack_pose(data: bytes) -> Pose:
    """The pose that was packed. Raises struct.error for bytes that are none."""
    flags, t, rtp_timestamp, width, height, light, people = _HEAD.unpack_from(data)
    points: tuple[Point, ...] | None = None
    world: tuple[WorldPoint, ...] | None = None
    end = _HEAD.size
    if flags & _FOUND:
        form = _WIDE if flags & _IS_WIDE else _NARROW
        steps, end = form.unpack_from(data, end), end + form.size
        image, metric = steps[: _COUNT * 4], steps[_COUNT * 4 :]
        shares = [s / _GRID for s in image]
        metres = [s / _MM for s in metric]
        points = tuple(map(Point, *(shares[i::4] for i in range(4))))
        world = tuple(map(WorldPoint, *(metres[i::3] for i in range(3))))
    hands: tuple[Hand, ...] = ()
    if flags & _HANDS:
        hands, end = _unpack_hands(data, end)
    return Pose(
        t=t,
        rtp_timestamp=rtp_timestamp,
        width=width,
        height=height,
        points=points,
        world=world,
        light=light,
        people=people,
        sure=bool(flags & _SURE),
        others=_unpack_others(data[end:]) if flags & _BESIDE else (),
        hands=hands,
    )


def pose_time(data: bytes) -> float:
    """The `t` of a packed pose, without the rest. Raises struct.error for bytes that are none."""
    return float(_HEAD.unpack_from(data)[1])


def _pack_hands(pose: Pose) -> bytes:
    if not pose.hands:
        return b""
    return bytes([len(pose.hands)]) + b"".join(map(_pack_hand, pose.hands))


def _pack_hand(hand: Hand) -> bytes:
    shares = [v for p in hand.points for v in p]
    steps = [round(v * _GRID) for v in shares]
    if len(hand.points) != HAND_POINTS or any(n / _GRID != v for n, v in zip(steps, shares, strict=True)):
        raise ValueError(f"a hand has {HAND_POINTS} points, rounded to 1/32767")
    return _HAND.pack(_SIDES.index(hand.side), *steps)


def _unpack_hands(data: bytes, start: int) -> tuple[tuple[Hand, ...], int]:
    """The hands that begin at `start`, and where they end."""
    (count,) = struct.unpack_from("<B", data, start)
    hands, at = [], start + 1
    for _ in range(count):
        side, *steps = _HAND.unpack_from(data, at)
        shares = [n / _GRID for n in steps]
        points = tuple(HandPoint(*shares[i : i + 3]) for i in range(0, len(shares), 3))
        hands.append(Hand(side=_SIDES[side], points=points))
        at += _HAND.size
    return tuple(hands), at


def _pack_others(pose: Pose) -> bytes:
    places = [v for other in pose.others for v in other]
    thousandths = [round(v * 1000) for v in places]
    if any(n / 1000 != v for n, v in zip(thousandths, places, strict=True)):
        raise ValueError("the places of other people are not rounded to 1/1000")
    return struct.pack(f"<{len(thousandths)}h", *thousandths)


def _unpack_others(data: bytes) -> tuple[Other, ...]:
    return tuple(Other(*(n / 1000 for n in ns)) for ns in _OTHER.iter_unpack(data))


def _steps(pose: Pose) -> list[int]:
    """All numbers of the landmarks as whole steps, points first; nothing when nobody was found."""
    if pose.points is None or pose.world is None:
        return []
    shares, metres = list(chain.from_iterable(pose.points)), list(chain.from_iterable(pose.world))
    steps = [round(v * _GRID) for v in shares] + [round(v * _MM) for v in metres]
    if len(shares) != _COUNT * 4 or len(metres) != _COUNT * 3:
        raise ValueError(f"a pose has {_COUNT} landmarks, not {len(pose.points)} and {len(pose.world)}")
    if [s / _GRID for s in steps[: len(shares)]] != shares:
        raise ValueError("the pose's points are not rounded to 1/32767")
    if [s / _MM for s in steps[len(shares) :]] != metres:
        raise ValueError("the pose's world points are not rounded to 1 mm")
    return steps
