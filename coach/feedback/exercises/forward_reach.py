"""E12 forward reach in standing: the set begins with the arm level."""

from coach.feedback.exercise import Exercise, Ready, Signal, Tempo
from coach.feedback.fault_table import HEEL_LIFT, TRUNK_TURN
from coach.types import Side

EXERCISE = Exercise(
    id="forward_reach",
    view="side",
    views=("side",),
    signals=(Signal(measure="reach", rest=0.0, target=0.22, follows_rest=True),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="standing",
    ready=Ready(measure="shoulder_flexion", low=60, high=125),
    joint="shoulder",
    parts=("shoulder", "elbow", "wrist", "hip"),
    framed=("knee", "ankle"),
    roam=0.25,
    tempo=Tempo(out=2, hold=1, back=2),
    reps=3,
    faults=(HEEL_LIFT, TRUNK_TURN),
    safety=("wall_in_front", "carer_beside"),
)
