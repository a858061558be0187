"""One followed side of an exercise: its signal, its tracker and its faults."""

from dataclasses import dataclass

from coach.feedback.body import other
from coach.feedback.calibration import SideBaseline
from coach.feedback.exercise import Exercise, FaultRule, Kind, Of, Signal
from coach.feedback.faults import FaultWatch, Finding
from coach.feedback.holds import Hold, HoldTracker
from coach.feedback.measures import MEASURES
from coach.feedback.reach import Reach
from coach.feedback.reps import AT_REST, Rep, RepTracker, Sample
from coach.feedback.scene import Scene
from coach.feedback.smoothing import OneEuro
from coach.feedback.turns import TurnTracker
from coach.types import Phase, Side

STILL_SPEED = 0.3
"""Progress a second below which a limb rests: from rest to target in more than three seconds."""

TURNED_DEG = 20.0
"""More than the yaw changes by its own error, and by a trunk that turns in reaching."""
ELSEWHERE = 0.8
"""Of the farthest: a foot that is still so far from its place when the repetition ends did not come back; one
that was put down on its place again is at less than a third of it."""
UNIT_CHANGED = 0.03
"""A length learned anew that differs by more changes the unit of the signal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A repetition or hold that ended, with its faults."""

    side: Side
    rep: Rep | Hold
    findings: tuple[Finding, ...]
    unit: str
    reach: float
    """Distance from rest to target, in the unit."""


