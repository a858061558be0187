"""Poses of the cases: videos through the real pose step, skeletons through a virtual camera.

Poses of videos are kept in `build/poses`, named by the bytes of video, model and program, so that only what
changed is seen again.
"""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.pose.patient import Patient
from coach.pose.video import Video
from coach.store.tape import TapeReader, TapeWriter
from coach.types import LANDMARKS, Point, Pose, WorldPoint

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "build" / "poses"
FPS = 30.0
"""Of UI-PRMD."""

NAMES = (
    "waist spine chest neck head head_tip l_collar l_upper_arm l_forearm l_hand r_collar r_upper_arm "
    "r_forearm r_hand l_upper_leg l_lower_leg l_foot l_toes r_upper_leg r_lower_leg r_foot r_toes"
)
JOINTS = {name: n for n, name in enumerate(NAMES.split())}

FACE = {
    "nose": (0.0, 0.1),
    "left_eye_inner": (0.015, 0.09),
    "left_eye": (0.03, 0.09),
    "left_eye_outer": (0.045, 0.08),
    "right_eye_inner": (-0.015, 0.09),
    "right_eye": (-0.03, 0.09),
    "right_eye_outer": (-0.045, 0.08),
    "left_ear": (0.07, 0.0),
    "right_ear": (-0.07, 0.0),
    "mouth_left": (0.02, 0.09),
    "mouth_right": (-0.02, 0.09),
}
"""Metres to the person's left and ahead of the head's middle."""

LIMBS = {
    "shoulder": "upper_arm",
    "elbow": "forearm",
    "wrist": "hand",
    "hip": "upper_leg",
    "knee": "lower_leg",
    "ankle": "foot",
    "foot_index": "toes",
}

WIDTH, HEIGHT, DISTANCE, FOCAL = 640, 480, 3.2, 1.2
"""The virtual camera: picture in pixels, metres, focal length in picture heights."""

LEAD_S, JOIN_S = 1.5, 0.4
"""Of a joined series: stillness at both ends, and the way from one repetition to the next."""


def seen(videos: list[tuple[Path, float]], model: Path) -> None:
    """Sees what was not seen yet, on all cores; each video with its analysed frames a second."""
    wanted = [(video, rate, model, _kept(video, rate, model)) for video, rate in videos]
    missing = [job for job in wanted if not job[-1].exists()]
    if missing:
        with ProcessPoolExecutor() as pool:
            list(pool.map(_see, *zip(*missing, strict=True)))


def poses_of(video: Path, rate: float, model: Path) -> list[Pose]:
    return [record for record in TapeReader(_kept(video, rate, model)) if isinstance(record, Pose)]


