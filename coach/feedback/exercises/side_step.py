"""E07 side step and return."""

from coach.feedback.exercise import Exercise, Pace, Ready, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_STEP, NARROW_BASE, SHORT_SIDE_STEP, TRUNK_LEAN
from coach.types import Side

EXERCISE = Exercise(
    id="side_step",
    view="front",
    views=("front",),
    signals=(Signal(measure="step_width", rest=1.1, target=2.2, follows_rest=True),),
    ready=Ready(measure="step_width", low=0.3, high=1.65),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    named_by="ankle_travel",
    posture="standing",
    joint="hip",
    parts=("shoulder", "hip", "knee", "ankle"),
    pace=Pace(min_s=0.4, max_s=8, end=0.25, partial=0.33),
    roam=0.7,
    steps=True,
    tempo=Tempo(out=1, hold=0.5, back=1),
    faults=(TRUNK_LEAN, NARROW_BASE),
    rep_faults=(SHORT_SIDE_STEP, INCOMPLETE_STEP),
    safety=("hold_worktop",),
    equipment=("worktop", "band"),
)
