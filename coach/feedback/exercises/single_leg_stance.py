"""E10 single-leg stance: one foot is lifted and held. The side is that of the lifted foot."""

from coach.feedback.exercise import Exercise, FaultRule, Of, Pace, Signal, Tempo
from coach.types import Side

EXERCISE = Exercise(
    id="single_leg_stance",
    view="front",
    views=("front",),
    signals=(Signal(measure="foot_lift", rest=0.0, target=0.10),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="standing",
    joint="hip",
    parts=("shoulder", "hip", "knee", "ankle"),
    pace=Pace(start=0.4, full=0.8, partial=0.5, end=0.2, min_s=1.0, max_s=300),
    hold=True,
    hold_s=10,
    reps=3,
    tempo=Tempo(out=1, hold=10, back=1),
    faults=(
        FaultRule(
            id="hip_drop", measure="hip_fall", limit=5, strong=8, margin=4, of=Of.MOVING, from_rest=True
        ),
        FaultRule(id="trunk_lean", measure="trunk_lean", limit=8, strong=15, margin=5),
        FaultRule(
            id="knee_valgus",
            measure="knee_inward",
            limit=10,
            strong=15,
            margin=8,
            of=Of.RESTING,
            from_rest=True,
        ),
    ),
    safety=("support_in_reach",),
    equipment=("chair",),
)
