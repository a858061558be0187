"""Shoulders, elbows and hands."""

import math

from coach.feedback.body import bend, other
from coach.feedback.scene import Scene
from coach.types import Side


def elbow(scene: Scene, side: Side) -> float:
    """E in the picture: 180° − ∠(shoulder, elbow, wrist)."""
    return _bend(scene, side, "shoulder", "elbow", "wrist")


def shoulder(scene: Scene, side: Side) -> float:
    """S in the picture: 0 with the arm by the side, 90 when level."""
    return 180.0 - _bend(scene, side, "elbow", "shoulder", "hip")


def reach(scene: Scene, side: Side) -> float:
    """How far the hand is in front of where the pelvis was in the start posture, in arm lengths; side and
    45° views. Only its change means anything."""
    moved = [scene.body.spot("wrist", s)[0] - scene.anchor.pelvis[0] for s in scene.sides(side)]
    slant = max(0.5, abs(math.sin(math.radians(scene.yaw_deg))))
    return scene.ahead * sum(moved) / len(moved) / slant / scene.lengths.arm


def hand_to_mouth(scene: Scene, side: Side) -> float:
    """Distance from the wrist to the middle of the mouth in shoulder widths."""
    (ax, ay), (bx, by) = scene.body.spots[9], scene.body.spots[10]
    return math.dist(scene.body.spot("wrist", side), ((ax + bx) / 2, (ay + by) / 2)) / scene.lengths.shoulders


def cross_reach(scene: Scene, side: Side) -> float:
    """How far this hand is beyond the opposite shoulder, across the picture, in shoulder widths."""
    away = scene.body.spot("wrist", side)[0] - scene.body.spot("shoulder", other(side))[0]
    return (-away if side is Side.LEFT else away) / scene.lengths.shoulders


def hand_behind(scene: Scene, _side: Side) -> float:
    """How far the hindmost hand that is seen is behind its shoulder, in arm lengths: a leaning body with a
    hand back at the seat or the arm-rest. Side and 45° views; −1 where no hand is seen."""
    body = scene.body
    slant = max(0.5, abs(math.sin(math.radians(scene.yaw_deg)))) * scene.lengths.arm
    seen = [s for s in (Side.LEFT, Side.RIGHT) if not body.missing((f"{s}_wrist",))]
    back = [scene.ahead * (body.spot("shoulder", s)[0] - body.spot("wrist", s)[0]) / slant for s in seen]
    return max(back, default=-1.0)


def hand_on_knee(scene: Scene, side: Side) -> float:
    """Distance from this hand to this knee in trunk lengths: small when it pulls the thigh."""
    return math.dist(scene.body.spot("wrist", side), scene.body.spot("knee", side)) / scene.lengths.trunk


def _bend(scene: Scene, side: Side, a: str, b: str, c: str) -> float:
    body = scene.body
    values = [bend(body.spot(a, s), body.spot(b, s), body.spot(c, s)) for s in scene.sides(side)]
    return sum(values) / len(values)
