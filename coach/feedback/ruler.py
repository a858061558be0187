"""The lengths by which everything is normalised, learned from the person while they are still.

Works without calibration: the first lengths come from the world landmarks and the picture's scale, and
are replaced by what is seen as soon as the person stands or sits still. Not for judging movement."""

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

from coach.feedback.body import Body, Spot, bend
from coach.feedback.footing import Footing, Place
from coach.feedback.stillness import Stillness
from coach.types import Side

SIDES = (Side.LEFT, Side.RIGHT)
STAND_BY_LEG, STAND_BY_NOSE = (0.91, 1.10), (0.57, 0.71)
STAND_BY_SHANK = 2.05
"""Standing pelvis height over world leg length × scale and over the height of the nose above the feet,
each standing and seated on a chair of usual height; and over the shank's length in the picture. Priors,
good to 7 %, until standing is seen."""
STRAIGHT_KNEE_DEG = 42.0
STRAIGHT_HIP_DEG = 42.0
SEATED_KNEE_DEG = 45.0
SEATED_HIP_DEG = 40.0
LONGEST_STEP_S = 0.3
UPRIGHT_DEG = 45.0
HALF_WAY, SURELY_STRAIGHT_DEG = 0.90, 25.0
"""Who is this much lower than the prior, and not surely straight, has stood up half-way only; who is this
much lower than they stood before, sits."""
WIDE = 0.3
"""Shoulders over trunk as they look, from which on their width is no view from the side."""
SPOT_LEGS = 0.15
LEARN_S = 0.5
ANCHOR_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """In pixels at the person's present distance; clinical.md A.1: SW, HW, TL, LL, FL, AL, H0."""

    shoulders: float
    hips: float
    trunk: float
    leg: float
    foot: float
    arm: float
    stand: float
    stand_seen: bool = False
    """False while `stand` is only the prior."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where the body was when it was last still, in pixels."""

    posture: str
    yaw_deg: float
    shoulder_yaw_deg: float
    hip_line: float
    """Degrees by which the left hip looks higher than the right one."""
    pelvis: Spot
    chest: Spot
    ankles: dict[Side, Spot]
    heels: dict[Side, Spot]
    wrists: dict[Side, Spot]
    nose: Spot


def scale_of(body: Body) -> float:
    """Pixels per metre: spread of the landmarks in the picture over their spread in the world."""
    n = len(body.spots)
    mx, my = sum(p[0] for p in body.spots) / n, sum(p[1] for p in body.spots) / n
    wx, wy = sum(p.x for p in body.world) / n, sum(p.y for p in body.world) / n
    picture = sum((x - mx) ** 2 + (y - my) ** 2 for x, y in body.spots)
    world = sum((p.x - wx) ** 2 + (p.y - wy) ** 2 for p in body.world)
    return math.sqrt(picture / world) if world > 1e-9 else 1.0


def _both(body: Body, part: str, other: str) -> float:
    return (body.span(part, other, Side.LEFT) + body.span(part, other, Side.RIGHT)) / 2


def _across(body: Body, part: str) -> float:
    return math.dist(body.place(part, Side.LEFT), body.place(part, Side.RIGHT))


def lengths_of(body: Body) -> Lengths:
    """The lengths by world landmarks alone."""
    scale = scale_of(body)
    stand = _stand_prior(body, scale)
    return Lengths(
        shoulders=scale * _across(body, "shoulder"),
        hips=scale * _across(body, "hip"),
        trunk=scale * _both(body, "shoulder", "hip"),
        leg=stand,
        foot=scale * _both(body, "heel", "foot_index"),
        arm=scale * (_both(body, "shoulder", "elbow") + _both(body, "elbow", "wrist")),
        stand=stand,
    )


def leg_of(body: Body) -> float:
    """Thigh and shank in world metres, mean of both sides."""
    return _both(body, "hip", "knee") + _both(body, "knee", "ankle")


