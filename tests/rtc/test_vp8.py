from aiortc.codecs.vpx import VpxPayloadDescriptor
from hypothesis import given
from hypothesis import strategies as st

from coach.rtc.vp8 import read, renumbered
from tests.rtc.payloads import payload


@given(
    picture=st.none() | st.integers(0, 2**15 - 1),
    tl0=st.none() | st.integers(0, 255),
    start=st.booleans(),
    key=st.booleans(),
)
def test_read_agrees_with_aiortc(picture: int | None, tl0: int | None, start: bool, key: bool) -> None:
    data = payload(picture=picture, tl0=tl0, start=start, key=key)
    theirs, rest = VpxPayloadDescriptor.parse(data)
    ours = read(data)
    assert ours is not None
    assert data[ours.size :] == rest
    assert (ours.picture_id, ours.tl0) == (theirs.picture_id, theirs.tl0picidx) == (picture, tl0)
    assert ours.start == start
    assert ours.key == (start and key)


def test_a_later_partition_does_not_start_a_frame() -> None:
    descriptor = read(bytes([0x11, 0x00, 0x00]))
    assert descriptor is not None
    assert not descriptor.start


@given(st.binary(max_size=12))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    descriptor = read(data)
    assert descriptor is None or descriptor.size <= len(data)


def test_nothing_and_half_a_descriptor_are_refused() -> None:
    assert read(b"") is None
    assert read(b"\x90") is None
    assert read(b"\x90\x80\x80") is None
    assert read(b"\x10") is None


@given(
    picture=st.integers(0, 127),
    tl0=st.none() | st.integers(0, 255),
    wide=st.booleans(),
    shift=st.integers(-40000, 40000),
)
def test_renumbering_moves_the_counters_and_nothing_else(
    picture: int, tl0: int | None, wide: bool, shift: int
) -> None:
    data = payload(picture=picture, tl0=tl0, wide=wide)
    before = read(data)
    assert before is not None
    moved = renumbered(data, before, shift, shift)
    after = read(moved)
    assert after is not None
    assert after.picture_id == (picture + shift) % (2**15 if wide else 2**7)
    assert after.tl0 == (None if tl0 is None else (tl0 + shift) % 256)
    assert (after.size, after.start, after.key) == (before.size, before.start, before.key)
    assert renumbered(moved, after, -shift, -shift) == data


def test_renumbering_without_counters_changes_nothing() -> None:
    data = payload()
    descriptor = read(data)
    assert descriptor is not None
    assert renumbered(data, descriptor, 5, 5) == data
