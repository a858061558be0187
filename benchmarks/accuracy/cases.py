"""What is measured: rendered clips, real clips and skeletons, read from a folder shaped as `../shared/data`.

Any part of the folder may be missing; what is there is used.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Truth = Mapping[str, Any]
"""A clip's JSON as its README describes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SynthClip:
    """A rendered clip with exact truth."""

    name: str
    video: Path
    truth: Truth
    low: int | None
    """Expected complete repetitions, at least; None where nothing was promised."""
    high: int | None
    judged_as: str | None
    """The exercise to judge it as: its own, or the one that the list of counts names for a negative."""
    unlabelled: frozenset[str]
    """Faults that are over their threshold without a label."""

    @property
    def people(self) -> str:
        return str(self.truth["body"]["name"])

    @property
    def faults(self) -> frozenset[str]:
        return frozenset(fault["id"] for fault in self.truth["faults"])

    def array(self, name: str) -> NDArray[np.float64]:
        return np.asarray(np.load(self.video.with_suffix(".npz"))[name], float)


@dataclass(frozen=True, slots=True, kw_only=True)
class RealClip:
    """A clip of a real person with what was counted by hand."""

    name: str
    video: Path
    exercise: str
    hand_counted: str
    sure: bool
    people: int
    seconds: float

    @property
    def is_fall(self) -> bool:
        return "fall" in self.exercise


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One repetition of UI-PRMD."""

    movement: str
    subject: str
    episode: int
    correct: bool
    joints: NDArray[np.float64]
    """(frames, 22, 3) metres, 30 a second."""


def synth_clips(data: Path) -> list[SynthClip]:
    folder = data / "synth" / "dev"
    counts = {row["file"]: row for row in _table(folder / "COUNTS.tsv", skip=1)}
    unlabelled = _unlabelled(folder / "UNLABELLED.txt")
    clips = []
    for path in sorted(folder.glob("*.json")):
        truth = json.loads(path.read_text())
        row = counts.get(f"{path.stem}.mp4")
        clips.append(
            SynthClip(
                name=path.stem,
                video=path.with_suffix(".mp4"),
                truth=truth,
                low=int(row["low"]) if row else None,
                high=int(row["high"]) if row else None,
                judged_as=row["exercise"] if row else truth["exercise"],
                unlabelled=unlabelled.get(path.stem, frozenset()),
            )
        )
    return [clip for clip in clips if clip.video.exists()]


def real_clips(data: Path) -> list[RealClip]:
    index = data / "real" / "INDEX.csv"
    if not index.exists():
        return []
    with index.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        RealClip(
            name=Path(row["file"]).stem,
            video=index.parent / row["file"],
            exercise=row["exercise"],
            hand_counted=row["hand_counted"],
            sure=row["certainty"].strip() == "sure",
            people=int(row["people"]),
            seconds=float(row["seconds"]),
        )
        for row in rows
        if (index.parent / row["file"]).exists()
    ]


def segments(data: Path) -> Iterator[Segment]:
    for path in sorted((data / "ui-prmd").glob("m*.npz")):
        with np.load(path) as held:
            for key in held.files:
                subject, episode, kind = key.split("_")
                yield Segment(
                    movement=path.stem,
                    subject=subject,
                    episode=int(episode[1:]),
                    correct=kind == "correct",
                    joints=held[key].astype(float) / 1000,
                )


def _table(path: Path, *, skip: int) -> list[dict[str, str]]:
    if not path.exists():
        return []
    lines = path.read_text().splitlines()[skip:]
    return list(csv.DictReader(lines, delimiter="\t"))


def _unlabelled(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in path.read_text().splitlines() if path.exists() else []:
        if match := re.match(r"(\S+)\s+(\S+)\s+labelled:", line):
            found.setdefault(match[1], set()).add(match[2])
    return {clip: frozenset(faults) for clip, faults in found.items()}
