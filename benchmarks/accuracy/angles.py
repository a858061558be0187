"""Joint angles at the view that can measure them, against the rendered person's true angles."""

from collections.abc import Sequence
from statistics import fmean

import numpy as np

from benchmarks.accuracy.cases import SynthClip
from benchmarks.accuracy.counting import PosesOf
from benchmarks.accuracy.judged import judge
from benchmarks.accuracy.table import Miss, Row, mean_row
from coach.feedback.exercises import CATALOG
from coach.types import Quality, Side

ON = "synth clips, measured"
LEAST = 15
"""Measured pictures of a clip, one second: fewer are a moment of a wrong view."""

TRUE_ANGLE = {
    "elbow_flexion": "elbow",
    "shoulder_abduction": "shoulder",
    "shoulder_flexion": "shoulder",
    "seated_knee_extension": "knee",
    "hip_abduction": "hip_abd",
    "mini_squat": "knee",
}


def angles(clips: Sequence[SynthClip], poses: PosesOf) -> tuple[list[Row], list[Miss]]:
    """Only what the program itself calls measured, in degrees; one figure a clip, for the pictures of one
    clip err alike."""
    errors: dict[str, list[list[float]]] = {}
    for clip in clips:
        joint = TRUE_ANGLE.get(clip.judged_as or "")
        found = _errors(clip, joint, poses) if joint is not None and clip.judged_as in CATALOG else []
        if joint is not None and len(found) >= LEAST:
            errors.setdefault(joint, []).append(found)
    every = [clip for joint in errors.values() for clip in joint]
    rows = [
        mean_row("angle error, mean absolute", ON, _sizes(every), goal=5.5, unit="°"),
        mean_row("angle bias", ON, [fmean(clip) for clip in every], goal=3.0, unit="°"),
    ]
    for joint, own in sorted(errors.items()):
        rows.append(mean_row(f"angle error: {joint}", ON, _sizes(own), goal=5.5, unit="°"))
        rows.append(mean_row(f"angle bias: {joint}", ON, [fmean(clip) for clip in own], goal=3.0, unit="°"))
    return rows, []


def _sizes(clips: Sequence[Sequence[float]]) -> list[float]:
    return [fmean(abs(e) for e in clip) for clip in clips]


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
