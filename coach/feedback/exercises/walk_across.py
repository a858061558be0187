"""E15 walking across the camera, seen from the side."""

from coach.feedback.exercise import Exercise, Kind, Signal, Tempo
from coach.types import Side

EXERCISE = Exercise(
    id="walk_across",
    view="side",
    views=("side",),
    signals=(Signal(measure="knee", rest=5, target=60),),
    sides=(Side.BOTH,),
    posture="any",
    joint="knee",
    parts=("shoulder", "hip", "knee", "ankle"),
    kind=Kind.WALK,
    reps=2,
    roam=99,
    turns=True,
    tempo=Tempo(out=1, hold=0, back=1),
    faults=(),
    safety=("path_clear", "carer_outside_line"),
)
