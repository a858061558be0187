"""Walking: foot contacts as they happen, faults of walking, and a summary of the walk. Pure: poses in, events
out. `foot_track` finds the contacts, `gait_steps` makes steps of them, `gait_summary` means over steps."""

from collections import deque
from collections.abc import Mapping
from statistics import median

from coach.feedback.body import body_of
from coach.feedback.freezing import FreezingWatch
from coach.feedback.gait_faults import GaitFaults
from coach.feedback.gait_posture import Posture
from coach.feedback.gait_steps import FOCAL, Picture, Step, Steps
from coach.feedback.gait_summary import KEPT, GaitSummary, summary_of
from coach.feedback.ruler import leg_of
from coach.feedback.smoothing import Slow
from coach.feedback.view import ViewWatch
from coach.types import Event, Pose, StepTaken

RATE_SAMPLES = 60
LEG_FOLLOWS_S = 3.0
TURN_TOLD_S = 1.0


class Gait:
    """Follows one walk, in any direction, with turns.

    `baseline`: fault id → this patient's own value. `leg_m`: the length of the leg in metres, where it was
    measured; without it the model's guess makes the speed even more approximate."""

    def __init__(self, *, baseline: Mapping[str, float] | None = None, leg_m: float | None = None) -> None:
        self._view, self._steps = ViewWatch(), Steps()
        self._faults, self._freezing = GaitFaults(dict(baseline or {})), FreezingWatch()
        self._posture = Posture(baseline)
        self._leg_m, self._guess = leg_m, Slow(LEG_FOLLOWS_S)
        self._intervals: deque[float] = deque(maxlen=RATE_SAMPLES)
        self._t: float | None = None
        self._taken: deque[Step] = deque(maxlen=KEPT)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The last steps, oldest first."""
        return tuple(self._taken)

    @property
    def rate(self) -> float:
        """Analysed frames a second."""
        return 1 / median(self._intervals) if self._intervals else 0.0

    @property
    def summary(self) -> GaitSummary | None:
        """None before the first step."""
        last = self._taken[-1] if self._taken else None
        turning = last is not None and last.turning and (self._t or 0.0) - last.t < TURN_TOLD_S
        return summary_of(self.steps, rate=self.rate, leg_m=self._leg_m or self._guess.value, turning=turning)

    def step(self, pose: Pose) -> list[Event]:
        """A `StepTaken` carries the time of the contact, 0.2–0.3 s before the pose that shows it. A pose
        whose time does not rise, or that is not surely the patient's, is passed over."""
        if self._t is not None and pose.t <= self._t:
            return []
        if self._t is not None:
            self._intervals.append(pose.t - self._t)
        self._t = pose.t
        body = body_of(pose) if pose.sure else None
        if body is None:
            return []
        self._view.step(body)
        self._guess(body.t, leg_of(body))
        picture = Picture(middle=body.wide / 2, focal=FOCAL * body.short)
        found = self._steps.step(body, self._view.yaw_deg, self._view.turned_deg, picture)
        events: list[Event] = [StepTaken(t=step.t, side=step.side) for step in found]
        self._taken.extend(found)
        if found:
            events += self._faults.judge(pose.t, self.steps, self.rate)
        events += self._posture.step(body, self._view.yaw_deg, self._steps.leg, picture.middle, found)
        return events + list(self._freezing.step(body, self._steps.leg, self._view.turned_deg, found))
