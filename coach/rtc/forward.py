"""One receive slot of a browser: another participant's packets sent on with numbers of their own.

The RTP timestamp stays as the camera made it, so that poses can be laid on the frame they belong to; only
a microphone's is moved when the slot changes hands. SSRC, payload type, sequence number, picture id and
header extensions are ours. Runs on the event loop.
"""

import itertools
import time
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from aiortc.codecs import is_rtx
from aiortc.rtcrtpparameters import RTCRtpSendParameters
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_FIR,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    AnyRtcpPacket,
    RtcpPsfbPacket,
    RtcpRtpfbPacket,
    RtcpSdesPacket,
    RtcpSenderInfo,
    RtcpSourceInfo,
    RtcpSrPacket,
    RtpPacket,
    unpack_remb_fci,
)

from coach.rtc.aiortc_taps import PacketSender, random32
from coach.rtc.bitrate import Meter
from coach.rtc.camera import Camera
from coach.rtc.even_clock import even_now
from coach.rtc.incoming import AUDIO_RATE, VIDEO_RATE, IncomingStream
from coach.rtc.joining import PictureLine, SequenceLine, TimeLine
from coach.rtc.rtp_header import HeaderWriter
from coach.rtc.sender_clock import ntp_time
from coach.rtc.vp8 import Descriptor

HISTORY = 1024
"""Packets kept for a viewer that asks again; the oldest is overwritten. About 8 s at 1.5 Mbit/s."""
CNAME_ITEM = 1

OnLimit = Callable[[int, Sequence[int]], None]
"""Told (bits a second, the SSRCs they are for) when the viewer says what it can take."""

_ids = itertools.count(1)


class _Sent(NamedTuple):
    seq: int
    marker: bool
    timestamp: int
    payload: bytes
    level: int | None


class _Line(NamedTuple):
    """What was agreed for the slot's m-line."""

    writer: HeaderWriter
    payload_type: int
    rtx_type: int | None
    cname: str


