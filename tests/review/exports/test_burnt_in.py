"""The film, decoded again by PyAV: frames at their times, the skeleton on them, no face, sound in time."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.review.exports.burnt_in import Burnt, NotBurnt, burn_in, cover, draw, encoder
from coach.review.exports.choose import Format, NotExported, Request, export_session
from coach.review.exports.face import NEAR_S, Disc, Face, face_of
from coach.review.exports.overlay import Overlay, plain
from coach.review.exports.record import Media, SessionRecord
from coach.types import Pose, Side
from tests import truth
from tests.feedback.close_up import Hands, close_up
from tests.review.exports.conftest import CLIP

STARTED = 5.0
"""Session time of the recording's first frame."""
FRAMES = 60
FLASH = 40
"""This frame is white, and a tone begins with it."""

Pixels = NDArray[np.uint8]


def pts_ms(n: int) -> int:
    """Jittered, as it comes from a network."""
    return round(n * 1000 / 30) + (n * 7) % 11


def fine_pattern() -> Pixels:
    """Grey, as fine as a face is: a checkerboard of 4 pixels."""
    rows, columns = np.indices((480, 640)) // 4
    return np.where((rows + columns)[..., None] % 2, 170, 90).astype(np.uint8).repeat(3, axis=2)


@pytest.fixture(scope="module")
def poses() -> list[Pose]:
    """Every second frame has one; in the middle nobody is found for a while."""
    seen = list(truth.poses(CLIP))[:FRAMES:2]
    timed = [replace(p, t=STARTED + pts_ms(2 * n) / 1000) for n, p in enumerate(seen)]
    return [replace(p, points=None, world=None) if 20 <= n < 26 else p for n, p in enumerate(timed)]


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "patient-001.webm"
    with av.open(str(path), "w") as target:
        video = target.add_stream("libvpx", rate=30, options={"deadline": "realtime", "cpu-used": "8"})
        video.width, video.height, video.pix_fmt = 640, 480, "yuv420p"
        video.codec_context.time_base = Fraction(1, 1000)
        video.bit_rate = 4_000_000
        audio = target.add_stream("libopus", rate=48_000, layout="mono")
        for n in range(FRAMES):
            picture = np.full((480, 640, 3), 255, np.uint8) if n == FLASH else fine_pattern()
            frame = VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = pts_ms(n), Fraction(1, 1000)
            target.mux(video.encode(frame))
        target.mux(video.encode(None))
        tone_from = pts_ms(FLASH) * 48
        for start in range(0, 2 * 48_000, 960):
            at = np.arange(start, start + 960)
            wave = np.where(at >= tone_from, 12_000 * np.sin(at / 8), 0).astype(np.int16)
            sound = AudioFrame.from_ndarray(wave[None], format="s16", layout="mono")
            sound.sample_rate, sound.pts, sound.time_base = 48_000, start, Fraction(1, 48_000)
            target.mux(audio.encode(sound))
        target.mux(audio.encode(None))
    return path


@pytest.fixture(scope="module")
def session() -> SessionRecord:
    return SessionRecord(id="x", created=datetime(2026, 1, 2, tzinfo=UTC))


@pytest.fixture(scope="module")
def film(
    recording: Path, poses: list[Pose], session: SessionRecord, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Burnt]:
    out = tmp_path_factory.mktemp("film") / "out.mp4"
    media = Media(role="patient", path=recording, started_t=STARTED)
    return out, burn_in(media, Overlay(session, poses), Face(poses), out)


def decoded(path: Path) -> list[tuple[float, Pixels]]:
    with av.open(str(path)) as source:
        return [
            (float(f.pts * f.time_base), np.asarray(f.to_ndarray(format="rgb24"), np.uint8))
            for f in source.decode(video=0)
            if f.pts is not None and f.time_base is not None
        ]


@pytest.fixture(scope="module")
def frames(film: tuple[Path, Burnt]) -> list[tuple[float, Pixels]]:
    return decoded(film[0])


