"""An exercise with other thresholds, named by text: `signal.target`, `signal.rest`, `pace.full`,
`fault.knees_in.limit`. Pure."""

import math
from collections.abc import Mapping
from dataclasses import replace

from coach.feedback.calibration import Baseline
from coach.feedback.exercise import DescriptionError, Exercise, FaultRule
from coach.feedback.threshold_words import exercise_named, finding_named, threshold_named

PACE = ("start", "full", "partial", "end", "min_s", "max_s")
SIGNAL = ("rest", "target")
OF_FAULT = ("limit", "margin", "for_s", "share")

Overrides = Mapping[str, Mapping[str, float]]
"""Per exercise, the value of each threshold that is set."""


class NotAThreshold(ValueError):
    """This can't be set, or not so; the message is one sentence."""


def changed(exercises: Mapping[str, Exercise], overrides: Overrides) -> dict[str, Exercise]:
    """The library with those exercises changed. Raises NotAThreshold."""
    made = dict(exercises)
    for name, values in overrides.items():
        if name not in exercises:
            raise NotAThreshold(f"{exercise_named(name)} is not in the library.")
        made[name] = _changed(exercises[name], values)
    return made


def fitted(baseline: Baseline, exercise: Exercise, values: Mapping[str, float]) -> Baseline:
    """A patient's own baseline under these thresholds: a rest or target that was set stands above the
    calibrated one."""
    own = {part: values[f"signal.{part}"] for part in SIGNAL if f"signal.{part}" in values}
    if not own or baseline.signal != exercise.signal:
        return baseline
    sides = {
        side: replace(kept, rest=own.get("rest", kept.rest), target=own.get("target", kept.target))
        for side, kept in baseline.sides.items()
    }
    return replace(baseline, sides=sides)


def _changed(exercise: Exercise, values: Mapping[str, float]) -> Exercise:
    """Values of one part are set together, since one alone may contradict the others."""
    called = exercise.name or exercise_named(exercise.id)
    parts: dict[tuple[str, ...], dict[str, float]] = {}
    for name, value in values.items():
        *part, last = name.split(".")
        if not math.isfinite(value):
            raise NotAThreshold(f"{called}: {threshold_named(name)} is not a number.")
        if not _is_there(exercise, tuple(part), last):
            raise NotAThreshold(f"{called}: {threshold_named(name)} can't be set.")
        parts.setdefault(tuple(part), {})[last] = value
    for of, numbers in parts.items():
        try:
            exercise = _with(exercise, of, numbers)
        except DescriptionError as error:
            raise NotAThreshold(f"{called}: {_why(exercise, of, numbers)}.") from error
    return exercise


def _why(exercise: Exercise, part: tuple[str, ...], numbers: Mapping[str, float]) -> str:
    """What is wrong with these values together, in words."""
    match part:
        case ("signal",):
            return "rest and target have to differ"
        case ("pace",):
            now = {name: getattr(exercise.pace, name) for name in PACE} | dict(numbers)
            if not 0 < now["end"] < now["start"] < now["partial"] < now["full"] <= 1:
                return "the shares have to rise from end over start and partial to full, which is 1 at most"
            return "the longest repetition has to be longer than the shortest"
    said = finding_named(part[1])
    if "share" in numbers and not 0 < numbers["share"] <= 1:
        return f"the share of “{said}” has to lie between 0 and 1"
    return f"the values of “{said}” can't be negative"


def _is_there(exercise: Exercise, part: tuple[str, ...], name: str) -> bool:
    match part:
        case ("signal",):
            return name in SIGNAL
        case ("pace",):
            return name in PACE
        case ("fault", fault) if any(rule.id == fault for rule in exercise.faults):
            return name in OF_FAULT
        case ("fault", fault):
            return name == "limit" and any(rule.id == fault for rule in exercise.rep_faults)
    return False


def _with(exercise: Exercise, part: tuple[str, ...], numbers: dict[str, float]) -> Exercise:
    match part:
        case ("signal",):
            first = replace(exercise.signals[0], **numbers)  # type: ignore[arg-type]
            return replace(exercise, signals=(first, *exercise.signals[1:]))
        case ("pace",):
            return replace(exercise, pace=replace(exercise.pace, **numbers))
    fault = part[1]
    return replace(
        exercise,
        faults=tuple(_limited(r, numbers) if r.id == fault else r for r in exercise.faults),
        rep_faults=tuple(
            replace(r, limit=numbers["limit"]) if r.id == fault else r for r in exercise.rep_faults
        ),
    )


def _limited(rule: FaultRule, numbers: dict[str, float]) -> FaultRule:
    """What counts as strong moves with the limit."""
    strong = rule.strong
    if strong is not None and "limit" in numbers:
        strong += numbers["limit"] - rule.limit
    return replace(rule, strong=strong, **numbers)  # type: ignore[arg-type]
