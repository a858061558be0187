"""The one file that knows MediaPipe: picture in, body or hands out.

MediaPipe's native code reports its use to its maker over HTTPS when a landmarker is made and closed.
Nothing of a patient's session may leave this machine, so every process that makes a landmarker
sends its own HTTPS requests to a dead end first (`keep_inside`); a test listens there.
"""

import contextlib
import ctypes
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import mediapipe
import numpy as np
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.components.containers.landmark_c import (
    MpNormalizedLandmarkC,
    MpNormalizedLandmarksC,
)
from mediapipe.tasks.python.vision import (
    HandLandmarker,
    HandLandmarkerOptions,
    PoseLandmarker,
    PoseLandmarkerOptions,
    RunningMode,
)
from mediapipe.tasks.python.vision.pose_landmarker import MpPoseLandmarkerResultC
from numpy.typing import NDArray

from coach.pose.body import Body
from coach.types import HandPoint, Point, WorldPoint

DEAD_END = "http://127.0.0.1:9"
"""The discard port of this machine: nobody listens there."""
_GRID = 32767
_MM = 1000
_FLOATS = ctypes.sizeof(MpNormalizedLandmarkC) // ctypes.sizeof(ctypes.c_float)
_X, _Y, _Z, _VISIBILITY = (
    getattr(MpNormalizedLandmarkC, name).offset // ctypes.sizeof(ctypes.c_float)
    for name in ("x", "y", "z", "visibility")
)
"""Where the numbers stand in a native landmark, counted in floats; world landmarks have the same layout."""

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
        self._native = self._landmarker._lib._lib  # noqa: SLF001

    def find(self, rgb: NDArray[np.uint8], t: float) -> Body | None:
        """The body it follows, or the most likely one when it follows none; None when it sees nobody.

        `rgb`: (rows, columns, 3), contiguous. `t`: seconds, rising from call to call; MediaPipe wants
        whole milliseconds that rise, so two pictures within one get neighbouring ones.
        Raises RuntimeError when MediaPipe fails.
        """
        self._last_ms = max(self._last_ms + 1, round(t * 1000))
        # the native code has its say at the first body
        with contextlib.nullcontext() if self._has_found else quiet():
            body = self._detect(mediapipe.Image(mediapipe.ImageFormat.SRGB, rgb), self._last_ms)
        self._has_found = self._has_found or body is not None
        return body

    def _detect(self, image: mediapipe.Image, ms: int) -> Body | None:
        """As `PoseLandmarker.detect_for_video`, but without a thread of its own for each call and without
        66 objects: half a millisecond of eight. A test compares the two."""
        result, message = MpPoseLandmarkerResultC(), ctypes.c_char_p()
        handle, pixels = self._landmarker._handle, image._image_ptr  # noqa: SLF001
        status = self._native.MpPoseLandmarkerDetectForVideo(
            *(handle, pixels, None, ms, ctypes.byref(result), ctypes.byref(message))
        )
        if status != 0:
            reason = (message.value or b"no reason given").decode(errors="replace")
            self._native.MpErrorFree(message)
            raise RuntimeError(f"MediaPipe failed on a picture: {reason}")
        try:
            return _body(result) if result.pose_landmarks_count else None
        finally:
            self._native.MpPoseLandmarkerCloseResult(ctypes.byref(result))

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


class HandFinder:
    """Follows up to two hands through the pictures of one session, whosever they are. For one thread; close
    it after use."""

    def __init__(self, model: Path) -> None:
        """`model`: a checked bundle (`coach.pose.model.hand_model`). Raises OSError, ValueError or
        RuntimeError when MediaPipe can't use it."""
        keep_inside()
        self._last_ms = -1
        with quiet():
            self._landmarker = HandLandmarker.create_from_options(
                HandLandmarkerOptions(
                    base_options=BaseOptions(model_asset_path=str(model)),
                    running_mode=RunningMode.VIDEO,
                    num_hands=2,
                )
            )

    def find(self, rgb: NDArray[np.uint8], t: float) -> list[tuple[HandPoint, ...]]:
        """The hands in the picture; as `Landmarker.find` takes it. Raises RuntimeError when MediaPipe
        fails."""
        self._last_ms = max(self._last_ms + 1, round(t * 1000))
        image = mediapipe.Image(mediapipe.ImageFormat.SRGB, rgb)
        found = self._landmarker.detect_for_video(image, self._last_ms)
        return [tuple(_hand_point(p.x, p.y, p.z) for p in hand) for hand in found.hand_landmarks]

    def close(self) -> None:
        """Frees the native memory; a second call does nothing."""
        with quiet():
            self._landmarker.close()


def _hand_point(*values: float) -> HandPoint:
    return HandPoint(*(round(v * _GRID) / _GRID for v in values))


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


def _body(result: MpPoseLandmarkerResultC) -> Body:
    image = _columns(result.pose_landmarks[0], (_X, _Y, _Z, _VISIBILITY))
    world = _columns(result.pose_world_landmarks[0], (_X, _Y, _Z))
    return Body(
        points=tuple(map(Point, *(np.rint(image * _GRID) / _GRID).T.tolist())),
        world=tuple(map(WorldPoint, *(np.rint(world * _MM) / _MM).T.tolist())),
    )


def _columns(landmarks: MpNormalizedLandmarksC, columns: tuple[int, ...]) -> NDArray[np.float64]:
    """One row a landmark; copied, since the native memory is freed at once."""
    first = ctypes.cast(landmarks.landmarks, ctypes.POINTER(ctypes.c_float))
    table = np.ctypeslib.as_array(first, (landmarks.landmarks_count, _FLOATS))
    return table[:, columns].astype(np.float64)
