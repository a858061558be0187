"""E06 forward step and return."""

from coach.feedback.exercise import Exercise, Pace, Signal, Tempo
from coach.feedback.fault_table import (
    INCOMPLETE_STEP,
    KNEE_HYPEREXTENSION,
    SHORT_STEP,
    STEP_RATIO,
    TRUNK_FORWARD,
)
from coach.types import Side

EXERCISE = Exercise(
    id="forward_step",
    view="side",
    views=("side",),
    signals=(Signal(measure="step_forward", rest=0.0, target=0.35),),
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
    faults=(TRUNK_FORWARD, KNEE_HYPEREXTENSION),
    rep_faults=(STEP_RATIO, SHORT_STEP, INCOMPLETE_STEP),
    safety=("clear_two_metres", "support_beside"),
)
