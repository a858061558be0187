"""E03 heel raise."""

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_RANGE, TRUNK_FORWARD
from coach.types import Side

EXERCISE = Exercise(
    id="heel_raise",
    view="side",
    views=("side", "oblique"),
    signals=(Signal(measure="body_rise", rest=0.0, target=0.05, follows_rest=True),),
    sides=(Side.BOTH,),
    posture="standing",
    joint="ankle",
    parts=("shoulder", "hip"),
    framed=("ankle", "heel"),
    planted=True,
    roam=0.15,
    steady=True,
    tempo=Tempo(out=1, hold=1, back=2),
    faults=(TRUNK_FORWARD,),
    rep_faults=(INCOMPLETE_RANGE,),
    safety=("hands_on_worktop", "stop_on_cramp", "stop_on_rhythmic_bouncing"),
    equipment=("worktop",),
)
