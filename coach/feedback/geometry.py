"""The formulas of clinical.md A.1, each on one Scene and one side. Angles in degrees, lengths in the
person's own lengths. Positive is the way the name says. Not for anything over time."""

import math

from coach.feedback.body import Spot, bend, other
from coach.feedback.ruler import feet_of
from coach.feedback.scene import Scene
from coach.types import Side, WorldPoint


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _flat_bend(scene: Scene, side: Side, a: str, b: str, c: str) -> float:
    body = scene.body
    return _mean([bend(body.spot(a, s), body.spot(b, s), body.spot(c, s)) for s in scene.sides(side)])


def _world_bend(scene: Scene, side: Side, a: str, b: str, c: str) -> float:
    body = scene.body
    return _mean([bend(body.place(a, s), body.place(b, s), body.place(c, s)) for s in scene.sides(side)])


def knee(scene: Scene, side: Side) -> float:
    """K in the picture: 180° − ∠(hip, knee, ankle)."""
    return _flat_bend(scene, side, "hip", "knee", "ankle")


def knee_world(scene: Scene, side: Side) -> float:
    return _world_bend(scene, side, "hip", "knee", "ankle")


def hip(scene: Scene, side: Side) -> float:
    """H in the picture: 180° − ∠(shoulder, hip, knee)."""
    return _flat_bend(scene, side, "shoulder", "hip", "knee")


def hip_world(scene: Scene, side: Side) -> float:
    return _world_bend(scene, side, "shoulder", "hip", "knee")


def elbow(scene: Scene, side: Side) -> float:
    """E in the picture: 180° − ∠(shoulder, elbow, wrist)."""
    return _flat_bend(scene, side, "shoulder", "elbow", "wrist")


def shoulder(scene: Scene, side: Side) -> float:
    """S in the picture: 0 with the arm by the side, 90 when level."""
    return 180.0 - _flat_bend(scene, side, "elbow", "shoulder", "hip")


def pelvis_height(scene: Scene, _side: Side) -> float:
    """hN: height of the pelvis over the feet, 1 in standing."""
    return (feet_of(scene.body)[1] - scene.body.middle("hip")[1]) / scene.lengths.stand


def body_drop(scene: Scene, _side: Side) -> float:
    """How far the body has sunk over feet that stay where they are, in leg lengths: mean drop of pelvis
    and chest, since the model sees a bent knee badly from the front. Bending the trunk alone lowers the
    chest only, so no more counts than 2.2 times the drop of the pelvis."""
    pelvis = scene.body.middle("hip")[1] - scene.anchor.pelvis[1]
    chest = scene.body.middle("shoulder")[1] - scene.anchor.chest[1]
    return min((pelvis + chest) / 2, 2.2 * pelvis) / scene.lengths.leg


def trunk_lateral(scene: Scene, _side: Side) -> float:
    """TLat: lean of the trunk in the picture, + to the person's left in front view."""
    return _tilt(scene.body.middle("hip"), scene.body.middle("shoulder"))


def trunk_lean(scene: Scene, _side: Side) -> float:
    """Size of the change of TLat from the start posture, which serves as `up`."""
    start = _tilt(scene.anchor.pelvis, scene.anchor.chest)
    return abs(trunk_lateral(scene, Side.BOTH) - start)


def trunk_forward(scene: Scene, _side: Side) -> float:
    """TFwd in the picture, side view: + is leaning the way the person faces."""
    return scene.ahead * _tilt(scene.body.middle("hip"), scene.body.middle("shoulder"))


def trunk_forward_world(scene: Scene, _side: Side) -> float:
    """TFwd by world landmarks, for oblique views."""
    hips, chest = _world_middle(scene, "hip"), _world_middle(scene, "shoulder")
    turn = math.radians(scene.yaw_deg)
    ahead = -math.sin(turn) * (chest.x - hips.x) - math.cos(turn) * (chest.z - hips.z)
    return math.degrees(math.atan2(ahead, hips.y - chest.y))


def hip_rise(scene: Scene, side: Side) -> float:
    """PO: how much higher this side's hip is than the other, degrees of the hip line; front view."""
    here, there = scene.body.spot("hip", side), scene.body.spot("hip", other(side))
    return math.degrees(math.atan2(there[1] - here[1], abs(there[0] - here[0]) or 1.0))


