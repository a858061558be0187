"""Numbers repetitions and words what ended as events. Not for deciding that it ended."""

from coach.feedback.calibration import Baseline
from coach.feedback.exercise import Exercise
from coach.feedback.faults import Finding
from coach.feedback.holds import Hold
from coach.feedback.limb import Done
from coach.feedback.manner import Manner
from coach.feedback.reps import WORST, Rep
from coach.types import Event, FaultSeen, HoldEnded, RepCounted, Side, TherapistTold

PAST_TARGET, PAST_REPS = 1.1, 5
"""clinical.md A.2, target drift."""


class Tally:
    def __init__(
        self, exercise: Exercise, side: Side, target_hold_s: float | None, own: Baseline | None
    ) -> None:
        self._exercise, self._side = exercise, side
        self._target_hold_s = target_hold_s
        self._calibrated = own is not None
        usual = [s.rep_s for s in own.sides.values() if s.rep_s] if own else []
        self._manner = Manner(exercise.rep_faults, usual[0] if usual else None, own_target=self._calibrated)
        self._numbers = {True: 0, False: 0}
        self._beyond = 0

    def count(self, t: float, group: tuple[Done, ...], *, scored: bool = True) -> list[Event]:
        """Events of one repetition (of one side, or of both at once), then of its faults; nothing for a
        side that was not asked for. `scored`: the view is one in which the exercise may be done."""
        side = group[0].side if len(group) == 1 else Side.BOTH
        if self._side is not Side.BOTH and side is not self._side:
            return []
        rep = group[0].rep
        if isinstance(rep, Hold):
            return self._hold(t, side, rep, group[0])
        reps = [d.rep for d in group if isinstance(d.rep, Rep)]
        counted = self._counted(t, side, reps, group[0].unit)
        top = max(reps, key=lambda r: r.progress)
        seen = _seen(t, counted, group)
        told = [fault.fault for fault in seen]
        manner = self._manner.judge(counted, top, group[0].reach, told, scored=scored)
        return [counted, *seen, *manner, *self._past_target(t, top.progress)]

    def _past_target(self, t: float, progress: float) -> list[Event]:
        """Told once, when so many repetitions in a row went well past this person's own target: the
        therapist may raise it. A cold-start target is anybody's and says nothing."""
        self._beyond = self._beyond + 1 if progress > PAST_TARGET else 0
        if not self._calibrated or self._beyond != PAST_REPS:
            return []
        return [TherapistTold(t=t, key="told.target_low")]

    def _counted(self, t: float, side: Side, reps: list[Rep], unit: str) -> RepCounted:
        """Both sides at once are full when the mean of their peaks is."""
        pace = self._exercise.pace
        top = max(reps, key=lambda r: r.progress)
        full = sum(r.progress for r in reps) / len(reps) >= pace.full
        complete = full and any(r.complete for r in reps)
        return RepCounted(
            t=t,
            number=self._next(complete),
            side=side,
            start=min(r.start for r in reps),
            peak_t=top.peak_t,
            end=max(r.end for r in reps),
            peak=round(top.peak, 4),
            unit=unit,
            complete=complete,
            quality=max((r.quality for r in reps), key=WORST.index),
        )

    def _hold(self, t: float, side: Side, hold: Hold, done: Done) -> list[Event]:
        """A hold is a repetition too; complete when it lasted the target, if there is one."""
        ended = HoldEnded(
            t=t, side=side, start=hold.start, seconds=round(hold.seconds, 3), quality=hold.quality
        )
        complete = self._target_hold_s is None or hold.seconds >= self._target_hold_s
        counted = RepCounted(
            t=t,
            number=self._next(complete),
            side=side,
            start=hold.start,
            peak_t=hold.start,
            end=hold.end,
            peak=round(hold.seconds, 3),
            unit="s",
            complete=complete,
            quality=hold.quality,
        )
        return [ended, counted, *_seen(t, counted, (done,))]

    def _next(self, complete: bool) -> int:
        self._numbers[complete] += 1
        return self._numbers[complete]


def _seen(t: float, counted: RepCounted, group: tuple[Done, ...]) -> list[FaultSeen]:
    """The postural faults; one that both sides' watches saw is told once, for both."""
    found: dict[str, list[Finding]] = {}
    for done in group:
        for finding in done.findings:
            found.setdefault(finding.rule.id, []).append(finding)
    number = counted.number if counted.complete else None
    return [
        max(same, key=lambda f: f.seconds).seen(t, number, same[0].side if len(same) == 1 else Side.BOTH)
        for same in found.values()
    ]
