"""Faults and safety events against their labels."""

from collections import Counter
from collections.abc import Sequence

from benchmarks.accuracy.cases import RealClip, SynthClip
from benchmarks.accuracy.counting import PosesOf
from benchmarks.accuracy.judged import judge
from benchmarks.accuracy.table import Miss, Row, share_row
from coach.feedback.exercises import CATALOG
from coach.types import Pose

SAFETY = ("fall", "balance_loss", "knee_buckle", "freezing")
NOT_FAULTS = frozenset(SAFETY)
WATCHED_AS = "mini_squat"
"""A person who does no exercise is watched as in this one."""


def faults(clips: Sequence[SynthClip], poses: PosesOf) -> tuple[list[Row], list[Miss]]:
    """Macro-F1 over the fault ids: is the fault there in this clip, and was it seen? What is over its
    threshold without a label counts neither for nor against."""
    hits, false, missed = Counter[str](), Counter[str](), Counter[str]()
    misses: list[Miss] = []
    n = 0
    for clip in clips:
        if clip.judged_as not in CATALOG or clip.truth["exercise"] is None:
            continue
        n += 1
        labelled = clip.faults - NOT_FAULTS
        seen = {fault.fault for fault in judge(poses(clip), CATALOG[clip.judged_as]).faults} - NOT_FAULTS
        hits.update(labelled & seen)
        missed.update(labelled - seen)
        false.update(seen - labelled - clip.unlabelled)
        if labelled - seen or seen - labelled - clip.unlabelled:
            misses.append(
                Miss(case=clip.name, expected=", ".join(sorted(labelled)), got=", ".join(sorted(seen)))
            )
    scores = {f: f1(hits[f], false[f], missed[f]) for f in {*hits, *missed}}
    macro = sum(scores.values()) / len(scores) if scores else 0.0
    low = ", ".join(f"{f} {score:.2f}" for f, score in sorted(scores.items()) if score < 1)
    row = Row(
        what="fault macro-F1",
        on=f"synth clips, {len(scores)} faults",
        n=n,
        value=f"{macro:.3f}",
        interval=low,
        goal="≥ 0.90",
        reached=macro >= 0.90 if scores else None,
    )
    return [row], misses


def f1(hits: int, false: int, missed: int) -> float:
    return 2 * hits / (2 * hits + false + missed) if hits + false + missed else 0.0


def safety(
    clips: Sequence[SynthClip], reals: Sequence[RealClip], poses: PosesOf
) -> tuple[list[Row], list[Miss]]:
    """Falls and balance losses that were told, and what was told where nothing happened."""
    told = wanted = alarms = 0
    quiet_minutes = 0.0
    misses: list[Miss] = []
    for name, events, exercise, seen in _watched(clips, reals, poses):
        judged = judge(seen, CATALOG[exercise])
        raised = {fault.fault for fault in judged.safety}
        if events:
            wanted, told = wanted + 1, told + bool(raised & events)
        else:
            alarms, quiet_minutes = alarms + len(judged.safety), quiet_minutes + judged.seconds / 60
        if bool(raised) != bool(events):
            misses.append(Miss(case=name, expected=", ".join(sorted(events)), got=", ".join(sorted(raised))))
    per_20 = alarms / quiet_minutes * 20 if quiet_minutes else 0.0
    rows = [
        share_row("safety events told", "falls and balance losses, synth and real", told, wanted, 0.95),
        Row(
            what="false safety alarms in 20 min",
            on="everything else",
            n=round(quiet_minutes),
            value=f"{per_20:.2f}",
            interval="n in minutes",
            goal="≤ 1",
            reached=per_20 <= 1 if quiet_minutes else None,
        ),
    ]
    return rows, misses


def _watched(
    clips: Sequence[SynthClip], reals: Sequence[RealClip], poses: PosesOf
) -> list[tuple[str, set[str], str, Sequence[Pose]]]:
    """Name, the safety events that are there, the exercise it is watched as, and the poses."""
    found = []
    for clip in clips:
        exercise = clip.judged_as if clip.judged_as in CATALOG else WATCHED_AS
        found.append((clip.name, set(clip.faults & NOT_FAULTS), exercise, poses(clip)))
    for film in reals:
        events = {"fall", "balance_loss"} if film.is_fall else set()
        found.append((film.name, events, WATCHED_AS, poses(film)))
    return found
