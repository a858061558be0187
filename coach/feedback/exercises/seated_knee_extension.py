"""E21 seated knee extension."""

from dataclasses import replace

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_RANGE, THIGH_LIFT, TOO_FAST, TRUNK_BACK
from coach.types import Side

EXERCISE = Exercise(
    id="seated_knee_extension",
    view="side",
    views=("side",),
    signals=(Signal(measure="knee", rest=80, target=20),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="seated",
    joint="knee",
    parts=("hip", "knee", "ankle"),
    roam=0.8,
    tempo=Tempo(out=2, hold=2, back=2),
    faults=(replace(TRUNK_BACK, limit=-10), THIGH_LIFT),
    rep_faults=(INCOMPLETE_RANGE, TOO_FAST),
    safety=("firm_seat",),
    equipment=("chair", "band"),
)
