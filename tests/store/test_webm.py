"""Films: what is written is what independent readers find, also when a crash left the file open."""

import shutil
import subprocess
from pathlib import Path

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.store.webm import AUDIO, VIDEO, Block, Film, NotOurs, WebmWriter, finish, is_open, picture_size
from tests.films import blocks, decoded

SECONDS = 4


@pytest.fixture(scope="module")
def call() -> list[Block]:
    return blocks(SECONDS)


def written(path: Path, call: list[Block], *, at_once: int = 40) -> WebmWriter:
    writer = WebmWriter(path, 12.5)
    for n in range(0, len(call), at_once):
        writer.write(call[n : n + at_once])
    return writer


def closed(path: Path, call: list[Block]) -> Film:
    film = written(path, call).close()
    assert film is not None
    return film


def crashed(path: Path, call: list[Block]) -> Path:
    """The file as a crash leaves it: as it lay on the disk while it was open."""
    writer = written(path.with_suffix(".whole"), call)
    shutil.copy(writer.path, path)
    writer.close()
    return path


def test_a_finished_film_decodes_whole_at_the_times_it_was_given(tmp_path: Path, call: list[Block]) -> None:
    film = closed(tmp_path / "a.webm", call)
    assert decoded(film.path, "video") == [b.ms for b in call if b.track == VIDEO]
    assert decoded(film.path, "audio") == [b.ms for b in call if b.track == AUDIO]
    assert (film.width, film.height, film.has_video, film.has_audio) == (160, 120, True, True)
    assert film.bytes == film.path.stat().st_size
    assert film.started_t == 12.5


def test_ffprobe_finds_duration_codecs_and_no_fault(tmp_path: Path, call: list[Block]) -> None:
    probe = shutil.which("ffprobe")
    if probe is None:
        pytest.skip("no ffprobe here")
    film = closed(tmp_path / "a.webm", call)
    asked = ["-v", "error", "-show_entries", "stream=codec_name,width:format=duration", "-of", "csv=p=0"]
    said = subprocess.run([probe, *asked, str(film.path)], capture_output=True, text=True, check=True)
    assert said.stderr == ""
    assert said.stdout.split() == ["vp8,160", "opus", f"{film.seconds:.6f}"]


def test_any_moment_is_found_by_the_index(tmp_path: Path, call: list[Block]) -> None:
    film = closed(tmp_path / "a.webm", call)
    keys = [b.ms for b in call if b.track == VIDEO and b.key]
    with av.open(str(film.path)) as container:
        stream = container.streams.video[0]
        for wanted in (3900, 100, 2000):
            container.seek(wanted, stream=stream)
            packet = next(container.demux(stream))
            assert packet.pts == max(key for key in keys if key <= wanted)


def test_a_crash_loses_only_what_was_not_written(tmp_path: Path, call: list[Block]) -> None:
    path = crashed(tmp_path / "a.webm", call)
    assert is_open(path)
    assert decoded(path, "video") == [b.ms for b in call if b.track == VIDEO]
    film = finish(path)
    assert film is not None
    assert not is_open(path)
    assert decoded(path, "video") == [b.ms for b in call if b.track == VIDEO]
    assert path.read_bytes() == closed(tmp_path / "b.webm", call).path.read_bytes()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1))
def test_a_film_cut_anywhere_is_a_film_up_to_there(tmp_path: Path, call: list[Block], share: float) -> None:
    whole, path = tmp_path / "left.webm", tmp_path / "cut.webm"
    if not whole.exists():
        crashed(whole, call)
    data = whole.read_bytes()
    path.write_bytes(data[: round(len(data) * share)])
    film = finish(path)
    if film is None:
        assert not path.exists()
        return
    seen = decoded(path, "video") if film.has_video else []
    assert seen == [b.ms for b in call if b.track == VIDEO][: len(seen)]
    assert film.seconds * 1000 <= SECONDS * 1000 + 33
    assert finish(path) == film


def test_a_track_that_never_came_is_not_announced(tmp_path: Path, call: list[Block]) -> None:
    silent = closed(tmp_path / "a.webm", [b for b in call if b.track == VIDEO])
    blind = closed(tmp_path / "b.webm", [b for b in call if b.track == AUDIO])
    for film, kinds in ((silent, ["video"]), (blind, ["audio"])):
        with av.open(str(film.path)) as container:
            assert [s.type for s in container.streams] == kinds
            assert container.duration == round(film.seconds * 1e6)
    assert (blind.width, blind.has_video, silent.has_audio) == (None, False, False)


def test_another_size_within_a_film_decodes(tmp_path: Path) -> None:
    small, large = blocks(1), blocks(1, size=(320, 240))
    film = closed(tmp_path / "a.webm", [*small, *(b._replace(ms=b.ms + 1000) for b in large)])
    with av.open(str(film.path)) as container:
        assert {f.width for f in container.decode(video=0)} == {160, 320}
    assert (film.width, film.height) == (320, 240)


def test_nothing_written_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.webm"
    assert WebmWriter(path, 0.0).close() is None
    assert not path.exists()


def test_other_files_are_left_alone(tmp_path: Path, call: list[Block]) -> None:
    other = tmp_path / "other.webm"
    other.write_bytes(b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 4)
    assert not is_open(other)
    with pytest.raises(NotOurs):
        finish(other)
    assert other.stat().st_size == 1028


@given(st.binary(max_size=12))
def test_no_bytes_break_the_reading_of_a_size(frame: bytes) -> None:
    size = picture_size(frame)
    assert size is None or min(size) > 0
