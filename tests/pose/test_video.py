"""Video files: upright, in time, and a sentence for what is none."""

import itertools
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from coach.pose.video import Video, VideoUnreadable
from tests.pose.conftest import CLIPS

CLIP = CLIPS / "march_clean_front.mp4"
RGB = NDArray[np.uint8]


def first(path: Path) -> RGB:
    with Video(path) as video:
        return next(video.pictures(30)).rgb


def write(path: Path, times: list[float], size: tuple[int, int], codec: str = "libx264") -> Path:
    """A film of brightening grey, frame by frame at `times`."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=30)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv444p" if codec == "libx264" else "yuv420p"
        stream.codec_context.time_base = Fraction(1, 90_000)
        for i, t in enumerate(times):
            grey = np.full((size[1], size[0], 3), min(255, 20 + 4 * i), np.uint8)
            frame = av.VideoFrame.from_ndarray(grey, format="rgb24")
            frame.pts, frame.time_base = round(t * 90_000), Fraction(1, 90_000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


# x' = a·x + c·y, y' = b·x + d·y: all eight ways a phone can say how its pixels lie
@pytest.mark.parametrize(
    "matrix",
    [
        *((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)),
        *((-1, 0, 0, 1), (1, 0, 0, -1), (0, 1, 1, 0), (0, -1, -1, 0)),
    ],
)
def test_the_display_matrix_is_obeyed(tmp_path: Path, matrix: tuple[int, int, int, int]) -> None:
    a, b, c, d = matrix
    data = bytearray(CLIP.read_bytes())
    at = data.index(b"tkhd") + 4 + 4 + 20 + 8 + 8  # past version, times and layers of an MP4's track header
    data[at : at + 36] = struct.pack(">9i", a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30)
    (tmp_path / "turned.mp4").write_bytes(data)
    plain = first(CLIP)
    rows, columns = np.mgrid[0 : plain.shape[0], 0 : plain.shape[1]]
    x, y = a * columns + c * rows, b * columns + d * rows
    x, y = x - x.min(), y - y.min()
    expected = np.zeros((y.max() + 1, x.max() + 1, 3), np.uint8)
    expected[y, x] = plain
    assert np.array_equal(first(tmp_path / "turned.mp4"), expected)


def test_a_turned_picture_gives_its_turned_size(tmp_path: Path) -> None:
    data = bytearray(CLIP.read_bytes())
    at = data.index(b"tkhd") + 44
    data[at : at + 36] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    (tmp_path / "turned.mp4").write_bytes(data)
    with Video(tmp_path / "turned.mp4") as video:
        picture = next(video.pictures(30))
    assert (picture.width, picture.height) == (480, 640)


def test_times_are_the_frames_own_from_zero(tmp_path: Path) -> None:
    times = [5.0, 5.02, 5.1, 5.11, 5.4, 6.0]
    with Video(write(tmp_path / "a.mp4", times, (64, 48))) as video:
        got = [p.t for p in video.pictures(1000)]
    assert got == pytest.approx([t - 5 for t in times], abs=0.001)
    assert video.frames == 6


@pytest.mark.parametrize("rate", [5.0, 15.0, 30.0])
def test_about_the_wanted_rate_is_analysed(rate: float) -> None:
    with Video(CLIP) as video:
        times = [p.t for p in video.pictures(rate)]
    assert len(times) == pytest.approx(video.seconds * rate, abs=2)
    assert all(b > a for a, b in itertools.pairwise(times))
    assert video.frames == pytest.approx(video.seconds * 30, abs=1)
    assert not video.damaged


@pytest.mark.parametrize("size", [(63, 47), (1, 1), (1001, 5), (1920, 1080)])
def test_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    with Video(write(tmp_path / "a.mp4", [0, 0.1], size)) as video:
        (one, _) = video.pictures(30)
    assert (one.width, one.height) == size
    assert min(one.rgb.shape[:2]) <= 720


def test_webm_too(tmp_path: Path) -> None:
    with Video(write(tmp_path / "a.webm", [0, 0.1, 0.2], (64, 48), "libvpx")) as video:
        assert len(list(video.pictures(30))) == 3


def test_light_goes_from_dark_to_bright(tmp_path: Path) -> None:
    with Video(write(tmp_path / "a.mp4", [i / 30 for i in range(58)], (64, 48))) as video:
        lights = [p.light for p in video.pictures(30)]
    assert lights[0] == pytest.approx(20 / 255, abs=0.02)
    assert lights[-1] == pytest.approx(248 / 255, abs=0.02)


def test_what_was_cut_off_is_read_up_to_there(tmp_path: Path) -> None:
    path = write(tmp_path / "a.webm", [i / 30 for i in range(60)], (320, 240), "libvpx")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with Video(path) as video:
        assert 0 < len(list(video.pictures(30))) < 60


def test_a_film_whose_end_is_missing_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(CLIP.read_bytes()[: CLIP.stat().st_size * 2 // 3])
    with Video(tmp_path / "a.mp4") as video:
        assert len(list(video.pictures(15))) > 20
        assert video.damaged


def sound(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=48_000)
        silence = AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), format="fltp", layout="stereo")
        silence.sample_rate = 48_000
        container.mux(stream.encode(silence))
        container.mux(stream.encode(None))


def text(path: Path) -> None:
    path.write_text("this is not a video\n" * 50)


def playlist(path: Path) -> None:
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n")


def headless(path: Path) -> None:
    write(path, [i / 30 for i in range(30)], (320, 240))
    path.write_bytes(path.read_bytes()[:-200])  # its index stands at the end


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("a.mp4", text, "cannot be read as video"),
        ("a.txt", text, "cannot be read as video"),
        ("a.m3u8", playlist, "cannot be read as video"),
        ("a.mp4", playlist, "cannot be read as video"),
        ("a.mp4", Path.touch, "cannot be read as video"),
        ("a.mp4", sound, "only sound"),
        ("a.mp4", headless, "cut off"),
        ("a.mp4", Path.mkdir, "cannot be read as video"),
        ("a.mp4", lambda _: None, "does not exist"),
    ],
)
def test_what_is_no_video_is_a_sentence(
    tmp_path: Path, name: str, make: Callable[[Path], object], words: str
) -> None:
    make(tmp_path / name)
    with pytest.raises(VideoUnreadable, match=words):
        Video(tmp_path / name)


def test_a_video_without_a_frame_is_a_sentence(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp4", [0.0, 0.1], (64, 48))
    data = bytearray(path.read_bytes())
    start, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    data[start:end] = b"\xff" * (end - start)
    path.write_bytes(data)
    with Video(path) as video, pytest.raises(VideoUnreadable, match="no frame"):
        list(video.pictures(15))
    assert video.damaged
