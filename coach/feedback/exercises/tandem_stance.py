"""E09 semi-tandem and tandem stance: one foot before the other, held. The therapist confirms the feet."""

from coach.feedback.exercise import Exercise, Kind, Pace, Signal, Tempo
from coach.feedback.fault_table import TRUNK_LEAN
from coach.types import Side

EXERCISE = Exercise(
    id="tandem_stance",
    view="front",
    views=("front",),
    signals=(Signal(measure="step_width", rest=1.1, target=0.30),),
    sides=(Side.BOTH,),
    posture="standing",
    joint="ankle",
    parts=("shoulder", "hip", "knee", "ankle"),
    pace=Pace(start=0.5, full=0.8, partial=0.6, end=0.2, min_s=1.0, max_s=300),
    kind=Kind.HOLD,
    hold_s=10,
    reps=3,
    roam=0.6,
    steady=True,
    tempo=Tempo(out=1, hold=10, back=1),
    faults=(TRUNK_LEAN,),
    safety=("corner_of_room", "chair_in_front", "helper_ready"),
    equipment=("chair",),
)
