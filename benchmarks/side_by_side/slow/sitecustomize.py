"""Python imports this at its start where this folder is in PYTHONPATH: a pose process then takes
`BENCH_EXTRA_S` seconds longer for every picture."""

import os
import sys
import time

if "coach.pose.serving" in sys.orig_argv:
    from coach.pose.mediapipe import Landmarker

    _find, _extra = Landmarker.find, float(os.environ["BENCH_EXTRA_S"])

    def _slow_find(self, rgb, t):  # type: ignore[no-untyped-def]
        time.sleep(_extra)
        return _find(self, rgb, t)

    Landmarker.find = _slow_find  # type: ignore[method-assign]
