"""One decoded picture, ready for the pose model."""

from dataclasses import dataclass

import av
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

LARGEST_SHORT_SIDE = 720
"""Pixels. The model looks at 256 × 256 of the person: beyond this a picture only costs time, unless the
person is far away."""

_BLACK, _WHITE = 16, 235
"""Luma of black and white in video ("limited") range, which every camera codec of a call uses."""

_LUMA_FIRST = frozenset(f"{yuv}{size}p" for yuv in ("yuv", "yuvj") for size in (420, 422, 444)) | {"nv12"}
"""Pixel formats whose first plane is luma, a byte a pixel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Pixels with their time. `width` and `height` are the frame's own; `rgb` may be smaller."""

    t: float
    rtp_timestamp: int
    width: int
    height: int
    rgb: NDArray[np.uint8]
    """(rows, columns, 3), contiguous."""
    light: float
    """Mean brightness, 0 black to 1 white."""


class PictureMaker:
    """Turns decoded frames into pictures. Keeps its scaler between calls; for one thread."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def picture(self, frame: av.VideoFrame, *, t: float, rtp_timestamp: int) -> Picture:
        width, height = frame.width, frame.height
        share = min(1.0, LARGEST_SHORT_SIDE / min(width, height))
        small = self._reformatter.reformat(
            frame,
            width=max(1, round(width * share)),
            height=max(1, round(height * share)),
            format="rgb24",
            interpolation=Interpolation.FAST_BILINEAR if share == 1 else Interpolation.AREA,
        )
        rgb = np.ascontiguousarray(small.to_ndarray(), np.uint8)
        return Picture(
            t=t, rtp_timestamp=rtp_timestamp, width=width, height=height, rgb=rgb, light=light_of(frame, rgb)
        )


def light_of(frame: av.VideoFrame, rgb: NDArray[np.uint8]) -> float:
    """Mean brightness from the luma plane where there is one, else from the colours. Every fourth
    pixel both ways is plenty for a mean and costs a sixteenth."""
    if frame.format.name not in _LUMA_FIRST:
        return float(rgb[::4, ::4].mean()) / 255
    plane = frame.planes[0]
    luma = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[::4, : plane.width : 4]
    black, white = (0, 255) if frame.format.name.startswith("yuvj") else (_BLACK, _WHITE)
    return min(1.0, max(0.0, (float(luma.mean()) - black) / (white - black)))