class Forward:
    """Sends one stream at a time to one m-line. A camera is shown from a key frame on: until one begins,
    its packets are dropped and a key frame is asked for."""

    def __init__(self, kind: Literal["audio", "video"], on_limit: OnLimit) -> None:
        self.id = next(_ids)
        self.kind = kind
        self.meter = Meter()
        self.packets = self.octets = self.resent = 0
        self._on_limit = on_limit
        self._source: IncomingStream | None = None
        self._sender: PacketSender | None = None
        self._line: _Line | None = None
        self._open = False
        self._history: dict[int, _Sent] = {}
        self._rtx_seq = random32() & 0x7FFF
        self._sequence = SequenceLine(random32() & 0x7FFF)
        self._pictures = PictureLine()
        self._times = TimeLine(AUDIO_RATE if kind == "audio" else VIDEO_RATE)

    @property
    def ssrc(self) -> int | None:
        return None if self._sender is None else self._sender.ssrc

    @property
    def source(self) -> IncomingStream | None:
        return self._source

    def attach(self, sender: PacketSender) -> None:
        self._sender = sender

    def negotiated(self, parameters: RTCRtpSendParameters) -> None:
        """The connection is up; from now on packets can go out."""
        codec = parameters.codecs[0]
        rtx = (c for c in parameters.codecs if is_rtx(c) and c.parameters.get("apt") == codec.payloadType)
        self._line = _Line(
            HeaderWriter(ids={e.uri: e.id for e in parameters.headerExtensions}, mid=parameters.muxId),
            codec.payloadType or 0,
            next((c.payloadType for c in rtx), None),
            parameters.rtcp.cname or "",
        )
        self._want_key_frame()

    def bind(self, source: IncomingStream | None) -> None:
        """Shows this stream from now on, or nothing. Binding the same stream again changes nothing."""
        if source is self._source:
            return
        if self._source is not None:
            self._source.viewers.pop(self.id, None)
            if isinstance(self._source, Camera):
                self._source.limits.forget(self.id)
        self._source = source
        self.restarted()
        if source is not None:
            source.viewers[self.id] = self
            self._want_key_frame()

    def source_gone(self) -> None:
        self.bind(None)

    def restarted(self) -> None:
        self._open = self.kind == "audio"
        self._sequence.restart()
        self._pictures.restart()
        if self.kind == "audio":
            self._times.restart()

    def _want_key_frame(self) -> None:
        if isinstance(self._source, Camera) and self._line is not None:
            self._source.request_key_frame()

    # ---- packets

    def forward(self, packet: RtpPacket, descriptor: Descriptor | None) -> None:
        """Sends the packet on, unless the slot still waits for a key frame or the packet is too late."""
        if self._line is None or not self._opens(descriptor):
            return
        seq = self._sequence.place(packet.sequence_number)
        if seq is None:
            return
        now = time.monotonic()
        payload = packet.payload
        if descriptor is not None:
            payload = self._pictures.place(payload, descriptor)
        timestamp, first = packet.timestamp, False
        if self.kind == "audio":
            timestamp, first = self._times.place(timestamp, now)
        sent = _Sent(seq, bool(packet.marker) or first, timestamp, payload, _level(packet))
        self._history[seq % HISTORY] = sent
        self._send(self._line, sent, now)

    def _opens(self, descriptor: Descriptor | None) -> bool:
        if not self._open:
            self._open = descriptor is not None and descriptor.key
            if not self._open:
                self._want_key_frame()
        return self._open

    def _send(self, line: _Line, sent: _Sent, now: float) -> None:
        if self._sender is None:
            return
        head = (line.payload_type, sent.marker, sent.seq, sent.timestamp, self._sender.ssrc)
        data = line.writer.packet(head, sent.payload, even_now(), sent.level)
        if self._sender.wire.send(data):
            self.packets += 1
            self.octets += len(sent.payload)
            self.meter.add(len(data), now)

    def _send_again(self, line: _Line, seq: int) -> None:
        sent = self._history.get(seq % HISTORY)
        if sent is None or sent.seq != seq or self._sender is None:
            return
        head = (line.payload_type, sent.marker, seq, sent.timestamp, self._sender.ssrc)
        payload = sent.payload
        if line.rtx_type is not None:
            rtx_seq, self._rtx_seq = self._rtx_seq, (self._rtx_seq + 1) & 0xFFFF
            head = (line.rtx_type, sent.marker, rtx_seq, sent.timestamp, self._sender.rtx_ssrc)
            payload = seq.to_bytes(2, "big") + payload
        self.resent += self._sender.wire.send(line.writer.packet(head, payload, even_now(), sent.level))

    # ---- reports

    def reported(self, report: AnyRtcpPacket) -> None:
        """What the viewer says about the slot: lost packets, a lost picture, what it can take."""
        if isinstance(report, RtcpRtpfbPacket) and report.fmt == RTCP_RTPFB_NACK and self._line is not None:
            for seq in report.lost:
                self._send_again(self._line, seq)
        elif isinstance(report, RtcpPsfbPacket):
            if report.fmt in (RTCP_PSFB_PLI, RTCP_PSFB_FIR):
                self._want_key_frame()
            elif report.fmt == RTCP_PSFB_APP:
                self._hear_limit(report.fci)

    def _hear_limit(self, fci: bytes) -> None:
        try:
            bitrate, ssrcs = unpack_remb_fci(fci)
        except ValueError:  # another application's message
            return
        self._on_limit(bitrate, ssrcs)

    def send_report(self) -> None:
        """Tells the viewer which instant the slot's timestamps are, and how much was sent so far."""
        wall = even_now()
        timestamp = None if self._source is None else self._source.timeline.timestamp_at(wall)
        if timestamp is None or self._sender is None or self._line is None or not self.packets:
            return
        info = RtcpSenderInfo(
            ntp_timestamp=ntp_time(wall),
            rtp_timestamp=(timestamp + self._times.shift) & 0xFFFFFFFF,
            packet_count=self.packets & 0xFFFFFFFF,
            octet_count=self.octets & 0xFFFFFFFF,
        )
        ssrc = self._sender.ssrc
        name = RtcpSourceInfo(ssrc, [(CNAME_ITEM, self._line.cname.encode())])
        self._sender.wire.send(bytes(RtcpSrPacket(ssrc, info)) + bytes(RtcpSdesPacket([name])))


def _level(packet: RtpPacket) -> int | None:
    """The audio level as its one byte: speaking or not, and -dBov."""
    level = packet.extensions.audio_level
    return None if level is None else bool(level[0]) << 7 | level[1] & 0x7F
