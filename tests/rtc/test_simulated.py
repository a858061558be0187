from itertools import pairwise
from pathlib import Path

import av
import pytest

from coach.pose.video import VideoUnreadable
from coach.rtc.clip import KEY_EVERY_S, RATE, ClipFrame, encode, stills_of
from coach.rtc.simulated import ClipTrack, Reel, SimulatedPatient, ToneTrack
from tests.rtc.page import Page, calling, painted, until

CLIP = Path(__file__).parents[1] / "clips" / "march_hip_drop_front.mp4"


def decoded(frames: list[ClipFrame]) -> list[tuple[int, int]]:
    decoder = av.VideoCodecContext.create("libvpx", "r")
    return [(f.width, f.height) for frame in frames for f in decoder.decode(av.Packet(frame.data))]


def test_each_picture_becomes_one_frame_and_two_a_second_are_key_frames() -> None:
    frames = list(encode(painted(60)))
    assert [f.t for f in frames] == pytest.approx([n / RATE for n in range(60)])
    keys = [f.t for f in frames if f.key]
    assert keys[0] == 0.0
    assert all(b - a == pytest.approx(KEY_EVERY_S, abs=0.05) for a, b in pairwise(keys))
    assert decoded(frames) == [(160, 120)] * 60


def test_a_video_file_begins_with_its_first_picture_held() -> None:
    stills = stills_of(CLIP, 0.5)
    first = [next(stills) for _ in range(16)]
    assert [s.t for s in first] == pytest.approx([n / RATE for n in range(16)], abs=0.002)
    assert all((s.rgb == first[0].rgb).all() for s in first)
    moving = [next(stills) for _ in range(30)]
    assert not (moving[-1].rgb == first[0].rgb).all()
    assert moving[0].t > first[-1].t


async def frames_of(reel: Reel, count: int) -> list[ClipFrame]:
    return [await reel.next() for _ in range(count)]


async def test_a_looped_reel_begins_again_with_its_first_key_frame_and_time_goes_on() -> None:
    reel = Reel(encode(painted(20)), loop=True)
    frames = await frames_of(reel, 50)
    reel.close()
    assert [f.t for f in frames] == pytest.approx([n / RATE for n in range(50)])
    assert frames[20].key
    assert frames[20].data == frames[0].data
    assert decoded(frames) == [(160, 120)] * 50


async def test_a_reel_played_once_stays_at_its_end() -> None:
    reel = Reel(encode(painted(60)), loop=False)
    frames = await frames_of(reel, 150)
    reel.close()
    assert [f.t for f in frames] == pytest.approx([n / RATE for n in range(150)])
    assert frames[0].data not in {f.data for f in frames[60:]}
    assert {f.data for f in frames[60:]} < {f.data for f in frames[20:60]}
    assert decoded(frames) == [(160, 120)] * 150


async def test_the_simulated_patient_is_seen_and_heard() -> None:
    async with calling() as call:
        patient = SimulatedPatient(CLIP, slots=1, lead_in=0.5)
        peer = await call.join(patient, call.peer())
        frames = call.frames[peer]
        await until(lambda: len(frames) >= 20, "frames")
        await until(lambda: peer.microphone.received_packets > 20, "sound")
        decoder = av.VideoCodecContext.create("libvpx", "r")
        picture = decoder.decode(av.Packet(frames[0].data))[0]
        assert (picture.width, picture.height) == (640, 480)


async def test_a_clip_that_is_no_video_is_named(tmp_path: Path) -> None:
    note = tmp_path / "note.mp4"
    note.write_text("not a video")
    patient = SimulatedPatient(note, slots=1)
    with pytest.raises(VideoUnreadable, match=r"note\.mp4"):
        await patient.offer()
    await patient.close()


async def test_others_are_received_without_being_decoded() -> None:
    async with calling() as call:
        patient = SimulatedPatient(CLIP, slots=1, lead_in=0.0)
        peer = await call.join(patient, call.peer())
        _, therapist = await call.patient()
        peer.watch(0, therapist)
        await until(lambda: peer.stats().forwarded > 30, "the therapist's packets")


async def test_tracks_that_were_stopped_give_nothing() -> None:
    video, audio = ClipTrack(Reel(encode(painted(5)), loop=True)), ToneTrack(0.2)
    page = Page(video=video, audio=audio)
    await page.close()
    assert (video.readyState, audio.readyState) == ("ended", "ended")
