"""The command line as a person types it: results, exit codes, and one clear sentence for each trouble."""

import json
import os
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from typer.testing import CliRunner

from coach.cli import app
from tests.review.exports.conftest import make_tape
from tests.truth import CLIPS, reps

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def environment(tmp_path: Path, model: Path, hand_model: Path) -> dict[str, str]:
    models = {"COACH_MODEL": str(model), "COACH_HAND_MODEL": str(hand_model)}
    return {**os.environ, "COACH_DATA": str(tmp_path / "data"), **models, "COLUMNS": "200"}


def typed(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, as a person does it; that takes two seconds to begin."""
    command = [sys.executable, "-m", "coach.start", *words]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def coach(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """The same within this process."""
    done = CliRunner().invoke(app, words, env=environment)
    broken = done.exception if not isinstance(done.exception, SystemExit) else None
    return subprocess.CompletedProcess(
        words, done.exit_code, done.stdout, done.stderr + (f"Traceback: {broken!r}" if broken else "")
    )


def one_sentence(text: str) -> bool:
    return bool(text.strip()) and len(text.strip().splitlines()) == 1 and text.strip().endswith(".")


def test_analyze_prints_the_contract(environment: dict[str, str]) -> None:
    done = typed(
        environment, "analyze", str(CLIPS / "sts_knees_in_front.mp4"), "--exercise", "sit_to_stand", "--json"
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["exercise"] == "sit_to_stand"
    assert result["rep_count"] == reps("sts_knees_in_front")
    assert result["partial_count"] == 0
    assert {fault["id"] for fault in result["faults"]} == {"knees_in"}
    assert result["view"]["name"] == "front"
    assert result["pose_found"] > 0.95
    assert result["frames"] > result["analysed_frames"] > 0
    assert set(result["reps"][0]) >= {
        "number", "side", "start_s", "peak_s", "end_s", "peak", "unit", "complete", "quality"
    }  # fmt: skip
    assert set(result["faults"][0]) >= {
        "id", "level", "start_s", "end_s", "rep", "side", "value", "unit", "threshold", "quality"
    }  # fmt: skip
    assert set(result) >= {"duration_s", "holds", "steps", "gait", "tests", "notes"}


def test_analyze_times_a_standard_test(environment: dict[str, str]) -> None:
    clip = str(CLIPS / "sts_clean_45.mp4")
    done = coach(environment, "analyze", clip, "--test", "five_times_sit_to_stand", "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    (test,) = result["tests"]
    truth = json.loads((CLIPS / "sts_clean_45.json").read_text())["reps"]
    assert result["exercise"] is None
    assert test["details"]["to_fifth_stand_s"] == pytest.approx(
        truth[4]["peak_s"] - truth[0]["start_s"], abs=0.3
    )
    assert (test["quality"], test["refused"]) == ("measured", None)
    assert "therapist confirms" in " ".join(result["notes"])


def test_a_test_that_the_view_cannot_support_is_refused(environment: dict[str, str]) -> None:
    clip = str(CLIPS / "shabd_clean_front.mp4")
    done = coach(environment, "analyze", clip, "--test", "functional_reach", "--side", "left")
    assert done.returncode == 0, done.stderr
    assert "functional_reach: not assessable." in done.stdout


@pytest.mark.parametrize(
    "words", [("--test", "no_such_test"), ("--test", "range_shoulder_abduction"), ()], ids=str
)
def test_what_cannot_be_judged_is_named(environment: dict[str, str], words: tuple[str, ...]) -> None:
    done = coach(environment, "analyze", str(CLIPS / "shabd_clean_front.mp4"), *words)
    assert done.returncode == 2
    assert one_sentence(done.stderr)


def test_analyze_for_a_person_is_a_table(environment: dict[str, str]) -> None:
    clip = str(CLIPS / "shabd_clean_front.mp4")
    done = coach(environment, "analyze", clip, "--exercise", "shoulder_abduction")
    assert done.returncode == 0, done.stderr
    assert f"{reps('shabd_clean_front')} complete" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("analyze",),
        ("analyze", "clip.mp4"),
        ("analyze", "clip.mp4", "--exercise", "flying"),
        ("analyze", "clip.mp4", "--exercise", "sit_to_stand", "--side", "left"),
        ("analyze", "clip.mp4", "--tape", "x.tape", "--exercise", "march"),
    ],
)
def test_a_usage_error_is_2(environment: dict[str, str], words: tuple[str, ...]) -> None:
    done = coach(environment, *words)
    assert done.returncode == 2
    assert one_sentence(done.stderr)
    assert not done.stdout


@pytest.mark.parametrize(
    "content", [b"", b"this is a letter, not a film\n" * 50, b"\x00\x00\x00\x18ftypmp42" + bytes(500)]
)
def test_a_file_that_is_no_video_is_3(environment: dict[str, str], tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.mp4"
    path.write_bytes(content)
    done = coach(environment, "analyze", str(path), "--exercise", "march")
    assert done.returncode == 3
    assert one_sentence(done.stderr)
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_3(environment: dict[str, str]) -> None:
    done = coach(environment, "analyze", "nowhere.mp4", "--exercise", "march")
    assert done.returncode == 3
    assert one_sentence(done.stderr)


def test_a_video_without_a_person_is_4(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "wall.mp4"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("mpeg4", rate=15)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        wall = np.full((240, 320, 3), 140, np.uint8)
        for _ in range(30):
            file.mux(stream.encode(av.VideoFrame.from_ndarray(wall, format="rgb24")))
        file.mux(stream.encode(None))
    done = coach(environment, "analyze", str(path), "--exercise", "march")
    assert done.returncode == 4
    assert one_sentence(done.stderr)


def test_a_model_with_a_wrong_checksum_is_refused(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "model.task"
    path.write_bytes(b"not a model")
    done = coach({**environment, "COACH_MODEL": str(path)}, "model", "fetch")
    assert done.returncode == 1
    assert one_sentence(done.stderr)


def test_a_setting_that_is_nonsense_is_named(environment: dict[str, str]) -> None:
    done = coach({**environment, "COACH_PORT": "eighty"}, "model", "fetch")
    assert done.returncode == 2
    assert "COACH_PORT" in done.stderr


def test_doctor_answers_plainly(environment: dict[str, str]) -> None:
    done = coach(environment, "doctor")
    assert done.returncode in (0, 1)
    for what in ("Pose model", "Codecs", "Database", "Camera", "Relay", "Web port"):
        assert what in done.stdout
    assert "Traceback" not in done.stderr


def test_the_library_is_listed(environment: dict[str, str]) -> None:
    done = coach(environment, "exercises")
    assert done.returncode == 0
    assert "sit_to_stand" in done.stdout


def test_an_exercise_learned_from_one_clip_counts_another(
    environment: dict[str, str], tmp_path: Path
) -> None:
    mine = tmp_path / "arms.toml"
    shown = coach(
        environment,
        *("exercise", "learn", str(CLIPS / "shabd_clean_front.mp4"), "--name", "Wings", "--out", str(mine)),
    )
    assert shown.returncode == 0, shown.stderr
    held_back = str(CLIPS / "shabd_hike_front.mp4")
    done = coach(environment, "analyze", held_back, "--exercise", str(mine), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rep_count"] == reps("shabd_hike_front")


def test_an_exercise_file_with_a_mistake_names_it(environment: dict[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('id = "mine"\nview = "upside_down"\n')
    done = coach(environment, "analyze", "clip.mp4", "--exercise", str(broken))
    assert done.returncode == 2
    assert "view" in done.stderr or "broken.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_session_is_exported_by_its_id(environment: dict[str, str], tmp_path: Path) -> None:
    make_tape(tmp_path / "data" / "tapes" / "0123456789abcdef.tape")
    done = coach(environment, "export", "0123456789abcdef", "--format", "csv", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        *("reps.csv", "angles.csv", "events.csv", "corrections.csv", "tests.csv", "README.txt")
    ]
    assert (tmp_path / "out" / "reps.csv").read_text().count("sit_to_stand") >= 2 * reps("sts_knees_in_front")


def test_what_cannot_be_exported_is_a_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    done = coach(environment, "export", "nosuchsession", "--out", str(tmp_path / "out"))
    assert done.returncode == 3
    assert one_sentence(done.stderr)
    tape = make_tape(tmp_path / "a.tape")
    done = coach(environment, "export", str(tape), "--format", "mp4", "--out", str(tmp_path / "a.mp4"))
    assert done.returncode == 1
    assert one_sentence(done.stderr)
    assert "no recording" in done.stderr


def test_the_command_line_is_there_without_what_only_pictures_and_exports_need() -> None:
    slow = "mediapipe", "matplotlib", "cv2", "pyarrow", "fhir"
    code = f"import sys, coach.cli; print(*[name for name in {slow} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == []
