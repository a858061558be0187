"""The recording of a call: killed at any moment, out of disk, out of step, cut and joined."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import av
import pytest

from coach.rtc.opus import SILENCE, length_ms
from coach.rtc.record import QUEUE_BYTES, TICK_S, Closed, FilmWriter, Opened, Part, SoundLine, Stopped, Told
from coach.store.tape import TapeReader, TapeWriter
from coach.store.webm import AUDIO, VIDEO, Block, finish, is_open
from tests import truth
from tests.films import SECONDS, blocks, decoded
from tests.small_disk import fill, need_small, small_disk

LOST_MS = 1000
"""At most so much of every track may be lost by a crash."""
GRANULE_MS = 40
PART = Part("patient", 0.0)


def killed_after(folder: Path, seconds: float) -> dict[int, int]:
    """Films in a process of its own, kills it, and gives the newest time handed over, by track."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.films", str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    lines = [child.stdout.readline()]
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGKILL)
    lines += child.stdout.read().splitlines()
    child.wait()
    child.stdout.close()
    told = [line.split() for line in lines]
    return {int(track): int(ms) for track, ms in (pair for pair in told if len(pair) == 2)}


@pytest.mark.parametrize("seed", range(3))
def test_kill_9_loses_less_than_a_second_of_every_track(tmp_path: Path, seed: int) -> None:
    given = killed_after(tmp_path, 1.0 + 1.5 * random.Random(seed).random())
    path = tmp_path / "patient-001.webm"
    for again in (False, True):  # as the crash left it, and made whole
        for track in (VIDEO, AUDIO):
            seen = decoded(path, "video" if track == VIDEO else "audio")
            assert seen[0] == 0
            assert given[track] - seen[-1] <= LOST_MS
            assert max(b - a for a, b in pairwise(seen)) <= GRANULE_MS
        assert again or finish(path) is not None


def test_a_full_disk_leaves_what_was_written(tmp_path: Path) -> None:
    limit = 60_000
    run = [sys.executable, "-m", "tests.films", str(tmp_path), str(limit)]
    said = subprocess.run(run, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said[-1] == "disk_failed"
    path = tmp_path / "patient-001.webm"
    assert path.stat().st_size <= limit
    assert not is_open(path)
    seen = decoded(path, "video")
    assert seen == [b.ms for b in blocks(SECONDS) if b.track == VIDEO][: len(seen)]
    assert len(seen) > 30


def filmed(
    folder: Path, work: Callable[[FilmWriter], None], *, least_free: int = 0
) -> tuple[list[Told], FilmWriter]:
    told: list[Told] = []
    writer = FilmWriter(folder, told.append, least_free=least_free)
    work(writer)
    writer.close()
    return told, writer


def test_on_a_disk_that_is_really_full_the_film_ends_whole_and_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4) as disk:
        need_small(disk)
        fill(disk, but=32_000)

        def work(writer: FilmWriter) -> None:
            film(writer, blocks(SECONDS))

        told, _ = filmed(disk, work)
        assert told[-1] == Stopped(reason="disk_failed")
        whole(disk / "patient-001.webm")


def test_the_guard_leaves_the_disk_to_the_rest_of_the_call(tmp_path: Path) -> None:
    """What it kept free still takes a tape."""
    with small_disk(tmp_path / "disk", 4) as disk:
        need_small(disk)
        fill(disk, but=1_100_000)

        def work(writer: FilmWriter) -> None:
            film(writer, blocks(1))
            fill(disk, but=900_000)  # something else takes room
            film(writer, [b._replace(ms=b.ms + 1000) for b in blocks(SECONDS)])

        told, _ = filmed(disk, work, least_free=1_000_000)
        assert told[-1] == Stopped(reason="disk_low")
        whole(disk / "patient-001.webm")
        poses = list(truth.poses("sts_clean_45"))
        tape = TapeWriter(disk / "a.tape")
        for pose in poses:
            tape.accept(pose, ())
        tape.close()
        assert list(TapeReader(disk / "a.tape")) == poses


