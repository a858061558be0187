"""A stick figure that exercises: joint angles in, poses out, exact and without a picture.

Body axes: x to the person's left, y up, z forward, metres. It is seen from straight ahead at a distance, so
the picture is a parallel projection; `yaw_deg` is + when the camera is on the person's left."""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from coach.types import LANDMARKS, Point, Pose, Side, WorldPoint

Place = tuple[float, float, float]
THIGH, SHANK, TRUNK, UPPER_ARM, FOREARM, FOOT = 0.42, 0.42, 0.50, 0.28, 0.25, 0.22
HALF_HIPS, HALF_SHOULDERS, ANKLE_HEIGHT = 0.10, 0.18, 0.08
SIGN = {Side.LEFT: 1.0, Side.RIGHT: -1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """Thigh forward from hanging, knee flexion, and the leg's angle outwards, degrees."""

    thigh: float = 0.0
    knee: float = 0.0
    out: float = 0.0
    heel: float = 0.0
    """Heel lift, degrees of the foot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """Upper arm outwards and forward from hanging, elbow flexion; degrees."""

    out: float = 8.0
    forward: float = 0.0
    elbow: float = 5.0
    shrug: float = 0.0
    """Metres by which the shoulder is pulled up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One moment of the body. The feet stand at x = ±stance/2 unless a leg is lifted."""

    left_leg: Leg = Leg()
    right_leg: Leg = Leg()
    left_arm: Arm = Arm()
    right_arm: Arm = Arm()
    lean: float = 0.0
    """Trunk to the person's left, degrees."""
    bow: float = 0.0
    """Trunk forward, degrees."""
    twist: float = 0.0
    """Shoulders turned to the person's left, degrees."""
    stance: float = 0.22
    """Metres between the ankles."""
    feet: tuple[float, float] = (0.0, 0.0)
    """Where the middle between the feet is: x and z."""
    knees_in: float = 0.0
    """Metres by which each knee is medial of its leg's line."""
    hitch: float = 0.0
    """Metres by which the left hip is higher than the right one."""
    sway: float = 0.0
    """Metres by which the body is to the left of its feet."""
    head: tuple[float, float] = (0.0, 0.0)
    """Metres by which the head is to the left and forward of its place."""
    supporting: Side = Side.BOTH
    """The legs that the pelvis's height follows."""

    def leg(self, side: Side) -> Leg:
        return self.left_leg if side is Side.LEFT else self.right_leg

    def arm(self, side: Side) -> Arm:
        return self.left_arm if side is Side.LEFT else self.right_arm

    def with_arm(self, side: Side, **angles: float) -> "Figure":
        arm = replace(self.arm(side), **angles)
        return replace(self, left_arm=arm) if side is Side.LEFT else replace(self, right_arm=arm)

    def with_leg(self, side: Side, **angles: float) -> "Figure":
        leg = replace(self.leg(side), **angles)
        return replace(self, left_leg=leg) if side is Side.LEFT else replace(self, right_leg=leg)


def joints(figure: Figure) -> dict[str, Place]:
    """All 33 landmarks in body axes."""
    supporters = [Side.LEFT, Side.RIGHT] if figure.supporting is Side.BOTH else [figure.supporting]
    drops = [_hip_over_ankle(figure.leg(s)) for s in supporters]
    pelvis = (
        figure.feet[0] + figure.sway,
        ANKLE_HEIGHT + sum(d[1] for d in drops) / len(drops),
        figure.feet[1] + sum(d[2] for d in drops) / len(drops),
    )
    out: dict[str, Place] = {}
    for side in (Side.LEFT, Side.RIGHT):
        _add_leg(out, figure, side, pelvis)
        _add_arm(out, figure, side, pelvis)
    _add_head(out, figure, pelvis)
    return out


def _hip_over_ankle(leg: Leg) -> Place:
    """The hip seen from a standing ankle."""
    thigh, shank = math.radians(leg.thigh), math.radians(leg.thigh - leg.knee)
    up = THIGH * math.cos(thigh) + SHANK * math.cos(shank) + FOOT * math.sin(math.radians(leg.heel))
    return 0.0, up, -THIGH * math.sin(thigh) - SHANK * math.sin(shank)


def _add_leg(out: dict[str, Place], figure: Figure, side: Side, pelvis: Place) -> None:
    leg, sign = figure.leg(side), SIGN[side]
    hip = (pelvis[0] + sign * HALF_HIPS, pelvis[1] + sign * figure.hitch / 2, pelvis[2])
    spread = math.atan2(figure.stance / 2 - HALF_HIPS, THIGH + SHANK) + math.radians(leg.out)
    thigh, shank = math.radians(leg.thigh), math.radians(leg.thigh - leg.knee)
    knee = _along(hip, THIGH, sign * spread, thigh)
    knee = (knee[0] - sign * figure.knees_in, knee[1], knee[2])
    ankle = _along(_along(hip, THIGH, sign * spread, thigh), SHANK, sign * spread, shank)
    knee = (knee[0] - figure.sway / 2, knee[1], knee[2])
    ankle = (ankle[0] - figure.sway, ankle[1], ankle[2])
    lift = math.radians(leg.heel)
    out[f"{side}_hip"], out[f"{side}_knee"], out[f"{side}_ankle"] = hip, knee, ankle
    out[f"{side}_heel"] = (ankle[0], ankle[1] - ANKLE_HEIGHT + 0.02, ankle[2] - 0.05)
    out[f"{side}_foot_index"] = (
        ankle[0],
        ankle[1] - ANKLE_HEIGHT + 0.02 - FOOT * math.sin(lift),
        ankle[2] - 0.05 + FOOT * math.cos(lift),
    )


def _along(start: Place, length: float, aside: float, forward: float) -> Place:
    """The end of a segment that hangs from `start`, turned aside and forward."""
    return (
        start[0] + length * math.sin(aside),
        start[1] - length * math.cos(aside) * math.cos(forward),
        start[2] + length * math.cos(aside) * math.sin(forward),
    )


def _chest(figure: Figure, pelvis: Place) -> Place:
    lean, bow = math.radians(figure.lean), math.radians(figure.bow)
    return (
        pelvis[0] + TRUNK * math.sin(lean),
        pelvis[1] + TRUNK * math.cos(lean) * math.cos(bow),
        pelvis[2] + TRUNK * math.cos(lean) * math.sin(bow),
    )


def _shoulder(figure: Figure, side: Side, pelvis: Place) -> Place:
    chest, twist, lean = _chest(figure, pelvis), math.radians(figure.twist), math.radians(figure.lean)
    half = SIGN[side] * HALF_SHOULDERS
    return (
        chest[0] + half * math.cos(twist) * math.cos(lean),
        chest[1] - half * math.sin(lean) + figure.arm(side).shrug,
        chest[2] - half * math.sin(twist),
    )


def _add_arm(out: dict[str, Place], figure: Figure, side: Side, pelvis: Place) -> None:
    arm, sign = figure.arm(side), SIGN[side]
    shoulder = _shoulder(figure, side, pelvis)
    aside = sign * math.radians(arm.out)
    elbow = _along(shoulder, UPPER_ARM, aside, math.radians(arm.forward))
    wrist = _along(elbow, FOREARM, aside, math.radians(arm.forward + arm.elbow))
    out[f"{side}_shoulder"], out[f"{side}_elbow"], out[f"{side}_wrist"] = shoulder, elbow, wrist
    for finger in ("pinky", "index", "thumb"):
        out[f"{side}_{finger}"] = (wrist[0], wrist[1] - 0.06, wrist[2])


def _add_head(out: dict[str, Place], figure: Figure, pelvis: Place) -> None:
    x, y, z = _chest(figure, pelvis)
    x, z = x + figure.head[0], z + figure.head[1]
    out["nose"] = (x, y + 0.22, z + 0.10)
    for side in (Side.LEFT, Side.RIGHT):
        sign = SIGN[side]
        for name, width, up in (("eye_inner", 0.02, 0.25), ("eye", 0.03, 0.25), ("eye_outer", 0.04, 0.25)):
            out[f"{side}_{name}"] = (x + sign * width, y + up, z + 0.09)
        out[f"{side}_ear"] = (x + sign * 0.07, y + 0.22, z)
        out[f"mouth_{side}"] = (x + sign * 0.02, y + 0.17, z + 0.09)


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """How the figure is seen: picture, size, yaw, and noise in pixels."""

    yaw_deg: float = 0.0
    width: int = 640
    height: int = 480
    body_px: float = 350.0
    """Pixels of 1.7 m."""
    size: float = 1.0
    """Of the person: scales the picture, not the world."""
    noise_px: float = 0.0
    aside: float = 0.0
    """Shares of the width by which the figure is off the middle."""
    mirrored: bool = False


def pose(t: float, figure: Figure, camera: Camera, dice: random.Random | None = None) -> Pose:
    """The figure as the pose model would give it, all visible."""
    turn = math.radians(camera.yaw_deg)
    placed = [joints(figure)[name] for name in LANDMARKS]
    seen = [
        (
            x * math.cos(turn) - z * math.sin(turn),
            y,
            -x * math.sin(turn) - z * math.cos(turn),
        )
        for x, y, z in placed
    ]
    hips = [seen[LANDMARKS.index(f"{side}_hip")] for side in ("left", "right")]
    origin = tuple(sum(axis) / 2 for axis in zip(*hips, strict=True))
    return Pose(
        t=t,
        rtp_timestamp=round(t * 90000) & 0xFFFFFFFF,
        width=camera.width,
        height=camera.height,
        points=tuple(_point(place, camera, dice) for place in seen),
        world=tuple(WorldPoint(x - origin[0], origin[1] - y, z - origin[2]) for x, y, z in seen),
    )


def _point(place: Place, camera: Camera, dice: random.Random | None) -> Point:
    scale = camera.body_px / 1.7 * camera.size
    x = camera.width * (0.5 + camera.aside) + scale * place[0]
    y = camera.height * 0.94 - scale * place[1]
    if dice is not None and camera.noise_px:
        x, y = x + dice.gauss(0, camera.noise_px), y + dice.gauss(0, camera.noise_px)
    return Point(x / camera.width, y / camera.height, place[2] * scale / camera.width, 0.99)


def mirror(seen: Pose) -> Pose:
    """The same movement by the other side."""
    if seen.points is None or seen.world is None:
        return seen
    twin = [LANDMARKS.index(_twin(name)) for name in LANDMARKS]
    return replace(
        seen,
        points=tuple(seen.points[i]._replace(x=1 - seen.points[i].x) for i in twin),
        world=tuple(seen.world[i]._replace(x=-seen.world[i].x) for i in twin),
    )


def _twin(name: str) -> str:
    if "left" in name:
        return name.replace("left", "right")
    return name.replace("right", "left")


Movement = Callable[[float], Figure]
"""Seconds → the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filming:
    """How often and how regularly the movement is seen."""

    fps: float = 15.0
    jitter_s: float = 0.0
    drop: float = 0.0
    seed: int = 0
    start: float = 0.0


FRONT = Camera()
STEADY = Filming()


def film(move: Movement, seconds: float, camera: Camera = FRONT, filming: Filming = STEADY) -> Iterator[Pose]:
    """Poses of a movement, with jittered times and dropped frames."""
    dice = random.Random(filming.seed)
    last = -1.0
    for i in range(int(seconds * filming.fps) + 1):
        t = max(last + 0.001, i / filming.fps + dice.uniform(-1, 1) * filming.jitter_s)
        if dice.random() < filming.drop:
            continue
        last = t
        yield pose(filming.start + t, move(t), camera, dice)
