"""Turning once round on the spot: seconds and steps; clinical.md E13, S101."""

from collections import deque

from coach.feedback.clinical_tests.description import Person, Test, TestProgressed
from coach.feedback.clinical_tests.run import Run
from coach.feedback.gait import Gait
from coach.feedback.scene import Scene
from coach.feedback.smoothing import Slow
from coach.types import Event, Pose, Quality, StepTaken

TEST = Test(
    id="turn_360",
    views=("front",),
    unit="s",
    prompts=3,
    equipment=("chair", "helper"),
    automatic=True,
    less_is_better=True,
)
WHOLE_DEG = 330.0
"""Clinical.md E13: 330° and front again."""
BEGUN_DEG, ENDS_DEG = 15.0, 10.0
"""A turn has begun beyond the first; its ends are where the body leaves and enters the second, for the view's
yaw is late by the same time at both."""
KEPT = 3600
"""Samples: two minutes at 30 a second."""
MOVING_DEG_S = 12.0
"""Slower: not turning. The yaw of somebody who stands wanders by 5° in a second."""
SETTLED_S = 0.5
GAVE_UP_S = 4.0
"""So long without turning any further, short of the whole: not a whole turn."""
PAUSE_S = 1.0
"""A standstill of so long in the middle is told."""
YAW_LAG_S = 0.3
"""The view's yaw follows so late."""


class Turn360(Run):
    """Starts with "Go", or with the first turn of the body where nobody gave it."""

    def __init__(self, person: Person | None = None) -> None:
        super().__init__(TEST, person)
        self._rate = Slow(0.25)
        self._trace: deque[tuple[float, float]] = deque(maxlen=KEPT)
        self._gait = Gait()
        self._rest_deg: float | None = None
        self._slow: float | None = None
        self._steps = 0

    def _before(self, scene: Scene, pose: Pose) -> list[Event]:
        if not self._moves(scene, pose):
            self._rest_deg = scene.turned_deg
            return []
        if self._rest_deg is None or abs(scene.turned_deg - self._rest_deg) < BEGUN_DEG:
            return []
        return self.start(self._begun() - YAW_LAG_S)

    def _judge_from_start(self, _scene: Scene, _pose: Pose) -> list[Event]:
        return []  # `_before` has judged this pose

    def _judge(self, scene: Scene, pose: Pose) -> list[Event]:
        moves = self._moves(scene, pose)
        self._rest_deg = scene.turned_deg if self._rest_deg is None else self._rest_deg
        turned = abs(scene.turned_deg - self._rest_deg)
        if moves or turned < BEGUN_DEG:
            if self._slow is not None and pose.t - self._slow > PAUSE_S:
                self.deviations["deviation.paused"] = None
            self._slow = None
            return []
        self._slow = pose.t if self._slow is None else self._slow
        whole = turned >= WHOLE_DEG
        if pose.t - self._slow < (SETTLED_S if whole else GAVE_UP_S):
            return []
        return self._finish(pose.t, turned if whole else None, scene.turned_deg)

    def _finish(self, t: float, turned: float | None, at: float) -> list[Event]:
        assert self.started is not None
        if turned is None:
            self.deviations["deviation.not_whole_turn"] = None
        ended = self._arrived(at) - YAW_LAG_S
        value = round(ended - self.started, 2) if turned is not None else None
        told = TestProgressed(t=t, test=TEST.id, value=abs(at - (self._rest_deg or 0.0)))
        details = {"steps": float(self._steps)}
        # The yaw is by world landmarks, which are guesses from 60° to 120°: never better than an estimate.
        quality = Quality.ESTIMATE if value is not None else None
        return [told, *self._end(t, value, ended=ended, details=details, quality=quality)]

    def _stopped(self, t: float) -> list[Event]:
        self.deviations["deviation.stopped_early"] = None
        return self._end(t, None, details={"steps": float(self._steps)})

    def _moves(self, scene: Scene, pose: Pose) -> bool:
        taken = sum(isinstance(e, StepTaken) for e in self._gait.step(pose))
        self._steps += taken if self.started is not None else 0
        last = self._trace[-1] if self._trace else None
        self._trace.append((pose.t, scene.turned_deg))
        if last is None:
            return False
        return abs(self._rate(pose.t, (scene.turned_deg - last[1]) / (pose.t - last[0]))) > MOVING_DEG_S

    def _begun(self) -> float:
        """When the body was last within ENDS_DEG of its rest."""
        rest = self._rest_deg or 0.0
        return next((t for t, deg in reversed(self._trace) if abs(deg - rest) < ENDS_DEG), self._trace[0][0])

    def _arrived(self, final: float) -> float:
        """Since when it is within ENDS_DEG of where it stopped."""
        far = [t for t, deg in self._trace if abs(deg - final) >= ENDS_DEG]
        return far[-1] if far else self._trace[-1][0]
