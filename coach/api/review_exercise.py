"""An exercise as the reviewer's page gets it, with the limits that the session was judged by."""

import json
from collections.abc import Iterator, Mapping

from coach.api.review_models import ReviewExercise, ReviewLimit
from coach.feedback.exercise import Exercise, FaultRule, RepRule
from coach.feedback.texts import text
from coach.feedback.thresholds import NotAThreshold, Overrides, changed
from coach.feedback.words import name_of
from coach.store.models import JudgementRow
from coach.types import LANDMARKS


def exercise_of(exercise: Exercise, language: str) -> ReviewExercise:
    return ReviewExercise(
        id=exercise.id,
        name=name_of(exercise, language),
        signal=exercise.signal,
        unit=exercise.unit,
        hold=exercise.hold,
        joint=exercise.joint,
        landmarks=[LANDMARKS.index(name) for name in exercise.landmarks],
        rest_value=exercise.rest_value,
        target_value=exercise.target_value,
        faults={name: text(f"fault.{name}", language) for name in exercise.fault_ids},
        limits=dict(_limits(exercise)),
    )


def _limits(exercise: Exercise) -> Iterator[tuple[str, ReviewLimit]]:
    yield "target", ReviewLimit(value=exercise.target_value, unit=exercise.unit)
    yield "full", ReviewLimit(value=exercise.pace.full, unit="× way")
    rules: list[FaultRule | RepRule] = [*exercise.faults, *exercise.rep_faults]
    for rule in rules:
        yield rule.id, ReviewLimit(value=rule.limit, unit=rule.unit)


def as_judged(exercises: Mapping[str, Exercise], judgement: JudgementRow | None) -> Mapping[str, Exercise]:
    """With the thresholds of the judgement that holds; as they are today where those no longer fit."""
    if judgement is None:
        return exercises
    set_then: Overrides = json.loads(judgement.overrides)
    try:
        return {**exercises, **changed({name: exercises[name] for name in set_then}, set_then)}
    except (NotAThreshold, KeyError):
        return exercises
