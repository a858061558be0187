"""B.5 single-leg stance: best of three trials on one leg, 30 s at most (45 in some protocols: a setting)."""

from coach.feedback.body import other
from coach.feedback.clinical_tests.description import Person, Test, TestProgressed
from coach.feedback.clinical_tests.run import Run
from coach.feedback.engine import Coach
from coach.feedback.exercises import CATALOG
from coach.feedback.scene import Scene
from coach.types import Event, HoldEnded, Pose, Side

TEST = Test(
    id="single_leg_stance",
    views=("front",),
    unit="s",
    prompts=4,
    equipment=("chair", "helper"),
    seconds=30.0,
    automatic=True,
    sided=True,
    steady=True,
    straight_kneed=True,
)
TRIALS = 3
SHORTEST_S = 1.0
"""Shorter lifts are not trials."""


class SingleLeg(Run):
    """`side` is the leg to stand on. The time of a trial runs by itself while the other foot is up."""

    def __init__(self, side: Side, person: Person | None = None, *, longest_s: float = 30.0) -> None:
        if side is Side.BOTH:
            raise ValueError("single-leg stance needs the leg to stand on: left or right")
        super().__init__(TEST, person, side)
        self._coach = Coach(CATALOG["single_leg_stance"], side=other(side))
        self._longest_s = longest_s
        self._trials: list[float] = []

    def _before(self, _scene: Scene, pose: Pose) -> list[Event]:
        return self.start(pose.t)

    def _judge(self, _scene: Scene, pose: Pose) -> list[Event]:
        for event in self._coach.step(pose):
            if isinstance(event, HoldEnded) and event.seconds >= SHORTEST_S:
                return self._trial(pose.t, event.seconds)
        held = max((r.hold_s or 0.0 for r in self._coach.readings), default=0.0)
        return self._trial(pose.t, self._longest_s) if held >= self._longest_s else []

    def _trial(self, t: float, seconds: float) -> list[Event]:
        self._trials.append(round(min(seconds, self._longest_s), 1))
        told = TestProgressed(t=t, test=TEST.id, value=self._trials[-1])
        if len(self._trials) < TRIALS and seconds < self._longest_s:
            return [told]
        return [told, *self._finish(t)]

    def _stopped(self, t: float) -> list[Event]:
        for event in self._coach.finish():
            if isinstance(event, HoldEnded) and event.seconds >= SHORTEST_S:
                self._trials.append(round(min(event.seconds, self._longest_s), 1))
        if len(self._trials) < TRIALS:
            self.deviations["deviation.fewer_trials"] = None
        return self._finish(t)

    def _finish(self, t: float) -> list[Event]:
        details = {f"trial_{n}_s": seconds for n, seconds in enumerate(self._trials, 1)}
        return self._end(t, max(self._trials, default=None), details=details)
