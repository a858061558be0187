"""The socket's messages: the same whole or in crumbs, and nonsense is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.pose import wire
from coach.pose.wire import Kind, Message, OutOfStep, Unpacker
from coach.types import EncodedFrame

messages = st.builds(
    Message,
    kind=st.sampled_from(Kind),
    stream=st.integers(0, 2**32 - 1),
    payload=st.binary(max_size=300),
)


@given(st.lists(messages, max_size=8), st.lists(st.integers(1, 40), min_size=1, max_size=20))
def test_messages_come_out_the_same_in_any_crumbs(sent: list[Message], sizes: list[int]) -> None:
    data = b"".join(wire.pack(m.kind, m.stream, m.payload) for m in sent)
    unpacker, received, i = Unpacker(), list[Message](), 0
    while data:
        size = sizes[i % len(sizes)]
        received += unpacker.feed(data[:size])
        data, i = data[size:], i + 1
    assert received == sent


@given(
    st.builds(
        EncodedFrame,
        t=st.floats(0, 1e6),
        rtp_timestamp=st.integers(0, 2**32 - 1),
        codec=st.just("VP8"),
        data=st.binary(max_size=200),
        key=st.booleans(),
    ),
    st.booleans(),
)
def test_a_frame_comes_out_the_same(frame: EncodedFrame, due: bool) -> None:
    (message,) = Unpacker().feed(wire.pack_frame(7, frame, due=due))
    assert (message.kind, message.stream) == (Kind.FRAME, 7)
    assert wire.unpack_frame(message.payload) == (frame, due)


def test_opening_carries_the_memory() -> None:
    (message,) = Unpacker().feed(wire.pack_open(3, b"remembered"))
    assert (message.kind, message.payload) == (Kind.OPEN, b"remembered")


def test_a_choice_carries_its_place() -> None:
    (message,) = Unpacker().feed(wire.pack_choice(3, 0.25, 0.75))
    assert (message.kind, wire.unpack_choice(message.payload)) == (Kind.CHOOSE, (0.25, 0.75))


@pytest.mark.parametrize("data", [b"\xff" * 9, b"\x05\0\0\0\x63\0\0\0\0", b"\0" * 9])
def test_nonsense_is_noticed(data: bytes) -> None:
    with pytest.raises(OutOfStep):
        list(Unpacker().feed(data))


@pytest.mark.parametrize("wanted", [True, False])
def test_hands_are_asked_for(wanted: bool) -> None:
    (message,) = Unpacker().feed(wire.pack_hands(3, wanted))
    assert (message.kind, wire.unpack_hands(message.payload)) == (Kind.HANDS, wanted)
