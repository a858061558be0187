"""Posture while walking: faults F03–F05 and F17–F20 of clinical.md A.3, as means over the swings of the last
steps, never of a single one. F22–F26 are `gait_faults`, F27 `freezing`; the toe's clearance (F21) is a
centimetre or two, below what a webcam shows, and short steps stand for it.

The floors are those of the catalogue; a patient's own value moves them by its margin."""

import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from coach.feedback import fault_table
from coach.feedback.body import Body, Spot, bend, other
from coach.feedback.exercise import FaultRule
from coach.feedback.gait_steps import FRONTAL, Step
from coach.feedback.gait_summary import EACH_SIDE, FEW, WAY
from coach.feedback.measures import SIDE
from coach.types import FaultSeen, Quality, Side

FEET = (Side.LEFT, Side.RIGHT)
KEPT_S = 2.5
WINDOW = 8
"""Swings of both feet that are judged together: angles need fewer than times do."""
SIDE_TOLD_DEG = 1.5
"""By so much the hip line of one side must drop further than the other's before the tipping of the trunk is
laid to it: the trunk alone tells that it tips, not at which leg. Level pelves differ by up to 1°."""
SWING, USUAL_STEP_S = 0.6, 0.55
"""Share of the time of a step in which the foot is surely in the air (it swings for about four fifths; own
knowledge); seen from the front its lifting is noticed late."""
MIDDLE = (0.2, 0.8)
"""Of a swing: the pelvis hangs on one leg."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """What one pose shows of posture; lengths in legs, angles in degrees."""

    t: float
    lean: float
    """Trunk to the picture's right."""
    bow: float
    """Trunk to the way that the person faces; side view."""
    hips: float
    """The left hip higher, in the picture."""
    feet: dict[Side, float]
    """Where each foot is across the picture, seen from its middle."""
    head: float
    """Ear before the shoulder, on the nearer side; side view."""
    knees: dict[Side, float]
    """How far each knee is bent backwards, side view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """One swing's numbers; those that the view does not show are missing."""

    t: float
    side: Side
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureRule:
    """The mean of one number over the last swings beyond a limit."""

    rule: FaultRule
    """Its id, limit, margin and level in the catalogue."""
    value: "Worth"
    unit: str
    each_side: bool = False
    """Judged for each foot's own swings."""
    of_stance: bool = False
    """What is seen in the swing of one foot is the fault of the other leg."""
    unless: tuple[str, ...] = ()
    """Faults earlier in the list that bring this one about: a stooped trunk carries the head forward."""

    def limit_for(self, own: float | None) -> float:
        rule = self.rule
        if own is None:
            return rule.limit
        moved = own + rule.margin if rule.above else own - rule.margin
        return (max if rule.above else min)(rule.limit, moved)


Worth = Callable[[Sequence[Swing], Side], "tuple[float, list[Swing]] | None"]
"""What the last swings amount to for this side, and by which of them; None where too few show it."""


def _mean_of(number: str) -> Worth:
    """The mean over the swings of this side, at least EACH_SIDE; for BOTH over all, at least FEW."""

    def worth(swings: Sequence[Swing], side: Side) -> tuple[float, list[Swing]] | None:
        seen = [s for s in swings if number in s.numbers and side in (s.side, Side.BOTH)]
        if len(seen) < (FEW if side is Side.BOTH else EACH_SIDE):
            return None
        return fmean(s.numbers[number] for s in seen), seen

    return worth


def _leaning(swings: Sequence[Swing], side: Side) -> tuple[float, list[Swing]] | None:
    """How far the trunk leans to one side all the time, whichever that is."""
    found = _mean_of("tip")(swings, side)
    return None if found is None else (abs(found[0]), found[1])


