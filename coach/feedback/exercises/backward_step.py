"""E08 backward step and return."""

from coach.feedback.exercise import Exercise, Pace, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_RANGE, STEP_RATIO, TRUNK_FORWARD
from coach.types import Side

EXERCISE = Exercise(
    id="backward_step",
    view="side",
    views=("side",),
    signals=(Signal(measure="step_back", rest=0.0, target=0.25),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="standing",
    joint="hip",
    parts=("shoulder", "hip"),
    pace=Pace(min_s=0.4, max_s=8),
    roam=0.6,
    steps=True,
    framed=("knee", "ankle"),
    tempo=Tempo(out=1, hold=1, back=1),
    faults=(TRUNK_FORWARD,),
    rep_faults=(STEP_RATIO, INCOMPLETE_RANGE),
    safety=("support_both_sides", "carer_behind"),
    therapist_only=True,
)
