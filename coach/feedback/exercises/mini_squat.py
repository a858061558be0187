"""E02 mini squat: from the side by the knee, from the front by how far the body sinks."""

from dataclasses import replace

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import (
    HEEL_LIFT,
    INCOMPLETE_RANGE,
    KNEE_HYPEREXTENSION,
    KNEES_IN,
    STOOPED_SQUAT,
    TOO_FAST,
    TOO_SLOW,
    TRUNK_LEAN,
    UNEVEN_WEIGHT,
)
from coach.types import Side

EXERCISE = Exercise(
    id="mini_squat",
    view="front",
    views=("front", "side"),
    signals=(
        Signal(measure="body_drop", rest=0.0, target=0.075, views=("front", "oblique"), follows_rest=True),
        Signal(measure="knee", rest=12, target=38, views=("side",)),
    ),
    sides=(Side.BOTH,),
    posture="standing",
    joint="knee",
    parts=("shoulder", "hip"),
    framed=("knee", "ankle"),
    planted=True,
    sinks=True,
    roam=0.3,
    steady=True,
    tempo=Tempo(out=2, hold=1, back=2),
    faults=(
        KNEES_IN,
        TRUNK_LEAN,
        STOOPED_SQUAT,
        replace(HEEL_LIFT, limit=0.18),
        UNEVEN_WEIGHT,
        KNEE_HYPEREXTENSION,
    ),
    rep_faults=(TOO_FAST, TOO_SLOW, INCOMPLETE_RANGE),
    safety=("hands_on_worktop", "stop_on_pain"),
    equipment=("worktop",),
)
