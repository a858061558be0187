"""A recording as MP4 with the overlay in the picture, for people who have no Coach. The only module outside
`coach.pose` that draws with OpenCV.

Every decoded frame keeps its time, whatever the frame rate does. Sound is copied when it is AAC already, else
re-encoded to AAC, which players know in MP4.

Encoder: the first of `ENCODERS` that the FFmpeg at hand has. H.264 comes first because it plays everywhere.
PyAV's own wheels bring x264 and x265 and so are GPL as a whole, whether this module runs or not; who ships
Coach in one package with a PyAV built without them gets OpenH264 or VP9, with no change here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias, cast

import av
import av.error
import cv2
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.codec import Codec
from av.codec.codec import UnknownCodecError
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from coach.pose.video import CONTAINERS, Orientation
from coach.review.exports.face import Disc, Face
from coach.review.exports.overlay import Drawing, Overlay
from coach.review.exports.record import Media

Pixels = NDArray[np.uint8]
AnyPacket: TypeAlias = "Packet[Any]"

ENCODERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("libopenh264", {"rc_mode": "quality"}),
    ("libx264", {"preset": "veryfast", "crf": "23"}),
    ("libvpx-vp9", {"deadline": "realtime", "cpu-used": "8", "crf": "32", "b": "0"}),
)
_CLOCK = Fraction(1, 90_000)
_AAC_FRAME = 1024
_TEAL, _AMBER, _RED, _WHITE, _DARK = (
    (45, 212, 191),
    (251, 191, 36),
    (239, 68, 68),
    (255, 255, 255),
    (15, 23, 42),
)
_CELLS = 5
"""A covered face is so many cells wide: fewer than it takes to know somebody."""


class NotBurnt(Exception):
    """The film can't be made; the message is one sentence."""


@dataclass(slots=True)
class Burnt:
    """What was made."""

    frames: int = 0
    with_pose: int = 0
    unsure_s: float = 0.0
    """So long the face was covered where it was last or next known."""
    encoder: str = ""
    damaged: bool = False
    notes: list[str] = field(default_factory=list)


def burn_in(media: Media, overlay: Overlay, face: Face | None, out: Path) -> Burnt:
    """Writes `out`; `face` None leaves the face as it is. Raises NotBurnt, OSError."""
    if not media.available:
        raise NotBurnt(f"The recording {media.path.name} is gone: the film can't be made, the rest can.")
    draft = out.with_name(out.name + ".part")
    try:
        with _opened(media.path) as source, av.open(str(draft), "w", format="mp4") as target:
            burnt = _Film(source, target, media.started_t, overlay, face).run()
        draft.replace(out)
    except av.error.FFmpegError as error:
        raise NotBurnt(f"{media.path.name} cannot be made into a film ({error.strerror}).") from error
    finally:
        draft.unlink(missing_ok=True)
    return burnt


def _opened(path: Path) -> InputContainer:
    limits = {"format_whitelist": CONTAINERS, "protocol_whitelist": "file"}
    source = av.open(str(path.resolve()), options=limits)
    if not source.streams.video:
        source.close()
        raise NotBurnt(f"{path.name} has no picture, only sound.")
    return source


def encoder() -> tuple[str, dict[str, str]]:
    """Name and options of the best encoder there is. Raises NotBurnt."""
    for name, options in ENCODERS:
        try:
            Codec(name, "w")
        except UnknownCodecError:
            continue
        return name, options
    raise NotBurnt("This FFmpeg can write neither H.264 nor VP9: install PyAV's own wheel.")


