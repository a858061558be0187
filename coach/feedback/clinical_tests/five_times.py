"""B.2 five times sit-to-stand: from "Go" to the seat after the fifth stand (or to the fifth stand: a setting,
since protocols differ)."""

from coach.feedback.clinical_tests.description import Person, Test, TestProgressed
from coach.feedback.clinical_tests.run import Run
from coach.feedback.clinical_tests.stands import ARMS_REPS, Stands
from coach.feedback.scene import Scene
from coach.types import Event, Pose

TIMES = 5
TEST = Test(
    id="five_times_sit_to_stand",
    views=("oblique", "side", "front"),
    unit="s",
    prompts=4,
    equipment=("chair_43cm",),
    automatic=True,
    less_is_better=True,
)


class FiveTimes(Run):
    """Starts with "Go", or with the first movement where nobody gave it."""

    def __init__(self, person: Person | None = None, *, to_seat: bool = True) -> None:
        super().__init__(TEST, person)
        self._stands = Stands()
        self._to_seat = to_seat

    @property
    def count(self) -> int:
        return len(self._stands.rises)

    def _begin(self, _t: float) -> None:
        self._stands.clear()

    def _before(self, scene: Scene, pose: Pose) -> list[Event]:
        self._stands.step(pose, scene)
        return self.start(self._stands.onset()) if self._stands.rising else []

    def _judge_from_start(self, _scene: Scene, _pose: Pose) -> list[Event]:
        return []  # `_before` has judged this pose

    def _judge(self, scene: Scene, pose: Pose) -> list[Event]:
        counted = self._stands.step(pose, scene)
        events: list[Event] = []
        if counted:
            events.append(TestProgressed(t=counted.counted, test=TEST.id, value=self.count))
        if self.count < TIMES:
            return events
        last = self._stands.rises[TIMES - 1]
        end = last.sat if self._to_seat else (last.stood or self._stands.stood())
        return [*events, *self._finish(pose.t, end)] if end is not None else events

    def _stopped(self, t: float) -> list[Event]:
        """Five stands that were not done: no time."""
        self.deviations["deviation.stopped_early"] = None
        return self._end(t, None, details={"stands": self.count})

    def _finish(self, t: float, end: float) -> list[Event]:
        assert self.started is not None
        arms = self._stands.arms
        if arms:
            self.deviations["deviation.arms_used" if arms >= ARMS_REPS else "deviation.arms_once"] = None
        if self._stands.partial:
            self.deviations["deviation.not_full_stand"] = None
        last = self._stands.rises[TIMES - 1]
        details = {"with_arms": float(arms), "not_full": float(self._stands.partial)}
        for name, at in (("to_fifth_stand_s", last.stood), ("to_seat_s", last.sat)):
            if at is not None:
                details[name] = round(at - self.started, 2)
        return self._end(t, round(end - self.started, 2), ended=end, details=details)
