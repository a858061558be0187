"""Repetitions: on rendered clips, on real clips counted by hand, and where there are none."""

import re
from collections.abc import Callable, Sequence

from benchmarks.accuracy.cases import RealClip, SynthClip
from benchmarks.accuracy.judged import judge
from benchmarks.accuracy.table import Miss, Row, share_row
from coach.feedback.exercises import CATALOG
from coach.types import Pose

NEGATIVE_AS = ("sit_to_stand", "mini_squat", "march", "shoulder_abduction", "side_step")
"""What people who do none of it are judged as."""

REAL_AS = {"squat": "mini_squat", "sit-down": "sit_to_stand"}

PosesOf = Callable[[SynthClip | RealClip], Sequence[Pose]]


def rendered(clips: Sequence[SynthClip], poses: PosesOf) -> tuple[list[Row], list[Miss]]:
    """Clips of the list of counts; a partial repetition may count where nothing was calibrated."""
    exact = near = n = 0
    misses: list[Miss] = []
    for clip in clips:
        if clip.low is None or clip.high is None or clip.judged_as not in CATALOG:
            continue
        got = judge(poses(clip), CATALOG[clip.judged_as]).complete
        off = max(clip.low - got, got - clip.high, 0)
        n, exact, near = n + 1, exact + (off == 0), near + (off <= 1)
        if off:
            misses.append(Miss(case=clip.name, expected=f"{clip.low}–{clip.high}", got=str(got)))
    rows = [
        share_row("count exact", "synth clips", exact, n, 0.95),
        share_row("count off by at most one", "synth clips", near, n, 1.0),
    ]
    return rows, misses


def real(clips: Sequence[RealClip], poses: PosesOf) -> tuple[list[Row], list[Miss]]:
    hits = n = 0
    misses: list[Miss] = []
    for clip in clips:
        expected, exercise = hand_count(clip)
        if exercise is None or not clip.sure:
            continue
        got = judge(poses(clip), CATALOG[exercise]).complete
        n, hits = n + 1, hits + (got in expected)
        if got not in expected:
            wanted = "–".join(str(e) for e in sorted(expected))
            misses.append(Miss(case=clip.name, expected=wanted, got=str(got)))
    return [share_row("count exact", "real clips, counted by hand", hits, n, 1.0)], misses


def hand_count(clip: RealClip) -> tuple[set[int], str | None]:
    """The counts that are right, and the exercise; none where what was counted is no repetition of the
    library. A last repetition that the film cuts off may count or not."""
    words = clip.exercise.lower()
    exercise = next((name for word, name in REAL_AS.items() if word in words and word != "sit-down"), None)
    number = re.match(r"(\d+)", clip.hand_counted)
    if exercise is None or number is None:
        return set(), None
    whole = int(number[1])
    return {whole, whole + 1} if "cut off" in clip.hand_counted else {whole}, exercise


def negatives(
    clips: Sequence[SynthClip], reals: Sequence[RealClip], poses: PosesOf
) -> tuple[list[Row], list[Miss]]:
    """False repetitions a minute on walking, sitting still, falling and everyday movement."""
    false, minutes, n = 0, 0.0, 0
    misses: list[Miss] = []
    for name, seen in _negative_poses(clips, reals, poses):
        for exercise in NEGATIVE_AS:
            judged = judge(seen, CATALOG[exercise])
            n, minutes = n + 1, minutes + judged.seconds / 60
            false += judged.complete
            if judged.complete:
                misses.append(Miss(case=f"{name} as {exercise}", expected="0", got=str(judged.complete)))
    per_minute = false / minutes if minutes else 0.0
    row = Row(
        what="false repetitions a minute",
        on="synth and real negatives",
        n=n,
        value=f"{per_minute:.3f}",
        interval=f"≤ {(false + 3) / minutes:.2f}" if minutes else "",
        goal="0",
        reached=false == 0 if n else None,
    )
    return [row], misses


def _negative_poses(
    clips: Sequence[SynthClip], reals: Sequence[RealClip], poses: PosesOf
) -> list[tuple[str, Sequence[Pose]]]:
    rendered_ones = [c for c in clips if c.judged_as is None or c.high == 0 or "walk" in c.name]
    real_ones = [c for c in reals if c.is_fall or re.search(r"seated|bends|walk", c.exercise)]
    chosen: list[SynthClip | RealClip] = [*rendered_ones, *real_ones]
    return [(clip.name, poses(clip)) for clip in chosen if "walkin" not in clip.name]
