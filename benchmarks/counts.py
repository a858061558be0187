"""Repetitions and faults on cached poses of the sample clips, against their ground truth.

`python benchmarks/counts.py [--poses DIR] [--clip NAME]`; the poses are files CLIP_15.npz with arrays t,
points, world, size and light."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coach.feedback.engine import Coach
from coach.feedback.exercises import CATALOG
from coach.types import Event, FaultSeen, Point, Pose, RepCounted, WorldPoint

SHARED = Path(__file__).parents[1].parent / "shared" / "data" / "synth" / "dev"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    clip: str
    exercise: str
    low: int
    high: int


def cases(folder: Path) -> Iterator[Case]:
    """The countable clips of COUNTS.tsv whose exercise is built."""
    for line in (folder / "COUNTS.tsv").read_text().splitlines()[2:]:
        name, exercise, _side, low, high = line.split("\t")[:5]
        if exercise in CATALOG:
            yield Case(clip=Path(name).stem, exercise=exercise, low=int(low), high=int(high))


def poses(path: Path) -> Iterator[Pose]:
    """The cached poses of one clip."""
    with np.load(path) as z:
        t, points, world, light = z["t"], z["points"], z["world"], z["light"]
        width, height = (int(v) for v in z["size"])
    for i in range(len(t)):
        nobody = bool(np.isnan(points[i, 0, 0]))
        yield Pose(
            t=float(t[i]),
            rtp_timestamp=round(float(t[i]) * 90000) & 0xFFFFFFFF,
            width=width,
            height=height,
            points=None if nobody else tuple(Point(*p) for p in points[i].tolist()),
            world=None if nobody else tuple(WorldPoint(*p) for p in world[i].tolist()),
            light=float(light[i]),
        )


def judge(exercise: str, stream: Iterator[Pose]) -> list[Event]:
    coach = Coach(CATALOG[exercise])
    events = [e for pose in stream for e in coach.step(pose)]
    return events + coach.finish()


def labelled(folder: Path, clip: str) -> Counter[str]:
    """Fault id → repetitions in which the clip's maker put it."""
    truth = json.loads((folder / f"{clip}.json").read_text())
    return Counter({f["id"]: len(f.get("reps", [1])) for f in truth["faults"]})


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--poses", type=Path, default=Path("/tmp/poses"))
    ask.add_argument("--truth", type=Path, default=SHARED)
    ask.add_argument("--clip", default="")
    args = ask.parse_args()
    right = total = 0
    for case in cases(args.truth):
        path = args.poses / f"{case.clip}_15.npz"
        if args.clip not in case.clip or not path.exists():
            continue
        events = judge(case.exercise, poses(path))
        reps = [e for e in events if isinstance(e, RepCounted)]
        count = sum(r.complete for r in reps)
        faults = Counter(e.fault for e in events if isinstance(e, FaultSeen))
        ok = case.low <= count <= case.high
        right, total = right + ok, total + 1
        print(
            f"{'' if ok else '!':1} {case.clip:28} {case.exercise:20} {case.low:2}-{case.high:<2} "
            f"got {count:2} +{len(reps) - count}"
            f"  want {dict(labelled(args.truth, case.clip))}  got {dict(faults)}"
        )
    print(f"{right} of {total} counts within low-high")


if __name__ == "__main__":
    main()
