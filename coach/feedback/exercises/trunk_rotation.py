"""E25 seated trunk rotation, by world landmarks: good to about 10°, so always an estimate."""

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_RANGE, TRUNK_LEAN
from coach.types import Side

EXERCISE = Exercise(
    id="trunk_rotation",
    view="front",
    views=("front",),
    signals=(Signal(measure="trunk_turn", rest=0.0, target=20, follows_rest=True),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="seated",
    joint="shoulder",
    parts=("shoulder", "hip"),
    turns=True,
    tempo=Tempo(out=2, hold=1, back=2),
    faults=(TRUNK_LEAN,),
    rep_faults=(INCOMPLETE_RANGE,),
    safety=("firm_seat",),
    equipment=("chair",),
)
