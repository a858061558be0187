"""The coach: poses in, events out. Same poses in, same events out, always; no clock, no I/O.

The parts: `view` (how the body is turned), `ruler` (lengths, stillness), `gate` (start posture, walking
off), `sight` (pauses), `limb` (one followed side: signal, repetitions or holds, faults), `pairing` and
`tally` (what is counted), `fatigue` (signs of tiring), `cues` (what is said). This file only puts them in
order."""

from dataclasses import dataclass

from coach.feedback.body import Body, body_of
from coach.feedback.calibration import Baseline
from coach.feedback.cues import CueChooser
from coach.feedback.exercise import Exercise, Kind
from coach.feedback.fatigue import COMPENSATIONS, Effortful, FatigueWatch
from coach.feedback.gait import Gait
from coach.feedback.gait_summary import GaitSummary
from coach.feedback.gate import Gate
from coach.feedback.habit import TraitWatch
from coach.feedback.hiding import Hiding
from coach.feedback.limb import Done, Limb
from coach.feedback.pairing import Pairing
from coach.feedback.reps import Rep
from coach.feedback.ruler import Ruler
from coach.feedback.safety import watch_of
from coach.feedback.scene import Scene, near_side
from coach.feedback.sight import BRIDGED_S, SPARSE_S, Sight
from coach.feedback.tally import Tally
from coach.feedback.view import ViewWatch, name_of
from coach.types import (
    Event,
    FaultSeen,
    Level,
    Phase,
    PhaseEntered,
    Pose,
    Quality,
    RepCounted,
    Side,
    TiringSeen,
    View,
)

