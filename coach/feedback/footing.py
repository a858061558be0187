"""Where each foot has its place on the floor: the middle of where it was in the last seconds. A marching
foot is on the floor more than half of the time, and its place may drift. Not for lengths."""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

from coach.feedback.body import Body, Spot
from coach.types import Side

WINDOW_S = 6.0
SPOT_S = 1.5
SPACING_S = 0.1
"""One sample in so much time, so that the rate of the camera doesn't matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A foot's place in the picture, and that of the knee above it."""

    knee: Spot
    ankle: Spot
    toe: Spot


class Footing:
    """Follows both feet; a foot that is not in the picture keeps its last place."""

    def __init__(self) -> None:
        self._last: dict[Side, deque[tuple[float, Place]]] = {
            side: deque() for side in (Side.LEFT, Side.RIGHT)
        }
        self.places: dict[Side, Place] = {}

    def clear(self) -> None:
        for track in self._last.values():
            track.clear()
        self.places = {}

    def kept(self, pixels: float) -> bool:
        """Both feet stayed within so many pixels for SPOT_S: whoever moves now does it on the spot."""
        return all(
            _kept([m for m in track if track[-1][0] - m[0] <= SPOT_S], pixels)
            for track in self._last.values()
        )

    def step(self, body: Body, lifted: Collection[Side] = ()) -> None:
        """`lifted`: the feet that are in the middle of a repetition, so not on their places."""
        for side, track in self._last.items():
            if side in lifted and side in self.places:
                continue
            if track and body.t - track[-1][0] < SPACING_S - 1e-6:
                continue
            if side in self.places and body.outside((f"{side}_ankle",)):
                continue
            track.append((body.t, _place_of(body, side)))
            while body.t - track[0][0] > WINDOW_S:
                track.popleft()
            self.places[side] = _middle([place for _, place in track])


def _kept(track: list[tuple[float, Place]], pixels: float) -> bool:
    if not track or track[-1][0] - track[0][0] < SPOT_S - 2 * SPACING_S:
        return False
    xs, ys = [place.ankle[0] for _, place in track], [place.ankle[1] for _, place in track]
    return max(xs) - min(xs) < pixels and max(ys) - min(ys) < pixels


def _place_of(body: Body, side: Side) -> Place:
    return Place(
        knee=body.spot("knee", side), ankle=body.spot("ankle", side), toe=body.spot("foot_index", side)
    )


def _middle(places: list[Place]) -> Place:
    return Place(
        knee=_median([p.knee for p in places]),
        ankle=_median([p.ankle for p in places]),
        toe=_median([p.toe for p in places]),
    )


def _median(spots: list[Spot]) -> Spot:
    return median(x for x, _ in spots), median(y for _, y in spots)
