"""A browser's SDP offer, checked and cut down to what a session needs. Pure.

What is left: one audio and one video section to be sent on, then one audio and one video section per
receive slot; Opus, VP8 and its retransmissions; plain UDP addresses. Everything else in an offer is
dropped, so that nothing a browser adds can change what is agreed.
"""

from collections.abc import Sequence
from typing import NamedTuple

from aiortc.codecs import is_rtx
from aiortc.rtcicetransport import RTCIceCandidate
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from aiortc.sdp import MediaDescription, SessionDescription

MAX_CANDIDATES = 32
"""Addresses tried for one browser; further ones are dropped."""
OPUS, VP8 = "audio/opus", "video/vp8"
FEC = "minptime=10;useinbandfec=1"
START_KBIT_S = 600
"""A browser alone begins at 300 and climbs for ten seconds; poses want a clear picture at once."""

MALFORMED = "The connection offer of this browser can't be read; reload the page."
NO_VP8 = "This browser offers no VP8 video, which a session needs; use Chrome, Edge, Firefox or Safari."
NO_OPUS = "This browser offers no Opus sound, which a session needs; use Chrome, Edge, Firefox or Safari."
NO_CAMERA_SLOT = "The connection offer has no place for microphone and camera first; reload the page."
MIXED_UP = "The connection offer does not alternate sound and picture; reload the page."
NO_BUNDLE = (
    "This browser wants a connection for each picture and sound, which is not supported; reload the page."
)


class OfferRefused(Exception):
    """The browser's offer can't be answered; the message is one sentence for its person."""


class CheckedOffer(NamedTuple):
    sdp: str
    kinds: tuple[str, ...]
    """`audio` or `video`, per section."""


def check_offer(sdp: str, slots: int) -> CheckedOffer:
    """The offer as it will be answered. Raises OfferRefused."""
    offer = _parse(sdp)
    _check_sections(offer.media, slots)
    bundle = next((g.items for g in offer.group if g.semantic == "BUNDLE"), [])
    names = [media.rtp.muxId for media in offer.media]
    if len(set(names)) != len(names):
        raise OfferRefused(MALFORMED)
    if not set(names) <= set(bundle):
        raise OfferRefused(NO_BUNDLE)
    candidates = _candidates(offer.media)
    for media in offer.media:
        _check_transport(media)
        _cut_down(media)
        media.ice_candidates = candidates
    return CheckedOffer(_written(offer), tuple(m.kind for m in offer.media))


def finish_answer(sdp: str) -> str:
    """The answer with what browsers look for and aiortc does not write: Opus with in-band repair, and the
    camera's first bitrate."""
    lines: list[str] = []
    cameras = 0
    for line in sdp.splitlines():
        lines.append(line)
        cameras += line.startswith("m=video")
        if line.startswith("a=rtpmap:"):
            number, _, codec = line.removeprefix("a=rtpmap:").partition(" ")
            if codec.lower().startswith("opus/"):
                lines.append(f"a=fmtp:{number} {FEC}")
            elif codec.lower().startswith("vp8/") and cameras == 1:
                lines.append(f"a=fmtp:{number} x-google-start-bitrate={START_KBIT_S}")
    return "\r\n".join(lines) + "\r\n"


def _parse(sdp: str) -> SessionDescription:
    try:
        return SessionDescription.parse(sdp)
    except (AssertionError, AttributeError, KeyError, LookupError, StopIteration, TypeError, ValueError):
        # aiortc's parser has no error of its own
        raise OfferRefused(MALFORMED) from None


def _written(offer: SessionDescription) -> str:
    try:
        return str(offer)
    except ValueError:  # an address that is none, which the parser let through
        raise OfferRefused(MALFORMED) from None


def _check_sections(media: Sequence[MediaDescription], slots: int) -> None:
    kinds = [m.kind for m in media]
    if kinds[:2] != ["audio", "video"]:
        raise OfferRefused(NO_CAMERA_SLOT if media else MALFORMED)
    if len(kinds) != 2 * slots + 2:
        raise OfferRefused(
            f"The connection offer has {len(kinds)} sections where this session needs {2 * slots + 2}; "
            "reload the page."
        )
    if kinds != ["audio", "video"] * (slots + 1):
        raise OfferRefused(MIXED_UP)


def _check_transport(media: MediaDescription) -> None:
    ice, secure = media.ice, media.dtls is not None and media.dtls.fingerprints
    if not secure or not media.rtcp_mux or ice is None or not ice.usernameFragment or not ice.password:
        raise OfferRefused(MALFORMED)


def _cut_down(media: MediaDescription) -> None:
    wanted, refusal = (OPUS, NO_OPUS) if media.kind == "audio" else (VP8, NO_VP8)
    codecs = [c for c in media.rtp.codecs if c.mimeType.lower() == wanted][:1]
    if not codecs:
        raise OfferRefused(refusal)
    media.rtp.codecs = codecs + _retransmission(media.rtp.codecs, codecs[0])
    media.direction = media.direction or "sendrecv"  # RFC 8866, section 6.7
    media.fmt = [c.payloadType for c in media.rtp.codecs]
    media.rtcp_port, media.rtcp_host = 9, "0.0.0.0"
    media.ice_candidates_complete = False  # else an offer of names only would be given up at once


def _retransmission(
    codecs: Sequence[RTCRtpCodecParameters], of: RTCRtpCodecParameters
) -> list[RTCRtpCodecParameters]:
    return [c for c in codecs if is_rtx(c) and c.parameters.get("apt") == of.payloadType][:1]


def _candidates(media: Sequence[MediaDescription]) -> list[RTCIceCandidate]:
    """Of all sections, since all share one transport. Names (`….local`) hide a browser's address from the
    page and take seconds to look up: the browser reaches us first anyway."""
    found: dict[tuple[str, int], RTCIceCandidate] = {}
    for candidate in (c for m in media for c in m.ice_candidates):
        usable = candidate.protocol.lower() == "udp" and candidate.component == 1
        if usable and not candidate.ip.lower().endswith(".local"):
            found.setdefault((candidate.ip, candidate.port), candidate)
    return list(found.values())[:MAX_CANDIDATES]
