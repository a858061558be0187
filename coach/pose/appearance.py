"""What somebody's torso looks like, to tell two people apart while they are in one picture.

Colours of clothes, not a face and nothing that could name a person; never stored beyond the session.
"""

import math
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

_SMALLEST = 6.0
"""Pixels of torso below which there is nothing to see."""
_FROM, _TO, _HALF_WIDTH = 0.15, 0.8, 0.2
"""The patch in torso lengths: along the line from shoulders to hips, and to both sides of it. Narrow, so
that it lies on the body from the side too."""
_DOWN, _ACROSS = (
    grid.ravel()
    for grid in np.meshgrid(np.linspace(_FROM, _TO, 16), np.linspace(-_HALF_WIDTH, _HALF_WIDTH, 16))
)
"""Where the patch is looked at: 256 places are enough for colours, and cheap in every picture."""


def _softening(count: int) -> NDArray[np.float64]:
    """Makes each bin share with its neighbours, so that a shade's step over a border changes little."""
    soft = np.eye(count) / 2 + (np.eye(count, k=1) + np.eye(count, k=-1)) / 4
    soft[0, 0] = soft[-1, -1] = 3 / 4
    return soft


_SOFT_HUES, _SOFT_LIGHTS = _softening(HUES), _softening(LIGHTS)


def colours_of(rgb: NDArray[np.uint8], torso: Torso) -> Colours | None:
    """Of a torso in pixels of `rgb`; None when it is too small or outside the picture."""
    if torso.length < _SMALLEST:
        return None
    (x, y), (hip_x, hip_y) = torso.shoulders, torso.hips
    down_x, down_y = hip_x - x, hip_y - y
    columns = (x + down_x * _DOWN - down_y * _ACROSS).astype(np.intp)
    rows = (y + down_y * _DOWN + down_x * _ACROSS).astype(np.intp)
    inside = (columns >= 0) & (columns < rgb.shape[1]) & (rows >= 0) & (rows < rgb.shape[0])
    if np.count_nonzero(inside) < len(inside) / 2:
        return None
    return _histogram(rgb[rows[inside], columns[inside]].astype(np.float32))


def _histogram(pixels: NDArray[np.float32]) -> Colours:
    total = pixels.sum(1) + 3  # black has no hue: its shares go to grey
    low, high = _SHARES
    shares = ((pixels[:, :2] + 1) / total[:, None] - low) * (HUES / (high - low))
    red, green = shares.clip(0, HUES - 1).astype(np.intp).T
    hues = np.bincount(red * HUES + green, minlength=HUES * HUES).reshape(HUES, HUES)
    lights = np.bincount((total * (LIGHTS / (3 * 256 + 3))).astype(np.intp), minlength=LIGHTS)
    soft_hues = (_SOFT_HUES @ hues @ _SOFT_HUES).ravel() * ((1 - _LIGHT_WEIGHT) / len(pixels))
    soft_lights = (_SOFT_LIGHTS @ lights) * (_LIGHT_WEIGHT / len(pixels))
    return np.concatenate((soft_hues, soft_lights)).astype(np.float32)


def difference(a: Colours, b: Colours) -> float:
    """0 for the same colours, 1 for none in common (Hellinger distance)."""
    return math.sqrt(max(0.0, 1.0 - float(np.sqrt(a * b).sum())))
