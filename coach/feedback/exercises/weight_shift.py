"""E11 lateral weight shift: the pelvis goes over one foot, both feet stay."""

from coach.feedback.exercise import Exercise, Pace, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_SHIFT, TRUNK_LEAN
from coach.types import Side

EXERCISE = Exercise(
    id="weight_shift",
    view="front",
    views=("front",),
    signals=(Signal(measure="pelvis_shift", rest=0.0, target=0.27, follows_rest=True),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="standing",
    joint="hip",
    parts=("shoulder", "hip", "knee", "ankle"),
    pace=Pace(start=0.25, partial=0.30),
    planted=True,
    roam=0.15,
    steady=True,
    tempo=Tempo(out=1.5, hold=1, back=1.5),
    faults=(TRUNK_LEAN,),
    rep_faults=(INCOMPLETE_SHIFT,),
    safety=("affected_side_small_first", "pushing_therapist_only"),
    equipment=("balance_board",),
)