def _hip(way: float) -> Worth:
    """How far the hip of this side drops (`way` 1) or is hitched up (−1) in its swing: by the hip line, of
    which the model shows a third, and by the trunk that tips with the pelvis, beyond the lean of both sides
    together. Of a rendered walk whose pelvis drops by 10.6° this says 6.0°, of level ones at most 1°."""

    def worth(swings: Sequence[Swing], side: Side) -> tuple[float, list[Swing]] | None:
        hips, tips = ({s: _mean_of(number)(swings, s) for s in FEET} for number in ("drop", "tip"))
        own, there = hips[side], hips[other(side)]
        left, right = tips[Side.LEFT], tips[Side.RIGHT]
        if own is None or there is None or left is None or right is None:
            return None
        tipping = way * (left[0] - right[0]) / 2  # to the side that swings
        told = way * (own[0] - there[0]) > SIDE_TOLD_DEG
        return way * own[0] + (tipping if told else 0.0), own[1]

    return worth


RULES: tuple[PostureRule, ...] = (
    PostureRule(rule=fault_table.TRUNK_LEAN, value=_leaning, unit="°"),
    PostureRule(rule=fault_table.TRUNK_FORWARD, value=_mean_of("bow"), unit="°"),
    PostureRule(rule=fault_table.HEAD_FORWARD, value=_mean_of("head"), unit="°", unless=("trunk_forward",)),
    PostureRule(rule=fault_table.HIP_DROP, value=_hip(1.0), unit="°", each_side=True),
    PostureRule(rule=fault_table.HIP_HIKE, value=_hip(-1.0), unit="°", each_side=True),
    PostureRule(rule=fault_table.CIRCUMDUCTION, value=_mean_of("aside"), unit="× leg", each_side=True),
    PostureRule(
        rule=fault_table.KNEE_HYPEREXTENSION,
        value=_mean_of("knee_back"),
        unit="°",
        each_side=True,
        of_stance=True,
    ),
)


class Posture:
    """Follows one walk. Tells a fault when it begins, and again only after it has stopped."""

    def __init__(self, baseline: Mapping[str, float] | None = None) -> None:
        self._baseline = dict(baseline or {})
        self._moments: deque[_Moment] = deque()
        self._swings: deque[Swing] = deque(maxlen=WINDOW)
        self._active: set[tuple[str, Side]] = set()

    @property
    def swings(self) -> tuple[Swing, ...]:
        """The last ones, oldest first."""
        return tuple(self._swings)

    def step(
        self, body: Body, yaw_deg: float, leg: float, middle: float, found: Sequence[Step]
    ) -> list[FaultSeen]:
        """One pose, and the steps that it ended. `leg`: pixels; `middle`: of the picture, in pixels."""
        self._moments.append(_moment(body, yaw_deg, leg, middle))
        while body.t - self._moments[0].t > KEPT_S:
            self._moments.popleft()
        for step in found:
            if step.way >= WAY and not step.turning:
                self._swings.append(self._swing(step))
        return self._judge(body.t) if found else []

    def _swing(self, step: Step) -> Swing:
        start = min(step.lifted, step.t - SWING * (step.seconds or USUAL_STEP_S))
        during = [m for m in self._moments if start <= m.t <= step.t]
        numbers: dict[str, float] = {}
        if len(during) >= 3:
            facing = math.cos(math.radians(step.yaw_deg))
            if abs(facing) >= FRONTAL:
                numbers |= _from_the_front(during, step.side, math.copysign(1.0, facing))
            if SIDE.holds(step.yaw_deg):
                numbers |= _from_the_side(during, step)
        return Swing(t=step.t, side=step.side, numbers=numbers)

    def _judge(self, t: float) -> list[FaultSeen]:
        found: list[FaultSeen] = []
        for rule in RULES:
            for side in FEET if rule.each_side else (Side.BOTH,):
                fault = None if self._carried(rule) else self._beyond(rule, side, t)
                key = (rule.rule.id, side)
                if fault is None:
                    self._active.discard(key)
                elif key not in self._active:
                    self._active.add(key)
                    found.append(fault)
        return found

    def _carried(self, rule: PostureRule) -> bool:
        """Another fault that is there brings this one about."""
        return any(fault in rule.unless for fault, _ in self._active)

    def _beyond(self, rule: PostureRule, side: Side, t: float) -> FaultSeen | None:
        worth = rule.value(self._swings, side)
        if worth is None:
            return None
        value, seen = worth
        own = self._baseline.get(rule.rule.id)
        limit = rule.limit_for(own)
        if (value > limit) is not rule.rule.above or value == limit:
            return None
        return FaultSeen(
            t=t,
            fault=rule.rule.id,
            level=rule.rule.level,
            start=seen[0].t,
            end=seen[-1].t,
            rep=None,
            side=other(side) if rule.of_stance else side,
            value=round(value, 3),
            unit=rule.unit,
            threshold=round(limit, 3),
            baseline=own,
            quality=Quality.ESTIMATE,
        )


