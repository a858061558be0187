"""Which measures may be the signal of an exercise that somebody shows, and what a demonstration looks like
in each of them. Not for choosing among them (`demonstration`)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coach.feedback.cycles import Cycle, Cycles, Trace, find
from coach.feedback.measures import MEASURES
from coach.feedback.onlooker import Watched
from coach.feedback.scene import Scene, near_side
from coach.feedback.smoothing import OneEuro
from coach.types import Quality, Side

FOLLOWED = 0.8
"""A measure serves when it is seen in this share of the pictures."""
RESTING_SHARE = 0.4
"""A side that moves less than this share of the other's way is resting."""
TOGETHER_SHARE = 0.6
LEAST_SPANS = 0.25
"""A movement of less than this share of a measure's usual excursion is no signal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A measure that may be the signal."""

    measure: str
    sided: bool
    """It has a value for each side."""
    ways: tuple[bool, ...] = (True,)
    """True: away from rest it rises; False: it falls."""
    moves: bool = True
    """Only its change from the start posture means anything: the rest is this person's own."""
    joint: str = "hip"
    worth: float = 1.0
    """Taste among measures that show a movement equally well: those of the clinic before those for
    anything, the picture before the world landmarks."""


def _each(
    measure: str, joint: str, worth: float = 1.0, *, odd: bool = False, angle: bool = False
) -> Candidate:
    """`odd`: what one side gains the other loses, so only rising is a movement of that side."""
    ways = (True,) if odd else (True, False)
    return Candidate(measure=measure, sided=True, ways=ways, moves=not angle, joint=joint, worth=worth)


def _whole(measure: str, joint: str, worth: float = 1.0, *, ways: tuple[bool, ...] = (True,)) -> Candidate:
    return Candidate(measure=measure, sided=False, ways=ways, joint=joint, worth=worth)


CANDIDATES: tuple[Candidate, ...] = (
    Candidate(
        measure="pelvis_height", sided=False, ways=(True, False), moves=False, joint="knee", worth=1.05
    ),
    _whole("body_drop", "knee"),
    _whole("body_rise", "ankle", 0.95),
    _whole("trunk_slant", "hip", 0.95),
    _whole("chest_forward", "hip", 0.9),
    _whole("step_width", "hip", ways=(True, False)),
    _each("knee", "knee", angle=True),
    _each("hip", "hip", angle=True),
    _each("hip_lying", "hip", 0.85, angle=True),
    _each("hip_abduction", "hip", angle=True),
    _each("lift", "hip", 1.1, odd=True),
    _each("step_away", "hip", 0.95, odd=True),
    _each("foot_lift", "hip", 0.9, odd=True),
    _each("step_forward", "hip", 0.95),
    _each("heel_lift", "ankle", 0.95, odd=True),
    _each("pelvis_shift", "hip", odd=True),
    _each("trunk_turn", "shoulder", 0.85, odd=True),
    _each("elbow", "elbow", angle=True),
    _each("elbow_front", "elbow", 0.95, angle=True),
    _each("shoulder_abduction", "shoulder", angle=True),
    _each("shoulder_flexion", "shoulder", angle=True),
    _each("reach", "elbow", 0.95, odd=True),
    _each("hand_to_mouth", "elbow", 0.95),
    _each("cross_reach", "shoulder", 0.9),
    _each("hand_height", "shoulder", 0.9),
    _each("hand_aside", "shoulder", 0.9),
    _each("hand_ahead", "shoulder", 0.9),
    _each("foot_ahead", "hip", 0.9),
    _each("knee_height", "hip", 0.85),
    _each("knee_seen", "knee", 0.8, angle=True),
    _each("arm_space", "shoulder", 0.8, angle=True),
    _each("elbow_space", "elbow", 0.8, angle=True),
)
"""What a demonstration may be followed by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSide:
    """One side's trace in one measure, and the repetitions found in it."""

    side: Side
    trace: Trace
    cycles: Cycles


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What a demonstration looks like in one measure going one way."""

    candidate: Candidate
    rising: bool
    sides: tuple[SeenSide, ...]
    """Those that move."""
    measured: float
    """Share of the samples that are measured, not estimated."""
    resting: float
    """How much of the way the resting side moves all the same, 0–1."""

    @property
    def together(self) -> bool:
        """Both sides move at once."""
        return len(self.sides) == 2 and _together(*(s.cycles.reps for s in self.sides))

    @property
    def side(self) -> Side:
        """The side that was shown; BOTH where both move or the exercise has no sides."""
        return self.sides[0].side if len(self.sides) == 1 else Side.BOTH

    @property
    def count(self) -> int:
        """Repetitions as the engine would number them: both sides at once are one."""
        counts = [len(s.cycles.reps) for s in self.sides]
        return max(counts) if self.together else sum(counts)

    @property
    def spans(self) -> float:
        """Range in the measure's usual excursions."""
        return min(s.cycles.range for s in self.sides) / MEASURES[self.candidate.measure].span

    @property
    def score(self) -> float:
        """0–1 and a little: how well this measure would follow the exercise."""
        alike = min(s.cycles.alike for s in self.sides)
        clean = min(s.cycles.clean for s in self.sides)
        size = math.sqrt(min(1.0, self.spans))
        trust = 0.75 + 0.25 * self.measured
        return self.candidate.worth * alike * clean * size * trust * (1 - 0.5 * self.resting)


