"""Fingers and wrist, by the hand's own landmarks; only where the hand was found."""

from statistics import fmean

from coach.feedback.body import bend
from coach.feedback.hand import MIDDLE_KNUCKLE, WRIST
from coach.feedback.scene import Scene
from coach.types import Side


def hand_opening(scene: Scene, side: Side) -> float:
    """Mean distance of the four fingertips from the middle of the palm, in palm lengths: about 0.4 in a fist,
    1.2 with straight fingers."""
    return fmean(fmean(scene.body.hands[s].reaches) for s in _hands(scene, side))


def fingers_apart(scene: Scene, side: Side) -> float:
    """How much further the most opened finger is from the palm than the least opened one, in palm lengths."""
    return fmean(max(r) - min(r) for r in (scene.body.hands[s].reaches for s in _hands(scene, side)))


def wrist_bend(scene: Scene, side: Side) -> float:
    """Degrees between forearm and palm in the picture, whichever way; the forearm by the body's elbow."""
    return fmean(_wrist_bend(scene, s) for s in _hands(scene, side))


def _wrist_bend(scene: Scene, side: Side) -> float:
    spots = scene.body.hands[side].spots
    return bend(scene.body.spot("elbow", side), spots[WRIST][:2], spots[MIDDLE_KNUCKLE][:2])


def _hands(scene: Scene, side: Side) -> tuple[Side, ...]:
    return tuple(scene.body.hands) if side is Side.BOTH else (side,)
