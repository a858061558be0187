"""E18 elbow flexion and extension."""

from coach.feedback.exercise import Exercise, FaultRule, Of, Signal, Tempo
from coach.types import Side

EXERCISE = Exercise(
    id="elbow_flexion",
    view="side",
    views=("side", "oblique", "front"),
    signals=(Signal(measure="elbow", rest=20, target=100),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="any",
    joint="elbow",
    parts=("shoulder", "elbow", "wrist", "hip"),
    tempo=Tempo(out=1.5, hold=0.5, back=1.5),
    faults=(
        FaultRule(
            id="upper_arm_swing", measure="shoulder_flexion", limit=20, margin=8, of=Of.MOVING, from_rest=True
        ),
    ),
    safety=("stop_on_pain",),
    equipment=("cup", "band"),
)
