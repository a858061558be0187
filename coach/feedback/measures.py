"""The table of what can be measured: name → formula, unit, needed landmarks, needed view."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from coach.feedback.formulas import arms, general, hands, legs, trunk
from coach.feedback.hand import HandShape
from coach.feedback.scene import Scene
from coach.types import Quality, Side

Formula = Callable[[Scene, Side], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The view in which a formula is a measurement: |yaw| between two angles; clinical.md A.1. Five
    degrees wider than there, because that is the error of the yaw itself."""

    low: float
    high: float

    def holds(self, yaw_deg: float) -> bool:
        return self.low <= abs(yaw_deg) <= self.high


ANY = Gate(low=0, high=180)
FRONT = Gate(low=0, high=15)
"""Elevation and lean: |ψ| ≤ 10°."""
FACING = Gate(low=0, high=50)
KNEE_FRONT = Gate(low=0, high=10)
"""FPPA: |ψ| ≤ 5°."""
SIDE = Gate(low=65, high=115)
"""|ψ − 90°| ≤ 20°."""
SLANTED = Gate(low=30, high=115)
"""45° and side."""
NEARLY_FRONT, NOT_FRONT = Gate(low=0, high=24), Gate(low=16, high=124)
"""All that `view` calls by these names: what is counted there must never silently stop."""
NOT_BACK = Gate(low=0, high=115)
NEVER = Gate(low=181, high=181)
"""By world landmarks alone: always an estimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`formula` holds inside the gate; outside, `estimate` if there is one, else nothing is said."""

    unit: str
    formula: Formula
    gate: Gate
    parts: tuple[str, ...]
    """Landmarks without their side; `nose` and `mouth` have none."""
    span: float
    """Usual excursion, for smoothing."""
    hand: bool = False
    """Read off the hand's own landmarks."""
    pair: bool = False
    """Needs the parts of both sides, whichever side is asked for."""
    estimate: Formula | None = None
    loose: Gate = ANY
    """Where the estimate holds."""
    by: str | None = None
    """The one of `Lengths` that the value is divided by, where the signal of a repetition may use it."""
    away: Formula | None = None
    """Of a value that compares both sides: how far this one is from its own place, in the same unit."""

    def value(self, scene: Scene, side: Side) -> tuple[float, Quality] | None:
        """The value and how far to trust it; None where the view or a hidden part forbids it."""
        formula, inside = self._formula(scene.facing_deg)
        if formula is None or scene.body.missing(self.landmarks(scene, side)) or self._no_hand(scene, side):
            return None
        inside = inside and all(hand.clear for hand in self._hands(scene, side))
        return formula(scene, side), Quality.MEASURED if inside else Quality.ESTIMATE

    def guess(self, scene: Scene, side: Side) -> tuple[float, Quality] | None:
        """Like `value`, and an estimate where a part is in the picture but hidden."""
        formula, _ = self._formula(scene.facing_deg)
        if formula is None or scene.body.outside(self.landmarks(scene, side)) or self._no_hand(scene, side):
            return None
        return self.value(scene, side) or (formula(scene, side), Quality.ESTIMATE)

    def _no_hand(self, scene: Scene, side: Side) -> bool:
        return self.hand and not self._hands(scene, side)

    def _hands(self, scene: Scene, side: Side) -> tuple[HandShape, ...]:
        """Those that it looks at."""
        found = scene.body.hands
        return tuple(found[s] for s in found if self.hand and side in (s, Side.BOTH))

    def _formula(self, yaw_deg: float) -> tuple[Formula | None, bool]:
        if self.gate.holds(yaw_deg):
            return self.formula, True
        return self.estimate if self.loose.holds(yaw_deg) else None, False

    def landmarks(self, scene: Scene, side: Side) -> tuple[str, ...]:
        sides = (Side.LEFT, Side.RIGHT) if self.pair else scene.sides(side)
        return _names(self.parts, sides)


@cache
def _names(parts: tuple[str, ...], sides: tuple[Side, ...]) -> tuple[str, ...]:
    return tuple(name for part in parts for name in _named(part, sides))


def _named(part: str, sides: tuple[Side, ...]) -> tuple[str, ...]:
    if part == "nose":
        return ("nose",)
    if part == "mouth":
        return tuple(f"mouth_{s}" for s in sides)
    return tuple(f"{s}_{part}" for s in sides)


LEG = ("hip", "knee", "ankle")
ARM = ("shoulder", "elbow", "wrist")
TRUNK = ("shoulder", "hip")
THIGH = ("shoulder", "hip", "knee")
UPPER_ARM = ("shoulder", "elbow", "hip")

