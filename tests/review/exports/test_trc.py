"""The marker file, read back by a reader that shares nothing with the writer."""

import csv
from pathlib import Path

import pytest

from coach.review.exports.poses import Poses
from coach.review.exports.record import SessionRecord
from coach.review.exports.trc import NothingToWrite, trc, write_trc
from coach.store.tape import TapeReader
from coach.types import Pose
from tests import truth
from tests.review.exports.conftest import CLIP

Frame = dict[str, tuple[float, float, float] | None]


def read(path: Path) -> tuple[dict[str, str], list[tuple[float, Frame]]]:
    """As OpenSim reads it: three lines of header, marker names over every third column, then frames."""
    rows = list(csv.reader(path.read_text(encoding="ascii").splitlines(), delimiter="\t"))
    assert rows[0][:3] == ["PathFileType", "4", "(X/Y/Z)"]
    meta = dict(zip(rows[1], rows[2], strict=True))
    markers = rows[3][2::3]
    assert rows[4][2:5] == ["X1", "Y1", "Z1"]
    assert rows[5] == []
    frames = []
    for n, row in enumerate(rows[6:], 1):
        assert int(row[0]) == n
        cells = [row[i : i + 3] for i in range(2, len(row), 3)]
        assert len(cells) == len(markers)
        values: Frame = {
            m: (float(c[0]), float(c[1]), float(c[2])) if c[0] else None
            for m, c in zip(markers, cells, strict=True)
        }
        frames.append((float(row[1]), values))
    assert int(meta["NumFrames"]) == len(frames)
    assert int(meta["NumMarkers"]) == len(markers)
    return meta, frames


@pytest.fixture
def clip() -> list[Pose]:
    return list(truth.poses(CLIP))


def test_every_pose_is_at_its_time(clip: list[Pose], tmp_path: Path) -> None:
    meta, frames = read(write_trc(clip, tmp_path / "a.trc"))
    assert meta["Units"] == "m"
    step = 1 / float(meta["DataRate"])
    for pose in clip:
        t, values = min(frames, key=lambda f: abs(f[0] - (pose.t - clip[0].t)))
        assert abs(t - (pose.t - clip[0].t)) <= step
        assert values["Nose"] is not None


def test_the_person_stands_up_and_faces_the_camera(clip: list[Pose], tmp_path: Path) -> None:
    _, frames = read(write_trc(clip, tmp_path / "a.trc"))
    _, last = frames[len(frames) // 2]
    place = {name: at for name, at in last.items() if at is not None}
    assert place["Nose"][1] > place["LeftHip"][1] > place["LeftAnkle"][1]
    assert place["RightShoulder"][2] > place["LeftShoulder"][2]
    assert place["Nose"][0] > place["LeftEar"][0]
    assert 0.2 < place["RightShoulder"][2] - place["LeftShoulder"][2] < 0.6


def test_where_nobody_was_seen_markers_are_empty(clip: list[Pose], tmp_path: Path) -> None:
    meta, frames = read(write_trc([*clip[:20], *clip[40:60]], tmp_path / "a.trc"))
    assert len(frames) == 60
    assert [n for n, (_, f) in enumerate(frames) if f["Nose"] is None] == list(range(20, 40))
    assert float(meta["DataRate"]) > 1


def test_nobody_is_a_sentence() -> None:
    with pytest.raises(NothingToWrite, match="Nobody was seen"):
        trc([], "a.trc")


def test_a_whole_session(record: SessionRecord, tmp_path: Path) -> None:
    assert record.tape is not None
    poses = [r for r in TapeReader(record.tape) if isinstance(r, Pose)]
    _, frames = read(write_trc(poses, tmp_path / "a.trc"))
    filled = sum(f["Nose"] is not None for _, f in frames)
    assert filled >= 0.98 * len(poses)


def test_packed_poses_are_the_poses(clip: list[Pose]) -> None:
    packed = Poses(clip)
    assert list(packed) == clip
    assert packed[3:5] == clip[3:5]
    assert packed[-1] == clip[-1]
    assert trc(packed, "a.trc") == trc(clip, "a.trc")
