"""streamlit-webrtc's processor path, without Streamlit's page around it: its `AsyncVideoProcessTrack` with a
`VideoProcessorBase`, between the same connections. `python serve_streamlit.py MODEL EXTRA_S`"""

from aiortc import MediaStreamTrack
from av import VideoFrame
from drawn import Drawn
from serve_recipe import Recipe, main
from streamlit_webrtc import VideoProcessorBase
from streamlit_webrtc.process import AsyncVideoProcessTrack


class Processor(VideoProcessorBase):
    def __init__(self, drawn: Drawn) -> None:
        self._drawn = drawn

    def recv(self, frame: VideoFrame) -> VideoFrame:
        drawn = VideoFrame.from_ndarray(self._drawn(frame.to_ndarray(format="bgr24")), format="bgr24")
        return drawn.reformat(format="yuv420p")  # as in serve_recipe


class Streamlit(Recipe):
    def made(self, track: MediaStreamTrack, drawn: Drawn) -> MediaStreamTrack:
        return AsyncVideoProcessTrack(track, Processor(drawn))  # type: ignore[no-any-return]


if __name__ == "__main__":
    main(Streamlit)
