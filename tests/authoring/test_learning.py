"""`coach exercise learn`: from a video to a file that judges another video."""

from pathlib import Path

import pytest

from coach.feedback.demonstration import NotLearned
from coach.pose.model import ready_model
from coach.pose.video import VideoUnreadable
from coach.review.analysis import analyse_video
from coach.review.exercise_file import load, read
from coach.review.learning import id_of, learn_video, told
from coach.types import Side
from tests.truth import CLIPS, reps


@pytest.fixture(scope="module")
def pruned(model: Path) -> Path:
    return ready_model(cache=model.parent)


def test_a_video_teaches_an_exercise_that_counts_another_video(pruned: Path, tmp_path: Path) -> None:
    out, shares = tmp_path / "arm.toml", list[float]()
    learned = learn_video(
        CLIPS / "shabd_clean_front.mp4", name="Arm up", out=out, model=pruned, progress=shares.append
    )
    assert load(out) == learned.exercise
    assert (read(out).name, learned.exercise.id) == ("Arm up", "arm_up")
    assert shares == sorted(shares)
    shown = told(learned)
    assert shown["confirmed"] is True
    analysis = analyse_video(CLIPS / "shabd_hike_front.mp4", load(out), Side.BOTH, model=pruned)
    assert analysis.rep_count == reps("shabd_hike_front")


def test_a_file_that_is_no_video_is_told(pruned: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"nothing")
    with pytest.raises(VideoUnreadable):
        learn_video(broken, name="Arm up", out=tmp_path / "arm.toml", model=pruned)
    assert not (tmp_path / "arm.toml").exists()


@pytest.mark.parametrize(
    ("name", "made"), [("Wave slowly!", "wave_slowly"), ("Élever le bras", "elever_le_bras")]
)
def test_a_name_gives_an_id(name: str, made: str) -> None:
    assert id_of(name) == made


@pytest.mark.parametrize(("name", "why"), [("…", "letter"), ("3 steps", "letter"), ("March", "already")])
def test_a_name_that_gives_none_is_told(name: str, why: str) -> None:
    with pytest.raises(NotLearned, match=why):
        id_of(name)
