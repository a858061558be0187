"""E05 step-up on a step of 10 to 20 cm."""

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_RANGE, KNEE_HYPEREXTENSION, TRUNK_FORWARD
from coach.types import Side

EXERCISE = Exercise(
    id="step_up",
    view="side",
    views=("side", "oblique"),
    signals=(Signal(measure="body_rise", rest=0.0, target=0.11, follows_rest=True),),
    sides=(Side.BOTH,),
    posture="standing",
    joint="knee",
    parts=("shoulder", "hip"),
    roam=0.9,
    framed=("knee", "ankle"),
    tempo=Tempo(out=2, hold=1, back=2),
    faults=(TRUNK_FORWARD, KNEE_HYPEREXTENSION),
    rep_faults=(INCOMPLETE_RANGE,),
    safety=("rail", "non_slip_step", "carer_behind"),
    equipment=("step", "rail"),
    therapist_only=True,
)
