"""E23 standing hip abduction."""

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import HIP_DROP, HIP_HIKE, INCOMPLETE_RANGE, LEAN_AWAY, TOO_FAST
from coach.types import Side

EXERCISE = Exercise(
    id="hip_abduction",
    view="front",
    views=("front",),
    signals=(Signal(measure="hip_abduction", rest=3, target=22),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="standing",
    joint="hip",
    parts=("shoulder", "hip"),
    framed=("ankle",),
    roam=0.5,
    steady=True,
    tempo=Tempo(out=1.5, hold=0.5, back=1.5),
    faults=(LEAN_AWAY, HIP_HIKE, HIP_DROP),
    rep_faults=(INCOMPLETE_RANGE, TOO_FAST),
    safety=("hold_worktop",),
    equipment=("worktop", "band"),
)
