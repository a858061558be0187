"""What somebody's torso looks like, to tell two people apart while they are in one picture.

Colours of clothes, not a face and nothing that could name a person; never stored beyond the session.
"""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.pose.body import Torso

Colours: TypeAlias = NDArray[np.float32]
"""A normalised histogram; its entries add up to 1."""

BINS = (4, 8, 8)
"""Of lightness, green–red and blue–yellow (CIE Lab): coarse in lightness, which changes with every move."""

_GREY, _VIVID = 128, 64
"""The colourless middle of Lab's two colour axes, and how far from it a clothes' colour lies at most."""
_SIDE = 24
"""The patch is brought to so many pixels a side: enough for colours, and cheap."""
_SMALLEST = 6.0
"""Pixels of torso below which there is nothing to see."""
_FROM, _TO, _HALF_WIDTH = 0.15, 0.8, 0.2
"""The patch in torso lengths: along the line from shoulders to hips, and to both sides of it. Narrow, so
that it lies on the body from the side too."""


def colours_of(rgb: NDArray[np.uint8], torso: Torso) -> Colours | None:
    """Of a torso in pixels of `rgb`; None when it is too small or outside the picture."""
    if torso.length < _SMALLEST:
        return None
    shoulders, hips = np.array(torso.shoulders), np.array(torso.hips)
    along = hips - shoulders
    across = np.array((-along[1], along[0]))
    middles = shoulders + along * np.linspace(_FROM, _TO, _SIDE)[:, None]
    grid = middles[:, None] + across * np.linspace(-_HALF_WIDTH, _HALF_WIDTH, _SIDE)[None, :, None]
    columns, rows = np.round(grid).astype(int).reshape(-1, 2).T
    inside = (columns >= 0) & (columns < rgb.shape[1]) & (rows >= 0) & (rows < rgb.shape[0])
    if inside.mean() < 0.5:
        return None
    pixels = rgb[rows[inside], columns[inside]].reshape(-1, 1, 3)
    lab = cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB)
    lab[..., 1:] = np.clip(lab[..., 1:], _GREY - _VIVID, _GREY + _VIVID - 1)
    ranges = [0, 256, *(_GREY - _VIVID, _GREY + _VIVID) * 2]
    soft = _softened(cv2.calcHist([lab], [0, 1, 2], None, BINS, ranges))
    return np.asarray((soft / soft.sum()).ravel(), np.float32)


def _softened(counts: NDArray[np.floating]) -> NDArray[np.floating]:
    """Each bin shares with its neighbours, so that a shade's step over a border changes little."""
    for axis in range(counts.ndim):
        padded = np.pad(counts, [(1, 1) if a == axis else (0, 0) for a in range(counts.ndim)], mode="edge")
        low, middle, high = (np.take(padded, np.arange(counts.shape[axis]) + i, axis) for i in range(3))
        counts = (low + 2 * middle + high) / 4
    return counts


def difference(a: Colours, b: Colours) -> float:
    """0 for the same colours, 1 for none in common (Hellinger distance)."""
    return float(np.sqrt(max(0.0, 1.0 - float(np.sqrt(a * b).sum()))))