_TRUNK = {
    "pelvis_height": Measure(
        unit="× standing",
        formula=trunk.pelvis_height,
        by="stand",
        gate=ANY,
        parts=("hip", "ankle"),
        span=0.25,
    ),
    "body_drop": Measure(unit="× leg", formula=trunk.body_drop, by="leg", gate=ANY, parts=TRUNK, span=0.12),
    "body_rise": Measure(unit="× leg", formula=trunk.body_rise, by="leg", gate=ANY, parts=TRUNK, span=0.1),
    "trunk_lean": Measure(unit="°", formula=trunk.trunk_lean, gate=FRONT, parts=TRUNK, pair=True, span=15),
    "trunk_forward": Measure(
        unit="°",
        formula=trunk.trunk_forward,
        estimate=trunk.trunk_forward_world,
        loose=SLANTED,
        gate=SIDE,
        parts=TRUNK,
        span=30,
    ),
    "trunk_slant": Measure(unit="°", formula=trunk.trunk_forward, gate=SLANTED, parts=TRUNK, span=30),
    "chest_forward": Measure(
        unit="× arm", formula=trunk.chest_forward, gate=SLANTED, parts=("shoulder",), span=0.3
    ),
    "hip_rise": Measure(unit="°", formula=trunk.hip_rise, gate=FRONT, parts=TRUNK, pair=True, span=10),
    "hip_drop": Measure(unit="°", formula=trunk.hip_drop, gate=FRONT, parts=TRUNK, pair=True, span=10),
    "pelvis_shift": Measure(
        unit="× stance",
        formula=trunk.pelvis_shift,
        estimate=trunk.pelvis_shift,
        loose=NEARLY_FRONT,
        gate=FRONT,
        parts=("hip", "ankle"),
        pair=True,
        span=0.3,
    ),
    "uneven_weight": Measure(
        unit="× stance", formula=trunk.uneven_weight, gate=FRONT, parts=("hip", "ankle"), pair=True, span=0.3
    ),
    "trunk_turn": Measure(
        unit="°",
        formula=trunk.trunk_turn,
        estimate=trunk.trunk_turn,
        gate=NEVER,
        parts=("shoulder",),
        pair=True,
        span=30,
    ),
    "turned": Measure(unit="°", formula=trunk.turned, gate=ANY, parts=TRUNK, span=180),
    "trunk_twist": Measure(
        unit="°",
        formula=trunk.trunk_twist,
        estimate=trunk.trunk_twist,
        gate=NEVER,
        parts=("shoulder",),
        pair=True,
        span=30,
    ),
    "hips_turn": Measure(
        unit="°",
        formula=trunk.hips_turn,
        estimate=trunk.hips_turn,
        gate=NEVER,
        parts=("hip",),
        pair=True,
        span=30,
    ),
    "head_forward": Measure(
        unit="°", formula=trunk.head_forward, gate=SIDE, parts=("ear", "shoulder"), span=30
    ),
    "head_travel": Measure(
        unit="× shoulders", formula=trunk.head_travel, gate=NOT_BACK, parts=("nose",), span=0.3
    ),
    "neck_gap": Measure(
        unit="× trunk",
        formula=trunk.neck_gap,
        gate=FRONT,
        parts=("ear", "shoulder", "elbow", "hip"),
        pair=True,
        span=0.15,
    ),
}

_LEGS = {
    "knee": Measure(unit="°", formula=legs.knee, estimate=legs.knee_world, gate=SIDE, parts=LEG, span=60),
    "knee_back": Measure(unit="°", formula=legs.knee_back, gate=SIDE, parts=LEG, span=30),
    "hip": Measure(unit="°", formula=legs.hip, estimate=legs.hip_world, gate=SIDE, parts=THIGH, span=60),
    "hip_lying": Measure(
        unit="°", formula=legs.hip_flat, estimate=legs.hip_flat, gate=NEVER, parts=THIGH, span=40
    ),
    "hip_abduction": Measure(
        unit="°",
        formula=legs.hip_abduction,
        estimate=legs.hip_abduction,
        gate=FRONT,
        parts=("hip", "ankle"),
        span=25,
    ),
    "lift": Measure(
        unit="× leg",
        formula=legs.lift,
        by="leg",
        gate=ANY,
        parts=("knee", "ankle"),
        pair=True,
        span=0.15,
        away=legs.stray,
    ),
    "step_away": Measure(
        unit="× leg",
        formula=legs.step_away,
        by="leg",
        gate=ANY,
        parts=("ankle",),
        pair=True,
        span=0.3,
        away=legs.stray,
    ),
    "foot_lift": Measure(
        unit="× leg", formula=legs.foot_lift, by="leg", gate=ANY, parts=("ankle",), pair=True, span=0.15
    ),
    "step_forward": Measure(
        unit="× leg",
        formula=legs.step_forward,
        by="leg",
        gate=SIDE,
        estimate=legs.step_forward,
        parts=("ankle",),
        pair=True,
        span=0.4,
    ),
    "step_back": Measure(
        unit="× leg",
        formula=legs.step_back,
        by="leg",
        gate=SIDE,
        estimate=legs.step_back,
        parts=("ankle",),
        pair=True,
        span=0.4,
    ),
    "step_width": Measure(
        unit="× hips",
        formula=legs.step_width,
        by="hips",
        gate=FRONT,
        estimate=legs.step_width,
        loose=FACING,
        parts=("ankle",),
        pair=True,
        span=1.2,
    ),
    "feet_uneven": Measure(
        unit="× foot", formula=legs.feet_uneven, gate=SIDE, parts=("ankle",), pair=True, span=0.5
    ),
    "foot_aside": Measure(unit="× leg", formula=legs.foot_aside, gate=FRONT, parts=("ankle",), span=0.2),
    "ankle_travel": Measure(unit="× leg", formula=legs.ankle_travel, gate=ANY, parts=("ankle",), span=0.3),
    "knee_gap": Measure(
        unit="× feet",
        formula=legs.knee_gap,
        estimate=legs.knee_gap,
        loose=FACING,
        gate=FRONT,
        parts=("knee", "ankle"),
        pair=True,
        span=0.4,
    ),
    "knee_inward": Measure(unit="°", formula=legs.knee_inward, gate=KNEE_FRONT, parts=LEG, span=15),
    "heel_lift": Measure(
        unit="× foot", formula=legs.heel_lift, by="foot", gate=SIDE, parts=("heel", "foot_index"), span=0.4
    ),
    "toes_out": Measure(
        unit="× foot", formula=legs.toes_out, gate=FRONT, parts=("heel", "foot_index"), span=0.5
    ),
}