def _moment(body: Body, yaw_deg: float, leg: float, middle: float) -> _Moment:
    ahead = -1.0 if yaw_deg > 0 else 1.0
    hips, chest = body.middle("hip"), body.middle("shoulder")
    left, right = body.spot("hip", Side.LEFT), body.spot("hip", Side.RIGHT)
    slant, near = _tilt(hips, chest), Side.LEFT if yaw_deg > 0 else Side.RIGHT
    return _Moment(
        t=body.t,
        lean=slant,
        bow=ahead * slant,
        hips=math.degrees(math.atan2(right[1] - left[1], abs(left[0] - right[0]) or 1.0)),
        feet={side: (body.spot("ankle", side)[0] - middle) / max(leg, 1.0) for side in FEET},
        head=ahead * _tilt(body.spot("shoulder", near), body.spot("ear", near)),
        knees={side: _bent_back(body, side, ahead) for side in FEET},
    )


def _tilt(low: Spot, high: Spot) -> float:
    """Degrees from vertical, + towards the picture's right."""
    return math.degrees(math.atan2(high[0] - low[0], low[1] - high[1]))


def _bent_back(body: Body, side: Side, ahead: float) -> float:
    start, middle, end = (body.spot(part, side) for part in ("hip", "knee", "ankle"))
    cross = (middle[0] - start[0]) * (end[1] - middle[1]) - (middle[1] - start[1]) * (end[0] - middle[0])
    return math.copysign(bend(start, middle, end), -ahead * cross)


def _from_the_front(during: Sequence[_Moment], side: Side, facing: float) -> dict[str, float]:
    """`facing`: 1 towards the camera, −1 away from it."""
    own = 1.0 if side is Side.LEFT else -1.0
    return {
        "tip": facing * fmean(m.lean for m in during),
        "drop": fmean(-own * m.hips for m in _middle_of(during)),
        "aside": _aside([(m.t, own * facing * m.feet[side]) for m in during]),
    }


def _from_the_side(during: Sequence[_Moment], step: Step) -> dict[str, float]:
    """The knee of the standing leg only where that leg is the nearer one."""
    numbers = {"bow": fmean(m.bow for m in during), "head": fmean(m.head for m in during)}
    near = Side.LEFT if step.yaw_deg > 0 else Side.RIGHT
    if step.side is not near:
        numbers["knee_back"] = fmean(m.knees[near] for m in _middle_of(during))
    return numbers


def _aside(path: Sequence[tuple[float, float]]) -> float:
    """How far outwards the foot leaves the straight line between its first and its last place."""
    (t0, x0), (t1, x1) = path[0], path[-1]
    span = max(t1 - t0, 1e-6)
    return max(x - (x0 + (x1 - x0) * (t - t0) / span) for t, x in path)


def _middle_of(during: Sequence[_Moment]) -> Sequence[_Moment]:
    low, high = (during[0].t + share * (during[-1].t - during[0].t) for share in MIDDLE)
    return [m for m in during if low <= m.t <= high] or during