class _Film:
    """One pass over one file."""

    def __init__(
        self,
        source: InputContainer,
        target: OutputContainer,
        started: float,
        overlay: Overlay,
        face: Face | None,
    ) -> None:
        self._source, self._target, self._started = source, target, started
        self._overlay, self._face = overlay, face
        self._video = source.streams.video[0]
        self._video.thread_type = "AUTO"
        self._audio = source.streams.audio[0] if source.streams.audio else None
        self._sound = _Sound(self._audio, target) if self._audio else None
        self._out: VideoStream | None = None
        self._last_pts, self._last_t = -1, 0.0
        self.burnt = Burnt()

    def run(self) -> Burnt:
        for packet in self._packets():
            if packet.stream is self._audio and self._sound:
                self._sound.take(packet)
                continue
            for frame in self._decoded(packet):
                self._draw(frame)
        if self._out is None:
            raise NotBurnt("The recording holds no frame that can be decoded.")
        self._target.mux(self._out.encode(None))
        if self._sound:
            self._sound.end()
        self.burnt.notes = list(self._notes())
        return self.burnt

    def _packets(self) -> Iterator[AnyPacket]:
        """Both streams must be there before anything is written, so sound waits for the first picture."""
        waiting: list[AnyPacket] = []
        wanted = [s for s in (self._video, self._audio) if s is not None]
        packets = self._source.demux(wanted)
        while True:
            try:
                packet = next(packets)
            except (StopIteration, av.error.EOFError):
                break
            except av.error.FFmpegError:
                self.burnt.damaged = True
                break
            if packet.stream is self._audio and self._out is None:
                waiting.append(packet)
                continue
            yield packet
            if self._out is not None and waiting:
                yield from waiting
                waiting.clear()

    def _decoded(self, packet: AnyPacket) -> list[VideoFrame]:
        try:
            return list(packet.decode())
        except av.error.InvalidDataError:
            self.burnt.damaged = True
            return []

    def _draw(self, frame: VideoFrame) -> None:
        if frame.pts is None or frame.time_base is None:
            return
        seconds = float(frame.pts * frame.time_base)
        t = self._started + seconds
        picture = np.ascontiguousarray(Orientation.of(frame).upright(_pixels(frame)))
        if self._face is not None:
            self._cover(picture, self._face, t)
        drawing = self._overlay.at(t)
        draw(picture, drawing)
        self.burnt.frames += 1
        self.burnt.with_pose += bool(drawing.dots)
        self._last_t = t
        self._encode(picture, round(seconds / _CLOCK))

    def _cover(self, picture: Pixels, face: Face, t: float) -> None:
        covered = face.at(t)
        if covered.unsure:
            self.burnt.unsure_s += max(0.0, t - self._last_t) if self.burnt.frames else 0.0
        if covered.discs is None:
            picture[:] = _coarse(picture, 12)
        for disc in covered.discs or ():
            cover(picture, disc.within(picture.shape[1], picture.shape[0]))

    def _encode(self, picture: Pixels, pts: int) -> None:
        if self._out is None:
            self._out = self._begin(picture)
        if pts <= self._last_pts:
            return
        self._last_pts = pts
        made = VideoFrame.from_ndarray(_even(picture), format="rgb24")
        made = made.reformat(width=self._out.width, height=self._out.height, format="yuv420p")
        made.pts, made.time_base = pts, _CLOCK
        self._target.mux(self._out.encode(made))

    def _begin(self, picture: Pixels) -> VideoStream:
        name, options = encoder()
        self.burnt.encoder = name
        stream = cast("VideoStream", self._target.add_stream(name, rate=30, options=options))
        stream.height, stream.width = _even(picture).shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = stream.time_base = _CLOCK
        if self._sound:
            self._sound.begin()
        return stream

    def _notes(self) -> Iterator[str]:
        if self.burnt.damaged:
            yield "Part of the recording is damaged: the film holds what could be decoded."
        if self._face is not None and self.burnt.unsure_s > 0:
            yield (
                f"For {self.burnt.unsure_s:.1f} s nobody was found: the face's last and next known places "
                "are covered there. Look at the film before you give it to anybody."
            )