def _stand_prior(body: Body, scale: float) -> float:
    """Standing pelvis height as far as proportions tell it: the middle one of three guesses."""
    leg = scale * leg_of(body)
    shank = sum(math.dist(body.spot("knee", s), body.spot("ankle", s)) for s in SIDES) / 2
    nose = feet_of(body)[1] - body.spots[0][1]
    sitting = max(0.0, min(1.0, (_knees_bent(body) - 25) / 35))
    guesses = (
        leg * (STAND_BY_LEG[0] + sitting * (STAND_BY_LEG[1] - STAND_BY_LEG[0])),
        shank * STAND_BY_SHANK,
        nose * (STAND_BY_NOSE[0] + sitting * (STAND_BY_NOSE[1] - STAND_BY_NOSE[0])),
    )
    return sorted(guesses)[1]


def _knees_bent(body: Body) -> float:
    return sum(_world_bend(body, s, "hip", "knee", "ankle") for s in SIDES) / 2


def height_of(body: Body) -> float:
    """Height of the pelvis over the feet in the picture, in leg lengths by world landmarks."""
    return (feet_of(body)[1] - body.middle("hip")[1]) / (leg_of(body) * scale_of(body))


def is_upright(body: Body) -> bool:
    """The trunk is within UPRIGHT_DEG of the vertical, by world landmarks."""
    left, right = (body.place("shoulder", s) for s in SIDES)
    across = math.hypot(left.x + right.x, left.z + right.z)
    return math.degrees(math.atan2(across, -(left.y + right.y))) < UPRIGHT_DEG


def posture_of(body: Body) -> str:
    """`standing`, `seated` or `between`, by the world angles of knees and hips."""
    knee = _knees_bent(body)
    hip = sum(_world_bend(body, s, "shoulder", "hip", "knee") for s in SIDES) / 2
    if knee < STRAIGHT_KNEE_DEG and hip < STRAIGHT_HIP_DEG:
        return "standing"
    return "seated" if knee > SEATED_KNEE_DEG and hip > SEATED_HIP_DEG else "between"


def _world_bend(body: Body, side: Side, a: str, b: str, c: str) -> float:
    return bend(body.place(a, side), body.place(b, side), body.place(c, side))


def feet_of(body: Body) -> Spot:
    """Where the body stands: middle of the ankles, height of the lower one."""
    left, right = body.spot("ankle", Side.LEFT), body.spot("ankle", Side.RIGHT)
    return (left[0] + right[0]) / 2, max(left[1], right[1])


class Ruler:
    """Learns the lengths, the anchor and whether the body is still."""

    def __init__(self, feet: bool = True) -> None:
        """Without `feet`, a body whose feet fidget is still: an arm exercise doesn't care."""
        self.lengths: Lengths | None = None
        self.anchor: Anchor | None = None
        self.posture = "between"
        self.still = False
        self._stillness = Stillness(feet)
        self._footing = Footing()
        self._t = 0.0
        self._stood: Spot = (0.0, 0.0)

    def step(self, body: Body, yaw_deg: float, resting: bool, lifted: Collection[Side] = ()) -> None:
        """`resting`: no repetition is under way, so a still body is in its start posture. `lifted`: the sides
        that are in the middle of one."""
        if self.lengths is None:
            self.lengths = lengths_of(body)
        dt, self._t = min(LONGEST_STEP_S, body.t - self._t), body.t
        self.posture = posture_of(body)
        self._stillness.step(body, yaw_deg)
        self._footing.step(body, lifted)
        self.still = self._stillness.still(self.lengths.leg)
        if self.still and resting:
            self._learn(body, yaw_deg, dt)
        if self.posture == "standing" and self._stillness.settled(self.lengths.leg):
            self._learn_standing(body, resting, dt)

    @property
    def places(self) -> dict[Side, Place]:
        """Where the feet have their places on the floor."""
        return self._footing.places

    @property
    def on_the_spot(self) -> bool:
        """The feet have not gone anywhere in the last second and a half."""
        return self.lengths is not None and self._footing.kept(SPOT_LEGS * self.lengths.leg)

    def forget(self) -> None:
        """The person walked off: place and lengths are learned anew."""
        self.lengths, self.anchor = None, None
        self._stillness.clear()
        self._footing.clear()

    def _learn(self, body: Body, yaw_deg: float, dt: float) -> None:
        assert self.lengths is not None
        old = self.lengths
        self.lengths = _blend(old, lengths_of(body), 1 - math.exp(-dt / LEARN_S))
        self.anchor = _anchor_of(body, yaw_deg, self.anchor, 1 - math.exp(-dt / ANCHOR_S))

    def _learn_standing(self, body: Body, resting: bool, dt: float) -> None:
        """A standing height that is seen replaces the prior; later it may always rise, and fall only
        in rest: the bottom of a squat is no standing height. Nor is a pelvis much lower than it stood
        before, unless the whole body looks smaller: from the front, a seated person's knees look straight."""
        assert self.lengths is not None
        old = self.lengths
        height = feet_of(body)[1] - body.middle("hip")[1]
        if height <= 0 or (old.stand_seen and not resting and height < old.stand):
            return
        if not old.stand_seen and height < HALF_WAY * old.stand and _knees_bent(body) > SURELY_STRAIGHT_DEG:
            return
        if old.stand_seen and height < HALF_WAY * old.stand * self._looks_smaller(body):
            return
        share = 1 - math.exp(-dt / LEARN_S) if old.stand_seen else 1.0
        stand = old.stand + share * (height - old.stand)
        self._stood = _towards(self._stood, _torso_of(body), share)
        self.lengths = replace(old, stand=stand, leg=stand, stand_seen=True)

    def _looks_smaller(self, body: Body) -> float:
        """Size of the torso over its size when the person was seen standing: below 1 when further away. By
        its width too where that is seen: who sits slouched looks shorter, not narrower."""
        (wide, long), (wide_then, long_then) = _torso_of(body), self._stood
        by_width = wide / wide_then if wide_then > max(1.0, WIDE * long_then) else 0.0
        return min(1.0, max(by_width, long / max(long_then, 1.0)))


