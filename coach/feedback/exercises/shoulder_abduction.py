"""E17 shoulder abduction: the arm out to the side and up."""

from dataclasses import replace

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import ELBOW_BEND, INCOMPLETE_RANGE, SHOULDER_HIKE, TRUNK_LEAN
from coach.types import Side

EXERCISE = Exercise(
    id="shoulder_abduction",
    view="front",
    views=("front",),
    signals=(Signal(measure="shoulder_abduction", rest=20, target=75),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="any",
    joint="shoulder",
    parts=("shoulder", "elbow", "wrist", "hip"),
    steady=True,
    tempo=Tempo(out=2, hold=0.5, back=2),
    faults=(TRUNK_LEAN, SHOULDER_HIKE, replace(ELBOW_BEND, measure="elbow_front")),
    rep_faults=(INCOMPLETE_RANGE,),
    safety=("stop_on_pain", "painful_shoulder_below_90"),
)
