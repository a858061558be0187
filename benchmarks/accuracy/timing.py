"""How right the times are: steps, five times sit-to-stand, chair stand, timed up and go, on rendered clips.

A contact's own time has an offset that is a matter of definition (the rendered foot comes to rest later than
it can be seen to), so steps are judged by the time between them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import fmean

import numpy as np

from benchmarks.accuracy.cases import SynthClip, Truth
from benchmarks.accuracy.table import Miss, Row, mean_row, share_row
from coach.feedback.clinical_tests.chair_stand import ChairStand
from coach.feedback.clinical_tests.five_times import TIMES, FiveTimes
from coach.feedback.clinical_tests.run import Run
from coach.feedback.clinical_tests.stands import BOTTOM
from coach.feedback.clinical_tests.timed_up_and_go import TimedUpAndGo
from coach.feedback.gait import Gait
from coach.types import Pose, StepTaken

Seen = Callable[[SynthClip, float], Sequence[Pose]]
"""The poses of a clip at so many analysed frames a second."""

STEP_RATE, TEST_RATE = 30.0, 15.0
NEAR_S = 0.35
"""A contact belongs to the true one of the same side that is no further away than this."""
LONGEST_STEP_S = 1.2
TEN = 10
STEP_GOAL_S, TEN_GOAL_S, STANDS_GOAL_S, TUG_GOAL = 0.020, 0.010, 0.3, 5.8


def walks(clip: SynthClip) -> bool:
    return any(str(phase["id"]).startswith("walk") for phase in clip.truth["phases"])


def rates(clips: Sequence[SynthClip]) -> Iterator[tuple[SynthClip, float]]:
    """What must be seen, and how often a second."""
    for clip in clips:
        if walks(clip):
            yield clip, STEP_RATE
        if clip.truth["exercise"] == "sit_to_stand" or clip.truth["test"] == "timed_up_and_go":
            yield clip, TEST_RATE


def rows(clips: Sequence[SynthClip], seen: Seen) -> tuple[list[Row], list[Miss]]:
    """All figures of this part, and the cases that missed."""
    made = [
        steps(clips, seen),
        five_times(clips, seen),
        chair_stands(clips, seen),
        timed_up_and_go(clips, seen),
    ]
    return [row for some, _ in made for row in some], [miss for _, some in made for miss in some]


def steps(clips: Sequence[SynthClip], seen: Seen) -> tuple[list[Row], list[Miss]]:
    """Time between contacts on straight stretches; what is not found counts in its own row."""
    single: list[float] = []
    ten: list[float] = []
    found = expected = 0
    misses = []
    for clip in [c for c in clips if walks(c)]:
        truth = true_contacts(clip)
        matched = matches(truth, contacts(seen(clip, STEP_RATE)))
        errors = step_errors(truth, matched)
        single += [abs(e) for e in errors]
        ten += [abs(fmean(errors[n : n + TEN])) for n in range(0, len(errors) - TEN + 1, TEN)]
        found, expected = found + len(matched), expected + len(truth)
        if errors and fmean(map(abs, errors)) > STEP_GOAL_S:
            mean = f"{1000 * fmean(map(abs, errors)):.0f} ms"
            misses.append(Miss(case=clip.name, expected="step time within 20 ms", got=mean))
    on = f"synth gait, {STEP_RATE:g}/s"
    return [
        mean_row("step time, mean absolute error a step", on, single, goal=STEP_GOAL_S, unit=" s"),
        mean_row("step time, mean over ten steps", on, ten, goal=TEN_GOAL_S, unit=" s"),
        Row(
            what="steps found while in the picture",
            on=on,
            n=expected,
            value=f"{found / expected:.3f}" if expected else "–",
            interval="",
            goal="",
            reached=None,
        ),
    ], misses


def true_contacts(clip: SynthClip) -> list[tuple[float, str]]:
    """Heel strikes inside the walks, while both ankles are in the picture: time and side."""
    spans = [(p["start_s"], p["end_s"]) for p in clip.truth["phases"] if str(p["id"]).startswith("walk")]
    t, ankles = clip.array("t"), clip.array("joints2d")[:, 27:29]
    size = np.array([clip.truth["width"], clip.truth["height"]])
    inside = np.all((ankles >= 0) & (ankles <= size), axis=(1, 2))
    return [
        (step["t"], "left" if step["side"] == "L" else "right")
        for step in clip.truth["steps"]
        if step["event"] == "heel-strike"
        and any(a <= step["t"] <= b for a, b in spans)
        and inside[int(np.argmin(np.abs(t - step["t"])))]
    ]


def contacts(poses: Sequence[Pose]) -> list[tuple[float, str]]:
    gait = Gait()
    taken = [e for pose in poses for e in gait.step(pose) if isinstance(e, StepTaken)]
    return sorted((e.t, str(e.side)) for e in taken)


def matches(truth: list[tuple[float, str]], found: list[tuple[float, str]]) -> dict[int, float]:
    """Number of the true contact → the time found for it; each found one is used once."""
    free = list(found)
    matched = {}
    for n, (t, side) in enumerate(truth):
        near = [f for f in free if f[1] == side and abs(f[0] - t) <= NEAR_S]
        if near:
            best = min(near, key=lambda f: abs(f[0] - t))
            matched[n] = best[0]
            free.remove(best)
    return matched


def step_errors(truth: list[tuple[float, str]], matched: dict[int, float]) -> list[float]:
    """Seconds by which each time between two neighbouring contacts is too long."""
    errors = []
    for (n, (t, _)), (m, (u, _)) in pairwise(enumerate(truth)):
        if n in matched and m in matched and u - t <= LONGEST_STEP_S:
            errors.append((matched[m] - matched[n]) - (u - t))
    return errors


def five_times(clips: Sequence[SynthClip], seen: Seen) -> tuple[list[Row], list[Miss]]:
    """From the first movement, to the fifth full stand and to the seat after it."""
    stand: list[float] = []
    seat: list[float] = []
    misses = []
    for clip in [c for c in clips if _five_in_a_row(c.truth)]:
        first, fifth = clip.truth["reps"][0], clip.truth["reps"][TIMES - 1]
        run = _run(FiveTimes(), seen(clip, TEST_RATE))
        if run.result is None or run.result.value is None:
            misses.append(Miss(case=clip.name, expected="five stands", got="not found"))
            continue
        stand.append(abs(run.result.details["to_fifth_stand_s"] - (fifth["peak_s"] - first["start_s"])))
        sat = true_seat(clip, fifth["hold_end_s"], fifth["end_s"])
        seat.append(abs(run.result.details["to_seat_s"] - (sat - first["start_s"])))
        if max(stand[-1], seat[-1]) > STANDS_GOAL_S:
            got = f"{stand[-1]:.2f} s to the stand, {seat[-1]:.2f} s to the seat"
            misses.append(Miss(case=clip.name, expected="within 0.3 s", got=got))
    on = f"synth, {TEST_RATE:g}/s"
    return [
        mean_row("five times sit-to-stand, to the fifth stand", on, stand, goal=STANDS_GOAL_S, unit=" s"),
        mean_row("five times sit-to-stand, to the seat", on, seat, goal=STANDS_GOAL_S, unit=" s"),
    ], misses


def _five_in_a_row(truth: Truth) -> bool:
    reps = truth["reps"]
    return (
        truth["exercise"] == "sit_to_stand"
        and len(reps) >= TIMES
        and all(rep["kind"] == "full" for rep in reps[:TIMES])
    )


def true_seat(clip: SynthClip, start: float, end: float) -> float:
    """When the pelvis reaches the seat between two times: the same share of its way as the test uses."""
    t, height = clip.array("t"), clip.array("joints3d")[:, 23:25, 1].mean(axis=1)
    inside = (t >= start) & (t <= end)
    times, down = t[inside], height[inside]
    goal = down.min() + BOTTOM * (down.max() - down.min())
    return float(times[int(np.argmax(down <= goal))])


def chair_stands(clips: Sequence[SynthClip], seen: Seen) -> tuple[list[Row], list[Miss]]:
    """Stands in the 30 s since the first movement, in every clip of sit-to-stand; 0 where arms are used."""
    hits, n, misses = 0, 0, []
    for clip in [c for c in clips if c.truth["exercise"] == "sit_to_stand" and c.truth["reps"]]:
        expected = true_stands(clip)
        run = _run(ChairStand(), seen(clip, TEST_RATE))
        got = run.result.value if run.result else None
        hits, n = hits + (got == expected), n + 1
        if got != expected:
            misses.append(Miss(case=clip.name, expected=f"{expected} stands in 30 s", got=str(got)))
    return [share_row("chair stand in 30 s, exact", f"synth, {TEST_RATE:g}/s", hits, n, 0.98)], misses


def true_stands(clip: SynthClip) -> int:
    """By the clip's own figure where it is the test; else the full stands whose top is within 30 s."""
    held = [h["stands_in_30s"] for h in clip.truth["holds"] if "stands_in_30s" in h]
    if held:
        return int(held[0])
    if "hands_used" in clip.faults:
        return 0
    reps = clip.truth["reps"]
    return sum(rep["kind"] == "full" and rep["peak_s"] <= reps[0]["start_s"] + 30.0 for rep in reps)


def timed_up_and_go(clips: Sequence[SynthClip], seen: Seen) -> tuple[list[Row], list[Miss]]:
    """The whole time, as a share of the true one."""
    errors, misses = [], []
    for clip in [c for c in clips if c.truth["test"] == "timed_up_and_go"]:
        true = next(h["total_s"] for h in clip.truth["holds"] if h["id"] == "tug")
        run = _run(TimedUpAndGo(), seen(clip, TEST_RATE))
        if run.result is None or run.result.value is None:
            misses.append(Miss(case=clip.name, expected=f"{true} s", got="not found"))
            continue
        errors.append(100 * abs(run.result.value - true) / true)
    row = mean_row("timed up and go", f"synth, {TEST_RATE:g}/s", errors, goal=TUG_GOAL, unit=" %")
    return [row], misses


def _run(run: Run, poses: Sequence[Pose]) -> Run:
    """The whole clip without "Go": the tests begin with the first movement."""
    for pose in poses:
        run.step(pose)
    if poses:
        run.stop(poses[-1].t)
    return run
