"""The VP8 payload descriptor of RFC 7741, section 4.2: read, and its counters renumbered. Pure."""

from typing import NamedTuple


class Descriptor(NamedTuple):
    """Where things are in one VP8 RTP payload."""

    size: int
    """Bytes before the VP8 data."""
    start: bool
    """The payload begins a frame."""
    key: bool
    """The frame that begins here is a key frame (RFC 6386, section 9.1); False unless `start`."""
    picture_id: int | None
    picture_id_at: int
    picture_id_bits: int
    """15, 7, or 0 when there is none."""
    tl0: int | None
    tl0_at: int


def read(payload: bytes) -> Descriptor | None:
    """None when the payload is cut short; an empty payload (padding) is cut short too."""
    try:
        descriptor = _read(payload)
    except IndexError:
        return None
    return descriptor if descriptor.size <= len(payload) else None


def _read(payload: bytes) -> Descriptor:
    first, at = payload[0], 1
    extension = 0
    if first & 0x80:
        extension, at = payload[1], 2
    picture_id, picture_id_at, bits = None, at, 0
    if extension & 0x80:
        bits = 15 if payload[at] & 0x80 else 7
        picture_id = payload[at] & 0x7F if bits == 7 else (payload[at] & 0x7F) << 8 | payload[at + 1]
        at += 1 if bits == 7 else 2
    tl0, tl0_at = None, at
    if extension & 0x40:
        tl0, at = payload[at], at + 1
    if extension & 0x30:
        at += 1
    start = bool(first & 0x10) and not first & 0x07
    return Descriptor(at, start, start and not payload[at] & 1, picture_id, picture_id_at, bits, tl0, tl0_at)


def renumbered(payload: bytes, descriptor: Descriptor, picture_shift: int, tl0_shift: int) -> bytes:
    """The payload with its picture id and TL0PICIDX moved on, each in its own width."""
    if descriptor.picture_id is None and descriptor.tl0 is None:
        return payload
    out = bytearray(payload)
    at = descriptor.picture_id_at
    if descriptor.picture_id is not None:
        picture_id = (descriptor.picture_id + picture_shift) % (1 << descriptor.picture_id_bits)
        if descriptor.picture_id_bits == 15:
            out[at : at + 2] = (0x8000 | picture_id).to_bytes(2, "big")
        else:
            out[at] = picture_id
    if descriptor.tl0 is not None:
        out[descriptor.tl0_at] = (descriptor.tl0 + tl0_shift) & 0xFF
    return bytes(out)
