"""What one browser sends on one m-line: packets taken, counted and handed to the viewers at once.

Nothing is decoded or held back here, and audio needs no more than this; for the camera see
coach.rtc.camera. Runs on the event loop.
"""

import time
from typing import Literal, Protocol

from aiortc.codecs import is_rtx
from aiortc.rtcrtpparameters import RTCRtpCodecParameters, RTCRtpReceiveParameters
from aiortc.rtp import AnyRtcpPacket, RtcpReceiverInfo, RtcpSrPacket, RtpPacket, unwrap_rtx

from coach.rtc.aiortc_taps import PacketReceiver, random32
from coach.rtc.bitrate import Meter
from coach.rtc.even_clock import even_now
from coach.rtc.reception import Reception
from coach.rtc.sender_clock import SenderClock, Timeline
from coach.rtc.vp8 import Descriptor

SILENT_S = 1.0
"""A stream without packets for so long may be followed by another one, and is not asked for anything."""

AUDIO_RATE, VIDEO_RATE = 48_000, 90_000
"""RTP clocks of Opus (RFC 7587) and VP8 (RFC 7741)."""


class Viewer(Protocol):
    """One receive slot that a stream is shown in."""

    def forward(self, packet: RtpPacket, descriptor: Descriptor | None) -> None: ...
    def restarted(self) -> None:
        """The next packet begins another stream, with numbers of its own."""

    def source_gone(self) -> None:
        """No packet will come any more."""


class IncomingStream:
    """One microphone, and the part of a camera that is the same."""

    def __init__(self, kind: Literal["audio", "video"], clock: SenderClock) -> None:
        rate = AUDIO_RATE if kind == "audio" else VIDEO_RATE
        self.viewers: dict[int, Viewer] = {}
        """By the viewer's id; each is handed every packet, in the order of arrival."""
        self.timeline = Timeline(clock, rate)
        self.meter = Meter()
        self.heard: float | None = None
        """Steady time of the newest packet."""
        self.received_packets = 0
        self.repaired = 0
        self.own_ssrc = random32()
        self.ssrc: int | None = None
        self._rate = rate
        self._reception = Reception(rate)
        self._codecs: dict[int, RTCRtpCodecParameters] = {}
        self._rtx: dict[int, int] = {}
        self._receiver: PacketReceiver | None = None
        self._report_heard: tuple[int, float] | None = None

    def attach(self, receiver: PacketReceiver) -> None:
        self._receiver = receiver

    def negotiated(self, parameters: RTCRtpReceiveParameters) -> None:
        self._codecs = {c.payloadType: c for c in parameters.codecs if c.payloadType is not None}
        self._rtx = {e.rtx.ssrc: e.ssrc for e in parameters.encodings if e.rtx}

    @property
    def lost(self) -> int:
        """Packets that never came, not even when sent again."""
        return max(0, self._reception.lost - self.repaired)

    @property
    def silent(self) -> bool:
        return self.heard is None or time.monotonic() - self.heard > SILENT_S

    # ---- packets

    def received(self, packet: RtpPacket) -> None:
        """Every packet of the m-line."""
        now = time.monotonic()
        self.meter.add(len(packet.payload), now)
        media = self._original(packet)
        if media is None or not self._follows(media.ssrc):
            return
        self.heard = now
        self.received_packets += 1
        if media is packet:
            self._reception.add(packet.sequence_number, packet.timestamp, now)
            self.timeline.received(packet.timestamp, even_now())
        else:
            self.repaired += 1
        self.take(media)

    def take(self, packet: RtpPacket) -> None:
        """One media packet, retransmissions unwrapped."""
        self.show(packet, None)

    def show(self, packet: RtpPacket, descriptor: Descriptor | None) -> None:
        for viewer in tuple(self.viewers.values()):
            viewer.forward(packet, descriptor)

    def begin(self) -> None:
        """A stream begins, the first one or another: all numbers are new."""
        self._reception = Reception(self._rate)
        self.repaired = 0
        self._report_heard = None
        self.timeline.restart()
        for viewer in self.viewers.values():
            viewer.restarted()

    def leave(self) -> None:
        """The browser has gone: all viewers are let go."""
        for viewer in tuple(self.viewers.values()):
            viewer.source_gone()

    def _original(self, packet: RtpPacket) -> RtpPacket | None:
        codec = self._codecs.get(packet.payload_type)
        if codec is None or not is_rtx(codec):
            return packet if codec is not None else None
        ssrc, apt = self._rtx.get(packet.ssrc, self.ssrc), codec.parameters.get("apt")
        if ssrc is None or not isinstance(apt, int) or len(packet.payload) < 2:
            return None
        return unwrap_rtx(packet, payload_type=apt, ssrc=ssrc)

    def _follows(self, ssrc: int) -> bool:
        """Whether this is our stream. Another one is taken up only when ours has fallen silent: a browser
        that sends several layers at once would else make us jump to and fro."""
        if ssrc == self.ssrc:
            return True
        if not self.silent:
            return False
        self.ssrc = ssrc
        self.begin()
        return True

    # ---- reports

    def reported(self, report: AnyRtcpPacket) -> None:
        if isinstance(report, RtcpSrPacket) and report.ssrc == self.ssrc:
            sender = report.sender_info
            self.timeline.reported(sender.ntp_timestamp, sender.rtp_timestamp, even_now())
            self._report_heard = (sender.ntp_timestamp >> 16 & 0xFFFFFFFF, time.monotonic())

    def reception_block(self) -> RtcpReceiverInfo | None:
        """What to report about this stream now; None before its first packet."""
        if self.ssrc is None or self._reception.received == 0:
            return None
        report = self._reception.report()
        lsr, delay = 0, 0
        if self._report_heard is not None:
            lsr, heard = self._report_heard
            delay = min(int((time.monotonic() - heard) * 65536), 0xFFFFFFFF)
        return RtcpReceiverInfo(
            ssrc=self.ssrc,
            fraction_lost=report.fraction_lost,
            packets_lost=max(-(1 << 23), min(report.lost, (1 << 23) - 1)),
            highest_sequence=report.highest,
            jitter=report.jitter,
            lsr=lsr,
            dlsr=delay,
        )

    def send_report(self, report: AnyRtcpPacket) -> bool:
        """One RTCP packet to the browser; False when it can't be reached."""
        return self._receiver is not None and self._receiver.wire.send(bytes(report))
