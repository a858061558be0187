"""What a person's standing height is learned from, and what is no standing."""

from dataclasses import replace

from coach.feedback.body import INDEX, Body, body_of
from coach.feedback.ruler import Ruler
from coach.types import Pose
from tests.feedback.figure import film
from tests.feedback.movements import STANDING

FEET = tuple(index for name, index in INDEX.items() if name.endswith(("ankle", "heel", "foot_index")))


def standing(seconds: float) -> list[Body]:
    poses: list[Pose] = list(film(lambda _t: STANDING, seconds))
    return [body for body in map(body_of, poses) if body is not None]


def looking_straight_on_a_chair(body: Body) -> Body:
    """From the front the model takes a seated body for a standing one: the world landmarks stay as they are,
    but all above the feet is lower in the picture."""
    lower = 0.25 * (body.middle("ankle")[1] - body.middle("hip")[1])
    spots = tuple((x, y) if index in FEET else (x, y + lower) for index, (x, y) in enumerate(body.spots))
    return replace(body, spots=spots)


def smaller(body: Body) -> Body:
    return replace(body, spots=tuple((0.75 * x + 80, 0.75 * y + 60) for x, y in body.spots))


def learned(first: list[Body], then: list[Body]) -> tuple[float, float]:
    """The standing height after each of both."""
    ruler, heights = Ruler(), list[float]()
    for part in (first, then):
        for body in part:
            ruler.step(replace(body, t=body.t + 10 * len(heights)), 0.0, resting=True)
        assert ruler.lengths is not None
        heights.append(ruler.lengths.stand)
    return heights[0], heights[1]


def test_a_seated_person_who_looks_straight_does_not_shorten_the_legs() -> None:
    stood, sat = learned(standing(2.0), [looking_straight_on_a_chair(body) for body in standing(3.0)])
    assert sat == stood


def test_who_stands_further_away_is_measured_anew() -> None:
    near, far = learned(standing(2.0), [smaller(body) for body in standing(3.0)])
    assert abs(far / near - 0.75) < 0.02
