"""Falls, balance loss and a buckling knee: found at once, told to the therapist and the patient alike.

A fall is judged whether or not the set has begun; the others only in a start posture that has been seen, in
exercises whose feet stay where they are, or come back to where they were."""

import math
from collections import deque
from dataclasses import dataclass

from coach.feedback.body import Body
from coach.feedback.exercise import Exercise
from coach.feedback.measures import MEASURES
from coach.feedback.ruler import STAND_BY_LEG, feet_of, height_of, leg_of, posture_of, scale_of
from coach.feedback.scene import Scene
from coach.types import FaultSeen, Level, Quality, Side

LYING, SITTING = (0.42, 0.72), (0.60, 0.85)
"""Pelvis and chest this little above the feet, in standing pelvis heights: lying, and sitting on the floor.
A.3 F29 gives 0.4 for the pelvis; the chest of a deep squat stays over 0.74, that of a sitter on a chair
over 0.95."""
UPRIGHT_CHEST = 1.0
LYING_S, SITTING_S = 1.0, 2.0
LOSS_S = 0.3
LOSS_SHOULDERS = 0.26
"""A.3 F28: more than 0.25 shoulder widths in 0.3 s, of pelvis and chest alike."""
CONFIRM_S = 0.8
PLANTED_LEGS = 0.05
"""A foot less than this off its place in the start posture has at most just left the floor."""
WALKED_LEGS = 0.5
"""Who has gone so far in LOSS_S + CONFIRM_S, or has turned, is walking away, not stumbling."""
TURNED_DEG = 25.0
BUCKLE_DEG, BUCKLE_S, BUCKLE_LEGS = 15.0, 0.25, 0.03
"""A.3 F34; side view only."""
STRAIGHT_KNEED = ("ankle", "shoulder", "elbow")
"""The exercised joints of those standing exercises that leave the knees straight."""
AGAIN_S = 5.0
LONGEST_STEP_S = 0.2


