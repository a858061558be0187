"""A shaded hand of capsules, drawn over a picture: enough for the hand landmarker to take it for one."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.feedback.stick_hand import points

SKIN = np.array((224, 172, 140), np.float32)
PALM_M = 0.095
THUMB = ((1, 2, 0.0155, 0.0135), (2, 3, 0.0135, 0.0115), (3, 4, 0.0115, 0.0095))
FINGER, LITTLE = (0.0105, 0.0095, 0.0085, 0.0072), (0.009, 0.0082, 0.0074, 0.0062)

Spot = NDArray[np.float64]
Limb = tuple[Spot, Spot, float, float]
"""From, to, and the radius at each end in metres."""


def draw(rgb: NDArray[np.uint8], wrist: tuple[float, float], palm_px: float, curls: Sequence[float]) -> None:
    """Draws a left hand, palm to the camera, fingers up, its wrist at these pixels, into the picture."""
    scale = palm_px / PALM_M
    spots = [np.array((wrist[0] - x * scale, wrist[1] - y * scale, z * scale)) for x, y, z in points(curls)]
    depth = np.full(rgb.shape[:2], -np.inf, np.float32)
    for start, end, a, b in _limbs(spots, scale):
        _capsule(rgb, depth, start, end, a * scale, b * scale)


def _limbs(p: list[Spot], scale: float) -> list[Limb]:
    down = np.array((0.0, 0.13 * scale, 0.0))
    palm: list[Limb] = [(p[0] + (p[i] - p[0]) * (0.35, 0, 0), p[i], 0.017, 0.0125) for i in (5, 9, 13, 17)]
    palm += [(p[5], p[17], 0.012, 0.012), ((p[0] + p[5]) / 2, (p[0] + p[17]) / 2, 0.022, 0.022)]
    palm += [(p[0], p[1], 0.020, 0.017), (p[0] + down, p[0], 0.028, 0.026)]
    fingers: list[Limb] = [(p[a], p[b], ra, rb) for a, b, ra, rb in THUMB]
    for base in (5, 9, 13, 17):
        radii = LITTLE if base == 17 else FINGER
        fingers += [(p[base + j], p[base + j + 1], radii[j], radii[j + 1]) for j in range(3)]
    return palm + fingers


def _capsule(
    rgb: NDArray[np.uint8], depth: NDArray[np.float32], start: Spot, end: Spot, a: float, b: float
) -> None:
    """Lit from above in front; what is nearer hides what is behind."""
    wide = math.ceil(max(a, b)) + 1
    left, top = (max(0, int(min(start[i], end[i])) - wide) for i in (0, 1))
    right, bottom = (int(max(start[i], end[i])) + wide for i in (0, 1))
    box = slice(top, max(top, bottom)), slice(left, max(left, right))
    rows, columns = depth[box].shape
    y, x = np.mgrid[top : top + rows, left : left + columns].astype(np.float32)
    way = end - start
    along = np.clip(
        ((x - start[0]) * way[0] + (y - start[1]) * way[1]) / max(way[0] ** 2 + way[1] ** 2, 1e-6), 0, 1
    )
    radius = a + (b - a) * along
    dx, dy = (x - start[0] - along * way[0]) / radius, (y - start[1] - along * way[1]) / radius
    off = dx**2 + dy**2
    up = np.sqrt(np.clip(1 - off, 0, 1))
    height = start[2] + along * way[2] + radius * up
    seen = (off < 1) & (height > depth[box])
    light = np.clip(0.42 + 0.55 * up - 0.12 * dx - 0.2 * dy, 0.15, 1.1) * np.where(off > 0.88, 0.8, 1.0)
    rgb[box][seen] = np.clip(SKIN * light[..., None], 0, 255)[seen].astype(np.uint8)
    depth[box][seen] = height[seen]
