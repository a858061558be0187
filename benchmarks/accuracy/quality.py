"""UI-PRMD: is this repetition correct or not? Macro-F1 of both answers, within person and across people.

Within person: the library's exercise or one that the others show, calibrated on the person's own first three
correct repetitions that are seen, as a therapist would; then the engine judges the others, correct and
incorrect in turn. Incorrect is what is no complete repetition, and what is further from the calibrated ones
than a limit; the limit of one subject is chosen on the other six.
Across people, for comparison and not in the product: how far each measure goes in the repetition, and a
linear model fitted to the correct and incorrect repetitions of the other six."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.cases import Segment
from benchmarks.accuracy.judged import judge
from benchmarks.accuracy.poses import FPS, JOIN_S, JOINTS, LEAD_S
from benchmarks.accuracy.series import IN_THE_LIBRARY, Exercises, Key, Series, camera, filmed
from benchmarks.accuracy.table import Miss, Row, mean_row
from coach.feedback.calibrating import NotCalibrated, calibrate
from coach.feedback.calibration import Baseline
from coach.feedback.exercise import Exercise
from coach.feedback.habit import LIMIT, SIDES, TraitWatch
from coach.feedback.onlooker import watch
from coach.types import FaultSeen, Pose, RepCounted

SHOWN, SHOWN_MOST = 3, 5
PAUSE_S = 1.0
"""Still before each repetition: each was recorded by itself, so that joining them moves the start posture."""
SEATED = 0.05
"""Of the way to the seat: so near to the lowest the person sits."""
WITHIN_GOAL, ACROSS_GOAL = 0.90, 0.77
LIMITS = np.linspace(0.6, 2.5, 39)
RIDGE = 0.1
"""Of the linear model, with all traits brought to one size."""

Traits = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One subject's repetitions of one movement, in the order in which they were shown."""

    incorrect: NDArray[np.bool_]
    distance: NDArray[np.float64]
    """From the calibrated repetitions; infinite where no complete repetition was counted."""
    faulty: NDArray[np.bool_]
    """A named fault of the exercise was seen."""
    traits: tuple[dict[str, float], ...]
    problem: str = ""


def rows(own: Series, others: Exercises, pool: ProcessPoolExecutor) -> tuple[list[Row], list[Miss]]:
    """Of `others` the exercises that everybody else taught."""
    whole = {key: found for key, found in own.items() if len({s.correct for s in found}) == 2}
    if not whole:
        return [], []
    cases = dict(zip(whole, pool.map(_case, whole.values(), map(others.get, whole)), strict=True))
    within, fixed, across = _within(cases), _fixed(cases), _across(cases)
    misses = [
        Miss(case=f"{m} {s}, correct or not", expected="calibrated", got=case.problem)
        for (m, s), case in cases.items()
        if case.problem
    ]
    return [*_goal_rows(within, fixed, across), *_movement_rows(within, across)], misses


def _goal_rows(within: dict[Key, float], fixed: dict[Key, float], across: dict[Key, float]) -> list[Row]:
    return [
        _row("UI-PRMD, within person, calibrated on 3", within, WITHIN_GOAL),
        _row(f"UI-PRMD, within person, the product's limit {LIMIT}", fixed, WITHIN_GOAL),
        _row("UI-PRMD, across people: a model fitted to the others, not the product", across, ACROSS_GOAL),
    ]


def _row(on: str, scores: dict[Key, float], goal: float) -> Row:
    row = mean_row("correct or not, macro-F1", on, list(scores.values()), goal=goal)
    reached = fmean(scores.values()) >= goal if scores else None
    return replace(row, goal=f"≥ {goal:.2f}", reached=reached)


def _movement_rows(within: dict[Key, float], across: dict[Key, float]) -> list[Row]:
    def mean(scores: dict[Key, float], movement: str) -> float:
        found = [score for (m, _), score in scores.items() if m == movement]
        return fmean(found) if found else float("nan")

    return [
        Row(
            what="correct or not: within / across",
            on=f"UI-PRMD {movement}",
            n=sum(m == movement for m, _ in within),
            value=f"{mean(within, movement):.2f} / {mean(across, movement):.2f}",
            interval="",
            goal="",
            reached=None,
        )
        for movement in dict.fromkeys(m for m, _ in within)
    ]


