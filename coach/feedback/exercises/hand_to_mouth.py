"""E20 hand to mouth."""

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import HEAD_TO_HAND, HIKE_BELOW, INCOMPLETE_RANGE, TRUNK_LEAN, TRUNK_TURN
from coach.types import Side

EXERCISE = Exercise(
    id="hand_to_mouth",
    view="front",
    views=("front", "oblique"),
    signals=(Signal(measure="hand_to_mouth", rest=1.5, target=0.5),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="any",
    joint="elbow",
    parts=("shoulder", "elbow", "wrist", "hip"),
    steady=True,
    tempo=Tempo(out=1.5, hold=0.5, back=1.5),
    faults=(HEAD_TO_HAND, HIKE_BELOW, TRUNK_LEAN, TRUNK_TURN),
    rep_faults=(INCOMPLETE_RANGE,),
    safety=("stop_on_pain",),
    equipment=("cup",),
)
