"""Streams strung together to one: numbers that go on where another stream takes over. Pure."""

from coach.rtc.sequence import Unwrapper, distance
from coach.rtc.vp8 import Descriptor, renumbered

TOO_OLD = 512
"""A packet this far behind is dropped: SRTP refuses to send it (its window is 1024)."""


class SequenceLine:
    """One line of RTP sequence numbers without a gap where streams meet. Begin in the lower half (0 to
    32767): a wrap right at the start confuses SRTP."""

    def __init__(self, first: int) -> None:
        self._next = first
        self.restart()

    def restart(self) -> None:
        """The next number belongs to another stream."""
        self._unwrap = Unwrapper(16)
        self._first: int | None = None
        self._shift = 0

    def place(self, sequence_number: int) -> int | None:
        """The number to send it with; None when it is from before the line or too old."""
        seq = self._unwrap(sequence_number)
        if self._first is None:
            self._first, self._shift = seq, self._next - seq
        out = seq + self._shift
        if seq < self._first or out < self._next - TOO_OLD:
            return None
        self._next = max(self._next, out + 1)
        return out & 0xFFFF


class PictureLine:
    """VP8 picture ids and TL0PICIDX that go on: a browser takes a picture id that falls back for an old
    frame and shows nothing any more."""

    def __init__(self) -> None:
        self._picture: int | None = None
        self._tl0: int | None = None
        self._shifts: tuple[int, int] | None = None

    def restart(self) -> None:
        """The next payload belongs to another stream."""
        self._shifts = None

    def place(self, payload: bytes, descriptor: Descriptor) -> bytes:
        """The payload to send; unchanged until the first restart."""
        if self._shifts is None:
            self._shifts = _shift(self._picture, descriptor.picture_id), _shift(self._tl0, descriptor.tl0)
        picture, tl0 = self._shifts
        span = 1 << descriptor.picture_id_bits
        self._picture = _later(self._picture, descriptor.picture_id, picture, span)
        self._tl0 = _later(self._tl0, descriptor.tl0, tl0, 256)
        return renumbered(payload, descriptor, picture, tl0) if picture or tl0 else payload


def _shift(last: int | None, first: int | None) -> int:
    return 0 if last is None or first is None else last + 1 - first


def _later(last: int | None, number: int | None, shift: int, span: int) -> int | None:
    if number is None:
        return last
    number = (number + shift) % span
    return number if last is None or distance(last % span, number, span) > 0 else last


class TimeLine:
    """Timestamps of a microphone that go on by the time that passed; the first stream's stay as they are."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._last: tuple[int, float] | None = None
        self._restarted = False
        self.shift = 0

    def restart(self) -> None:
        """The next timestamp belongs to another stream."""
        self._restarted = self._last is not None

    def place(self, timestamp: int, now: float) -> tuple[int, bool]:
        """The timestamp to send, and whether it is the first of another stream."""
        restarted, self._restarted = self._restarted, False
        if restarted and self._last is not None:
            last, at = self._last
            self.shift = last + max(1, round((now - at) * self._rate)) - timestamp
        out = (timestamp + self.shift) & 0xFFFFFFFF
        self._last = (out, now)
        return out, restarted
