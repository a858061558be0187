"""The one file that knows MediaPipe: picture in, body out.

MediaPipe's native code reports its use to its maker over HTTPS when a landmarker is made and closed.
Nothing of a patient's session may leave this machine, so every process that makes a landmarker
sends its own HTTPS requests to a dead end first (`keep_inside`); a test listens there.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import mediapipe
import numpy as np
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.components.containers.landmark import Landmark, NormalizedLandmark
from mediapipe.tasks.python.vision import (
    PoseLandmarker,
    PoseLandmarkerOptions,
    PoseLandmarkerResult,
    RunningMode,
)
from numpy.typing import NDArray

from coach.pose.body import Body
from coach.types import Point, WorldPoint

DEAD_END = "http://127.0.0.1:9"
"""The discard port of this machine: nobody listens there."""
_GRID = 32767
_MM = 1000

cv2.setNumThreads(1)


class Landmarker:
    """Follows one body through the pictures of one session. For one thread; close it after use."""

    def __init__(self, model: Path) -> None:
        """`model`: a checked bundle (`coach.pose.model.ready_model`). Raises OSError, ValueError or
        RuntimeError when MediaPipe can't use it."""
        keep_inside()
        self._last_ms = -1
        self._has_found = False
        with quiet():
            self._landmarker = PoseLandmarker.create_from_options(
                PoseLandmarkerOptions(
                    base_options=BaseOptions(model_asset_path=str(model)), running_mode=RunningMode.VIDEO
                )
            )

    def find(self, rgb: NDArray[np.uint8], t: float) -> Body | None:
        """The body it follows, or the most likely one when it follows none; None when it sees nobody.

        `rgb`: (rows, columns, 3), contiguous. `t`: seconds, rising from call to call; MediaPipe wants
        whole milliseconds that rise, so two pictures within one get neighbouring ones.
        """
        # the native code has its say at the first body
        with contextlib.nullcontext() if self._has_found else quiet():
            result = self._detect(rgb, t)
        if not result.pose_landmarks:
            return None
        self._has_found = True
        return Body(
            points=tuple(_point(p) for p in result.pose_landmarks[0]),
            world=tuple(_world(p) for p in result.pose_world_landmarks[0]),
        )

    def _detect(self, rgb: NDArray[np.uint8], t: float) -> PoseLandmarkerResult:
        self._last_ms = max(self._last_ms + 1, round(t * 1000))
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
        return self._landmarker.detect_for_video(image, self._last_ms)

    def close(self) -> None:
        """Frees the native memory; a second call does nothing."""
        with quiet():
            self._landmarker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def keep_inside() -> None:
    """Sends this process's HTTPS requests to a dead end from now on: MediaPipe's reports of its use
    honour the proxy variables (seen with strace: without this a lookup of its maker's log server)."""
    os.environ["https_proxy"] = os.environ["HTTPS_PROXY"] = DEAD_END
    for exception in ("no_proxy", "NO_PROXY"):
        os.environ.pop(exception, None)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Drops what native code writes to standard error meanwhile: notices nobody can act on."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _point(p: NormalizedLandmark) -> Point:
    return Point(
        round(p.x * _GRID) / _GRID,
        round(p.y * _GRID) / _GRID,
        round(p.z * _GRID) / _GRID,
        round(p.visibility * _GRID) / _GRID,
    )


def _world(p: Landmark) -> WorldPoint:
    return WorldPoint(round(p.x * _MM) / _MM, round(p.y * _MM) / _MM, round(p.z * _MM) / _MM)
