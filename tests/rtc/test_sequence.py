from hypothesis import given
from hypothesis import strategies as st

from coach.rtc.sequence import Unwrapper, distance


@given(start=st.integers(0, 65535), steps=st.lists(st.integers(-32768, 32767), max_size=60))
def test_counts_on_past_every_wrap(start: int, steps: list[int]) -> None:
    unwrap = Unwrapper(16)
    count = unwrap(start)
    assert count == start
    for step in steps:
        count += step
        assert unwrap(count % 65536) == count


@given(a=st.integers(0, 255), b=st.integers(0, 255))
def test_distance_is_the_short_way(a: int, b: int) -> None:
    steps = distance(a, b, 256)
    assert -128 <= steps <= 127
    assert (a + steps) % 256 == b
