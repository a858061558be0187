"""What participants send, as it comes, into WebM files: nothing is decoded, and the call never waits.

The event loop places each frame and packet in session time and hands it over; one thread a session writes.
Every `TICK_S` what has come is written as whole clusters, so that a crash loses less than a second. A
participant's part ends where the stream does (another connection) and where the picture's shape changes.
"""

import itertools
import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog
from aiortc.rtp import RtpPacket

from coach.rtc.camera import Camera
from coach.rtc.even_clock import even_now
from coach.rtc.frame_buffer import Frame
from coach.rtc.incoming import AUDIO_RATE, VIDEO_RATE, IncomingStream
from coach.rtc.opus import SILENCE, SILENCE_MS, length_ms
from coach.rtc.session_time import Placed, SessionTime, believed
from coach.rtc.vp8 import Descriptor
from coach.store.webm import AUDIO, VIDEO, Block, Film, WebmWriter, picture_size

TICK_S = 0.4
QUEUE_BYTES = 16_000_000
"""What may wait for the disk: over a minute of a call. When it is full, what comes is dropped, and of a
picture all up to the next key frame: what is written always decodes."""
CHECK_S = 2.0
"""How often the free space is looked at."""
KEY_EVERY_S = 5.0
"""A key frame is asked for so often, that a reviewer can jump."""
PICTURE_PATIENCE_S = 2.0
"""A part waits so long for its first key frame; then it begins with the sound alone."""
SOUND_PATIENCE_MS = 1000
"""Sound that is missing for so long is written as silence, so that players keep step with the picture."""
OVERLAP_MS = 10
"""A packet that begins this much before the end of the one before it comes twice or too late."""

log = structlog.get_logger(__name__)

