"""E07 side step and return."""

from coach.feedback.exercise import Exercise, FaultRule, Pace, Signal, Tempo
from coach.types import Side

EXERCISE = Exercise(
    id="side_step",
    view="front",
    views=("front",),
    signals=(Signal(measure="step_width", rest=1.1, target=2.2),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    named_by="ankle_travel",
    posture="standing",
    joint="hip",
    parts=("shoulder", "hip", "knee", "ankle"),
    pace=Pace(min_s=0.5, max_s=8, end=0.25),
    roam=0.7,
    tempo=Tempo(out=1, hold=0.5, back=1),
    faults=(
        FaultRule(id="trunk_lean", measure="trunk_lean", limit=8, strong=15, margin=5),
        FaultRule(
            id="narrow_base", measure="step_width", limit=0.4, margin=0.2, above=False, for_s=0.2, share=0.1
        ),
    ),
    safety=("hold_worktop",),
    equipment=("worktop", "band"),
)