_ARMS = {
    "elbow": Measure(unit="°", formula=arms.elbow, estimate=arms.elbow, gate=SIDE, parts=ARM, span=90),
    "elbow_front": Measure(unit="°", formula=arms.elbow, gate=FRONT, parts=ARM, span=90),
    "shoulder_abduction": Measure(
        unit="°", formula=arms.shoulder, estimate=arms.shoulder, gate=FRONT, parts=UPPER_ARM, span=80
    ),
    "shoulder_flexion": Measure(
        unit="°", formula=arms.shoulder, estimate=arms.shoulder, gate=SIDE, parts=UPPER_ARM, span=80
    ),
    "reach": Measure(
        unit="× arm",
        formula=arms.reach,
        estimate=arms.reach,
        loose=NOT_FRONT,
        by="arm",
        gate=SLANTED,
        parts=("shoulder", "wrist"),
        span=0.5,
    ),
    "hand_to_mouth": Measure(
        unit="× shoulders",
        formula=arms.hand_to_mouth,
        by="shoulders",
        gate=FACING,
        estimate=arms.hand_to_mouth,
        parts=("wrist", "mouth"),
        span=1.0,
    ),
    "cross_reach": Measure(
        unit="× shoulders",
        formula=arms.cross_reach,
        by="shoulders",
        gate=FRONT,
        estimate=arms.cross_reach,
        parts=("wrist",),
        span=1.5,
    ),
    "hand_behind": Measure(
        unit="× arm", formula=arms.hand_behind, gate=SLANTED, parts=("shoulder",), pair=True, span=0.8
    ),
    "hand_on_knee": Measure(
        unit="× trunk", formula=arms.hand_on_knee, gate=FACING, parts=("wrist", "knee"), span=0.5
    ),
}

_GENERAL = {
    "hand_height": Measure(
        unit="× arm", formula=general.hand_height, by="arm", gate=ANY, parts=("shoulder", "wrist"), span=1.0
    ),
    "hand_aside": Measure(
        unit="× arm", formula=general.hand_aside, by="arm", gate=FACING, parts=("shoulder", "wrist"), span=0.8
    ),
    "hand_ahead": Measure(
        unit="× arm",
        formula=general.hand_ahead,
        by="arm",
        gate=SLANTED,
        parts=("shoulder", "wrist"),
        span=0.8,
    ),
    "foot_ahead": Measure(
        unit="× leg", formula=general.foot_ahead, by="leg", gate=SLANTED, parts=("hip", "ankle"), span=0.4
    ),
    "knee_height": Measure(
        unit="× leg", formula=general.knee_height, by="leg", gate=ANY, parts=("hip", "knee"), span=0.25
    ),
    "knee_seen": Measure(
        unit="°", formula=general.knee_seen, estimate=general.knee_seen, gate=NEVER, parts=LEG, span=60
    ),
    "arm_space": Measure(
        unit="°", formula=general.arm_space, estimate=general.arm_space, gate=NEVER, parts=UPPER_ARM, span=80
    ),
    "elbow_space": Measure(
        unit="°", formula=general.elbow_space, estimate=general.elbow_space, gate=NEVER, parts=ARM, span=90
    ),
}
"""For exercises that nobody foresaw: a demonstration chooses among these too."""

_HANDS = {
    "hand_opening": Measure(
        unit="× palm", formula=hands.hand_opening, gate=ANY, parts=(), span=0.7, hand=True
    ),
    "fingers_apart": Measure(
        unit="× palm", formula=hands.fingers_apart, gate=ANY, parts=(), span=0.5, hand=True
    ),
    "wrist_bend": Measure(
        unit="°",
        formula=hands.wrist_bend,
        estimate=hands.wrist_bend,
        gate=NEVER,
        parts=("elbow",),
        span=40,
        hand=True,
    ),
}
"""Any view of the body will do: what counts is how the hand itself is seen (`HandShape.clear`)."""

MEASURES: dict[str, Measure] = {**_TRUNK, **_LEGS, **_ARMS, **_GENERAL, **_HANDS}
