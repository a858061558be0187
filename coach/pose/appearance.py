"""What somebody's torso looks like, to tell two people apart while they are in one picture.

Colours of clothes, not a face and nothing that could name a person; never stored beyond the session.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from coach.pose.body import Torso

Colours: TypeAlias = NDArray[np.float32]
"""A normalised histogram; its entries add up to 1."""

HUES, LIGHTS = 12, 6
"""Bins of the shares of red and of green (each HUES), which shade leaves alone, and of lightness, which tells
white from black but changes with every move: so it has the smaller weight."""
COUNT = HUES * HUES + LIGHTS
_LIGHT_WEIGHT = 0.3
_SHARES = 0.15, 0.60
"""What the shares of red and green of clothes lie between; grey has 1/3 of each."""

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
    return _histogram(rgb[rows[inside], columns[inside]].astype(np.float64))


def _histogram(pixels: NDArray[np.float64]) -> Colours:
    total = pixels.sum(1) + 3  # black has no hue: its shares go to grey
    shares = np.clip((pixels[:, :2] + 1) / total[:, None], *_SHARES)
    hues, *_ = np.histogram2d(shares[:, 0], shares[:, 1], bins=HUES, range=[_SHARES, _SHARES])
    lights, _ = np.histogram(total, bins=LIGHTS, range=(0, 3 * 256 + 3))
    parts = _softened(hues) / len(pixels), _softened(lights) / len(pixels)
    weighted = parts[0].ravel() * (1 - _LIGHT_WEIGHT), parts[1] * _LIGHT_WEIGHT
    return np.concatenate(weighted).astype(np.float32)


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
