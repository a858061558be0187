"""The common recipe: aiortc, a track whose `recv` runs MediaPipe on every picture and draws into it, a relay
that encodes it again for each viewer. `python serve_recipe.py MODEL EXTRA_S`

One thing is kinder than it is commonly written: the picture is brought into the encoders' format once, in
`recv`. Without that the encoders of three viewers convert the one frame at the same time, and the process
dies in libswscale (seen here with PyAV 18.1)."""

import asyncio
import sys

from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRelay
from av import VideoFrame
from drawn import Drawn
from lines import serve


class PoseTrack(MediaStreamTrack):
    kind = "video"

    def __init__(self, track: MediaStreamTrack, drawn: Drawn) -> None:
        super().__init__()
        self.track, self.drawn = track, drawn

    async def recv(self) -> VideoFrame:
        frame = await self.track.recv()
        drawn = VideoFrame.from_ndarray(self.drawn(frame.to_ndarray(format="bgr24")), format="bgr24")
        drawn = drawn.reformat(format="yuv420p")
        drawn.pts, drawn.time_base = frame.pts, frame.time_base
        return drawn


class Recipe:
    def __init__(self, model: str, extra_s: float) -> None:
        self.model, self.extra_s = model, extra_s
        self.relay = MediaRelay()
        self.drawn: dict[int, Drawn] = {}
        self.tracks: dict[int, MediaStreamTrack] = {}
        self.connections: list[RTCPeerConnection] = []

    async def answer(self, session: int, role: str, sdp: str) -> str:
        pc = RTCPeerConnection(RTCConfiguration([]))
        self.connections.append(pc)
        if role == "patient":
            self.drawn[session] = drawn = Drawn(self.model, self.extra_s)
            pc.on("track", lambda track: self.tracks.__setitem__(session, self.made(track, drawn)))
        else:
            pc.addTrack(self.relay.subscribe(self.tracks[session]))
        await pc.setRemoteDescription(RTCSessionDescription(sdp, "offer"))
        await pc.setLocalDescription(await pc.createAnswer())
        return str(pc.localDescription.sdp)

    def made(self, track: MediaStreamTrack, drawn: Drawn) -> MediaStreamTrack:
        return PoseTrack(track, drawn)

    def figures(self) -> list[dict[str, int]]:
        return [{"analysed": one.analysed, "found": one.found} for one in self.drawn.values()]


def main(recipe: type[Recipe]) -> None:
    running = recipe(sys.argv[1], float(sys.argv[2]))
    asyncio.run(serve(running.answer, running.figures))


if __name__ == "__main__":
    main(Recipe)
