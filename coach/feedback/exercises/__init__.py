"""Every module here defines one EXERCISE; adding one is adding a file."""

import importlib
import pkgutil

from coach.feedback.exercise import DescriptionError, Exercise


def _load() -> dict[str, Exercise]:
    found = {}
    for module in pkgutil.iter_modules(__path__):
        exercise = importlib.import_module(f"{__name__}.{module.name}").EXERCISE
        if exercise.id != module.name:
            raise DescriptionError(
                f"{module.name}.py describes {exercise.id!r}: file and id must be the same"
            )
        found[exercise.id] = exercise
    return found


CATALOG: dict[str, Exercise] = _load()
"""Exercise id → description."""

NOT_AVAILABLE: dict[str, str] = {}
"""Exercises of clinical.md A.4 that can't be chosen, and why."""
