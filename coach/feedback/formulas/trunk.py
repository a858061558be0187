"""Trunk, pelvis and head."""

import math

from coach.feedback.body import Spot, bend, other
from coach.feedback.ruler import feet_of
from coach.feedback.scene import Scene
from coach.types import Side, WorldPoint

TRUNK_DRAGS_HIPS = 0.5
"""Degrees by which the model tilts the hip line for each degree that the trunk leans."""
LEVEL_IN_LIFT = 4.8
"""With a level pelvis and one leg lifted, the model draws that hip 4–5° too high, and a person leans 1–2°
to the standing side; measured on rendered patients whose true pelvis is known."""

STEEPEST = math.radians(60)
"""Beyond so steep a trunk its tangent says nothing."""
LEAN_TILTS = 8.0
"""From this lean on, which is a fault of its own, the trunk tilts the shoulder line; a smaller one comes with
a hiked shoulder."""
CLAVICLE_RISE = 0.12
"""Trunk lengths by which a shoulder goes up when the arm is lifted to 160°: a clavicle of 0.15 m turns up by
about 25°, nearly all of it above 60° (scapulohumeral rhythm; own knowledge)."""


def pelvis_height(scene: Scene, _side: Side) -> float:
    """hN: height of the pelvis over the feet, 1 in standing."""
    return (feet_of(scene.body)[1] - scene.body.middle("hip")[1]) / scene.lengths.stand


def body_rise(scene: Scene, _side: Side) -> float:
    """How far pelvis and chest are above their start posture, in leg lengths; a lifted arm alone draws the
    chest up, so no more counts than 2.2 times the rise of the pelvis; and a chest that sinks over a pelvis
    that rises is a trunk that bows, so that the pelvis counts alone."""
    pelvis, chest = -_sunk(scene, "hip"), -_sunk(scene, "shoulder")
    if chest < 0 < pelvis:
        return pelvis / scene.lengths.leg
    return min((pelvis + chest) / 2, 2.2 * pelvis) / scene.lengths.leg


def body_drop(scene: Scene, _side: Side) -> float:
    """How far the body has sunk over feet that stay where they are, in leg lengths: mean drop of pelvis
    and chest, since the model sees a bent knee badly from the front. Bending the trunk alone lowers the
    chest only, so no more counts than 2.2 times the drop of the pelvis."""
    pelvis, chest = _sunk(scene, "hip"), _sunk(scene, "shoulder")
    return min((pelvis + chest) / 2, 2.2 * pelvis) / scene.lengths.leg


def _sunk(scene: Scene, part: str) -> float:
    """Pixels by which the middle of a part is below its start posture."""
    start = scene.anchor.pelvis if part == "hip" else scene.anchor.chest
    return scene.body.middle(part)[1] - start[1]


def trunk_side(scene: Scene, side: Side) -> float:
    """TLat: change of the trunk's lean from the start posture, which serves as `up`; + towards this
    side, front view. BOTH counts as the left side."""
    start = tilt(scene.anchor.pelvis, scene.anchor.chest)
    lean = tilt(scene.body.middle("hip"), scene.body.middle("shoulder")) - start
    return -lean if side is Side.RIGHT else lean


def trunk_lean(scene: Scene, _side: Side) -> float:
    """Size of TLat, whichever way; less what bowing forwards looks like from a view that is not quite the
    front: of 35° of bowing, 15° off the front, the picture shows 10° as a lean."""
    seen = trunk_side(scene, Side.BOTH)
    bowing = -math.degrees(math.atan(math.tan(_bow(scene)) * math.sin(math.radians(scene.facing_deg))))
    return min(abs(seen), abs(seen - bowing)) if seen * bowing > 0 else abs(seen)


def _bow(scene: Scene) -> float:
    """Radians by which the trunk points at the camera, by how much shorter it looks than in the start
    posture: from the front the model does not see it."""
    now = math.dist(scene.body.middle("hip"), scene.body.middle("shoulder"))
    then = math.dist(scene.anchor.pelvis, scene.anchor.chest)
    return min(STEEPEST, math.acos(min(1.0, now / max(then, 1.0))))


def trunk_forward(scene: Scene, _side: Side) -> float:
    """TFwd in the picture, side view: + is leaning the way the person faces."""
    return scene.ahead * tilt(scene.body.middle("hip"), scene.body.middle("shoulder"))


def trunk_forward_world(scene: Scene, _side: Side) -> float:
    """TFwd by world landmarks, for oblique views."""
    hips, chest = world_middle(scene, "hip"), world_middle(scene, "shoulder")
    turn = math.radians(scene.yaw_deg)
    ahead = -math.sin(turn) * (chest.x - hips.x) - math.cos(turn) * (chest.z - hips.z)
    return math.degrees(math.atan2(ahead, hips.y - chest.y))


def chest_forward(scene: Scene, _side: Side) -> float:
    """How far the chest has gone forward from the start posture, in arm lengths; side and 45° views."""
    moved = scene.body.middle("shoulder")[0] - scene.anchor.chest[0]
    return scene.ahead * moved / max(0.5, abs(math.sin(math.radians(scene.yaw_deg)))) / scene.lengths.arm


