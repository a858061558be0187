"""VP8 RTP payloads for the tests."""


def payload(
    *,
    picture: int | None = None,
    tl0: int | None = None,
    start: bool = True,
    key: bool = True,
    wide: bool = True,
) -> bytes:
    """A payload with a descriptor that carries these numbers, and three bytes of data."""
    head = bytearray([0x10 if start else 0])
    if picture is not None or tl0 is not None:
        head[0] |= 0x80
        head.append((picture is not None) << 7 | (tl0 is not None) << 6)
        if picture is not None:
            head += (0x8000 | picture).to_bytes(2, "big") if wide else bytes([picture])
        if tl0 is not None:
            head.append(tl0)
    return bytes(head) + bytes([0x00 if key else 0x01, 0xAA, 0xBB])
