"""B.9 active range of motion of shoulder, elbow, hip and knee, to the nearest 5°: the camera is not better.

Ankle, rotation and forearm are not measured in degrees by one camera, so they are not here."""

from collections import deque
from dataclasses import dataclass

from coach.feedback.clinical_tests.description import Person, Test, TestProgressed
from coach.feedback.clinical_tests.norms import RANGES
from coach.feedback.clinical_tests.run import Run
from coach.feedback.measures import MEASURES
from coach.feedback.scene import Scene
from coach.types import Event, Pose, Quality, Side

STEP_DEG = 5
HELD_S = 0.3
"""The range is what is held for so long, not what one frame shows."""
TRUNK_DEG = 10.0
"""A trunk that leans further helps the limb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    id: str
    measure: str
    views: tuple[str, ...]
    least: bool = False
    """The smallest angle is wanted: straightening."""
    trunk: str = "trunk_slant"
    """The trunk's own movement that is watched."""


MOVEMENTS: dict[str, Movement] = {
    m.id: m
    for m in (
        Movement(id="shoulder_flexion", measure="shoulder_flexion", views=("side",)),
        Movement(id="shoulder_abduction", measure="shoulder_abduction", views=("front",), trunk="trunk_lean"),
        Movement(id="elbow_flexion", measure="elbow", views=("side",)),
        Movement(id="elbow_extension", measure="elbow", views=("side",), least=True),
        Movement(id="hip_flexion", measure="hip", views=("side",)),
        Movement(id="hip_abduction", measure="hip_abduction", views=("front",), trunk="trunk_lean"),
        Movement(id="knee_flexion", measure="knee", views=("side",)),
        Movement(id="knee_extension", measure="knee", views=("side",), least=True),
    )
}


def test_of(movement: str) -> Test:
    """Raises KeyError for a movement that isn't measured."""
    m = MOVEMENTS[movement]
    return Test(
        id=f"range_{m.id}",
        views=m.views,
        unit="°",
        prompts=2,
        sided=True,
        steady=True,
        less_is_better=m.least,
    )


class RangeOfMotion(Run):
    """ "Go", move as far as it goes, hold a moment; `stop` ends it. The best of all tries counts."""

    def __init__(self, movement: str, side: Side, person: Person | None = None) -> None:
        if side is Side.BOTH:
            raise ValueError(f"{movement} needs a side: left or right")
        super().__init__(test_of(movement), person, side)
        self._movement = MOVEMENTS[movement]
        self._last: deque[tuple[float, float]] = deque()
        self._trunk: float | None = None
        self._best: float | None = None

    def _begin(self, _t: float) -> None:
        self._last.clear()
        self._best = self._trunk = None

    def _judge(self, scene: Scene, pose: Pose) -> list[Event]:
        seen = MEASURES[self._movement.measure].value(scene, self.side)
        if seen is None or seen[1] is not Quality.MEASURED or self._wrong(scene) is not None:
            self._last.clear()
            return []
        self._last.append((pose.t, seen[0]))
        while len(self._last) > 1 and pose.t - self._last[1][0] >= HELD_S:
            self._last.popleft()
        if pose.t - self._last[0][0] < HELD_S - 1e-6:
            return []
        self._watch_trunk(scene)
        return self._better(pose.t)

    def _better(self, t: float) -> list[Event]:
        angles = [angle for _, angle in self._last]
        held = max(angles) if self._movement.least else min(angles)
        old = self._best
        self._best = held if old is None else (min if self._movement.least else max)(old, held)
        if old is not None and abs(self._best - old) < 0.1:
            return []
        return [TestProgressed(t=t, test=self.test.id, value=_rounded(self._best))]

    def _watch_trunk(self, scene: Scene) -> None:
        seen = MEASURES[self._movement.trunk].value(scene, self.side)
        if seen is None:
            return
        self._trunk = seen[0] if self._trunk is None else self._trunk
        if abs(seen[0] - self._trunk) > TRUNK_DEG:
            self.deviations["deviation.trunk_moved"] = None

    def _stopped(self, t: float) -> list[Event]:
        if self._best is None:
            return self._end(t, None)
        norm = RANGES.get(self._movement.id)
        details = {"usual_deg": norm[0]} if norm else {}
        return self._end(t, _rounded(self._best), details=details)


def _rounded(angle: float) -> int:
    return STEP_DEG * round(angle / STEP_DEG)
