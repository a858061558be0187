"""E27 target stepping: a foot goes to a mark and back."""

from coach.feedback.exercise import Exercise, Pace, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_RANGE, NARROW_BASE
from coach.types import Side

EXERCISE = Exercise(
    id="target_stepping",
    view="front",
    views=("front", "oblique"),
    signals=(Signal(measure="step_away", rest=0.0, target=0.30),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    posture="standing",
    joint="hip",
    parts=("shoulder", "hip", "knee", "ankle"),
    pace=Pace(min_s=0.4, max_s=10),
    roam=0.6,
    steps=True,
    tempo=Tempo(out=1, hold=0.5, back=1),
    faults=(NARROW_BASE,),
    rep_faults=(INCOMPLETE_RANGE,),
    safety=("parallel_bars_advised", "support_in_reach"),
    equipment=("tape",),
)
