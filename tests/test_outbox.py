"""What waits for a slow line: bounded, newest landmarks first to live, messages never lost in silence."""

import asyncio

from coach.rtc.outbox import LANDMARKS, MESSAGES, TOO_SLOW, Outbox


class SlowLine:
    """Takes nothing until it is opened; remembers what it was given."""

    def __init__(self, *, broken: bool = False) -> None:
        self.opened = asyncio.Event()
        self.sent: list[str | bytes] = []
        self.closed: tuple[int, str] | None = None
        self.broken = broken

    async def send_text(self, text: str) -> None:
        await self._send(text)

    async def send_bytes(self, data: bytes) -> None:
        await self._send(data)

    async def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)

    async def _send(self, what: str | bytes) -> None:
        await self.opened.wait()
        if self.broken:
            raise ConnectionError
        self.sent.append(what)


async def test_everything_arrives_in_order_on_a_quick_line() -> None:
    line = SlowLine()
    line.opened.set()
    outbox = Outbox(line)
    for n in range(50):
        outbox.put_text(str(n))
    outbox.close(1000, "done")
    await outbox.closed()
    assert line.sent == [str(n) for n in range(50)]
    assert line.closed == (1000, "done")


async def test_a_slow_line_gets_only_the_newest_landmarks_and_every_message() -> None:
    line = SlowLine()
    outbox = Outbox(line)
    outbox.put_text("first")
    await asyncio.sleep(0)
    for n in range(100):
        outbox.put_landmarks(bytes([n]))
    outbox.put_text("last")
    line.opened.set()
    outbox.close(1000, "")
    await outbox.closed()
    skeletons = [sent for sent in line.sent if isinstance(sent, bytes)]
    assert skeletons == [bytes([n]) for n in range(100 - LANDMARKS, 100)]
    assert [sent for sent in line.sent if isinstance(sent, str)] == ["first", "last"]


async def test_a_line_that_takes_nothing_is_closed_instead_of_growing() -> None:
    line = SlowLine()
    outbox = Outbox(line)
    for _ in range(MESSAGES + 2):
        outbox.put_text("x")
    line.opened.set()
    await outbox.closed()
    assert line.closed is not None
    assert line.closed[0] == TOO_SLOW
    assert len(line.sent) <= 2


async def test_a_line_that_broke_ends_quietly() -> None:
    line = SlowLine(broken=True)
    line.opened.set()
    outbox = Outbox(line)
    outbox.put_text("x")
    await outbox.closed()
    outbox.put_text("y")
    assert line.sent == []
