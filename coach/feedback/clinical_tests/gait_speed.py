"""B.8 walking speed. With two marks on the floor, "Go" at the first and "Stop" at the second it is measured;
without marks it is only what the camera makes of the steps."""

from coach.feedback.clinical_tests.description import Person, Test, TestProgressed
from coach.feedback.clinical_tests.run import Run
from coach.feedback.gait import Gait
from coach.feedback.gait_summary import GaitSummary, Number
from coach.feedback.scene import Scene
from coach.types import Event, Pose, Quality, Side, StepTaken

TEST = Test(
    id="gait_speed",
    views=("side", "oblique", "front", "back"),
    unit="m/s",
    prompts=4,
    equipment=("floor_marks", "walking_aid"),
    walked=True,
)


class GaitSpeed(Run):
    """`distance_m`: between the marks."""

    def __init__(self, person: Person | None = None, *, distance_m: float | None = None) -> None:
        if distance_m is not None and distance_m <= 0:
            raise ValueError(f"distance_m must be positive, is {distance_m}")
        super().__init__(TEST, person)
        self._distance_m = distance_m
        self._gait = Gait(leg_m=self.person.leg_m)
        self._steps = 0

    def _begin(self, _t: float) -> None:
        self._gait, self._steps = Gait(leg_m=self.person.leg_m), 0

    def _judge(self, _scene: Scene, _pose: Pose) -> list[Event]:
        return []  # `_watch` follows the walk

    def _watch(self, pose: Pose) -> list[Event]:
        """Somebody who walks into the picture was never still in it."""
        if self.started is None:
            return []
        taken = sum(isinstance(e, StepTaken) for e in self._gait.step(pose))
        self._steps += taken
        return [TestProgressed(t=pose.t, test=TEST.id, value=self._steps)] if taken else []

    def _stopped(self, t: float) -> list[Event]:
        assert self.started is not None
        summary = self._gait.summary
        details = _details(summary) if summary else {}
        if self._distance_m is not None and t > self.started:
            speed = round(self._distance_m / (t - self.started), 2)
            return self._end(t, speed, details={**details, "distance_m": self._distance_m})
        self.deviations["deviation.no_marks"] = None
        value = summary.speed.value if summary else None
        quality = Quality.ESTIMATE if value is not None else None
        return self._end(t, None if value is None else round(value, 2), details=details, quality=quality)


def _details(summary: GaitSummary) -> dict[str, float]:
    numbers: dict[str, Number] = {
        "cadence": summary.cadence,
        "step_time_left_s": summary.step_time[Side.LEFT],
        "step_time_right_s": summary.step_time[Side.RIGHT],
        "step_length_left_legs": summary.step_length[Side.LEFT],
        "step_length_right_legs": summary.step_length[Side.RIGHT],
        "time_ratio": summary.time_ratio,
        "length_ratio": summary.length_ratio,
        "base_hips": summary.base,
    }
    return {name: number.value for name, number in numbers.items() if number.value is not None} | {
        "steps": float(summary.steps)
    }
