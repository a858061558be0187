"""One session's stream inside the pose process: encoded frames in, its newest picture's pose out."""

import logging
from types import TracebackType
from typing import Self

import av
from av.codec.context import CodecContext
from av.video.codeccontext import VideoCodecContext

from coach.pose.patient import Patient
from coach.pose.picture import PictureMaker
from coach.types import EncodedFrame, Pose

log = logging.getLogger(__name__)


class Stream:
    """Decodes every frame in order and keeps only the newest picture: what is not analysed before
    the next one arrives is dropped. For one thread."""

    def __init__(self, patient: Patient) -> None:
        """Closes the patient when it is closed."""
        self._due = False
        self._patient = patient
        self._maker = PictureMaker()
        self._decoder = _decoder()
        self._needs_key = True
        self._newest: tuple[EncodedFrame, av.VideoFrame] | None = None
        self._last_t = float("-inf")

    def decode(self, frame: EncodedFrame, *, due: bool) -> bool:
        """Takes the next frame of the stream, which is to be analysed if it is `due`. False when a key frame
        is needed before anything more can be decoded: at the start, and after a damaged frame."""
        if self._needs_key and not frame.key:
            return False
        try:
            decoded = self._decoder.decode(av.Packet(frame.data))
        except av.error.FFmpegError:
            log.info("a frame could not be decoded: waiting for a key frame")
            self._decoder = _decoder()
            self._needs_key = True
            return False
        self._needs_key = False
        if decoded and frame.t > self._last_t:
            self._newest = frame, decoded[-1]
            self._due = self._due or due
        return True

    @property
    def due(self) -> bool:
        """Whether a picture waits that is to be analysed: the newest one, once one was due."""
        return self._newest is not None and self._due

    def analyse(self) -> Pose:
        """The pose in the newest picture; only when one is due."""
        if self._newest is None:
            raise LookupError("no picture waits")
        (frame, decoded), self._newest, self._due = self._newest, None, False
        self._last_t = frame.t
        return self._patient.see(self._maker.picture(decoded, t=frame.t, rtp_timestamp=frame.rtp_timestamp))

    def choose(self, x: float, y: float) -> None:
        """Who is seen there in the next picture is the patient from now on."""
        self._patient.choose(x, y)

    def look_for_hands(self, wanted: bool) -> None:
        """Whether the patient's hands are looked for from the next picture on."""
        self._patient.look_for_hands(wanted)

    def new_memory(self) -> bytes | None:
        """How to know the patient again, when that changed since the last call."""
        return self._patient.new_memory()

    def close(self) -> None:
        self._patient.close()
        self._newest = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _decoder() -> VideoCodecContext:
    decoder = CodecContext.create("vp8", "r")
    assert isinstance(decoder, VideoCodecContext)
    decoder.thread_count = 1  # the pool already has one process a core
    return decoder
