"""A session's tape: every judged pose, every event with its evidence, every action, in order.

One file, written once from front to back. Each record is u8 kind, u32 length, payload, u32 CRC-32 of that,
little-endian; the first is the header. What a crash cut off at the end is ignored when read. Twenty minutes
at 15 poses a second are about 10 MB, of a walk, judged at 30, twice that.
"""

import contextlib
import json
import os
import queue
import struct
import threading
import time
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from coach.packing import pack_pose, pose_time, unpack_pose
from coach.store.records import UnknownRecord, record_from_json, record_to_json
from coach.types import Action, Event, Pose

FORMAT = 1
"""Version of this file format; a reader refuses every other."""

QUEUE = 2000
"""Batches waiting for the disk, about two minutes of poses. When it is full the disk has stalled and
the tape fails as a sink: losing part of it silently would make it worthless."""

_SYNC_S = 2.0
_MAGIC = b"COACHTAPE"
_HEAD, _CRC = struct.Struct("<BI"), struct.Struct("<I")
_HEADER, _POSE, _RECORD = 0, 1, 2
_LARGEST = 1 << 20


class TapeUnreadable(Exception):
    """The file is no tape that this version reads; the message is one sentence that says what to do."""


class TapeFailed(Exception):
    """The tape can't be written any further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TapeHeader:
    """What the tape was made with. `versions`: model checksum, exercise and rule versions by name."""

    created: datetime
    versions: Mapping[str, str]


class TapeReader:
    """A tape's records in the order they were written: a pose, then its events; an action, then what
    followed from it. Each iteration reads from the front."""

    def __init__(self, path: Path) -> None:
        """Raises TapeUnreadable."""
        self.path = path
        with self._open() as file:
            self.header = _read_header(file, path)

    def __iter__(self) -> Iterator[Pose | Event]:
        """Ends before the first record that is not whole. Raises TapeUnreadable for a whole record
        of a kind this version does not know."""
        with self._open() as file:
            _read_header(file, self.path)
            begin = file.tell()
        yield from self.read_from(begin)

    def read_from(self, place: int) -> Iterator[Pose | Event]:
        """The same from the record that begins at this byte."""
        with self._open() as file:
            file.seek(place)
            for kind, payload in _whole_records(file):
                try:
                    yield unpack_pose(payload) if kind == _POSE else record_from_json(payload)
                except (UnknownRecord, struct.error) as error:
                    raise TapeUnreadable(
                        f"{self.path.name} holds a record this version of Coach does not know: update Coach."
                    ) from error

    def outline(self) -> "TapeOutline":
        """All events and actions, and where the poses are: an hour in well under a second. Raises as
        iterating does."""
        records: list[Event] = []
        times, places, record_places = array("d"), array("q"), array("q")
        with self._open() as file:
            _read_header(file, self.path)
            at = file.tell()
            for kind, payload in _whole_records(file):
                if kind == _POSE:
                    times.append(pose_time(payload))
                    places.append(at)
                else:
                    records.append(self._record(payload))
                    record_places.append(at)
                at = file.tell()
        return TapeOutline(
            path=self.path, records=tuple(records), record_places=record_places, times=times, places=places
        )

    def _record(self, payload: bytes) -> Event:
        try:
            return record_from_json(payload)
        except UnknownRecord as error:
            raise TapeUnreadable(
                f"{self.path.name} holds a record this version of Coach does not know: update Coach."
            ) from error

    def whole_bytes(self) -> int:
        """Bytes up to the end of the last whole record."""
        with self._open() as file:
            _read_header(file, self.path)
            end = file.tell()
            for _ in _whole_records(file):
                end = file.tell()
            return end

    def _open(self) -> BinaryIO:
        try:
            return self.path.open("rb")
        except OSError as error:
            raise TapeUnreadable(
                f"{self.path} cannot be opened ({error.strerror}): check the path."
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class TapeOutline:
    """A tape's events and actions in their order, and its poses by time without having read them."""

    path: Path
    records: tuple[Event, ...]
    record_places: Sequence[int]
    """Where each of these begins."""
    times: Sequence[float]
    """Of the poses, rising."""
    places: Sequence[int]
    """Where each pose's record begins."""

    def poses(self, start: float, end: float) -> Iterator[Pose]:
        """Those from `start` up to, not including, `end`. Raises TapeUnreadable when the file is gone."""
        first, last = bisect_left(self.times, start), bisect_left(self.times, end)
        try:
            with self.path.open("rb") as file:
                for n in range(first, last):
                    file.seek(self.places[n])
                    _, length = _HEAD.unpack(file.read(_HEAD.size))
                    yield unpack_pose(file.read(length))
        except (OSError, struct.error) as error:
            raise TapeUnreadable(f"{self.path.name} can no longer be read.") from error

    def since(self, n: int) -> Iterator[Pose | Event]:
        """Record `n` of `records` and all after it, poses too, in their order. Raises TapeUnreadable."""
        reader = TapeReader(self.path)
        return reader.read_from(self.record_places[n])


