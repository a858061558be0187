"""A camera on a bad line, simulated event by event: no clock, no sockets, the same on every machine."""

import heapq
import random
from itertools import pairwise

import pytest

from coach.rtc.assembly import Assembly
from coach.rtc.key_requests import MIN_INTERVAL_S
from coach.rtc.vp8 import read
from tests.rtc.payloads import payload

TICK_S = 0.01
KEPT = 600
"""Packets that a camera can send again, as Chrome does."""


class Line:
    """A camera of 30 frames a second, of some packets each, behind a line that loses and delays."""

    def __init__(
        self, *, loss: float, delay: float, seed: int, outage: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        self.loss, self.delay, self.outage = loss, delay, outage
        self.kept = KEPT
        self.assembly = Assembly()
        self.frames: list[int] = []
        """Numbers of the frames that came out."""
        self.key_frames = 0
        self._random = random.Random(seed)
        self._queue: list[tuple[float, int, str, tuple[int, ...]]] = []
        self._order = 0
        self._sent: list[tuple[int, bool, bool, bool]] = []
        """(frame, first, last, key) of every packet"""
        self._key_wanted = True
        self._heard = False

    def _at(self, time: float, kind: str, *data: int) -> None:
        self._order += 1
        heapq.heappush(self._queue, (time, self._order, kind, data))

    def _over(self, now: float, kind: str, *data: int) -> None:
        """Something sent over the line."""
        cut = self.outage[0] <= now < self.outage[1]
        if not cut and self._random.random() >= self.loss:
            self._at(now + self.delay, kind, *data)

    def run(self, seconds: float) -> None:
        for n in range(round(seconds * 30)):
            self._at(n / 30, "frame", n)
        for n in range(round(seconds / TICK_S)):
            self._at(n * TICK_S, "tick")
        while self._queue:
            now, _, kind, data = heapq.heappop(self._queue)
            getattr(self, f"_{kind}")(now, *data)

    def _frame(self, now: float, frame: int) -> None:
        key, self._key_wanted = self._key_wanted, False
        self.key_frames += key
        size = 12 if key else 4
        for k in range(size):
            self._sent.append((frame, k == 0, k == size - 1, key))
            self._over(now + k * 0.001, "packet", len(self._sent) - 1)

    def _packet(self, now: float, seq: int) -> None:
        self._heard = True
        frame, first, last, key = self._sent[seq]
        data = payload(start=first, key=key)
        header = ((seq + 65_000) & 0xFFFF, frame * 3000, last)
        for out in self.assembly.take(header, data, read(data), now):
            self.frames.append(out.timestamp // 3000)

    def _tick(self, now: float) -> None:
        if not self._heard:
            return
        asks = self.assembly.due(now)
        if asks.missing:
            self._over(now, "again", *asks.missing)
        if asks.key_frame:
            self._over(now, "key")

    def _again(self, now: float, *numbers: int) -> None:
        newest = len(self._sent) - 1
        for number in numbers:
            seq = newest - ((newest + 65_000 - number) & 0xFFFF)
            if newest - seq < self.kept:
                self._over(now, "packet", seq)

    def _key(self, now: float) -> None:
        self._key_wanted = True

    @property
    def longest_freeze(self) -> float:
        return max(b - a for a, b in pairwise(self.frames)) / 30


def played(loss: float, delay: float, seed: int, outage: tuple[float, float] = (0.0, 0.0)) -> Line:
    line = Line(loss=loss, delay=delay, seed=seed, outage=outage)
    line.run(60.0)
    return line


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("delay", "freeze"), [(0.01, 0.4), (0.04, 0.5), (0.1, 0.8)])
def test_five_percent_loss_freezes_nothing(seed: int, delay: float, freeze: float) -> None:
    line = played(0.05, delay, seed)
    assert line.longest_freeze <= freeze
    assert len(line.frames) >= 0.98 * 60 * 30
    assert line.frames == sorted(set(line.frames))


@pytest.mark.parametrize("seed", range(4))
def test_twenty_percent_loss_is_survived(seed: int) -> None:
    line = played(0.2, 0.04, seed)
    assert line.longest_freeze <= 2.5
    assert len(line.frames) >= 0.6 * 60 * 30
    assert line.key_frames < 60 / MIN_INTERVAL_S


def test_a_perfect_line_gives_every_frame_and_asks_for_nothing() -> None:
    line = played(0.0, 0.04, 0)
    assert line.frames == list(range(60 * 30))
    assert line.key_frames == 1
    assert line.assembly.given_up == 0


@pytest.mark.parametrize("seed", range(4))
def test_a_camera_that_sends_nothing_again_is_kept_going_by_key_frames(seed: int) -> None:
    line = Line(loss=0.03, delay=0.04, seed=seed)
    line.kept = 0
    line.run(60.0)
    assert line.longest_freeze <= 6.0
    assert max(line.frames) >= 58 * 30
    assert line.assembly.given_up > 0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("length", [0.3, 2.0, 10.0])
def test_after_an_outage_the_picture_is_back_within_a_second(seed: int, length: float) -> None:
    line = played(0.02, 0.04, seed, (20.0, 20.0 + length))
    assert line.longest_freeze <= length + 0.8
    assert max(line.frames) >= 60 * 30 - 15
