"""WebM files of received VP8 frames and Opus packets, written so that a crash leaves a file that plays.

A file is a head of fixed size, then whole clusters, each written at once, and when it is finished an index
(cues). A crash or a full disk cuts off at most the last cluster; `finish` walks over what is whole, cuts off
the rest, and makes the file seekable. Matroska's elements: RFC 9559; WebM's subset of them: webmproject.org.
PyAV's muxer is not used: it holds a track back while the other is silent (measured: after 6 s without sound a
kill cost 6.5 s of picture), and what a crash left could be made seekable only by copying it.
"""

import mmap
import os
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import Literal, NamedTuple

from coach.store import ebml
from coach.store.ebml import Data, Element, element, number

VIDEO: Literal[1] = 1
AUDIO: Literal[2] = 2
"""Track numbers. A file has both; one that stayed empty is taken out of the head when it is finished."""

OPUS_RATE = 48_000
SEEK_PREROLL_NS = 80_000_000
"""An Opus decoder needs so much sound before it is right (RFC 7845, section 4.6)."""
LAST_FRAME_MS, OPUS_MS = 33, 20
"""How long the last frame lasts; the usual packet's length."""
CLUSTER_MS = 1000
"""Longest cluster; within it times are 16 bits."""

APP = b"coach"

_HEAD_BYTES = 512
_STARTED, _BLOCK = struct.Struct(">d"), struct.Struct(">BhB")
_KEY = 0x80


class Block(NamedTuple):
    """One frame or packet; `ms` from the file's beginning."""

    track: Literal[1, 2]
    ms: int
    key: bool
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """What a finished file holds. Media time 0 is session time `started_t`."""

    path: Path
    started_t: float
    seconds: float
    width: int | None
    """Of the largest picture; None without one."""
    height: int | None
    has_video: bool
    has_audio: bool
    bytes: int


class NotOurs(Exception):
    """The file is none that was written here."""


@dataclass(slots=True)
class Contents:
    """What is in the clusters so far: all that the head and the index need."""

    cues: list[tuple[int, int]] = field(default_factory=list)
    """(ms, where the cluster begins in the file) of every cluster that begins with a key frame."""
    sounds: list[tuple[int, int]] = field(default_factory=list)
    """The same for clusters without picture, at most one every `CLUSTER_MS`."""
    width: int = 0
    height: int = 0
    last_ms: dict[int, int] = field(default_factory=dict)

    def note(self, at: int, blocks: Sequence[Block]) -> None:
        """A cluster at this place of the file."""
        for block in blocks:
            self.last_ms[block.track] = max(block.ms, self.last_ms.get(block.track, 0))
            size = picture_size(block.data) if block.track == VIDEO and block.key else None
            if size is not None and size[0] * size[1] > self.width * self.height:
                self.width, self.height = size
        key = next((b.ms for b in blocks if b.track == VIDEO and b.key), None)
        if key is not None:
            self.cues.append((key, at))
        elif VIDEO not in self.last_ms:
            self.sounds.append((blocks[0].ms, at))

    @property
    def ms(self) -> int:
        ends = {VIDEO: LAST_FRAME_MS, AUDIO: OPUS_MS}
        return max((ms + ends[track] for track, ms in self.last_ms.items()), default=0)


def picture_size(frame: bytes) -> tuple[int, int] | None:
    """Width and height of a VP8 key frame (RFC 6386, section 9.1); None when it is none."""
    if len(frame) < 10 or frame[0] & 1 or frame[3:6] != b"\x9d\x01\x2a":
        return None
    width, height = (n & 0x3FFF for n in struct.unpack_from("<HH", frame, 6))
    return (width, height) if width and height else None


class WebmWriter:
    """One file while it grows. For one thread; every method may raise OSError, and after that only `finish`
    helps."""

    def __init__(self, path: Path, started_t: float) -> None:
        """Raises FileExistsError."""
        self.path, self.started_t = path, started_t
        self._file = FileIO(path, "xb")
        self._contents = Contents()
        self._at = _HEAD_BYTES
        self._put(_head(started_t, self._contents, None))

    def write(self, blocks: Sequence[Block]) -> None:
        """Appends these, each track's in rising time and not before what was written; times between tracks
        may lie apart. Each cluster reaches the operating system whole before this returns."""
        for cluster in _clusters(sorted(blocks, key=lambda block: block.ms)):
            data, width = _cluster(cluster), self._contents.width
            self._put(data)
            self._contents.note(self._at, cluster)
            self._at += len(data)
            if self._contents.width != width:
                os.pwrite(self._file.fileno(), _head(self.started_t, self._contents, None), 0)

    def close(self) -> Film | None:
        """The finished film; None, and no file, when nothing was written. On a full disk the index may be
        left out: the film then plays all the same, and finds its places more slowly."""
        with self._file:
            return _finish(self._file, self.path, self.started_t, self._contents, self._at)

    def _put(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) or 0 :]