class TapeWriter:
    """A sink that writes a tape. `accept` and `act` only queue; a thread of its own writes, and forces the
    file to the disk every two seconds. A tape that is there already is continued."""

    def __init__(self, path: Path, *, versions: Mapping[str, str] | None = None) -> None:
        """Makes the folder when missing. Raises OSError, and TapeUnreadable when `path` is something else."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = (
            _continued(path) if path.exists() and path.stat().st_size else _begun(path, versions or {})
        )
        self._failure: OSError | None = None
        self._queue: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name=f"tape-{path.stem}", daemon=True)
        self._thread.start()

    def accept(self, pose: Pose, events: Sequence[Event]) -> None:
        """Raises TapeFailed when the disk is full, broken, or has stalled."""
        self._put(_record(_POSE, pack_pose(pose)) + _records(events))

    def act(self, action: Action, events: Sequence[Event]) -> None:
        """Raises TapeFailed as `accept` does."""
        self._put(_records([action]) + _records(events))

    @property
    def waiting(self) -> int:
        """Batches that are not on the disk yet."""
        return self._queue.qsize()

    def close(self) -> None:
        """Until all is on the disk; a second call does nothing."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _put(self, data: bytes) -> None:
        if self._failure is not None:
            raise TapeFailed(f"the tape can't be written: {self._failure.strerror}") from self._failure
        if self._queue.qsize() >= QUEUE:
            raise TapeFailed("the disk has stalled: the tape can't be written")
        self._queue.put(data)

    def _write(self) -> None:
        """Runs on the tape's thread. After a failure it goes on emptying the queue, so that nobody waits."""
        with self._file as file:
            synced = time.monotonic()
            while (data := self._next()) is not None:
                try:
                    if self._failure is None:
                        _write_all(file, data)
                        if time.monotonic() - synced >= _SYNC_S:
                            os.fsync(file.fileno())
                            synced = time.monotonic()
                except OSError as error:
                    self._failure = error
            with contextlib.suppress(OSError):
                os.fsync(file.fileno())

    def _next(self) -> bytes | None:
        """What was queued, or nothing after a while without, so that the last of it reaches the disk too;
        None at the end."""
        try:
            return self._queue.get(timeout=_SYNC_S)
        except queue.Empty:
            return b""


def _begun(path: Path, versions: Mapping[str, str]) -> FileIO:
    header = {"created": datetime.now(UTC).isoformat(), "versions": dict(versions)}
    file = path.open("wb", buffering=0)
    _write_all(file, _MAGIC + bytes([FORMAT]) + _record(_HEADER, json.dumps(header).encode()))
    return file


def _continued(path: Path) -> FileIO:
    end = TapeReader(path).whole_bytes()
    file = path.open("r+b", buffering=0)
    file.truncate(end)
    file.seek(end)
    return file


def _write_all(file: FileIO, data: bytes) -> None:
    """Unbuffered, so that after a failure nothing is left to be tried again."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _record(kind: int, payload: bytes) -> bytes:
    data = _HEAD.pack(kind, len(payload)) + payload
    return data + _CRC.pack(zlib.crc32(data))


def _records(records: Sequence[Event]) -> bytes:
    return b"".join(_record(_RECORD, record_to_json(record)) for record in records)


def _read_header(file: BinaryIO, path: Path) -> TapeHeader:
    start = file.read(len(_MAGIC) + 1)
    if not start.startswith(_MAGIC) or len(start) <= len(_MAGIC):
        raise TapeUnreadable(f"{path.name} is not a Coach tape: choose a file that ends in .tape.")
    if start[-1] != FORMAT:
        age, remedy = (
            ("a newer", "update Coach") if start[-1] > FORMAT else ("an older", "open it with that one")
        )
        raise TapeUnreadable(
            f"{path.name} was written by {age} version of Coach (tape format {start[-1]}, this one reads "
            f"{FORMAT}): {remedy}."
        )
    with contextlib.suppress(StopIteration, ValueError, KeyError):
        kind, payload = next(_whole_records(file))
        if kind == _HEADER:
            fields = json.loads(payload)
            return TapeHeader(created=datetime.fromisoformat(fields["created"]), versions=fields["versions"])
    raise TapeUnreadable(f"{path.name} was cut off before its first record: nothing of it can be read.")


def _whole_records(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Up to the first that is cut off or damaged."""
    while len(head := file.read(_HEAD.size)) == _HEAD.size:
        kind, length = _HEAD.unpack(head)
        if length > _LARGEST:
            return
        payload, crc = file.read(length), file.read(_CRC.size)
        if crc != _CRC.pack(zlib.crc32(head + payload)):
            return
        yield kind, payload
