"""The private names of aiortc and aioice that we lean on: here, and for packets in `aiortc_wire`; all are
checked by `self_check`.

aiortc does SDP, ICE, DTLS and SRTP for us. Its RTP receivers and senders (jitter buffer, decoder threads,
encoders) are put aside: in their place each transceiver gets one of ours, which hands packets up and sends
packets down untouched. Not for what is done with the packets (coach.rtc.incoming, coach.rtc.forward).
"""

import asyncio
import inspect
import logging
import uuid
from collections.abc import Awaitable, Callable, Iterable, Sequence
from importlib.metadata import version
from random import SystemRandom
from typing import Protocol

import aioice.ice
import pylibsrtp
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCIceServer,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCRtpSender,
    RTCRtpTransceiver,
)
from aiortc.rtcdtlstransport import RTCCertificate, RTCDtlsTransport, RtpRouter
from aiortc.rtcicetransport import RTCIceGatherer, RTCIceTransport, parse_stun_turn_uri
from aiortc.rtcrtpparameters import RTCRtpReceiveParameters, RTCRtpSendParameters
from aiortc.rtp import AnyRtcpPacket, RtpPacket

from coach.rtc.aiortc_wire import Straight, Wire, socket_of, with_socket

AIORTC_VERSION = "1.16.0"
LOOPBACK = "127.0.0.1"
GATHER_S = 2
"""A relay or STUN server that is silent for so long is done without; aioice would wait for 5 s."""

_random = SystemRandom()
_RECEIVER, _SENDER = "_RTCRtpTransceiver__receiver", "_RTCRtpTransceiver__sender"
_SEND = "_send"


class AiortcChanged(RuntimeError):
    """aiortc is not the version whose private names we know; the message says what is missing."""


def random32() -> int:
    """For SSRCs; never 0, which some receivers take for none."""
    return _random.randint(1, 0xFFFFFFFF)


# ---- what aiortc asks of a receiver and a sender, answered by us


class Incoming(Protocol):
    """Takes the packets of one m-line that the browser sends on."""

    def attach(self, receiver: "PacketReceiver") -> None: ...
    def negotiated(self, parameters: RTCRtpReceiveParameters) -> None: ...
    def received(self, packet: RtpPacket) -> None: ...
    def reported(self, report: AnyRtcpPacket) -> None: ...


class Outgoing(Protocol):
    """Feeds one m-line that the browser receives on."""

    def attach(self, sender: "PacketSender") -> None: ...
    def negotiated(self, parameters: RTCRtpSendParameters) -> None: ...
    def reported(self, report: AnyRtcpPacket) -> None: ...


class PacketReceiver:
    """Stands where aiortc has its RTCRtpReceiver; starts no thread, keeps no queue."""

    def __init__(self, kind: str, transport: RTCDtlsTransport, incoming: Incoming) -> None:
        self.kind = kind
        self.wire = Wire(transport)
        self._incoming = incoming
        self._enabled = True
        self._started = False
        self._track: MediaStreamTrack | None = None

    @property
    def track(self) -> MediaStreamTrack | None:
        return self._track

    @property
    def transport(self) -> RTCDtlsTransport:
        return self.wire.transport

    def setTransport(self, transport: RTCDtlsTransport) -> None:  # noqa: N802
        self.wire.transport = transport

    async def receive(self, parameters: RTCRtpReceiveParameters) -> None:
        if not self._started:
            self._started = True
            self._incoming.negotiated(parameters)
            self.transport._register_rtp_receiver(self, parameters)

    async def stop(self) -> None:
        if self._started:
            self.transport._unregister_rtp_receiver(self)

    def _set_rtcp_ssrc(self, ssrc: int) -> None:
        """aiortc's choice is not used: our reports carry an SSRC of their own."""

    def _handle_disconnect(self) -> None:
        """The peer connection closes itself; nothing here to stop."""

    def take(self, packet: RtpPacket) -> None:
        if self._enabled:
            self._incoming.received(packet)

    def report(self, report: AnyRtcpPacket) -> None:
        self._incoming.reported(report)

    async def _handle_rtcp_packet(self, packet: AnyRtcpPacket) -> None:
        self.report(packet)

    async def _handle_rtp_packet(self, packet: RtpPacket, arrival_time_ms: int) -> None:  # noqa: ARG002
        self.take(packet)


