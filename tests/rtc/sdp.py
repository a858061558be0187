"""An offer as Chrome writes it, cut to what matters, for the tests."""

VP8 = (
    "a=rtpmap:96 VP8/90000",
    "a=rtcp-fb:96 goog-remb",
    "a=rtcp-fb:96 transport-cc",
    "a=rtcp-fb:96 ccm fir",
    "a=rtcp-fb:96 nack",
    "a=rtcp-fb:96 nack pli",
    "a=rtpmap:97 rtx/90000",
    "a=fmtp:97 apt=96",
)
VP9 = ("a=rtpmap:98 VP9/90000", "a=rtcp-fb:98 nack", "a=fmtp:98 profile-id=0")
H264 = (
    "a=rtpmap:102 H264/90000",
    "a=rtcp-fb:102 nack",
    "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
    "a=rtpmap:103 rtx/90000",
    "a=fmtp:103 apt=102",
)
SAFARI = (
    "a=rtpmap:96 H264/90000",
    "a=rtcp-fb:96 goog-remb",
    "a=rtcp-fb:96 transport-cc",
    "a=rtcp-fb:96 ccm fir",
    "a=rtcp-fb:96 nack",
    "a=rtcp-fb:96 nack pli",
    "a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=640c1f",
    "a=rtpmap:97 rtx/90000",
    "a=fmtp:97 apt=96",
    "a=rtpmap:98 H264/90000",
    "a=rtcp-fb:98 nack pli",
    "a=fmtp:98 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
    "a=rtpmap:99 rtx/90000",
    "a=fmtp:99 apt=98",
    "a=rtpmap:100 H264/90000",
    "a=fmtp:100 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=640c1f",
    "a=rtpmap:101 rtx/90000",
    "a=fmtp:101 apt=100",
    "a=rtpmap:102 H264/90000",
    "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f",
    "a=rtpmap:125 rtx/90000",
    "a=fmtp:125 apt=102",
    "a=rtpmap:104 VP8/90000",
    "a=rtcp-fb:104 goog-remb",
    "a=rtcp-fb:104 transport-cc",
    "a=rtcp-fb:104 ccm fir",
    "a=rtcp-fb:104 nack",
    "a=rtcp-fb:104 nack pli",
    "a=rtpmap:124 rtx/90000",
    "a=fmtp:124 apt=104",
    "a=rtpmap:106 VP9/90000",
    "a=rtcp-fb:106 nack pli",
    "a=fmtp:106 profile-id=0",
    "a=rtpmap:107 rtx/90000",
    "a=fmtp:107 apt=106",
    "a=rtpmap:108 red/90000",
    "a=rtpmap:109 rtx/90000",
    "a=fmtp:109 apt=108",
    "a=rtpmap:127 ulpfec/90000",
    "a=rtpmap:35 flexfec-03/90000",
    "a=rtcp-fb:35 goog-remb",
    "a=rtcp-fb:35 transport-cc",
    "a=fmtp:35 repair-window=10000000",
)
"""A video section as WebKit's browsers write it where nothing is preferred: H.264 first, in four profiles and
modes (640c1f is Safari's own, from VideoToolbox), VP8 after them. Codecs, numbers and order are those of an
offer that was recorded for the WHEP/WHIP parser tests of an open-source media server."""
OPUS = (
    "a=rtpmap:111 opus/48000/2",
    "a=rtcp-fb:111 transport-cc",
    "a=fmtp:111 minptime=10;useinbandfec=1",
    "a=rtpmap:0 PCMU/8000",
)
HOST = "a=candidate:1 1 udp 2113937151 127.0.0.1 50000 typ host"


def section(kind: str, mid: int, direction: str, codecs: tuple[str, ...], extra: tuple[str, ...] = ()) -> str:
    numbers = [c.split()[0].split(":")[1] for c in codecs if c.startswith("a=rtpmap")]
    lines = [
        f"m={kind} 9 UDP/TLS/RTP/SAVPF {' '.join(numbers)}",
        "c=IN IP4 0.0.0.0",
        "a=rtcp:9 IN IP4 0.0.0.0",
        "a=ice-ufrag:abcd",
        "a=ice-pwd:abcdefghijklmnopqrstuv",
        "a=ice-options:trickle",
        f"a=fingerprint:sha-256 {':'.join(['AB'] * 32)}",
        "a=setup:actpass",
        f"a=mid:{mid}",
        "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
        "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
        "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
        f"a={direction}",
        "a=rtcp-mux",
        *codecs,
        *extra,
    ]
    return "\r\n".join(lines) + "\r\n"


def offer(
    *,
    slots: int = 1,
    video: tuple[str, ...] = VP8,
    audio: tuple[str, ...] = OPUS,
    camera: str = "sendonly",
    extra: tuple[str, ...] = (HOST,),
) -> str:
    """Microphone and camera, then the slots; `extra` goes into the first section."""
    sections = [section("audio", 0, "sendonly", audio, extra), section("video", 1, camera, video)]
    for slot in range(slots):
        sections.append(section("audio", 2 * slot + 2, "recvonly", audio))
        sections.append(section("video", 2 * slot + 3, "recvonly", video))
    head = ["v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0"]
    head.append(f"a=group:BUNDLE {' '.join(str(n) for n in range(len(sections)))}")
    head.append("a=msid-semantic: WMS *")
    return "\r\n".join(head) + "\r\n" + "".join(sections)
