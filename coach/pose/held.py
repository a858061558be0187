"""The camera's frames while no pose process is there to take them."""

from coach.types import EncodedFrame

LARGEST = 1 << 20
"""Bytes, about eight seconds of one camera: longer than a process needs to start."""


class Held:
    """Frames from a key frame on, in their order, so that what was moved meanwhile is judged afterwards.

    Drop rule: frames are dropped up to the first key frame; when `LARGEST` bytes are exceeded, all that wait
    and those up to the next key frame.
    """

    def __init__(self) -> None:
        self._frames: list[EncodedFrame] = []
        self._bytes = 0

    def put(self, frame: EncodedFrame) -> bool:
        """False when a key frame is needed before anything can be kept."""
        if self._bytes + len(frame.data) > LARGEST:
            self.take()
        if not self._frames and not frame.key:
            return False
        self._frames.append(frame)
        self._bytes += len(frame.data)
        return True

    def take(self) -> list[EncodedFrame]:
        """All of them; none are held afterwards."""
        frames, self._frames, self._bytes = self._frames, [], 0
        return frames
