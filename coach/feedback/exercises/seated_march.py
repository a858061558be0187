"""E22 seated march. The thighs point at the camera, so what they rise in the picture is in proportion to
their angle, and 60 % of the other side stays 60 %."""

from dataclasses import replace

from coach.feedback.exercise import Exercise, Pace, Signal, Tempo
from coach.feedback.fault_table import LOW_CLEARANCE, TRUNK_LEAN
from coach.types import Side

EXERCISE = Exercise(
    id="seated_march",
    view="front",
    views=("front",),
    signals=(Signal(measure="lift", rest=0.0, target=0.14),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="seated",
    joint="hip",
    parts=("shoulder", "hip", "knee", "ankle"),
    pace=Pace(start=0.2, full=0.5, partial=0.22, end=0.15, end_s=0.05, min_s=0.3, max_s=5, pause_s=0.1),
    reps=20,
    roam=0.5,
    tempo=Tempo(out=0.5, hold=0.2, back=0.5),
    faults=(TRUNK_LEAN,),
    rep_faults=(replace(LOW_CLEARANCE, limit=0.60),),
    safety=("firm_seat",),
    equipment=("chair",),
)
