"""The sample clips' true joints as poses: what a perfect landmarker would have seen."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from coach.types import Point, Pose, WorldPoint

CLIPS = Path(__file__).parent / "clips"
SEAT = 0.05
"""Within this share of their way down the hips are on the seat."""


def poses(clip: str, *, start: float = 0.0) -> Iterator[Pose]:
    """Poses of a sample clip with `t` from `start`, rounded as coach.types says."""
    truth = json.loads((CLIPS / f"{clip}.json").read_text())
    width, height = truth["width"], truth["height"]
    joints = np.load(CLIPS / f"{clip}.npz")
    world = joints["joints3d"] - joints["joints3d"][:, 23:25].mean(axis=1, keepdims=True)
    for t, picture, space in zip(joints["t"], joints["joints2d"], world, strict=True):
        yield Pose(
            t=start + float(t),
            rtp_timestamp=round(float(t) * 90_000),
            width=width,
            height=height,
            points=tuple(Point(grid(x / width), grid(y / height), 0.0, 1.0) for x, y in picture),
            world=tuple(WorldPoint(*(round(float(v), 3) for v in toward_camera(p, truth))) for p in space),
        )


def grid(share: float) -> float:
    return round(float(share) * 32767) / 32767


def toward_camera(
    point: "np.ndarray[tuple[int], np.dtype[np.float64]]", truth: dict[str, object]
) -> list[float]:
    """From the room's axes to MediaPipe's: x right, y down, z away from the camera."""
    view = np.array(truth["camera"]["view_matrix"])[:3, :3]  # type: ignore[index]
    x, y, z = view @ point
    return [x, -y, -z]


def reps(clip: str) -> int:
    return int(json.loads((CLIPS / f"{clip}.json").read_text())["reps_complete"])


def peaks(clip: str) -> list[float]:
    """When each repetition is at its furthest, in seconds from the clip's begin."""
    return [float(rep["peak_s"]) for rep in json.loads((CLIPS / f"{clip}.json").read_text())["reps"]]


def seated_after(clip: str) -> float:
    """Seconds from the first movement until the hips are down on the seat again, after the last stand."""
    moves = json.loads((CLIPS / f"{clip}.json").read_text())["reps"]
    joints = np.load(CLIPS / f"{clip}.npz")
    since = joints["t"] >= moves[-1]["hold_end_s"]
    times, height = joints["t"][since], joints["joints3d"][since][:, 23:25, 1].mean(axis=1)
    seat = height.min() + SEAT * (height.max() - height.min())
    return float(times[int(np.argmax(height <= seat))] - moves[0]["start_s"])
