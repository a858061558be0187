"""B.1 30-second chair stand: full stands in 30 s; more than half-way up at the end counts; arms used: 0."""

from coach.feedback.clinical_tests.description import Person, Test, TestProgressed
from coach.feedback.clinical_tests.run import Run
from coach.feedback.clinical_tests.stands import ARMS_REPS, HALF, Stands
from coach.feedback.scene import Scene
from coach.types import Event, Pose

TEST = Test(
    id="chair_stand_30s",
    views=("oblique", "side", "front"),
    unit="stands",
    prompts=4,
    equipment=("chair_43cm",),
    seconds=30.0,
    automatic=True,
)


class ChairStand(Run):
    """Starts with "Go", or with the first movement where nobody gave it."""

    def __init__(self, person: Person | None = None) -> None:
        super().__init__(TEST, person)
        self._stands = Stands()

    @property
    def count(self) -> int:
        return len(self._stands.rises)

    def _begin(self, _t: float) -> None:
        self._stands.clear()

    def _before(self, scene: Scene, pose: Pose) -> list[Event]:
        self._stands.step(pose, scene)
        if not self._stands.rising:
            return []
        return self.start(self._stands.onset())

    def _judge_from_start(self, _scene: Scene, _pose: Pose) -> list[Event]:
        return []  # `_before` has judged this pose

    def _judge(self, scene: Scene, pose: Pose) -> list[Event]:
        assert self.started is not None
        assert TEST.seconds is not None
        end = self.started + TEST.seconds
        was = self._stands.p or 0.0
        rising = self._stands.rising
        counted = self._stands.step(pose, scene)
        if pose.t < end:
            return [self._progress(counted.counted)] if counted else []
        late = counted is not None and counted.counted > end
        now = self._stands.p or 0.0
        half = (late or self._stands.rising) and rising and max(was, min(now, 1.0)) > HALF
        stands = self.count - late + half
        return self._finish(pose.t, stands, end)

    def _progress(self, t: float) -> Event:
        return TestProgressed(t=t, test=TEST.id, value=self.count)

    def _stopped(self, t: float) -> list[Event]:
        self.deviations["deviation.stopped_early"] = None
        return self._finish(t, self.count, t)

    def _finish(self, t: float, stands: int, end: float) -> list[Event]:
        arms = self._stands.arms
        if arms:
            self.deviations["deviation.arms_used" if arms >= ARMS_REPS else "deviation.arms_once"] = None
        if self._stands.partial:
            self.deviations["deviation.not_full_stand"] = None
        details = {"stands_seen": stands, "not_full": self._stands.partial, "with_arms": arms}
        return self._end(t, 0 if arms >= ARMS_REPS else stands, ended=end, details=details)
