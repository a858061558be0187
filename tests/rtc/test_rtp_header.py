from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters, RTCRtpParameters
from aiortc.rtp import HeaderExtensionsMap, RtpPacket
from hypothesis import given
from hypothesis import strategies as st

from coach.rtc.rtp_header import ABS_SEND_TIME, AUDIO_LEVEL, MID, HeaderWriter

URIS = (MID, AUDIO_LEVEL, ABS_SEND_TIME)


@given(
    ids=st.permutations(range(1, 15)),
    used=st.sets(st.sampled_from(URIS)),
    mid=st.text("abc012", max_size=16),
    marker=st.booleans(),
    seq=st.integers(0, 65535),
    timestamp=st.integers(0, 2**32 - 1),
    payload=st.binary(max_size=30),
    level=st.none() | st.integers(0, 255),
)
def test_aiortc_reads_what_is_written(
    ids: list[int],
    used: set[str],
    mid: str,
    marker: bool,
    seq: int,
    timestamp: int,
    payload: bytes,
    level: int | None,
) -> None:
    numbers = {uri: number for uri, number in zip(URIS, ids, strict=False) if uri in used}
    written = HeaderWriter(ids=numbers, mid=mid).packet(
        (96, marker, seq, timestamp, 77), payload, 1000.5, level
    )
    known = HeaderExtensionsMap()
    extensions = [RTCRtpHeaderExtensionParameters(number, uri) for uri, number in numbers.items()]
    known.configure(RTCRtpParameters(headerExtensions=extensions))
    packet = RtpPacket.parse(written, known)
    assert (packet.payload_type, packet.marker, packet.sequence_number) == (96, marker, seq)
    assert (packet.timestamp, packet.ssrc, packet.payload) == (timestamp, 77, payload)
    assert packet.padding_size == (not payload)
    assert packet.extensions.mid == (mid if MID in used and mid else None)
    sent = packet.extensions.abs_send_time
    assert sent == (int(1000.5 * 2**18) % 2**24 if ABS_SEND_TIME in used else None)
    heard = packet.extensions.audio_level
    expected = None if level is None or AUDIO_LEVEL not in used else (level > 127, level & 127)
    assert heard == expected


def test_extensions_that_do_not_fit_the_short_form_are_left_out() -> None:
    writer = HeaderWriter(ids={MID: 15, AUDIO_LEVEL: 16, ABS_SEND_TIME: 20}, mid="0")
    assert len(writer.packet((96, False, 0, 0, 1), b"x", 0.0, 5)) == 13
    assert len(HeaderWriter(ids={MID: 1}, mid="m" * 17).packet((96, False, 0, 0, 1), b"x", 0.0)) == 13