class Limb:
    """Follows one side (BOTH where the exercise has no sides)."""

    def __init__(self, exercise: Exercise, side: Side, signal: Signal, own: SideBaseline | None) -> None:
        self.side, self.signal = side, signal
        self._exercise = exercise
        self._smooth = OneEuro(MEASURES[signal.measure].span)
        self.reach = Reach(signal, own)
        self.tracker = _tracker(exercise)
        self._watches = [w for rule in exercise.faults for w in _watches(rule, side, own)]
        self._named = dict.fromkeys((Side.LEFT, Side.RIGHT), 0.0) if exercise.named_by else {}
        self.sample: Sample | None = None
        self._length = 0.0
        self._yaw_deg = 0.0
        self._off = self._farthest = 0.0

    @property
    def phase(self) -> Phase:
        return self.tracker.phase

    def needs(self, near: Side, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the exercise's landmarks without which this side can't be judged."""
        both = (Side.LEFT, Side.RIGHT)
        sides: tuple[Side, ...] = (self.side,)
        if MEASURES[self.signal.measure].pair:
            sides = both
        elif self.side is Side.BOTH:
            sides = both if near is Side.BOTH else (near,)
        return tuple(f"{s}_{part}" for s in sides for part in parts)

    @property
    def sees_both(self) -> bool:
        """The signal compares left with right, so the far side serves in every view."""
        return MEASURES[self.signal.measure].pair

    @property
    def could_start(self) -> bool:
        """Whether the newest value may be that of the start posture, and rests there."""
        s = self.sample
        return s is not None and abs(s.speed) < STILL_SPEED and self.reach.could_rest(s.value)

    @property
    def held(self) -> float | None:
        """Seconds in the held posture now; None outside a hold."""
        if isinstance(self.tracker, HoldTracker) and self.sample is not None:
            return self.tracker.held(self.sample.t)
        return None

    def look(self, scene: Scene) -> None:
        """Measure and smooth the signal; the sample is None where it can't be measured."""
        self._follow_unit(scene)
        seen = MEASURES[self.signal.measure].guess(scene, self.side)
        if seen is None:
            self.sample = None
            return
        value = self._smooth(scene.body.t, seen[0])
        reach = self.reach.target - self.reach.rest
        self.sample = Sample(
            t=scene.body.t,
            p=self.reach.progress(value),
            speed=self._smooth.rate / reach,
            value=value,
            quality=scene.trusted(seen[1]),
        )

    def _follow_unit(self, scene: Scene) -> None:
        """When the person's lengths were learned anew, bring all that is remembered to them."""
        by = MEASURES[self.signal.measure].by
        if by is None:
            return
        length: float = getattr(scene.lengths, by)
        factor = self._length / length if self._length else 1.0
        if abs(factor - 1) > UNIT_CHANGED or not self._length:
            self._length = length
            self._smooth.rescale(factor)
            self.reach.rescale(factor)
            self.tracker.rescale(factor, self.reach.progress)

    def ready(self, scene: Scene) -> bool:
        """Whether this side is in the start posture."""
        wanted = self._exercise.ready
        if not self.could_start:
            return False
        if wanted is None:
            return True
        seen = MEASURES[wanted.measure].value(scene, self.side)
        return seen is not None and wanted.low <= seen[0] <= wanted.high

    def start(self) -> None:
        """The start posture is here."""
        assert self.sample is not None
        self.reach.start(self.sample.value)
        self.drop()

    def learn_rest(self) -> None:
        """The body is still: if this side is at rest, that is where its rest is."""
        s = self.sample
        if s is not None and not self.tracker.moving and abs(s.p) < AT_REST and abs(s.speed) < STILL_SPEED:
            self.reach.learn(s.t, s.value)

    def judge(self, scene: Scene) -> Done | None:
        """Advance by the newest sample; what ended, if something did."""
        if self.sample is None:
            return None
        was_moving = self.tracker.moving
        self._stray(scene)
        ended = self.tracker.step(self.sample)
        done = self._done(ended) if ended is not None else None
        if done is not None and (self._turned(scene) or self._elsewhere):
            done = None
        if ended is not None or (self.tracker.moving and not was_moving):
            self._begin()
            self._yaw_deg = scene.yaw_deg
        for watch in self._watches:
            watch.step(scene, self.phase)
        self._name(scene)
        return done

    def _turned(self, scene: Scene) -> bool:
        """The body turned during the repetition: it was no repetition but a step of turning round."""
        turned = abs((scene.yaw_deg - self._yaw_deg + 180) % 360 - 180)
        return turned > TURNED_DEG and not self._exercise.turns

    def _stray(self, scene: Scene) -> None:
        """Keep how far this side is from its place, and was in the open repetition."""
        away = MEASURES[self.signal.measure].away
        if away is not None and self.tracker.moving:
            self._off = away(scene, self.side)
            self._farthest = max(self._farthest, self._off)

    @property
    def _elsewhere(self) -> bool:
        """The foot stays where it got to, and only the other one, following it, ended the difference: that
        was a step of walking, for a repetition ends where it began."""
        return self._off > ELSEWHERE * self._farthest

    def wait(self, scene: Scene) -> None:
        """Not judged yet: only learn what the start posture is like."""
        for watch in self._watches:
            watch.step(scene, Phase.WAITING)

    def close(self, t: float) -> Done | None:
        """The set ends at `t`."""
        ended = self.tracker.close(t, self._exercise.peak_counts) if self.tracker.moving else None
        if isinstance(ended, Rep) and ended.complete and self._elsewhere:
            return None
        return self._done(ended) if ended is not None else None

    def drop(self) -> None:
        self.tracker.drop()
        self._begin()

    def _begin(self) -> None:
        for watch in self._watches:
            watch.begin()
        self._off = self._farthest = 0.0
        self._named = dict.fromkeys(self._named, 0.0)

    def _name(self, scene: Scene) -> None:
        """Keep how far each side has gone, to tell afterwards which one made the repetition."""
        if not self.tracker.moving or self._exercise.named_by is None:
            return
        for side in self._named:
            seen = MEASURES[self._exercise.named_by].value(scene, side)
            if seen is not None:
                self._named[side] = max(self._named[side], seen[0])

    def _done(self, rep: Rep | Hold) -> Done:
        side = max(self._named, key=lambda s: self._named[s]) if self._named else self.side
        found = [w.finding for w in self._watches if w.side in _looked_at(w.rule.of, side, self.side)]
        return Done(
            side=side,
            rep=rep,
            findings=tuple(f for f in found if f is not None),
            unit=self.signal.unit,
            reach=abs(self.reach.target - self.reach.rest),
        )


def _looked_at(of: Of, moving: Side, followed: Side) -> tuple[Side, ...]:
    """The sides whose findings belong to a repetition of the side `moving`."""
    return (other(moving),) if of is Of.RESTING else (moving, followed)


def _tracker(exercise: Exercise) -> RepTracker | HoldTracker | TurnTracker:
    if exercise.kind is Kind.HOLD:
        return HoldTracker(exercise.pace)
    return TurnTracker(exercise.pace) if exercise.kind is Kind.TURN else RepTracker(exercise.pace)


def _watches(rule: FaultRule, side: Side, own: SideBaseline | None) -> list[FaultWatch]:
    """The watches of one rule: of both sides where the moving side is known only afterwards."""
    if rule.of is Of.BODY:
        return [FaultWatch(rule, side, own)]
    moving = (Side.LEFT, Side.RIGHT) if side is Side.BOTH else (side,)
    return [FaultWatch(rule, m if rule.of is Of.MOVING else other(m), own) for m in moving]
