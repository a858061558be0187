"""Who in the picture is the patient."""

from pathlib import Path
from types import TracebackType
from typing import Self

from coach.pose.mediapipe import Landmarker
from coach.pose.picture import Picture
from coach.types import Pose


class Patient:
    """One session's patient, followed from picture to picture. For one thread; close it after use."""

    def __init__(self, model: Path, *, memory: bytes = b"") -> None:
        """`memory`: what an earlier Patient of the same session gave as `new_memory`."""
        self._memory = memory
        self._landmarker = Landmarker(model)

    def see(self, picture: Picture) -> Pose:
        """The patient's pose in this picture. Pictures come with rising `t`."""
        body = self._landmarker.find(picture.rgb, picture.t)
        return Pose(
            t=picture.t,
            rtp_timestamp=picture.rtp_timestamp,
            width=picture.width,
            height=picture.height,
            points=body.points if body else None,
            world=body.world if body else None,
            light=picture.light,
            people=1 if body else 0,
        )

    def new_memory(self) -> bytes | None:
        """How to know this patient again in another process, when that changed since the last call."""
        return None

    def close(self) -> None:
        """Frees the native memory; a second call does nothing."""
        self._landmarker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
