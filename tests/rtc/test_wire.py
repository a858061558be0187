"""The straight way of packets: what is hostile or broken on it, between real peers."""

import socket as py_socket

import pytest
from aiortc.rtp import RtpPacket

from coach.rtc.aiortc_wire import Socket, socket_of
from coach.rtc.peer import Peer
from tests.rtc.page import calling, until

HOSTILE = (
    b"",
    b"\x42",
    b"\x80",
    b"\x80\xc8",
    b"\x80" * 40,
    b"\x80\xc9" + bytes(40),
    b"\xbf" * 1400,
)
"""Cut short, or sealed with nobody's key."""

STUN_CUT_SHORT = tuple(
    bytes.fromhex(kind + "00082112a442" + "00" * 12 + attribute + "000141000000")
    for kind in ("0001", "0101", "0004")
    for attribute in ("802a", "0024", "0006", "0020")
)
"""Messages whose attribute is shorter than its kind has it."""


def socket(peer: Peer) -> Socket:
    assert peer._pc is not None
    return socket_of(peer._pc.getTransceivers()[0].receiver.transport)


async def test_datagrams_that_cannot_be_opened_or_read_are_passed_over() -> None:
    async with calling() as call:
        _, patient = await call.patient()
        frames = call.frames[patient]
        await until(lambda: len(frames) >= 10, "pictures")
        received = patient.stats().received
        for datagram in HOSTILE:
            socket(patient).data_received(datagram, 1)
        assert patient.stats().received == received
        before = len(frames)
        await until(lambda: len(frames) >= before + 30, "a second more of pictures")
        assert patient.stats().connected


async def test_what_strangers_send_to_the_port_disturbs_nobody(caplog: pytest.LogCaptureFixture) -> None:
    """To the socket itself, as anybody can who finds the port."""
    async with calling() as call:
        _, patient = await call.patient()
        frames = call.frames[patient]
        await until(lambda: len(frames) >= 10, "pictures")
        addresses = [port.transport.get_extra_info("sockname") for port in socket(patient)._protocols]
        with py_socket.socket(py_socket.AF_INET, py_socket.SOCK_DGRAM) as stranger:
            for address in {a for a in addresses if len(a) == 2}:
                for datagram in (*HOSTILE, *STUN_CUT_SHORT):
                    stranger.sendto(datagram, address)
        before = len(frames)
        await until(lambda: len(frames) >= before + 30, "a second more of pictures")
        assert patient.stats().connected
    assert [r for r in caplog.records if r.levelname == "ERROR"] == []


async def test_media_before_the_handshake_is_nobodys() -> None:
    async with calling() as call:
        page, peer = call.page(), call.peer()
        await peer.answer(await page.offer())
        for datagram in HOSTILE:
            socket(peer).data_received(datagram, 1)
        assert not peer.ended


async def test_a_fault_of_ours_with_a_packet_ends_the_connection_and_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(packet: RtpPacket) -> None:
        raise LookupError(packet.timestamp)

    async with calling() as call:
        _, patient = await call.patient()
        await until(lambda: len(call.frames[patient]) >= 10, "pictures")
        monkeypatch.setattr(patient.camera, "received", breaks)
        await until(lambda: len(call.closed) == 1, "the end of the connection")
