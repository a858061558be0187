"""Packets of one video stream → complete frames, in order, as early as possible. Pure: no clock.

A frame is complete with its marker packet; aiortc's own buffer waits for the next frame's first packet,
which costs one frame of delay. What to ask for again, and when to give up, is `loss_guard`'s business.
"""

from typing import NamedTuple

CAPACITY = 1024
"""Packets kept; about 8 s at 1.5 Mbit/s. The oldest are dropped when a packet further ahead arrives."""


class Part(NamedTuple):
    """One packet; `data` is empty for padding."""

    seq: int
    """Unwrapped."""
    timestamp: int
    marker: bool
    start: bool
    key: bool
    data: bytes


class Frame(NamedTuple):
    timestamp: int
    key: bool
    data: bytes


class FrameBuffer:
    """Promises: frames come out in order, each once, each decodable (the first is a key frame, and after
    `give_up` again); a frame with a missing packet holds back those after it until it is given up."""

    def __init__(self) -> None:
        self._parts: dict[int, Part] = {}
        self._next: int | None = None
        self._done: int | None = None  # one past the newest packet that came out

    @property
    def next_seq(self) -> int | None:
        """The first packet of the frame that comes out next; None while a key frame is waited for."""
        return self._next

    def give_up(self) -> None:
        """Stop waiting for what is missing: the next frame out is the next complete key frame."""
        self._next = None

    def leap(self) -> list[Frame]:
        """Leaves out what is missing if a complete key frame lies ahead; usually nothing does."""
        return self._take() if self._find_key() else []

    def add(self, part: Part) -> list[Frame]:
        """The frames that this packet completes; usually none or one."""
        if self._done is not None and part.seq < self._done:
            return []
        self._parts[part.seq] = part
        self._limit(part.seq)
        if self._next is None and not self._find_key():
            return []
        return self._take()

    def _limit(self, seq: int) -> None:
        oldest = seq - CAPACITY + 1
        if self._next is not None and self._next < oldest:
            self.give_up()
        if len(self._parts) > CAPACITY:
            self._drop_before(oldest)

    def _drop_before(self, seq: int) -> None:
        for old in [s for s in self._parts if s < seq]:
            del self._parts[old]

    def _find_key(self) -> bool:
        """Jumps to the newest complete key frame."""
        for seq in sorted((s for s, p in self._parts.items() if p.key), reverse=True):
            if self._end_of(seq) is not None:
                self._next = self._done = seq
                self._drop_before(seq)
                return True
        return False

    def _take(self) -> list[Frame]:
        frames: list[Frame] = []
        while self._next is not None:
            first = self._parts.get(self._next)
            if first is not None and not first.data:
                del self._parts[self._next]
                self._next = self._done = self._next + 1
                continue
            end = None if first is None else self._end_of(self._next)
            if first is None or end is None:
                break
            parts = [self._parts.pop(seq) for seq in range(self._next, end)]
            self._done = end
            if not first.start:
                self.give_up()
                break
            frames.append(Frame(first.timestamp, first.key, b"".join(p.data for p in parts)))
            self._next = end
        return frames

    def _end_of(self, seq: int) -> int | None:
        """One past the frame's last packet; None while a packet of it is missing. A sender that sets no
        marker is served too: the frame then ends where the timestamp changes."""
        timestamp = self._parts[seq].timestamp
        while (part := self._parts.get(seq)) is not None:
            if part.timestamp != timestamp:
                return seq
            seq += 1
            if part.marker:
                return seq
        return None