class PacketSender:
    """Stands where aiortc has its RTCRtpSender; has no track and no encoder."""

    def __init__(self, kind: str, transport: RTCDtlsTransport, outgoing: Outgoing, stream: str) -> None:
        self.kind = kind
        self.track = None
        self.wire = Wire(transport)
        self._outgoing = outgoing
        self._enabled = True
        self._started = False
        self._ssrc = random32()
        self._rtx_ssrc = random32()
        self._stream_id = stream
        self._track_id = str(uuid.uuid4())

    @property
    def ssrc(self) -> int:
        return self._ssrc

    @property
    def rtx_ssrc(self) -> int:
        return self._rtx_ssrc

    @property
    def transport(self) -> RTCDtlsTransport:
        return self.wire.transport

    def setTransport(self, transport: RTCDtlsTransport) -> None:  # noqa: N802
        self.wire.transport = transport

    async def send(self, parameters: RTCRtpSendParameters) -> None:
        if not self._started:
            self._started = True
            self._outgoing.negotiated(parameters)
            self.transport._register_rtp_sender(self, parameters)

    async def stop(self) -> None:
        if self._started:
            self.transport._unregister_rtp_sender(self)

    def report(self, report: AnyRtcpPacket) -> None:
        self._outgoing.reported(report)

    async def _handle_rtcp_packet(self, packet: AnyRtcpPacket) -> None:
        self.report(packet)


def take_receiver(transceiver: RTCRtpTransceiver, incoming: Incoming) -> None:
    """Puts our receiver in the transceiver's place for one; before any description is set."""
    receiver = PacketReceiver(transceiver.kind, transceiver.receiver.transport, incoming)
    setattr(transceiver, _RECEIVER, receiver)
    incoming.attach(receiver)


def take_sender(transceiver: RTCRtpTransceiver, outgoing: Outgoing, stream: str) -> None:
    """Puts our sender in the transceiver's place for one; tracks of one `stream` are played in step."""
    sender = PacketSender(transceiver.kind, transceiver.sender.transport, outgoing, stream)
    setattr(transceiver, _SENDER, sender)
    outgoing.attach(sender)


# ---- connections


def relay_server(urls: Sequence[str], username: str | None, credential: str | None) -> RTCIceServer:
    """A STUN or TURN server. Raises ValueError, with a sentence, for an address aiortc can't use."""
    for url in urls:
        try:
            parse_stun_turn_uri(url)
        except ValueError:
            raise ValueError(
                f"The relay address {url!r} is not of the form turn:HOST:PORT or stun:HOST:PORT; correct it."
            ) from None
    return RTCIceServer(urls=list(urls), username=username, credential=credential)


