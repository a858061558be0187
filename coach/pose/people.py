"""Everybody in one picture: the pose model's own detector, run by itself.

The landmarker looks for people only while it follows none, so it can't tell that there are two, or that it
went over to the other. This one look costs about as much as the landmark network once.
"""

import math
import zipfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from coach.pose.body import Torso
from coach.pose.mediapipe import quiet
from coach.pose.pruning import DETECTOR

MIN_SCORE = 0.5
"""As in the landmarker."""

_SIZE = 224
_STRIDES = ((8, 2), (16, 2), (32, 6))
"""(pixels, anchors at each place) of the detector's grids, in the order of its outputs."""
_OVERLAP = 0.3
"""Boxes that share more than this of their union are the same person (the landmarker's number)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody the detector saw; pixels of the picture it was given."""

    torso: Torso
    score: float
    box: tuple[float, float, float, float]
    """Left, top, right, bottom of the upper body as the detector draws it."""
    reach: float
    """From the hips to the furthest end of the body."""


class Detector:
    """Finds everybody in a picture, each picture for itself. For one thread."""

    def __init__(self, model: Path) -> None:
        with zipfile.ZipFile(model) as bundle:
            network = bundle.read(DETECTOR)
        with quiet():
            self._network = Interpreter(model_content=network, num_threads=1)
            self._network.allocate_tensors()
        self._input = self._network.get_input_details()[0]["index"]
        boxes, scores = sorted(self._network.get_output_details(), key=lambda o: -int(o["shape"][-1]))
        self._boxes, self._scores = boxes["index"], scores["index"]
        self._anchors = _anchors()

    def look(self, rgb: NDArray[np.uint8]) -> list[Person]:
        """The people in `rgb` (rows, columns, 3), the surest first."""
        height, width = rgb.shape[:2]
        share = _SIZE / max(height, width)
        inside = cv2.resize(
            rgb, (max(1, round(width * share)), max(1, round(height * share))), interpolation=cv2.INTER_AREA
        )
        left, top = (_SIZE - inside.shape[1]) // 2, (_SIZE - inside.shape[0]) // 2
        square = np.zeros((1, _SIZE, _SIZE, 3), np.float32)
        square[0, top : top + inside.shape[0], left : left + inside.shape[1]] = inside / 127.5 - 1
        self._network.set_tensor(self._input, square)
        self._network.invoke()
        raw = self._network.get_tensor(self._boxes)[0]
        scores = 1 / (1 + np.exp(-np.clip(self._network.get_tensor(self._scores)[0, :, 0], -80, 80)))
        likely = scores >= MIN_SCORE
        places = _places(raw[likely], self._anchors[likely])
        return [
            _person((places[i] - np.tile((left, top), 6)) / share, float(scores[likely][i]))
            for i in _distinct(places, scores[likely])
        ]


def _anchors() -> NDArray[np.float32]:
    """Centres in pixels of the square, one row an output row."""
    rows = []
    for stride, count in _STRIDES:
        middles = (np.arange(_SIZE // stride) + 0.5) * stride
        y, x = np.meshgrid(middles, middles, indexing="ij")
        rows.append(np.repeat(np.stack([x.ravel(), y.ravel()], 1), count, 0))
    return np.concatenate(rows).astype(np.float32)


def _places(raw: NDArray[np.float32], anchors: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, 12): two corners of the box and four key points (hips, full body's end, shoulders, upper body's
    end), in pixels of the square."""
    half = raw[:, 2:4] / 2
    middle = raw[:, :2] + anchors
    points = raw[:, 4:12] + np.tile(anchors, 4)
    return np.concatenate([middle - half, middle + half, points], 1)


def _distinct(places: NDArray[np.float32], scores: NDArray[np.float32]) -> list[int]:
    """Rows of different people, the surest of each."""
    kept: list[int] = []
    for i in np.argsort(-scores):
        if all(_overlap(places[i], places[k]) < _OVERLAP for k in kept):
            kept.append(int(i))
    return kept


def _overlap(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Intersection over union of two boxes."""
    low, high = np.maximum(a[:2], b[:2]), np.minimum(a[2:4], b[2:4])
    shared = float(np.prod(np.clip(high - low, 0, None)))
    both = float(np.prod(a[2:4] - a[:2]) + np.prod(b[2:4] - b[:2]))
    return shared / (both - shared) if both > shared else 0.0


def _person(row: NDArray[np.float64], score: float) -> Person:
    left, top, right, bottom, hip_x, hip_y, end_x, end_y, shoulder_x, shoulder_y, *_ = row.tolist()
    hips = hip_x, hip_y
    return Person(
        torso=Torso(hips=hips, shoulders=(shoulder_x, shoulder_y)),
        score=score,
        box=(left, top, right, bottom),
        reach=math.dist(hips, (end_x, end_y)),
    )
