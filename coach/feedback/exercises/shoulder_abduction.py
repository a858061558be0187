"""E17 shoulder abduction: the arm out to the side and up."""

from coach.feedback.exercise import Exercise, FaultRule, Of, Signal, Tempo
from coach.types import Side

EXERCISE = Exercise(
    id="shoulder_abduction",
    view="front",
    views=("front",),
    signals=(Signal(measure="shoulder_abduction", rest=20, target=75),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="any",
    joint="shoulder",
    parts=("shoulder", "elbow", "wrist", "hip"),
    tempo=Tempo(out=2, hold=0.5, back=2),
    faults=(
        FaultRule(id="trunk_lean", measure="trunk_lean", limit=8, strong=15, margin=5),
        FaultRule(
            id="shoulder_hike",
            measure="neck_gap",
            limit=0.06,
            strong=0.10,
            margin=0.04,
            of=Of.MOVING,
            from_rest=True,
        ),
        FaultRule(id="elbow_bend", measure="elbow", limit=30, strong=60, margin=15, of=Of.MOVING),
    ),
    safety=("stop_on_pain",),
)