Reason = Literal["disk_low", "disk_failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A part's file was begun."""

    role: str
    number: int
    path: Path
    started_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """It is finished; `film` is None when nothing came of it, and then there is no file."""

    role: str
    number: int
    path: Path
    film: Film | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Nothing more is written; all that was is finished."""

    reason: Reason


Told = Opened | Closed | Stopped


class SoundLine:
    """One part's packets in a row: none twice, and silence where they are missing. Pure."""

    def __init__(self) -> None:
        self._end: float | None = None

    def placed(self, packets: Sequence[Block], newest_ms: int) -> list[Block]:
        """`packets` in rising time; `newest_ms`: the newest that came of anything."""
        out: list[Block] = []
        for packet in packets:
            length = length_ms(packet.data)
            if not length or (self._end is not None and packet.ms < self._end - OVERLAP_MS):
                continue
            out += [*self._silence(packet.ms), packet]
            self._end = packet.ms + length
        return [*out, *self._silence(newest_ms - SOUND_PATIENCE_MS)]

    def _silence(self, until_ms: float) -> list[Block]:
        out: list[Block] = []
        while self._end is not None and until_ms - self._end >= SILENCE_MS:
            out.append(Block(AUDIO, round(self._end), True, SILENCE))
            self._end += SILENCE_MS
        return out


class Part:
    """One file on its way. Named by the event loop, written by the thread."""

    def __init__(self, role: str, started_t: float) -> None:
        self.role, self.started_t = role, started_t
        self.number = 0
        self._file: WebmWriter | None = None
        self._sound = SoundLine()

    def write(self, folder: Path, blocks: Sequence[Block]) -> bool:
        """Whether this began the file. Raises OSError."""
        began = self._file is None
        file = self._file = self._file or self._begin(folder)
        newest = max(block.ms for block in blocks)
        sound = sorted(block for block in blocks if block.track == AUDIO)
        file.write([*(b for b in blocks if b.track == VIDEO), *self._sound.placed(sound, newest)])
        return began

    def close(self) -> Film | None:
        file, self._file = self._file, None
        return file.close() if file is not None else None

    @property
    def path(self) -> Path | None:
        """None until its file is begun."""
        return None if self._file is None else self._file.path

    def _begin(self, folder: Path) -> WebmWriter:
        folder.mkdir(parents=True, exist_ok=True)
        for self.number in itertools.count(1):
            try:
                return WebmWriter(folder / f"{self.role}-{self.number:03}.webm", self.started_t)
            except FileExistsError:
                continue
        raise AssertionError


class FilmWriter:
    """One session's thread. `tell` is called in it; `put` and `end` never wait."""

    def __init__(self, folder: Path, tell: Callable[[Told], None], *, least_free: int) -> None:
        """Stops when less than `least_free` bytes are free on the disk."""
        self.dropped = 0
        """Frames and packets that the queue had no room for."""
        self._folder, self._tell, self._least_free = folder, tell, least_free
        self._lock, self._wake = threading.Lock(), threading.Event()
        self._orders: list[tuple[Part, Block | None]] = []
        self._bytes = 0
        self._open: dict[Part, None] = {}
        self._stopped = self._closing = False
        self._until_check = 0.0
        self._thread = threading.Thread(target=self._run, name="record", daemon=True)
        self._thread.start()

    def put(self, part: Part, block: Block) -> bool:
        """False when it was dropped."""
        if self._stopped:
            return False
        with self._lock:
            room = self._bytes + len(block.data) <= QUEUE_BYTES
            if room:
                self._orders.append((part, block))
                self._bytes += len(block.data)
        self.dropped += not room
        return room

    def end(self, part: Part) -> None:
        """Its file is finished after what was put."""
        with self._lock:
            self._orders.append((part, None))

    def close(self) -> None:
        """Finishes everything; returns when it is done, so not for the event loop. Twice is harmless."""
        self._closing = True
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closing:
            self._wake.wait(TICK_S)
            self._work()
        self._finish_all()

    def _work(self) -> None:
        with self._lock:
            orders, self._orders, self._bytes = self._orders, [], 0
        try:
            self._look_at_disk()
            self._carry_out(orders)
        except OSError as error:
            log.warning("recording_failed", error=type(error).__name__, errno=error.errno)
            self._stop("disk_failed")

    def _carry_out(self, orders: Sequence[tuple[Part, Block | None]]) -> None:
        """Raises OSError."""
        if self._stopped:
            return
        blocks: defaultdict[Part, list[Block]] = defaultdict(list)
        for part, block in orders:
            if block is not None:
                blocks[part].append(block)
        for part, some in blocks.items():
            self._open[part] = None
            if part.write(self._folder, some) and (path := part.path) is not None:
                self._tell(Opened(role=part.role, number=part.number, path=path, started_t=part.started_t))
        for part in [part for part, block in orders if block is None]:
            self._finish(part)

    def _finish(self, part: Part) -> None:
        if part not in self._open:
            return
        del self._open[part]
        if (path := part.path) is not None:
            self._tell(Closed(role=part.role, number=part.number, path=path, film=part.close()))

    def _finish_all(self) -> None:
        for part in list(self._open):
            try:
                self._finish(part)
            except OSError as error:
                log.warning("recording_not_finished", error=type(error).__name__, errno=error.errno)

    def _look_at_disk(self) -> None:
        self._until_check -= TICK_S
        if self._until_check > 0 or self._stopped:
            return
        self._until_check = CHECK_S
        self._folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._folder).free < self._least_free:
            self._stop("disk_low")

    def _stop(self, reason: Reason) -> None:
        if not self._stopped:
            self._stopped = True
            self._finish_all()
            self._tell(Stopped(reason=reason))


def keep_time(camera: Camera, times: SessionTime) -> None:
    """The session's time is known from the patient's camera, whether they are filmed or not."""

    def see(frame: Frame, t: float | None) -> None:
        if t is not None:
            times.seen(t, believed(camera.timeline.wall_at(frame.timestamp), even_now()))

    camera.tap = see


