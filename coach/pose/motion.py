"""Whether something moves beside the patient: cheap enough for every picture, so that a person who comes
is looked for at once and not at the next turn."""

import numpy as np
from numpy.typing import NDArray

STEP = 16
"""Every 16th pixel both ways: 1,200 of a 640 × 480 picture."""
CHANGE = 24
"""Of 255: more than a webcam's noise."""
SHARE = 0.02
"""Of the looked-at pixels; a person covers five times as many."""


class Motion:
    """Compares each picture with the one before."""

    def __init__(self) -> None:
        self._before: NDArray[np.int16] | None = None

    def beside(self, rgb: NDArray[np.uint8], left: float, right: float) -> bool:
        """Whether much changed outside the columns from `left` to `right` (in pixels of `rgb`)."""
        now = rgb[::STEP, ::STEP, 1].astype(np.int16)
        before, self._before = self._before, now
        if before is None or before.shape != now.shape:
            return False
        changed = np.abs(now - before) > CHANGE
        changed[:, max(0, int(left / STEP)) : max(0, int(right / STEP) + 1)] = False
        return bool(np.count_nonzero(changed) > SHARE * changed.size)
