"""What every user of the landmarker may rely on."""

import os
import socket
import subprocess
import sys
from itertools import islice
from pathlib import Path

import mediapipe
import numpy as np
import pytest

from coach.pose.mediapipe import Landmarker, quiet
from coach.pose.picture import Picture
from coach.pose.video import Video
from tests.pose.conftest import CLIPS


@pytest.fixture(scope="module")
def pictures() -> list[Picture]:
    with Video(CLIPS / "march_clean_front.mp4") as video:
        return list(islice(video.pictures(30), 6))


def test_a_body_has_33_rounded_landmarks(pruned: Path, pictures: list[Picture]) -> None:
    with Landmarker(pruned) as landmarker:
        body = landmarker.find(pictures[0].rgb, 0.0)
    assert body is not None
    assert len(body.points) == len(body.world) == 33
    assert all(round(v * 32767) / 32767 == v for point in body.points for v in point)
    assert all(round(v * 1000) / 1000 == v for point in body.world for v in point)
    assert all(0 <= point.visibility <= 1 for point in body.points)


def test_the_short_way_to_the_result_gives_what_mediapipe_s_own_gives(
    pruned: Path, pictures: list[Picture]
) -> None:
    with Landmarker(pruned) as short, Landmarker(pruned) as own:
        for picture in pictures:
            body = short.find(picture.rgb, picture.t)
            image = mediapipe.Image(mediapipe.ImageFormat.SRGB, picture.rgb)
            result = own._landmarker.detect_for_video(image, round(picture.t * 1000))
            assert body is not None
            assert body.points == tuple(
                tuple(round(v * 32767) / 32767 for v in (p.x, p.y, p.z, p.visibility))
                for p in result.pose_landmarks[0]
            )
            assert body.world == tuple(
                tuple(round(v * 1000) / 1000 for v in (p.x, p.y, p.z)) for p in result.pose_world_landmarks[0]
            )


def test_a_failure_of_mediapipe_is_an_error(pruned: Path, pictures: list[Picture]) -> None:
    with Landmarker(pruned) as landmarker:
        landmarker.find(pictures[0].rgb, 1.0)
        image = mediapipe.Image(mediapipe.ImageFormat.SRGB, pictures[1].rgb)
        with pytest.raises(RuntimeError, match="MediaPipe failed"):
            landmarker._detect(image, 500)  # back in time


def test_pictures_within_one_millisecond_are_all_seen(pruned: Path, pictures: list[Picture]) -> None:
    with Landmarker(pruned) as landmarker:
        bodies = [landmarker.find(p.rgb, 0.0001 * i) for i, p in enumerate(pictures)]
        bodies.append(landmarker.find(pictures[-1].rgb, 0.004))
    assert None not in bodies


@pytest.mark.parametrize("size", [(480, 640), (17, 31), (2, 2), (641, 359)])
def test_an_empty_picture_of_any_size_has_nobody(pruned: Path, size: tuple[int, int]) -> None:
    with Landmarker(pruned) as landmarker:
        assert landmarker.find(np.zeros((*size, 3), np.uint8), 0.0) is None


def test_the_picture_may_change_its_size(pruned: Path, pictures: list[Picture]) -> None:
    with Landmarker(pruned) as landmarker:
        landmarker.find(pictures[0].rgb, 0.0)
        small = np.ascontiguousarray(pictures[1].rgb[::2, ::2])
        body = landmarker.find(small, 0.03)
    assert body is not None
    assert all(0 < body.points[i].x < 1 and 0 < body.points[i].y < 1 for i in (11, 12, 23, 24))


def test_closing_twice_is_harmless(pruned: Path) -> None:
    landmarker = Landmarker(pruned)
    landmarker.close()
    landmarker.close()


def test_what_is_no_model_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.task").write_bytes(b"no model")
    with pytest.raises((ValueError, RuntimeError)):
        Landmarker(tmp_path / "x.task")


def test_quiet_drops_native_chatter_and_gives_standard_error_back(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet():
        os.write(2, b"chatter")
    os.write(2, b"kept")
    assert capfd.readouterr().err == "kept"


_CHILD = """
import sys
from pathlib import Path
from coach.pose import mediapipe
mediapipe.DEAD_END = sys.argv[2]
mediapipe.Landmarker(Path(sys.argv[1])).close()
"""


def test_mediapipes_reports_go_nowhere_but_to_the_dead_end(pruned: Path) -> None:
    """It reports its use over HTTPS; whatever it asks for must come to the proxy that is nobody. When this
    fails because nothing arrives, MediaPipe has changed its ways: look at what it does now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(pruned), address],
            env={**os.environ, "no_proxy": "*", "NO_PROXY": "*"},
        ) as child:
            listener.settimeout(60)
            connection, _ = listener.accept()
            with connection:
                request = connection.recv(1000)
        assert child.returncode == 0
    assert request.startswith(b"CONNECT ")
