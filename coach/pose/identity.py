"""How the patient is known again among others: place, size and colours. Pure: no picture, no model.

The numbers are engineering judgement, checked on clips with helpers; distances are in the patient's own torso
lengths, so they hold near and far from the camera.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.pose.appearance import COUNT, Colours, difference
from coach.pose.body import Torso

SLACK, SPEED = 0.5, 6.0
"""A body moves at most this far at once, and this far a second: 3 m/s for a torso of half a metre. A slower
fall or a lunge stays within it."""
FAR = 2.0
"""However long ago the patient was seen, this far from there it needs more than its place to be known."""
GROWTH = 1.3
"""A torso this much longer than the patient's usual one is somebody nearer to the camera. Shorter says
nothing: a body that bends to the camera shrinks."""
OTHER_COLOURS = 0.5
"""Beyond this difference the clothes are others. Turning round or stooping changes the same person's by up
to 0.4 in the clips; two people differ by 0.25 to 0.9."""
LIMIT, MARGIN = 1.0, 0.25
"""A cost below LIMIT is the patient's if no other's comes nearer than MARGIN."""
STEADY = 0.5
"""Below this cost in place and size the colours need no look."""
GLIMPSE = 5
"""Pictures in which a body must have been followed before it is remembered as the patient."""
SAME_COLOURS = 0.3
"""Below this difference the clothes may well be the same."""
_COLOURS_FADE_S = 10.0
_LEAST = 0.01  # picture heights; a torso seen end on has no length
_LENGTH_FADE_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """Somebody in a picture: where, how long the torso is, both in picture heights, and in what colours
    (None where these can't be seen)."""

    torso: Torso
    length: float
    colours: Colours | None
    reach: float = 0.0
    """From the hips to the body's furthest end; 0 where only the torso is known."""

    @property
    def middle(self) -> tuple[float, float]:
        (a, b), (c, d) = self.torso.hips, self.torso.shoulders
        return (a + c) / 2, (b + d) / 2


class Identity:
    """What is remembered of the patient."""

    def __init__(self, seen: Seen, t: float) -> None:
        self.seen_at = t
        self._sightings = 1
        self.torso = seen.torso
        self.middle = seen.middle
        self.length = seen.length
        """Usual torso length in picture heights: the longest of late, which is the body upright."""
        self._colours = seen.colours
        self.chosen = False
        """Somebody said that this is the patient: nobody in other clothes takes the place."""

    def update(self, seen: Seen, t: float) -> None:
        """This was the patient."""
        passed = max(0.0, t - self.seen_at)
        fade = math.exp(-passed / _LENGTH_FADE_S)
        self.length = max(seen.length, self.length * fade + seen.length * (1 - fade))
        self.torso, self.middle, self.seen_at = seen.torso, seen.middle, t
        self._sightings += 1
        if self._colours is None:
            self._colours = seen.colours
        elif seen.colours is not None:
            kept = math.exp(-passed / _COLOURS_FADE_S)
            self._colours = self._colours * kept + seen.colours * (1 - kept)

    def cost(self, seen: Seen, t: float) -> float:
        """0 for exactly the patient, LIMIT where one of place, size and colours alone is as far off as
        it can be for the same person."""
        usual = max(self.length, _LEAST)
        reach = min(FAR, SLACK + SPEED * max(0.0, t - self.seen_at))
        place = math.dist(seen.middle, self.middle) / usual / reach
        size = max(0.0, math.log(max(seen.length, _LEAST) / usual)) / math.log(GROWTH)
        return math.hypot(place, size, self._colour_cost(seen))

    def choose(self, people: Sequence[Seen], t: float) -> int | None:
        """Which of them is the patient; None when nobody is, or when two might be."""
        costs = sorted((self.cost(seen, t), i) for i, seen in enumerate(people))
        if not costs or costs[0][0] >= LIMIT:
            return None
        if len(costs) > 1 and costs[1][0] - costs[0][0] < MARGIN:
            return None
        return costs[0][1]

    def wears(self, seen: Seen) -> float:
        """How other the clothes are, 0–1: what is left to know a person by who comes back after minutes."""
        return self._colour_cost(seen) * OTHER_COLOURS

    def choose_me(self) -> None:
        """Said to be the patient; waited for from the first sight."""
        self.chosen = True
        self._sightings = max(self._sightings, GLIMPSE)

    @property
    def sightings(self) -> int:
        """In how many pictures it was followed."""
        return self._sightings

    @property
    def is_glimpse(self) -> bool:
        """Whether it was seen too shortly to wait for it when it is lost."""
        return self._sightings < GLIMPSE

    def _colour_cost(self, seen: Seen) -> float:
        if self._colours is None or seen.colours is None:
            return 0.0
        return difference(self._colours, seen.colours) / OTHER_COLOURS

    # ---- kept outside the process, so that the next one knows the patient

    def to_bytes(self) -> bytes:
        numbers = [float(self.chosen), self.seen_at, self.length, *self.torso.hips, *self.torso.shoulders]
        head = np.array(numbers, "<f8").tobytes()
        return head if self._colours is None else head + self._colours.astype("<f4").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Identity":
        """Raises ValueError for bytes that are none."""
        numbers = np.frombuffer(data[:56], "<f8")
        colours = np.frombuffer(data[56:], "<f4").astype(np.float32)
        if len(numbers) != 7 or len(colours) not in (0, COUNT):
            raise ValueError("these bytes are no remembered patient")
        chosen, t, length, a, b, c, d = numbers.tolist()
        torso = Torso(hips=(a, b), shoulders=(c, d))
        known = cls(Seen(torso=torso, length=length, colours=colours if len(colours) else None), t)
        known._sightings = GLIMPSE
        known.chosen = bool(chosen)
        return known


def returned(known: Identity, people: Sequence[Seen]) -> int | None:
    """Who of `people` wears what the known patient wore, when just one does."""
    alike = [
        i for i, seen in enumerate(people) if seen.colours is not None and known.wears(seen) < SAME_COLOURS
    ]
    return alike[0] if len(alike) == 1 else None


def most_likely_patient(people: Sequence[Seen], width: float) -> int | None:
    """At the start, when nobody is known yet: the large one in the middle of a picture that is `width` of
    its heights wide. A helper stands beside, and whoever sits or stands ready for an exercise has put himself
    before the camera."""

    def rank(seen: Seen) -> float:
        aside = (seen.middle[0] - width / 2) / (width / 2)
        return seen.length * math.exp(-((aside / 0.5) ** 2))

    return max(range(len(people)), key=lambda i: rank(people[i]), default=None)
