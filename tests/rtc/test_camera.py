"""A camera fed packet by packet, without a connection."""

import pytest
from aiortc.rtcrtpparameters import (
    RTCRtpCodecParameters,
    RTCRtpDecodingParameters,
    RTCRtpReceiveParameters,
    RTCRtpRtxParameters,
)
from aiortc.rtp import RtcpSenderInfo, RtcpSrPacket, RtpPacket, wrap_rtx

from coach.rtc.camera import Camera
from coach.rtc.media_clock import MediaClock
from coach.rtc.sender_clock import SenderClock, ntp_time
from coach.rtc.vp8 import Descriptor
from coach.types import EncodedFrame
from tests.rtc.payloads import payload

SSRC, RTX_SSRC = 1111, 2222
CODECS = [
    RTCRtpCodecParameters(mimeType="video/VP8", clockRate=90000, payloadType=96),
    RTCRtpCodecParameters(mimeType="video/rtx", clockRate=90000, payloadType=97, parameters={"apt": 96}),
]


class Looker:
    """A viewer that notes what it is handed."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.restarts = 0
        self.left = False

    def forward(self, packet: RtpPacket, descriptor: Descriptor | None) -> None:
        self.numbers.append(packet.sequence_number)

    def restarted(self) -> None:
        self.restarts += 1

    def source_gone(self) -> None:
        self.left = True


def packet(seq: int, *, key: bool = False, ssrc: int = SSRC) -> RtpPacket:
    """One packet that is one frame."""
    return RtpPacket(
        payload_type=96,
        marker=1,
        sequence_number=seq,
        timestamp=seq * 3000,
        ssrc=ssrc,
        payload=payload(key=key),
    )


def camera(frames: list[EncodedFrame], *, known_rtx: bool = True) -> tuple[Camera, Looker]:
    made = Camera(SenderClock(), clock=MediaClock(), on_frame=frames.append, max_bitrate=1_000_000)
    rtx = RTCRtpRtxParameters(ssrc=RTX_SSRC) if known_rtx else None
    encoding = RTCRtpDecodingParameters(ssrc=SSRC, payloadType=96, rtx=rtx)
    made.negotiated(RTCRtpReceiveParameters(codecs=CODECS, encodings=[encoding]))
    looker = Looker()
    made.viewers[1] = looker
    return made, looker


@pytest.mark.parametrize("known_rtx", [True, False])
async def test_what_is_sent_again_is_unwrapped_and_handed_on(known_rtx: bool) -> None:
    frames: list[EncodedFrame] = []
    made, looker = camera(frames, known_rtx=known_rtx)
    made.received(packet(0, key=True))
    made.received(packet(2))
    assert (len(frames), made.lost) == (1, 1)
    made.received(wrap_rtx(packet(1), payload_type=97, sequence_number=500, ssrc=RTX_SSRC))
    assert [f.rtp_timestamp for f in frames] == [0, 3000, 6000]
    assert looker.numbers == [0, 2, 1]
    assert (made.lost, made.repaired) == (0, 1)
    assert made.ssrc == SSRC


async def test_unknown_payload_types_and_empty_retransmissions_are_dropped() -> None:
    frames: list[EncodedFrame] = []
    made, looker = camera(frames)
    made.received(RtpPacket(payload_type=45, ssrc=SSRC, payload=b"xx"))
    made.received(RtpPacket(payload_type=97, ssrc=RTX_SSRC, payload=b"x"))
    assert looker.numbers == []
    assert made.ssrc is None


async def test_a_second_layer_is_ignored_while_the_first_one_is_heard() -> None:
    frames: list[EncodedFrame] = []
    made, looker = camera(frames)
    made.received(packet(0, key=True))
    made.received(packet(70, key=True, ssrc=9))
    assert looker.numbers == [0]
    assert made.ssrc == SSRC


async def test_another_stream_is_followed_once_the_first_is_silent() -> None:
    frames: list[EncodedFrame] = []
    made, looker = camera(frames)
    made.received(packet(0, key=True))
    restarts = looker.restarts
    assert made.heard is not None
    made.heard -= 2.0
    made.received(packet(90, key=True, ssrc=9))
    assert looker.restarts == restarts + 1
    assert frames[1].rtp_timestamp == 270_000
    assert frames[0].t < frames[1].t < 2.0  # by the time that passed, not by the timestamps' 3 s
    assert made.lost == 0


async def test_one_who_fails_at_taking_frames_gets_no_more_and_the_call_goes_on() -> None:
    taken = 0

    def take(frame: EncodedFrame) -> None:
        nonlocal taken
        taken += 1
        raise RuntimeError("disk full")

    made, looker = camera([])
    made._on_frame = take
    for seq in range(3):
        made.received(packet(seq, key=seq == 0))
    assert taken == 1
    assert made.frames == 3
    assert looker.numbers == [0, 1, 2]


async def test_viewers_are_let_go_when_the_browser_leaves() -> None:
    frames: list[EncodedFrame] = []
    made, looker = camera(frames)
    made.leave()
    assert looker.left
    made.received(packet(0, key=True))
    assert frames == []


async def test_reception_is_reported_with_the_senders_last_report() -> None:
    made, _ = camera([])
    assert made.reception_block() is None
    for seq in (0, 1, 3):
        made.received(packet(seq, key=seq == 0))
    ntp = ntp_time(1_700_000_000.0)
    made.reported(RtcpSrPacket(SSRC, RtcpSenderInfo(ntp, 9000, 3, 30)))
    block = made.reception_block()
    assert block is not None
    assert (block.ssrc, block.packets_lost, block.highest_sequence) == (SSRC, 1, 3)
    assert block.fraction_lost == 64
    assert block.lsr == ntp >> 16 & 0xFFFFFFFF
    assert len(bytes(block)) == 24
