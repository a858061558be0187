"""The engine on the true joints of the rendered patients: counts and faults without the pose model's error.

Measured on ../shared/data where that is there."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from coach.types import Point, Pose, WorldPoint
from tests.feedback.judging import complete, faults, judge

DEV = Path(__file__).parents[2].parent / "shared" / "data" / "synth" / "dev"
RATE = 15.0

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not DEV.exists(), reason="../shared/data/synth/dev is not there: nothing to measure on"
    ),
]


def poses(clip: str) -> Iterator[Pose]:
    """The joints as a perfect model would give them, RATE a second."""
    truth = json.loads((DEV / f"{clip}.json").read_text())
    turn = np.array(truth["camera"]["view_matrix"])[:3, :3]
    width, height = truth["width"], truth["height"]
    with np.load(DEV / f"{clip}.npz") as held:
        t, flat, space = held["t"], held["joints2d"].astype(float), held["joints3d"].astype(float) @ turn.T
    due = float("-inf")
    for i in range(len(t)):
        if t[i] < due - 1e-6:
            continue
        due = t[i] + 1 / RATE
        place = space[i] - space[i, 23:25].mean(axis=0)
        yield Pose(
            t=float(t[i]),
            rtp_timestamp=round(float(t[i]) * 90_000),
            width=width,
            height=height,
            points=tuple(Point(float(x) / width, float(y) / height, 0.0, 0.99) for x, y in flat[i]),
            world=tuple(WorldPoint(float(x), float(-y), float(-z)) for x, y, z in place),
        )


def countable() -> list[tuple[str, str, int, int]]:
    if not DEV.exists():
        return []
    rows = [line.split("\t") for line in (DEV / "COUNTS.tsv").read_text().splitlines()[2:]]
    return [(Path(row[0]).stem, row[1], int(row[3]), int(row[4])) for row in rows]


@pytest.mark.parametrize(("clip", "exercise", "low", "high"), countable(), ids=[c[0] for c in countable()])
def test_count(clip: str, exercise: str, low: int, high: int) -> None:
    assert low <= complete(judge(exercise, poses(clip))) <= high


FAULTY = [
    ("sts_knees_in_front", "sit_to_stand", "knees_in"),
    ("sts_plop_side", "sit_to_stand", "plop_down"),
    ("sts_hands_45", "sit_to_stand", "hands_used"),
    ("sts_uneven_front", "sit_to_stand", "uneven_weight"),
    ("squat_stooped_heels_side", "mini_squat", "heel_lift"),
    ("squat_stooped_heels_side", "mini_squat", "trunk_forward"),
    ("squat_fast_15fps", "mini_squat", "too_fast"),
    ("march_hip_drop_front", "march", "hip_drop"),
    ("march_low_right", "march", "low_clearance"),
    ("shabd_hike_front", "shoulder_abduction", "shoulder_hike"),
    ("shflex_elbow_bend_side", "shoulder_flexion", "elbow_bend"),
    ("knee_ext_partial_trunk_back", "seated_knee_extension", "trunk_back"),
    ("reach_seated_trunk_45", "reach_and_grasp", "trunk_reach"),
    ("hand_mouth_head_to_hand", "hand_to_mouth", "head_to_hand"),
    ("sls_hip_drop", "single_leg_stance", "hip_drop"),
    ("fall_45", "mini_squat", "fall"),
    ("balance_loss_recovery", "mini_squat", "balance_loss"),
]


@pytest.mark.parametrize(("clip", "exercise", "fault"), FAULTY, ids=[f"{f[0]}-{f[2]}" for f in FAULTY])
def test_fault(clip: str, exercise: str, fault: str) -> None:
    assert fault in faults(judge(exercise, poses(clip)))
