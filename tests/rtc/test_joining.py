from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coach.rtc.joining import TOO_OLD, PictureLine, SequenceLine, TimeLine
from coach.rtc.vp8 import read
from tests.rtc.payloads import payload

STREAMS = st.lists(st.tuples(st.integers(0, 65535), st.integers(1, 300)), min_size=1, max_size=6)


@given(streams=STREAMS, first=st.integers(0, 32767))
def test_streams_are_strung_together_without_a_gap(streams: list[tuple[int, int]], first: int) -> None:
    line, out = SequenceLine(first), []
    for start, count in streams:
        line.restart()
        out += [line.place((start + n) & 0xFFFF) for n in range(count)]
    assert out == [(first + n) & 0xFFFF for n in range(len(out))]


@given(start=st.integers(0, 65535), gap=st.integers(1, 100))
def test_what_is_missing_stays_missing_until_it_comes(start: int, gap: int) -> None:
    line = SequenceLine(7)
    assert line.place(start) == 7
    assert line.place((start + gap + 1) & 0xFFFF) == 7 + gap + 1
    assert line.place((start + gap) & 0xFFFF) == 7 + gap


def test_what_is_from_before_or_too_old_is_not_sent() -> None:
    line = SequenceLine(0)
    line.place(100)
    assert line.place(99) is None
    line.place(100 + TOO_OLD + 10)
    assert line.place(101) is None
    assert line.place(111) == 11


@given(
    first=st.integers(0, 2**15 - 1),
    second=st.integers(0, 2**15 - 1),
    tl0=st.tuples(st.integers(0, 255), st.integers(0, 255)),
    counts=st.tuples(st.integers(1, 40), st.integers(1, 40)),
)
def test_picture_ids_go_on_where_another_stream_takes_over(
    first: int, second: int, tl0: tuple[int, int], counts: tuple[int, int]
) -> None:
    line, out = PictureLine(), []
    for picture, level, count in ((first, tl0[0], counts[0]), (second, tl0[1], counts[1])):
        line.restart()
        for n in range(count):
            data = payload(picture=(picture + n) % 2**15, tl0=(level + n) % 256)
            descriptor = read(data)
            assert descriptor is not None
            out.append(read(line.place(data, descriptor)))
    pictures = [d.picture_id for d in out if d is not None and d.picture_id is not None]
    levels = [d.tl0 for d in out if d is not None and d.tl0 is not None]
    assert pictures[0] == first
    assert {(b - a) % 2**15 for a, b in pairwise(pictures)} <= {1}
    assert {(b - a) % 256 for a, b in pairwise(levels)} <= {1}


def test_the_first_stream_goes_through_unchanged() -> None:
    data = payload(picture=5, tl0=None)
    descriptor = read(data)
    assert descriptor is not None
    assert PictureLine().place(data, descriptor) is data


@given(first=st.integers(0, 2**32 - 1), second=st.integers(0, 2**32 - 1), away=st.floats(0, 100))
def test_a_microphones_timestamps_go_on_by_the_time_that_passed(first: int, second: int, away: float) -> None:
    line = TimeLine(48_000)
    line.restart()
    assert line.place(first, 1.0) == (first, False)
    line.restart()
    timestamp, restarted = line.place(second, 1.0 + away)
    assert restarted
    passed = (timestamp - first) & 0xFFFFFFFF
    assert abs(passed - max(1, away * 48_000)) <= 1
    assert line.place((second + 960) & 0xFFFFFFFF, 2.0 + away) == ((timestamp + 960) & 0xFFFFFFFF, False)
