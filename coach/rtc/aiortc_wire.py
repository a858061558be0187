"""The packets' way between the socket and our receivers and senders, straight.

aiortc hands each datagram over by a queue to a task, and from there through five coroutines: a tenth of
what forwarding a packet cost. Here SRTP is opened where the socket delivers it, and sealed where it is
sent; ICE and DTLS stay aiortc's. Private names of aiortc and aioice are used here and in `aiortc_taps`
only, and checked there.
"""

import struct
from collections.abc import Callable
from typing import Any, Protocol, cast

import aioice.ice
import pylibsrtp
import structlog
from aiortc.rtcdtlstransport import RTCDtlsTransport, State
from aiortc.rtp import AnyRtcpPacket, RtcpPacket, RtpPacket, is_rtcp

FIRST_MEDIA, LAST_MEDIA = 128, 191
"""First byte of SRTP and SRTCP where all share one port (RFC 7983, section 7)."""

log = structlog.get_logger()


class End(Protocol):
    """One of our receivers or senders."""

    def report(self, report: AnyRtcpPacket) -> None: ...


class Receiver(End, Protocol):
    def take(self, packet: RtpPacket) -> None: ...


class Datagrams(aioice.ice.StunProtocol):
    """One of a connection's ports: media past aioice's look for STUN, and nonsense of strangers to nobody."""

    def datagram_received(self, data: bytes | str, addr: tuple[Any, ...]) -> None:
        if isinstance(data, bytes) and data and FIRST_MEDIA <= data[0] <= LAST_MEDIA:
            self.receiver.data_received(data, self.local_candidate.component)
            return
        try:
            super().datagram_received(data, addr)
        except struct.error:  # a STUN message cut short within; aioice knows other faults only
            return


class Socket(aioice.ice.Connection):
    """An ICE connection that gives media datagrams to `media` at once; all others wait in its queue for
    DTLS, as before."""

    media: Callable[[bytes], None] | None = None

    def data_received(self, data: bytes, component: int) -> None:
        if not data:  # anybody can send one to the port, and aiortc's connection would end of it
            return
        if self.media is None or not FIRST_MEDIA <= data[0] <= LAST_MEDIA:
            super().data_received(data, component)
            return
        try:
            self.media(data)
        except Exception:  # as in aiortc, what goes wrong with a packet ends the connection
            log.exception("packet_failed")
            self.media = None
            self._queue.put_nowait(None)

    def take_ports(self) -> None:
        """Once they are open, its ports are `Datagrams` from now on."""
        for port in self._protocols:
            port.__class__ = Datagrams

    def post(self, data: bytes) -> bool:
        """Sends one datagram; False when the connection is not up."""
        pair = self._nominated.get(1)
        if pair is None:
            return False
        pair.protocol.transport.sendto(data, pair.remote_addr)
        return True


class Wire:
    """The encrypted way to one browser, shared by all its m-lines."""

    def __init__(self, transport: RTCDtlsTransport) -> None:
        self.transport = transport

    def send(self, data: bytes) -> bool:
        """Sends one RTP packet or compound RTCP packet; False when the connection is not up, or SRTP refuses
        the packet (one that is far too old)."""
        if self.transport._state is not State.CONNECTED:
            return False
        srtp = self.transport._tx_srtp
        try:
            sealed = srtp.protect_rtcp(data) if is_rtcp(data) else srtp.protect(data)
        except pylibsrtp.Error:
            return False
        return socket_of(self.transport).post(sealed)


class Straight:
    """Opens what one browser sends and hands it to our receivers and senders. Takes nothing before the
    handshake is done, and nothing after the connection has ended."""

    def __init__(self, transport: RTCDtlsTransport) -> None:
        self._transport = transport

    def __call__(self, data: bytes) -> None:
        """One SRTP or SRTCP datagram. What can't be opened or read is nobody's."""
        transport = self._transport
        if transport._state is not State.CONNECTED:
            return
        if is_rtcp(data):
            for report in self._reports(data):
                for end in transport._rtp_router.route_rtcp(report):
                    cast(End, end).report(report)
        elif packet := self._packet(data):
            receiver = transport._rtp_router.route_rtp(packet)
            if receiver is not None:
                cast(Receiver, receiver).take(packet)

    def _reports(self, data: bytes) -> list[AnyRtcpPacket]:
        try:
            return RtcpPacket.parse(self._transport._rx_srtp.unprotect_rtcp(data))
        except (pylibsrtp.Error, ValueError):
            return []

    def _packet(self, data: bytes) -> RtpPacket | None:
        transport = self._transport
        try:
            return RtpPacket.parse(transport._rx_srtp.unprotect(data), transport._rtp_header_extensions_map)
        except (pylibsrtp.Error, ValueError):
            return None


def socket_of(transport: RTCDtlsTransport) -> Socket:
    """The transport's socket, once `with_socket` has been there."""
    socket = transport.transport._connection
    assert isinstance(socket, Socket)
    return socket


def with_socket(transport: RTCDtlsTransport) -> Socket:
    """The transport's ICE connection, made one of ours; before anything is gathered."""
    connection = transport.transport._connection
    connection.__class__ = Socket
    return socket_of(transport)
