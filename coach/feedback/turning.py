"""Which way the patient has to turn to be judged. Pure; not for turning as an exercise."""

from dataclasses import dataclass
from enum import StrEnum

from coach.feedback.exercise import Exercise, Kind
from coach.feedback.measures import MEASURES
from coach.feedback.scene import near_side
from coach.types import Side, View

WRONG_S = 1.0
"""So long in a wrong view before anything is said; engineering judgement."""
HALF_DEG, SIDE_DEG = 45.0, 90.0


class Way(StrEnum):
    """The person's own; in a mirror it is the same side of the picture."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What to do, and until when."""

    way: Way
    key: str
    """Text key of the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The views that serve, the best one first, and the side that must be seen; BOTH where either may be."""

    views: tuple[str, ...]
    side: Side


def wanted_by(exercise: Exercise, side: Side) -> Wanted | None:
    """None where the body turns as part of the exercise, or is turned by the way it walks."""
    if exercise.turns or exercise.kind is Kind.WALK:
        return None
    views = (exercise.view, *(view for view in exercise.views if view != exercise.view))
    hidden = exercise.sided and not MEASURES[exercise.signal].pair
    return Wanted(views=views, side=side if hidden else Side.BOTH)


def turn_to(wanted: Wanted, view: View) -> Turn | None:
    """None while the view serves."""
    near = near_side(view.yaw_deg)
    covered = Side.BOTH not in (wanted.side, near) and near is not wanted.side
    if view.name in wanted.views and not covered:
        return None
    best = wanted.views[0]
    if best == "front":
        # A positive yaw has the person's left side to the camera: turning left brings the face back to it.
        return Turn(way=Way.LEFT if view.yaw_deg > 0 else Way.RIGHT, key="turn.front")
    aim = _aim(wanted.side, view.yaw_deg) * (HALF_DEG if best == "oblique" else SIDE_DEG)
    change = (aim - view.yaw_deg + 180) % 360 - 180
    way = Way.RIGHT if change > 0 else Way.LEFT
    return Turn(way=way, key=f"turn.{'half' if best == 'oblique' else 'side'}_{way}")


def _aim(side: Side, yaw_deg: float) -> float:
    """+1 with the left side to the camera: the asked one, else the nearer one."""
    if side is Side.BOTH:
        return 1.0 if yaw_deg >= 0 else -1.0
    return 1.0 if side is Side.LEFT else -1.0


class TurnWatch:
    """Asks once a wrong view has lasted, and stops at once when it serves."""

    def __init__(self) -> None:
        self.turn: Turn | None = None
        self._since: float | None = None

    def step(self, t: float, wanted: Wanted | None, view: View | None) -> None:
        """`wanted` None: nothing to ask now."""
        needed = turn_to(wanted, view) if wanted is not None and view is not None else None
        if needed is None:
            self.turn = self._since = None
            return
        if self._since is None:
            self._since = t
        if t - self._since >= WRONG_S:
            self.turn = needed
