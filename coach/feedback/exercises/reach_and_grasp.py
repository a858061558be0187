"""E19 forward reach and grasp, seated. The grasp itself is not seen."""

from dataclasses import replace

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_RANGE, JERKY, TRUNK_REACH, TRUNK_TURN
from coach.types import Side

EXERCISE = Exercise(
    id="reach_and_grasp",
    view="oblique",
    views=("oblique", "side"),
    signals=(Signal(measure="reach", rest=0.0, target=0.42, follows_rest=True),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="seated",
    joint="elbow",
    parts=("shoulder", "elbow", "wrist", "hip"),
    tempo=Tempo(out=1.5, hold=1, back=1.5),
    faults=(replace(TRUNK_REACH, limit=0.20, strong=0.35), TRUNK_TURN),
    rep_faults=(INCOMPLETE_RANGE, JERKY),
    safety=("chair_with_back", "no_hot_drinks"),
    equipment=("chair", "table", "cup"),
)
