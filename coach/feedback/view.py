"""How the body is turned to the camera. Not for turning as an exercise."""

import math

from coach.feedback.body import Body
from coach.feedback.smoothing import Slow
from coach.types import Event, Side, View, ViewChanged

FRONT_DEG = 20.0
SIDE_DEG = 65.0
BACK_DEG = 120.0
HYSTERESIS_DEG = 4.0
SETTLE_S = 0.5
"""A new view is told once it has lasted this long."""


def turn_of(body: Body) -> tuple[float, float]:
    """(cos, sin) of the yaw: mean direction of the shoulder and hip lines seen from above.

    World landmarks have z growing away from the camera, so the nearer side has the smaller z."""
    x = z = 0.0
    for part in ("shoulder", "hip"):
        left, right = body.place(part, Side.LEFT), body.place(part, Side.RIGHT)
        dx, dz = left.x - right.x, right.z - left.z
        length = math.hypot(dx, dz) or 1.0
        x, z = x + dx / length, z + dz / length
    return x, z


def name_of(yaw_deg: float, now: str | None) -> str:
    """`front`, `oblique`, `side` or `back`; leaving the present view takes a few degrees more."""
    turned = abs(yaw_deg)
    for limit, name in ((FRONT_DEG, "front"), (SIDE_DEG, "oblique"), (BACK_DEG, "side")):
        order = ("front", "oblique", "side", "back")
        keep = HYSTERESIS_DEG if now and order.index(now) <= order.index(name) else 0.0
        if now and order.index(now) > order.index(name):
            keep = -HYSTERESIS_DEG
        if turned <= limit + keep:
            return name
    return "back"


class ViewWatch:
    """Follows the yaw, smoothed over half a second, and names the view."""

    def __init__(self) -> None:
        self._cos, self._sin = Slow(0.3), Slow(0.3)
        self._candidate: str | None = None
        self._since = 0.0
        self.view: View | None = None
        self.turned_deg = 0.0
        """The yaw without jumps: goes on past 180."""

    @property
    def yaw_deg(self) -> float:
        """0 facing the camera, + when the camera is on the person's left."""
        return math.degrees(math.atan2(self._sin.value, self._cos.value))

    def step(self, body: Body) -> list[Event]:
        x, z = turn_of(body)
        self._cos(body.t, x)
        self._sin(body.t, z)
        self.turned_deg += (self.yaw_deg - self.turned_deg + 180) % 360 - 180
        name = name_of(self.yaw_deg, self.view.name if self.view else None)
        if self.view is not None and name == self.view.name:
            self._candidate = None
            self.view = View(name=name, yaw_deg=round(self.yaw_deg, 1))
            return []
        return self._consider(body.t, name)

    def _consider(self, t: float, name: str) -> list[Event]:
        if self.view is not None:
            if name != self._candidate:
                self._candidate, self._since = name, t
            if t - self._since < SETTLE_S:
                return []
        self._candidate = None
        self.view = View(name=name, yaw_deg=round(self.yaw_deg, 1))
        return [ViewChanged(t=t, view=self.view)]
