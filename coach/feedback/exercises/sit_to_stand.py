"""E01 sit-to-stand: from the chair to full standing and back."""

from coach.feedback.exercise import Exercise, Signal, Tempo
from coach.feedback.fault_table import (
    ARM_PULL_UP,
    HANDS_USED,
    INCOMPLETE_RANGE,
    KNEES_IN,
    MOMENTUM,
    NO_FORWARD_LEAN,
    PLOP_DOWN,
    TRUNK_LEAN,
    UNEVEN_FEET,
    UNEVEN_WEIGHT,
)
from coach.types import Side

EXERCISE = Exercise(
    id="sit_to_stand",
    view="oblique",
    views=("oblique", "front", "side"),
    signals=(Signal(measure="pelvis_height", rest=0.66, target=0.98),),
    sides=(Side.BOTH,),
    posture="seated",
    rises=True,
    peak_counts=True,
    joint="knee",
    parts=("shoulder", "hip", "knee", "ankle"),
    tempo=Tempo(out=2, hold=0.5, back=2.5),
    faults=(
        KNEES_IN,
        TRUNK_LEAN,
        UNEVEN_WEIGHT,
        UNEVEN_FEET,
        NO_FORWARD_LEAN,
        MOMENTUM,
        HANDS_USED,
        ARM_PULL_UP,
    ),
    rep_faults=(PLOP_DOWN, INCOMPLETE_RANGE),
    safety=("chair_against_wall", "firm_seat", "support_in_reach", "dizzy_on_first_stand"),
    equipment=("chair",),
)
