"""What all runs of a test share: seeing, starting, refusing, ending. What is judged is each test's own."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

from coach.feedback.body import Body, body_of
from coach.feedback.clinical_tests.description import (
    Person,
    Test,
    TestEnded,
    TestRefused,
    TestResult,
    TestStarted,
)
from coach.feedback.clinical_tests.norms import verdict
from coach.feedback.ruler import Ruler
from coach.feedback.scene import Scene, near_side
from coach.feedback.view import ViewWatch
from coach.types import Event, Pose, Quality, Side, View

REFUSED_AFTER_S = 2.0
"""A view that can't support the test is refused when it has lasted so long before the start."""
LOST_S = 2.0
"""Out of sight for longer than this while the time runs, the result is no more than an estimate."""


class Run(ABC):
    """One run of one test. Poses in, events out; no clock."""

    def __init__(self, test: Test, person: Person | None = None, side: Side = Side.BOTH) -> None:
        self.test, self.person, self.side = test, person or Person(), side
        self.result: TestResult | None = None
        self.refusal: str | None = None
        """Text key of why the test can't be done so; None again as soon as it can."""
        self.started: float | None = None
        self.deviations: dict[str, None] = {}
        self._views, self._ruler = ViewWatch(), Ruler()
        self._t: float | None = None
        self._wrong_since: float | None = None
        self._lost_since: float | None = None
        self._quality = Quality.MEASURED

    @property
    def view(self) -> View | None:
        return self._views.view

    def start(self, t: float) -> list[Event]:
        """ "Go". Nothing happens when the test is over or refused; a second "Go" starts the time anew."""
        if self.result is not None or self.refusal is not None:
            return []
        self.started = t
        self._begin(t)
        return [TestStarted(t=t, test=self.test.id)]

    def step(self, pose: Pose) -> list[Event]:
        """Judge one pose. A pose whose time does not rise is passed over, and so are all after the end."""
        if (self._t is not None and pose.t <= self._t) or self.result is not None:
            return []
        self._t = pose.t
        body = body_of(pose) if pose.sure else None
        if body is None:
            return self._unseen(pose.t)
        self._lost_since = None
        watched = self._watch(pose)
        scene = self._see(body)
        return [*watched, *(self._step(scene, pose) if scene is not None else [])]

    def _step(self, scene: Scene, pose: Pose) -> list[Event]:
        if self.started is None:
            refused = self._check_view(scene)
            if self._wrong_since is not None:  # no test begins by itself in a view that can't support it
                return refused
            return [*refused, *self._before(scene, pose), *self._judge_from_start(scene, pose)]
        return self._judge(scene, pose)

    def stop(self, t: float) -> list[Event]:
        """The therapist ends the test: what has been seen is the result."""
        if self.result is not None or self.started is None:
            return []
        return self._stopped(t)

    # ---- each test's own

    def _begin(self, _t: float) -> None:
        """The time starts at `_t`."""
        return

    def _before(self, _scene: Scene, _pose: Pose) -> list[Event]:
        """Before the start: learn what rest is like; a test that begins by itself returns its start."""
        return []

    def _watch(self, _pose: Pose) -> list[Event]:
        """Every pose with a body, before anything else; for tests that don't need stillness first."""
        return []

    @abstractmethod
    def _judge(self, scene: Scene, pose: Pose) -> list[Event]:
        """While the time runs."""

    @abstractmethod
    def _stopped(self, t: float) -> list[Event]:
        """Ended by hand at `t`."""

    # ---- shared

    def _judge_from_start(self, scene: Scene, pose: Pose) -> list[Event]:
        return self._judge(scene, pose) if self.started is not None else []

    def _see(self, body: Body) -> Scene | None:
        """None until the person has been still for a moment."""
        self._views.step(body)
        rests = self.started is None or self._ruler.anchor is None
        self._ruler.step(body, self._views.yaw_deg, rests)
        if self._ruler.lengths is None or self._ruler.anchor is None:
            return None
        return Scene(
            body=body,
            lengths=self._ruler.lengths,
            anchor=self._ruler.anchor,
            places=self._ruler.places,
            yaw_deg=self._views.yaw_deg,
            turned_deg=self._views.turned_deg,
        )

    def _unseen(self, t: float) -> list[Event]:
        if self._lost_since is None:
            self._lost_since = t
        if self.started is not None and t - self._lost_since > LOST_S:
            self._quality = Quality.ESTIMATE
            self.deviations["deviation.out_of_sight"] = None
        return []

    def _check_view(self, scene: Scene) -> list[Event]:
        """Refuse a view that can't support the test, and take it back when it can."""
        reason = self._wrong(scene)
        if reason is None:
            self._wrong_since, self.refusal = None, None
            return []
        if self._wrong_since is None:
            self._wrong_since = scene.body.t
        if self.refusal is not None or scene.body.t - self._wrong_since < REFUSED_AFTER_S:
            return []
        self.refusal = reason
        return [TestRefused(t=scene.body.t, test=self.test.id, reason=reason)]

    def _wrong(self, scene: Scene) -> str | None:
        """Why this view can't support the test: turned wrongly, or the side asked for is hidden."""
        view = self._views.view
        if view is not None and view.name not in self.test.views:
            return f"refusal.turn_{self.test.views[0]}"
        if view is not None and self.side is not Side.BOTH and not self._is_seen(scene):
            return "refusal.turn_round"
        return None

    def _is_seen(self, scene: Scene) -> bool:
        return near_side(scene.yaw_deg) in (Side.BOTH, self.side)

    def _end(
        self,
        t: float,
        value: float | None,
        *,
        ended: float | None = None,
        details: Mapping[str, float] | None = None,
        quality: Quality | None = None,
    ) -> list[Event]:
        assert self.started is not None
        compared = verdict(self.test.id, value, self.person)
        self.result = TestResult(
            test=self.test.id,
            value=value,
            unit=self.test.unit,
            quality=quality or (self._quality if value is not None else Quality.NOT_ASSESSABLE),
            started=round(self.started, 3),
            ended=round(t if ended is None else ended, 3),
            side=self.side,
            details=dict(details or {}),
            deviations=tuple(self.deviations),
            comparison=compared.key if compared else None,
            source=compared.source if compared else None,
        )
        return [TestEnded(t=t, result=self.result)]
