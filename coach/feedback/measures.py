"""The table of what can be measured: name → formula, unit, needed landmarks, needed view."""

from collections.abc import Callable
from dataclasses import dataclass

from coach.feedback import geometry as g
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
KNEE_FRONT = Gate(low=0, high=10)
"""FPPA: |ψ| ≤ 5°."""
SIDE = Gate(low=65, high=115)
"""|ψ − 90°| ≤ 20°."""
SLANTED = Gate(low=30, high=115)
"""45° and side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`formula` holds inside the gate; outside, `estimate` if there is one, else nothing is said."""

    unit: str
    formula: Formula
    gate: Gate
    parts: tuple[str, ...]
    """Landmarks without their side."""
    pair: bool
    """Needs the parts of both sides, whichever side is asked for."""
    span: float
    """Usual excursion, for smoothing."""
    estimate: Formula | None = None
    by: str | None = None
    """The one of `Lengths` that the value is divided by, where the signal of a repetition may use it."""

    def value(self, scene: Scene, side: Side) -> tuple[float, Quality] | None:
        """The value and how far to trust it; None where the view or a hidden part forbids it."""
        inside = self.gate.holds(scene.yaw_deg)
        formula = self.formula if inside else self.estimate
        if formula is None or scene.body.missing(self.landmarks(scene, side)):
            return None
        return formula(scene, side), Quality.MEASURED if inside else Quality.ESTIMATE

    def guess(self, scene: Scene, side: Side) -> tuple[float, Quality] | None:
        """Like `value`, and an estimate where a part is in the picture but hidden."""
        formula = self.formula if self.gate.holds(scene.yaw_deg) else self.estimate
        if formula is None or scene.body.outside(self.landmarks(scene, side)):
            return None
        return self.value(scene, side) or (formula(scene, side), Quality.ESTIMATE)

    def landmarks(self, scene: Scene, side: Side) -> tuple[str, ...]:
        sides = (Side.LEFT, Side.RIGHT) if self.pair else scene.sides(side)
        return tuple(f"{s}_{part}" for s in sides for part in self.parts)


LEG = ("hip", "knee", "ankle")
ARM = ("shoulder", "elbow", "wrist")
TRUNK = ("shoulder", "hip")

MEASURES: dict[str, Measure] = {
    "knee": Measure(
        unit="°", formula=g.knee, estimate=g.knee_world, gate=SIDE, parts=LEG, pair=False, span=60
    ),
    "hip": Measure(
        unit="°",
        formula=g.hip,
        estimate=g.hip_world,
        gate=SIDE,
        parts=("shoulder", "hip", "knee"),
        pair=False,
        span=60,
    ),
    "elbow": Measure(
        unit="°", formula=g.elbow, estimate=g.elbow, gate=SLANTED, parts=ARM, pair=False, span=90
    ),
    "shoulder_abduction": Measure(
        unit="°",
        formula=g.shoulder,
        estimate=g.shoulder,
        gate=FRONT,
        parts=("shoulder", "elbow", "hip"),
        pair=False,
        span=80,
    ),
    "shoulder_flexion": Measure(
        unit="°",
        formula=g.shoulder,
        estimate=g.shoulder,
        gate=SIDE,
        parts=("shoulder", "elbow", "hip"),
        pair=False,
        span=80,
    ),
    "pelvis_height": Measure(
        unit="× standing",
        formula=g.pelvis_height,
        by="stand",
        gate=ANY,
        parts=("hip", "ankle"),
        pair=False,
        span=0.25,
    ),
    "body_drop": Measure(
        unit="× leg",
        formula=g.body_drop,
        by="leg",
        gate=ANY,
        parts=("shoulder", "hip"),
        pair=False,
        span=0.12,
    ),
    "trunk_lean": Measure(unit="°", formula=g.trunk_lean, gate=FRONT, parts=TRUNK, pair=True, span=15),
    "trunk_forward": Measure(
        unit="°",
        formula=g.trunk_forward,
        estimate=g.trunk_forward_world,
        gate=SIDE,
        parts=TRUNK,
        pair=False,
        span=30,
    ),
    "hip_rise": Measure(unit="°", formula=g.hip_rise, gate=FRONT, parts=("hip",), pair=True, span=10),
    "hip_fall": Measure(unit="°", formula=g.hip_fall, gate=FRONT, parts=("hip",), pair=True, span=10),
    "lift": Measure(
        unit="× leg", formula=g.lift, by="leg", gate=ANY, parts=("knee", "ankle"), pair=True, span=0.15
    ),
    "foot_lift": Measure(
        unit="× leg", formula=g.foot_lift, by="leg", gate=ANY, parts=("ankle",), pair=True, span=0.15
    ),
    "step_width": Measure(
        unit="× hips",
        formula=g.step_width,
        by="hips",
        gate=FRONT,
        estimate=g.step_width,
        parts=("ankle",),
        pair=True,
        span=1.2,
    ),
    "ankle_travel": Measure(
        unit="× leg", formula=g.ankle_travel, gate=ANY, parts=("ankle",), pair=False, span=0.3
    ),
    "knee_gap": Measure(
        unit="× feet", formula=g.knee_gap, gate=FRONT, parts=("knee", "ankle"), pair=True, span=0.4
    ),
    "knee_inward": Measure(unit="°", formula=g.knee_inward, gate=KNEE_FRONT, parts=LEG, pair=False, span=15),
    "pelvis_shift": Measure(
        unit="× stance", formula=g.pelvis_shift, gate=FRONT, parts=("hip", "ankle"), pair=True, span=0.3
    ),
    "heel_lift": Measure(
        unit="× foot", formula=g.heel_lift, gate=SIDE, parts=("heel", "foot_index"), pair=False, span=0.4
    ),
    "neck_gap": Measure(
        unit="× trunk", formula=g.neck_gap, gate=FRONT, parts=("ear", "shoulder"), pair=False, span=0.15
    ),
}