def _torso_of(body: Body) -> Spot:
    """How wide and how long the torso looks, in pixels."""
    wide = math.dist(body.spot("shoulder", Side.LEFT), body.spot("shoulder", Side.RIGHT))
    return wide, math.dist(body.middle("hip"), body.middle("shoulder"))


def _blend(old: Lengths, now: Lengths, share: float) -> Lengths:
    def mix(a: float, b: float) -> float:
        return a + share * (b - a)

    return replace(
        old,
        shoulders=mix(old.shoulders, now.shoulders),
        hips=mix(old.hips, now.hips),
        trunk=mix(old.trunk, now.trunk),
        foot=mix(old.foot, now.foot),
        arm=mix(old.arm, now.arm),
        leg=old.leg if old.stand_seen else mix(old.leg, now.leg),
        stand=old.stand if old.stand_seen else mix(old.stand, now.stand),
    )


def _anchor_of(body: Body, yaw_deg: float, old: Anchor | None, share: float) -> Anchor:
    """The start posture, `share` of the way from the old one to the body now."""
    (lx, ly), (rx, ry) = body.spot("hip", Side.LEFT), body.spot("hip", Side.RIGHT)
    left, right = body.place("shoulder", Side.LEFT), body.place("shoulder", Side.RIGHT)
    new = Anchor(
        posture=posture_of(body),
        yaw_deg=yaw_deg,
        shoulder_yaw_deg=math.degrees(math.atan2(right.z - left.z, left.x - right.x)),
        hip_line=math.degrees(math.atan2(ry - ly, abs(rx - lx) or 1.0)),
        pelvis=body.middle("hip"),
        chest=body.middle("shoulder"),
        nose=body.spots[0],
        ankles={s: body.spot("ankle", s) for s in SIDES},
        heels={s: body.spot("heel", s) for s in SIDES},
        wrists={s: body.spot("wrist", s) for s in SIDES},
    )
    if old is None:
        return new
    return replace(
        new,
        hip_line=old.hip_line + share * (new.hip_line - old.hip_line),
        pelvis=_towards(old.pelvis, new.pelvis, share),
        chest=_towards(old.chest, new.chest, share),
        nose=_towards(old.nose, new.nose, share),
        ankles={s: _towards(old.ankles[s], new.ankles[s], share) for s in SIDES},
        heels={s: _towards(old.heels[s], new.heels[s], share) for s in SIDES},
        wrists={s: _towards(old.wrists[s], new.wrists[s], share) for s in SIDES},
    )


def _towards(a: Spot, b: Spot, share: float) -> Spot:
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
