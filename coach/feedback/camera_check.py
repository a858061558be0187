"""The camera check before a set: whole body in view, light, distance, turned the way the exercise needs."""

from dataclasses import dataclass

from coach.feedback.body import LINES, Body, body_of
from coach.feedback.exercise import Exercise
from coach.feedback.hand import LEAST_SHARE
from coach.feedback.scene import near_side
from coach.feedback.turning import turn_to, wanted_by
from coach.feedback.view import ViewWatch
from coach.types import CameraChecked, Event, Pose, Side, View

SETTLE_S = 0.4
"""A mark changes once its new value has lasted this long."""
DARK, BRIGHT = 0.10, 0.92
"""Mean brightness of the picture."""
FAR, NEAR = 0.09, 0.42
"""Trunk length as a share of the picture's height (or of its width where that is less)."""
WHOLE_BODY = (
    "nose", "left_shoulder", "right_shoulder", "left_wrist", "right_wrist", "left_hip", "right_hip",
    "left_knee", "right_knee", "left_ankle", "right_ankle",
)  # fmt: skip
ADVICE_FOR = (
    (("ankle", "heel", "foot_index"), "advice.missing_feet"),
    (("nose", "eye", "ear", "mouth"), "advice.missing_head"),
    (("wrist", "elbow", "pinky", "index", "thumb"), "advice.missing_arms"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    body: bool
    light: bool
    distance: bool
    turned: bool
    missing: tuple[str, ...]
    advice: str | None


class CameraCheck:
    """Tells the four marks whenever one of them changed for good."""

    def __init__(self, exercise: Exercise | None, side: Side = Side.BOTH) -> None:
        self._exercise = exercise
        self._wanted = wanted_by(exercise, side) if exercise else None
        self._view = ViewWatch()
        self._told: _Marks | None = None
        self._candidate: _Marks | None = None
        self._since = 0.0

    @property
    def view(self) -> View | None:
        return self._view.view

    def step(self, pose: Pose) -> list[Event]:
        body = body_of(pose)
        if body is not None:
            self._view.step(body)
        marks = self._marks(pose, body)
        if marks == self._told:
            self._candidate = None
            return []
        if marks != self._candidate:
            self._candidate, self._since = marks, pose.t
        if pose.t - self._since < SETTLE_S:
            return []
        self._told = marks
        return [
            CameraChecked(
                t=pose.t,
                body=marks.body,
                light=marks.light,
                distance=marks.distance,
                turned=marks.turned,
                missing=marks.missing,
                advice=marks.advice,
            )
        ]

    def _marks(self, pose: Pose, body: Body | None) -> _Marks:
        light_advice = _light(pose.light)
        if body is None:
            return _Marks(
                body=False, light=light_advice is None, distance=False, turned=False, missing=(),
                advice=light_advice or "advice.nobody",
            )  # fmt: skip
        missing = body.missing(self._needed()) + self._hands_missing(body)
        far = _hand_distance(body) if self._of_hands else _distance(body)
        turn = self._turn_advice()
        advice = light_advice or self._missing_advice(body, missing) or far or turn
        return _Marks(
            body=not missing,
            light=light_advice is None,
            distance=far is None,
            turned=turn is None,
            missing=missing,
            advice=advice,
        )

    @property
    def _of_hands(self) -> bool:
        return self._exercise is not None and self._exercise.hands

    def _hands_missing(self, body: Body) -> tuple[str, ...]:
        """One hand is enough, whichever it is."""
        return ("left_wrist", "right_wrist") if self._of_hands and not body.hands else ()

    def _missing_advice(self, body: Body, missing: tuple[str, ...]) -> str | None:
        if missing and missing == self._hands_missing(body):
            return "advice.missing_hand"
        return _missing_advice(missing)

    def _needed(self) -> tuple[str, ...]:
        """The landmarks that must be seen; from the side only those of the near side."""
        names = ("nose", *self._exercise.landmarks) if self._exercise else WHOLE_BODY
        near = near_side(self._view.yaw_deg)
        if near is Side.BOTH:
            return names
        return tuple(n for n in names if n.startswith(near) or "_" not in n)

    def _turn_advice(self) -> str | None:
        """What to do about a view that doesn't serve."""
        view, exercise = self._view.view, self._exercise
        if exercise is None or view is None:
            return None
        if self._wanted is None:
            return None if view.name in exercise.views else f"advice.turn_{exercise.view}"
        turn = turn_to(self._wanted, view)
        return turn.key if turn else None


def _light(light: float) -> str | None:
    if light < DARK:
        return "advice.too_dark"
    return "advice.too_bright" if light > BRIGHT else None


def _distance(body: Body) -> str | None:
    (hx, hy), (sx, sy) = body.middle("hip"), body.middle("shoulder")
    share = ((hx - sx) ** 2 + (hy - sy) ** 2) ** 0.5 / min(LINES, body.wide * 4 / 3)
    if share > NEAR:
        return "advice.too_near"
    return "advice.too_far" if share < FAR else None


def _hand_distance(body: Body) -> str | None:
    """By the nearest hand: too near is what is no longer in the picture."""
    share = max((hand.share for hand in body.hands.values()), default=0.0)
    return "advice.too_far" if share < LEAST_SHARE else None


def _missing_advice(missing: tuple[str, ...]) -> str | None:
    """What to do about the parts that are not seen: feet first, then head, then arms."""
    if not missing:
        return None
    for words, advice in ADVICE_FOR:
        if all(any(w in name for w in words) for name in missing):
            return advice
    return "advice.missing_body"