class _Sound:
    """The audio stream: copied where it is AAC, else encoded anew."""

    def __init__(self, stream: AudioStream, target: OutputContainer) -> None:
        self._stream, self._target = stream, target
        self._copy = stream.codec_context.name == "aac"
        self._out: AudioStream | None = None
        self._resampler = AudioResampler(format="fltp", layout="stereo", rate=48_000, frame_size=_AAC_FRAME)

    def begin(self) -> None:
        if self._copy:
            self._out = self._target.add_stream_from_template(self._stream)
        else:
            self._out = self._target.add_stream("aac", rate=48_000, layout="stereo")

    def take(self, packet: AnyPacket) -> None:
        if self._out is None or packet.dts is None:
            return
        if self._copy:
            packet.stream = self._out
            self._target.mux(packet)
            return
        try:
            frames = cast("list[AudioFrame]", packet.decode())
        except av.error.InvalidDataError:
            return
        for frame in frames:
            self._put(frame)

    def end(self) -> None:
        if self._out is not None and not self._copy:
            self._put(None)
            self._target.mux(self._out.encode(None))

    def _put(self, frame: AudioFrame | None) -> None:
        assert self._out is not None
        for piece in self._resampler.resample(frame):
            self._target.mux(self._out.encode(piece))


def draw(picture: Pixels, drawing: Drawing) -> None:
    """Draws in place."""
    height, width = picture.shape[:2]
    thick = max(2, height // 160)
    colour = _RED if drawing.safety else _AMBER if drawing.finding else _TEAL
    for lines, across in ((drawing.lines, thick), (drawing.fingers, max(2, thick - 1))):
        for a, b in lines:
            ends = [(round(x * width), round(y * height)) for x, y in (a, b)]
            cv2.line(picture, ends[0], ends[1], _DARK, across + 2, cv2.LINE_AA)
            cv2.line(picture, ends[0], ends[1], colour, across, cv2.LINE_AA)
    for dots, radius in ((drawing.dots, thick + 1), (drawing.fingertips, thick)):
        for x, y in dots:
            cv2.circle(picture, (round(x * width), round(y * height)), radius, _WHITE, -1, cv2.LINE_AA)
    if drawing.count:
        _write(picture, drawing.count, (height // 24, height // 6), height / 240)
    if drawing.finding:
        _write(picture, drawing.finding, (height // 24, height - height // 16), height / 600)


def _write(picture: Pixels, words: str, place: tuple[int, int], scale: float) -> None:
    thick = max(1, round(scale * 2.4))
    cv2.putText(picture, words, place, cv2.FONT_HERSHEY_SIMPLEX, scale, _DARK, thick * 3, cv2.LINE_AA)
    cv2.putText(picture, words, place, cv2.FONT_HERSHEY_SIMPLEX, scale, _WHITE, thick, cv2.LINE_AA)


def cover(picture: Pixels, disc: Disc) -> None:
    """Makes what is inside the disc coarse, in place; what lies outside the picture is left out."""
    height, width = picture.shape[:2]
    left, right = max(0, round(disc.x - disc.radius)), min(width, round(disc.x + disc.radius) + 1)
    top, bottom = max(0, round(disc.y - disc.radius)), min(height, round(disc.y + disc.radius) + 1)
    if left >= right or top >= bottom:
        return
    part = picture[top:bottom, left:right]
    rows, columns = np.ogrid[top:bottom, left:right]
    inside = (columns - disc.x) ** 2 + (rows - disc.y) ** 2 <= disc.radius**2
    part[inside] = _coarse(part, _CELLS)[inside]


def _coarse(part: Pixels, cells: int) -> Pixels:
    height, width = part.shape[:2]
    small = cv2.resize(part, (min(cells, width), min(cells, height)), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _pixels(frame: VideoFrame) -> Pixels:
    return np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)


def _even(picture: Pixels) -> Pixels:
    """4:2:0 has no odd sizes: the last row or column goes."""
    height, width = picture.shape[:2]
    return np.ascontiguousarray(picture[: height - height % 2, : width - width % 2])
