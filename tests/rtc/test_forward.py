"""One receive slot, with what it sends caught before encryption."""

from collections.abc import Sequence

from aiortc.rtcdtlstransport import RTCDtlsTransport
from aiortc.rtcrtpparameters import RTCRtcpParameters, RTCRtpSendParameters
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_FIR,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    RtcpPacket,
    RtcpPsfbPacket,
    RtcpRtpfbPacket,
    RtcpSdesPacket,
    RtcpSrPacket,
    RtpPacket,
    is_rtcp,
    pack_remb_fci,
    unwrap_rtx,
)

from coach.rtc.aiortc_taps import PacketSender
from coach.rtc.aiortc_wire import Wire
from coach.rtc.camera import Camera
from coach.rtc.forward import Forward
from coach.rtc.media_clock import MediaClock
from coach.rtc.sender_clock import SenderClock
from tests.rtc.test_camera import CODECS, camera, packet


class Caught(Wire):
    """A wire that keeps what would be encrypted and sent."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.up = True

    def send(self, data: bytes) -> bool:
        if self.up:
            self.sent.append(data)
        return self.up

    @property
    def packets(self) -> list[RtpPacket]:
        return [RtpPacket.parse(d) for d in self.sent if not is_rtcp(d)]


class Slot:
    """A video slot that is up, watching a camera."""

    def __init__(self) -> None:
        self.limits: list[tuple[int, Sequence[int]]] = []
        self.wire = Caught()
        self.forward = Forward("video", lambda bitrate, ssrcs: self.limits.append((bitrate, ssrcs)))
        self.sender = PacketSender("video", RTCDtlsTransport.__new__(RTCDtlsTransport), self.forward, "slot0")
        self.sender.wire = self.wire
        self.forward.attach(self.sender)
        self.up(CODECS)
        self.camera, _ = camera([])
        self.forward.bind(self.camera)

    def up(self, codecs: Sequence[object]) -> None:
        parameters = RTCRtpSendParameters(muxId="3", rtcp=RTCRtcpParameters(cname="us"))
        parameters.codecs = list(codecs)  # type: ignore[arg-type]
        self.forward.negotiated(parameters)

    async def send(self, *numbers: int, key: int = 0) -> None:
        for n in numbers:
            self.camera.received(packet(n, key=n == key))


async def test_a_slot_opens_with_a_key_frame() -> None:
    slot = Slot()
    await slot.send(0, 1, 2, key=2)
    assert [p.timestamp for p in slot.wire.packets] == [6000]
    await slot.send(3, 1)
    assert [p.timestamp for p in slot.wire.packets] == [6000, 9000]
    first = slot.wire.packets[0]
    assert (first.ssrc, first.payload_type, first.marker) == (slot.sender.ssrc, 96, 1)


async def test_a_lost_packet_is_sent_again_on_the_retransmission_stream() -> None:
    slot = Slot()
    await slot.send(*range(10))
    wanted = slot.wire.packets[4]
    lost = [wanted.sequence_number, (wanted.sequence_number + 500) & 0xFFFF]
    slot.forward.reported(RtcpRtpfbPacket(RTCP_RTPFB_NACK, 1, slot.sender.ssrc, lost))
    again = slot.wire.packets[10:]
    assert [(p.ssrc, p.payload_type) for p in again] == [(slot.sender.rtx_ssrc, 97)]
    original = unwrap_rtx(again[0], 96, slot.sender.ssrc)
    assert original.sequence_number == wanted.sequence_number
    assert (original.timestamp, original.payload) == (wanted.timestamp, wanted.payload)
    assert slot.forward.resent == 1


async def test_without_a_retransmission_stream_it_is_sent_again_as_it_was() -> None:
    slot = Slot()
    slot.up(CODECS[:1])
    await slot.send(0)
    sent = slot.wire.packets[0]
    slot.forward.reported(RtcpRtpfbPacket(RTCP_RTPFB_NACK, 1, slot.sender.ssrc, [sent.sequence_number]))
    assert slot.wire.packets[1].payload == sent.payload
    assert slot.wire.packets[1].ssrc == sent.ssrc


async def test_both_ways_to_ask_for_a_key_frame_reach_the_camera() -> None:
    for fmt in (RTCP_PSFB_PLI, RTCP_PSFB_FIR):
        slot = Slot()
        await slot.send(0, 1)
        slot.camera._uneasy.clear()
        slot.forward.reported(RtcpPsfbPacket(fmt, 1, slot.sender.ssrc))
        assert slot.camera._uneasy.is_set()


async def test_what_the_viewer_can_take_is_told_and_other_messages_are_passed_over() -> None:
    slot = Slot()
    ssrc = slot.sender.ssrc
    slot.forward.reported(RtcpPsfbPacket(RTCP_PSFB_APP, 1, 0, pack_remb_fci(400_000, [ssrc])))
    slot.forward.reported(RtcpPsfbPacket(RTCP_PSFB_APP, 1, 0, b"\x00\x01\x02\x03"))
    assert [(round(b, -3), list(s)) for b, s in slot.limits] == [(400_000, [ssrc])]


async def test_the_report_says_which_instant_the_timestamps_are() -> None:
    slot = Slot()
    slot.forward.send_report()
    assert slot.wire.sent == []
    await slot.send(0, 1)
    slot.forward.send_report()
    report, names = RtcpPacket.parse(slot.wire.sent[-1])
    assert isinstance(report, RtcpSrPacket)
    assert isinstance(names, RtcpSdesPacket)
    assert report.ssrc == slot.sender.ssrc
    assert report.sender_info.packet_count == 2
    assert 3000 <= report.sender_info.rtp_timestamp < 3000 + 90_000 * 20
    assert names.chunks[0].items == [(1, b"us")]


async def test_binding_the_same_camera_again_changes_nothing_and_another_starts_anew() -> None:
    slot = Slot()
    await slot.send(0, 1)
    slot.forward.bind(slot.camera)
    await slot.send(2)
    assert len(slot.wire.packets) == 3
    first = slot.camera
    slot.camera = Camera(SenderClock(), clock=MediaClock(), on_frame=None, max_bitrate=1)
    slot.forward.bind(slot.camera)
    assert slot.forward.id not in first.viewers
    assert slot.forward.id in slot.camera.viewers
    first.received(packet(3))
    assert len(slot.wire.packets) == 3


async def test_a_connection_that_is_down_drops_and_does_not_count() -> None:
    slot = Slot()
    slot.wire.up = False
    await slot.send(0, 1)
    assert slot.forward.packets == 0
