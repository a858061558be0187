"""The model file: only the official bytes are used, and the pruned copy sees exactly what they see."""

import zipfile
from hashlib import sha256
from itertools import islice
from pathlib import Path

import mediapipe
import pytest

from coach.pose import model as models
from coach.pose.mediapipe import Landmarker
from coach.pose.model import ModelRefused, ModelUnreachable, official_model, ready_model
from coach.pose.pruning import NotAPoseModel, prune_bundle
from coach.pose.video import Video
from tests.pose.conftest import CLIPS


@pytest.mark.parametrize("clip", ["march_clean_front", "sts_clean_45"])
def test_landmarks_are_bit_identical_without_the_mask(model: Path, pruned: Path, clip: str) -> None:
    with (
        Video(CLIPS / f"{clip}.mp4") as video,
        Landmarker(model) as whole,
        Landmarker(pruned) as small,
    ):
        found = 0
        for picture in islice(video.pictures(15), 45):
            image = mediapipe.Image(mediapipe.ImageFormat.SRGB, picture.rgb)
            ms = round(picture.t * 1000)
            seen = whole._landmarker.detect_for_video(image, ms)
            assert seen == small._landmarker.detect_for_video(image, ms)
            found += bool(seen.pose_landmarks)
    assert found == 45


def test_the_pruned_bundle_is_stored_on_borders(pruned: Path) -> None:
    with zipfile.ZipFile(pruned) as bundle:
        for entry in bundle.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            start = entry.header_offset + 30 + len(entry.filename) + len(entry.extra)
            assert pruned.read_bytes()[start + 4 : start + 8] == b"TFL3"
            assert start % 64 == 0


def test_the_pruned_bundle_is_the_one_that_is_not_made_again(pruned: Path) -> None:
    assert sha256(pruned.read_bytes()).hexdigest() == models.PRUNED


def test_a_given_file_with_another_checksum_is_refused(tmp_path: Path) -> None:
    given = tmp_path / "mine.task"
    given.write_bytes(b"something else")
    with pytest.raises(ModelRefused, match=r"mine\.task is not the official .* remove the setting"):
        ready_model(given=given, cache=tmp_path)


def test_a_given_file_that_is_missing_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreachable, match="correct the model path"):
        ready_model(given=tmp_path / "none.task", cache=tmp_path)


def test_the_first_source_with_the_right_bytes_serves(model: Path, tmp_path: Path) -> None:
    right, asked = model.read_bytes(), list[str]()

    def nothing(name: str) -> bytes:
        asked.append(name)
        raise models.NotThere("no network")

    sources = (nothing, lambda _: b"an error page", lambda _: right, nothing)
    path = official_model(cache=tmp_path / "new", sources=sources)
    assert path.read_bytes() == right
    assert asked == ["full"]


def test_the_hand_model_has_its_own_address_and_checksum(hand_model: Path, tmp_path: Path) -> None:
    asked = list[str]()

    def nothing(name: str) -> bytes:
        asked.append(name)
        raise models.NotThere("no network")

    with pytest.raises(ModelUnreachable, match=r"hand model hand_landmarker\.task .*hand_landmarker/float16"):
        official_model("hand", cache=tmp_path, sources=(nothing,))
    right = hand_model.read_bytes()
    path = official_model("hand", cache=tmp_path, sources=(nothing, lambda _: right))
    assert (path.name, asked) == ("hand_landmarker.task", ["hand", "hand"])


def test_a_pose_model_is_no_hand_model(model: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match=r"not the official hand_landmarker\.task"):
        models.hand_model(given=model, cache=tmp_path)


def test_a_damaged_file_in_the_cache_is_fetched_again(model: Path, tmp_path: Path) -> None:
    right = model.read_bytes()
    (tmp_path / model.name).write_bytes(right[:-1])
    assert official_model(cache=tmp_path, sources=(lambda _: right,)).read_bytes() == right


def test_wrong_bytes_from_everywhere_are_refused_and_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="wrong checksum"):
        official_model(cache=tmp_path, sources=(lambda _: b"an error page",))
    assert list(tmp_path.iterdir()) == []


def test_no_source_at_all_is_a_sentence(tmp_path: Path) -> None:
    def nothing(_: str) -> bytes:
        raise models.NotThere("no network")

    with pytest.raises(ModelUnreachable, match="connect this machine to the internet once"):
        official_model(cache=tmp_path, sources=(nothing,))


def test_a_cache_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ModelUnreachable, match="make that folder writable"):
        models.keep(tmp_path / "file" / "model.task", b"data")


def test_a_damaged_pruned_copy_is_made_again(model: Path, tmp_path: Path) -> None:
    (tmp_path / model.name).write_bytes(model.read_bytes())
    path = ready_model(cache=tmp_path)
    good = path.read_bytes()
    path.write_bytes(good[:1000])
    assert ready_model(cache=tmp_path).read_bytes() == good


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_bundle_cannot_be_pruned(data: bytes) -> None:
    with pytest.raises(NotAPoseModel):
        prune_bundle(data)
