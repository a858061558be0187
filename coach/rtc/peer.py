"""One browser's media connection: what it sends is received, what it watches is forwarded to it.

A lost connection is replaced, not repaired: each offer is answered by a new Peer. Who watches whom is
the room's business, signalling is its caller's. Runs on the event loop and never blocks it.
"""

import asyncio
import random
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass

import structlog
from aiortc import (
    InvalidStateError,
    RTCPeerConnection,
    RTCRtpTransceiver,
    RTCSessionDescription,
)
from aiortc.exceptions import InternalError, OperationError
from aiortc.rtp import RtcpRrPacket

from coach.rtc.aiortc_taps import (
    gather_well,
    go_straight,
    new_connection,
    relay_server,
    take_receiver,
    take_sender,
)
from coach.rtc.bitrate import Narrowness, shares
from coach.rtc.camera import Camera, OnFrame
from coach.rtc.forward import Forward
from coach.rtc.incoming import IncomingStream
from coach.rtc.media_clock import MediaClock
from coach.rtc.messages import IceServer
from coach.rtc.offer import MALFORMED, OfferRefused, check_offer, finish_answer
from coach.rtc.sender_clock import SenderClock

__all__ = ["OfferRefused", "Peer", "PeerStats"]

NEVER_CONNECTED = "never connected"
LOST = "connection lost"
LEFT = "left"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerStats:
    """Counts since the connection was made."""

    connected: bool
    received: int
    """Packets of camera and microphone, each once."""
    lost: int
    """Packets that never came."""
    repaired: int
    """Packets that came when asked for again."""
    frames: int
    key_frames: int
    given_up: int
    """Times that missing packets were given up and a key frame was waited for."""
    plis: int
    """Key-frame requests sent to the browser."""
    nacks: int
    """Packets asked for again; each time counts."""
    remb: int | None
    """Bits a second that the browser was last told to send at most."""
    video_bitrate: int
    """Bits a second received over the last seconds."""
    seconds_since_video: float | None
    """Since the newest video packet; None before the first."""
    forwarded: int
    """Packets sent into this browser's slots."""
    resent: int
    """Packets sent again because this browser asked."""


class Slot:
    """One other participant as this browser receives them: a sound and a picture."""

    def __init__(self, on_limit: Callable[[int, Sequence[int]], None]) -> None:
        self.audio = Forward("audio", on_limit)
        self.video = Forward("video", on_limit)

    def of_kind(self, kind: str) -> Forward:
        return self.audio if kind == "audio" else self.video


