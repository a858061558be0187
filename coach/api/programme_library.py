"""What can be prescribed, in words: exercises, help, equipment, and templates by condition."""

from collections.abc import Mapping

from pydantic import BaseModel, Field

from coach.feedback.exercise import Exercise
from coach.feedback.texts import text
from coach.feedback.words import name_of
from coach.programme.prescription import Equipment, Prescription, Support
from coach.programme.templates import TEMPLATES, Template
from coach.programme.texts import word


class Named(BaseModel):
    id: str
    name: str


class Prescribable(Named):
    """An exercise of the library with its usual dose."""

    sides: list[str]
    reps: int
    sets: int
    hold_s: float | None = Field(description="Null: it is no hold")
    rest_s: float
    unit: str
    target: float = Field(description="Where a full repetition ends without a calibration")
    equipment: list[str]
    thresholds: dict[str, float] = Field(description="What can be set for one patient, with the usual value")
    threshold_names: dict[str, str] = Field(description="What each of them is called")
    therapist_only: bool


class Beginning(Named):
    """A template."""

    source: str
    watch: list[str] = Field(description="What to look out for")
    items: list[Prescription]


class Library(BaseModel):
    exercises: list[Prescribable]
    templates: list[Beginning]
    supports: list[Named]
    equipment: list[Named]


def library_in(exercises: Mapping[str, Exercise], language: str) -> Library:
    offered = [_prescribable(exercise, language) for exercise in exercises.values()]
    return Library(
        exercises=sorted(offered, key=lambda one: one.name),
        templates=sorted((_beginning(t, language) for t in TEMPLATES.values()), key=lambda one: one.name),
        supports=[Named(id=s, name=word(f"support.{s}", language)) for s in Support],
        equipment=things_in(language),
    )


def things_in(language: str) -> list[Named]:
    return [Named(id=e, name=word(f"equipment.{e}", language)) for e in Equipment]


def _prescribable(exercise: Exercise, language: str) -> Prescribable:
    return Prescribable(
        id=exercise.id,
        name=name_of(exercise, language),
        sides=[side.value for side in exercise.sides],
        reps=exercise.reps,
        sets=exercise.sets,
        hold_s=exercise.hold_s,
        rest_s=exercise.rest_s,
        unit=exercise.unit,
        target=exercise.target_value,
        equipment=[e for e in exercise.equipment if e in set(Equipment)],
        thresholds={
            "pace.full": exercise.pace.full,
            **{f"fault.{rule.id}.limit": rule.limit for rule in exercise.faults},
            **{f"fault.{rule.id}.limit": rule.limit for rule in exercise.rep_faults},
        },
        threshold_names={
            f"fault.{fault}.limit": text(f"fault.{fault}", language)
            for fault in (*(rule.id for rule in exercise.faults), *(rule.id for rule in exercise.rep_faults))
        },
        therapist_only=exercise.therapist_only,
    )


def _beginning(template: Template, language: str) -> Beginning:
    return Beginning(
        id=template.condition,
        name=word(f"condition.{template.condition}", language),
        source=template.source,
        watch=[word(f"watch.{key}", language) for key in template.watch],
        items=list(template.items),
    )
