"""The handler that all contenders share: MediaPipe on the picture, the skeleton drawn into it by OpenCV, as
the tutorials write it. The official model, VIDEO mode."""

import time

import cv2
import mediapipe
import numpy as np
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode
from numpy.typing import NDArray

LINES = (
    *((11, 12), (11, 13), (13, 15), (12, 14), (14, 16), (11, 23), (12, 24), (23, 24)),
    *((23, 25), (25, 27), (27, 31), (24, 26), (26, 28), (28, 32)),
)
GREEN, RED = (0, 255, 0), (0, 0, 255)


class Drawn:
    """One session's. `analysed` counts pictures in which the model was run, `found` those with a body."""

    def __init__(self, model: str, extra_s: float) -> None:
        self.analysed = self.found = 0
        self._extra_s = extra_s
        self._last_ms = -1
        self._landmarker = PoseLandmarker.create_from_options(
            PoseLandmarkerOptions(
                base_options=BaseOptions(model_asset_path=model), running_mode=RunningMode.VIDEO
            )
        )

    def __call__(self, bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
        rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
        self._last_ms = max(self._last_ms + 1, round(time.monotonic() * 1000))
        result = self._landmarker.detect_for_video(
            mediapipe.Image(mediapipe.ImageFormat.SRGB, rgb), self._last_ms
        )
        time.sleep(self._extra_s)
        self.analysed += 1
        for body in result.pose_landmarks:
            self.found += 1
            _draw(bgr, [(round(p.x * bgr.shape[1]), round(p.y * bgr.shape[0])) for p in body])
        return bgr


def _draw(bgr: NDArray[np.uint8], at: list[tuple[int, int]]) -> None:
    for a, b in LINES:
        cv2.line(bgr, at[a], at[b], GREEN, 2)
    for place in at:
        cv2.circle(bgr, place, 3, RED, -1)
