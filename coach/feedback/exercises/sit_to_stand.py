"""E01 sit-to-stand: from the chair to full standing and back."""

from coach.feedback.exercise import Exercise, FaultRule, Quantity, RepRule, Signal, Tempo
from coach.types import Side

EXERCISE = Exercise(
    id="sit_to_stand",
    view="oblique",
    views=("oblique", "front", "side"),
    signals=(Signal(measure="pelvis_height", rest=0.66, target=0.98),),
    sides=(Side.BOTH,),
    posture="seated",
    joint="knee",
    parts=("shoulder", "hip", "knee", "ankle"),
    tempo=Tempo(out=2, hold=0.5, back=2.5),
    faults=(
        FaultRule(id="knees_in", measure="knee_gap", limit=0.80, strong=0.65, margin=0.15, above=False),
        FaultRule(id="trunk_lean", measure="trunk_lean", limit=8, strong=15, margin=5),
    ),
    rep_faults=(
        RepRule(id="plop_down", quantity=Quantity.SINK, limit=0.9, above=True, unit="× standing/s"),
        RepRule(id="incomplete_range", quantity=Quantity.PEAK, limit=0.8, above=False, unit="of target"),
    ),
    safety=("chair_against_wall", "firm_seat", "support_in_reach", "dizzy_first_stand"),
    equipment=("chair",),
)
