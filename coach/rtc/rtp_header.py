"""RTP headers written fast: fixed part and the header extensions one m-line agreed on. Pure.

aiortc's own `RtpPacket.serialize` does the same at several times the cost, once per viewer and packet.
"""

import struct
from collections.abc import Mapping

MID = "urn:ietf:params:rtp-hdrext:sdes:mid"
AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
ABS_SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"

_FIXED = struct.Struct("!BBHLL")
_ONE_BYTE_PROFILE = b"\xbe\xde"
_VERSION, _EXTENDED, _PADDED = 0x80, 0x10, 0x20


class HeaderWriter:
    """Writes the packets of one m-line; `ids` maps an extension's URI to its number (1–14; others are left
    out, as is a mid too long for the short form)."""

    def __init__(self, *, ids: Mapping[str, int], mid: str) -> None:
        self._mid = b""
        if 0 < ids.get(MID, 0) < 15 and 0 < len(mid) <= 16:
            self._mid = bytes([ids[MID] << 4 | len(mid) - 1]) + mid.encode("ascii")
        self._time_id = ids.get(ABS_SEND_TIME, 0) if ids.get(ABS_SEND_TIME, 0) < 15 else 0
        self._level_id = ids.get(AUDIO_LEVEL, 0) if ids.get(AUDIO_LEVEL, 0) < 15 else 0

    def packet(
        self, head: tuple[int, bool, int, int, int], payload: bytes, wall: float, level: int | None = None
    ) -> bytes:
        """`head` is (payload type, marker, sequence number, timestamp, SSRC); `wall` is seconds since 1970,
        `level` the byte of the audio-level extension. An empty payload becomes one byte of padding."""
        payload_type, marker, seq, timestamp, ssrc = head
        extensions = self._extensions(wall, level)
        first = _VERSION | (_EXTENDED if extensions else 0) | (0 if payload else _PADDED)
        second = marker << 7 | payload_type
        return _FIXED.pack(first, second, seq, timestamp, ssrc) + extensions + (payload or b"\x01")

    def _extensions(self, wall: float, level: int | None) -> bytes:
        body = self._mid
        if self._time_id:
            body += bytes([self._time_id << 4 | 2]) + abs_send_time(wall).to_bytes(3, "big")
        if self._level_id and level is not None:
            body += bytes([self._level_id << 4, level])
        if not body:
            return b""
        body += bytes(-len(body) % 4)
        return _ONE_BYTE_PROFILE + (len(body) // 4).to_bytes(2, "big") + body


def abs_send_time(wall: float) -> int:
    """24 bits, 6 of seconds and 18 of fraction."""
    return int(wall * (1 << 18)) & 0xFFFFFF
