"""Standing up from a chair and sitting down again, with its times. Shared by the two chair tests.

The posture, the arms and the repetitions are judged by the coach of `sit_to_stand`; here is only when a stand
counts (at its top, not on the return) and when exactly things happened."""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise

from coach.feedback.body import body_of
from coach.feedback.clinical_tests.chest import Chest
from coach.feedback.engine import Coach
from coach.feedback.exercises import CATALOG
from coach.feedback.scene import Scene
from coach.types import FaultSeen, Pose

FULL, HALF, LOW = 0.80, 0.50, 0.25
"""Progress from seated (0) to standing (1): a full stand, half-way up, down again; clinical.md A.2, B.1."""
TOP, BOTTOM = 0.97, 0.05
"""Standing: this share of the highest point of this rise is reached. Seated: within this of where it ends."""
SETTLED = 0.35
"""Progress a second under which the seat has been reached."""
SPEED_S = 0.13
KEPT_S = 20.0
ARMS_REPS = 2
"""Arms seen in so many stands: they were used. Once may be the camera's error, so it is told, not scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """One full stand."""

    counted: float
    """When it passed FULL."""
    stood: float | None
    """When it reached its top; known once the body goes down again."""
    sat: float | None
    """When the seat was reached again; known a moment later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    t: float
    p: float


class Stands:
    """Follows a person on a chair. `p` is None until they have been seen sitting still."""

    def __init__(self) -> None:
        self._coach = Coach(CATALOG["sit_to_stand"])
        self._trace: deque[_Moment] = deque()
        self._chest = Chest()
        self._up = False
        self._tall = False
        self.rises: list[Rise] = []
        self.partial = 0
        """Rises that got past half-way and not to full standing."""
        self.arms = 0
        """Stands in which the hands were seen pushing."""

    @property
    def p(self) -> float | None:
        return self._trace[-1].p if self._trace else None

    @property
    def rising(self) -> bool:
        """On the way up, and not counted yet."""
        return self._up and not self._tall

    def onset(self) -> float:
        """When the movement that led to the present rise began."""
        return self._chest.onset(self._crossed(LOW))

    def clear(self) -> None:
        """The test begins now: earlier stands don't count."""
        self.rises.clear()
        self.partial = self.arms = 0

    def step(self, pose: Pose, scene: Scene) -> Rise | None:
        """The rise that counted with this pose, if one did."""
        events = self._coach.step(pose)
        self.arms += sum(isinstance(e, FaultSeen) and e.fault == "hands_used" for e in events)
        reading = self._coach.readings[0] if self._coach.readings else None
        body = body_of(pose)
        if reading is None or reading.progress is None or body is None:
            return None
        self._chest.step(pose.t, body.middle("shoulder"), scene.lengths.leg)
        self._trace.append(_Moment(t=pose.t, p=reading.progress))
        while pose.t - self._trace[0].t > KEPT_S:
            self._trace.popleft()
        return self._follow(reading.progress)

    def _follow(self, p: float) -> Rise | None:
        if not self._up:
            self._settle()
            if p > HALF - 0.2:
                self._up, self._tall = True, False
            return None
        if not self._tall and p >= FULL:
            self._tall = True
            self.rises.append(Rise(counted=self._crossed(FULL), stood=None, sat=None))
            return self.rises[-1]
        if p < LOW:
            self._up = False
            if not self._tall and max(m.p for m in self._recent()) > HALF:
                self.partial += 1
            if self._tall:
                self._date_top()
        return None

    def _recent(self) -> list[_Moment]:
        """Since the body was last down."""
        moments = list(self._trace)
        down = [n for n, m in enumerate(moments[:-1]) if m.p < LOW]
        return moments[down[-1] if down else 0 :]

    def _crossed(self, level: float) -> float:
        """When `p` last rose through `level`."""
        moments = list(self._trace)
        for before, after in zip(reversed(moments[:-1]), reversed(moments), strict=False):
            if before.p < level <= after.p:
                return before.t + (level - before.p) / (after.p - before.p) * (after.t - before.t)
        return moments[-1].t

    def _date_top(self) -> None:
        """The rise that just ended: when it reached TOP of its highest."""
        last = self.rises[-1]
        since = [m for m in self._trace if m.t >= last.counted - SPEED_S]
        goal = TOP * max(m.p for m in since)
        stood = next((m.t for m in since if m.p >= goal), last.counted)
        self.rises[-1] = Rise(counted=last.counted, stood=stood, sat=None)

    def stood(self) -> float | None:
        """When the present rise reached its top, as far as it is known: it no longer rises."""
        if not self._tall or not self.rises:
            return None
        since = [m for m in self._trace if m.t >= self.rises[-1].counted - SPEED_S]
        top = max(since, key=lambda m: m.p)
        if since[-1].t - top.t < SPEED_S:
            return None
        return next(m.t for m in since if m.p >= TOP * top.p)

    def _settle(self) -> None:
        """Down: once the pelvis no longer sinks, date the moment the seat was reached."""
        if not self.rises or self.rises[-1].sat is not None or self.rises[-1].stood is None:
            return
        now, before = self._trace[-1], self._before(SPEED_S)
        if abs(now.p - before.p) / (now.t - before.t or 1.0) > SETTLED:
            return
        moments = [m for m in self._trace if m.t >= (self.rises[-1].stood or 0.0)]
        goal = before.p + BOTTOM
        last = self.rises[-1]
        for a, b in pairwise(moments):
            if a.p > goal >= b.p:
                sat = a.t + (a.p - goal) / (a.p - b.p) * (b.t - a.t)
                self.rises[-1] = Rise(counted=last.counted, stood=last.stood, sat=sat)
                return

    def _before(self, seconds: float) -> _Moment:
        t = self._trace[-1].t
        return next((m for m in reversed(self._trace) if t - m.t >= seconds - 1e-6), self._trace[0])
