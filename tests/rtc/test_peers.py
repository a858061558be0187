"""Real peers in one process over loopback: server and pages, no browser."""

import asyncio
import logging
import threading
import time
from itertools import pairwise

import pytest
from aiortc import RTCRtpReceiver

from coach.rtc.media_clock import MediaClock
from coach.rtc.peer import NEVER_CONNECTED
from coach.rtc.simulated import SimulatedBrowser
from coach.types import EncodedFrame
from tests.rtc.page import Page, calling, camera, until


def offsets(seen: list[EncodedFrame], sent: list[EncodedFrame]) -> set[int]:
    stamps = {f.data: {g.rtp_timestamp for g in sent if g.data == f.data} for f in seen}
    return {min(abs(f.rtp_timestamp - s) for s in stamps[f.data]) for f in seen if stamps[f.data]}


def steps(frames: list[EncodedFrame]) -> set[int]:
    """Distances between neighbours, in frames of 1/30 s."""
    pairs = pairwise(frames)
    return {round(((b.rtp_timestamp - a.rtp_timestamp) & 0xFFFFFFFF) / 3000) for a, b in pairs}


async def test_a_viewer_gets_the_same_frames_with_the_same_timestamps_and_misses_none() -> None:
    async with calling() as call:
        _, patient = await call.patient()
        page, viewer = await call.therapist()
        viewer.watch(0, patient)
        seen = page.shown[0].frames
        await until(lambda: len(seen) >= 90, "90 frames at the viewer")
        sent = call.frames[patient]
        assert {f.data for f in seen[:80]} <= {f.data for f in sent}
        assert offsets(seen[:80], sent) == {0}
        assert steps(seen) == steps(sent) == {1}
        assert seen[0].key
        stats = patient.stats()
        assert (stats.lost, stats.given_up) == (0, 0)
        assert stats.remb is not None
        assert viewer.stats().forwarded > 90


async def test_frames_carry_session_time_from_the_timestamps() -> None:
    async with calling() as call:
        _, patient = await call.patient()
        frames = call.frames[patient]
        await until(lambda: len(frames) >= 30, "30 frames")
        assert frames[0].t == 0.0
        assert frames[0].key
        ticks = (frames[29].rtp_timestamp - frames[0].rtp_timestamp) & 0xFFFFFFFF
        assert frames[29].t == pytest.approx(ticks / 90_000, abs=1e-6)


async def test_sound_is_forwarded_with_its_timestamps() -> None:
    async with calling() as call:
        _, patient = await call.patient()
        page, viewer = await call.therapist()
        viewer.watch(0, patient)
        packets = page.shown[0].sound.packets
        await until(lambda: len(packets) >= 50, "a second of sound")
        numbers = [p.sequence_number for p in packets]
        assert numbers == [(numbers[0] + n) & 0xFFFF for n in range(len(packets))]
        assert {(b.timestamp - a.timestamp) & 0xFFFFFFFF for a, b in pairwise(packets)} == {960}


async def test_an_ordinary_aiortc_receiver_decodes_what_is_forwarded() -> None:
    async with calling() as call:
        _, patient = await call.patient()
        stock = SimulatedBrowser(video=None, audio=None, slots=0)
        for kind in ("audio", "video"):
            stock.pc.addTransceiver(kind, "recvonly")
        viewer = await call.join(stock, call.peer())
        viewer.watch(0, patient)
        receiver = stock.pc.getTransceivers()[3].receiver
        assert isinstance(receiver, RTCRtpReceiver)
        shapes = {(f.width, f.height) for f in [await receiver.track.recv() for _ in range(20)]}  # type: ignore[union-attr]
        assert shapes == {(160, 120)}


async def test_key_frame_requests_pass_upstream_throttled() -> None:
    async with calling() as call:
        source, patient = await call.patient()
        page, viewer = await call.therapist()
        viewer.watch(0, patient)
        await until(lambda: len(page.shown[0].frames) > 5, "a picture")
        before = source.key_frames_wanted
        for _ in range(10):
            page.shown[0].picture.request_key_frame()
            patient.request_key_frame()
        await until(lambda: source.key_frames_wanted > before, "a request at the camera")
        await until(lambda: patient.stats().plis == source.key_frames_wanted, "all requests arrived")
        assert source.key_frames_wanted - before <= 4  # repeated each 0.3 s until a key frame began


async def test_the_slowest_viewer_limits_the_camera() -> None:
    async with calling() as call:
        source, patient = await call.patient()
        slow, viewer = await call.therapist(takes=250_000)
        fast, other = await call.therapist()
        viewer.watch(0, patient)
        other.watch(0, patient)
        await until(lambda: len(slow.shown[0].frames) > 5 < len(fast.shown[0].frames), "pictures")
        await until(lambda: slow.shown[0].picture.told == 250_000, "its first limit")
        assert (patient.stats().remb or 0) > 250_000, "not cut yet, so it may be only what is sent"
        slow.shown[0].take(210_000)
        await until(lambda: (patient.stats().remb or 10**9) <= 210_000, "the slowest limit told")
        assert (patient.stats().remb or 0) >= 200_000
        viewer.watch(0, None)
        assert (patient.camera.limits.lowest(time.monotonic()) or 10**9) > 210_000
        await until(lambda: (patient.stats().remb or 0) > 210_000, "the limit lifted with the viewer gone")
        assert source.connected.is_set()