# ---- one case


def _case(found: Sequence[Segment], exercise: Exercise | None) -> Case:
    ordered = [_from_the_seat(s) for s in sorted(found, key=lambda s: s.episode)]
    correct = [s for s in ordered if s.correct]
    yaw_deg = camera(correct[:SHOWN])
    own, used, problem = _calibrated(correct, yaw_deg, exercise)
    asked = _in_turn(correct[used:], [s for s in ordered if not s.correct])
    seen = filmed(asked, yaw_deg, PAUSE_S)
    distance, faulty = np.zeros(len(asked)), np.zeros(len(asked), bool)
    if exercise and own:
        distance, faulty = _judged(asked, seen, exercise, _telling_all(own))
    return Case(
        incorrect=np.array([not s.correct for s in asked]),
        distance=distance,
        faulty=faulty,
        traits=tuple(_excursions(_traits(asked, seen))),
        problem=problem,
    )


def _calibrated(
    correct: Sequence[Segment], yaw_deg: float, exercise: Exercise | None
) -> tuple[Baseline | None, int, str]:
    """On the first repetitions until SHOWN of them were seen, as a live calibration goes on until it has
    them; the baseline, how many were used up, and what was wrong."""
    if exercise is None:
        return None, SHOWN, "The other subjects have no movement in common."
    why = ""
    for used in range(SHOWN, SHOWN_MOST + 1):
        try:
            return calibrate(filmed(correct[:used], yaw_deg, PAUSE_S), exercise, reps=SHOWN), used, ""
        except NotCalibrated as error:
            why = str(error)
    return None, SHOWN_MOST, why


def _from_the_seat(segment: Segment) -> Segment:
    """UI-PRMD cuts sit-to-stand where the person stands, the exercise begins on the seat: first the rising
    half, then the sitting down of the same repetition."""
    if IN_THE_LIBRARY.get(segment.movement) != "sit_to_stand":
        return segment
    height = segment.joints[:, JOINTS["waist"], 1]
    seated = np.flatnonzero(height < height.min() + SEATED * np.ptp(height))
    middle = int(np.median(seated))
    up, down = segment.joints[middle:], segment.joints[:middle]
    stood = np.linspace(up[-1], down[0], round(JOIN_S * FPS))
    return replace(segment, joints=np.concatenate([up, stood, down]))


def _telling_all(own: Baseline) -> Baseline:
    """So that the distance of every repetition is told."""
    return replace(own, habits={side: replace(habit, limit=0.0) for side, habit in own.habits.items()})


def _in_turn(correct: Sequence[Segment], incorrect: Sequence[Segment]) -> list[Segment]:
    return [s for pair in zip_longest(correct, incorrect) for s in pair if s is not None]


def spans(series: Sequence[Segment]) -> list[tuple[float, float]]:
    """When each repetition of a joined series begins and ends."""
    t, found = LEAD_S, []
    for segment in series:
        t += JOIN_S + PAUSE_S
        found.append((t, t + len(segment.joints) / FPS))
        t = found[-1][1]
    return found


