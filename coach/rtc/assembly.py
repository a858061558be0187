"""A camera's packets → complete frames, and what to ask the camera for meanwhile. Pure: time is passed in."""

from typing import NamedTuple

from coach.rtc.frame_buffer import Frame, FrameBuffer, Part
from coach.rtc.key_requests import KeyRequests
from coach.rtc.loss_guard import LossGuard
from coach.rtc.sequence import Unwrapper
from coach.rtc.vp8 import Descriptor


class Asks(NamedTuple):
    """What to ask the camera for now."""

    missing: list[int]
    """Sequence numbers, as in the packets."""
    key_frame: bool


class Assembly:
    """One camera's frames. What is missing is asked for again and again; what is given up is made up for by
    a key frame, and nothing between is delivered."""

    def __init__(self) -> None:
        self.given_up = 0
        self._requests = KeyRequests()
        self.begin()

    def begin(self) -> None:
        """A stream begins, the first or another: all numbers are new and a key frame is needed."""
        self._unwrap = Unwrapper(16)
        self._buffer = FrameBuffer()
        self._guard = LossGuard()
        self._requests.want()

    @property
    def uneasy(self) -> bool:
        """Something is, or will soon be, due."""
        return self._requests.wanted or bool(self._guard.missing)

    def want_key_frame(self) -> None:
        self._requests.want()

    def take(
        self, header: tuple[int, int, bool], payload: bytes, descriptor: Descriptor | None, now: float
    ) -> list[Frame]:
        """The frames that this packet completes. `header` is (sequence number, timestamp, marker);
        `descriptor` is None for padding."""
        sequence_number, timestamp, marker = header
        seq = self._unwrap(sequence_number)
        part = Part(seq, timestamp, False, False, False, b"")
        if descriptor is not None:
            data = payload[descriptor.size :]
            part = Part(seq, timestamp, marker, descriptor.start, descriptor.key, data)
        if part.key:
            self._requests.key_frame_began()
        if not self._guard.received(seq, now):
            self._give_up()
        return self._complete(part)

    def _complete(self, part: Part) -> list[Frame]:
        frames = self._buffer.add(part)
        if self._guard.doubtful:
            frames += self._buffer.leap()
        if self._buffer.next_seq is not None:
            self._guard.forget(before=self._buffer.next_seq)
        return frames

    def _give_up(self) -> None:
        self.given_up += 1
        self._guard.forget()
        self._buffer.give_up()
        self._requests.want()

    def due(self, now: float) -> Asks:
        """What to send now; it then counts as sent. Also when patience ends."""
        if self._guard.stalled(now):
            self._give_up()
        doubtful = self._guard.doubtful
        missing = [seq & 0xFFFF for seq in self._guard.due(now)]
        if self._guard.doubtful and not doubtful:
            self._requests.want()
        return Asks(sorted(missing), self._requests.due(now))
