"""A simulated participant: an aiortc client that sends a clip as its camera and a soft tone or silence.

For the demo and for tests. It offers as a browser's page does; its caller carries offer and answer.
"""

import asyncio
import math
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from aiortc import MediaStreamTrack, RTCIceServer, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from aiortc.rtcrtpparameters import RTCRtpReceiveParameters
from aiortc.rtp import AnyRtcpPacket, RtpPacket
from av.stream import Stream
from numpy.typing import NDArray

from coach.rtc.aiortc_taps import (
    Incoming,
    PacketReceiver,
    gather_well,
    new_connection,
    on_key_frame_wanted,
    take_receiver,
)
from coach.rtc.clip import RATE, TAIL_S, ClipFrame, encode, stills_of
from coach.rtc.media_clock import CLOCK_RATE

AUDIO_RATE = 48_000
AUDIO_STEP_S = 0.02
TONE_HZ = 440.0
LATE_S = 1.0
"""A camera this far behind (the machine slept) goes on from now instead of catching up."""


class Reel:
    """A clip's frames, each encoded when it is first needed, by one thread, and kept: about 8 MB a minute.

    At the end it begins again, or the last picture stays.
    """

    def __init__(self, frames: Iterator[ClipFrame], *, loop: bool) -> None:
        self._source = frames
        self._loop = loop
        self._frames: list[ClipFrame] = []
        self._complete = False
        self._at = 0
        self._shift = 0.0
        self._thread = ThreadPoolExecutor(1, "clip")

    async def prepare(self) -> None:
        """Encodes the first frame. Raises what the source raises when it has none."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._encode_next)

    async def next(self) -> ClipFrame:
        """The next frame; `t` goes on when the clip begins again."""
        if self._at == len(self._frames) and not self._complete:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._encode_next)
        if self._at == len(self._frames):
            self._rewind()
        frame = self._frames[self._at]
        self._at += 1
        return frame._replace(t=frame.t + self._shift)

    def _encode_next(self) -> None:
        frame = next(self._source, None)
        if frame is None:
            self._complete = True
        else:
            self._frames.append(frame)

    def _rewind(self) -> None:
        end = self._frames[-1].t + 1 / RATE
        tail = (n for n, f in enumerate(self._frames) if f.key and f.t >= end - TAIL_S)
        self._at = 0 if self._loop else next(tail, 0)
        self._shift += end - self._frames[self._at].t

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)


class ClipTrack(MediaStreamTrack):
    """Sends a reel in real time, as encoded frames."""

    kind = "video"

    def __init__(self, reel: Reel) -> None:
        super().__init__()
        self._reel = reel
        self._start: float | None = None

    def stop(self) -> None:
        super().stop()
        self._reel.close()

    def begin_at(self, start: float) -> None:
        """Steady time of the first picture, instead of when it is first asked for."""
        self._start = start

    async def recv(self) -> "av.Packet[Stream]":
        if self.readyState != "live":
            raise MediaStreamError
        frame = await self._reel.next()
        now = time.monotonic()
        if self._start is None or now - self._start - frame.t > LATE_S:
            self._start = now - frame.t
        await asyncio.sleep(self._start + frame.t - now)
        packet = av.Packet(frame.data)
        packet.pts, packet.time_base = round(frame.t * CLOCK_RATE), Fraction(1, CLOCK_RATE)
        return packet


class ToneTrack(MediaStreamTrack):
    """Sends one second of Opus, encoded once, again and again."""

    kind = "audio"

    def __init__(self, volume: float, *, packets: Sequence[bytes] = ()) -> None:
        """A tone of this `volume`, 0 to 1 (0 is silence), or else these packets of 20 ms."""
        super().__init__()
        self._packets = packets or opus_second(volume)
        self._count = 0
        self._start: float | None = None

    def begin_at(self, start: float) -> None:
        """Steady time of the first packet, instead of when it is first asked for."""
        self._start = start

    async def recv(self) -> "av.Packet[Stream]":
        if self.readyState != "live":
            raise MediaStreamError
        now, t = time.monotonic(), self._count * AUDIO_STEP_S
        if self._start is None or now - self._start - t > LATE_S:
            self._start = now - t
        await asyncio.sleep(self._start + t - now)
        packet = av.Packet(self._packets[self._count % len(self._packets)])
        packet.pts, packet.time_base = round(t * AUDIO_RATE), Fraction(1, AUDIO_RATE)
        self._count += 1
        return packet


def opus_second(volume: float) -> list[bytes]:
    """A second of a tone, 20 ms a packet; `volume` 0 to 1."""
    return opus_packets(volume * np.sin(2 * math.pi * TONE_HZ / AUDIO_RATE * np.arange(AUDIO_RATE)))


def opus_packets(samples: NDArray[np.float64]) -> list[bytes]:
    """Samples from -1 to 1, 48000 a second, 20 ms a packet."""
    encoder = av.AudioCodecContext.create("libopus", "w")
    encoder.format, encoder.layout, encoder.sample_rate = "s16", "mono", AUDIO_RATE
    encoder.bit_rate = 32_000
    step = round(AUDIO_RATE * AUDIO_STEP_S)
    packets: list[bytes] = []
    for at in range(0, len(samples) - step + 1, step):
        part = (samples[at : at + step] * 32767).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
        frame.sample_rate, frame.pts = AUDIO_RATE, at
        packets += [bytes(packet) for packet in encoder.encode(frame)]
    return packets


class Ignored:
    """Takes what others send and does nothing with it: no decoding, no threads."""

    def attach(self, receiver: PacketReceiver) -> None: ...
    def negotiated(self, parameters: RTCRtpReceiveParameters) -> None: ...
    def received(self, packet: RtpPacket) -> None: ...
    def reported(self, report: AnyRtcpPacket) -> None: ...


class SimulatedBrowser:
    """One page's side of a connection: what it sends, and its receive slots. Either track may be missing,
    as a camera or a microphone may be."""

    def __init__(
        self,
        *,
        video: MediaStreamTrack | None,
        audio: MediaStreamTrack | None,
        slots: int,
        ice_servers: Sequence[RTCIceServer] = (),
        receive: Callable[[int, str], Incoming] = lambda _slot, _kind: Ignored(),
    ) -> None:
        """`receive` gives the taker of each slot's packets, by slot and kind."""
        self.connected = asyncio.Event()
        self.closed = asyncio.Event()
        self.key_frames_wanted = 0
        self.pc: RTCPeerConnection = new_connection(ice_servers)
        self.pc.on("connectionstatechange", self._on_state)
        self._tracks = [track for track in (audio, video) if track]
        for kind, track in (("audio", audio), ("video", video)):
            transceiver = self.pc.addTransceiver(track or kind, "sendonly" if track else "inactive")
            on_key_frame_wanted(transceiver.sender, self._count_key_frame)
        for slot in range(slots):
            for kind in ("audio", "video"):
                take_receiver(self.pc.addTransceiver(kind, "recvonly"), receive(slot, kind))
        gather_well(self.pc.getTransceivers()[0], loopback=True)

    def _count_key_frame(self) -> None:
        self.key_frames_wanted += 1

    def _on_state(self) -> None:
        if self.pc.connectionState == "connected":
            self.connected.set()
        elif self.pc.connectionState in ("failed", "closed"):
            self.closed.set()

    async def offer(self) -> str:
        """The complete (non-trickle) offer."""
        await self.pc.setLocalDescription(await self.pc.createOffer())
        return self.pc.localDescription.sdp

    async def accept(self, answer: str) -> None:
        await self.pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def close(self) -> None:
        await self.pc.close()
        for track in self._tracks:
            track.stop()


class SimulatedPatient(SimulatedBrowser):
    """Does a clip in front of the camera, again and again or once; the first picture is held for `lead_in`
    seconds before each round, as a patient who gets ready."""

    def __init__(
        self,
        clip: Path,
        *,
        slots: int,
        loop: bool = True,
        lead_in: float = 3.0,
        volume: float = 0.0,
        ice_servers: Sequence[RTCIceServer] = (),
    ) -> None:
        self._reel = Reel(encode(stills_of(clip, lead_in)), loop=loop)
        super().__init__(
            video=ClipTrack(self._reel), audio=ToneTrack(volume), slots=slots, ice_servers=ice_servers
        )

    async def offer(self) -> str:
        """The complete (non-trickle) offer. Raises coach.pose.video.VideoUnreadable."""
        await self._reel.prepare()
        return await super().offer()
