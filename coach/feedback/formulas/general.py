"""Where a hand, a foot or a knee is, and how a joint looks in any view: for exercises that nobody foresaw."""

import math

from coach.feedback.body import bend
from coach.feedback.scene import Scene
from coach.types import Side


def hand_height(scene: Scene, side: Side) -> float:
    """Height of the wrist over its shoulder in arm lengths; −1 where the arm hangs."""
    return (scene.body.spot("shoulder", side)[1] - scene.body.spot("wrist", side)[1]) / scene.lengths.arm


def hand_aside(scene: Scene, side: Side) -> float:
    """How far the wrist is outwards of its shoulder across the picture, in arm lengths; facing the camera."""
    out = scene.body.spot("wrist", side)[0] - scene.body.spot("shoulder", side)[0]
    return (-out if side is Side.RIGHT else out) / scene.lengths.arm


def hand_ahead(scene: Scene, side: Side) -> float:
    """How far the wrist is in front of its shoulder in arm lengths; side and 45° views."""
    moved = scene.body.spot("wrist", side)[0] - scene.body.spot("shoulder", side)[0]
    return scene.ahead * moved / _slant(scene) / scene.lengths.arm


def foot_ahead(scene: Scene, side: Side) -> float:
    """How far the ankle is in front of its hip in leg lengths; side and 45° views."""
    moved = scene.body.spot("ankle", side)[0] - scene.body.spot("hip", side)[0]
    return scene.ahead * moved / _slant(scene) / scene.lengths.leg


def knee_height(scene: Scene, side: Side) -> float:
    """Height of the knee over its hip in leg lengths; about −0.5 in standing."""
    return (scene.body.spot("hip", side)[1] - scene.body.spot("knee", side)[1]) / scene.lengths.leg


def knee_seen(scene: Scene, side: Side) -> float:
    """The bend of the knee as the picture shows it, whatever the view."""
    body = scene.body
    return bend(body.spot("hip", side), body.spot("knee", side), body.spot("ankle", side))


def arm_space(scene: Scene, side: Side) -> float:
    """S by world landmarks: 0 with the arm by the side, 90 when level, whatever the direction."""
    body = scene.body
    return 180.0 - bend(body.place("elbow", side), body.place("shoulder", side), body.place("hip", side))


def elbow_space(scene: Scene, side: Side) -> float:
    """E by world landmarks."""
    body = scene.body
    arms = [[body.place(part, s) for part in ("shoulder", "elbow", "wrist")] for s in scene.sides(side)]
    return max(bend(shoulder, elbow, wrist) for shoulder, elbow, wrist in arms)


def _slant(scene: Scene) -> float:
    """What the view leaves of a way forward."""
    return max(0.5, abs(math.sin(math.radians(scene.yaw_deg))))
