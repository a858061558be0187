"""E13 turning on the spot, half a turn or more."""

from coach.feedback.exercise import Exercise, Kind, Pace, Signal, Tempo
from coach.types import Side

EXERCISE = Exercise(
    id="turn",
    view="front",
    views=("front", "oblique", "side"),
    signals=(Signal(measure="turned", rest=0.0, target=180),),
    sides=(Side.BOTH,),
    posture="standing",
    joint="hip",
    parts=("shoulder", "hip"),
    pace=Pace(start=0.15, partial=0.4, full=0.83, end=0.1, min_s=0.8, max_s=30),
    kind=Kind.TURN,
    reps=4,
    roam=1.2,
    turns=True,
    tempo=Tempo(out=3, hold=1, back=1),
    faults=(),
    safety=("stop_on_spinning", "support_in_reach"),
)