class Peer:
    """The connection of one browser, from its offer to its end.

    Frames of its camera go to `on_frame` with `t` from `clock`, which outlives the connection. `on_connected`
    is called once; `on_closed`, once, with a few words of reason, when the connection ends without `close`.
    All three are called on the event loop. Raises ValueError for an address in `ice_servers` that can't be
    used.
    """

    def __init__(
        self,
        *,
        ice_servers: Sequence[IceServer],
        slots: int,
        clock: MediaClock,
        on_frame: OnFrame | None,
        on_connected: Callable[[], None],
        on_closed: Callable[[str], None],
        connect_timeout: float = 20.0,
        max_bitrate: int = 1_500_000,
        include_loopback: bool = False,
    ) -> None:
        senders = SenderClock()
        self.microphone = IncomingStream("audio", senders)
        self.camera = Camera(senders, clock=clock, on_frame=on_frame, max_bitrate=max_bitrate)
        self._narrow = Narrowness()
        self._slots = tuple(Slot(self._hear_limit) for _ in range(slots))
        self._servers = [relay_server(s.urls, s.username, s.credential) for s in ice_servers]
        self._on_connected, self._on_closed = on_connected, on_closed
        self._timeout, self._loopback = connect_timeout, include_loopback
        self._pc: RTCPeerConnection | None = None
        self._connected = False
        self._negotiating = asyncio.Lock()
        self._ending: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None

    # ---- signalling

    async def answer(self, sdp: str) -> str:
        """The answer to the browser's complete (non-trickle) offer, to be given once. Raises OfferRefused,
        after which the connection is closed."""
        if self._pc is not None or self._ending is not None:
            raise OfferRefused("This connection has been used already; reload the page.")
        try:
            offer = check_offer(sdp, len(self._slots))
            async with self._negotiating:
                self._pc = new_connection(self._servers)
                return await self._negotiate(self._pc, offer.sdp, offer.kinds)
        except OfferRefused:
            await self.close()
            raise
        except (InternalError, InvalidStateError, OperationError, ValueError):
            await self.close()
            raise OfferRefused(MALFORMED) from None

    async def _negotiate(self, pc: RTCPeerConnection, sdp: str, kinds: Sequence[str]) -> str:
        for index, kind in enumerate(kinds):
            self._take(pc.addTransceiver(kind, "recvonly" if index < 2 else "sendonly"), index)
        gather_well(pc.getTransceivers()[0], loopback=self._loopback)
        go_straight(pc.getTransceivers()[0])
        pc.on("connectionstatechange", self._on_state)
        await pc.setRemoteDescription(RTCSessionDescription(sdp, "offer"))
        await pc.setLocalDescription(await pc.createAnswer())
        self._timer = asyncio.get_running_loop().call_later(self._timeout, self._never_connected)
        return finish_answer(pc.localDescription.sdp)

    def _take(self, transceiver: RTCRtpTransceiver, index: int) -> None:
        if index < 2:
            stream = self.microphone if transceiver.kind == "audio" else self.camera
            take_receiver(transceiver, stream)
        else:
            slot = index // 2 - 1
            forward = self._slots[slot].of_kind(transceiver.kind)
            take_sender(transceiver, forward, f"slot{slot}")

    # ---- what is watched

    def watch(self, slot: int, source: "Peer | None") -> None:
        """Forwards what `source` sends into this browser's receive slot, or frees it. At any time, also
        before the connection is up; the same source again changes nothing. A connection that has ended
        neither watches nor is watched."""
        if self._ending is not None or (source is not None and source.ended):
            source = None
        audio, video = (None, None) if source is None else (source.microphone, source.camera)
        self._slots[slot].audio.bind(audio)
        self._slots[slot].video.bind(video)

    @property
    def ended(self) -> bool:
        """The connection is closing or closed."""
        return self._ending is not None

    def request_key_frame(self) -> None:
        """Asks this browser's camera for a key frame, soon and repeatedly until one begins."""
        self.camera.request_key_frame()

    def _hear_limit(self, bitrate: int, ssrcs: Sequence[int]) -> None:
        now = time.monotonic()
        videos = {f.ssrc: f for f in (s.video for s in self._slots) if f.ssrc in ssrcs}
        rates = {ssrc: f.meter.rate(now) for ssrc, f in videos.items() if ssrc is not None}
        self._narrow.hear(bitrate, sum(rates.values()))
        if not self._narrow.known:
            return
        for ssrc, share in shares(bitrate, rates).items():
            source = videos[ssrc].source
            if isinstance(source, Camera):
                source.limits.tell(videos[ssrc].id, share, now)

    def stats(self) -> PeerStats:
        camera, microphone = self.camera, self.microphone
        now = time.monotonic()
        forwards = [f for s in self._slots for f in (s.audio, s.video)]
        return PeerStats(
            connected=self._connected and not self.ended,
            received=camera.received_packets + microphone.received_packets,
            lost=camera.lost + microphone.lost,
            repaired=camera.repaired,
            frames=camera.frames,
            key_frames=camera.key_frames,
            given_up=camera.given_up,
            plis=camera.plis,
            nacks=camera.nacks,
            remb=camera.told,
            video_bitrate=round(camera.meter.rate(now)),
            seconds_since_video=None if camera.heard is None else now - camera.heard,
            forwarded=sum(f.packets for f in forwards),
            resent=sum(f.resent for f in forwards),
        )

    # ---- life

    def _on_state(self) -> None:
        state = None if self._pc is None else self._pc.connectionState
        if state == "connected" and not self._connected:
            self._connected = True
            self._cancel_timer()
            self._start(self.camera.tend())
            self._start(self._report())
            asyncio.get_running_loop().call_soon(self._on_connected)
        elif state in ("failed", "closed"):
            self._end(LEFT if state == "closed" else LOST)

    def _never_connected(self) -> None:
        self._end(NEVER_CONNECTED)

    async def close(self) -> None:
        """Ends the connection and returns when its sockets and tasks are gone. Can be called again."""
        await asyncio.shield(self._end(None))

    def _end(self, reason: str | None) -> asyncio.Task[None]:
        if self._ending is None:
            self._ending = asyncio.get_running_loop().create_task(self._shut_down(reason))
        return self._ending

    async def _shut_down(self, reason: str | None) -> None:
        self._cancel_timer()
        for slot in range(len(self._slots)):
            self.watch(slot, None)
        self.microphone.leave()
        self.camera.leave()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        async with self._negotiating:
            if self._pc is not None:
                await self._pc.close()
        if reason is not None:
            asyncio.get_running_loop().call_soon(self._on_closed, reason)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self._tasks.add(asyncio.get_running_loop().create_task(self._keep(work)))

    async def _keep(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except Exception:
            log.exception("peer_task_failed")
            self._end(LOST)

    async def _report(self) -> None:
        """Says every second (randomly varied, RFC 3550, section 6.2) what was received and what was sent."""
        while True:
            await asyncio.sleep(0.5 + random.random())
            for stream in (self.microphone, self.camera):
                block = stream.reception_block()
                if block is not None:
                    stream.send_report(RtcpRrPacket(stream.own_ssrc, [block]))
            for slot in self._slots:
                slot.audio.send_report()
                slot.video.send_report()
