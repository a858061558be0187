"""A recording judged like a live session, and a tape replayed: the same events again."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.stream import VideoStream

from coach.feedback.exercises import CATALOG
from coach.pose.model import ready_model
from coach.pose.patient import Patient
from coach.pose.video import Video, VideoUnreadable
from coach.review.analysis import NobodyFound, analyse_poses, analyse_tape, analyse_video
from coach.review.findings import Analysis
from coach.review.replay import replay
from coach.session import Session
from coach.store.tape import TapeReader, TapeWriter
from coach.types import (
    CountCorrected,
    Event,
    ExerciseChosen,
    FaultMarked,
    Pose,
    RepCounted,
    SessionEnded,
    SetStarted,
    SetStopped,
    Side,
)

CLIPS = Path(__file__).parents[1] / "clips"
MARCH = CLIPS / "march_clean_front.mp4"

FIELDS = [
    *("exercise", "duration_s", "frames", "analysed_frames", "pose_found", "view", "reps", "rep_count"),
    *("partial_count", "faults", "holds", "steps", "gait", "tests", "notes"),
]
REP_FIELDS = ["number", "side", "start_s", "peak_s", "end_s", "peak", "unit", "complete", "quality"]
FAULT_FIELDS = [
    *("id", "level", "start_s", "end_s", "rep", "side", "value", "unit", "threshold", "quality"),
]


@pytest.fixture(scope="module")
def pruned(model: Path) -> Path:
    return ready_model(cache=model.parent)


@pytest.fixture(scope="module")
def shares() -> list[float]:
    return []


@pytest.fixture(scope="module")
def analysis(pruned: Path, shares: list[float]) -> Analysis:
    return analyse_video(MARCH, CATALOG["march"], Side.BOTH, model=pruned, progress=shares.append)


@pytest.fixture(scope="module")
def poses(pruned: Path) -> list[Pose]:
    with Video(MARCH) as video, Patient(pruned) as patient:
        return [patient.see(picture) for picture in video.pictures(15)]


def test_the_count_is_the_clip_s(analysis: Analysis) -> None:
    truth = json.loads(MARCH.with_suffix(".json").read_text())
    assert analysis.rep_count == sum(rep["complete"] for rep in truth["reps"])
    assert [rep.number for rep in analysis.reps if rep.complete] == list(range(1, analysis.rep_count + 1))
    assert {rep.side for rep in analysis.reps} == {Side.LEFT, Side.RIGHT}


def test_the_json_has_the_contract_s_fields(analysis: Analysis, pruned: Path) -> None:
    faulty = analyse_video(
        CLIPS / "shabd_hike_front.mp4", CATALOG["shoulder_abduction"], Side.BOTH, model=pruned
    )
    plain = json.loads(json.dumps([analysis.to_json(), faulty.to_json()]))
    assert all(list(one) == FIELDS for one in plain)
    assert list(plain[0]["view"]) == ["name", "yaw_deg"]
    assert plain[0]["view"]["name"] == "front"
    assert all(list(rep) == REP_FIELDS for one in plain for rep in one["reps"])
    assert any(fault["id"] == "shoulder_hike" for fault in plain[1]["faults"])
    assert all(list(fault) == FAULT_FIELDS for one in plain for fault in one["faults"])


def test_frames_and_times_are_the_video_s(analysis: Analysis, shares: list[float]) -> None:
    with av.open(str(MARCH)) as container:
        frames = sum(1 for _ in container.decode(video=0))
    assert analysis.frames == frames
    assert analysis.duration_s == pytest.approx(frames / 30, abs=0.05)
    assert analysis.analysed_frames == pytest.approx(frames / 2, abs=2)
    assert analysis.pose_found == 1
    assert shares[-1] == 1
    assert shares == sorted(shares)
    assert all(a.end_s <= b.end_s for a, b in itertools.pairwise(analysis.reps))


def empty_room(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for i in range(30):
            frame = av.VideoFrame.from_ndarray(np.full((240, 320, 3), 120, np.uint8), format="rgb24")
            frame.pts, frame.time_base = i, Fraction(1, 30)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def test_a_recording_without_a_person_is_a_sentence(tmp_path: Path, pruned: Path) -> None:
    with pytest.raises(NobodyFound, match="whole body"):
        analyse_video(empty_room(tmp_path / "a.mp4"), CATALOG["march"], Side.BOTH, model=pruned)


def test_what_is_no_video_is_a_sentence(tmp_path: Path, pruned: Path) -> None:
    (tmp_path / "a.mp4").write_text("not a video")
    with pytest.raises(VideoUnreadable):
        analyse_video(tmp_path / "a.mp4", CATALOG["march"], Side.BOTH, model=pruned)


def test_a_film_that_was_cut_off_is_judged_and_noted(tmp_path: Path, pruned: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(MARCH.read_bytes()[: MARCH.stat().st_size // 2])
    analysis = analyse_video(tmp_path / "a.mp4", CATALOG["march"], Side.BOTH, model=pruned)
    assert 0 < analysis.rep_count < 12
    assert any("damaged or missing" in note for note in analysis.notes)


def test_a_side_that_is_not_offered_is_refused(poses: list[Pose]) -> None:
    exercise = replace(CATALOG["march"], sides=(Side.BOTH,))
    with pytest.raises(ValueError, match="is done with both"):
        analyse_poses(poses, exercise, Side.LEFT)


def live(poses: list[Pose], tape: Path) -> list[Event]:
    """A session as a room leads it: check, a set that the therapist stops, corrections, the end."""
    heard: list[Event] = []
    session = Session(CATALOG, [TapeWriter(tape)])
    for i, pose in enumerate(poses):
        heard += session.judge(pose)
        if i == 10:
            for action in (
                ExerciseChosen(
                    t=pose.t, exercise="march", side=Side.BOTH, target_reps=30, target_hold_s=None
                ),
                SetStarted(t=pose.t),
            ):
                heard += session.act(action)
        if i == len(poses) - 20:
            heard += session.act(CountCorrected(t=pose.t, delta=1))
            heard += session.act(SetStopped(t=pose.t))
    if session.faults:
        heard += session.act(FaultMarked(t=poses[-1].t, number=1, agree=False))
    heard += session.act(SessionEnded(t=poses[-1].t))
    session.close()
    return heard


def test_a_tape_gives_exactly_the_live_events(poses: list[Pose], tmp_path: Path) -> None:
    heard = live(poses, tmp_path / "a.tape")
    assert sum(isinstance(event, RepCounted) for event in heard) > 5
    assert replay(TapeReader(tmp_path / "a.tape"), CATALOG) == heard


def test_a_tape_is_judged_like_its_poses(poses: list[Pose], tmp_path: Path, analysis: Analysis) -> None:
    live(poses, tmp_path / "a.tape")
    judged = analyse_tape(tmp_path / "a.tape", CATALOG["march"], Side.BOTH)
    assert judged == analyse_poses(poses, CATALOG["march"], Side.BOTH)
    assert judged.reps == analysis.reps


def nobody(poses: list[Pose]) -> Iterator[Pose]:
    for pose in poses:
        yield replace(pose, points=None, world=None, people=0)


def test_poses_of_nobody_are_nobody(poses: list[Pose]) -> None:
    with pytest.raises(NobodyFound):
        analyse_poses(nobody(poses), CATALOG["march"], Side.BOTH)
    with pytest.raises(NobodyFound):
        analyse_poses([], CATALOG["march"], Side.BOTH)


def test_what_limits_the_result_is_noted(poses: list[Pose]) -> None:
    crowded = [
        replace(p, people=2) if i % 2 else replace(p, points=None, world=None) for i, p in enumerate(poses)
    ]
    notes = " ".join(analyse_poses(crowded, CATALOG["march"], Side.BOTH).notes)
    assert "Nobody was found in 50% of the pictures" in notes
    assert "More than one person" in notes


GOLDEN = Path(__file__).parents[1] / "golden"


def test_a_walk_is_summed_up() -> None:
    """Means over steps, each with its quality; none of them from too few."""
    analysis = analyse_tape(GOLDEN / "walk_across.tape", CATALOG["walk_across"], Side.BOTH)
    assert analysis.gait is not None
    assert analysis.gait.steps == len(analysis.steps) > 0
    plain = json.loads(json.dumps(analysis.to_json()["gait"]))
    assert plain["cadence"]["quality"] in ("measured", "estimate", "not_assessable")
    assert (plain["cadence"]["value"] is None) is (plain["cadence"]["quality"] == "not_assessable")


def test_only_walks_have_gait() -> None:
    assert analyse_tape(GOLDEN / "march.tape", CATALOG["march"], Side.BOTH).gait is None


NUMBERS = {"value", "peak", "seconds"}


def _without_quality(found: object, path: str = "") -> list[str]:
    """Where a number of the body stands without its quality."""
    if isinstance(found, list | tuple):
        return [lack for one in found for lack in _without_quality(one, path)]
    if not isinstance(found, dict):
        return []
    bare = NUMBERS & set(found) or ("t" in found and "side" in found)
    here = [path] if bare and "quality" not in found else []
    return here + [lack for key, one in found.items() for lack in _without_quality(one, f"{path}.{key}")]


@pytest.mark.parametrize("exercise", ["walk_across", "single_leg_stance", "march", "hand_open_close"])
def test_every_number_says_how_far_to_trust_it(exercise: str) -> None:
    analysis = analyse_tape(GOLDEN / f"{exercise}.tape", CATALOG[exercise], Side.BOTH)
    assert analysis.reps or analysis.steps or analysis.holds
    assert _without_quality(analysis.to_json()) == []


def test_a_number_without_its_quality_would_be_noticed() -> None:
    assert _without_quality({"reps": [{"peak": 1.0, "quality": "measured"}, {"peak": 2.0}]}) == [".reps"]
