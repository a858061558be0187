"""Which packets to ask for again, how often, and when to stop hoping. Pure: the time is passed in.

aiortc asks once, when it sees a gap: measured, 5 % loss at 80 ms round trip then freezes the picture for up
to 1.9 s. Here each missing packet is asked for again each round trip; the third ask is `doubtful`, time for
a key frame besides; after `patience` only the key frame is hoped for.
"""

MAX_GAP = 256
"""A longer gap is not repaired packet by packet: senders keep little more, a key frame is quicker."""
MAX_ASKS = 10
DOUBTFUL_ASKS = 3
MAX_MISSING = 512
FIRST_WAIT_S = 0.08
"""Between two asks for the same packet, until the round trip is known."""
MIN_WAIT_S, MAX_WAIT_S = 0.03, 0.5
MIN_PATIENCE_S, MAX_PATIENCE_S = 0.3, 1.0


class _Ask:
    __slots__ = ("asked", "count", "since")

    def __init__(self, now: float) -> None:
        self.since = now
        self.asked = now
        self.count = 0


class LossGuard:
    """Keeps the missing packets of one stream; sequence numbers are unwrapped."""

    def __init__(self) -> None:
        self._newest: int | None = None
        self._missing: dict[int, _Ask] = {}
        self._round_trip: float | None = None

    @property
    def wait(self) -> float:
        """Seconds between two asks for the same packet: a little over the round trip."""
        if self._round_trip is None:
            return FIRST_WAIT_S
        return min(MAX_WAIT_S, max(MIN_WAIT_S, 1.2 * self._round_trip))

    @property
    def patience(self) -> float:
        """Seconds a packet may be missing before its frame is given up."""
        return min(MAX_PATIENCE_S, max(MIN_PATIENCE_S, 4.5 * (self._round_trip or 0.0)))

    @property
    def doubtful(self) -> bool:
        """Some packet has been asked for so often that it may be lost for good."""
        return any(ask.count >= DOUBTFUL_ASKS for ask in self._missing.values())

    @property
    def missing(self) -> tuple[int, ...]:
        return tuple(self._missing)

    def received(self, seq: int, now: float) -> bool:
        """False when too much is missing to be asked for: give up and wait for a key frame."""
        if self._newest is None:
            self._newest = seq
        elif seq <= self._newest:
            self._repaired(seq, now)
        else:
            gap = range(self._newest + 1, seq)
            self._newest = seq
            if len(gap) > MAX_GAP or len(self._missing) + len(gap) > MAX_MISSING:
                self._missing.clear()
                return False
            self._missing.update((s, _Ask(now)) for s in gap)
        return True

    def _repaired(self, seq: int, now: float) -> None:
        ask = self._missing.pop(seq, None)
        sample = None if ask is None else self._sample(ask, now)
        if sample is not None:
            known = self._round_trip
            self._round_trip = sample if known is None else 0.8 * known + 0.2 * sample

    def _sample(self, ask: _Ask, now: float) -> float | None:
        """The round trip that this answer shows; None when it came unasked, or it is unknown which of
        several asks it answers. One that comes too soon after the last ask answers an earlier one."""
        if ask.count == 0:
            return None
        if ask.count > 1 and (self._round_trip is None or now - ask.asked < 0.5 * self._round_trip):
            return now - ask.since
        return now - ask.asked if ask.count == 1 else None

    def due(self, now: float) -> list[int]:
        """The packets to ask for now; they count as asked."""
        due = [
            (seq, ask)
            for seq, ask in self._missing.items()
            if ask.count == 0 or (ask.count < MAX_ASKS and now - ask.asked >= self.wait)
        ]
        for _, ask in due:
            ask.asked = now
            ask.count += 1
        return [seq for seq, _ in due]

    def stalled(self, now: float) -> bool:
        """True when the oldest missing packet has been missed for longer than `patience`."""
        return any(now - ask.since > self.patience for ask in self._missing.values())

    def forget(self, before: int | None = None) -> None:
        """Those before this number are not needed any more; all of them when None."""
        if before is None:
            self._missing.clear()
        else:
            for seq in [s for s in self._missing if s < before]:
                del self._missing[seq]
