"""E02 mini squat."""

from coach.feedback.exercise import Exercise, FaultRule, Quantity, RepRule, Signal, Tempo
from coach.types import Side

EXERCISE = Exercise(
    id="mini_squat",
    view="front",
    views=("front", "side"),
    signals=(
        Signal(measure="body_drop", rest=0.0, target=0.075, views=("front", "oblique"), follows_rest=True),
        Signal(measure="knee", rest=12, target=38, views=("side",)),
    ),
    sides=(Side.BOTH,),
    posture="standing",
    joint="knee",
    parts=("shoulder", "hip"),
    framed=("knee", "ankle"),
    planted=True,
    roam=0.2,
    tempo=Tempo(out=2, hold=1, back=2),
    faults=(
        FaultRule(id="knees_in", measure="knee_gap", limit=0.80, strong=0.65, margin=0.15, above=False),
        FaultRule(id="trunk_lean", measure="trunk_lean", limit=8, strong=15, margin=5),
        FaultRule(id="trunk_forward", measure="trunk_forward", limit=45, strong=55, margin=8),
        FaultRule(id="heel_lift", measure="heel_lift", limit=0.10, margin=0.05),
    ),
    rep_faults=(
        RepRule(id="too_fast", quantity=Quantity.DURATION, limit=0.6, above=False, unit="of usual"),
        RepRule(id="too_slow", quantity=Quantity.DURATION, limit=1.8, above=True, unit="of usual"),
        RepRule(id="incomplete_range", quantity=Quantity.PEAK, limit=0.8, above=False, unit="of target"),
    ),
    safety=("hands_on_worktop", "stop_on_pain"),
    equipment=("worktop",),
)
