"""E26 hand open–close, seated close to the camera.

The fingers are followed by MediaPipe's hand landmarks, and whose hand it is by the body's wrists: head,
shoulders and the hand are in the picture, so the camera is about 60 cm to 1.2 m away. The clinic's 30 to
60 cm show the hand alone, and then nobody can say whose it is."""

from coach.feedback.exercise import Exercise, Pace, Signal, Tempo
from coach.feedback.fault_table import FINGERS_UNEVEN, INCOMPLETE_RANGE, SHRINKING, WRIST_DROP
from coach.types import Side

EXERCISE = Exercise(
    id="hand_open_close",
    view="front",
    views=("front", "oblique", "side"),
    signals=(Signal(measure="hand_opening", rest=0.45, target=1.1),),
    sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
    sided=True,
    hands=True,
    posture="any",
    joint="wrist",
    parts=("shoulder",),
    turns=True,
    pace=Pace(min_s=0.4, end=0.25),
    reps=10,
    tempo=Tempo(out=1, hold=0.5, back=1),
    faults=(FINGERS_UNEVEN, WRIST_DROP),
    rep_faults=(INCOMPLETE_RANGE, SHRINKING),
    safety=("stop_on_pain", "spread_slowly"),
    equipment=("table",),
)
