"""Where the poses of the golden tapes come from: rendered clips seen by the real pose step, and the stick
figure where no clip shows the exercise."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from coach.pose.patient import Patient
from coach.pose.video import Video
from coach.types import LANDMARKS, Point, Pose, Side, WorldPoint
from tests.feedback.close_up import Hands, close_up
from tests.feedback.figure import FRONT, Camera, Figure, film
from tests.feedback.movements import STANDING, Rhythm, Shape, repeat

RATE = 15.0
SECONDS = 14.0
"""So much of each clip is kept: two repetitions and more, with their fault where the clip has one."""

CLIPS = {
    "elbow_flexion": "elbow_flex_45",
    "forward_reach": "func_reach_side",
    "forward_step": "fwd_step_short_right",
    "hand_to_mouth": "hand_mouth_hike",
    "heel_raise": "heel_raise_side",
    "hip_abduction": "hip_abd_trunk_lean",
    "march": "march_low_right",
    "mini_squat": "squat_knees_in_front",
    "reach_and_grasp": "reach_seated_trunk_45",
    "seated_knee_extension": "knee_ext_partial_trunk_back",
    "seated_march": "seated_march_uneven",
    "shoulder_abduction": "shabd_hike_front",
    "shoulder_flexion": "shflex_elbow_bend_side",
    "side_step": "side_step_trunk_lean",
    "single_leg_stance": "sls_hip_drop",
    "sit_to_stand": "sts_knees_in_front",
    "tandem_stance": "tandem_sway_lean",
    "trunk_rotation": "trunk_rot_seated",
    "turn": "turn180_front",
    "walk_across": "walk_shuffle_side",
    "walk_toward": "walk_hipdrop_toward",
    "weight_shift": "weight_shift_trunk",
}
"""Exercise → the rendered clip in `../shared/data/synth/dev`, one with a fault where there is one."""

SIZES = (1.0, 1.0, 0.6, 0.0)
"""Of the stick figure's repetitions; then it stands still."""

SIDE_ON = Camera(yaw_deg=90, body_px=300)


Placing = Callable[[Pose, float], Pose]


def _as_it_is(pose: Pose, _depth: float) -> Pose:
    return pose


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An exercise done by the stick figure."""

    shape: Shape
    camera: Camera = FRONT
    placed: Placing = _as_it_is
    """What the figure can't do by itself, given how deep the movement is."""


def clip_poses(video: Path, model: Path) -> Iterator[Pose]:
    """The clip's beginning as a session would see it."""
    with Video(video) as film_, Patient(model) as patient:
        for picture in film_.pictures(RATE):
            if picture.t > SECONDS:
                return
            yield patient.see(picture)


def figure_poses(exercise: str) -> Iterator[Pose]:
    """Three repetitions, the last one half as far."""
    if exercise == "hand_open_close":
        yield from map(rounded, close_up(Hands(sizes=SIZES[:3])))
        return
    made, rhythm = MADE[exercise], Rhythm(out=1.2, hold=0.8, back=1.2)

    def shape(depth: float, i: int) -> Figure:
        return made.shape(depth * SIZES[min(i, 3)], i)

    move, seconds = repeat(shape, 3, rhythm)
    for pose in film(move, seconds, made.camera):
        i = int(pose.t // rhythm.total)
        depth = rhythm.depth(pose.t - i * rhythm.total) * SIZES[min(i, 3)]
        yield rounded(made.placed(pose, depth))


def rounded(pose: Pose) -> Pose:
    """As coach.types promises of every pose."""
    assert pose.points is not None
    assert pose.world is not None
    return replace(
        pose,
        points=tuple(Point(*(round(v * 32767) / 32767 for v in p)) for p in pose.points),
        world=tuple(WorldPoint(*(round(v, 3) for v in w)) for w in pose.world),
    )


def _moved(pose: Pose, spots: dict[str, tuple[float, float]], aspect: float) -> Pose:
    """Landmarks put elsewhere: x and y in picture heights from its upper left."""
    assert pose.points is not None
    points = [
        p._replace(x=spots[name][0] / aspect, y=spots[name][1]) if name in spots else p
        for name, p in zip(LANDMARKS, pose.points, strict=True)
    ]
    return replace(pose, points=tuple(points))


def _stepped_up(pose: Pose, depth: float) -> Pose:
    """The whole body 11 cm higher."""
    assert pose.points is not None
    rise = depth * 0.13 * 300 / 1.7 / pose.height
    return replace(pose, points=tuple(p._replace(y=p.y - rise) for p in pose.points))


def _bridging(pose: Pose, depth: float) -> Pose:
    """On the back, head to the left, knees up; the hips rise."""
    aspect = pose.width / pose.height
    lift = depth * 0.155
    spots = {
        "head": (0.18, 0.80),
        "shoulder": (0.30, 0.80),
        "elbow": (0.38, 0.82),
        "wrist": (0.48, 0.82),
        "hip": (0.60, 0.80 - lift),
        "knee": (0.82 - 0.02 * depth, 0.58),
        "ankle": (0.88, 0.80),
        "heel": (0.87, 0.82),
        "foot_index": (0.94, 0.82),
    }
    hand = {"pinky", "index", "thumb"}
    placed = {}
    for name in LANDMARKS:
        part = name.removeprefix("left_").removeprefix("right_")
        spot = spots["wrist"] if part in hand else spots.get(part, spots["head"])
        placed[name] = (spot[0] + (0.004 if name.startswith("right") else 0.0), spot[1])
    return _moved(pose, placed, aspect)


def _step_back(d: float, _i: int) -> Figure:
    body = replace(STANDING, supporting=Side.RIGHT)
    return body.with_leg(Side.LEFT, thigh=4 - 24 * d, knee=8)


def _step_out(d: float, _i: int) -> Figure:
    body = replace(STANDING, supporting=Side.RIGHT)
    return body.with_leg(Side.LEFT, thigh=4 + 10 * math.sin(math.pi * d), knee=8, out=26 * d)


def _reach_across(d: float, _i: int) -> Figure:
    return replace(STANDING, twist=-35 * d).with_arm(Side.LEFT, out=8 - 78 * d, forward=10 * d, elbow=5)


MADE: dict[str, Made] = {
    "backward_step": Made(shape=_step_back, camera=SIDE_ON),
    "bridge": Made(shape=lambda _d, _i: STANDING, camera=SIDE_ON, placed=_bridging),
    "cross_reach": Made(shape=_reach_across),
    "hand_open_close": Made(shape=lambda _d, _i: STANDING),
    "step_up": Made(shape=lambda _d, _i: STANDING, camera=SIDE_ON, placed=_stepped_up),
    "target_stepping": Made(shape=_step_out),
}
