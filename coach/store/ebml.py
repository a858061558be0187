"""EBML (RFC 8794), as much of it as WebM files need: elements written and walked over. Pure."""

from collections.abc import Iterator
from mmap import mmap
from typing import NamedTuple

EBML = b"\x1a\x45\xdf\xa3"
EBML_VERSION, EBML_READ_VERSION = b"\x42\x86", b"\x42\xf7"
EBML_MAX_ID, EBML_MAX_SIZE = b"\x42\xf2", b"\x42\xf3"
DOC_TYPE, DOC_VERSION, DOC_READ_VERSION = b"\x42\x82", b"\x42\x87", b"\x42\x85"
VOID = b"\xec"
SEGMENT = b"\x18\x53\x80\x67"
SEEK_HEAD, SEEK, SEEK_ID, SEEK_POSITION = b"\x11\x4d\x9b\x74", b"\x4d\xbb", b"\x53\xab", b"\x53\xac"
INFO, TIMESTAMP_SCALE, DURATION = b"\x15\x49\xa9\x66", b"\x2a\xd7\xb1", b"\x44\x89"
TITLE, MUXING_APP, WRITING_APP = b"\x7b\xa9", b"\x4d\x80", b"\x57\x41"
TRACKS, TRACK_ENTRY = b"\x16\x54\xae\x6b", b"\xae"
TRACK_NUMBER, TRACK_UID, TRACK_TYPE, LACING = b"\xd7", b"\x73\xc5", b"\x83", b"\x9c"
CODEC_ID, CODEC_PRIVATE, SEEK_PREROLL = b"\x86", b"\x63\xa2", b"\x56\xbb"
VIDEO, PIXEL_WIDTH, PIXEL_HEIGHT = b"\xe0", b"\xb0", b"\xba"
AUDIO, SAMPLING_FREQUENCY, CHANNELS = b"\xe1", b"\xb5", b"\x9f"
CLUSTER, TIMESTAMP, SIMPLE_BLOCK = b"\x1f\x43\xb6\x75", b"\xe7", b"\xa3"
CUES, CUE_POINT, CUE_TIME = b"\x1c\x53\xbb\x6b", b"\xbb", b"\xb3"
CUE_POSITIONS, CUE_TRACK, CUE_CLUSTER = b"\xb7", b"\xf7", b"\xf1"

Data = bytes | mmap
_UNKNOWN = (1 << 56) - 1


class Element(NamedTuple):
    """Where an element's content is; `end` lies past the data when it was cut off."""

    id: bytes
    start: int
    end: int


def size(length: int) -> bytes:
    """An element's length, in as few bytes as hold it."""
    for width in range(1, 8):
        if length < (1 << 7 * width) - 1:
            return (length | 1 << 7 * width).to_bytes(width, "big")
    return long_size(length)


def long_size(length: int | None) -> bytes:
    """The same in eight bytes; None: not known yet, up to the end of the file."""
    return ((_UNKNOWN if length is None else length) | 1 << 56).to_bytes(8, "big")


def element(name: bytes, content: bytes) -> bytes:
    return name + size(len(content)) + content


def number(name: bytes, value: int) -> bytes:
    """Always four bytes or eight, so that another number takes the same room."""
    return element(name, value.to_bytes(4 if value < 1 << 32 else 8, "big"))


def void(length: int) -> bytes:
    """Filler of this length, which is at least 10."""
    return VOID + long_size(length - 9) + bytes(length - 9)


def children(data: Data, start: int, end: int) -> Iterator[Element]:
    """The elements from `start` on, one after another, as long as their heads are whole."""
    while start < end:
        found = _head(data, start, end)
        if found is None:
            return
        yield found
        start = found.end


def descend(data: Data, *names: bytes) -> Iterator[Element]:
    """What is in the first of these, within the first of those, and so on."""
    start, end = 0, len(data)
    for name in names:
        found = next((e for e in children(data, start, end) if e.id == name), None)
        if found is None:
            return
        start, end = found.start, min(found.end, end)
    yield from children(data, start, end)


def _head(data: Data, at: int, end: int) -> Element | None:
    id_width = _width(data[at])
    if id_width > 4 or at + id_width >= end:
        return None
    size_at = at + id_width
    size_width = _width(data[size_at])
    start = size_at + size_width
    if size_width > 8 or start > end:
        return None
    length = int.from_bytes(data[size_at:start], "big") & ~(1 << 7 * size_width)
    unknown = size_width == 8 and length == _UNKNOWN
    return Element(data[at:size_at], start, end if unknown else start + length)


def _width(first: int) -> int:
    """Bytes of a number that begins with this byte; 9 for one that can't begin any."""
    return 9 - first.bit_length()
