"""The demo patient's own process: joins a session through its link as a browser does, and exercises.

`python -m coach.rtc.demo_patient WS_ADDRESS CLIP`. The link's code comes on standard input, so that it stands
in no list of processes. Ends with the session.
"""

import asyncio
import contextlib
import ssl
import sys
from pathlib import Path
from typing import TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from coach.rtc.messages import TO_BROWSER, Answer, State, Welcome
from coach.rtc.requests import MAX_TEXT, Hello, Offer, Ping
from coach.rtc.simulated import SimulatedPatient
from coach.rtc.vocabulary import Message

HEARTBEAT_S = 2.0
LEAD_IN_S = 4.0
NAME = "Demo patient"

M = TypeVar("M", bound=Message)


async def exercise(server: str, code: str, clip: Path) -> None:
    """Runs until the session ends or the line drops."""
    async with connect(server, ssl=_trust(server), max_size=16 * MAX_TEXT, proxy=None) as line:
        await line.send(Hello(link=code, name=NAME).model_dump_json())
        welcome = await _hear(line, Welcome)
        patient = SimulatedPatient(clip, slots=welcome.slots, lead_in=LEAD_IN_S)
        beating = asyncio.create_task(_beat(line))
        try:
            await line.send(Offer(sdp=await patient.offer()).model_dump_json())
            await patient.accept((await _hear(line, Answer)).sdp)
            while (await _hear(line, State)).stage != "ended":
                pass
        finally:
            beating.cancel()
            await patient.close()


async def _hear(line: ClientConnection, kind: type[M]) -> M:
    """The next message of this kind; landmarks and all others are passed over."""
    while True:
        text = await line.recv()
        if isinstance(text, str) and isinstance(message := TO_BROWSER.validate_json(text), kind):
            return message


async def _beat(line: ClientConnection) -> None:
    for n in range(2**31):
        await asyncio.sleep(HEARTBEAT_S)
        await line.send(Ping(n=n).model_dump_json())


def _trust(server: str) -> ssl.SSLContext | None:
    """Our own server on this machine: its certificate is of our own making."""
    if not server.startswith("wss:"):
        return None
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def main() -> None:
    server, clip = sys.argv[1:]
    code = sys.stdin.readline().strip()
    with contextlib.suppress(ConnectionClosed, KeyboardInterrupt):
        asyncio.run(exercise(server, code, Path(clip)))


if __name__ == "__main__":
    main()
