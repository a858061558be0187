"""E28 cross-reach: the hand goes past the opposite shoulder."""

from dataclasses import replace

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_RANGE, TRUNK_LEAN
from coach.types import Side

EXERCISE = Exercise(
    id="cross_reach",
    view="front",
    views=("front",),
    signals=(Signal(measure="cross_reach", rest=-1.3, target=0.5),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="any",
    joint="shoulder",
    parts=("shoulder", "elbow", "wrist", "hip"),
    tempo=Tempo(out=1.5, hold=0.5, back=1.5),
    faults=(replace(TRUNK_LEAN, limit=20, strong=30),),
    rep_faults=(INCOMPLETE_RANGE,),
    safety=("support_in_reach",),
)
