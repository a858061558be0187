"""E10 single-leg stance: one foot is lifted and held. The side is that of the lifted foot."""

from coach.feedback.exercise import Exercise, Kind, Pace, Signal, Tempo
from coach.feedback.fault_table import HIP_DROP, KNEE_VALGUS, TRUNK_LEAN
from coach.types import Side

EXERCISE = Exercise(
    id="single_leg_stance",
    view="front",
    views=("front",),
    signals=(Signal(measure="foot_lift", rest=0.0, target=0.10, follows_rest=True),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="standing",
    joint="hip",
    parts=("shoulder", "hip", "knee", "ankle"),
    pace=Pace(start=0.4, full=0.8, partial=0.5, end=0.2, min_s=1.0, max_s=300),
    kind=Kind.HOLD,
    hold_s=10,
    reps=3,
    steady=True,
    tempo=Tempo(out=1, hold=10, back=1),
    faults=(HIP_DROP, TRUNK_LEAN, KNEE_VALGUS),
    safety=("support_in_reach",),
    equipment=("chair",),
)
