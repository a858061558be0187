"""What a participant sends, into films: in step, whole, and in parts where it has to be. No network."""

import asyncio
import time
from pathlib import Path

import pytest
from aiortc.rtcrtpparameters import RTCRtpCodecParameters, RTCRtpReceiveParameters
from aiortc.rtp import RtpPacket

from coach.rtc.camera import Camera
from coach.rtc.clip import ClipFrame
from coach.rtc.incoming import IncomingStream
from coach.rtc.media_clock import MediaClock
from coach.rtc.record import PICTURE_PATIENCE_S, Closed, Filmed, FilmWriter, Told, keep_time
from coach.rtc.sender_clock import SenderClock, ntp_time
from coach.rtc.session_time import SessionTime
from coach.rtc.simulated import opus_second
from coach.store.webm import Film
from tests.films import decoded, pictures
from tests.rtc.page import until

SECONDS = 3
PICTURE_AT, SOUND_AT = 4_294_900_000, 777
"""Timestamps of the sender's time 0: the picture's wrap on the way."""
SENDERS_CLOCK = 1_700_000_000.0
VP8, OPUS = 96, 111


class Studio:
    """One participant, sent packet by packet, with reports that say when each was captured."""

    def __init__(self, folder: Path, *, with_picture: bool = True) -> None:
        self.told: list[Told] = []
        senders = SenderClock()
        self.camera = Camera(senders, clock=MediaClock(), on_frame=lambda _f: None, max_bitrate=1_000_000)
        self.microphone = IncomingStream("audio", senders)
        for stream, kind, rate in ((self.camera, VP8, 90_000), (self.microphone, OPUS, 48_000)):
            codec = RTCRtpCodecParameters(mimeType="video/VP8", clockRate=rate, payloadType=kind)
            stream.negotiated(RTCRtpReceiveParameters(codecs=[codec]))
        self._began = time.time()
        self._seq = {VP8: 65_500, OPUS: 10}
        self.writer = FilmWriter(folder, self.told.append, least_free=0)
        times = SessionTime()
        self.filmed = Filmed("patient", self.writer, times, with_picture=with_picture)
        keep_time(self.camera, times)

    async def begin(self) -> "Studio":
        """The connection is up and both streams have reported, a second ago; filming begins."""
        for t in (-1.0, -0.9):
            await self.picture(pictures(0.1)[0], t)
        await self.sound(opus_second(0.0)[0], -1.0)
        self.filmed.follow(self.microphone, self.camera)
        return self

    async def picture(self, frame: ClipFrame, t: float | None = None, *, lose: bool = False) -> None:
        t = frame.t if t is None else t
        await self._send(self.camera, VP8, PICTURE_AT + round(t * 90_000), b"\x10" + frame.data, lose=lose)
        self._report(self.camera, PICTURE_AT + round(t * 90_000), t)

    async def sound(self, data: bytes, t: float) -> None:
        await self._send(self.microphone, OPUS, SOUND_AT + round(t * 48_000), data)
        self._report(self.microphone, SOUND_AT + round(t * 48_000), t, heard=0.5)

    def _report(self, stream: IncomingStream, timestamp: int, t: float, heard: float = 0.0) -> None:
        """That this timestamp was captured at `t`; heard so much later."""
        ntp = ntp_time(SENDERS_CLOCK + t)
        stream.timeline.reported(ntp, timestamp & 0xFFFFFFFF, self._began + t + heard)

    async def _send(
        self, stream: IncomingStream, kind: int, timestamp: int, payload: bytes, *, lose: bool = False
    ) -> None:
        self._seq[kind] = (self._seq[kind] + 1) & 0xFFFF
        if not lose:
            stream.received(
                RtpPacket(
                    payload_type=kind,
                    marker=1,
                    sequence_number=self._seq[kind],
                    timestamp=timestamp & 0xFFFFFFFF,
                    ssrc=kind,
                    payload=payload,
                )
            )

    async def call(self, seconds: float, *, sound_from: float = 0.0) -> None:
        tone, packet = opus_second(0.3), round(sound_from * 50)
        for frame in pictures(seconds):
            await self.picture(frame)
            while packet / 50 <= frame.t:
                await self.sound(tone[packet % 50], packet / 50)
                packet += 1

    def films(self) -> list[Film]:
        self.filmed.leave()
        self.writer.close()
        return [t.film for t in self.told if isinstance(t, Closed) and t.film is not None]


