"""Freezing of gait suspected, F27 of clinical.md A.3: somebody who was walking gets no further, while the
legs tremble at 3–8 Hz or take tiny steps. Standing still is not freezing, nor is turning on the spot."""

import math
from collections import deque
from dataclasses import dataclass

from coach.feedback.body import Body, Spot
from coach.feedback.gait_steps import FEET, Step
from coach.types import FaultSeen, Level, Quality, Side

WINDOW_S = 1.0
NO_PROGRESS = 0.05
"""Legs a second of the pelvis across the picture."""
NO_CHANGE = 0.02
"""Relative change of the body's size in WINDOW_S: no progress in depth."""
REVERSALS = (6, 16)
"""Turns of direction a second: 3–8 Hz. At 15 frames a second no more than 7.5 Hz can be seen."""
TREMBLE_LEGS = 0.03
"""The least movement between two reversals; less is the noise of the landmarks."""
TINY_LEGS = 0.15
TINY_STEPS = 3
TINY_S = 2.0
WALKED_S, WALKED_STEPS, WALKED_LEGS = 5.0, 3, 0.2
"""So many steps that got so far, in so many seconds, are walking."""
STILL_TURN_DEG = 20.0
AGAIN_LEGS = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    t: float
    pelvis: Spot
    leg: float
    turned_deg: float
    legs: tuple[float, ...]
    """Knees and ankles against the pelvis, x and y, in legs."""


class FreezingWatch:
    """Told once, until the person gets on."""

    def __init__(self) -> None:
        self._last: deque[_Moment] = deque()
        self._steps: deque[Step] = deque(maxlen=12)
        self._since: float | None = None
        self._told = False

    def step(self, body: Body, leg: float, turned_deg: float, steps: list[Step]) -> list[FaultSeen]:
        self._steps.extend(steps)
        self._last.append(_moment(body, leg, turned_deg))
        while len(self._last) > 2 and body.t - self._last[1].t >= WINDOW_S:
            self._last.popleft()
        before = self._last[0]
        if body.t - before.t < WINDOW_S - 0.1:
            return []
        far = math.dist(body.middle("hip"), before.pelvis) / leg
        if far > AGAIN_LEGS:
            self._told = False
        stuck = far < NO_PROGRESS * WINDOW_S and abs(math.log(leg / before.leg)) < NO_CHANGE
        if not stuck or self._told or not self._was_walking(body.t) or self._turns():
            return []
        return [self._tell(body.t, far)] if self._trembles() or self._tiny(body.t) else []

    def _tell(self, t: float, far: float) -> FaultSeen:
        self._told = True
        return FaultSeen(
            t=t,
            fault="freezing",
            level=Level.SAFETY,
            start=self._last[0].t,
            end=t,
            rep=None,
            side=Side.BOTH,
            value=round(far, 3),
            unit="× leg/s",
            threshold=NO_PROGRESS,
            baseline=None,
            quality=Quality.ESTIMATE,
        )

    def _was_walking(self, t: float) -> bool:
        walked = [s for s in self._steps if t - s.t < WALKED_S and s.way >= WALKED_LEGS and not s.turning]
        return len(walked) >= WALKED_STEPS

    def _turns(self) -> bool:
        return abs(self._last[-1].turned_deg - self._last[0].turned_deg) > STILL_TURN_DEG

    def _trembles(self) -> bool:
        """By the most restless joint."""
        tracks = zip(*(m.legs for m in self._last), strict=True)
        most = max(_reversals(list(track)) for track in tracks)
        return REVERSALS[0] <= most <= REVERSALS[1]

    def _tiny(self, t: float) -> bool:
        return sum(t - s.t < TINY_S and s.reach < TINY_LEGS for s in self._steps) >= TINY_STEPS


def _moment(body: Body, leg: float, turned_deg: float) -> _Moment:
    pelvis = body.middle("hip")
    spots = [body.spot(part, side) for side in FEET for part in ("knee", "ankle")]
    legs = tuple(v for x, y in spots for v in ((x - pelvis[0]) / leg, (y - pelvis[1]) / leg))
    return _Moment(t=body.t, pelvis=pelvis, leg=leg, turned_deg=turned_deg, legs=legs)


def _reversals(values: list[float]) -> int:
    """Turns of direction of more than TREMBLE_LEGS."""
    count, far, rising = 0, values[0], None
    for value in values[1:]:
        if rising is None:
            if abs(value - far) > TREMBLE_LEGS:
                rising, far = value > far, value
        elif (value > far) is rising:
            far = value
        elif abs(value - far) > TREMBLE_LEGS:
            count, rising, far = count + 1, not rising, value
    return count