def test_every_frame_keeps_its_time(frames: list[tuple[float, Pixels]], film: tuple[Path, Burnt]) -> None:
    assert [round(1000 * t) for t, _ in frames] == [pts_ms(n) for n in range(FRAMES)]
    assert film[1].frames == FRAMES
    assert film[1].encoder == encoder()[0]


def test_the_skeleton_is_on_the_frame_it_belongs_to(
    frames: list[tuple[float, Pixels]], poses: list[Pose]
) -> None:
    pictures = {round(1000 * t): picture for t, picture in frames}
    looked = 0
    for pose in poses:
        picture = pictures[round(1000 * (pose.t - STARTED))]
        if pose.points is None:
            assert np.abs(picture.astype(int).max(axis=2) - picture.min(axis=2)).max() < 60  # no colour
            continue
        for joint in (23, 24, 25, 26):
            x, y = round(pose.points[joint].x * 640), round(pose.points[joint].y * 480)
            assert picture[y, x].min() > 200
        looked += 1
    assert looked == 24


def test_the_hand_is_drawn_with_its_fingers(session: SessionRecord) -> None:
    """Of its own frame, and between two."""
    seen = [pose for pose in close_up(Hands(side=Side.LEFT)) if pose.hands]
    for pose, t in ((seen[3], seen[3].t), (seen[3], (seen[3].t + seen[4].t) / 2)):
        picture = np.full((pose.height, pose.width, 3), 120, np.uint8)
        drawing = Overlay(session, seen).at(t)
        draw(picture, drawing)
        assert (len(drawing.fingertips), len(drawing.fingers)) == (5, 21)
        for x, y in drawing.fingertips:
            assert picture[round(y * pose.height), round(x * pose.width)].min() > 200
    nobody = replace(seen[3], points=None, world=None, hands=())
    assert Overlay(session, [nobody]).at(nobody.t).fingers == ()


def test_the_face_is_coarse_and_the_rest_is_not(
    frames: list[tuple[float, Pixels]], poses: list[Pose]
) -> None:
    face = Face(poses)
    for n in (4, 5, 44, 46, 50):
        t, picture = frames[n]
        covered = face.at(t + STARTED)
        assert covered.discs
        disc = covered.discs[0]
        reach = round(disc.radius * 0.5)
        head = picture[
            round(disc.y) - reach : round(disc.y) + reach, round(disc.x) - reach : round(disc.x) + reach
        ]
        assert head.std() < 12 < picture[300:460, 20:180].std()


def test_where_nobody_is_found_the_last_and_next_place_are_covered_and_said(
    film: tuple[Path, Burnt], poses: list[Pose]
) -> None:
    face, gap = Face(poses), poses[23].t
    covered = face.at(gap)
    before, after = face_of(poses[19]), face_of(poses[26])
    assert covered.unsure
    assert covered.discs is not None
    assert before is not None
    assert after is not None
    for disc, known in zip(covered.discs, (before, after), strict=True):
        assert disc.radius > known.radius
        assert (disc.x, disc.y) == (known.x, known.y)
    assert film[1].unsure_s > 0
    assert any("nobody was found" in note for note in film[1].notes)


def test_sound_is_in_time_with_the_picture(
    film: tuple[Path, Burnt], frames: list[tuple[float, Pixels]]
) -> None:
    bright = max(frames, key=lambda frame: float(frame[1][300:, :200].mean()))[0]
    with av.open(str(film[0])) as source:
        assert source.streams.audio[0].codec_context.name == "aac"
        for frame in source.decode(audio=0):
            loud = np.flatnonzero(np.abs(np.asarray(frame.to_ndarray())[0]) > 0.1)
            if loud.size and frame.pts is not None and frame.time_base is not None:
                heard = float(frame.pts * frame.time_base) + int(loud[0]) / 48_000
                break
    assert abs(heard - bright) <= 0.04