class Filmed:
    """One participant. Runs on the event loop; nothing here takes long."""

    def __init__(self, role: str, writer: FilmWriter, times: SessionTime, *, with_picture: bool) -> None:
        self._role, self._writer, self._times = role, writer, times
        self._with_picture = with_picture
        self._sound_placed, self._picture_placed = Placed(AUDIO_RATE), Placed(VIDEO_RATE)
        self._microphone: IncomingStream | None = None
        self._camera: Camera | None = None
        self._part: Part | None = None
        self._need_key = True
        self._last_ms = -1
        self._shape = (0, 0)
        self._heard_since: float | None = None
        self._key_due = 0.0

    def follow(self, microphone: IncomingStream, camera: Camera) -> None:
        """Films this connection from now on, until `leave`."""
        self.leave()
        self._microphone, self._camera = microphone, camera
        microphone.viewers[id(self)] = self
        camera.tap = self._picture
        camera.request_key_frame()

    def leave(self) -> None:
        """Ends the part; the next connection begins another."""
        if self._microphone is not None:
            self._microphone.viewers.pop(id(self), None)
        if self._camera is not None:
            self._camera.tap = None
        self._microphone = self._camera = None
        self._picture_placed.restart()
        self._sound_placed.restart()
        self._end_part()

    # ---- as a viewer of the microphone

    def forward(self, packet: RtpPacket, _descriptor: Descriptor | None) -> None:
        if self._microphone is None or not packet.payload:
            return
        wall = believed(self._microphone.timeline.wall_at(packet.timestamp), even_now())
        t = self._sound_placed.t(packet.timestamp, self._times.t(wall))
        part = None if t is None else self._part_for_sound(t)
        if t is not None and part is not None:
            ms = round((t - part.started_t) * 1000)
            if ms >= 0:
                self._writer.put(part, Block(AUDIO, ms, True, packet.payload))

    def restarted(self) -> None:
        """Another stream of sound follows; the part goes on."""
        self._sound_placed.restart()

    def source_gone(self) -> None:
        self.leave()

    def _part_for_sound(self, t: float) -> Part | None:
        """A part begins with a picture, unless none comes."""
        if self._part is None:
            self._heard_since = t if self._heard_since is None else self._heard_since
            if not self._with_picture or t - self._heard_since > PICTURE_PATIENCE_S:
                self._begin_part(t)
        return self._part

    # ---- the camera

    def _picture(self, frame: Frame, t: float | None) -> None:
        if self._camera is None:
            return
        wall = believed(self._camera.timeline.wall_at(frame.timestamp), even_now())
        if t is None:
            t = self._picture_placed.t(frame.timestamp, self._times.t(wall))
        else:
            self._times.seen(t, wall)
        if t is not None and self._with_picture:
            self._film(frame, t)

    def _film(self, frame: Frame, t: float) -> None:
        size = picture_size(frame.data) if frame.key else None
        self._need_key = self._need_key and size is None
        if self._need_key or t >= self._key_due:
            self._ask_key_frame(t)
        if self._need_key:
            return
        if size is not None:
            self._key_due = t + KEY_EVERY_S
            self._keep_shape(size)
        part = self._part_for_picture(t, begins=size is not None)
        if part is None:
            return
        self._last_ms = max(round((t - part.started_t) * 1000), self._last_ms + 1)
        kept = self._writer.put(part, Block(VIDEO, self._last_ms, frame.key, frame.data))
        self._need_key = not kept

    def _keep_shape(self, size: tuple[int, int]) -> None:
        """Players cope with another size, but not all with another shape."""
        width, height = self._shape
        if abs(width * size[1] - height * size[0]) > 0.02 * width * size[1]:
            self._end_part()
        self._shape = size

    def _part_for_picture(self, t: float, *, begins: bool) -> Part | None:
        """A frame from before the part's beginning begins another one, where it can."""
        early = self._part is not None and t < self._part.started_t
        if early:
            self._end_part()
        if self._part is None and begins:
            self._begin_part(t)
        return self._part

    def _ask_key_frame(self, t: float) -> None:
        self._key_due = t + 1.0
        if self._camera is not None:
            self._camera.request_key_frame()

    def _begin_part(self, t: float) -> None:
        self._part, self._last_ms = Part(self._role, t), -1

    def _end_part(self) -> None:
        if self._part is not None:
            self._writer.end(self._part)
        self._part, self._heard_since, self._need_key = None, None, True
