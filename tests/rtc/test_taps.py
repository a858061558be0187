import logging

import aioice.ice
import pytest
from aiortc.rtcdtlstransport import RtpRouter
from aiortc.rtp import RtpPacket

from coach.rtc import aiortc_taps
from coach.rtc.aiortc_taps import (
    AiortcChanged,
    keep_quiet,
    new_connection,
    relay_server,
    self_check,
    take_receiver,
    take_sender,
)
from coach.rtc.forward import Forward
from coach.rtc.simulated import Ignored


def test_this_aiortc_is_the_one_we_know() -> None:
    self_check()


@pytest.mark.parametrize(("owner", "name"), [(o, n) for o, n, _ in aiortc_taps._METHODS])
def test_a_method_that_is_gone_is_named(owner: type, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(owner, name)
    with pytest.raises(AiortcChanged, match=rf"{owner.__name__}\.{name} is gone; install aiortc=="):
        self_check()


def test_a_method_with_other_parameters_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def routes(self: RtpRouter, packet: RtpPacket, priority: int) -> None: ...

    monkeypatch.setattr(RtpRouter, "route_rtp", routes)
    with pytest.raises(AiortcChanged, match="'priority'"):
        self_check()


def test_a_private_attribute_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aiortc_taps, "_RECEIVER", "_RTCRtpTransceiver__gone")
    with pytest.raises(AiortcChanged, match="__gone"):
        self_check()


async def test_ours_have_what_theirs_have() -> None:
    """But for what only applications call on receivers and senders."""
    unused = {"getStats", "getCapabilities", "getSynchronizationSources", "replaceTrack"}
    pc = new_connection([])
    theirs, ours = pc.addTransceiver("video"), pc.addTransceiver("video")
    take_receiver(ours, Ignored())
    take_sender(ours, Forward("video", lambda bitrate, ssrcs: None), "slot0")
    for a, b in ((theirs.receiver, ours.receiver), (theirs.sender, ours.sender)):
        assert {n for n in dir(a) if not n.startswith("_")} - set(dir(b)) <= unused
    await pc.close()


def test_patients_addresses_and_sdp_stay_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    keep_quiet()
    caplog.set_level(logging.DEBUG)
    logging.getLogger("aiortc.rtcpeerconnection").debug("v=0")
    logging.getLogger("aioice.ice").info("Remote candidate")
    assert caplog.records == []


def test_a_relay_address_that_cannot_be_used_is_named() -> None:
    relay_server(["turn:relay.example:3478?transport=tcp", "stun:relay.example"], "a", "b")
    with pytest.raises(ValueError, match=r"'relay\.example' is not of the form"):
        relay_server(["relay.example"], None, None)


async def test_no_server_means_none() -> None:
    pc = new_connection([])
    pc.addTransceiver("audio")
    connection = pc.getTransceivers()[0].receiver.transport.transport._connection
    assert isinstance(connection, aioice.ice.Connection)
    assert connection.stun_server is None
    assert connection.turn_server is None
    await pc.close()
