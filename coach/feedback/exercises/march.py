"""E04 marching on the spot. A lift over half of the target counts."""

from dataclasses import replace

from coach.feedback.exercise import Exercise, Pace, Signal, Tempo
from coach.feedback.fault_table import HIP_DROP, HIP_HIKE, LOW_CLEARANCE, TRUNK_LEAN
from coach.types import Side

EXERCISE = Exercise(
    id="march",
    view="front",
    views=("front",),
    signals=(Signal(measure="lift", rest=0.0, target=0.11),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="standing",
    joint="hip",
    parts=("shoulder", "hip", "knee", "ankle"),
    pace=Pace(start=0.2, full=0.5, partial=0.22, end=0.15, end_s=0.05, min_s=0.3, max_s=5, pause_s=0.1),
    reps=20,
    roam=0.3,
    steady=True,
    tempo=Tempo(out=0.5, hold=0.1, back=0.5),
    faults=(TRUNK_LEAN, HIP_DROP, replace(HIP_HIKE, limit=8)),
    rep_faults=(LOW_CLEARANCE,),
    safety=("support_in_reach",),
    equipment=("chair",),
)
