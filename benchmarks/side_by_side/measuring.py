"""One contender, one load, a few seconds: what it cost and what came out at the other end."""

import bisect
import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.side_by_side.contenders import Contender, Kind, running
from benchmarks.side_by_side.ends import Seen, Side
from benchmarks.side_by_side.film import film
from coach.rtc.clip import RATE

WARM_S = 5.0
FIRST_S = 30.0
"""Until the first analysed picture came back, at most."""


class NothingAnalysed(Exception):
    """The contender ran, but analysed or showed nothing: then its figures would mean nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What one session got."""

    analysed_hz: float
    pictures_hz: float
    camera_ms: tuple[float, ...]
    """Each picture's way from the camera to being decoded at the viewer."""
    overlay_ms: tuple[float, ...]
    """Each analysed picture's way from the camera until its skeleton was at the viewer."""
    behind_s: float
    """How old the newest picture at the viewer was at the end."""
    overlay_behind_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    cpu_s_per_min: float
    """Of the whole process tree, all sessions together."""
    mb: float
    sessions: tuple[Session, ...]


def percentile(values: Sequence[float], q: float) -> float:
    return float(np.percentile(values, q)) if values else float("nan")


class Stage:
    """A contender with its cameras and screens."""

    def __init__(self, contender: Contender, patients: Side, viewers: Side) -> None:
        self.contender, self.patients, self.viewers = contender, patients, viewers
        self._count = len(film("moving"))
        self.sessions = 0

    def begin(self) -> None:
        """One more session; returns when its first picture was analysed and shown."""
        number, self.sessions = self.sessions, self.sessions + 1
        self.contender.begin(number)
        deadline = time.monotonic() + FIRST_S
        while not (self.contender.analysed()[number] and self._viewer(number).pictures):
            if time.monotonic() > deadline:
                raise NothingAnalysed(f"{self.contender.name}: not one picture in {FIRST_S:.0f} s")
            time.sleep(0.5)

    def since_first(self) -> float:
        """Seconds since the first session's camera began."""
        return time.monotonic() - self._left(0)[0]

    def measured(self, seconds: float) -> Measured:
        cpu, analysed, since = self.contender.cpu_s(), self.contender.analysed(), time.monotonic()
        time.sleep(seconds)
        cpu, done, until = self.contender.cpu_s() - cpu, self.contender.analysed(), time.monotonic()
        mb = sum(process.memory_full_info().pss for process in self.contender.tree()) / 2**20
        hz = [(b - a) / (until - since) for a, b in zip(analysed, done, strict=True)]
        sessions = (self._session(n, hz[n], since, until) for n in range(self.sessions))
        return Measured(cpu_s_per_min=cpu / (until - since) * 60, mb=mb, sessions=tuple(sessions))

    def slowest(self, viewers: int, seconds: float) -> float:
        """Over the last seconds: pictures a second at that viewer of the first session who got the fewest."""
        since = time.monotonic() - seconds
        came = ([p for p in self._viewer(0, n).pictures if p.at >= since] for n in range(viewers))
        return min(len(pictures) for pictures in came) / seconds

    def _session(self, number: int, hz: float, since: float, until: float) -> Session:
        seen, left = self._viewer(number), self._left(number)
        numbers = {p.rtp_timestamp: p.number for p in seen.pictures}
        pictures = [(p.number, p.at) for p in seen.pictures if p.at < until]
        skeletons = [(numbers[stamp], at) for stamp, at in seen.overlays if stamp in numbers and at < until]
        overlays = skeletons if seen.overlays else pictures
        camera = tuple(self._way(left, n, at) for n, at in pictures if at >= since)
        return Session(
            analysed_hz=hz,
            pictures_hz=len(camera) / (until - since),
            camera_ms=camera,
            overlay_ms=tuple(self._way(left, n, at) for n, at in overlays if at >= since),
            behind_s=self._behind(left, pictures, until),
            overlay_behind_s=self._behind(left, overlays, until),
        )

    def _behind(self, left: list[float], shown: list[tuple[int, float]], until: float) -> float:
        number, at = max(shown, key=lambda one: one[1], default=(0, left[0]))
        return until - at + self._way(left, number, at) / 1000

    def _way(self, left: list[float], number: int, at: float) -> float:
        newest = bisect.bisect(left, at) - 1
        return (at - left[newest - (newest - number) % self._count]) * 1000

    def _viewer(self, number: int, viewer: int = 0) -> Seen:
        seen: Seen = self.viewers.ask("seen", f"{number}-{viewer}")
        return seen

    def _left(self, number: int) -> list[float]:
        """Of the camera; where the patient's own page is the viewer, its own."""
        own = self._viewer(number).left
        return own or self.patients.ask("seen", f"{number}").left


@contextlib.contextmanager
def on_stage(kind: Kind, *, extra_s: float = 0.0) -> Iterator[Stage]:
    with Side() as patients, Side() as viewers, running(kind, patients, viewers, extra_s=extra_s) as one:
        yield Stage(one, patients, viewers)


def held(session: Session, hz: float = 12.0) -> bool:
    """Analysed often enough, with the video intact: nearly every picture, and none a second late."""
    return session.analysed_hz >= hz and session.pictures_hz >= 0.9 * RATE and late(session) < 1000


def late(session: Session) -> float:
    return percentile(session.camera_ms, 95) if session.camera_ms else float("inf")
