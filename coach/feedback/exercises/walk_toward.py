"""E14 walking towards and away from the camera."""

from coach.feedback.exercise import Exercise, Kind, Signal, Tempo
from coach.types import Side

EXERCISE = Exercise(
    id="walk_toward",
    view="front",
    views=("front",),
    signals=(Signal(measure="foot_lift", rest=0.0, target=0.10),),
    sides=(Side.BOTH,),
    posture="any",
    joint="hip",
    parts=("shoulder", "hip", "knee", "ankle"),
    kind=Kind.WALK,
    reps=2,
    roam=99,
    turns=True,
    tempo=Tempo(out=1, hold=0, back=1),
    faults=(),
    safety=("path_clear", "carer_outside_line"),
)
