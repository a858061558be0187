"""What was shown, worded as an exercise: thresholds, pace, posture, view and what the body may do besides."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.feedback.candidates import Candidate
from coach.feedback.exercise import VIEWS, Exercise, Pace, Signal, Tempo
from coach.feedback.fault_table import INCOMPLETE_RANGE
from coach.feedback.measures import MEASURES, Gate
from coach.feedback.onlooker import Watched
from coach.feedback.ruler import feet_of
from coach.feedback.scene import Scene
from coach.types import LANDMARKS, Side

REACHED = 0.72
"""The target lies at this share of the way that was shown: the one who shows it is well and warmed up, and a
patient's own calibration will replace it. From clinical.md A.4: the cold-start peaks of its exercises lie at
0.44 to 0.69 of the way to the middle of their target ranges (E02, E03, E06, E11, E16, E17, E18, E21), the
middle one at 0.58; and a repetition is full at 0.8 of the target."""
ARM = ("shoulder", "elbow")
"""Movements of these joints are done standing or seated alike."""
MAY_HIDE = ("knee", "ankle", "heel", "foot_index")
HYSTERESIS = 8.0
"""Times the noise that start and end lie apart at least."""
ROAM, ROAM_SPARE, ROAM_MOST = 0.35, 0.25, 1.2
TURNS_DEG = 18.0
SINKS_LEGS = 0.2
YAW_OF = {"front": 0.0, "oblique": 42.0, "side": 90.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A demonstration in numbers of one measure."""

    candidate: Candidate
    rest: float
    peak: float
    noise: float
    seconds: tuple[float, ...]
    """Of each repetition, from leaving rest to being back."""
    out: float
    back: float

    @property
    def range(self) -> float:
        return abs(self.peak - self.rest)


def draft(shown: Shown, seen: Sequence[Watched], name: str) -> Exercise:
    """The exercise that one or more demonstrations show, without faults of posture."""
    row, scenes = shown.candidate, [watched.scenes for watched in seen]
    view = _commonest([watched.view.name for watched in seen])
    view = view if view in VIEWS else "front"
    return Exercise(
        id=name,
        view=view,
        views=(view,),
        signals=(_signal(shown),),
        sides=(Side.BOTH, Side.LEFT, Side.RIGHT) if row.sided else (Side.BOTH,),
        sided=row.sided,
        posture="any" if row.joint in ARM else _commonest([_posture(watched) for watched in seen]),
        joint=row.joint,
        parts=_parts(row.measure, hidden=False),
        framed=_parts(row.measure, hidden=True),
        pace=_pace(shown),
        reps=8,
        roam=max(map(_roam, scenes)),
        rises=max(map(_rise, scenes)) > SINKS_LEGS,
        sinks=max(map(_sink, scenes)) > SINKS_LEGS,
        turns=max(map(_turned, scenes)) > TURNS_DEG,
        tempo=_tempo(shown),
        faults=(),
        rep_faults=(INCOMPLETE_RANGE,),
    )


def _commonest(names: Sequence[str]) -> str:
    return max(dict.fromkeys(names), key=names.count)


def _signal(shown: Shown) -> Signal:
    row = shown.candidate
    return Signal(
        measure=row.measure,
        rest=round(shown.rest, 3),
        target=round(shown.rest + REACHED * (shown.peak - shown.rest), 3),
        views=_serves(row.measure),
        follows_rest=row.moves,
    )


def _serves(measure: str) -> tuple[str, ...]:
    """The views in which the measure has a value at all; all of them where that is none in particular."""
    row = MEASURES[measure]
    loose = row.loose if row.estimate is not None else Gate(low=181, high=181)
    return tuple(v for v in VIEWS if row.gate.holds(YAW_OF[v]) or loose.holds(YAW_OF[v])) or VIEWS


def _parts(measure: str, *, hidden: bool) -> tuple[str, ...]:
    """Of the measure's landmarks those that come in pairs, and those that tell the view; `hidden`: those of
    the leg, which may be hidden behind a chair as long as they are in the picture."""
    paired = [part for part in MEASURES[measure].parts if f"left_{part}" in LANDMARKS]
    named = dict.fromkeys(("shoulder", "hip", *paired))
    return tuple(part for part in named if (part in MAY_HIDE) is hidden)


def _posture(watched: Watched) -> str:
    if not watched.upright:
        return "lying"
    return watched.posture if watched.posture in ("standing", "seated") else "any"


def _pace(shown: Shown) -> Pace:
    """The engine's own pace, wider where the signal is noisy, and shorter where the movement is quick."""
    usual = Pace()
    apart = HYSTERESIS * shown.noise / (REACHED * shown.range)
    start = min(0.40, max(usual.start, usual.end + apart))
    quickest = min(shown.seconds)
    pause = min(usual.pause_s, 0.15 * quickest)
    return Pace(
        start=round(start, 3),
        end=usual.end,
        end_s=round(min(usual.end_s, 0.1 * quickest), 3),
        min_s=round(max(0.25, min(usual.min_s, 0.35 * quickest)), 3),
        max_s=round(max(usual.max_s, 4 * max(shown.seconds)), 1),
        pause_s=round(pause, 3),
    )


def _tempo(shown: Shown) -> Tempo:
    hold = max(0.0, min(shown.seconds) - shown.out - shown.back)
    return Tempo(out=round(shown.out, 2), hold=round(hold, 2), back=round(shown.back, 2))


def _roam(scenes: Sequence[Scene]) -> float:
    """How far the feet went from their place in the demonstration, and a quarter of a leg more."""
    far = 0.0
    for scene in scenes:
        x, y = feet_of(scene.body)
        places = scene.anchor.ankles
        aside = abs(x - sum(p[0] for p in places.values()) / 2)
        ahead = abs(y - max(p[1] for p in places.values()))
        far = max(far, aside, ahead / 0.4)
    share = far / scenes[0].lengths.leg
    return round(min(ROAM_MOST, max(ROAM, share + ROAM_SPARE)), 2)


def _rise(scenes: Sequence[Scene]) -> float:
    """The highest rise of the pelvis in leg lengths, of one who begins seated."""
    if scenes[0].anchor.posture == "standing":
        return 0.0
    return max((s.anchor.pelvis[1] - s.body.middle("hip")[1]) / s.lengths.leg for s in scenes)


def _sink(scenes: Sequence[Scene]) -> float:
    """How far the pelvis goes below its start posture at most, in leg lengths."""
    return max((s.body.middle("hip")[1] - s.anchor.pelvis[1]) / s.lengths.leg for s in scenes)


def _turned(scenes: Sequence[Scene]) -> float:
    """Degrees by which the body turned in the demonstration; the farthest hundredth is left out."""
    turns = sorted(abs((s.yaw_deg - s.anchor.yaw_deg + 180) % 360 - 180) for s in scenes)
    return turns[int(0.99 * (len(turns) - 1))]
