"""What is kept of the camera while no process takes it."""

from hypothesis import given
from hypothesis import strategies as st

from coach.pose import held
from coach.pose.held import Held
from coach.types import EncodedFrame


def frame(n: int, *, key: bool, size: int = 1000) -> EncodedFrame:
    return EncodedFrame(t=n / 30, rtp_timestamp=n * 3000, codec="VP8", data=bytes(size), key=key)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, held.LARGEST // 2)), max_size=60))
def test_what_is_held_can_be_decoded_and_is_the_newest_of_it(kinds: list[tuple[bool, int]]) -> None:
    kept = Held()
    frames = [frame(n, key=key, size=size) for n, (key, size) in enumerate(kinds)]
    taken = [kept.put(one) for one in frames]
    left = kept.take()
    assert not left or left[0].key
    assert left == frames[len(frames) - len(left) :]
    assert sum(len(one.data) for one in left) <= held.LARGEST
    assert all(was or not one.key for was, one in zip(taken, frames, strict=True))
    assert kept.take() == []


def test_nothing_is_held_before_a_key_frame() -> None:
    kept = Held()
    assert not kept.put(frame(0, key=False))
    assert kept.put(frame(1, key=True))
    assert kept.put(frame(2, key=False))
    assert len(kept.take()) == 2