def finish(path: Path) -> Film | None:
    """Makes a file whole that a crash left open; harmless for one that is whole. None, and no file any more,
    when there was nothing in it yet. Raises NotOurs, OSError."""
    with FileIO(path, "r+b") as file:
        if os.fstat(file.fileno()).st_size < _HEAD_BYTES:
            path.unlink()
            return None
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            started_t, contents, end = _walked(data)
        return _finish(file, path, started_t, contents, end)


def is_open(path: Path) -> bool:
    """Whether the file was begun and not finished. False for a file that was not written here."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    try:
        _started_t(head)
    except NotOurs:
        return False
    return not any(e.id == ebml.DURATION for e in ebml.descend(head, ebml.SEGMENT, ebml.INFO))


def _finish(file: FileIO, path: Path, started_t: float, contents: Contents, end: int) -> Film | None:
    file.truncate(end)
    if not contents.last_ms:
        path.unlink()
        return None
    index = _written_index(file, contents, end)
    os.pwrite(file.fileno(), _head(started_t, contents, (end, index)), 0)
    os.fsync(file.fileno())
    return Film(
        path=path,
        started_t=started_t,
        seconds=contents.ms / 1000,
        width=contents.width or None,
        height=contents.height or None,
        has_video=VIDEO in contents.last_ms,
        has_audio=AUDIO in contents.last_ms,
        bytes=end + index,
    )


def _written_index(file: FileIO, contents: Contents, end: int) -> int:
    """Its length; 0 where the disk has no room for it."""
    index = element(ebml.CUES, b"".join(_points(contents)))
    with suppress(OSError):
        file.seek(end)
        if file.write(index) == len(index):
            return len(index)
    file.truncate(end)
    return 0


# ---- bytes


def _kind() -> bytes:
    return element(
        ebml.EBML,
        number(ebml.EBML_VERSION, 1)
        + number(ebml.EBML_READ_VERSION, 1)
        + number(ebml.EBML_MAX_ID, 4)
        + number(ebml.EBML_MAX_SIZE, 8)
        + element(ebml.DOC_TYPE, b"webm")
        + number(ebml.DOC_VERSION, 4)
        + number(ebml.DOC_READ_VERSION, 2),
    )


_SEGMENT_AT = len(_kind()) + len(ebml.SEGMENT) + 8
"""Where the segment's content begins; places within it are counted from here."""


def _head(started_t: float, contents: Contents, ended: tuple[int, int] | None) -> bytes:
    """Always `_HEAD_BYTES` long, so that it can be written again in place. `ended`: where the clusters end,
    and the length of the index behind them."""
    length = None if ended is None else sum(ended) - _SEGMENT_AT
    body = _signpost(ended[0]) if ended is not None and ended[1] else b""
    body += _info(started_t, contents, finished=ended is not None)
    body += _tracks(contents, finished=ended is not None)
    body += ebml.void(_HEAD_BYTES - _SEGMENT_AT - len(body))
    return _kind() + ebml.SEGMENT + ebml.long_size(length) + body


def _signpost(index_at: int) -> bytes:
    """Where the index is."""
    seek = element(ebml.SEEK_ID, ebml.CUES) + number(ebml.SEEK_POSITION, index_at - _SEGMENT_AT)
    return element(ebml.SEEK_HEAD, element(ebml.SEEK, seek))


def _info(started_t: float, contents: Contents, *, finished: bool) -> bytes:
    body = number(ebml.TIMESTAMP_SCALE, 1_000_000)
    body += element(ebml.MUXING_APP, APP) + element(ebml.WRITING_APP, APP)
    body += element(ebml.TITLE, _STARTED.pack(started_t).hex().encode())
    if finished:
        body += element(ebml.DURATION, struct.pack(">d", float(contents.ms)))
    return element(ebml.INFO, body)


def _tracks(contents: Contents, *, finished: bool) -> bytes:
    wanted = (VIDEO, _picture_track(contents)), (AUDIO, _sound_track())
    kept = (entry for track, entry in wanted if not finished or track in contents.last_ms)
    return element(ebml.TRACKS, b"".join(kept))


