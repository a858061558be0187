"""The start gate: nothing counts until the start posture was held still, nor once the person walks off."""

from coach.feedback.body import Body
from coach.feedback.exercise import Exercise
from coach.feedback.ruler import Ruler, feet_of, height_of, is_upright
from coach.types import Side

NEARER = 0.4
"""Walking towards the camera moves the feet down the picture: this share of the sideways limit is enough."""

LOW_HEIGHT = 0.65
"""A standing pelvis is over this share of the leg's length above the feet."""
TURNED_DEG = 35.0
"""Twice the error of the yaw and more than any trunk lean or arm movement fakes."""


class Gate:
    """Closed until the start posture; closed again by walking."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self.open = False

    def close(self) -> None:
        self.open = False

    def strayed(self, body: Body, ruler: Ruler, yaw_deg: float) -> bool:
        """The feet left their place, or the body turned, by more than the exercise asks for."""
        if ruler.anchor is None or ruler.lengths is None:
            return False
        turned = abs((yaw_deg - ruler.anchor.yaw_deg + 180) % 360 - 180)
        if turned > TURNED_DEG and not self._exercise.turns:
            return True
        if body.missing(("left_ankle", "right_ankle")):
            return False
        limit = self._exercise.roam * ruler.lengths.leg
        if self._exercise.planted:
            return any(
                abs(a - b) > limit
                for side, place in ruler.anchor.ankles.items()
                for a, b in zip(body.spot("ankle", side), place, strict=True)
            )
        x, y = feet_of(body)
        left, right = ruler.anchor.ankles[Side.LEFT], ruler.anchor.ankles[Side.RIGHT]
        aside, ahead = abs(x - (left[0] + right[0]) / 2), abs(y - max(left[1], right[1]))
        return aside > limit or ahead > NEARER * limit

    def ready(self, body: Body, ruler: Ruler) -> bool:
        """Still, and in the posture in which the exercise starts."""
        wanted = self._exercise.posture
        if not ruler.still or (wanted != "lying" and not is_upright(body)):
            return False
        if wanted == "standing":
            return ruler.posture != "seated" and height_of(body) > LOW_HEIGHT
        return wanted != "seated" or ruler.posture != "standing"
