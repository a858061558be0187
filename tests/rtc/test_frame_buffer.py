from collections.abc import Collection
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coach.rtc.frame_buffer import CAPACITY, Frame, FrameBuffer, Part


def stream(
    sizes: list[int], *, first: int = 0, keys: Collection[int] = (0,), marked: bool = True
) -> list[list[Part]]:
    """Frames of so many packets each, every packet with data of its own."""
    frames, seq = [], first
    for n, size in enumerate(sizes):
        frames.append(
            [
                Part(
                    seq + k,
                    n * 3000,
                    marked and k == size - 1,
                    k == 0,
                    k == 0 and n in keys,
                    b"%d.%d|" % (n, k),
                )
                for k in range(size)
            ]
        )
        seq += size
    return frames


def whole(frames: list[list[Part]]) -> list[Frame]:
    return [Frame(f[0].timestamp, f[0].key, b"".join(p.data for p in f)) for f in frames]


def fed(buffer: FrameBuffer, parts: list[Part]) -> list[Frame]:
    return [frame for part in parts for frame in buffer.add(part)]


SIZES = st.lists(st.integers(1, 6), min_size=1, max_size=25)


@given(sizes=SIZES)
def test_each_frame_comes_out_with_its_last_packet(sizes: list[int]) -> None:
    buffer = FrameBuffer()
    for frame in stream(sizes):
        assert fed(buffer, frame[:-1]) == []
        assert buffer.add(frame[-1]) == whole([frame])


@given(sizes=SIZES, data=st.data())
def test_shuffled_packets_give_the_same_frames(sizes: list[int], data: st.DataObject) -> None:
    frames = stream(sizes)
    parts = data.draw(st.permutations([p for f in frames for p in f]))
    assert fed(FrameBuffer(), parts) == whole(frames)


@given(sizes=SIZES, data=st.data())
def test_packets_that_come_twice_change_nothing(sizes: list[int], data: st.DataObject) -> None:
    frames = stream(sizes)
    parts = [p for f in frames for p in f]
    again = data.draw(st.lists(st.sampled_from(parts), max_size=20))
    assert fed(FrameBuffer(), data.draw(st.permutations(parts + again))) == whole(frames)


@given(sizes=SIZES, data=st.data())
def test_what_comes_out_is_what_went_in_in_order_whatever_is_lost(
    sizes: list[int], data: st.DataObject
) -> None:
    keys = {0} | data.draw(st.sets(st.sampled_from(range(len(sizes)))))
    frames = stream(sizes, keys=keys)
    lost = data.draw(st.sets(st.sampled_from([p.seq for f in frames for p in f])))
    buffer, out = FrameBuffer(), []
    for part in (p for f in frames for p in f if p.seq not in lost):
        out += buffer.add(part)
        if buffer.next_seq in lost:
            buffer.give_up()
    expected = whole(frames)
    places = [expected.index(frame) for frame in out]
    assert places == sorted(set(places))
    for before, after in pairwise(places):
        assert after == before + 1 or out[places.index(after)].key
    assert not out or out[0].key


@given(sizes=SIZES)
def test_a_missing_packet_holds_back_until_it_comes(sizes: list[int]) -> None:
    frames = stream([2, *sizes])
    late = frames[0][1]
    parts = [p for f in frames for p in f if p is not late]
    buffer = FrameBuffer()
    assert fed(buffer, parts) == []
    assert buffer.add(late) == whole(frames)


def test_after_giving_up_the_next_key_frame_comes_at_once_and_nothing_older() -> None:
    frames = stream([1, 2, 2, 2], keys={0, 2})
    buffer = FrameBuffer()
    assert fed(buffer, frames[0]) == whole(frames[:1])
    assert buffer.add(frames[1][0]) == []
    buffer.give_up()
    assert buffer.next_seq is None
    assert fed(buffer, frames[2]) == whole(frames[2:3])
    assert buffer.add(frames[1][1]) == []
    assert fed(buffer, frames[0]) == []
    assert fed(buffer, frames[3]) == whole(frames[3:])


def test_an_old_key_frame_that_comes_again_is_not_shown_again() -> None:
    frames = stream([1, 1, 1], keys={0, 2})
    buffer = FrameBuffer()
    fed(buffer, frames[0] + frames[1])
    buffer.give_up()
    assert fed(buffer, frames[0]) == []
    assert fed(buffer, frames[2]) == whole(frames[2:])


def test_a_leap_goes_to_the_key_frame_ahead_and_nowhere_else() -> None:
    frames = stream([1, 2, 2, 1], keys={0, 2})
    buffer = FrameBuffer()
    fed(buffer, frames[0])
    buffer.add(frames[1][0])
    assert buffer.leap() == []
    assert buffer.next_seq == 1
    assert fed(buffer, frames[2]) == []
    assert buffer.leap() == whole(frames[2:3])
    assert fed(buffer, frames[3]) == whole(frames[3:])


def test_a_stream_that_begins_in_the_middle_waits_for_a_key_frame() -> None:
    frames = stream([2, 2, 1], keys={1})
    assert fed(FrameBuffer(), [p for f in frames for p in f]) == whole(frames[1:])


def test_padding_between_frames_is_passed_over() -> None:
    one, two = stream([1, 2])
    padding = Part(1, 0, False, False, False, b"")
    two = [p._replace(seq=p.seq + 1) for p in two]
    assert fed(FrameBuffer(), [*one, padding, *two]) == whole([one, two])


@given(sizes=SIZES)
def test_without_markers_the_next_timestamp_ends_a_frame(sizes: list[int]) -> None:
    frames = stream(sizes, marked=False)
    assert fed(FrameBuffer(), [p for f in frames for p in f]) == whole(frames[:-1])


def test_a_packet_lost_for_good_does_not_fill_the_memory() -> None:
    frames = stream([1, *[1] * (3 * CAPACITY)], keys={0, 2 * CAPACITY})
    buffer = FrameBuffer()
    del frames[1]
    out = fed(buffer, [p for f in frames for p in f])
    assert out[0].key
    assert out[1].key
    assert out[1].timestamp == 2 * CAPACITY * 3000
    assert len(buffer._parts) <= CAPACITY


def test_a_broken_frame_is_dropped_with_those_after_it_until_a_key_frame() -> None:
    frames = stream([1, 1, 1, 1], keys={0, 3})
    frames[1][0] = frames[1][0]._replace(start=False)
    out = fed(FrameBuffer(), [p for f in frames for p in f])
    assert out == whole([frames[0], frames[3]])
