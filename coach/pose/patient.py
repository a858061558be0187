"""Who in the picture is the patient; never goes over to the helper.

The landmarker follows one body and says nothing when it slips to another. Here it is checked in every
picture against what is known of the patient (`identity`), and everybody is looked for (`people`) every two
seconds, oftener beside somebody else (`bystander`, `motion`), and whenever something is odd. When it has
slipped, all but the patient is painted over until it has found the patient again. While somebody is in
front of the patient, or it is unclear who is who, poses are not sure.

Whom a person chose as the patient stays it: nobody in other clothes takes that place, however long the chosen
one is away.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from coach.pose.appearance import colours_of
from coach.pose.body import Body, Torso, torso_of
from coach.pose.bystander import Bystanders
from coach.pose.hands import around_wrists, own_hands
from coach.pose.identity import (
    LIMIT,
    MARGIN,
    OTHER_COLOURS,
    STEADY,
    Identity,
    Seen,
    most_likely_patient,
    returned,
)
from coach.pose.mediapipe import HandFinder, Landmarker
from coach.pose.motion import Motion
from coach.pose.people import Detector
from coach.pose.picture import Picture
from coach.types import Hand, Other, Pose

LOOK_S = 2.0
"""Between two looks over the whole picture when nothing is odd."""
MOTION_LOOK_S = 0.4
"""While something moves beside the patient; where people are known, `Bystander.next_look` says when."""
ASIDE = 1.7
"""Torso lengths to both sides of the patient's middle within which it is the patient or an arm that moves."""
COLOURS_S = 0.2
"""Between two looks at the colours of a body that goes on where it was: they take as long as all the rest."""
GIVE_UP_S = 10.0
"""When the patient has not been seen for so long, whoever then stands in the middle is the patient: the
camera was set up by a helper, or people changed places."""
DOUBT_S = 1.0
"""A lone body that looks unlike the patient, but stays, is taken for the patient after this long (a fall, a
turn and a shadow change much); where a second person was seen within GIVE_UP_S, only after that."""
_SAME = 0.6
"""Torso lengths between where the detector and the landmarker see one and the same body, at most."""
_ITSELF = 1.2
"""The same of the nearest one, where only the number of others is asked: a body that bends is seen apart."""
_LEARN = 0.2
_GREY = 128
_MOST_OTHERS = 7
_NEAR_CHOICE = 2.5
"""Torso lengths between a chosen place and somebody's middle, at most."""
_TRIES = 3
"""Runs of the landmarker on one painted picture: it lets go of the other body, looks, and finds."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """One look over the whole picture."""

    t: float
    people: tuple[Seen, ...]


class Patient:
    """One session's patient, followed from picture to picture. For one thread; close it after use."""

    def __init__(
        self,
        model: Path,
        *,
        hand_model: Path | None = None,
        landmarker: Landmarker | None = None,
        detector: Detector | None = None,
        memory: bytes = b"",
    ) -> None:
        """`hand_model`: without it no hands are found. `landmarker`: an unused one, which this patient
        closes. `detector` may be shared by the patients of one thread. `memory`: what an earlier Patient of
        the same session gave as `new_memory`."""
        self._landmarker = landmarker or Landmarker(model)
        self._detector = detector or Detector(model)
        self._hand_model = hand_model
        self._hands: HandFinder | None = None
        """There while hands are wanted: they cost about as much as the body."""
        self._identity = Identity.from_bytes(memory) if memory else None
        self._former: Identity | None = None
        """Who the patient was before a body in doubt was believed; kept for GIVE_UP_S."""
        self._following = False
        self._known: Identity | None = self._identity if self._identity and self._identity.chosen else None
        """Of all who were the patient once, who was it longest: known by the clothes when coming back."""
        self._looked: _Looked | None = None
        self._bystanders = Bystanders()
        self._motion = Motion()
        self._crowded_at = float("-inf")
        self._coloured_at = float("-inf")
        self._detector_length = 1.1
        """The detector's torso length of a body over the landmarker's: its points lie a little elsewhere."""
        self._doubt_since: float | None = None
        self._sure = True
        self._told_at = float("-inf")
        self._choice: tuple[float, float] | None = None
        self._beside: tuple[Other, ...] = ()

    def choose(self, x: float, y: float) -> None:
        """Who is at this place (shares of width and height) in the next picture is the patient from then on;
        nothing changes when nobody is near it."""
        self._choice = x, y

    def look_for_hands(self, wanted: bool) -> None:
        """Whether the patient's hands are found too from now on; not at first. Raises as HandFinder does."""
        if self._hands is not None and not wanted:
            self._hands.close()
            self._hands = None
        elif self._hands is None and wanted and self._hand_model is not None:
            self._hands = HandFinder(self._hand_model)

    def see(self, picture: Picture) -> Pose:
        """The patient's pose in this picture, without points when only others were found. Pictures come
        with rising `t`."""
        body = self._obey(picture) if self._choice else self._go_on(picture)
        self._following = body is not None
        if self._looked and self._looked.t == picture.t:
            self._beside = self._others(body, picture)
        return Pose(
            t=picture.t,
            rtp_timestamp=picture.rtp_timestamp,
            width=picture.width,
            height=picture.height,
            points=body.points if body else None,
            world=body.world if body else None,
            light=picture.light,
            people=len(self._beside) + (body is not None),
            sure=self._sure or body is None,
            others=self._beside,
            hands=self._own_hands(body, picture),
        )

    def new_memory(self) -> bytes | None:
        """How to know this patient again in another process; every two seconds while one is followed."""
        if self._identity is None or self._identity.seen_at - self._told_at < LOOK_S:
            return None
        self._told_at = self._identity.seen_at
        return self._identity.to_bytes()

    def close(self) -> None:
        """Frees the native memory; a second call does nothing."""
        self._landmarker.close()
        self.look_for_hands(False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- one picture

    def _go_on(self, picture: Picture) -> Body | None:
        return self._follow(picture) if self._following else self._search(picture)

    def _obey(self, picture: Picture) -> Body | None:
        """The one at the chosen place is the patient from now on."""
        assert self._choice is not None
        (x, y), self._choice = self._choice, None
        rows, columns = picture.rgb.shape[:2]
        place = x * columns / rows, y
        people = self._look(picture).people
        target = min(range(len(people)), key=lambda i: math.dist(people[i].middle, place), default=None)
        if target is None or math.dist(people[target].middle, place) > _NEAR_CHOICE * people[target].length:
            return self._go_on(picture)
        others = _without(people, target) + self._followed_instead_of(people[target])
        chosen = Identity(people[target], picture.t)
        chosen.choose_me()
        self._identity = self._known = chosen
        self._former = self._doubt_since = None
        self._bystanders.update(others, picture.t)
        return self._find_again(picture, people[target], others)

    def _followed_instead_of(self, target: Seen) -> list[Seen]:
        """The body that the landmarker still has, where it is another: the detector may have missed it."""
        if self._identity is None or not self._following:
            return []
        followed = Seen(torso=self._identity.torso, length=self._identity.length, colours=None)
        return [] if _same(followed, target) else [followed]

    def _others(self, body: Body | None, picture: Picture) -> tuple[Other, ...]:
        """Everybody of the last look but the one who is followed."""
        assert self._looked is not None
        rows, columns = picture.rgb.shape[:2]
        people = self._looked.people
        if body is not None and people:
            seen = _seen_body(body, picture, coloured=False)
            nearest = min(range(len(people)), key=lambda i: math.dist(people[i].middle, seen.middle))
            near = math.dist(people[nearest].middle, seen.middle) < _ITSELF * seen.length
            people = tuple(_without(people, nearest)) if near else people
        return tuple(_other(seen, columns / rows) for seen in people[:_MOST_OTHERS])

    def _own_hands(self, body: Body | None, picture: Picture) -> tuple[Hand, ...]:
        """Of a body that is surely the patient's."""
        if self._hands is None or body is None or not self._sure:
            return ()
        around = around_wrists(picture.rgb, body)
        if around is None:
            return ()
        rows, columns = picture.rgb.shape[:2]
        return own_hands(self._hands.find(around, picture.t), body, columns, rows)

    def _may_be(self, seen: Seen) -> bool:
        """Whether this can be the one who was chosen; where nobody was, everybody can."""
        known = self._known
        return known is None or not known.chosen or known.wears(seen) < OTHER_COLOURS

    def _new(self, seen: Seen, t: float) -> Identity:
        """A patient who is followed from now on."""
        identity = Identity(seen, t)
        identity.chosen = self._known is not None and self._known.chosen
        return identity

    def _follow(self, picture: Picture) -> Body | None:
        """While the landmarker has a body: is it still the patient's?"""
        assert self._identity is not None
        body = self._landmarker.find(picture.rgb, picture.t)
        if body is None:
            return self._search(picture)
        t = picture.t
        if not self._look_is_due(picture):
            coloured = t - self._coloured_at >= COLOURS_S
            seen = _seen_body(body, picture, coloured=coloured)
            if self._identity.cost(seen, t) < (LIMIT if coloured else STEADY):
                self._coloured_at = t if coloured else self._coloured_at
                return self._accept(body, seen, t)
        return self._check(picture, body, _seen_body(body, picture))

    def _check(self, picture: Picture, body: Body, seen: Seen) -> Body | None:
        """The body against everybody in the picture."""
        identity = self._remembered(picture.t)
        people = self._look(picture).people
        others = [p for p in people if not _same(p, seen)]
        self._bystanders.update(others, picture.t)
        if (back := self._is_back(others, seen)) is not None:
            self._forget()
            return self._find_again(picture, others[back], [*_without(others, back), seen])
        cost = identity.cost(seen, picture.t)
        least = min((identity.cost(p, picture.t) for p in others), default=math.inf)
        chosen = identity.choose(others, picture.t)
        if chosen is not None and least < cost:
            self._identity, self._former = identity, None
            return self._find_again(picture, others[chosen], [*_without(others, chosen), seen])
        self._compare_lengths(people, seen)
        is_left_over = bool(others) and cost < min(2 * LIMIT, least - MARGIN)
        assert self._identity is not None
        if self._identity.cost(seen, picture.t) < LIMIT or is_left_over:
            return self._accept(body, seen, picture.t)
        return self._doubt(body, seen, picture.t)

    def _remembered(self, t: float) -> Identity:
        """Whom to look for among others: the former patient, while a body is only believed."""
        assert self._identity is not None
        if self._former is not None and t - self._former.seen_at > GIVE_UP_S:
            self._former = None
        return self._former or self._identity

    def _search(self, picture: Picture) -> Body | None:
        """While no body is followed: find the patient among everybody."""
        people = self._look(picture).people
        if self._identity is not None and self._is_forgotten(self._identity, picture.t):
            self._forget()
        target = self._target(people, picture)
        if target is not None:
            others = _without(people, target)
            self._bystanders.update(others, picture.t)
            return self._find_again(picture, people[target], others)
        return self._find_any(picture) if len(people) <= 1 else None

    def _target(self, people: Sequence[Seen], picture: Picture) -> int | None:
        """Which of them to follow: who is where the patient was, else who wears what the patient wore."""
        if self._identity and (chosen := self._identity.choose(people, picture.t)) is not None:
            return chosen
        wearer = self._known or self._identity
        if wearer and (back := returned(wearer, people)) is not None:
            self._forget()
            return back
        if self._identity is not None:
            return None
        rows, columns = picture.rgb.shape[:2]
        possible = [i for i, seen in enumerate(people) if self._may_be(seen)]
        likely = most_likely_patient([people[i] for i in possible], columns / rows)
        return None if likely is None else possible[likely]

    def _find_any(self, picture: Picture) -> Body | None:
        """With nobody else in sight: whoever the landmarker finds by itself."""
        body = self._landmarker.find(picture.rgb, picture.t)
        if body is None:
            return None
        seen = _seen_body(body, picture)
        if self._identity is None and not self._may_be(seen):
            return None
        if self._identity is None:
            self._identity = self._new(seen, picture.t)
        if self._identity.cost(seen, picture.t) < LIMIT:
            return self._accept(body, seen, picture.t)
        return self._doubt(body, seen, picture.t)

    def _is_forgotten(self, identity: Identity, t: float) -> bool:
        """Too long ago, or a glimpse that was lost at once: not somebody to wait for."""
        return t - identity.seen_at > GIVE_UP_S or identity.is_glimpse

    def _forget(self) -> None:
        self._keep_known(self._identity)
        self._identity = self._former = None

    def _keep_known(self, identity: Identity | None) -> None:
        """Somebody else is about to be the patient."""
        if self._known and self._known.chosen:
            return
        if identity and (self._known is None or identity.sightings > self._known.sightings):
            self._known = identity

    def _is_back(self, others: Sequence[Seen], seen: Seen) -> int | None:
        """Which of the others is the known patient, while a body is followed that wears something else."""
        if self._known is None or self._known.wears(seen) < OTHER_COLOURS:
            return None
        return returned(self._known, others)

    def _find_again(self, picture: Picture, target: Seen, others: list[Seen]) -> Body | None:
        """Leads the landmarker to `target`; None when it finds nobody there."""
        rgb = _only(picture.rgb, target, others) if others else picture.rgb
        for _ in range(_TRIES):
            body = self._landmarker.find(rgb, picture.t)
            if body is None:
                continue
            seen = _seen_body(body, picture)
            if not others or _same(seen, target):
                if self._identity is None:
                    self._identity = self._new(seen, picture.t)
                return self._accept(body, seen, picture.t)
        return None

    def _accept(self, body: Body, seen: Seen, t: float) -> Body:
        """The patient's; but while somebody is in front, nothing can be learnt or counted from it."""
        assert self._identity is not None
        self._doubt_since = None
        self._sure = not self._bystanders.cover(self._identity, t)
        if self._sure:
            self._identity.update(seen, t)
        return body

    def _doubt(self, body: Body, seen: Seen, t: float) -> Body:
        """Shown, but not counted; a body that stays is believed after a while."""
        self._doubt_since = t if self._doubt_since is None else self._doubt_since
        patience = GIVE_UP_S if t - self._crowded_at < GIVE_UP_S else DOUBT_S
        if t - self._doubt_since >= patience and self._may_be(seen):
            self._keep_known(self._identity)
            self._identity, self._former = self._new(seen, t), self._former or self._identity
            return self._accept(body, seen, t)
        self._sure = False
        return body

    # ---- looking

    def _look_is_due(self, picture: Picture) -> bool:
        identity = self._identity
        assert identity is not None
        rows = picture.rgb.shape[0]
        left, right = ((identity.middle[0] + way * ASIDE * identity.length) * rows for way in (-1, 1))
        wait = LOOK_S
        if self._motion.beside(picture.rgb, left, right):
            wait = MOTION_LOOK_S
        wait = min(wait, self._bystanders.next_look(identity, picture.t))
        return self._looked is None or picture.t - self._looked.t >= wait

    def _look(self, picture: Picture) -> _Looked:
        people: list[Seen] = []
        for person in self._detector.look(picture.rgb):
            length = person.torso.length / self._detector_length
            seen = _seen(picture.rgb, person.torso, length, reach=person.reach)
            if not any(_same(seen, other) for other in people):
                people.append(seen)
        if len(people) > 1:
            self._crowded_at = picture.t
        self._looked = _Looked(picture.t, tuple(people))
        return self._looked

    def _compare_lengths(self, people: tuple[Seen, ...], seen: Seen) -> None:
        """Learns how the two measures of one body relate, in this view of this person."""
        person = next((p for p in people if _same(p, seen)), None)
        if person is not None:
            ratio = person.torso.length / max(seen.length, 1e-3)
            self._detector_length += (min(2.0, max(0.5, ratio)) - self._detector_length) * _LEARN


def _seen_body(body: Body, picture: Picture, *, coloured: bool = True) -> Seen:
    rows, columns = picture.rgb.shape[:2]
    torso = torso_of(body.points, columns, rows)
    return _seen(picture.rgb, torso, torso.length, coloured=coloured)


def _seen(
    rgb: NDArray[np.uint8], torso: Torso, length: float, *, coloured: bool = True, reach: float = 0.0
) -> Seen:
    """From pixels of `rgb` to picture heights: a camera that changes its resolution in mid-call moves
    nobody."""
    rows = rgb.shape[0]
    (a, b), (c, d) = torso.hips, torso.shoulders
    return Seen(
        torso=Torso(hips=(a / rows, b / rows), shoulders=(c / rows, d / rows)),
        length=length / rows,
        colours=colours_of(rgb, torso) if coloured else None,
        reach=reach / rows,
    )


def _other(seen: Seen, width: float) -> Other:
    """`width` of the picture in its heights."""
    (a, b), (c, d) = seen.torso.shoulders, seen.torso.hips
    return Other(*(round(v, 3) for v in (a / width, b, c / width, d, seen.reach)))


def _without(people: Sequence[Seen], index: int) -> list[Seen]:
    return [person for i, person in enumerate(people) if i != index]


def _same(a: Seen, b: Seen) -> bool:
    """Whether two sightings in one picture are of one body."""
    (ax, ay), (bx, by) = a.middle, b.middle
    length = max(a.length, b.length)
    return (ax - bx) ** 2 + (ay - by) ** 2 < (_SAME * length) ** 2


def _only(rgb: NDArray[np.uint8], target: Seen, others: list[Seen]) -> NDArray[np.uint8]:
    """The picture with everything grey beyond the lines halfway to the people left and right of
    `target`."""
    rows, columns = rgb.shape[:2]
    here = target.middle[0]
    halfway = [(here + other.middle[0]) / 2 * rows for other in others]
    left = max((x for x in halfway if x < here * rows), default=0.0)
    right = min((x for x in halfway if x >= here * rows), default=float(columns))
    kept = slice(max(0, round(left)), max(0, round(right)))
    out = np.full_like(rgb, _GREY)
    out[:, kept] = rgb[:, kept]
    return out
