"""Runs every source through the real pipe and prints one table: `make accuracy [DATA=folder] [OUT=file]`.

Poses of videos come from the real pose step, at the rate of a session; nothing counted here was fitted to.
"""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from benchmarks.accuracy import angles, calibrated, cases, counting, findings, quality, series, timing
from benchmarks.accuracy.cases import RealClip, SynthClip
from benchmarks.accuracy.judged import HZ
from benchmarks.accuracy.poses import poses_of, seen
from benchmarks.accuracy.table import Miss, Row, markdown, show
from coach.config import Settings
from coach.pose.model import ready_model
from coach.types import Pose

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=SHARED)
    options.add_argument("--out", type=Path, default=ROOT / "docs" / "accuracy.md")
    chosen = options.parse_args()
    console = Console()
    rows, misses = measured(chosen.data, console)
    show(rows, console)
    for miss in misses:
        console.print(f"  {miss.case}: expected {miss.expected or 'nothing'}, got {miss.got or 'nothing'}")
    chosen.out.write_text(report(rows, misses))
    console.print(f"Written to {chosen.out}")


def measured(data: Path, console: Console) -> tuple[list[Row], list[Miss]]:
    """Parts of the data that are missing are left out."""
    settings = Settings()
    model = ready_model(given=settings.model, cache=settings.models)
    synth, real = cases.synth_clips(data), cases.real_clips(data)
    with console.status(f"Seeing {len(synth) + len(real)} clips…"):
        wanted = [(video, HZ) for video in (*(c.video for c in synth), *(c.video for c in real))]
        wanted += [(clip.video, rate) for clip, rate in timing.rates(synth)]
        seen(list(dict.fromkeys(wanted)), model)

    def poses(clip: SynthClip | RealClip) -> Sequence[Pose]:
        return poses_of(clip.video, HZ, model)

    people = series.by_person(cases.segments(data))
    correct = {key: [s for s in found if s.correct] for key, found in people.items()}
    others = series.from_others(correct)
    parts = [series.counts(correct, others), quality.rows(people, others)]
    if synth:
        parts += [timing.rows(synth, lambda clip, rate: poses_of(clip.video, rate, model))]
        parts += [counting.rendered(synth, poses), calibrated.rows(synth, poses)]
        parts += [findings.faults(synth, poses), angles.angles(synth, poses)]
    if real:
        parts += [counting.real(real, poses)]
    if synth or real:
        parts += [counting.negatives(synth, real, poses), findings.safety(synth, real, poses)]
    return [row for rows, _ in parts for row in rows], [miss for _, found in parts for miss in found]


def report(rows: Sequence[Row], misses: Sequence[Miss]) -> str:
    lines = [
        "# Accuracy",
        "",
        f"Measured {datetime.now(UTC):%Y-%m-%d} by `make accuracy`. Rendered and acted movement of mostly",
        "healthy bodies: no claim about patients. Nothing is fitted to what is counted here, with two",
        "exceptions: what tells a correct repetition of UI-PRMD was designed with its subjects in sight,",
        "and the share at which a learned exercise's target lies (`drafting.REACHED`) was lowered for one.",
        "",
        markdown(rows),
        "## What is not as it should be",
        "",
        *(f"- {m.case}: expected {m.expected or 'nothing'}, got {m.got or 'nothing'}" for m in misses),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
