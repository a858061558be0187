"""What an Opus packet says of itself (RFC 6716, section 3.1). Pure."""

SILENCE = b"\xf8\xff\xfe"
"""20 ms of nothing, mono."""
SILENCE_MS = 20

_SILK_MS, _HYBRID_MS, _CELT_MS = (10, 20, 40, 60), (10, 20), (2.5, 5, 10, 20)
_FRAMES = (1, 2, 2)
_LONGEST_MS = 120


def length_ms(packet: bytes) -> float:
    """How long it sounds; 0 for one that is no Opus packet."""
    if not packet:
        return 0.0
    config, code = packet[0] >> 3, packet[0] & 3
    if code == 3 and len(packet) < 2:
        return 0.0
    frames = _FRAMES[code] if code < 3 else packet[1] & 0x3F
    length = frames * _frame_ms(config)
    return length if length <= _LONGEST_MS else 0.0


def _frame_ms(config: int) -> float:
    if config < 12:
        return _SILK_MS[config & 3]
    return _HYBRID_MS[config & 1] if config < 16 else _CELT_MS[config & 3]