def hip_fall(scene: Scene, side: Side) -> float:
    """−PO: how much lower this side's hip is than the other."""
    return -hip_rise(scene, side)


def lift(scene: Scene, side: Side) -> float:
    """How much more this leg is lifted than the other, in leg lengths: the greater of how far knee and
    ankle are above the other's, and how much further the foot is from its place on the floor. A leg lifted
    towards the camera hardly rises in the picture, but the foot leaves its place."""
    body, opposite = scene.body, other(side)
    rise = [body.spot(p, opposite)[1] - body.spot(p, side)[1] for p in ("knee", "ankle")]
    strays = _stray(scene, side) - _stray(scene, opposite)
    return max(sum(rise) / 2, strays, key=abs) / scene.lengths.leg


def _stray(scene: Scene, side: Side) -> float:
    """Pixels by which a foot is off its place, mean of ankle and toe."""
    place = scene.places[side]
    ankle, toe = scene.body.spot("ankle", side), scene.body.spot("foot_index", side)
    return (math.dist(ankle, place.ankle) + math.dist(toe, place.toe)) / 2


def foot_lift(scene: Scene, side: Side) -> float:
    """How far this ankle is above the other, in leg lengths."""
    here, there = scene.body.spot("ankle", side), scene.body.spot("ankle", other(side))
    return (there[1] - here[1]) / scene.lengths.leg


def step_width(scene: Scene, _side: Side) -> float:
    """Signed distance between the ankles across the picture in hip widths, front view; negative when
    the feet are crossed."""
    body = scene.body
    return (body.spot("ankle", Side.LEFT)[0] - body.spot("ankle", Side.RIGHT)[0]) / scene.lengths.hips


def ankle_travel(scene: Scene, side: Side) -> float:
    """How far this ankle is from its place in the start posture, in leg lengths."""
    return math.dist(scene.body.spot("ankle", side), scene.anchor.ankles[side]) / scene.lengths.leg


def knee_gap(scene: Scene, _side: Side) -> float:
    """KASR: distance between the knees over distance between the ankles, front view."""
    body = scene.body
    knees = body.spot("knee", Side.LEFT)[0] - body.spot("knee", Side.RIGHT)[0]
    ankles = body.spot("ankle", Side.LEFT)[0] - body.spot("ankle", Side.RIGHT)[0]
    return knees / max(ankles, 0.25 * scene.lengths.hips)


def knee_inward(scene: Scene, side: Side) -> float:
    """FPPA: how far the knee is medial of the hip–ankle line, signed; front view."""
    body = scene.body
    start, middle, end = (body.spot(p, side) for p in ("hip", "knee", "ankle"))
    cross = (middle[0] - start[0]) * (end[1] - middle[1]) - (middle[1] - start[1]) * (end[0] - middle[0])
    medial = 1.0 if side is Side.RIGHT else -1.0
    return math.copysign(bend(start, middle, end), medial * cross)


def pelvis_shift(scene: Scene, _side: Side) -> float:
    """xN: pelvis off the middle of the feet in stance widths, + to the person's left; front view."""
    body = scene.body
    left, right = body.spot("ankle", Side.LEFT)[0], body.spot("ankle", Side.RIGHT)[0]
    width = max(left - right, 0.5 * scene.lengths.hips)
    return (body.middle("hip")[0] - (left + right) / 2) / width


def heel_lift(scene: Scene, side: Side) -> float:
    """HL: rise of the heel from the start posture in foot lengths."""
    return _mean(
        [
            (scene.anchor.heels[s][1] - scene.body.spot("heel", s)[1]) / scene.lengths.foot
            for s in scene.sides(side)
        ]
    )


def neck_gap(scene: Scene, side: Side) -> float:
    """How much the vertical distance from shoulder to ear is short of a trunk length: rises as the
    shoulder is pulled up. Only its change from the start posture means anything."""
    ear, point = scene.body.spot("ear", side), scene.body.spot("shoulder", side)
    return (ear[1] - point[1]) / scene.lengths.trunk


def _tilt(low: Spot, high: Spot) -> float:
    """Degrees from vertical of the line low → high, + towards the picture's right."""
    return math.degrees(math.atan2(high[0] - low[0], low[1] - high[1]))


def _world_middle(scene: Scene, part: str) -> WorldPoint:
    a, b = scene.body.place(part, Side.LEFT), scene.body.place(part, Side.RIGHT)
    return WorldPoint((a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2)
