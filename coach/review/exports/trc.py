"""World landmarks as an OpenSim marker file (.trc): metres, Y up, X towards the camera, Z to the picture's
left.

MediaPipe's world axes are x right, y down, z away from the camera, with the origin mid-hip; OpenSim's
are X ahead, Y up, Z to the right of somebody who faces the camera: X = -z, Y = -y, Z = -x, which keeps left
and right apart (both are right-handed). The origin stays between the hips: a .trc from one camera holds no
walking and no height above the floor. Frames have one rate in this format, so poses are set on a grid of the
median pose interval, each on the nearest tick; where there is none the markers are left empty."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

from coach.types import LANDMARKS, Pose, WorldPoint

MARKERS: tuple[str, ...] = tuple("".join(p.capitalize() for p in name.split("_")) for name in LANDMARKS)
"""`LeftShoulder`, `RightFootIndex`…"""


class NothingToWrite(ValueError):
    """No pose with a body: the message is one sentence."""


def write_trc(poses: Sequence[Pose], path: Path) -> Path:
    """Raises NothingToWrite, OSError."""
    path.write_text(trc(poses, path.name), encoding="ascii", newline="\n")
    return path


def trc(poses: Sequence[Pose], name: str) -> str:
    """The file's text. Raises NothingToWrite."""
    seen = [(n, p.t) for n, p in enumerate(poses) if p.world is not None and p.sure]
    if len(seen) < 2:
        raise NothingToWrite("Nobody was seen in this session: there are no landmarks to write.")
    step, first = _step([p.t for p in poses]), seen[0][1]
    places = {round((t - first) / step): n for n, t in seen}
    ticks = max(places) + 1
    lines = [_line(n, n * step, poses[places[n]] if n in places else None) for n in range(ticks)]
    return "\n".join([*_header(name, 1 / step, ticks), *lines]) + "\n"


def _step(times: Sequence[float]) -> float:
    """Median seconds between poses."""
    return median(b - a for a, b in pairwise(times) if b > a)


def _header(name: str, rate: float, frames: int) -> list[str]:
    count, shown = len(MARKERS), f"{rate:.4f}"
    figures = [shown, shown, str(frames), str(count), "m", shown, "1", str(frames)]
    axes = [f"{axis}{n}" for n in range(1, count + 1) for axis in "XYZ"]
    return [
        f"PathFileType\t4\t(X/Y/Z)\t{_plain(name)}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        "\t".join(figures),
        "Frame#\tTime\t" + "\t\t\t".join(MARKERS) + "\t\t",
        "\t\t" + "\t".join(axes),
        "",
    ]


def _line(tick: int, t: float, pose: Pose | None) -> str:
    cells = [str(tick + 1), f"{t:.5f}"]
    if pose is None or pose.world is None:
        return "\t".join(cells + [""] * (3 * len(MARKERS)))
    return "\t".join(cells + [f"{v:.5f}" for point in pose.world for v in toward_opensim(point)])


def toward_opensim(point: WorldPoint) -> tuple[float, float, float]:
    """Metres: towards the camera, up, to the picture's left."""
    return 0.0 - point.z, 0.0 - point.y, 0.0 - point.x


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and c.isprintable() else "_" for c in name)
