"""Real parts for the pose tests: the pruned model, and a clip as a camera's encoder would send it."""

from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType

from coach.pose.model import ready_model
from coach.types import EncodedFrame

CLIPS = Path(__file__).parents[1] / "clips"
FPS = 30
KEY_EVERY = 30


@pytest.fixture(scope="session")
def pruned(model: Path) -> Path:
    return ready_model(cache=model.parent)


@pytest.fixture(scope="session")
def camera() -> list[EncodedFrame]:
    """Three seconds of a marching patient as VP8, a key frame each second."""
    return encoded(CLIPS / "march_clean_front.mp4", 90)


def encoded(clip: Path, count: int) -> list[EncodedFrame]:
    encoder = av.CodecContext.create("libvpx", "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = 640, 480, "yuv420p"
    encoder.time_base, encoder.bit_rate, encoder.gop_size = Fraction(1, FPS), 1_000_000, 1000
    encoder.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}
    frames: list[EncodedFrame] = []
    with av.open(str(clip)) as container:
        for i, frame in zip(range(count), container.decode(video=0), strict=False):
            frame.pts, frame.time_base = i, Fraction(1, FPS)
            frame.pict_type = PictureType.I if i % KEY_EVERY == 0 else PictureType.NONE
            (packet,) = encoder.encode(frame)
            frames.append(
                EncodedFrame(
                    t=i / FPS,
                    rtp_timestamp=(4_294_900_000 + i * 3000) & 0xFFFFFFFF,
                    codec="VP8",
                    data=bytes(packet),
                    key=packet.is_keyframe,
                )
            )
    return frames
