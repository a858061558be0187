"""Hips, knees and feet."""

import math

from coach.feedback.body import Spot, bend, other
from coach.feedback.scene import Scene
from coach.types import Side

LEAST_SINE = 0.85
"""The yaws at which an angle of the leg is a measurement have a larger one."""


def knee(scene: Scene, side: Side) -> float:
    """K as seen from exactly the side: 180° − ∠(hip, knee, ankle)."""
    return _side_bend(scene, side, "hip", "knee", "ankle")


def knee_world(scene: Scene, side: Side) -> float:
    """K by world landmarks."""
    return _world_bend(scene, side, "hip", "knee", "ankle")


def knee_back(scene: Scene, side: Side) -> float:
    """How far the knee is bent backwards, degrees; negative while it is bent the usual way. Side view."""
    s = scene.sides(side)[0]
    start, middle, end = (scene.body.spot(p, s) for p in ("hip", "knee", "ankle"))
    cross = (middle[0] - start[0]) * (end[1] - middle[1]) - (middle[1] - start[1]) * (end[0] - middle[0])
    return math.copysign(bend(start, middle, end), -scene.ahead * cross)


def hip(scene: Scene, side: Side) -> float:
    """H as seen from exactly the side: 180° − ∠(shoulder, hip, knee)."""
    return _side_bend(scene, side, "shoulder", "hip", "knee")


def hip_flat(scene: Scene, side: Side) -> float:
    """H as the picture shows it."""
    return _flat_bend(scene, side, "shoulder", "hip", "knee")


def hip_world(scene: Scene, side: Side) -> float:
    """H by world landmarks."""
    return _world_bend(scene, side, "shoulder", "hip", "knee")


def hip_abduction(scene: Scene, side: Side) -> float:
    """Angle of the line hip → ankle to the vertical, + outwards; front view."""
    hip_spot, ankle = scene.body.spot("hip", side), scene.body.spot("ankle", side)
    out = math.degrees(math.atan2(ankle[0] - hip_spot[0], ankle[1] - hip_spot[1]))
    return -out if side is Side.RIGHT else out


def lift(scene: Scene, side: Side) -> float:
    """How much more this leg is lifted than the other, in leg lengths: the greater of how far knee and
    ankle have risen, and how far the foot is from its place on the floor. A leg lifted towards the camera
    hardly rises in the picture, but the foot leaves its place; and a foot put down elsewhere, in a step, is
    not back."""
    rises = _rise(scene, side) - _rise(scene, other(side))
    strays = _stray(scene, side) - _stray(scene, other(side))
    return (max(rises, strays) if strays > 0 else min(rises, strays)) / scene.lengths.leg


def _rise(scene: Scene, side: Side) -> float:
    """Pixels by which knee and ankle are above their places, in the mean."""
    place, body = scene.places[side], scene.body
    return (place.knee[1] - body.spot("knee", side)[1] + place.ankle[1] - body.spot("ankle", side)[1]) / 2


def step_away(scene: Scene, side: Side) -> float:
    """How much further this foot is from its place on the floor than the other, in leg lengths."""
    return (_stray(scene, side) - _stray(scene, other(side))) / scene.lengths.leg


def stray(scene: Scene, side: Side) -> float:
    """How far this foot is off its place on the floor, in leg lengths."""
    return _stray(scene, side) / scene.lengths.leg


def _stray(scene: Scene, side: Side) -> float:
    """Pixels by which a foot is off its place, mean of ankle and toe."""
    place = scene.places[side]
    ankle, toe = scene.body.spot("ankle", side), scene.body.spot("foot_index", side)
    return (math.dist(ankle, place.ankle) + math.dist(toe, place.toe)) / 2


def foot_lift(scene: Scene, side: Side) -> float:
    """How far this ankle is above the other, in leg lengths."""
    here, there = scene.body.spot("ankle", side), scene.body.spot("ankle", other(side))
    return (there[1] - here[1]) / scene.lengths.leg


def step_forward(scene: Scene, side: Side) -> float:
    """How far this foot is in front of its place on the floor, in leg lengths; side view."""
    moved = scene.body.spot("ankle", side)[0] - scene.places[side].ankle[0]
    return scene.ahead * moved / scene.lengths.leg


def step_back(scene: Scene, side: Side) -> float:
    """How far this foot is behind its place on the floor, in leg lengths; side view."""
    return -step_forward(scene, side)


