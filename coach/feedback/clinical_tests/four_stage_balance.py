"""B.4 four-stage balance: side by side, semi-tandem, tandem, one leg; 10 s each, feet still, arms free.

"Go" starts each stage. The therapist places the feet and confirms them: the camera sees that they stay."""

from coach.feedback.body import Spot
from coach.feedback.clinical_tests.description import Person, Test, TestProgressed
from coach.feedback.clinical_tests.run import Run
from coach.feedback.clinical_tests.standing_still import StandingStill
from coach.feedback.formulas.trunk import tilt
from coach.feedback.scene import Scene
from coach.feedback.smoothing import Slow
from coach.types import Event, Pose, Side

STAGES = ("side_by_side", "semi_tandem", "tandem", "one_leg")
TEST = Test(
    id="four_stage_balance",
    views=("front",),
    unit="stages",
    prompts=5,
    equipment=("chair", "helper"),
    seconds=10.0,
    steady=True,
    straight_kneed=True,
)
HOLD_S = 10.0
TRUNK_DEG = 20.0
"""Leaning over further ends the stage; clinical.md E09."""
NARROW_HIPS = 0.6
"""Tandem: the ankles are no further apart across the picture than this."""
DOWN_LEGS, DOWN_S = 0.04, 0.2
"""One leg: the foot is down when it is no higher than this for so long."""


class FourStageBalance(Run):
    """`stage` is the one to be done next, or under way."""

    def __init__(self, person: Person | None = None) -> None:
        super().__init__(TEST, person)
        self.stage = 0
        self._seconds: dict[str, float] = {}
        self._first: float | None = None
        self._feet: StandingStill | None = None
        self._lean = Slow(0.2)
        self._down: float | None = None

    def _begin(self, t: float) -> None:
        self._first = t if self._first is None else self._first
        self._feet, self._lean, self._down = StandingStill(), Slow(0.2), None

    def _judge(self, scene: Scene, pose: Pose) -> list[Event]:
        assert self.started is not None
        assert self._feet is not None
        name = STAGES[self.stage]
        self._check_feet(name, scene)
        moved = self._feet.step(scene, self._lifted(scene) if name == "one_leg" else None)
        lean = abs(self._lean(pose.t, _lean_of(scene)))
        failed = moved or self._put_down(name, scene) or (pose.t if lean > TRUNK_DEG else None)
        if failed is None and pose.t - self.started < HOLD_S:
            return []
        held = HOLD_S if failed is None else min(HOLD_S, max(0.0, failed - self.started))
        return self._stage_done(pose.t, name, held)

    def _stopped(self, t: float) -> list[Event]:
        assert self.started is not None
        return self._stage_done(t, STAGES[self.stage], min(HOLD_S, t - self.started), last=True)

    def _stage_done(self, t: float, name: str, held: float, last: bool = False) -> list[Event]:
        self._seconds[f"{name}_s"] = round(held, 1)
        told = TestProgressed(t=t, test=TEST.id, value=round(held, 1))
        self.stage += 1
        whole = held >= HOLD_S
        if whole and self.stage < len(STAGES) and not last:
            self.started = None
            return [told]
        self.started = self._first
        held_all = sum(seconds >= HOLD_S for seconds in self._seconds.values())
        return [told, *self._end(t, held_all, details=self._seconds)]

    def _check_feet(self, name: str, scene: Scene) -> None:
        """A stance that doesn't look like its name is told."""
        left, right = (scene.body.spot("ankle", s) for s in (Side.LEFT, Side.RIGHT))
        apart = abs(left[0] - right[0]) / scene.lengths.hips
        if name == "tandem" and apart > NARROW_HIPS:
            self.deviations["deviation.feet_not_in_line"] = None

    def _lifted(self, scene: Scene) -> Side:
        left, right = (scene.body.spot("ankle", s)[1] for s in (Side.LEFT, Side.RIGHT))
        return Side.LEFT if left < right else Side.RIGHT

    def _put_down(self, name: str, scene: Scene) -> float | None:
        """When the lifted foot came down."""
        left, right = (scene.body.spot("ankle", s)[1] for s in (Side.LEFT, Side.RIGHT))
        t = scene.body.t
        if name != "one_leg" or abs(left - right) > DOWN_LEGS * scene.lengths.leg:
            self._down = None
            return None
        self._down = t if self._down is None else self._down
        return self._down if t - self._down >= DOWN_S else None


def _lean_of(scene: Scene) -> float:
    hips: Spot = scene.body.middle("hip")
    return tilt(hips, scene.body.middle("shoulder"))
