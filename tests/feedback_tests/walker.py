"""A figure of sticks that walks, turns, stands up and lifts an arm, before a pinhole camera.

Ground co-ordinates in metres: right in the picture, up, towards the camera."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from coach.types import LANDMARKS, Point, Pose, Side, WorldPoint

Place = tuple[float, float, float]
WIDTH, HEIGHT, FOCAL, CAMERA_UP = 640, 480, 576.0, 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Where the body is at one moment."""

    pelvis: tuple[float, float] = (0.0, 0.0)
    """Right and towards the camera."""
    heading_deg: float = 0.0
    """0 faces the camera, 90 walks to the picture's right."""
    up: float = 1.0
    """Pelvis height as a share of standing."""
    lean_deg: float = 0.0
    hip_deg: float = 0.0
    """The left hip higher."""
    tip_deg: float = 0.0
    """Trunk to the left."""
    feet: dict[Side, Place] = field(default_factory=dict)
    """Where not given, the feet are under the hips."""
    arm_deg: dict[Side, float] = field(default_factory=dict)
    """Raised forward from hanging."""
    aside: bool = False
    """The arms are raised to the side instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    size: float = 1.0
    """1 is 1.75 m tall."""
    distance: float = 4.0
    at: Callable[[float], Stance]

    def pose(self, t: float) -> Pose:
        joints = self._joints(self.at(t))
        hips = _middle(joints["left_hip"], joints["right_hip"])
        points, world = [], []
        for name in LANDMARKS:
            x, y, n = joints[name]
            away = self.distance - n
            points.append(
                Point(
                    _grid((WIDTH / 2 + FOCAL * x / away) / WIDTH),
                    _grid((HEIGHT / 2 - FOCAL * (y - CAMERA_UP) / away) / HEIGHT),
                    0.0,
                    1.0,
                )
            )
            world.append(WorldPoint(*(round(v, 3) for v in (x - hips[0], hips[1] - y, hips[2] - n))))
        return Pose(
            t=t, rtp_timestamp=0, width=WIDTH, height=HEIGHT, points=tuple(points), world=tuple(world)
        )

    def _joints(self, s: Stance) -> dict[str, Place]:
        k, turn, lean = self.size, math.radians(s.heading_deg), math.radians(s.lean_deg)
        ahead, left = (math.sin(turn), math.cos(turn)), (math.cos(turn), -math.sin(turn))

        def put(side: float, up: float, front: float) -> Place:
            return (
                s.pelvis[0] + k * (side * left[0] + front * ahead[0]),
                k * up,
                s.pelvis[1] + k * (side * left[1] + front * ahead[1]),
            )

        hip_up = 0.9 * s.up
        chest_up, chest_front = hip_up + 0.5 * math.cos(lean), 0.5 * math.sin(lean)
        out = {n: put(0.0, chest_up + 0.2, chest_front + 0.08) for n in LANDMARKS[:11]}
        for n, side in (("left_ear", 0.07), ("right_ear", -0.07)):
            out[n] = put(side, chest_up + 0.2, chest_front)
        for name, sign in ((Side.LEFT, 1.0), (Side.RIGHT, -1.0)):
            out |= self._limbs(s, name, sign, put, (hip_up, chest_up, chest_front), ahead)
        return out

    def _limbs(
        self,
        s: Stance,
        name: Side,
        sign: float,
        put: Callable[[float, float, float], Place],
        trunk: tuple[float, float, float],
        ahead: tuple[float, float],
    ) -> dict[str, Place]:
        hip_up, chest_up, chest_front = trunk
        raised = math.radians(s.arm_deg.get(name, 0.0))
        out = {
            f"{name}_shoulder": put(
                0.19 * sign + 0.5 * math.sin(math.radians(s.tip_deg)), chest_up, chest_front
            ),
            f"{name}_hip": put(0.11 * sign, hip_up + 0.11 * sign * math.tan(math.radians(s.hip_deg)), 0.0),
        }
        for part, far in (("elbow", 0.28), ("wrist", 0.53), ("pinky", 0.6), ("index", 0.6), ("thumb", 0.6)):
            swing = far * math.sin(raised)
            side, front = (sign * (0.19 + swing), 0.0) if s.aside else (0.19 * sign, swing)
            out[f"{name}_{part}"] = put(side, chest_up - far * math.cos(raised), chest_front + front)
        under = put(0.11 * sign, 0.0, 0.42 * (1 - s.up) / 0.42)
        foot = s.feet.get(name, (under[0], 0.0, under[2]))
        k = self.size
        ankle = (foot[0], foot[1] + 0.09 * k, foot[2])
        knee = _middle(out[f"{name}_hip"], ankle)
        bent = math.sqrt(max(0.0, (0.45 * k) ** 2 - (math.dist(out[f"{name}_hip"], ankle) / 2) ** 2))
        out[f"{name}_knee"] = (knee[0] + bent * ahead[0], knee[1], knee[2] + bent * ahead[1])
        out[f"{name}_ankle"] = ankle
        for part, front in (("heel", -0.05), ("foot_index", 0.17)):
            out[f"{name}_{part}"] = (
                foot[0] + k * front * ahead[0],
                foot[1] + 0.03,
                foot[2] + k * front * ahead[1],
            )
        return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A straight walk with its true contacts. Lengths in metres."""

    steps: int = 14
    step_s: float = 0.56
    length: float = 0.55
    uneven: float = 1.0
    """The right foot's step over the left one's."""
    heading_deg: float = 90.0
    start_s: float = 1.0
    base: float = 0.16
    bow_deg: float = 0.0
    tip_deg: float = 0.0
    """Trunk to the left all the time."""
    circle: float = 0.0
    """Metres by which the right foot swings outwards."""
    drop_deg: float = 0.0
    """The right hip lower in the right foot's swing; below 0 it is hitched up."""

    @property
    def contacts(self) -> list[tuple[float, Side]]:
        return [
            (self.start_s + n * self.step_s + 0.68 * self.step_s, Side.LEFT if n % 2 == 0 else Side.RIGHT)
            for n in range(self.steps)
        ]

    @property
    def end(self) -> float:
        return self.start_s + (self.steps + 2) * self.step_s

    def at(self, t: float) -> Stance:
        along = {Side.LEFT: 0.0, Side.RIGHT: 0.0}
        now, lift = dict(along), dict(along)
        swing = 0.0
        for n in range(self.steps):
            side, there = (Side.LEFT, Side.RIGHT) if n % 2 == 0 else (Side.RIGHT, Side.LEFT)
            goal = along[there] + self.length * (self.uneven if side is Side.RIGHT else 1.0)
            u = min(1.0, max(0.0, (t - self.start_s - n * self.step_s) / (0.68 * self.step_s)))
            now[side] += (goal - along[side]) * u**3 * (10 - 15 * u + 6 * u * u)
            lift[side] += 0.07 * math.sin(math.pi * u) ** 2
            swing = max(swing, math.sin(math.pi * u) if side is Side.RIGHT else 0.0)
            along[side] = goal
        half = self.steps * self.length * (1 + self.uneven) / 4
        turn = math.radians(self.heading_deg)
        ahead, left = (math.sin(turn), math.cos(turn)), (math.cos(turn), -math.sin(turn))

        def place(side: Side) -> Place:
            beside = self.base / 2 if side is Side.LEFT else -self.base / 2 - self.circle * swing
            s = now[side] - half
            return (s * ahead[0] + beside * left[0], lift[side], s * ahead[1] + beside * left[1])

        middle = (now[Side.LEFT] + now[Side.RIGHT]) / 2 - half
        return Stance(
            pelvis=(middle * ahead[0], middle * ahead[1]),
            heading_deg=self.heading_deg,
            up=0.98,
            lean_deg=self.bow_deg,
            hip_deg=self.drop_deg * swing,
            tip_deg=self.tip_deg,
            feet={side: place(side) for side in (Side.LEFT, Side.RIGHT)},
        )


def seen(figure: Figure, times: Iterable[float]) -> list[Pose]:
    return [figure.pose(t) for t in times]


def evenly(seconds: float, rate: float) -> list[float]:
    return [n / rate for n in range(int(seconds * rate))]


def mirrored(pose: Pose) -> Pose:
    """The same person in a mirror: left is right."""
    assert pose.points is not None
    assert pose.world is not None
    order = [LANDMARKS.index(_swap(name)) for name in LANDMARKS]
    return replace(
        pose,
        points=tuple(pose.points[n]._replace(x=_grid(1 - pose.points[n].x)) for n in order),
        world=tuple(pose.world[n]._replace(x=-pose.world[n].x) for n in order),
    )


def _swap(name: str) -> str:
    for a, b in (("left", "right"), ("right", "left")):
        if a in name:
            return name.replace(a, b)
    return name


def _middle(a: Place, b: Place) -> Place:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)


def _grid(share: float) -> float:
    return round(share * 32767) / 32767
