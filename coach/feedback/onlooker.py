"""Poses that were recorded, turned into scenes: what `measures` may look at, without an exercise.

The body must first stand or sit still: there its start posture is, and all is measured from it. Not for
counting (`engine`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coach.feedback.body import Body, body_of
from coach.feedback.ruler import Anchor, Ruler, feet_of
from coach.feedback.scene import Scene
from coach.feedback.view import ViewWatch
from coach.types import Pose, View

SETTLE_S = 0.5
"""So much stillness makes the start posture; clinical.md A.1 asks for 3 s of stance, of which the sway takes
most for a patient."""
WALKED_LEGS = 1.2
"""Feet further than this from their place: the person walked off and the start posture is looked for anew."""
LONG_GAP_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What was seen from the start posture on."""

    scenes: tuple[Scene, ...]
    settled: float
    """Until then the body was still in its start posture."""
    posture: str
    """`standing`, `seated` or `between` in it."""
    upright: bool
    view: View
    """The one that lasted longest."""


class Onlooker:
    """Follows one body; once the start posture was seen it is learned further only where the caller knows
    that the body rests."""

    def __init__(self) -> None:
        self._view, self._ruler = ViewWatch(), Ruler()
        self._still_since: float | None = None
        self.settled: float | None = None
        self._t: float | None = None

    @property
    def view(self) -> View | None:
        return self._view.view

    @property
    def anchor(self) -> Anchor | None:
        return self._ruler.anchor

    def look(self, pose: Pose, resting: bool = False) -> Scene | None:
        """The scene of one pose; None before the start posture was seen, and where nobody is. `resting`:
        the body is between two repetitions, so that the start posture may be learned further."""
        body = body_of(pose) if pose.sure else None
        if body is None or (self._t is not None and pose.t <= self._t):
            return None
        if self._t is not None and pose.t - self._t > LONG_GAP_S:
            self._restart()
        self._t = pose.t
        self._view.step(body)
        self._ruler.step(body, self._view.yaw_deg, resting or self.settled is None)
        self._settle(body)
        ruler = self._ruler
        if self.settled is None or ruler.anchor is None or ruler.lengths is None:
            return None
        return Scene(
            body=body,
            lengths=ruler.lengths,
            anchor=ruler.anchor,
            places=ruler.places,
            yaw_deg=self._view.yaw_deg,
            turned_deg=self._view.turned_deg,
        )

    def _settle(self, body: Body) -> None:
        anchor, lengths = self._ruler.anchor, self._ruler.lengths
        if self.settled is None:
            if not self._ruler.still or anchor is None:
                self._still_since = None
                return
            self._still_since = body.t if self._still_since is None else self._still_since
            if body.t - self._still_since >= SETTLE_S:
                self.settled = body.t
        elif anchor is not None and lengths is not None and _walked(body, anchor, lengths.leg):
            self._restart()

    def _restart(self) -> None:
        self._ruler.forget()
        self.settled = self._still_since = None


def _walked(body: Body, anchor: Anchor, leg: float) -> bool:
    if body.missing(("left_ankle", "right_ankle")):
        return False
    middle = sum(x for x, _ in anchor.ankles.values()) / 2
    return abs(feet_of(body)[0] - middle) > WALKED_LEGS * leg


def watch(poses: Iterable[Pose], moving: Sequence[tuple[float, float]] | None = None) -> Watched | None:
    """All scenes since the last start posture, with the lengths as they were known in the end; None where
    nobody was ever still. `moving`: begin and end of the repetitions, where those are known."""
    onlooker = Onlooker()
    scenes: list[Scene] = []
    settled: float | None = None
    views: dict[str, float] = {}
    for pose in poses:
        resting = moving is not None and not any(start <= pose.t <= end for start, end in moving)
        scene = onlooker.look(pose, resting)
        if onlooker.settled != settled:
            settled, scenes = onlooker.settled, []
        if scene is not None:
            dt = min(0.2, scene.body.t - scenes[-1].body.t) if scenes else 0.0
            name = onlooker.view.name if onlooker.view else "front"
            views[name] = views.get(name, 0.0) + dt
            scenes.append(scene)
    if not scenes or settled is None:
        return None
    return _watched(scenes, settled, max(views, key=lambda name: views[name]))


def _watched(scenes: list[Scene], settled: float, view: str) -> Watched:
    last = scenes[-1].lengths
    yaws = sorted(scene.yaw_deg for scene in scenes)
    anchor = scenes[-1].anchor
    return Watched(
        scenes=tuple(replace(scene, lengths=last) for scene in scenes),
        settled=settled,
        posture=anchor.posture,
        upright=abs(anchor.pelvis[1] - anchor.chest[1]) > abs(anchor.pelvis[0] - anchor.chest[0]),
        view=View(name=view, yaw_deg=yaws[len(yaws) // 2]),
    )