def _see(video: Path, rate: float, model: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    tape = TapeWriter(draft)
    with Video(video) as file, Patient(model) as patient:
        for picture in file.pictures(rate):
            tape.accept(patient.see(picture), [])
    tape.close()
    draft.rename(target)


def _kept(video: Path, rate: float, model: Path) -> Path:
    digest = hashlib.sha256(video.read_bytes() + model.read_bytes() + _program() + str(rate).encode())
    return KEPT / f"{video.stem}-{rate:g}-{digest.hexdigest()[:16]}.tape"


@cache
def _program() -> bytes:
    """What sees the pictures, as it is when the run begins: what of `coach.pose` is imported to see films."""
    seeing = sorted(name for name in sys.modules if name.startswith("coach.pose."))
    sources = [Path(str(sys.modules[name].__file__)) for name in seeing]
    return b"".join(hashlib.sha256(path.read_bytes()).digest() for path in sources)


def skeleton_poses(joints: NDArray[np.float64], yaw_deg: float, *, start: float = 0.0) -> Iterator[Pose]:
    """A UI-PRMD skeleton, (frames, 22, 3) metres, as a camera 3.2 m away and as high as the hips would see
    it; `yaw_deg` > 0: the camera stands on the person's left."""
    space = _seen_from(landmarks(joints), yaw_deg)
    hips = space[:, 23:25].mean(axis=1, keepdims=True)
    depth = DISTANCE + space[:, :, 2] - hips[:1, :, 2]
    x = 0.5 + FOCAL * (space[:, :, 0] - hips[:1, :, 0]) / depth * HEIGHT / WIDTH
    y = 0.5 + FOCAL * (space[:, :, 1] - hips[:1, :, 1]) / depth
    for n, world in enumerate(space - hips):
        yield Pose(
            t=start + n / FPS,
            rtp_timestamp=round(n * 90_000 / FPS),
            width=WIDTH,
            height=HEIGHT,
            points=tuple(Point(_grid(a), _grid(b), 0.0, 1.0) for a, b in zip(x[n], y[n], strict=True)),
            world=tuple(WorldPoint(*(round(float(v), 3) for v in point)) for point in world),
        )


def joined(segments: Sequence[NDArray[np.float64]], pause_s: float = 0.0) -> NDArray[np.float64]:
    """Repetitions one after the other, as a person would do them: still before and after, no jump on the
    floor, `JOIN_S` from the end of one to the begin of the next, and still there for `pause_s`."""
    parts = [_still(segments[0][0], LEAD_S)]
    for segment in segments:
        before = parts[-1][-1]
        shift = before[JOINTS["waist"]] - segment[0, JOINTS["waist"]]
        shift[1] = 0.0
        moved = segment + shift
        steps = np.linspace(0, 1, round(JOIN_S * FPS))[:, None, None]
        parts += [before + steps * (moved[0] - before), _still(moved[0], pause_s), moved]
    return np.concatenate([*parts, _still(parts[-1][-1], LEAD_S)])


def _still(body: NDArray[np.float64], seconds: float) -> NDArray[np.float64]:
    return np.repeat(body[None], round(seconds * FPS), axis=0)


def landmarks(joints: NDArray[np.float64]) -> NDArray[np.float64]:
    """(frames, 33, 3) in MediaPipe's order from UI-PRMD's joints; hands, heels and face are set where a body
    of usual build has them."""
    at = {name: joints[:, n] for name, n in JOINTS.items()}
    out = np.zeros((len(joints), len(LANDMARKS), 3))
    across = _unit(at["l_upper_arm"] - at["r_upper_arm"])
    forward = np.cross(across, _unit(at["neck"] - at["waist"]))
    head = (at["head"] + at["head_tip"]) / 2
    for name, (left, ahead) in FACE.items():
        out[:, LANDMARKS.index(name)] = head + left * across + ahead * forward
    for side in ("left", "right"):
        _limbs(out, side, {name[2:]: place for name, place in at.items() if name[:2] == f"{side[0]}_"})
    return out


def _limbs(out: NDArray[np.float64], side: str, at: dict[str, NDArray[np.float64]]) -> None:
    def put(part: str, place: NDArray[np.float64]) -> None:
        out[:, LANDMARKS.index(f"{side}_{part}")] = place

    for part, joint in LIMBS.items():
        put(part, at[joint])
    along = _unit(at["hand"] - at["forearm"])
    for finger in ("pinky", "index", "thumb"):
        put(finger, at["hand"] + 0.08 * along)
    put("heel", at["foot"] - 0.25 * (at["toes"] - at["foot"]) + np.array([0.0, -0.05, 0.0]))


def _seen_from(points: NDArray[np.float64], yaw_deg: float) -> NDArray[np.float64]:
    """From UI-PRMD's axes (x to the person's left, y up, z ahead) to the camera's: right, down, away."""
    yaw = np.radians(yaw_deg)
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    return np.stack([x * np.cos(yaw) - z * np.sin(yaw), -y, -(x * np.sin(yaw) + z * np.cos(yaw))], axis=-1)


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths: NDArray[np.float64] = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.maximum(lengths, 1e-9)


def _grid(share: float) -> float:
    return round(float(share) * 32767) / 32767
