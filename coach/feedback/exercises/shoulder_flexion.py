"""E16 shoulder flexion: the arm forward and up."""

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import (
    ELBOW_BEND,
    INCOMPLETE_RANGE,
    JERKY,
    TRUNK_BACK,
    TRUNK_TURN,
)
from coach.types import Side

EXERCISE = Exercise(
    id="shoulder_flexion",
    view="side",
    views=("side", "oblique"),
    signals=(Signal(measure="shoulder_flexion", rest=18, target=85),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="any",
    joint="shoulder",
    parts=("shoulder", "elbow", "wrist", "hip"),
    steady=True,
    tempo=Tempo(out=2, hold=0.5, back=2),
    faults=(TRUNK_BACK, ELBOW_BEND, TRUNK_TURN),
    rep_faults=(INCOMPLETE_RANGE, JERKY),
    safety=("stop_on_pain", "painful_shoulder_below_90", "support_subluxed_arm"),
)