def test_the_face_is_covered_where_the_picture_has_another_size_than_its_pose(
    recording: Path, poses: list[Pose], session: SessionRecord, tmp_path: Path
) -> None:
    """A call's picture shrinks and grows: the nearest pose may be of the larger one."""
    media = Media(role="patient", path=recording, started_t=STARTED)
    larger = [replace(pose, width=1280, height=960) for pose in poses]
    burn_in(media, Overlay(session, poses), Face(larger), tmp_path / "a.mp4")
    disc = face_of(poses[2])
    assert disc is not None
    picture = decoded(tmp_path / "a.mp4")[4][1]
    reach = round(disc.radius * 0.5)
    y, x = round(disc.y), round(disc.x)
    assert picture[y - reach : y + reach, x - reach : x + reach].std() < 12


def test_without_covering_the_face_stays(
    recording: Path, poses: list[Pose], session: SessionRecord, tmp_path: Path
) -> None:
    media = Media(role="patient", path=recording, started_t=STARTED)
    burn_in(media, Overlay(session, poses), None, tmp_path / "a.mp4")
    disc = face_of(poses[2])
    assert disc is not None
    picture = decoded(tmp_path / "a.mp4")[4][1]
    reach = round(disc.radius * 0.5)
    y, x = round(disc.y), round(disc.x)
    assert picture[y - reach : y + reach, x - reach : x + reach].std() > 20


def test_a_film_that_is_gone_or_broken_is_a_sentence(session: SessionRecord, tmp_path: Path) -> None:
    gone = Media(role="patient", path=tmp_path / "gone.webm", started_t=0)
    with pytest.raises(NotBurnt, match=r"gone\.webm is gone"):
        burn_in(gone, Overlay(session, []), None, tmp_path / "a.mp4")
    (tmp_path / "bad.webm").write_bytes(b"no film")
    with pytest.raises(NotBurnt, match=r"bad\.webm"):
        burn_in(replace(gone, path=tmp_path / "bad.webm"), Overlay(session, []), None, tmp_path / "a.mp4")
    assert not list(tmp_path.glob("*.mp4*"))


def test_the_tables_are_exported_though_the_film_is_gone(record: SessionRecord, tmp_path: Path) -> None:
    gone = replace(record, media=(replace(record.media[0], path=tmp_path / "gone.webm"),))
    with pytest.raises(NotExported, match="no recording"):
        export_session(gone, Request(format=Format.MP4, out=tmp_path / "a.mp4", exercises={}))
    assert export_session(gone, Request(format=Format.CSV, out=tmp_path / "c", exercises={})).files


def test_nobody_ever_found_covers_everything() -> None:
    assert Face([]).at(3.0).discs is None


@given(st.floats(0, 40))
def test_a_face_is_covered_at_every_moment_of_a_tape(t: float) -> None:
    covered = ALL.at(t)
    assert covered.discs
    assert covered.unsure == (min(abs(t - when) for when in TIMES) > NEAR_S)


SEEN = [p for p in truth.poses(CLIP) if not 3 < p.t < 5]
ALL, TIMES = Face(SEEN), [p.t for p in SEEN]


@given(st.floats(-200, 900), st.floats(-200, 700), st.floats(0.5, 400))
def test_covering_changes_nothing_outside(x: float, y: float, radius: float) -> None:
    before = fine_pattern()
    after = before.copy()
    cover(after, Disc(x=x, y=y, radius=radius, width=640, height=480))
    rows, columns = np.indices(before.shape[:2])
    outside = (columns - x) ** 2 + (rows - y) ** 2 > radius**2
    assert (after[outside] == before[outside]).all()


@given(st.text())
def test_the_drawing_font_has_every_letter(words: str) -> None:
    assert plain(words).isascii()


def test_polish_stays_readable() -> None:
    assert plain("Łokieć zgięty") == "Lokiec zgiety"
