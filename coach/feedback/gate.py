"""The start gate: nothing counts until the start posture was held still, nor once the person walks off."""

from coach.feedback.body import Body
from coach.feedback.exercise import Exercise
from coach.feedback.ruler import Anchor, Ruler, feet_of, height_of, is_upright
from coach.types import Side

NEARER = 0.5
"""Walking towards the camera moves the feet down the picture: this share of the sideways limit is enough."""

LOW_HEIGHT, CROUCH_HEIGHT = 0.65, 0.84
"""A standing pelvis is over this share of the leg's length above the feet; over the second one where the
knees are too bent to be sure, for from the front a seated pelvis looks up to 0.82 high."""
ASTRAY_S = 0.2
AFTER_WALK_S = 0.5
CROUCH_S = 3.0
"""Longer than a seated person leans aside, which looks like a crouch."""
RISEN = 0.2
"""Who rises by this share of a leg from a chair stands up; who sinks by it, knees bent, sits down."""
TURNED_DEG = 35.0
"""Twice the error of the yaw and more than any trunk lean or arm movement fakes."""


class Gate:
    """Closed until the start posture; closed again by walking."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self.open = False
        self._crouched_since: float | None = None
        self._still_since: float | None = None
        self._off_since: float | None = None
        self._wanted_s = 0.0

    def close(self, walked: bool = False) -> None:
        """`walked`: the person walked or turned; the next stillness must be longer than a pause in that."""
        self.open = False
        self._still_since = self._off_since = None
        self._wanted_s = AFTER_WALK_S if walked else 0.0

    def strayed(self, body: Body, ruler: Ruler, yaw_deg: float) -> bool:
        """The feet left their place, or the body turned, by more than the exercise asks for; where the feet
        are planted, not just in a stray picture."""
        if not self._astray(body, ruler, yaw_deg):
            self._off_since = None
            return False
        if self._off_since is None:
            self._off_since = body.t
        return body.t - self._off_since >= (ASTRAY_S if self._exercise.planted else 0.0)

    def _astray(self, body: Body, ruler: Ruler, yaw_deg: float) -> bool:
        if ruler.anchor is None or ruler.lengths is None:
            return False
        turned = abs((yaw_deg - ruler.anchor.yaw_deg + 180) % 360 - 180)
        if turned > TURNED_DEG and not self._exercise.turns:
            return True
        if self._rose_or_sat(body, ruler):
            return True
        if body.missing(("left_ankle", "right_ankle")):
            return False
        return self._walked(body, ruler.anchor, self._exercise.roam * ruler.lengths.leg)

    def _walked(self, body: Body, anchor: Anchor, limit: float) -> bool:
        """Sideways by the middle of the feet, or by each foot where they are planted; and down the picture
        towards the camera, or up it."""
        sides = (Side.LEFT, Side.RIGHT)
        (x, y), places = feet_of(body), anchor.ankles
        ahead = y - max(places[s][1] for s in sides)
        if ahead > NEARER * limit or ahead < -(limit if self._exercise.planted else NEARER * limit):
            return True
        if self._exercise.planted:
            return any(abs(body.spot("ankle", s)[0] - places[s][0]) > limit for s in sides)
        return abs(x - sum(places[s][0] for s in sides) / 2) > limit

    def _still_enough(self, t: float, ruler: Ruler) -> bool:
        if not ruler.still:
            self._still_since = None
            return False
        if self._still_since is None:
            self._still_since = t
        return ruler.on_the_spot or t - self._still_since >= self._wanted_s

    def _stands(self, body: Body, ruler: Ruler) -> bool:
        """Standing; or as far as this person can, if they keep it up for long enough."""
        height = height_of(body)
        crouched = ruler.posture == "between" and height > CROUCH_HEIGHT
        if not crouched:
            self._crouched_since = None
            return ruler.posture == "standing" and height > LOW_HEIGHT
        if self._crouched_since is None:
            self._crouched_since = body.t
        return body.t - self._crouched_since >= CROUCH_S

    def _rose_or_sat(self, body: Body, ruler: Ruler) -> bool:
        """A seated person stood up, or a standing one sat down, and the exercise doesn't ask for it."""
        anchor, lengths, exercise = ruler.anchor, ruler.lengths, self._exercise
        assert anchor is not None
        assert lengths is not None
        rise = (anchor.pelvis[1] - body.middle("hip")[1]) / lengths.leg
        if exercise.posture == "seated" and not exercise.rises:
            return rise > RISEN
        sat = anchor.posture == "standing" and ruler.posture == "seated" and rise < -RISEN
        return sat and not exercise.sinks

    def ready(self, body: Body, ruler: Ruler) -> bool:
        """Still, and in the posture in which the exercise starts."""
        wanted = self._exercise.posture
        if not self._still_enough(body.t, ruler) or (wanted != "lying" and not is_upright(body)):
            return False
        if wanted == "standing":
            return self._stands(body, ruler)
        return wanted != "seated" or ruler.posture != "standing"
