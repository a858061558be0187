"""B.7 functional reach: how far the hand goes forward with the arm level and the feet still; the mean of the
last three trials after two for practice. The camera follows the wrist instead of the knuckle of the fist."""

from collections import deque
from dataclasses import dataclass
from statistics import fmean, median

from coach.feedback.clinical_tests.description import Person, Test, TestProgressed
from coach.feedback.clinical_tests.run import Run
from coach.feedback.clinical_tests.standing_still import StandingStill
from coach.feedback.gait_steps import FOCAL
from coach.feedback.measures import MEASURES
from coach.feedback.ruler import scale_of
from coach.feedback.scene import Scene, near_side
from coach.feedback.smoothing import Slow
from coach.types import Event, Pose, Quality, Side

TEST = Test(
    id="functional_reach",
    views=("side",),
    unit="cm",
    prompts=5,
    equipment=("wall", "helper"),
    automatic=True,
    sided=True,
    steady=True,
    straight_kneed=True,
)
LEVEL = (70.0, 115.0)
"""Degrees of the raised arm at the start of a trial."""
READY_S, READY_LEGS_S = 0.4, 0.15
"""The hand rests with the arm level for so long: the trial starts there."""
FORWARD_M, BACK = 0.06, 0.35
"""A trial is a reach of at least so much; it is over when the hand is back to this share of its furthest."""
HELD_S = 0.2
HEEL = 0.10
"""F33: a lifted heel makes the trial void."""
PRACTICE, TRIALS = 2, 3
NOSE_TO_ANKLE = 0.865
"""Of the body's height; with a known height it gives the scale."""
HALF_SHOULDERS_M = 0.17


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hand:
    t: float
    x: float
    leg: float


class FunctionalReach(Run):
    """`person.height_m` gives the scale of the picture; without it centimetres are an estimate."""

    def __init__(self, person: Person | None = None) -> None:
        super().__init__(TEST, person)
        self._last: deque[_Hand] = deque()
        self._zero: float | None = None
        self._far = 0.0
        self._void = False
        self._feet = StandingStill()
        self._scale, self._heel = Slow(2.0), Slow(0.2)
        self._trials: list[float] = []

    def _before(self, _scene: Scene, pose: Pose) -> list[Event]:
        return self.start(pose.t) if self._ruler.posture == "standing" else []

    def _judge(self, scene: Scene, pose: Pose) -> list[Event]:
        side = near_side(scene.yaw_deg)
        if side is Side.BOTH or scene.body.missing((f"{side}_wrist", f"{side}_shoulder")):
            return []
        self.side = side
        x = scene.ahead * scene.body.spot("wrist", side)[0]
        self._last.append(_Hand(t=pose.t, x=x, leg=scene.lengths.leg))
        while pose.t - self._last[0].t > READY_S:
            self._last.popleft()
        arm = MEASURES["shoulder_flexion"].value(scene, side)
        if self._zero is None or self._far == 0.0:
            self._find_zero(scene, arm[0] if arm else None)
        if self._zero is None:
            return []
        return self._follow(scene, side)

    def _find_zero(self, scene: Scene, arm: float | None) -> None:
        """Where the hand rests with the arm level; the newest such rest before the reach counts."""
        span = self._last[-1].t - self._last[0].t
        moved = max(h.x for h in self._last) - min(h.x for h in self._last)
        level = arm is not None and LEVEL[0] <= arm <= LEVEL[1]
        if level and span >= 0.8 * READY_S and moved < READY_LEGS_S * span * scene.lengths.leg:
            self._zero = median(h.x for h in self._last)
            self._scale(scene.body.t, self._pixels_per_metre(scene))
            self._feet, self._void = StandingStill(), False

    def _follow(self, scene: Scene, side: Side) -> list[Event]:
        """One trial: out, furthest, back."""
        assert self._zero is not None
        scale = self._scale.value
        recent = [h.x for h in self._last if scene.body.t - h.t <= HELD_S + 1e-6]
        now = (min(recent) - self._zero) / scale
        heel = MEASURES["heel_lift"].value(scene, side)
        if heel is not None and self._heel(scene.body.t, heel[0]) > HEEL:
            self._void = True
        if self._feet.step(scene) is not None:
            self._void = True
        if now > FORWARD_M:
            self._far = max(self._far, now)
        back = (self._last[-1].x - self._zero) / scale
        return self._trial(scene.body.t) if self._far and back < BACK * self._far else []

    def _trial(self, t: float) -> list[Event]:
        far, self._far, self._zero = self._far, 0.0, None
        if self._void:
            self.deviations["deviation.feet_moved"] = None
            return []
        self._trials.append(round(100 * far, 1))
        told = TestProgressed(t=t, test=TEST.id, value=self._trials[-1])
        return [told, *self._finish(t)] if len(self._trials) >= PRACTICE + TRIALS else [told]

    def _stopped(self, t: float) -> list[Event]:
        if len(self._trials) < PRACTICE + TRIALS:
            self.deviations["deviation.fewer_trials"] = None
        return self._finish(t)

    def _finish(self, t: float) -> list[Event]:
        details = {f"trial_{n}_cm": far for n, far in enumerate(self._trials, 1)}
        value = round(fmean(self._trials[-TRIALS:]), 1) if self._trials else None
        known = self.person.height_m is not None
        if not known:
            self.deviations["deviation.height_unknown"] = None
        quality = (self._quality if known else Quality.ESTIMATE) if value is not None else None
        return self._end(t, value, details=details, quality=quality)

    def _pixels_per_metre(self, scene: Scene) -> float:
        """At the arm, which is nearer to the camera than the middle of the body by half a shoulder width."""
        height = self.person.height_m
        feet = max(scene.body.spot("ankle", s)[1] for s in (Side.LEFT, Side.RIGHT))
        seen = (feet - scene.body.spots[0][1]) / (NOSE_TO_ANKLE * height) if height else scale_of(scene.body)
        distance = FOCAL * scene.body.short / seen
        return seen * distance / max(distance - HALF_SHOULDERS_M, 0.5 * distance)
