"""Joint angles at the view that can measure them, against the rendered person's true angles."""

from collections.abc import Sequence

import numpy as np

from benchmarks.accuracy.cases import SynthClip
from benchmarks.accuracy.counting import PosesOf
from benchmarks.accuracy.judged import judge
from benchmarks.accuracy.table import Miss, Row, mean_row
from coach.feedback.exercises import CATALOG
from coach.types import Quality, Side

TRUE_ANGLE = {
    "elbow_flexion": "elbow",
    "shoulder_abduction": "shoulder",
    "shoulder_flexion": "shoulder",
    "seated_knee_extension": "knee",
    "hip_abduction": "hip_abd",
    "mini_squat": "knee",
}


def angles(clips: Sequence[SynthClip], poses: PosesOf) -> tuple[list[Row], list[Miss]]:
    """Only what the program itself calls measured, in degrees."""
    errors: dict[str, list[float]] = {}
    for clip in clips:
        joint = TRUE_ANGLE.get(clip.judged_as or "")
        if joint is not None and clip.judged_as in CATALOG:
            errors.setdefault(joint, []).extend(_errors(clip, joint, poses))
    flat = [e for joint in errors.values() for e in joint]
    rows = [
        mean_row("angle error, mean absolute", "synth, measured", [abs(e) for e in flat], goal=5.5, unit="°"),
        mean_row("angle bias", "synth, measured", flat, goal=3.0, unit="°"),
    ]
    rows += [
        mean_row(f"angle error: {joint}", "synth, measured", [abs(e) for e in own], goal=5.5, unit="°")
        for joint, own in sorted(errors.items())
        if own
    ]
    return rows, []


def _errors(clip: SynthClip, joint: str, poses: PosesOf) -> list[float]:
    assert clip.judged_as is not None
    readings = judge(poses(clip), CATALOG[clip.judged_as]).readings
    times = clip.array("t")
    truth = {side: clip.array(f"ang_{joint}{side.value[0].upper()}") for side in (Side.LEFT, Side.RIGHT)}
    truth[Side.BOTH] = (truth[Side.LEFT] + truth[Side.RIGHT]) / 2
    return [
        reading.value - float(np.interp(reading.t, times, truth[reading.side]))
        for reading in readings
        if reading.unit == "°" and reading.quality is Quality.MEASURED
    ]