def step_width(scene: Scene, _side: Side) -> float:
    """Signed distance between the ankles across the picture in hip widths, front view; negative when
    the feet are crossed."""
    body = scene.body
    return (body.spot("ankle", Side.LEFT)[0] - body.spot("ankle", Side.RIGHT)[0]) / scene.lengths.hips


def feet_uneven(scene: Scene, _side: Side) -> float:
    """How far one ankle is in front of the other in foot lengths, side and 45° views: their distance
    across the picture, less that of feet side by side at this yaw."""
    turn = math.radians(scene.yaw_deg)
    beside = scene.lengths.hips * math.cos(turn)
    left, right = scene.body.spot("ankle", Side.LEFT)[0], scene.body.spot("ankle", Side.RIGHT)[0]
    return abs((left - right - beside) / max(0.5, abs(math.sin(turn)))) / scene.lengths.foot


def foot_aside(scene: Scene, side: Side) -> float:
    """How far this ankle is outside its own place on the floor, in leg lengths; front view."""
    moved = (scene.body.spot("ankle", side)[0] - scene.places[side].ankle[0]) / scene.lengths.leg
    return -moved if side is Side.RIGHT else moved


def ankle_travel(scene: Scene, side: Side) -> float:
    """How far this ankle is from its place in the start posture, in leg lengths."""
    return math.dist(scene.body.spot("ankle", side), scene.anchor.ankles[side]) / scene.lengths.leg


def knee_gap(scene: Scene, _side: Side) -> float:
    """KASR: distance between the knees over distance between the ankles. A turned body makes both look
    smaller alike (clinical.md 0.1, finding 3), so it serves up to 45°, as an estimate."""
    body = scene.body
    knees = body.spot("knee", Side.LEFT)[0] - body.spot("knee", Side.RIGHT)[0]
    ankles = body.spot("ankle", Side.LEFT)[0] - body.spot("ankle", Side.RIGHT)[0]
    return knees / max(ankles, 0.25 * scene.lengths.hips)


def knee_inward(scene: Scene, side: Side) -> float:
    """FPPA: how far the knee is medial of the hip–ankle line, signed; front view."""
    start, middle, end = (scene.body.spot(p, side) for p in ("hip", "knee", "ankle"))
    cross = (middle[0] - start[0]) * (end[1] - middle[1]) - (middle[1] - start[1]) * (end[0] - middle[0])
    return math.copysign(bend(start, middle, end), cross if side is Side.RIGHT else -cross)


def heel_lift(scene: Scene, side: Side) -> float:
    """HL: rise of the heel from the start posture in foot lengths."""
    rises = [scene.anchor.heels[s][1] - scene.body.spot("heel", s)[1] for s in scene.sides(side)]
    return sum(rises) / len(rises) / scene.lengths.foot


def toes_out(scene: Scene, side: Side) -> float:
    """How far the toe is outside the heel across the picture, in foot lengths; front view."""
    out = scene.body.spot("foot_index", side)[0] - scene.body.spot("heel", side)[0]
    return (-out if side is Side.RIGHT else out) / scene.lengths.foot


def _side_bend(scene: Scene, side: Side, a: str, b: str, c: str) -> float:
    """A leg bends forwards and backwards, and of that a view which is not quite from the side shows only the
    sine of its yaw: a knee of 60° reads 58° at 15° off and 53° at 30° (clinical.md 0.1, finding 2)."""
    wider = 1 / max(LEAST_SINE, abs(math.sin(math.radians(scene.yaw_deg))))

    def seen(part: str, s: Side) -> Spot:
        x, y = scene.body.spot(part, s)
        return wider * x, y

    values = [bend(seen(a, s), seen(b, s), seen(c, s)) for s in scene.sides(side)]
    return sum(values) / len(values)


def _flat_bend(scene: Scene, side: Side, a: str, b: str, c: str) -> float:
    body = scene.body
    values = [bend(body.spot(a, s), body.spot(b, s), body.spot(c, s)) for s in scene.sides(side)]
    return sum(values) / len(values)


def _world_bend(scene: Scene, side: Side, a: str, b: str, c: str) -> float:
    body = scene.body
    values = [bend(body.place(a, s), body.place(b, s), body.place(c, s)) for s in scene.sides(side)]
    return sum(values) / len(values)