class _LowFor:
    """Low for `seconds`, short interruptions forgiven."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._low_s = 0.0
        self.since = 0.0
        self.low = False

    def step(self, t: float, dt: float) -> bool:
        """Whether it has been so, with `low` as it is now."""
        if not self.low:
            self._low_s = max(0.0, self._low_s - dt)
            return False
        if self._low_s == 0.0:
            self.since = t
        self._low_s += dt
        return self._low_s >= self._seconds


class FallWatch:
    """Lying or sitting on the floor after having been upright. A body that vanishes while low stays low.
    Told once, until the body is upright again."""

    def __init__(self) -> None:
        self._lying, self._sitting = _LowFor(LYING_S), _LowFor(SITTING_S)
        self._upright = False
        self._pelvis = 0.0
        self._t: float | None = None

    def step(self, t: float, body: Body | None) -> FaultSeen | None:
        dt = 0.0 if self._t is None else min(t - self._t, LONGEST_STEP_S)
        self._t = t
        if body is not None and not body.outside(("left_hip", "right_hip")):
            self._look(body)
        down = [low for low in (self._lying, self._sitting) if low.step(t, dt)]
        if not down or not self._upright:
            return None
        self._upright = False
        return _found("fall", (down[0].since, t), self._pelvis, "× standing")

    def _look(self, body: Body) -> None:
        pelvis = height_of(body) / STAND_BY_LEG[1]
        chest = (feet_of(body)[1] - body.middle("shoulder")[1]) / (
            STAND_BY_LEG[1] * leg_of(body) * scale_of(body)
        )
        self._lying.low = pelvis < LYING[0] and chest < LYING[1]
        self._sitting.low = pelvis < SITTING[0] and chest < SITTING[1]
        self._upright = self._upright or chest > UPRIGHT_CHEST
        self._pelvis = pelvis


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    t: float
    pelvis: float
    chest: float
    yaw_deg: float
    planted: bool
    """Both feet are on their places of the start posture."""


class BalanceWatch:
    """A sudden sideways displacement in the picture of a standing person that is not the beginning of a
    walk, nor sitting down.

    `before_step`: only while both feet are still on their places. Who steps on purpose first shifts the
    weight to the leg that stays, and the body follows the foot; who steps so as not to fall is already
    falling when the foot leaves (Maki and McIlroy 1997, own knowledge).

    `shifting`: only when a foot then leaves its place, the unplanned step of A.3 F28. Who shifts the weight
    on purpose goes aside just as fast."""

    def __init__(self, *, before_step: bool = False, shifting: bool = False) -> None:
        self._before_step, self._shifting = before_step, shifting
        self._last: deque[_Moment] = deque()
        self._suspect: _Moment | None = None
        self._jump = 0.0
        self._stepped = False
        self._ended = float("-inf")

    @property
    def suspects(self) -> bool:
        """A displacement waits to be confirmed."""
        return self._suspect is not None

    def clear(self) -> None:
        self._last.clear()
        self._suspect = None

    def step(self, scene: Scene) -> FaultSeen | None:
        body = scene.body
        now = _Moment(
            t=body.t,
            pelvis=body.middle("hip")[0],
            chest=body.middle("shoulder")[0],
            yaw_deg=scene.yaw_deg,
            planted=_planted(scene),
        )
        self._last.append(now)
        while len(self._last) > 2 and now.t - self._last[1].t >= LOSS_S:
            self._last.popleft()
        if self._suspect is not None:
            self._stepped = self._stepped or not now.planted
            return self._confirm(scene, now)
        self._watch(scene, now)
        return None

    def _watch(self, scene: Scene, now: _Moment) -> None:
        """Compare with LOSS_S ago; over a longer gap nothing can be said."""
        before = self._last[0]
        if not LOSS_S * 0.8 <= now.t - before.t <= LOSS_S * 1.6 or now.t - self._ended < AGAIN_S:
            return
        pelvis, chest = now.pelvis - before.pelvis, now.chest - before.chest
        limit = LOSS_SHOULDERS * scene.lengths.shoulders * (now.t - before.t) / LOSS_S
        if self._before_step and not (before.planted and now.planted):
            return
        if pelvis * chest > 0 and min(abs(pelvis), abs(chest)) > limit:
            self._stepped = not now.planted
            self._suspect, self._jump = before, abs(pelvis) / scene.lengths.shoulders

    def _confirm(self, scene: Scene, now: _Moment) -> FaultSeen | None:
        start = self._suspect
        assert start is not None
        if now.t - start.t < LOSS_S + CONFIRM_S:
            return None
        self._suspect, self._ended = None, now.t
        if posture_of(scene.body) == "seated" and height_of(scene.body) > SITTING[0]:
            return None
        if self._shifting and not self._stepped:
            return None
        turned = abs((now.yaw_deg - start.yaw_deg + 180) % 360 - 180) > TURNED_DEG
        sunk = scene.body.middle("hip")[1] - scene.anchor.pelvis[1] > 0.2 * scene.lengths.leg
        walked = abs(now.pelvis - start.pelvis) > WALKED_LEGS * scene.lengths.leg
        if (turned or walked) and not sunk:
            return None
        return _found("balance_loss", (start.t, now.t), self._jump, "× shoulders")


def _planted(scene: Scene) -> bool:
    places, limit = scene.anchor.ankles, PLANTED_LEGS * scene.lengths.leg
    return all(math.dist(scene.body.spot("ankle", side), place) < limit for side, place in places.items())


class BuckleWatch:
    """A knee that gives way under a standing person: bent by much in a moment, and the pelvis sinks."""

    def __init__(self) -> None:
        self._last: deque[tuple[float, float]] = deque()
        self._ended = float("-inf")

    def step(self, scene: Scene) -> FaultSeen | None:
        t, seen = scene.body.t, MEASURES["knee"].value(scene, Side.BOTH)
        if seen is None or seen[1] is not Quality.MEASURED:
            self._last.clear()
            return None
        self._last.append((t, seen[0]))
        while t - self._last[0][0] > BUCKLE_S + 1e-6:
            self._last.popleft()
        bent = seen[0] - min(knee for _, knee in self._last)
        sunk = scene.body.middle("hip")[1] - scene.anchor.pelvis[1] > BUCKLE_LEGS * scene.lengths.leg
        if bent <= BUCKLE_DEG or not sunk or t - self._ended < AGAIN_S:
            return None
        self._ended = t
        return _found("knee_buckle", (self._last[0][0], t), bent, "°")


class SafetyWatch:
    """All safety findings of one set, or one run of a test."""

    def __init__(
        self, *, fall: FallWatch | None, balance: BalanceWatch | None, buckle: BuckleWatch | None
    ) -> None:
        """None for what can't be told in this exercise."""
        self._fall, self._balance, self._buckle = fall, balance, buckle

    @property
    def suspects(self) -> bool:
        """A loss of balance waits to be confirmed."""
        return self._balance is not None and self._balance.suspects

    def look(self, t: float, body: Body | None) -> list[FaultSeen]:
        """Every pose, judged or not; None when nobody is seen."""
        found = self._fall.step(t, body) if self._fall else None
        return [found] if found else []

    def judge(self, scene: Scene, counting: bool) -> list[FaultSeen]:
        """Poses with a whole body; `counting`: the start posture has been seen."""
        if self._balance is None:
            return []
        standing = counting and scene.anchor.posture == "standing"
        if not standing and not self._balance.suspects:
            self._balance.clear()
            return []
        found = [self._balance.step(scene), self._buckle.step(scene) if self._buckle else None]
        return [fault for fault in found if fault is not None]


def watch_of(exercise: Exercise) -> SafetyWatch:
    """What can be told while this exercise is done."""
    watched = exercise.steady or exercise.steps
    straight = exercise.steady and exercise.joint in STRAIGHT_KNEED
    shifting = any(signal.measure == "pelvis_shift" for signal in exercise.signals)
    return SafetyWatch(
        fall=FallWatch() if exercise.posture != "lying" else None,
        balance=BalanceWatch(before_step=exercise.steps, shifting=shifting) if watched else None,
        buckle=BuckleWatch() if straight else None,
    )


LIMITS = {"fall": LYING[0], "balance_loss": LOSS_SHOULDERS, "knee_buckle": BUCKLE_DEG}


def _found(fault: str, span: tuple[float, float], value: float, unit: str) -> FaultSeen:
    return FaultSeen(
        t=span[1],
        fault=fault,
        level=Level.SAFETY,
        start=span[0],
        end=span[1],
        rep=None,
        side=Side.BOTH,
        value=round(value, 3),
        unit=unit,
        threshold=LIMITS[fault],
        baseline=None,
        quality=Quality.ESTIMATE,
    )