def _judged(
    asked: Sequence[Segment], poses: Sequence[Pose], exercise: Exercise, own: Baseline
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    seen = judge(poses, exercise, baseline=own)
    distance, faulty = [], []
    for start, end in spans(asked):
        inside: Callable[[RepCounted | FaultSeen], bool] = lambda e, a=start, b=end: (  # type: ignore[misc]  # noqa: E731
            a - JOIN_S <= (e.start + e.end) / 2 <= b + JOIN_S
        )
        complete = any(inside(rep) and rep.complete for rep in seen.reps)
        far = [f.value for f in seen.faults if f.fault == "unlike_own" and inside(f)]
        distance.append(max(far) if far and complete else np.inf)
        faulty.append(any(f.fault != "unlike_own" and inside(f) for f in seen.faults))
    return np.array(distance), np.array(faulty)


def _traits(asked: Sequence[Segment], poses: Sequence[Pose]) -> list[dict[str, float]]:
    """Of each repetition, whatever the engine makes of it."""
    looks = TraitWatch(kept_s=1e9)
    watched = watch(poses, moving=spans(asked))
    for scene in watched.scenes if watched else ():
        looks.look(scene.body.t, scene)
    return [dict(looks.between(start, end)) for start, end in spans(asked)]


def _excursions(reps: Sequence[dict[str, float]]) -> list[dict[str, float]]:
    """How far each measure goes and where its mean lies in that, on the side that moves more and on the
    other: what depends neither on a person's build and posture nor on the side that they chose."""
    ways = [_ways(rep) for rep in reps]
    left, right = (sum(far for rep in ways for (_, at), (far, _) in rep.items() if at == s) for s in SIDES)
    working = SIDES[0] if left > right else SIDES[1]
    return [
        {
            f"{measure}.{'working' if side == working else 'other'}.{kind}": value
            for (measure, side), both in rep.items()
            for kind, value in zip(("far", "mean"), both, strict=True)
        }
        for rep in ways
    ]


def _ways(traits: dict[str, float]) -> dict[tuple[str, str], tuple[float, float]]:
    """Of each measure and side: high over low, mean over low."""
    named = {tuple(name.split(".")[:2]) for name in traits}
    found = {}
    for measure, side in named:
        high, low, mean = (traits[f"{measure}.{side}.{kind}"] for kind in ("high", "low", "mean"))
        found[measure, side] = (high - low, mean - low)
    return found


# ---- scores


def f1(incorrect: NDArray[np.bool_], told: NDArray[np.bool_]) -> float:
    """Mean of the F1 of both answers."""
    hits, right = int((incorrect & told).sum()), int((~incorrect & ~told).sum())
    wrong = int((incorrect != told).sum())
    parts = [2 * n / (2 * n + wrong) if n or wrong else 1.0 for n in (hits, right)]
    return fmean(parts)


def _within(cases: dict[Key, Case]) -> dict[Key, float]:
    tried = {key: [f1(case.incorrect, case.distance > at) for at in LIMITS] for key, case in cases.items()}
    found = {}
    for movement, subject in cases:
        others = [scores for key, scores in tried.items() if key[1] != subject]
        best = int(np.argmax(np.mean(others, axis=0))) if others else 0
        found[movement, subject] = tried[movement, subject][best]
    return found


def _fixed(cases: dict[Key, Case]) -> dict[Key, float]:
    return {key: f1(case.incorrect, case.distance > LIMIT) for key, case in cases.items()}


def _across(cases: dict[Key, Case]) -> dict[Key, float]:
    scores = {}
    for (movement, subject), case in cases.items():
        others = [c for (m, s), c in cases.items() if m == movement and s != subject]
        if others:
            scores[movement, subject] = f1(case.incorrect, _told(case, others))
    return scores


def _told(case: Case, others: Sequence[Case]) -> NDArray[np.bool_]:
    """A linear model with a penalty (ridge), fitted to the others."""
    every = [rep for one in (case, *others) for rep in one.traits]
    names = sorted(set.intersection(*(set(rep) for rep in every)))
    known = np.array([[rep[n] for n in names] for one in others for rep in one.traits])
    answers = np.concatenate([np.where(one.incorrect, 1.0, -1.0) for one in others])
    middle, size = known.mean(axis=0), known.std(axis=0) + 0.03
    z = (known - middle) / size
    asked = (np.array([[rep[n] for n in names] for rep in case.traits]) - middle) / size
    alike = z @ z.T / len(names) + RIDGE * np.eye(len(z))
    weights = np.linalg.solve(alike, answers - answers.mean())
    told: NDArray[np.bool_] = asked @ z.T / len(names) @ weights + answers.mean() > 0
    return told
