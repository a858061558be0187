"""`coach analyze` on the rendered clips of the seven first exercises, against their expected counts.

`python benchmarks/counts.py [--data FOLDER]`: every clip through the whole offline pipe; prints each clip and
the share whose count lies within low–high (goal: 95 %). The folder is `../shared/data/synth/dev` by default.
"""

import argparse
import csv
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from coach.config import Settings  # noqa: E402
from coach.feedback.exercises import CATALOG  # noqa: E402
from coach.pose.model import ready_model  # noqa: E402
from coach.review.analysis import analyse_video  # noqa: E402
from coach.types import Side  # noqa: E402

SHARED = ROOT.parent / "shared" / "data" / "synth" / "dev"
FIRST = (
    "sit_to_stand",
    "mini_squat",
    "march",
    "side_step",
    "shoulder_abduction",
    "elbow_flexion",
    "single_leg_stance",
)
GOAL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One clip and the complete repetitions that are right for it."""

    video: Path
    exercise: str
    low: int
    high: int


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=SHARED)
    console = Console()
    clips = list(cases(options.parse_args().data))
    if not clips:
        console.print("No clips with expected counts there: give the folder with --data.")
        return
    settings = Settings()
    model = ready_model(given=settings.model, cache=settings.models)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        counts = list(pool.map(counted, clips, [model] * len(clips)))
    console.print(table(clips, counts))
    right = sum(case.low <= count <= case.high for case, count in zip(clips, counts, strict=True))
    console.print(f"{right} of {len(clips)} within low–high: {right / len(clips):.1%}   goal ≥ {GOAL:.0%}")


def cases(folder: Path) -> Iterator[Case]:
    """The countable clips of the folder's COUNTS.tsv; none where there is no such file."""
    path = folder / "COUNTS.tsv"
    if not path.exists():
        return
    for row in csv.DictReader(path.read_text().splitlines()[1:], delimiter="\t"):
        if row["exercise"] in FIRST:
            yield Case(
                video=folder / row["file"],
                exercise=row["exercise"],
                low=int(row["low"]),
                high=int(row["high"]),
            )


def counted(case: Case, model: Path) -> int:
    """Complete repetitions, or holds where the exercise is one."""
    analysis = analyse_video(case.video, CATALOG[case.exercise], Side.BOTH, model=model)
    return len(analysis.holds) if CATALOG[case.exercise].hold else analysis.rep_count


def table(clips: list[Case], counts: list[int]) -> Table:
    rows = Table("clip", "exercise", "expected", "counted", "")
    for case, count in zip(clips, counts, strict=True):
        expected = str(case.low) if case.low == case.high else f"{case.low}–{case.high}"
        mark = "" if case.low <= count <= case.high else "wrong"
        rows.add_row(case.video.stem, case.exercise, expected, str(count), mark)
    return rows


if __name__ == "__main__":
    main()
