"""What is drawn on a frame of a recording: the skeleton at that moment, the count, the finding. Pure.

A frame with a pose of its own gets exactly that pose; one between two close poses gets the points between
them; where nobody was found nothing is drawn."""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from coach.feedback.texts import text
from coach.review.exports.record import SessionRecord
from coach.types import Hand, HandPoint, Level, Point, Pose

SAME_S = 0.001
"""A frame and its pose differ by no more: recordings are in whole milliseconds."""
BETWEEN_S = 0.25
"""Poses further apart are not joined: the body may have been anywhere."""
SEEN = 0.5

BONES: tuple[tuple[int, int], ...] = (
    *((11, 12), (11, 23), (12, 24), (23, 24)),
    *((11, 13), (13, 15), (12, 14), (14, 16)),
    *((23, 25), (25, 27), (27, 29), (29, 31), (27, 31)),
    *((24, 26), (26, 28), (28, 30), (30, 32), (28, 32)),
)
HAND_BONES: tuple[tuple[int, int], ...] = (
    *((0, 5), (5, 9), (9, 13), (13, 17), (17, 0), (0, 1)),
    *((base + i, base + i + 1) for base in (1, 5, 9, 13, 17) for i in range(3)),
)
"""The knuckle lines across the palm, then each finger from the palm to its tip."""
FINGERTIPS = (4, 8, 12, 16, 20)

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """`lines` and `dots` in shares of the picture's width and height."""

    lines: tuple[tuple[Spot, Spot], ...]
    dots: tuple[Spot, ...]
    fingers: tuple[tuple[Spot, Spot], ...]
    fingertips: tuple[Spot, ...]
    count: str
    finding: str
    safety: bool


class Overlay:
    def __init__(self, record: SessionRecord, poses: Sequence[Pose], language: str = "en") -> None:
        self._record, self._poses, self._language = record, poses, language
        self._times = [pose.t for pose in poses]

    def at(self, t: float) -> Drawing:
        points = self.points(t)
        lines = [(points[a], points[b]) for a, b in BONES] if points else []
        hands = self.hands(t)
        faults = [f for f in self._record.faults if f.seen.start <= t <= f.seen.end and f.agree is not False]
        return Drawing(
            lines=tuple((_spot(a), _spot(b)) for a, b in lines if min(a.visibility, b.visibility) >= SEEN),
            dots=tuple(_spot(p) for p in points[11:] if p.visibility >= SEEN) if points else (),
            fingers=tuple((_spot(h[a]), _spot(h[b])) for h in hands for a, b in HAND_BONES),
            fingertips=tuple(_spot(h[tip]) for h in hands for tip in FINGERTIPS),
            count=self._count(t),
            finding=plain(text(f"fault.{faults[0].seen.fault}", self._language)) if faults else "",
            safety=any(f.seen.level is Level.SAFETY for f in faults),
        )

    def points(self, t: float) -> tuple[Point, ...] | None:
        """The body at this moment; None where it is not known."""
        a, b, share = self._around(t)
        if a is None or b is None or a.points is None or b.points is None:
            return None
        return tuple(_between(p, q, share) for p, q in zip(a.points, b.points, strict=True))

    def hands(self, t: float) -> tuple[tuple[HandPoint, ...], ...]:
        """The patient's hands at this moment; none where the body is not known."""
        a, b, share = self._around(t)
        if a is None or b is None:
            return ()
        pairs = [(p, q) for p in a.hands for q in b.hands if p.side == q.side]
        return tuple(_hand_between(p, q, share) for p, q in pairs)

    def _around(self, t: float) -> tuple[Pose | None, Pose | None, float]:
        """The poses before and after, and how far `t` is on the way; twice the same for one of its own."""
        after = bisect_left(self._times, t - SAME_S)
        if after < len(self._poses) and abs(self._times[after] - t) <= SAME_S:
            own = self._poses[after]
            return own, own, 0.0
        if not 0 < after < len(self._poses):
            return None, None, 0.0
        a, b = self._poses[after - 1], self._poses[after]
        if b.t - a.t > BETWEEN_S:
            return None, None, 0.0
        return a, b, (t - a.t) / (b.t - a.t)

    def _count(self, t: float) -> str:
        """Whole repetitions of the running set so far; empty outside a set."""
        done = next((s for s in self._record.sets if s.started <= t <= s.t), None)
        if done is None:
            return ""
        reps = [r for r in self._record.reps_of(done) if r.counted.complete and not r.rejected]
        return str(sum(r.counted.t <= t for r in reps))


def plain(words: str) -> str:
    """As the drawing font has it: letters without their marks."""
    marked = unicodedata.normalize("NFKD", words.replace("ł", "l").replace("Ł", "L"))
    return marked.encode("ascii", "ignore").decode()


def _between(p: Point, q: Point, share: float) -> Point:
    x, y, z = (a + share * (b - a) for a, b in ((p.x, q.x), (p.y, q.y), (p.z, q.z)))
    return Point(x, y, z, min(p.visibility, q.visibility))


def _hand_between(a: Hand, b: Hand, share: float) -> tuple[HandPoint, ...]:
    pairs = zip(a.points, b.points, strict=True)
    return tuple(HandPoint(*(v + share * (w - v) for v, w in zip(p, q, strict=True))) for p, q in pairs)


def _spot(point: Point | HandPoint) -> Spot:
    return point.x, point.y