def _picture_track(contents: Contents) -> bytes:
    size = number(ebml.PIXEL_WIDTH, contents.width or 640) + number(ebml.PIXEL_HEIGHT, contents.height or 480)
    return _track(VIDEO, 1, b"V_VP8", element(ebml.VIDEO, size))


def _sound_track() -> bytes:
    opus = struct.pack("<8sBBHIhB", b"OpusHead", 1, 2, 0, OPUS_RATE, 0, 0)
    rate = element(ebml.SAMPLING_FREQUENCY, struct.pack(">d", OPUS_RATE)) + number(ebml.CHANNELS, 2)
    more = element(ebml.CODEC_PRIVATE, opus) + number(ebml.SEEK_PREROLL, SEEK_PREROLL_NS)
    return _track(AUDIO, 2, b"A_OPUS", more + element(ebml.AUDIO, rate))


def _track(track: int, kind: int, codec: bytes, more: bytes) -> bytes:
    body = number(ebml.TRACK_NUMBER, track) + number(ebml.TRACK_UID, track) + number(ebml.TRACK_TYPE, kind)
    return element(ebml.TRACK_ENTRY, body + number(ebml.LACING, 0) + element(ebml.CODEC_ID, codec) + more)


def _clusters(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """A key frame begins a cluster, so that the index can lead to it."""
    cluster: list[Block] = []
    for block in blocks:
        key = block.track == VIDEO and block.key
        if cluster and (key or block.ms - cluster[0].ms >= CLUSTER_MS):
            yield cluster
            cluster = []
        cluster.append(block)
    if cluster:
        yield cluster


def _cluster(blocks: Sequence[Block]) -> bytes:
    base = blocks[0].ms
    body = [number(ebml.TIMESTAMP, base)]
    for track, ms, key, data in blocks:
        head = _BLOCK.pack(0x80 | track, ms - base, _KEY if key else 0)
        body.append(ebml.SIMPLE_BLOCK + ebml.size(len(head) + len(data)) + head + data)
    return element(ebml.CLUSTER, b"".join(body))


def _points(contents: Contents) -> Iterator[bytes]:
    """The index: of key frames, or of all clusters where there is no picture."""
    track = VIDEO if VIDEO in contents.last_ms else AUDIO
    for ms, at in contents.cues if track == VIDEO else contents.sounds:
        where = number(ebml.CUE_TRACK, track) + number(ebml.CUE_CLUSTER, at - _SEGMENT_AT)
        yield element(ebml.CUE_POINT, number(ebml.CUE_TIME, ms) + element(ebml.CUE_POSITIONS, where))


# ---- walking over a file


def _walked(data: Data) -> tuple[float, Contents, int]:
    """When it began, what its whole clusters hold, and where they end. Raises NotOurs."""
    started_t, contents, end = _started_t(data), Contents(), _HEAD_BYTES
    for found in ebml.children(data, _HEAD_BYTES, len(data)):
        blocks = _blocks(data, found) if found.id == ebml.CLUSTER and found.end <= len(data) else []
        if not blocks:
            break
        contents.note(end, blocks)
        end = found.end
    return started_t, contents, end


def _blocks(data: Data, cluster: Element) -> list[Block]:
    """Of a picture's data only the beginning."""
    base, blocks = 0, []
    for found in ebml.children(data, cluster.start, cluster.end):
        if found.id == ebml.TIMESTAMP:
            base = int.from_bytes(data[found.start : found.end], "big")
        elif found.id == ebml.SIMPLE_BLOCK and found.end - found.start >= _BLOCK.size:
            track, ms, flags = _BLOCK.unpack_from(data, found.start)
            begins = found.start + _BLOCK.size
            known: Literal[1, 2] = VIDEO if track & 0x7F == VIDEO else AUDIO
            blocks.append(Block(known, base + ms, bool(flags & _KEY), data[begins : begins + 10]))
    return blocks


def _started_t(data: Data) -> float:
    """Raises NotOurs."""
    told = {e.id: data[e.start : e.end] for e in ebml.descend(data, ebml.SEGMENT, ebml.INFO)}
    try:
        if told[ebml.WRITING_APP] != APP:
            raise NotOurs
        (started_t,) = _STARTED.unpack(bytes.fromhex(told[ebml.TITLE].decode()))
    except (KeyError, ValueError, struct.error):
        raise NotOurs from None
    return float(started_t)
