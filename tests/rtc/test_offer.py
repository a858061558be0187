import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.rtc.media_clock import MediaClock
from coach.rtc.offer import MAX_CANDIDATES, OfferRefused, check_offer
from coach.rtc.peer import Peer
from tests.rtc.sdp import H264, HOST, OPUS, SAFARI, VP8, VP9, offer


def peer(slots: int = 1) -> Peer:
    return Peer(
        ice_servers=[],
        slots=slots,
        clock=MediaClock(),
        on_frame=None,
        on_connected=lambda: None,
        on_closed=lambda reason: None,
        include_loopback=True,
    )


async def answered(sdp: str, slots: int = 1) -> str:
    server = peer(slots)
    try:
        return await server.answer(sdp)
    finally:
        await server.close()


def sections(sdp: str) -> list[str]:
    return sdp.split("m=")[1:]


@pytest.mark.parametrize(
    "video", [VP8, VP8 + VP9 + H264, H264 + VP9 + VP8], ids=["vp8", "vp8 first", "vp8 last"]
)
async def test_the_answer_agrees_on_vp8_and_opus_alone(video: tuple[str, ...]) -> None:
    answer = await answered(offer(video=video, slots=2), slots=2)
    for part in sections(answer):
        names = [line.split(" ")[1] for line in part.splitlines() if line.startswith("a=rtpmap")]
        assert names == (["opus/48000/2"] if part.startswith("audio") else ["VP8/90000", "rtx/90000"])
    assert "transport-cc" not in answer
    assert "transport-wide-cc" not in answer
    assert answer.count("goog-remb") == 3
    assert answer.count("useinbandfec=1") == 3
    assert answer.count("x-google-start-bitrate") == 1
    assert "x-google-start-bitrate" in sections(answer)[1]


async def test_safari_s_offer_with_h264_first_is_answered_with_vp8() -> None:
    answer = await answered(offer(video=SAFARI, slots=2), slots=2)
    videos = [part for part in sections(answer) if part.startswith("video")]
    assert len(videos) == 3
    for part in videos:
        assert part.splitlines()[0].split()[3:] == ["104", "124"]
        assert "a=rtpmap:104 VP8/90000" in part
        assert "a=fmtp:124 apt=104" in part
        assert "a=rtcp-fb:104 nack pli" in part
    assert "H264" not in answer


async def test_the_answer_sends_into_slots_and_receives_the_rest() -> None:
    answer = await answered(offer(slots=2), slots=2)
    directions = [
        d for p in sections(answer) for d in p.splitlines() if d in ("a=sendonly", "a=recvonly", "a=inactive")
    ]
    assert directions == ["a=recvonly"] * 2 + ["a=sendonly"] * 4
    streams = [
        line.split(":")[1].split()[0]
        for part in sections(answer)[2:]
        for line in part.splitlines()
        if line.startswith("a=msid:")
    ]
    assert streams == ["slot0", "slot0", "slot1", "slot1"]


@pytest.mark.parametrize("camera", ["inactive", "recvonly"])
async def test_without_a_camera_the_section_is_answered_inactive(camera: str) -> None:
    assert "a=inactive" in sections(await answered(offer(camera=camera)))[1]


@pytest.mark.parametrize(
    ("sdp", "word"),
    [
        (offer(video=VP9), "VP8"),
        (offer(video=H264), "VP8"),
        (offer(audio=OPUS[-1:]), "Opus"),
        (offer(slots=2), "6 sections"),
        (offer(slots=0), "2 sections"),
        (offer().replace("m=audio", "m=text").replace("m=video", "m=audio"), "microphone and camera first"),
        (offer().replace("m=audio", "m=video").replace("m=video", "m=audio", 1), "alternate"),
        (offer().replace("a=group:BUNDLE 0 1 2 3\r\n", ""), "each picture and sound"),
        (offer().replace("a=rtcp-mux\r\n", ""), "can't be read"),
        (offer().replace("a=ice-pwd:abcdefghijklmnopqrstuv\r\n", ""), "can't be read"),
        (offer().replace("a=mid:3", "a=mid:1"), "can't be read"),
        (offer().replace("fingerprint", "finger"), "can't be read"),
        (offer().replace("a=setup:actpass", "a=setup:yes"), "can't be read"),
        (offer().replace("a=rtpmap:96 VP8/90000", "a=rtpmap:96"), "can't be read"),
        (offer().replace("m=video 9 ", "m=video "), "can't be read"),
        ("", "can't be read"),
        ("hello", "can't be read"),
        ("v=zero\r\n", "can't be read"),
    ],
)
async def test_what_cannot_be_answered_is_refused_with_one_sentence(sdp: str, word: str) -> None:
    server = peer()
    with pytest.raises(OfferRefused, match=word) as refused:
        await server.answer(sdp)
    assert str(refused.value).endswith(".")
    assert server.ended
    with pytest.raises(OfferRefused, match="reload the page"):
        await server.answer(offer())


@given(at=st.integers(0, len(offer())), cut=st.integers(0, 200), put=st.text(max_size=20))
@example(at=135, cut=0, put="0")  # an address that is none
def test_a_damaged_offer_is_read_or_refused(at: int, cut: int, put: str) -> None:
    sdp = offer()
    try:
        checked = check_offer(sdp[:at] + put + sdp[at + cut :], 1)
    except OfferRefused:
        return
    assert checked.kinds == ("audio", "video") * 2


def test_addresses_of_all_sections_serve_the_one_transport_and_names_are_left_out() -> None:
    extra = (
        HOST,
        "a=candidate:2 1 udp 2113937151 0f0e4c3a-aaaa.local 50001 typ host",
        "a=candidate:3 1 tcp 1518280447 10.0.0.1 9 typ host tcptype active",
        "a=candidate:4 2 udp 2113937150 127.0.0.1 50002 typ host",
        "a=end-of-candidates",
    )
    checked = check_offer(offer(extra=extra), 1)
    assert checked.sdp.count("a=candidate:1 1 udp") == 4
    assert checked.sdp.count("a=candidate") == 4
    assert "end-of-candidates" not in checked.sdp


def test_no_more_addresses_are_tried_than_makes_sense() -> None:
    many = tuple(f"a=candidate:{n} 1 udp 1 10.0.{n // 250}.{n % 250 + 1} 5000 typ host" for n in range(500))
    assert check_offer(offer(extra=many), 1).sdp.count("a=candidate") == 4 * MAX_CANDIDATES


async def test_an_answer_after_the_close_is_refused() -> None:
    server = peer()
    await server.close()
    await server.close()
    with pytest.raises(OfferRefused):
        await server.answer(offer())