def hip_rise(scene: Scene, side: Side) -> float:
    """PO, this side's hip higher, degrees of the hip line in front view; less what the model adds when
    the trunk leans away."""
    return _hip_line(scene, side) - TRUNK_DRAGS_HIPS * max(0.0, trunk_side(scene, other(side)))


def hip_drop(scene: Scene, side: Side) -> float:
    """PO, the lifted leg's hip lower: by the hip line, and by the trunk that tips with the pelvis."""
    return trunk_side(scene, side) - _hip_line(scene, side) + LEVEL_IN_LIFT


def _hip_line(scene: Scene, side: Side) -> float:
    """Degrees by which this side's hip has risen over the other since the start posture."""
    here, there = scene.body.spot("hip", side), scene.body.spot("hip", other(side))
    now = math.degrees(math.atan2(there[1] - here[1], abs(there[0] - here[0]) or 1.0))
    return now - scene.anchor.hip_line * (-1.0 if side is Side.RIGHT else 1.0)


def pelvis_shift(scene: Scene, side: Side) -> float:
    """xN: pelvis off the middle of the feet in stance widths, + towards this side; front view."""
    body = scene.body
    left, right = body.spot("ankle", Side.LEFT)[0], body.spot("ankle", Side.RIGHT)[0]
    width = max(left - right, 0.5 * scene.lengths.hips)
    shift = (body.middle("hip")[0] - (left + right) / 2) / width
    return -shift if side is Side.RIGHT else shift


def uneven_weight(scene: Scene, _side: Side) -> float:
    """|xN| where the trunk leans the same way, else 0: a proxy, never a share of body weight."""
    shift, lean = pelvis_shift(scene, Side.LEFT), trunk_side(scene, Side.LEFT)
    return abs(shift) if shift * lean > 0 else 0.0


def trunk_turn(scene: Scene, side: Side) -> float:
    """Yaw of the shoulder line by world landmarks, + turned towards this side."""
    left, right = scene.body.place("shoulder", Side.LEFT), scene.body.place("shoulder", Side.RIGHT)
    yaw = math.degrees(math.atan2(right.z - left.z, left.x - right.x))
    # The camera on the person's left (+) is the person turned to the right.
    return yaw if side is Side.RIGHT else -yaw


def turned(scene: Scene, _side: Side) -> float:
    """ψ without jumps: goes on past 180°."""
    return scene.turned_deg


def trunk_twist(scene: Scene, _side: Side) -> float:
    """Size of the shoulder line's turn against the view's own yaw."""
    turned = trunk_turn(scene, Side.RIGHT) - scene.anchor.shoulder_yaw_deg
    return abs((turned + 180) % 360 - 180)


def hips_turn(scene: Scene, side: Side) -> float:
    """Yaw of the hip line by world landmarks, + turned towards this side."""
    left, right = scene.body.place("hip", Side.LEFT), scene.body.place("hip", Side.RIGHT)
    yaw = math.degrees(math.atan2(right.z - left.z, left.x - right.x))
    return yaw if side is Side.RIGHT else -yaw


def head_forward(scene: Scene, _side: Side) -> float:
    """Angle of the line shoulder → ear to the vertical, + forward; side view of the near side."""
    side = scene.sides(Side.BOTH)[0]
    return scene.ahead * tilt(scene.body.spot("shoulder", side), scene.body.spot("ear", side))


def head_travel(scene: Scene, _side: Side) -> float:
    """How far the nose is from its place in the start posture, in shoulder widths."""
    return math.dist(scene.body.spots[0], scene.anchor.nose) / scene.lengths.shoulders


def neck_gap(scene: Scene, side: Side) -> float:
    """How much shorter the neck looks on this side than on the other, in trunk lengths, beyond what lifting
    the arm so far and a marked lean to the other side bring with them: rises as this shoulder is pulled up.
    Only its change from the start posture means anything."""
    gap = _neck_short(scene, side) - _neck_short(scene, other(side))
    lean = trunk_side(scene, other(side))
    if lean < LEAN_TILTS:
        return gap
    return gap - math.sin(math.radians(lean)) * scene.lengths.shoulders / scene.lengths.trunk


def _neck_short(scene: Scene, side: Side) -> float:
    body = scene.body
    ear_below = (body.spot("ear", side)[1] - body.spot("shoulder", side)[1]) / scene.lengths.trunk
    lifted = 180.0 - bend(body.spot("elbow", side), body.spot("shoulder", side), body.spot("hip", side))
    return ear_below - CLAVICLE_RISE * max(0.0, (lifted - 60) / 100) ** 2


def tilt(low: Spot, high: Spot) -> float:
    """Degrees from vertical of the line low → high, + towards the picture's right."""
    return math.degrees(math.atan2(high[0] - low[0], low[1] - high[1]))


def world_middle(scene: Scene, part: str) -> WorldPoint:
    a, b = scene.body.place(part, Side.LEFT), scene.body.place(part, Side.RIGHT)
    return WorldPoint((a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2)
