"""E24 bridge, lying on the back. Pose models are weak on lying people: always an estimate."""

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_RANGE
from coach.types import Side

EXERCISE = Exercise(
    id="bridge",
    view="side",
    views=("side",),
    signals=(Signal(measure="hip_lying", rest=55, target=20),),
    sides=(Side.BOTH,),
    posture="lying",
    joint="hip",
    parts=("shoulder", "hip", "knee"),
    tempo=Tempo(out=2, hold=2, back=2),
    faults=(),
    rep_faults=(INCOMPLETE_RANGE,),
    safety=("clear_way_to_floor", "on_the_bed_if_unsure"),
    equipment=("mat",),
)
