"""How much a camera may send: the least of our own estimate, the slowest viewer's and the cap. Pure."""

from collections import deque

from aiortc.rate import BandwidthUsage

from coach.rtc.estimator import quick_estimator

WINDOW_S = 2.0
EXPIRY_S = 6.0
"""A viewer says its limit every second; one that has been silent this long (gone, paused) limits nobody."""
CUT, SHORT = 0.95, 0.8
"""A limit below this share of the one before, or a first one below this share of what is sent, is a cut:
browsers cut to 0.85 of what arrives, and otherwise only raise."""
FLOOR = 100_000
"""Bits a second; below this there is no picture worth judging, so nobody is told less."""


class Meter:
    """Bits a second over the last two seconds, in steps of a tenth."""

    def __init__(self) -> None:
        self._buckets: deque[tuple[int, int]] = deque(maxlen=int(WINDOW_S * 10) + 1)

    def add(self, size: int, now: float) -> None:
        tick = int(now * 10)
        if self._buckets and self._buckets[-1][0] == tick:
            self._buckets[-1] = (tick, self._buckets[-1][1] + size)
        else:
            self._buckets.append((tick, size))

    def rate(self, now: float) -> float:
        oldest = int(now * 10) - int(WINDOW_S * 10)
        return sum(size for tick, size in self._buckets if tick > oldest) * 8 / WINDOW_S


def shares(total: int, rates: dict[int, float]) -> dict[int, int]:
    """One viewer's limit (for all it receives together) divided among its streams by what each sends now.

    By rate, not evenly: then no stream is pressed below what it sends while the viewer can take it all.
    """
    sending = sum(rates.values())
    if sending <= 0:
        return dict.fromkeys(rates, total)
    return {stream: int(total * rate / sending) for stream, rate in rates.items()}


class OwnEstimate:
    """What the way from the camera can carry: aiortc's estimate by the delays of the packets.

    None until the way was too narrow once. Before that the estimate is no more than what happens to be sent,
    which is little while the patient sits still and hardly anything in the picture changes."""

    def __init__(self) -> None:
        self.bitrate: int | None = None
        self._estimator = quick_estimator()
        self._narrow = False

    def add(self, arrived_ms: int, sent: int, size: int, ssrc: int) -> None:
        """One packet: when it came, its abs-send-time and its bytes."""
        update = self._estimator.add(arrived_ms, sent, size, ssrc)
        self._narrow = self._narrow or self._estimator.detector.state() is BandwidthUsage.OVERUSING
        if update is not None and self._narrow:
            self.bitrate = update[0]


class Narrowness:
    """Whether a viewer's way was ever too narrow for what it was sent.

    Until then its limit (REMB) is no more than what happened to be sent, with a little room: small while the
    patient sits still, and slow to follow once they move. From then on it is a measurement."""

    def __init__(self) -> None:
        self.known = False
        self._before: int | None = None

    def hear(self, bitrate: int, sent: float) -> None:
        """A limit, and the bits a second that the viewer is sent now."""
        least = SHORT * sent if self._before is None else CUT * self._before
        self.known = self.known or bitrate < least
        self._before = bitrate


class ViewerLimits:
    """What each viewer of one camera can take."""

    def __init__(self) -> None:
        self._limits: dict[int, tuple[int, float]] = {}

    def tell(self, viewer: int, bitrate: int, now: float) -> None:
        self._limits[viewer] = (bitrate, now)

    def forget(self, viewer: int) -> None:
        self._limits.pop(viewer, None)

    def lowest(self, now: float) -> int | None:
        """None when nobody limits."""
        fresh = [bitrate for bitrate, at in self._limits.values() if now - at <= EXPIRY_S]
        return min(fresh, default=None)


def allowed(own: int | None, viewers: int | None, cap: int) -> int:
    """Bits a second to tell the camera's sender."""
    return max(FLOOR, min([cap, *(limit for limit in (own, viewers) if limit is not None)]))
