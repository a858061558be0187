"""E04 marching on the spot."""

from coach.feedback.exercise import Exercise, FaultRule, Of, Pace, Quantity, RepRule, Signal, Tempo
from coach.types import Side

EXERCISE = Exercise(
    id="march",
    view="front",
    views=("front",),
    signals=(Signal(measure="lift", rest=0.0, target=0.11),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="standing",
    joint="hip",
    parts=("shoulder", "hip", "knee", "ankle"),
    pace=Pace(start=0.25, full=0.5, partial=0.28, end=0.2, end_s=0.05, min_s=0.3, max_s=5, pause_s=0.1),
    reps=20,
    roam=0.3,
    tempo=Tempo(out=0.5, hold=0.1, back=0.5),
    faults=(
        FaultRule(id="trunk_lean", measure="trunk_lean", limit=8, strong=15, margin=5),
        FaultRule(
            id="hip_drop", measure="hip_fall", limit=5, strong=8, margin=4, of=Of.MOVING, from_rest=True
        ),
        FaultRule(id="hip_hike", measure="hip_rise", limit=5, margin=4, of=Of.MOVING, from_rest=True),
    ),
    rep_faults=(
        RepRule(
            id="low_clearance", quantity=Quantity.SIDE_RATIO, limit=0.6, above=False, unit="of other side"
        ),
    ),
    safety=("support_in_reach",),
    equipment=("chair",),
)
