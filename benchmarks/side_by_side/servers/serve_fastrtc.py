"""FastRTC with the same handler, its default way: a picture in, a picture back to the same page.
`python serve_fastrtc.py MODEL EXTRA_S`"""

import asyncio
import sys

from drawn import Drawn
from fastrtc import Stream
from fastrtc.stream import Body
from lines import serve

MODEL, EXTRA_S = sys.argv[1], float(sys.argv[2])
sessions: dict[int, Drawn] = {}
streams: list[Stream] = []


async def answer(session: int, _role: str, sdp: str) -> str:
    sessions[session] = drawn = Drawn(MODEL, EXTRA_S)

    def handler(picture):  # type: ignore[no-untyped-def]
        return drawn(picture)

    stream = Stream(
        handler=handler, modality="video", mode="send-receive", server_rtc_configuration={"iceServers": []}
    )
    streams.append(stream)
    reply = await stream.offer(Body(sdp=sdp, type="offer", webrtc_id=str(session)))
    stream.set_input(str(session), None)  # until then pictures go back as they came
    return str(reply["sdp"])


def figures() -> list[dict[str, int]]:
    return [{"analysed": one.analysed, "found": one.found} for one in sessions.values()]


if __name__ == "__main__":
    asyncio.run(serve(answer, figures))