def new_connection(servers: Iterable[RTCIceServer]) -> RTCPeerConnection:
    """A peer connection with one transport for everything and exactly these STUN and TURN servers (none
    when empty: aiortc's own default is a public server)."""
    keep_quiet()
    configuration = RTCConfiguration(iceServers=list(servers), bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
    return RTCPeerConnection(configuration)


def keep_quiet() -> None:
    """aiortc and aioice write SDP and addresses of patients at levels below a warning: never wanted."""
    for name in ("aiortc", "aioice"):
        logging.getLogger(name).setLevel(logging.WARNING)


def gather_well(transceiver: RTCRtpTransceiver, *, loopback: bool) -> None:
    """Lets the connection be reached on 127.0.0.1 too, which aioice never offers: with `loopback`, or where
    the machine has no other address. A silent relay holds nobody up."""
    connection = with_socket(transceiver.receiver.transport)
    gather = connection.get_component_candidates

    async def gather_more(
        component: int,
        addresses: list[str],
        timeout: int = GATHER_S,  # noqa: ASYNC109
    ) -> list[aioice.Candidate]:
        if loopback or not addresses:
            addresses = [*addresses, LOOPBACK]
        candidates = await gather(component, addresses, timeout)
        connection.take_ports()
        return candidates

    setattr(connection, gather.__name__, gather_more)


def go_straight(transceiver: RTCRtpTransceiver) -> None:
    """Media packets reach our receivers and senders without aiortc's detour; only where every transceiver
    has ours, and after `gather_well`."""
    transport = transceiver.receiver.transport
    socket_of(transport).media = Straight(transport)


def on_key_frame_wanted(sender: RTCRtpSender, wanted: Callable[[], None]) -> None:
    """Calls `wanted` when the far end of aiortc's own sender asks for a key frame. aiortc forces one from
    its encoder; a track that sends encoded packets has to make it itself."""
    force = sender._send_keyframe

    def tell() -> None:
        force()
        wanted()

    setattr(sender, force.__name__, tell)


def impair(
    connection: RTCPeerConnection,
    send: Callable[[Callable[[bytes], Awaitable[None]], bytes], Awaitable[None]],
) -> None:
    """Puts `send(original, datagram)` between the connection and its socket: for tests of bad networks."""
    transport = connection.getTransceivers()[0].receiver.transport
    socket, under_way = socket_of(transport), set[asyncio.Task[None]]()
    original = socket.send

    async def through(datagram: bytes) -> None:
        await send(original, datagram)

    def post(datagram: bytes) -> bool:
        task = asyncio.ensure_future(through(datagram))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        return True

    setattr(transport.transport, _SEND, through)
    setattr(socket, socket.post.__name__, post)


# ---- the check

_METHODS: Sequence[tuple[type, str, tuple[str, ...]]] = (
    (RTCDtlsTransport, "_register_rtp_receiver", ("receiver", "parameters")),
    (RTCDtlsTransport, "_unregister_rtp_receiver", ("receiver",)),
    (RTCDtlsTransport, "_register_rtp_sender", ("sender", "parameters")),
    (RTCDtlsTransport, "_unregister_rtp_sender", ("sender",)),
    (RTCRtpReceiver, "receive", ("parameters",)),
    (RTCRtpReceiver, "stop", ()),
    (RTCRtpReceiver, "setTransport", ("transport",)),
    (RTCRtpReceiver, "_set_rtcp_ssrc", ("ssrc",)),
    (RTCRtpReceiver, "_handle_disconnect", ()),
    (RTCRtpReceiver, "_handle_rtcp_packet", ("packet",)),
    (RTCRtpReceiver, "_handle_rtp_packet", ("packet", "arrival_time_ms")),
    (RTCRtpSender, "send", ("parameters",)),
    (RTCRtpSender, "stop", ()),
    (RTCRtpSender, "setTransport", ("transport",)),
    (RTCRtpSender, "_handle_rtcp_packet", ("packet",)),
    (RTCRtpSender, "_send_keyframe", ()),
    (aioice.ice.Connection, "get_component_candidates", ("component", "addresses", "timeout")),
    (aioice.ice.Connection, "send", ("data",)),
    (aioice.ice.Connection, "data_received", ("data", "component")),
    (RtpRouter, "route_rtp", ("packet",)),
    (RtpRouter, "route_rtcp", ("packet",)),
    (pylibsrtp.Session, "protect", ("packet",)),
    (pylibsrtp.Session, "protect_rtcp", ("packet",)),
    (pylibsrtp.Session, "unprotect", ("packet",)),
    (pylibsrtp.Session, "unprotect_rtcp", ("packet",)),
)


def self_check() -> None:
    """Raises AiortcChanged, saying what is missing, when a name that we lean on is not as it was."""
    for owner, name, parameters in _METHODS:
        method = getattr(owner, name, None)
        if method is None:
            raise _changed(f"{owner.__name__}.{name} is gone")
        found = tuple(p for p in inspect.signature(method).parameters if p != "self")
        if found != parameters:
            raise _changed(f"{owner.__name__}.{name} takes {found} instead of {parameters}")
    _check_attributes()


def _check_attributes() -> None:
    transceiver = RTCRtpTransceiver("audio", None, None)  # type: ignore[arg-type]
    for name in (_RECEIVER, _SENDER):
        if not hasattr(transceiver, name):
            raise _changed(f"RTCRtpTransceiver keeps nothing under {name}")
    ice = RTCIceTransport(RTCIceGatherer(iceServers=[]))
    for name in ("_connection", _SEND):
        if not hasattr(ice, name):
            raise _changed(f"RTCIceTransport.{name} is gone")
    for name in ("_nominated", "_queue", "_protocols"):
        if not hasattr(ice._connection, name):
            raise _changed(f"aioice.Connection.{name} is gone")
    dtls = RTCDtlsTransport(ice, [RTCCertificate.generateCertificate()])
    for name in ("_state", "_rx_srtp", "_tx_srtp", "_rtp_router", "_rtp_header_extensions_map"):
        if not hasattr(dtls, name):
            raise _changed(f"RTCDtlsTransport.{name} is gone")


def _changed(what: str) -> AiortcChanged:
    return AiortcChanged(
        f"Coach needs aiortc {AIORTC_VERSION}, and this aiortc {version('aiortc')} is different: {what}; "
        f"install aiortc=={AIORTC_VERSION}."
    )