MIXED_S = BRIDGED_S
"""So long after somebody stood in front, the landmarks may still be a mixture of both bodies: 0.2 s were
measured once, so this is the longest that costs nothing, the gap that is bridged anyway."""
LONG_GAP_S = 2.0
"""After a gap longer than this an open repetition is forgotten and the start posture must be seen again."""
NEW_PLACE_S = 6.0
BY_ACTIVITY = (Phase.PEAK, Phase.HOLD, Phase.OUT, Phase.BACK, Phase.REST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The newest value of the primary signal on one side."""

    side: Side
    t: float
    value: float
    unit: str
    progress: float | None
    """0 at rest, 1 at the target; None while the start posture has not been seen."""
    phase: Phase
    quality: Quality
    hold_s: float | None


class Coach:
    """Judges one set of one exercise."""

    def __init__(
        self,
        exercise: Exercise,
        *,
        side: Side = Side.BOTH,
        target_hold_s: float | None = None,
        baseline: Baseline | None = None,
    ) -> None:
        if side not in exercise.sides:
            raise ValueError(f"{exercise.id} is done with {', '.join(exercise.sides)}, not {side}")
        self.exercise, self.side = exercise, side
        self._baseline = baseline if baseline and baseline.exercise == exercise.id else None
        self._view, self._gate, self._sight = ViewWatch(), Gate(exercise), Sight()
        self._ruler = Ruler(feet=exercise.posture != "any")
        self._tally = Tally(exercise, side, target_hold_s, self._baseline)
        self._pairing, self._cues, self._safety = Pairing(), CueChooser(), watch_of(exercise)
        self._fatigue, self._hiding = FatigueWatch(), Hiding()
        self._looks = TraitWatch()
        self.scene: Scene | None = None
        """What the newest pose shows; None while nobody can be judged."""
        self._gait = Gait() if exercise.kind is Kind.WALK else None
        self._t: float | None = None
        self._sparse = False
        self._mixed_until = float("-inf")
        self._phases: dict[Side, Phase] = {}
        self._hands_seen: dict[Side, float] = {}
        self._limbs = self._make_limbs(exercise.view)

    # ---- what can be read

    @property
    def view(self) -> View | None:
        return self._view.view

    @property
    def phase(self) -> Phase:
        """The most active phase of the followed sides."""
        return min((self._phase_of(limb) for limb in self._limbs), key=_activity)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Newest values, one per side in use."""
        return tuple(r for r in map(self._reading, self._active) if r is not None)

    @property
    def gait(self) -> GaitSummary | None:
        """Of a walk: means over its steps. None in other exercises and before the first step."""
        return self._gait.summary if self._gait else None

    # ---- one pose

    def step(self, pose: Pose) -> list[Event]:
        """Judge one pose. A pose whose time does not rise is passed over."""
        if self._t is not None and pose.t <= self._t:
            return []
        if self._t is not None and pose.t - self._t > LONG_GAP_S:
            self._shut()
        self._sparse = self._t is not None and pose.t - self._t > SPARSE_S
        self._t, self.scene = pose.t, None
        sure = self._surely_patient(pose)
        body = body_of(pose) if sure else None
        events = self._alarm(self._safety.look(pose.t, body))
        if body is None:
            events += self._unseen("nobody" if sure else "two_people", ())
        else:
            events += [*self._view.step(body), *self._look(body)]
        return [*events, *self._walk(pose), *self._phases_entered()]

    def _surely_patient(self, pose: Pose) -> bool:
        if not pose.sure:
            self._mixed_until = pose.t + MIXED_S
        return pose.t >= self._mixed_until

    def meet(self) -> None:
        """Somebody else is followed from now on: nothing that was learnt of the body before holds."""
        self._shut()
        self._view, self._safety = ViewWatch(), watch_of(self.exercise)
        self._ruler = Ruler(feet=self.exercise.posture != "any")
        self._gait = Gait() if self._gait else None
        self._limbs = self._make_limbs(self.exercise.view)

    def finish(self) -> list[Event]:
        """The set is over: what is open is closed, nothing that reached the target is lost."""
        if self._t is None or not self._gate.open:
            return []
        events: list[Event] = []
        for limb in self._active:
            done = limb.close(self._t)
            if done is not None:
                events += self._count(self._pairing.add(done, self._rival(limb)))
        return [*events, *self._count(self._pairing.flush())]

    # ---- inside

    def _walk(self, pose: Pose) -> list[Event]:
        """Of a walk the steps and their faults are told, and nothing is counted."""
        return self._gait.step(pose) if self._gait else []

    def _alarm(self, found: list[FaultSeen]) -> list[Event]:
        """Safety findings; after one nothing counts until the start posture is seen again."""
        events: list[Event] = []
        for fault in found:
            events += [fault, *self._cues.safety(fault.t, fault.fault)]
            self._shut()
        return events

    def _look(self, body: Body) -> list[Event]:
        if self.exercise.hands and not self._sees_hand(body):
            return self._unseen("no_hand", tuple(f"{limb.side}_wrist" for limb in self._limbs))
        self._hide(body)
        missing = self._missing(body, self._active)
        if missing:
            return self._unseen("out_of_view", missing)
        events = self._sight.regain(body.t)
        resting = not self._moving
        self._ruler.step(body, self._view.yaw_deg, resting, self._lifted(body.t))
        if self._gait:
            self._gate.open = True
            return events
        self._fit_view()
        if (
            self._gate.open
            and not self.exercise.hands
            and self._gate.strayed(body, self._ruler, self._view.yaw_deg)
        ):
            self._shut(walked=True)
            self._ruler.forget()
        if self._ruler.lengths is None or self._ruler.anchor is None:
            return events
        scene = Scene(
            body=body,
            lengths=self._ruler.lengths,
            anchor=self._ruler.anchor,
            places=self._ruler.places,
            yaw_deg=self._view.yaw_deg,
            turned_deg=self._view.turned_deg,
            sparse=self._sparse,
        )
        self.scene = scene
        if self._baseline and self._baseline.habits:
            self._looks.look(body.t, scene)
        events += self._alarm(self._safety.judge(scene, self._gate.open))
        for limb in self._active:
            limb.look(scene)
        return [
            *events,
            *(self._judge(scene) if self._gate.open or self._opens(scene) else self._wait(scene)),
        ]

    def _judge(self, scene: Scene) -> list[Event]:
        events: list[Event] = []
        for limb in self._active:
            done = limb.judge(scene)
            if done is not None:
                events += self._count(self._pairing.add(done, self._rival(limb)))
        if not self._moving:
            if self._ruler.still:
                for limb in self._active:
                    limb.learn_rest()
            events += self._count(self._pairing.flush())
        return events

    def _wait(self, scene: Scene) -> list[Event]:
        for limb in self._active:
            limb.wait(scene)
        return []

    def _opens(self, scene: Scene) -> bool:
        """Open the gate if the start posture is there on a followed side. One that rests elsewhere, as
        an idle arm hangs while the other one starts bent, joins in when it comes to its own start."""
        ready = [limb for limb in self._active if limb.ready(scene)]
        if not self._gate.ready(scene.body, self._ruler) or not ready:
            return False
        for limb in self._active:
            limb.start() if limb in ready else limb.drop()
        self._gate.open = True
        return True

    def _count(self, groups: list[tuple[Done, ...]]) -> list[Event]:
        assert self._t is not None
        events: list[Event] = []
        for group in groups:
            told = self._seen_whole(self._tally.count(self._t, group, scored=self._scored))
            events += told
            counted = next((e for e in told if isinstance(e, RepCounted)), None)
            if counted is not None:
                faults = [e for e in told if isinstance(e, FaultSeen)]
                events += self._tire(group, faults)
                events += self._cues.after_rep(self._t, faults, _strong(group))
                events += self._compared(counted)
        return events

    @property
    def _scored(self) -> bool:
        """The view is one of those in which the exercise may be done; by the start posture's yaw too."""
        names = {self._view.view.name} if self._view.view else set()
        names |= {name_of(self.scene.facing_deg, None)} if self.scene else set()
        return not names or bool(names & set(self.exercise.views))

    def _seen_whole(self, told: list[Event]) -> list[Event]:
        """Without the faults of a repetition during which somebody stood in front: a part of what was
        measured is another body's."""
        rep = next((e for e in told if isinstance(e, RepCounted)), None)
        if rep is None or rep.start > self._mixed_until:
            return told
        return [e for e in told if not isinstance(e, FaultSeen)]

    def _tire(self, group: tuple[Done, ...], faults: list[FaultSeen]) -> list[Event]:
        """Signs of tiring in this repetition, and what is said of them."""
        reps = [done.rep for done in group if isinstance(done.rep, Rep)]
        if not reps:
            return []
        assert self._t is not None
        compensations = {f.fault: abs(f.value) for f in faults if f.fault in COMPENSATIONS}
        effort = Effortful(
            seconds=max(r.end for r in reps) - min(r.start for r in reps),
            reach=max(r.progress for r in reps),
            compensations=compensations,
        )
        seen = self._fatigue.add(self._t, group[0].side if len(group) == 1 else Side.BOTH, effort)
        told = [e for s in seen if isinstance(s, TiringSeen) for e in self._cues.tiring(s.t, s.advice)]
        return [*seen, *told]

    def _compared(self, rep: RepCounted) -> list[Event]:
        """With the repetitions of this person's calibration, where there are some of this side."""
        habit = self._baseline.habits.get(rep.side) if self._baseline else None
        found = habit.difference(self._looks.between(rep.start, rep.end)) if habit else None
        if habit is None or found is None or found.ratio <= habit.limit:
            return []
        return [
            FaultSeen(
                t=rep.t, fault="unlike_own", level=Level.NOTE, start=rep.start, end=rep.end,
                rep=rep.number if rep.complete else None, side=rep.side, value=round(found.ratio, 3),
                unit="× own", threshold=habit.limit, baseline=1.0,
                quality=rep.quality,
            )
        ]  # fmt: skip

    def _unseen(self, reason: str, missing: tuple[str, ...]) -> list[Event]:
        assert self._t is not None
        events = self._sight.lose(self._t, reason, missing)
        if self._sight.lost_for(self._t) > LONG_GAP_S:
            self._shut()
        return events

    def _shut(self, walked: bool = False) -> None:
        """Counting stops until the start posture is seen again."""
        self._gate.close(walked)
        self._pairing.clear()
        for limb in self._limbs:
            limb.drop()

    # ---- sides and views

    def _sees_hand(self, body: Body) -> bool:
        """Whether a hand that is followed was found; one that has not been for a while is not waited for."""
        for side in body.hands:
            self._hands_seen[side] = body.t
        return any(limb.side in body.hands for limb in self._limbs)

    @property
    def _active(self) -> list[Limb]:
        """The sides that can be judged in this view: not the one behind the body."""
        return [limb for limb in self._towards_us if limb.side not in self._hiding.sides]

    @property
    def _towards_us(self) -> list[Limb]:
        """All but the side behind the body; of hands, those that were found a moment ago."""
        if self.exercise.hands:
            since = (self._t or 0.0) - LONG_GAP_S
            return [m for m in self._limbs if self._hands_seen.get(m.side, since) > since] or self._limbs
        near = near_side(self._view.yaw_deg)
        if len(self._limbs) == 1 or near is Side.BOTH or self._limbs[0].sees_both:
            return self._limbs
        return [limb for limb in self._limbs if limb.side is near]

    def _hide(self, body: Body) -> None:
        """Leave out a side that is out of sight; what it had begun is soon forgotten."""
        limbs = self._towards_us
        apart = limbs if len(limbs) > 1 and not limbs[0].sees_both else []
        self._hiding.step(body.t, {limb.side: not self._missing(body, [limb]) for limb in apart})
        for limb in apart:
            if self._hiding.seconds(limb.side, body.t) > LONG_GAP_S:
                limb.drop()

    def _missing(self, body: Body, limbs: list[Limb]) -> tuple[str, ...]:
        """The landmarks without which these sides can't be judged."""
        needed, framed = (self._needs(limbs, p) for p in (self.exercise.parts, self.exercise.framed))
        return body.missing(needed) + body.outside(framed)

    @property
    def _moving(self) -> bool:
        return self._gate.open and any(limb.tracker.moving for limb in self._limbs)

    def _lifted(self, t: float) -> list[Side]:
        """The sides in the middle of a repetition; not one that has stayed: its place is new."""
        moving = [limb for limb in self._limbs if self._gate.open and limb.tracker.moving]
        return [limb.side for limb in moving if t - limb.tracker.started < NEW_PLACE_S]

    def _needs(self, limbs: list[Limb], parts: tuple[str, ...]) -> tuple[str, ...]:
        near = near_side(self._view.yaw_deg)
        return tuple(dict.fromkeys(name for limb in limbs for name in limb.needs(near, parts)))

    def _rival(self, limb: Limb) -> float | None:
        """When the other side's open repetition left rest."""
        open_ = [m.tracker.started for m in self._active if m is not limb and m.tracker.moving]
        return open_[0] if open_ else None

    def _fit_view(self) -> None:
        """Another view may need another signal; then the start posture is looked for anew."""
        view = self._view.view
        if view is not None and self.exercise.signal_for(view.name) is not self._limbs[0].signal:
            self._shut()
            self._limbs = self._make_limbs(view.name)

    def _make_limbs(self, view: str) -> list[Limb]:
        signal = self.exercise.signal_for(view)
        own = self._baseline if self._baseline and self._baseline.signal == signal.measure else None
        sides: tuple[Side, ...] = (Side.BOTH,)
        if self.exercise.sided:
            sides = (Side.LEFT, Side.RIGHT) if self.side is Side.BOTH else (self.side,)
        return [Limb(self.exercise, s, signal, own.sides.get(s) if own else None) for s in sides]

    # ---- telling

    def _phase_of(self, limb: Limb) -> Phase:
        if self._sight.paused:
            return Phase.PAUSED
        return limb.phase if self._gate.open else Phase.WAITING

    def _phases_entered(self) -> list[Event]:
        assert self._t is not None
        events: list[Event] = []
        for limb in self._active:
            phase = self._phase_of(limb)
            if self._phases.get(limb.side) is not phase:
                self._phases[limb.side] = phase
                events.append(PhaseEntered(t=self._t, phase=phase, side=limb.side))
        return events

    def _reading(self, limb: Limb) -> Reading | None:
        sample = limb.sample
        if sample is None:
            return None
        return Reading(
            side=limb.side,
            t=sample.t,
            value=sample.value,
            unit=limb.signal.unit,
            progress=sample.p if self._gate.open else None,
            phase=self._phase_of(limb),
            quality=self._trusted(sample.quality),
            hold_s=limb.held,
        )

    def _trusted(self, quality: Quality) -> Quality:
        """Nothing is measured before the start posture was seen, nor of who walks about or lies on the floor
        after a fall."""
        if self._sight.paused:
            return Quality.NOT_ASSESSABLE
        return Quality.ESTIMATE if quality is Quality.MEASURED and not self._gate.open else quality


def _strong(group: tuple[Done, ...]) -> frozenset[str]:
    return frozenset(f.rule.id for done in group for f in done.findings if f.strong)


def _activity(phase: Phase) -> int:
    return BY_ACTIVITY.index(phase) if phase in BY_ACTIVITY else len(BY_ACTIVITY)
