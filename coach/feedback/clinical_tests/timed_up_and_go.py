"""B.3 timed up and go: stand up, walk 3 m, turn, walk back, sit down. The whole time only: the camera's times
of its parts agree too little with people's (S44).

Works towards the camera and past it: heights and ways are in the person's own legs."""

from collections import deque
from statistics import median

from coach.feedback.body import Body
from coach.feedback.clinical_tests.chest import Chest
from coach.feedback.clinical_tests.description import Person, Test
from coach.feedback.clinical_tests.run import Run
from coach.feedback.gait import Gait
from coach.feedback.gait_steps import FOCAL
from coach.feedback.ruler import height_of, leg_of, posture_of, scale_of
from coach.feedback.scene import Scene
from coach.feedback.smoothing import Slow
from coach.types import Event, Pose, StepTaken

TEST = Test(
    id="timed_up_and_go",
    views=("front", "oblique", "side"),
    unit="s",
    prompts=4,
    equipment=("chair_43cm", "mark_3m", "walking_aid"),
    automatic=True,
    walked=True,
    less_is_better=True,
)

SEAT_S = 1.5
"""The seated height is the median of so much rest."""
RISEN = 0.12
"""Legs over the seated height: on the way up. A seated person who leans forward looks lower, not higher."""
DOWN = 0.10
"""Legs over the seated height under which the person sits again."""
REST_S = 0.5
"""At rest on the chair for so long: the test is over, at the beginning of that rest; clinical.md B.3."""
WALKED_LEGS = 1.0
"""Who has not been so far from the chair has not walked."""
FULL_WAY_LEGS = 2.4
"""3 m are 3.3 to 3.8 legs; the camera's own error is 20 %."""


class TimedUpAndGo(Run):
    """Starts with "Go", or with the first movement where nobody gave it."""

    def __init__(self, person: Person | None = None) -> None:
        super().__init__(TEST, person)
        self._chest, self._gait = Chest(), Gait()
        self._height, self._leg = Slow(0.1), Slow(0.3)
        self._seats: deque[tuple[float, float, tuple[float, float]]] = deque()
        self._seat: tuple[float, tuple[float, float]] | None = None
        self._far = 0.0
        self._steps = 0
        self._rose = False

    def _before(self, scene: Scene, pose: Pose) -> list[Event]:
        self._look(scene.body, pose)
        self._learn_seat(scene.body)
        if self._seat is None or self._height.value < self._seat[0] + RISEN:
            return []
        return self.start(self._chest.onset(pose.t))

    def _judge_from_start(self, _scene: Scene, _pose: Pose) -> list[Event]:
        return []  # `_before` has judged this pose

    def _judge(self, scene: Scene, pose: Pose) -> list[Event]:
        assert self.started is not None
        self._look(scene.body, pose)
        if self._seat is None:
            self._learn_seat(scene.body)
            return []
        self._rose = self._rose or self._height.value > self._seat[0] + RISEN
        self._far = max(self._far, _between(self._seat[1], self._place(scene.body)))
        rest = self._chest.resting_since()
        low = self._height.value < self._seat[0] + DOWN and posture_of(scene.body) != "standing"
        if not self._rose or not low or rest is None or pose.t - rest < REST_S or rest <= self.started:
            return []
        if self._far < WALKED_LEGS:
            return self._sat_down_again()
        if self._far < FULL_WAY_LEGS:
            self.deviations["deviation.short_way"] = None
        return self._end(pose.t, round(rest - self.started, 2), ended=rest, details={"steps": self._steps})

    def _sat_down_again(self) -> list[Event]:
        """Stood up and sat down without walking: that was no test yet."""
        self.started, self._rose, self._far, self._steps = None, False, 0.0, 0
        return []

    def _stopped(self, t: float) -> list[Event]:
        self.deviations["deviation.stopped_early"] = None
        return self._end(t, None, details={"steps": self._steps})

    def _look(self, body: Body, pose: Pose) -> None:
        leg = self._leg(pose.t, leg_of(body) * scale_of(body))
        self._height(pose.t, height_of(body))
        self._chest.step(pose.t, body.middle("shoulder"), leg)
        taken = sum(isinstance(e, StepTaken) for e in self._gait.step(pose))
        self._steps += taken if self.started is not None else 0

    def _learn_seat(self, body: Body) -> None:
        if self._chest.resting_since() is None or posture_of(body) == "standing":
            return
        self._seats.append((body.t, height_of(body), self._place(body)))
        while body.t - self._seats[0][0] > SEAT_S:
            self._seats.popleft()
        if body.t - self._seats[0][0] >= SEAT_S / 3:
            self._seat = (median(h for _, h, _ in self._seats), self._seats[-1][2])

    def _place(self, body: Body) -> tuple[float, float]:
        """On the floor: right in the picture, and away from the camera, in legs."""
        right = (body.middle("hip")[0] - body.wide / 2) / self._leg.value
        return right, FOCAL * body.short / self._leg.value


def _between(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)
