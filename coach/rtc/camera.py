"""One browser's camera: losses repaired, key frames asked for, its rate limited, its frames completed.

A frame is delivered as the camera's encoder made it, with its place on the session's clock; decoding is
for the pose process. Runs on the event loop.
"""

import asyncio
import time
from collections.abc import Callable

import structlog
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    RtcpPsfbPacket,
    RtcpRtpfbPacket,
    RtpPacket,
    pack_remb_fci,
)

from coach.rtc.assembly import Assembly
from coach.rtc.bitrate import OwnEstimate, ViewerLimits, allowed
from coach.rtc.frame_buffer import Frame
from coach.rtc.incoming import IncomingStream
from coach.rtc.media_clock import MediaClock
from coach.rtc.sender_clock import SenderClock
from coach.rtc.vp8 import read
from coach.types import EncodedFrame

TICK_S = 0.01
"""How often missing packets are looked at while there are any."""
REMB_INTERVAL_S = 1.0
NOTABLE = 0.97
"""A limit fallen to less than this share of what was told is told at once."""

log = structlog.get_logger()

OnFrame = Callable[[EncodedFrame], None]
Tap = Callable[[Frame, float | None], None]
"""Takes a complete frame and its session time; None where the camera is not the session's clock."""


class Camera(IncomingStream):
    """The camera's stream. `clock` and `on_frame` may be missing: then frames are only counted."""

    def __init__(
        self, senders: SenderClock, *, clock: MediaClock, on_frame: OnFrame | None, max_bitrate: int
    ) -> None:
        super().__init__("video", senders)
        self.limits = ViewerLimits()
        self.frames = self.key_frames = self.plis = self.nacks = 0
        self.told: int | None = None
        """Bits a second that the browser was last told to send at most."""
        self.tap: Tap | None = None
        """Handed every frame too, after `on_frame`."""
        self._clock, self._on_frame, self._cap = clock, on_frame, max_bitrate
        self._told_at = 0.0
        self._estimate = OwnEstimate()
        self._assembly = Assembly()
        self._uneasy = asyncio.Event()

    @property
    def given_up(self) -> int:
        """Times that missing packets were given up and a key frame was waited for."""
        return self._assembly.given_up

    def begin(self) -> None:
        super().begin()
        self._assembly.begin()
        if self._on_frame is not None:
            self._clock.restart()

    def leave(self) -> None:
        super().leave()
        self._on_frame = None  # the session's clock may already serve the next connection

    def request_key_frame(self) -> None:
        """Asks the browser for a key frame: at once, but not more often than `KeyRequests` allows."""
        self._assembly.want_key_frame()
        self._uneasy.set()

    # ---- packets

    def received(self, packet: RtpPacket) -> None:
        self._feed_estimate(packet)
        super().received(packet)

    def _feed_estimate(self, packet: RtpPacket) -> None:
        sent = packet.extensions.abs_send_time
        if sent is None:
            return
        size = len(packet.payload) + packet.padding_size
        self._estimate.add(int(time.monotonic() * 1000), sent, size, packet.ssrc)

    def take(self, packet: RtpPacket) -> None:
        now = time.monotonic()
        descriptor = read(packet.payload)
        if descriptor is None and packet.payload:
            return
        self.show(packet, descriptor)
        header = (packet.sequence_number, packet.timestamp, bool(packet.marker))
        for frame in self._assembly.take(header, packet.payload, descriptor, now):
            self._deliver(frame, now)
        if self._assembly.uneasy or self._limit_due(now):
            self._uneasy.set()

    def _deliver(self, frame: Frame, now: float) -> None:
        self.frames += 1
        self.key_frames += frame.key
        t = self._hand_over(frame, now)
        if self.tap is not None:
            try:
                self.tap(frame, t)
            except Exception:
                log.exception("tap_failed")
                self.tap = None

    def _hand_over(self, frame: Frame, now: float) -> float | None:
        """The frame's session time, where this camera is its clock."""
        if self._on_frame is None:
            return None
        encoded = EncodedFrame(
            t=self._clock.t(frame.timestamp, now),
            rtp_timestamp=frame.timestamp,
            codec="VP8",
            data=frame.data,
            key=frame.key,
        )
        try:
            self._on_frame(encoded)
        except Exception:  # a failing taker of frames must not end the call
            log.exception("frame_taker_failed")
            self._on_frame = None
        return encoded.t

    # ---- care

    async def tend(self) -> None:
        """Asks for what is missing; runs until cancelled, and sleeps while all is well."""
        while True:
            await self._uneasy.wait()
            self._uneasy.clear()
            self._ask(time.monotonic())
            await asyncio.sleep(TICK_S)
            if not self.silent and self._assembly.uneasy:
                self._uneasy.set()

    def _ask(self, now: float) -> None:
        if self.ssrc is None or self.silent:
            return
        asks = self._assembly.due(now)
        if asks.missing:
            self.nacks += len(asks.missing)
            self.send_report(RtcpRtpfbPacket(RTCP_RTPFB_NACK, self.own_ssrc, self.ssrc, asks.missing))
        if asks.key_frame:
            self.plis += 1
            self.send_report(RtcpPsfbPacket(RTCP_PSFB_PLI, self.own_ssrc, self.ssrc))
        if self._limit_due(now):
            self.tell_limit(now)

    # ---- rate

    def _limit(self, now: float) -> int:
        return allowed(self._estimate.bitrate, self.limits.lowest(now), self._cap)

    def _limit_due(self, now: float) -> bool:
        if self.told is None or now - self._told_at >= REMB_INTERVAL_S:
            return True
        return self._limit(now) < NOTABLE * self.told

    def tell_limit(self, now: float) -> None:
        """Tells the browser how much it may send (REMB)."""
        if self.ssrc is None:
            return
        self.told, self._told_at = self._limit(now), now
        fci = pack_remb_fci(self.told, [self.ssrc])
        self.send_report(RtcpPsfbPacket(RTCP_PSFB_APP, self.own_ssrc, 0, fci))
