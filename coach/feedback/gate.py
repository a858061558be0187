"""The start gate: nothing counts until the start posture was held still, nor once the person walks off."""

from coach.feedback.body import Body
from coach.feedback.exercise import Exercise
from coach.feedback.ruler import Ruler, feet_of
from coach.types import Side

NEARER = 0.4
"""Walking towards the camera moves the feet down the picture: this share of the sideways limit is enough."""


class Gate:
    """Closed until the start posture; closed again by walking."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self.open = False

    def close(self) -> None:
        self.open = False

    def strayed(self, body: Body, ruler: Ruler) -> bool:
        """The feet left their place by more than the exercise asks for."""
        if ruler.anchor is None or ruler.lengths is None:
            return False
        x, y = feet_of(body)
        left, right = ruler.anchor.ankles[Side.LEFT], ruler.anchor.ankles[Side.RIGHT]
        limit = self._exercise.roam * ruler.lengths.leg
        aside, ahead = abs(x - (left[0] + right[0]) / 2), abs(y - max(left[1], right[1]))
        return aside > limit or ahead > NEARER * limit

    def ready(self, ruler: Ruler) -> bool:
        """Still, and in the posture in which the exercise starts."""
        if not ruler.still:
            return False
        wanted = self._exercise.posture
        if wanted == "standing":
            return ruler.posture != "seated"
        return wanted != "seated" or ruler.posture != "standing"