async def test_sound_and_picture_lie_where_they_were_captured_whenever_they_came(tmp_path: Path) -> None:
    studio = await Studio(tmp_path).begin()
    await studio.call(SECONDS)
    (film,) = studio.films()
    seen, heard = decoded(film.path, "video"), decoded(film.path, "audio")
    assert seen == [round(n / 30 * 1000) for n in range(SECONDS * 30)]
    assert [ms % 20 for ms in heard] == pytest.approx([0] * len(heard), abs=1)
    assert len(heard) >= SECONDS * 50 - 3


async def test_sound_that_starts_late_begins_late(tmp_path: Path) -> None:
    studio = await Studio(tmp_path).begin()
    await studio.call(SECONDS, sound_from=1.0)
    (film,) = studio.films()
    heard = decoded(film.path, "audio")
    assert heard[0] == pytest.approx(1000, abs=21)
    assert len(decoded(film.path, "video")) == SECONDS * 30


async def test_lost_packets_leave_out_frames_up_to_the_next_key_frame_and_nothing_else(
    tmp_path: Path,
) -> None:
    studio = await Studio(tmp_path).begin()
    frames = pictures(SECONDS)
    tending = asyncio.create_task(studio.camera.tend())
    for n, frame in enumerate(frames):
        await studio.picture(frame, lose=n == 40)
        if n == 50:  # what is missing is asked for in vain, until it is given up
            await until(lambda: studio.camera.given_up > 0, "given up")
    tending.cancel()
    (film,) = studio.films()
    after = next(n for n, frame in enumerate(frames) if n > 40 and frame.key)
    kept = [n for n in range(len(frames)) if n < 40 or n >= after]
    assert decoded(film.path, "video") == [round(n / 30 * 1000) for n in kept]


async def test_another_shape_of_picture_begins_another_part(tmp_path: Path) -> None:
    studio = await Studio(tmp_path).begin()
    for frame in pictures(1):
        await studio.picture(frame)
    for frame in pictures(1, size=(320, 240)):
        await studio.picture(frame, frame.t + 1.0)
    for frame in pictures(1, size=(120, 160)):
        await studio.picture(frame, frame.t + 2.0)
    wide, upright = studio.films()
    assert (wide.width, wide.height, upright.width, upright.height) == (320, 240, 120, 160)
    assert upright.started_t == pytest.approx(3.0)
    assert len(decoded(wide.path, "video")) == 60


async def test_timestamps_that_jump_stay_in_order_and_decode(tmp_path: Path) -> None:
    studio = await Studio(tmp_path).begin()
    frames = pictures(2)
    for n, frame in enumerate(frames):
        await studio.picture(frame, frame.t + (500.0 if n >= 30 else 0.0))  # resumed with other numbers
    (film,) = studio.films()
    seen = decoded(film.path, "video")
    assert len(seen) == len(frames)
    assert seen == sorted(set(seen))
    assert seen[-1] < 5000


async def test_no_picture_for_a_while_begins_with_the_sound_alone(tmp_path: Path) -> None:
    studio = await Studio(tmp_path).begin()
    tone, wait = opus_second(0.3), PICTURE_PATIENCE_S + 1.5
    for n in range(round(wait * 50)):
        await studio.sound(tone[n % 50], n / 50)
    for frame in pictures(1):
        await studio.picture(frame, frame.t + wait)
    (film,) = studio.films()
    assert film.has_audio
    assert film.started_t == pytest.approx(1.0 + PICTURE_PATIENCE_S, abs=0.05)
    seen = decoded(film.path, "video")
    assert seen[0] == pytest.approx(1500, abs=40)
    assert len(seen) == 30


async def test_only_the_voice_where_the_picture_is_not_wanted(tmp_path: Path) -> None:
    studio = await Studio(tmp_path, with_picture=False).begin()
    await studio.call(1)
    (film,) = studio.films()
    assert (film.has_video, film.has_audio) == (False, True)
