"""E18 elbow flexion and extension."""

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import (
    HIKE_BELOW,
    INCOMPLETE_RANGE,
    JERKY,
    TOO_FAST,
    TOO_SLOW,
    TRUNK_BACK,
    TRUNK_LEAN,
    UPPER_ARM_SWING,
)
from coach.types import Side

EXERCISE = Exercise(
    id="elbow_flexion",
    view="side",
    views=("side", "oblique", "front"),
    signals=(Signal(measure="elbow", rest=20, target=100),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="any",
    joint="elbow",
    parts=("shoulder", "elbow", "wrist", "hip"),
    steady=True,
    tempo=Tempo(out=1.5, hold=0.5, back=1.5),
    faults=(UPPER_ARM_SWING, HIKE_BELOW, TRUNK_BACK, TRUNK_LEAN),
    rep_faults=(TOO_FAST, TOO_SLOW, INCOMPLETE_RANGE, JERKY),
    safety=("stop_on_pain",),
    equipment=("cup", "band"),
)