async def test_a_slot_changes_hands_without_a_gap() -> None:
    async with calling() as call:
        _, first = await call.patient()
        _, second = await call.patient()
        page, viewer = await call.therapist()
        shown = page.shown[0]
        viewer.watch(0, first)
        await until(lambda: len(shown.frames) > 10 and len(shown.sound.packets) > 10, "the first one")
        viewer.watch(0, second)
        seconds = {f.rtp_timestamp for f in call.frames[second]}

        def shows_second() -> bool:
            seconds.update(f.rtp_timestamp for f in call.frames[second])
            return sum(f.rtp_timestamp in seconds for f in shown.frames) > 10

        await until(shows_second, "the second one")
        change = next(n for n, f in enumerate(shown.frames) if f.rtp_timestamp in seconds)
        assert shown.frames[change].key
        stats = shown.picture
        assert (stats.lost, stats.nacks, stats.given_up) == (0, 0, 0)
        packets = shown.sound.packets
        numbers = [p.sequence_number for p in packets]
        assert numbers == [(numbers[0] + n) & 0xFFFF for n in range(len(numbers))]
        sound_steps = [(b.timestamp - a.timestamp) & 0xFFFFFFFF for a, b in pairwise(packets)]
        assert sum(step != 960 for step in sound_steps) <= 1
        assert all(0 < step < 48_000 * 10 for step in sound_steps)
        viewer.watch(0, None)
        await asyncio.sleep(0.1)
        count = viewer.stats().forwarded
        await until(lambda: len(call.frames[second]) > len(shown.frames), "more frames")
        assert viewer.stats().forwarded == count


async def test_watching_before_either_end_is_up_works_when_both_are() -> None:
    async with calling() as call:
        viewer, patient = call.peer(), call.peer()
        viewer.watch(0, patient)
        page = Page()
        await call.join(page, viewer)
        await call.join(Page(video=camera()), patient)
        await until(lambda: len(page.shown[0].frames) > 5, "a picture")


async def test_someone_without_camera_and_microphone_is_answered_and_sees() -> None:
    async with calling() as call:
        _, patient = await call.patient()
        page, viewer = await call.therapist(slots=3)
        viewer.watch(2, patient)
        await until(lambda: len(page.shown[2].frames) > 5, "a picture in the third slot")
        assert not page.shown[0].frames
        assert viewer.stats().received == 0


async def test_the_clock_goes_on_with_a_new_connection() -> None:
    clock = MediaClock()
    async with calling() as call:
        page, first = await call.patient(clock=clock)
        await until(lambda: len(call.frames[first]) > 10, "frames")
        await first.close()
        await page.close()
        last = call.frames[first][-1].t
        _, again = await call.patient(clock=clock)
        await until(lambda: len(call.frames[again]) > 10, "frames again")
        times = [f.t for f in call.frames[again]]
        assert last < times[0] < last + 60
        assert times == sorted(times)


async def test_one_that_never_connects_is_freed() -> None:
    async with calling() as call:
        peer, page = call.peer(timeout=0.2), Page()
        call.pages.append(page)
        await peer.answer(await page.offer())
        await until(lambda: bool(call.closed), "given up")
        assert call.closed == [NEVER_CONNECTED]
        assert peer.ended
        await peer.close()
        assert call.closed == [NEVER_CONNECTED]


async def test_one_who_leaves_is_noticed_once_and_their_viewers_are_let_go() -> None:
    async with calling() as call:
        source, patient = await call.patient()
        page, viewer = await call.therapist()
        viewer.watch(0, patient)
        await until(lambda: len(page.shown[0].frames) > 5, "a picture")
        await source.close()
        await until(lambda: call.closed == ["left"], "noticed")
        assert not patient.camera.viewers
        viewer.watch(0, patient)
        assert not patient.camera.viewers
        assert viewer.stats().connected


async def test_closed_connections_leave_no_task_and_no_thread(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    threads = set(threading.enumerate())
    async with calling() as call:
        _, patient = await call.patient()
        page, viewer = await call.therapist()
        viewer.watch(0, patient)
        await until(lambda: len(page.shown[0].frames) > 5, "a picture")
        assert not [t for t in set(threading.enumerate()) - threads if "decoder" in t.name]
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    await until(lambda: all(t.done() for t in tasks), "all tasks ended")
    await until(
        lambda: not [t for t in set(threading.enumerate()) - threads if t.name.startswith("clip")], "threads"
    )
    spoken = [r for r in caplog.records if r.name.split(".")[0] in ("coach", "aiortc", "aioice")]
    assert spoken == []
