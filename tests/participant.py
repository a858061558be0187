"""A participant without a browser: the session's WebSocket as a page speaks it, and media by aiortc."""

import asyncio
import json
import struct
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from coach.rtc.simulated import SimulatedBrowser, SimulatedPatient, ToneTrack
from tests.browser.stage import SIGNED_IN


class Participant:
    """Joins with a link and keeps every message it hears, by type, and when each pose was seen."""

    def __init__(self, port: int, url: str, *, name: str = "", cookie: str | None = None) -> None:
        """`cookie`: of a device that a personal link was opened on; else the therapist's own."""
        self.heard: dict[str, list[dict[str, Any]]] = {}
        self.seen_at: list[float] = []
        """Session time of every pose that arrived, in seconds."""
        self.browser: SimulatedBrowser | None = None
        self._address = f"ws://127.0.0.1:{port}/api/v1/ws"
        self._cookie = cookie or f"coach={SIGNED_IN.get(port, '')}"
        self._hello = {"type": "hello", "link": url.rsplit("/", 1)[1], "name": name}
        self._news = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._line: ClientConnection

    async def __aenter__(self) -> Self:
        self._line = await connect(
            self._address, max_size=None, proxy=None, additional_headers={"cookie": self._cookie}
        )
        await self.send(**self._hello)
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._beat())]
        await self.until(lambda: "welcome" in self.heard, "the welcome")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        if self.browser is not None:
            await self.browser.close()
        await self._line.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def send(self, **message: object) -> None:
        await self._line.send(json.dumps(message))

    async def exercise(self, clip: Path, *, lead_in: float) -> None:
        """Connects a camera that plays the clip once."""
        await self.connect(SimulatedPatient(clip, slots=3, loop=False, lead_in=lead_in))

    async def watch(self) -> None:
        """Connects without camera and microphone."""
        await self.connect(SimulatedBrowser(video=None, audio=None, slots=3))

    async def speak(self) -> None:
        """Connects with a microphone alone."""
        await self.connect(SimulatedBrowser(video=None, audio=ToneTrack(0.2), slots=3))

    async def connect(self, browser: SimulatedBrowser) -> None:
        self.browser = browser
        before = len(self.heard.get("answer", []))
        await self.send(type="offer", sdp=await browser.offer())
        await self.until(lambda: len(self.heard.get("answer", [])) > before, "the answer")
        await browser.accept(self.heard["answer"][-1]["sdp"])
        await asyncio.wait_for(browser.connected.wait(), 20)

    async def hung_up(self) -> None:
        """Waits until the server's end of the line is gone."""
        await asyncio.wait_for(self._line.wait_closed(), 20)

    async def until(self, true: Callable[[], object], what: str, within: float = 20) -> None:
        """Waits for a condition on what was heard."""
        try:
            async with asyncio.timeout(within):
                while not true():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            said = [notice["text"] for notice in self.heard.get("notice", [])]
            raise AssertionError(f"waited {within:.0f} s in vain for {what}; notices: {said}") from None

    @property
    def state(self) -> dict[str, Any]:
        """The newest; empty before the first."""
        return self.heard.get("state", [{}])[-1]

    @property
    def reps(self) -> int:
        return int(self.state.get("reps", 0))

    def codes(self) -> list[str]:
        """Of the notices, in order."""
        return [str(notice["code"]) for notice in self.heard.get("notice", [])]

    async def _listen(self) -> None:
        try:
            async for message in self._line:
                if isinstance(message, bytes):
                    self.seen_at.append(struct.unpack_from("<I", message, 8)[0] / 1000)
                else:
                    self._hear(message)
                self._news.set()
        except ConnectionClosed:
            self._news.set()

    def _hear(self, message: str) -> None:
        read = json.loads(message)
        self.heard.setdefault(read["type"], []).append(read)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(2)
            await self.send(type="ping", n=0)
