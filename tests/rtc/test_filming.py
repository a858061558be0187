"""What a participant sends, into films: in step, whole, and in parts where it has to be. No network."""

from pathlib import Path

import pytest
from aiortc.rtcrtpparameters import RTCRtpCodecParameters, RTCRtpReceiveParameters
from aiortc.rtp import RtpPacket

from coach.rtc.camera import Camera
from coach.rtc.clip import ClipFrame
from coach.rtc.incoming import IncomingStream
from coach.rtc.media_clock import MediaClock
from coach.rtc.record import PICTURE_PATIENCE_S, Closed, Filmed, FilmWriter, Told
from coach.rtc.sender_clock import SenderClock, ntp_time
from coach.rtc.session_time import SessionTime
from coach.rtc.simulated import opus_second
from coach.store.webm import Film
from tests.films import decoded, pictures

SECONDS = 3
PICTURE_AT, SOUND_AT = 4_294_900_000, 777
"""Timestamps of the sender's time 0: the picture's wrap on the way."""
SENDERS_CLOCK = 1_700_000_000.0
VP8, OPUS = 96, 111


class Studio:
    """One participant, sent packet by packet, with reports that say when each was captured."""

    def __init__(self, folder: Path, *, reports: bool = True, with_picture: bool = True) -> None:
        self.told: list[Told] = []
        senders = SenderClock()
        self.camera = Camera(senders, clock=MediaClock(), on_frame=lambda _f: None, max_bitrate=1_000_000)
        self.microphone = IncomingStream("audio", senders)
        for stream, kind, rate in ((self.camera, VP8, 90_000), (self.microphone, OPUS, 48_000)):
            codec = RTCRtpCodecParameters(mimeType="video/VP8", clockRate=rate, payloadType=kind)
            stream.negotiated(RTCRtpReceiveParameters(codecs=[codec]))
        self._reports = reports
        self._seq = {VP8: 65_500, OPUS: 10}
        self.writer = FilmWriter(folder, self.told.append, least_free=0)
        self.filmed = Filmed("patient", self.writer, SessionTime(), with_picture=with_picture)
        self.filmed.follow(self.microphone, self.camera)

    async def picture(self, frame: ClipFrame, t: float | None = None, *, lose: bool = False) -> None:
        t = frame.t if t is None else t
        await self._send(self.camera, VP8, PICTURE_AT + round(t * 90_000), b"\x10" + frame.data, lose=lose)
        if self._reports:
            self.camera.timeline.reported(
                ntp_time(SENDERS_CLOCK + t), PICTURE_AT + round(t * 90_000), 50.0 + t
            )

    async def sound(self, data: bytes, t: float) -> None:
        await self._send(self.microphone, OPUS, SOUND_AT + round(t * 48_000), data)
        if self._reports:  # these are heard half a second later than the picture's
            self.microphone.timeline.reported(
                ntp_time(SENDERS_CLOCK + t), SOUND_AT + round(t * 48_000), 50.5 + t
            )

    async def _send(
        self, stream: IncomingStream, kind: int, timestamp: int, payload: bytes, *, lose: bool = False
    ) -> None:
        self._seq[kind] = (self._seq[kind] + 1) & 0xFFFF
        if not lose:
            await stream.received(
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
    studio = Studio(tmp_path)
    await studio.call(SECONDS)
    (film,) = studio.films()
    seen, heard = decoded(film.path, "video"), decoded(film.path, "audio")
    assert seen == [round(n / 30 * 1000) for n in range(SECONDS * 30)]
    assert [ms % 20 for ms in heard] == pytest.approx([0] * len(heard), abs=1)
    assert len(heard) >= SECONDS * 50 - 3


async def test_sound_that_starts_late_begins_late(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    await studio.call(SECONDS, sound_from=1.0)
    (film,) = studio.films()
    heard = decoded(film.path, "audio")
    assert heard[0] == pytest.approx(1000, abs=21)
    assert len(decoded(film.path, "video")) == SECONDS * 30


async def test_lost_packets_leave_out_frames_up_to_the_next_key_frame_and_nothing_else(
    tmp_path: Path,
) -> None:
    studio = Studio(tmp_path)
    frames = pictures(SECONDS)
    for n, frame in enumerate(frames):
        await studio.picture(frame, lose=n == 40)
    (film,) = studio.films()
    after = next(n for n, frame in enumerate(frames) if n > 40 and frame.key)
    kept = [n for n in range(len(frames)) if n < 40 or n >= after]
    assert decoded(film.path, "video") == [round(n / 30 * 1000) for n in kept]


async def test_another_shape_of_picture_begins_another_part(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    for frame in pictures(1):
        await studio.picture(frame)
    for frame in pictures(1, size=(320, 240)):
        await studio.picture(frame, frame.t + 1.0)
    for frame in pictures(1, size=(120, 160)):
        await studio.picture(frame, frame.t + 2.0)
    wide, upright = studio.films()
    assert (wide.width, wide.height, upright.width, upright.height) == (320, 240, 120, 160)
    assert upright.started_t == pytest.approx(2.0)
    assert len(decoded(wide.path, "video")) == 60


async def test_timestamps_that_jump_stay_in_order_and_decode(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    frames = pictures(2)
    for n, frame in enumerate(frames):
        await studio.picture(frame, frame.t + (500.0 if n >= 30 else 0.0))  # resumed with other numbers
    (film,) = studio.films()
    seen = decoded(film.path, "video")
    assert len(seen) == len(frames)
    assert seen == sorted(set(seen))
    assert seen[-1] < 5000


async def test_no_picture_for_a_while_begins_with_the_sound_alone(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    first = pictures(1)
    await studio.picture(first[0])  # so that the session's time has begun
    studio.filmed.leave()
    studio.filmed.follow(studio.microphone, studio.camera)
    tone = opus_second(0.3)
    for n in range(round((PICTURE_PATIENCE_S + 1.5) * 50)):
        await studio.sound(tone[n % 50], n / 50)
    for frame in first:
        await studio.picture(frame, frame.t + PICTURE_PATIENCE_S + 1.5)
    _, film = studio.films()
    assert film.has_audio
    assert film.started_t == pytest.approx(PICTURE_PATIENCE_S, abs=0.05)
    seen = decoded(film.path, "video")
    assert seen[0] == pytest.approx(1500, abs=40)
    assert len(seen) == 30


async def test_only_the_voice_where_the_picture_is_not_wanted(tmp_path: Path) -> None:
    studio = Studio(tmp_path, with_picture=False)
    await studio.call(1)
    (film,) = studio.films()
    assert (film.has_video, film.has_audio) == (False, True)
