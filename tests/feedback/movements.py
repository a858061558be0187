"""Movements of the stick figure, each with a smooth way out, a hold and a way back."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from coach.types import Side
from tests.feedback.figure import Figure, Leg, Movement

STANDING = Figure(left_leg=Leg(knee=8, thigh=4), right_leg=Leg(knee=8, thigh=4))
SEATED = Figure(left_leg=Leg(thigh=90, knee=90), right_leg=Leg(thigh=90, knee=90))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Seconds of a repetition: rest before it, out, hold, back."""

    rest: float = 0.8
    out: float = 1.0
    hold: float = 0.4
    back: float = 1.0

    @property
    def total(self) -> float:
        return self.rest + self.out + self.hold + self.back

    def depth(self, t: float) -> float:
        """0 at rest, 1 at the target, at `t` within one repetition."""
        t -= self.rest
        if t < self.out:
            return ramp(t / self.out)
        t -= self.out + self.hold
        return 1.0 if t < 0 else 1 - ramp(t / self.back)


def ramp(u: float) -> float:
    """Smooth from 0 to 1."""
    u = max(0.0, min(1.0, u))
    return u * u * (3 - 2 * u)


Shape = Callable[[float, int], Figure]
"""Depth and the number of the repetition (from 0) → the body."""


def repeat(shape: Shape, n: int, rhythm: Rhythm) -> tuple[Movement, float]:
    """`n` repetitions and a rest; the movement and how long it lasts."""

    def at(t: float) -> Figure:
        i = int(t // rhythm.total)
        return shape(rhythm.depth(t - i * rhythm.total), i) if i < n else shape(0.0, n)

    return at, n * rhythm.total + 1.2


def squat(knee: float = 55, lean: float = 0.0) -> Shape:
    def shape(d: float, _i: int) -> Figure:
        bend = 8 + d * (knee - 8)
        leg = Leg(thigh=bend / 2, knee=bend)
        return Figure(left_leg=leg, right_leg=leg, bow=20 * d, lean=lean * d)

    return shape


def stand_up(height: float = 1.0, knees_in: float = 0.0) -> Shape:
    """`height`: 1 is full standing."""

    def shape(d: float, _i: int) -> Figure:
        bend = 90 - d * height * 84
        leg = Leg(thigh=bend, knee=bend)
        return Figure(
            left_leg=leg,
            right_leg=leg,
            bow=35 * math.sin(math.pi * d),
            knees_in=knees_in * math.sin(math.pi * d),
        )

    return shape


def marching(lift: float = 60, weak: float = 1.0) -> Shape:
    """Left and right in turn; the right one lifts `weak` times as far."""

    def shape(d: float, i: int) -> Figure:
        side = Side.LEFT if i % 2 == 0 else Side.RIGHT
        angle = d * lift * (1.0 if side is Side.LEFT else weak)
        standing = Side.RIGHT if side is Side.LEFT else Side.LEFT
        body = replace(STANDING, supporting=standing)
        return body.with_leg(side, thigh=4 + angle, knee=8 + 1.2 * angle)

    return shape


def arm_out(side: Side = Side.LEFT, angle: float = 100, lean: float = 0.0) -> Shape:
    """BOTH lifts both arms."""

    def shape(d: float, _i: int) -> Figure:
        body = replace(STANDING, lean=lean * d)
        for s in (Side.LEFT, Side.RIGHT) if side is Side.BOTH else (side,):
            body = body.with_arm(s, out=8 + d * (angle - 8))
        return body

    return shape


def elbow_bend(side: Side = Side.LEFT, angle: float = 125) -> Shape:
    def shape(d: float, _i: int) -> Figure:
        return STANDING.with_arm(side, elbow=5 + d * (angle - 5))

    return shape


def step_aside(width: float = 0.34) -> Shape:
    """The left foot goes out by `width` metres and comes back; the pelvis goes half the way."""

    def shape(d: float, _i: int) -> Figure:
        return replace(STANDING, stance=0.22 + d * width, feet=(d * width / 2, 0.0))

    return shape


def one_leg(side: Side = Side.LEFT) -> Shape:
    """The foot of `side` is lifted behind."""

    def shape(d: float, _i: int) -> Figure:
        standing = Side.RIGHT if side is Side.LEFT else Side.LEFT
        body = replace(STANDING, supporting=standing)
        return body.with_leg(side, thigh=4 + 20 * d, knee=8 + 70 * d)

    return shape


def walking(speed: float = 0.9, turn_in: float = 0.0) -> Movement:
    """Walks to the left in the picture at `speed` metres a second, from 1.5 m on the right of the middle."""

    def at(t: float) -> Figure:
        swing = math.sin(2 * math.pi * 0.9 * t)
        body = replace(STANDING, feet=(1.5 - speed * t, 0.0), twist=turn_in)
        left = Leg(thigh=4 + 25 * max(0.0, swing), knee=8 + 45 * max(0.0, swing))
        right = Leg(thigh=4 + 25 * max(0.0, -swing), knee=8 + 45 * max(0.0, -swing))
        return replace(
            body, left_leg=left, right_leg=right, supporting=Side.RIGHT if swing > 0 else Side.LEFT
        )

    return at


def then(first: Movement, seconds: float, second: Movement) -> Movement:
    """One movement after another."""
    return lambda t: first(t) if t < seconds else second(t - seconds)
