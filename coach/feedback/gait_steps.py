"""From the contacts of two feet to steps: which side, how long after the other foot, how far, how wide.

Lengths are in leg lengths and widths in hip widths, at the person's distance when the foot came down. Not for
means over steps (`gait_summary`)."""

import math
from collections import deque
from dataclasses import dataclass

from coach.feedback.body import Body, Spot, other
from coach.feedback.foot_track import Contact, FootTrack
from coach.feedback.ruler import leg_of, scale_of
from coach.feedback.smoothing import Slow
from coach.types import Side

FEET = (Side.LEFT, Side.RIGHT)
SCALE_FOLLOWS_S = 0.4
STRAIGHT = 0.96
"""Hip to ankle in standing over thigh and shank of the world landmarks: knees are never quite straight."""
PAUSE_S = 1.8
"""Two contacts further apart than this are not of one walk."""
SOONEST_S = 0.2
"""No foot comes down sooner after the other one, and no foot steps again within three times of it."""
SMALLER = 0.45
"""A contact that reached less than this share of the other foot's swing at the same time is no step: the
model draws the standing foot after the swinging one. Nor is a little one of the foot that just landed."""
FOCAL = 1.2
"""Focal length over the shorter side of the picture, of usual webcams (60° to 75° across). Good to 20 %."""
FEET_APART = 0.17
"""Distance between the paths of the two ankles, in legs: what makes the nearer foot look ahead or behind."""
TURNING_DEG_S = 35.0
PATH_S, PATH_LEGS = 1.3, 0.3
"""The way of walking is that of the pelvis over so much time, if it went so far; else that of the body."""
SLANT = 0.5
"""Share of a step that must be seen across the picture to tell its length: 30°."""
FRONTAL = 0.93
"""|cos yaw| from which the base is seen: 20°, seen from the front or from behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One foot contact."""

    t: float
    side: Side
    lifted: float
    """When this foot had left the floor."""
    seconds: float | None
    """Since the other foot's contact; None for the first step, after a pause, or when one was missed."""
    length: float | None
    """How far ahead of the other foot, in leg lengths; None where the view doesn't show it."""
    base: float | None
    """Between the ankles across the walk, in hip widths, negative when crossed; front or back view only."""
    yaw_deg: float
    turning: bool
    reach: float
    """How far the foot travelled in the picture, in legs."""
    across: float
    """How far the pelvis went since the step before: + towards the picture's right, in legs."""
    nearer: float
    """The same towards the camera, by the body's size in the picture."""

    seen_share: float
    """How much of the length of a step is seen in the picture: 1 when walking across it."""

    @property
    def way(self) -> float:
        """How far the pelvis went over the floor, in legs."""
        return math.hypot(self.across, self.nearer)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    t: float
    pelvis: Spot
    leg: float
    hips: float
    turned_deg: float
    yaw_deg: float
    feet: dict[Side, Spot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a length in the picture needs to know of it."""

    middle: float
    focal: float


class Steps:
    """Follows both feet. A step is told 0.2–0.3 s after the contact."""

    def __init__(self) -> None:
        self._tracks = {side: FootTrack() for side in FEET}
        self._leg, self._hips = Slow(SCALE_FOLLOWS_S), Slow(SCALE_FOLLOWS_S)
        self._moments: deque[_Moment] = deque()
        self._last: dict[Side, Contact] = {}
        self._before: tuple[Side, float, _Moment] | None = None

    @property
    def leg(self) -> float:
        """Pixels of the leg now."""
        return self._leg.value

    def step(self, body: Body, yaw_deg: float, turned_deg: float, picture: Picture) -> list[Step]:
        feet = {side: foot_of(body, side) for side in FEET}
        scale = scale_of(body)
        leg = self._leg(body.t, STRAIGHT * scale * leg_of(body))
        across = math.dist(body.place("hip", Side.LEFT), body.place("hip", Side.RIGHT))
        self._moments.append(
            _Moment(
                t=body.t, pelvis=body.middle("hip"), leg=leg, hips=self._hips(body.t, scale * across),
                turned_deg=turned_deg, yaw_deg=yaw_deg, feet=feet,
            )
        )  # fmt: skip
        while body.t - self._moments[0].t > PAUSE_S:
            self._moments.popleft()
        found = []
        for side, spot in feet.items():
            if body.outside((f"{side}_ankle", f"{side}_heel")):
                continue
            contact = self._tracks[side].step(body.t, spot, leg)
            if contact is not None and self._is_own(side, contact):
                self._last[side] = contact
                found.append((side, contact))
        return [self._step(side, contact, picture) for side, contact in sorted(found, key=_time_of)]

    def _is_own(self, side: Side, contact: Contact) -> bool:
        """The foot moved by itself, not dragged along in the picture by the other one."""
        there, own = other(side), self._last.get(side)
        if own is not None and contact.t - own.t < 3 * SOONEST_S and contact.reach < SMALLER * own.reach:
            return False
        last = self._last.get(there)
        if last is not None and last.t > contact.lifted and last.lifted < contact.t:
            overlap = min(last.t, contact.t) - max(last.lifted, contact.lifted)
            if overlap > 0.3 * (contact.t - contact.lifted) and contact.reach < SMALLER * last.reach:
                return False
        swing = self._tracks[there].swing
        return swing is None or swing[0] > contact.t or contact.reach > SMALLER * swing[1]

    def _step(self, side: Side, contact: Contact, picture: Picture) -> Step:
        now = self._moment(contact.t)
        before, self._before = self._before, (side, contact.t, now)
        seconds = across = nearer = None
        if before is not None and contact.t - before[1] <= PAUSE_S:
            if before[0] is not side and contact.t - before[1] >= SOONEST_S:
                seconds = contact.t - before[1]
            across, nearer = _way(before[2], now, picture)
        length, share = self._length(side, contact, now, picture)
        return Step(
            t=contact.t,
            side=side,
            lifted=contact.lifted,
            seconds=seconds,
            length=length,
            seen_share=share,
            base=_base(now),
            yaw_deg=now.yaw_deg,
            turning=abs(self._turning(contact.t)) > TURNING_DEG_S,
            reach=contact.reach,
            across=across or 0.0,
            nearer=nearer or 0.0,
        )

    def _moment(self, t: float) -> _Moment:
        return min(self._moments, key=lambda m: abs(m.t - t))

    def _turning(self, t: float) -> float:
        """Degrees a second around `t`."""
        around = [m for m in self._moments if abs(m.t - t) <= 0.35]
        span = around[-1].t - around[0].t if around else 0.0
        return (around[-1].turned_deg - around[0].turned_deg) / span if span > 0.1 else 0.0

    def _length(
        self, side: Side, contact: Contact, now: _Moment, picture: Picture
    ) -> tuple[float | None, float]:
        """How far ahead of the other foot, and how much of that is seen. In ground co-ordinates (right in the
        picture, towards the camera), one foot is `length` ahead of the other and FEET_APART beside it."""
        right, near = self._heading(now, picture)
        there = now.feet[other(side)][0]
        gap = (contact.spot[0] - there) / now.leg
        ray = ((contact.spot[0] + there) / 2 - picture.middle) / picture.focal
        share = right + ray * near
        if abs(share) < SLANT:
            return None, abs(share)
        beside = FEET_APART if side is Side.LEFT else -FEET_APART
        return (gap - beside * (near - ray * right)) / share, min(1.0, abs(share))

    def _heading(self, now: _Moment, picture: Picture) -> tuple[float, float]:
        """Unit vector of the way: right in the picture, towards the camera."""
        start = next(m for m in self._moments if m.t >= now.t - PATH_S or m is now)
        across, nearer = _way(start, now, picture)
        far = math.hypot(across, nearer)
        if far > PATH_LEGS:
            return across / far, nearer / far
        yaw = math.radians(now.yaw_deg)
        return -math.sin(yaw), math.cos(yaw)


def foot_of(body: Body, side: Side) -> Spot:
    """Middle of ankle and heel: steadier than either, and the toe comes down later."""
    (ax, ay), (hx, hy) = body.spot("ankle", side), body.spot("heel", side)
    return (ax + hx) / 2, (ay + hy) / 2


def _base(now: _Moment) -> float | None:
    facing = math.cos(math.radians(now.yaw_deg))
    if abs(facing) < FRONTAL:
        return None
    gap = now.feet[Side.LEFT][0] - now.feet[Side.RIGHT][0]
    return math.copysign(1.0, facing) * gap / now.hips


def _way(before: _Moment, now: _Moment, picture: Picture) -> tuple[float, float]:
    """How far the pelvis went across the picture and towards the camera, in legs."""
    across = (now.pelvis[0] - picture.middle) / now.leg - (before.pelvis[0] - picture.middle) / before.leg
    return across, picture.focal / before.leg - picture.focal / now.leg


def _time_of(found: tuple[Side, Contact]) -> float:
    return found[1].t
