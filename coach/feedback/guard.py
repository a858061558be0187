"""Safety while a standard test runs: falls always, balance and knees where the test is done on the spot,
freezing where it is walked. Not for what the test measures (`clinical_tests`)."""

from coach.feedback.body import Body, body_of
from coach.feedback.clinical_tests.description import Test
from coach.feedback.gait import Gait
from coach.feedback.ruler import Ruler
from coach.feedback.safety import BalanceWatch, BuckleWatch, FallWatch, SafetyWatch
from coach.feedback.scene import Scene
from coach.feedback.view import ViewWatch
from coach.types import Event, FaultSeen, Level, Pose


class Guard:
    """Watches one run of one test."""

    def __init__(self, test: Test) -> None:
        self._safety = SafetyWatch(
            fall=FallWatch(),
            balance=BalanceWatch() if test.steady else None,
            buckle=BuckleWatch() if test.steady and test.straight_kneed else None,
        )
        self.gait = Gait() if test.walked else None
        """The walk of a test that is walked."""
        self._view, self._ruler = ViewWatch(), Ruler()

    @property
    def suspects(self) -> bool:
        """Something is seen that a moment will tell."""
        return self._safety.suspects

    def step(self, pose: Pose, running: bool) -> tuple[list[FaultSeen], list[Event]]:
        """What stops the test, and what else was seen of a walk. `running`: the time runs, or just ended."""
        body = body_of(pose) if pose.sure else None
        stops = self._safety.look(pose.t, body)
        if body is not None:
            stops += self._judged(body, running)
        walked = self.gait.step(pose) if self.gait and running else []
        stops += [e for e in walked if isinstance(e, FaultSeen) and e.level is Level.SAFETY]
        return stops, [event for event in walked if event not in stops]

    def _judged(self, body: Body, running: bool) -> list[FaultSeen]:
        """The start posture is learnt until the time runs."""
        self._view.step(body)
        self._ruler.step(body, self._view.yaw_deg, not running)
        if self._ruler.lengths is None or self._ruler.anchor is None or not running:
            return []
        scene = Scene(
            body=body,
            lengths=self._ruler.lengths,
            anchor=self._ruler.anchor,
            places=self._ruler.places,
            yaw_deg=self._view.yaw_deg,
            turned_deg=self._view.turned_deg,
        )
        return self._safety.judge(scene, counting=True)
