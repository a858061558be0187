"""The fault catalogue of clinical.md A.3: one rule each, with its floor and margin. An exercise lists the
ones that its view allows and changes a number with `dataclasses.replace` where A.4 says so. The floors are
engineering judgement unless clinical.md names a source; a patient's baseline moves them.

Not here: F22–F26 (walking: `gait_faults`), F27 (`freezing`), F28, F29, F34 (`safety`), F32 (not measurable
with pose)."""

from dataclasses import replace

from coach.feedback.exercise import FaultRule, Of, Quantity, RepRule
from coach.types import Level, Phase

AT_TARGET = (Phase.PEAK, Phase.HOLD)

# ---- knees and feet
KNEES_IN = FaultRule(
    id="knees_in",
    measure="knee_gap",
    limit=0.80,
    strong=0.65,
    margin=0.15,
    above=False,
    start_is_baseline=True,
)
KNEE_VALGUS = FaultRule(
    id="knee_valgus", measure="knee_inward", limit=10, strong=15, margin=8, of=Of.RESTING, from_rest=True
)
HEEL_LIFT = FaultRule(id="heel_lift", measure="heel_lift", limit=0.10, margin=0.05)
KNEE_HYPEREXTENSION = FaultRule(
    id="knee_hyperextension", measure="knee_back", limit=8, strong=15, margin=5, share=0.1, for_s=0.2
)
UNEVEN_FEET = FaultRule(
    id="uneven_feet",
    measure="feet_uneven",
    limit=0.30,
    margin=0.15,
    phases=(Phase.OUT,),
    lead_s=0.5,
    measured_only=True,
    level=Level.NOTE,
)
NARROW_BASE = FaultRule(
    id="narrow_base", measure="step_width", limit=0.4, margin=0.2, above=False, for_s=0.2, share=0.1
)
CIRCUMDUCTION = FaultRule(
    id="circumduction", measure="foot_aside", limit=0.08, strong=0.12, margin=0.04, of=Of.MOVING
)
"""Of a swing in walking (`gait_posture`): there the foot's own straight way is the measure's zero."""
# ---- trunk, pelvis, head
TRUNK_LEAN = FaultRule(id="trunk_lean", measure="trunk_lean", limit=8, strong=15, margin=5)
TRUNK_FORWARD = FaultRule(id="trunk_forward", measure="trunk_forward", limit=15, strong=25, margin=8)
TRUNK_BACK = FaultRule(
    id="trunk_back", measure="trunk_slant", limit=-8, margin=5, above=False, from_rest=True
)
THIGH_LIFT = FaultRule(
    id="thigh_lift", measure="hip", limit=15, margin=8, of=Of.MOVING, from_rest=True, measured_only=True
)
"""E21: the hip bends further while the knee straightens."""
HEAD_FORWARD = FaultRule(id="head_forward", measure="head_forward", limit=35, margin=10, share=0.5)
TRUNK_REACH = FaultRule(id="trunk_reach", measure="chest_forward", limit=0.10, strong=0.20, margin=0.05)
TRUNK_TURN = FaultRule(id="trunk_turn", measure="trunk_twist", limit=15, margin=8)
UNEVEN_WEIGHT = FaultRule(id="uneven_weight", measure="uneven_weight", limit=0.12, strong=0.25, margin=0.08)
HIP_DROP = FaultRule(id="hip_drop", measure="hip_drop", limit=5, strong=8, margin=4, of=Of.MOVING)
HIP_HIKE = FaultRule(id="hip_hike", measure="hip_rise", limit=5, margin=4, of=Of.MOVING)
HEAD_TO_HAND = FaultRule(id="head_to_hand", measure="head_travel", limit=0.15, margin=0.08)
# ---- arms
SHOULDER_HIKE = FaultRule(
    id="shoulder_hike",
    measure="neck_gap",
    limit=0.035,
    strong=0.07,
    margin=0.03,
    of=Of.MOVING,
    from_rest=True,
)
"""Of the floor of 0.06: beside a lifted arm the model shows about three quarters of a true rise."""
HIKE_BELOW = replace(SHOULDER_HIKE, limit=0.06, strong=0.10)
"""While the upper arm hangs the model shows all of it."""
ELBOW_BEND = FaultRule(
    id="elbow_bend", measure="elbow", limit=30, strong=60, margin=15, of=Of.MOVING, phases=AT_TARGET
)
UPPER_ARM_SWING = FaultRule(
    id="upper_arm_swing", measure="shoulder_flexion", limit=20, margin=8, of=Of.MOVING, from_rest=True
)
ARM_PULL_UP = FaultRule(
    id="arm_pull_up", measure="elbow_space", limit=25, margin=15, from_rest=True, level=Level.NOTE
)
HANDS_USED = FaultRule(
    id="hands_used", measure="hand_behind", limit=0.6, margin=0.2, phases=(Phase.OUT,), lead_s=1.0
)
"""A.3: both wrists near the seat. A leaning person's free hands hang or are crossed in front: under 0.4."""
# ---- hand, E26; not in A.3
FINGERS_UNEVEN = FaultRule(
    id="fingers_uneven",
    measure="fingers_apart",
    limit=0.6,
    margin=0.15,
    of=Of.MOVING,
    phases=AT_TARGET,
    level=Level.NOTE,
)
"""Of straight fingers the little one reaches 0.35 palm lengths less far than the middle one."""
WRIST_DROP = FaultRule(
    id="wrist_drop",
    measure="wrist_bend",
    limit=40,
    margin=15,
    of=Of.MOVING,
    phases=AT_TARGET,
    level=Level.NOTE,
)
"""Experimental: the picture does not tell bent down from bent back."""
SHRINKING = RepRule(
    id="shrinking", quantity=Quantity.SHRINKING, limit=0.8, above=False, unit="of first", level=Level.NOTE
)
"""Amplitude decrement over ten repetitions of more than 20 %: E26, for Parkinson's."""
# ---- sit-to-stand
NO_FORWARD_LEAN = FaultRule(
    id="no_forward_lean",
    measure="trunk_forward",
    limit=20,
    margin=5,
    above=False,
    phases=(Phase.OUT,),
    lead_s=1.0,
    share=0.95,
)
MOMENTUM = FaultRule(
    id="momentum",
    measure="trunk_forward",
    measured_only=True,
    limit=120,
    margin=40,
    phases=(Phase.OUT,),
    lead_s=1.0,
    rate=True,
    for_s=0.15,
    share=0.1,
    swings=2,
    swing=8,
)
"""Peak speed of the trunk before and while leaving the seat, degrees a second; or rocking to and fro before
it, which is seen at 45° too."""
PLOP_DOWN = RepRule(id="plop_down", quantity=Quantity.SINK, limit=0.9, above=True, unit="× standing/s")
# ---- the whole repetition
TOO_FAST = RepRule(id="too_fast", quantity=Quantity.DURATION, limit=0.6, above=False, unit="of usual")
TOO_SLOW = RepRule(id="too_slow", quantity=Quantity.DURATION, limit=1.8, above=True, unit="of usual")
INCOMPLETE_RANGE = RepRule(
    id="incomplete_range", quantity=Quantity.PEAK, limit=0.8, above=False, unit="of target"
)
LOW_CLEARANCE = RepRule(
    id="low_clearance",
    quantity=Quantity.SIDE_RATIO,
    limit=0.45,
    above=False,
    unit="of other side",
    unless=("hip_drop",),
)
"""A.3 says 60 % of the other side's angle: seen from the front that is 45 % of its lift, because a leg goes
towards the camera first. A hip that drops takes its leg down with it: then that is the fault."""
STEP_RATIO = RepRule(
    id="step_length_asymmetry", quantity=Quantity.SIDES_APART, limit=0.8, above=False, unit="of other side"
)
"""Over the last three of each side: A.3 F23 asks for six steps."""
SHORT_STEP = RepRule(id="short_steps", quantity=Quantity.FURTHEST, limit=0.40, above=False, unit="× leg")
"""A single step and back: E06's target is 0.4 to 0.6 legs. Of a walk: `gait_faults`."""
SHORT_SIDE_STEP = RepRule(
    id="short_steps", quantity=Quantity.STEP, limit=0.5, above=False, unit="of usual step"
)
"""A.3 has no floor in lengths for steps aside."""
INCOMPLETE_STEP = replace(INCOMPLETE_RANGE, unless=("short_steps",))
"""One word for each step."""
INCOMPLETE_SHIFT = replace(INCOMPLETE_RANGE, unless=("trunk_lean",))
"""E11: who leans the trunk instead of moving the pelvis is told that."""
JERKY = RepRule(
    id="jerky", quantity=Quantity.REVERSALS, limit=3, above=True, unit="reversals", level=Level.NOTE
)

LEAN_AWAY = replace(TRUNK_LEAN, limit=10)
"""Hip abduction allows a little more lean: E23."""
STOOPED_SQUAT = replace(TRUNK_FORWARD, limit=45, strong=55)
"""A squat leans forward by itself: E02."""