def fits(watched: Watched) -> list[Fit]:
    """All measures that show at least two repetitions, the best first."""
    found = [f for c in CANDIDATES for f in _fits_of(c, watched)]
    return sorted(found, key=lambda f: -f.score)


def _fits_of(candidate: Candidate, watched: Watched) -> list[Fit]:
    sides: tuple[Side, ...] = (Side.BOTH,)
    if candidate.sided:
        near = near_side(watched.view.yaw_deg)
        pair = MEASURES[candidate.measure].pair
        sides = (Side.LEFT, Side.RIGHT) if near is Side.BOTH or pair else (near,)
    traces = {side: trace_of(candidate.measure, side, watched.scenes) for side in sides}
    seen = {side: made for side, made in traces.items() if made is not None}
    return [
        fit
        for rising in candidate.ways
        for fit in [_fit(candidate, rising, seen, watched)]
        if fit is not None
    ]


def _fit(
    candidate: Candidate, rising: bool, traces: dict[Side, tuple[Trace, float]], watched: Watched
) -> Fit | None:
    found = []
    for side, (trace, _) in traces.items():
        cycles = find(trace, watched.settled, rising=rising)
        if cycles is not None:
            found.append(SeenSide(side=side, trace=trace, cycles=cycles))
    if not found:
        return None
    widest = max(s.cycles.range for s in found)
    moving = tuple(s for s in found if s.cycles.range >= RESTING_SHARE * widest)
    if widest < LEAST_SPANS * MEASURES[candidate.measure].span:
        return None
    still = [side for side in traces if side not in {s.side for s in moving}]
    resting = max((_way(traces[side][0], rising) / widest for side in still), default=0.0)
    measured = min(traces[s.side][1] for s in moving)
    return Fit(candidate=candidate, rising=rising, sides=moving, measured=measured, resting=min(1.0, resting))


def _way(trace: Trace, rising: bool) -> float:
    values = sorted(v for _, v in trace)
    middle, low, high = (values[int(q * (len(values) - 1))] for q in (0.5, 0.03, 0.97))
    return high - middle if rising else middle - low


def trace_of(measure: str, side: Side, scenes: Sequence[Scene]) -> tuple[Trace, float] | None:
    """The measure smoothed as the engine smooths it, and the share of it that is measured; None where it is
    seen too seldom."""
    row, smooth = MEASURES[measure], OneEuro(MEASURES[measure].span)
    trace, measured = [], 0
    for scene in scenes:
        seen = row.guess(scene, side)
        if seen is not None:
            trace.append((scene.body.t, smooth(scene.body.t, seen[0])))
            measured += seen[1] is Quality.MEASURED
    if not trace or len(trace) < FOLLOWED * len(scenes):
        return None
    return tuple(trace), measured / len(trace)


def _together(left: tuple[Cycle, ...], right: tuple[Cycle, ...]) -> bool:
    """Most repetitions of each side began before the peak of one of the other side's."""
    pairs = sum(any(a.start < b.peak_t and b.start < a.peak_t for b in right) for a in left)
    return pairs >= TOGETHER_SHARE * max(len(left), len(right))
