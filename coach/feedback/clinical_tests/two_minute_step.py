"""B.6 two-minute step test: how often the right knee reaches the mark (midway from kneecap to hip) in 120 s.
Touching a support is allowed."""

from coach.feedback.clinical_tests.description import Person, Test, TestProgressed
from coach.feedback.clinical_tests.run import Run
from coach.feedback.engine import Coach
from coach.feedback.exercises import CATALOG
from coach.feedback.scene import Scene
from coach.types import Event, Pose, Quality, RepCounted, Side

TEST = Test(
    id="two_minute_step",
    views=("front", "oblique", "side"),
    unit="steps",
    prompts=4,
    equipment=("wall_mark", "chair"),
    seconds=120.0,
    automatic=True,
    steady=True,
)
SECONDS = 120.0
PAUSE_S = 5.0
"""Without a step for so long: a rest, which the protocol allows and the result tells."""


class TwoMinuteStep(Run):
    """Starts with "Go", or with the first step where nobody gave it.

    The height of the mark is the full lift of the exercise `march`; a lower lift is told, not counted."""

    def __init__(self, person: Person | None = None) -> None:
        super().__init__(TEST, person)
        self._coach = Coach(CATALOG["march"])
        self._right: list[float] = []
        self._low = 0
        self._last: float | None = None
        self._rested_s = 0.0

    @property
    def count(self) -> int:
        return len(self._right)

    def _begin(self, t: float) -> None:
        self._right, self._low, self._last, self._rested_s = [], 0, t, 0.0

    def _before(self, _scene: Scene, pose: Pose) -> list[Event]:
        for rep in self._reps(pose):
            events = self.start(rep.start)
            return [*events, *self._count(rep)]
        return []

    def _judge_from_start(self, _scene: Scene, _pose: Pose) -> list[Event]:
        return []  # `_before` has judged this pose

    def _judge(self, _scene: Scene, pose: Pose) -> list[Event]:
        assert self.started is not None
        events = [e for rep in self._reps(pose) for e in self._count(rep)]
        if pose.t < self.started + SECONDS + 1.0:  # a lift that was up in time is told once it is down
            return events
        return [*events, *self._finish(pose.t, self.started + SECONDS)]

    def _reps(self, pose: Pose) -> list[RepCounted]:
        return [e for e in self._coach.step(pose) if isinstance(e, RepCounted)]

    def _count(self, rep: RepCounted) -> list[Event]:
        assert self.started is not None
        if rep.start < self.started - 0.5 or rep.peak_t > self.started + SECONDS:
            return []
        self._rest(rep.peak_t)
        if rep.quality is not Quality.MEASURED:
            self._quality = Quality.ESTIMATE
        if rep.side is not Side.RIGHT:
            return []
        if not rep.complete:
            self._low += 1
            return []
        self._right.append(rep.peak_t)
        return [TestProgressed(t=rep.t, test=TEST.id, value=self.count)]

    def _rest(self, t: float) -> None:
        if self._last is not None and t - self._last > PAUSE_S:
            self._rested_s += t - self._last
            self.deviations["deviation.rested"] = None
        self._last = t

    def _stopped(self, t: float) -> list[Event]:
        self.deviations["deviation.stopped_early"] = None
        return self._finish(t, t)

    def _finish(self, t: float, end: float) -> list[Event]:
        self._rest(end)
        if self._low:
            self.deviations["deviation.low_knees"] = None
        details = {"low": float(self._low), "rested_s": round(self._rested_s, 1)}
        return self._end(t, self.count, ended=end, details=details)