def film(writer: FilmWriter, call: list[Block]) -> None:
    """At its pace, as far as the disk takes it; the caller is never stopped."""
    part = PART
    for n in range(0, len(call), 60):
        for block in call[n : n + 60]:
            writer.put(part, block)
        time.sleep(TICK_S + 0.1)


def whole(path: Path) -> None:
    """Finished, and every picture of its beginning decodes."""
    assert not is_open(path)
    seen = decoded(path, "video")
    assert len(seen) > 20
    assert seen == [round(n * 1000 / 30) for n in range(len(seen))]


def test_two_parts_of_one_participant_are_two_films(tmp_path: Path) -> None:
    call = blocks(1)

    def work(writer: FilmWriter) -> None:
        for part in (Part("patient", 3.0), Part("patient", 9.0)):
            for block in call:
                assert writer.put(part, block)
            writer.end(part)

    told, _ = filmed(tmp_path, work)
    films = [t.film for t in told if isinstance(t, Closed)]
    assert [(film.path.name, film.started_t) for film in films if film] == [
        ("patient-001.webm", 3.0),
        ("patient-002.webm", 9.0),
    ]
    assert [type(t) for t in told] == [Opened, Opened, Closed, Closed]


def test_a_disk_that_is_nearly_full_stops_the_recording_before_it_begins(tmp_path: Path) -> None:
    def work(writer: FilmWriter) -> None:
        part = Part("patient", 0.0)
        deadline = time.monotonic() + 20
        while writer.put(part, Block(VIDEO, 0, True, b"x")) and time.monotonic() < deadline:
            time.sleep(0.05)

    told, _ = filmed(tmp_path, work, least_free=1 << 62)
    assert told == [Stopped(reason="disk_low")]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_stops_the_recording_and_nothing_else(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")

    def work(writer: FilmWriter) -> None:
        writer.put(Part("patient", 0.0), blocks(0.2)[0])

    told, writer = filmed(blocked, work)
    assert told == [Stopped(reason="disk_failed")]
    assert not writer.put(Part("patient", 0.0), blocks(0.2)[0])


def test_a_full_queue_drops_what_comes(tmp_path: Path) -> None:
    def work(writer: FilmWriter) -> None:
        part, size = Part("patient", 0.0), QUEUE_BYTES // 3
        big = [Block(VIDEO, n, True, bytes(size)) for n in range(30)]
        assert not all(writer.put(part, block) for block in big)

    _, writer = filmed(tmp_path, work)
    assert writer.dropped > 0


def sound(*times: int) -> list[Block]:
    return [Block(AUDIO, ms, True, SILENCE) for ms in times]


def test_sound_in_a_row_stays_as_it_is() -> None:
    line = SoundLine()
    assert line.placed(sound(5, 25, 45), 60) == sound(5, 25, 45)
    assert line.placed(sound(66, 85), 90) == sound(66, 85)


def test_packets_that_come_twice_or_too_late_are_left_out() -> None:
    line = SoundLine()
    assert line.placed(sound(0, 0, 20), 40) == sound(0, 20)
    assert line.placed(sound(20, 40), 60) == sound(40)


def test_what_is_missing_is_silence_so_that_the_line_has_no_hole() -> None:
    line = SoundLine()
    line.placed(sound(0), 20)
    out = line.placed(sound(105), 120)
    assert [b.ms for b in out] == [20, 40, 60, 80, 105]
    assert [b.ms for b in line.placed([], 3000)] == list(range(125, 1985, 20))


@pytest.mark.parametrize(
    ("packet", "ms"),
    [
        (b"", 0),
        (b"\x03", 0),
        (SILENCE, 20),
        (b"\x08", 20),
        (b"\x80\x00", 2.5),
        (b"\x0b\x03\x00", 60),
        (b"\x1b\x3f\x00", 0),
    ],
)
def test_the_length_of_a_packet(packet: bytes, ms: float) -> None:
    assert length_ms(packet) == ms


def test_silence_decodes_to_20_ms_of_nothing() -> None:
    decoder = av.AudioCodecContext.create("opus", "r")
    frames = [f for _ in range(3) for f in decoder.decode(av.Packet(SILENCE))]
    assert {f.samples for f in frames} == {960}
    assert not any(f.to_ndarray().any() for f in frames)
