"""What is prescribed: an exercise with its dose, its days, its help and when to stop. Frozen values that
refuse nonsense; what contradicts the library is found by `objections`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coach.feedback.exercise import Exercise
from coach.feedback.threshold_words import exercise_named
from coach.feedback.thresholds import NotAThreshold, changed
from coach.feedback.words import name_of
from coach.types import Side

MOST_ITEMS = 20
Finite = Annotated[float, Field(allow_inf_nan=False)]
Score = Annotated[int, Field(ge=0, le=10)]


class Support(StrEnum):
    """How much the patient holds on, from most to least."""

    PERSON = "person"
    """Somebody beside them; never prescribed for alone at home without a caregiver."""
    BOTH_HANDS = "both_hands"
    ONE_HAND = "one_hand"
    NEAR = "near"
    """Something firm within reach."""
    NONE = "none"


class Equipment(StrEnum):
    CHAIR = "chair"
    WORKTOP = "worktop"
    TABLE = "table"
    RAIL = "rail"
    STEP = "step"
    BAND = "band"
    CUP = "cup"
    MAT = "mat"
    TAPE = "tape"
    STICK = "stick"
    BALANCE_BOARD = "balance_board"
    FRAME = "frame"
    """Parallel bars or a walking frame."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Needed(Frozen):
    """A thing to exercise with. Older programmes have its name alone."""

    thing: Equipment
    detail: Annotated[str, Field(max_length=40)] = ""
    """Which one, in the therapist's words: yellow, 45 cm high."""

    @model_validator(mode="before")
    @classmethod
    def _named_alone(cls, given: object) -> object:
        return {"thing": given} if isinstance(given, str) else given


class StopRules(Frozen):
    """From these values on the exercise is over for the day and the therapist is told."""

    pain: Score = 5
    """0 to 10. The default is clinical.md A.7's: more than 4 of 10."""
    effort: Score = 5
    """Borg CR10. The default is "hard": the word of RPE 15, from which A.7 asks for rest."""


class Tempo(Frozen):
    """Seconds of a repetition: out, at the target, back."""

    out: Annotated[Finite, Field(gt=0, le=20)]
    hold: Annotated[Finite, Field(ge=0, le=60)] = 0
    back: Annotated[Finite, Field(gt=0, le=20)]


class Limits(Frozen):
    """Within these a session without the therapist may change the repetitions by itself."""

    fewest: Annotated[int, Field(ge=1, le=100)]
    most: Annotated[int, Field(ge=1, le=100)]

    @model_validator(mode="after")
    def _in_order(self) -> "Limits":
        if self.fewest > self.most:
            raise ValueError("The fewest repetitions are more than the most.")
        return self


class Prescription(Frozen):
    """One exercise of a programme. `id` stays the same through all versions."""

    id: Annotated[str, Field(pattern=r"^[0-9a-z_-]{1,32}$")]
    exercise: Annotated[str, Field(max_length=64)]
    side: Side
    sets: Annotated[int, Field(ge=1, le=10)] = 2
    reps: Annotated[int, Field(ge=1, le=100)] = 8
    """Repetitions, or holds."""
    hold_s: Annotated[Finite, Field(gt=0, le=300)] | None = None
    target: Finite | None = None
    """Where a full repetition ends, in the exercise's own unit; null: the patient's own calibration, else the
    library's."""
    tempo: Tempo | None = None
    rest_s: Annotated[Finite, Field(ge=0, le=600)] = 90
    days: Annotated[tuple[Annotated[int, Field(ge=0, le=6)], ...], Field(max_length=7)] = ()
    """Of the week, Monday 0, at home. None: in sessions with the therapist only."""
    support: Support = Support.NEAR
    equipment: Annotated[tuple[Needed, ...], Field(max_length=len(Equipment))] = ()
    stop: StopRules = StopRules()
    limits: Limits | None = None
    """Null: nothing is changed without the therapist."""
    thresholds: Annotated[dict[str, Finite], Field(max_length=40)] = {}
    """This patient's own, named as in `coach.feedback.thresholds`."""
    note: Annotated[str, Field(max_length=500)] = ""
    """For the patient, in the therapist's own words."""

    @model_validator(mode="after")
    def _agrees(self) -> "Prescription":
        if self.limits is not None and not self.limits.fewest <= self.reps <= self.limits.most:
            raise ValueError("The repetitions are outside the limits.")
        if len(set(self.days)) != len(self.days):
            raise ValueError("A day is there twice.")
        if len({one.thing for one in self.equipment}) != len(self.equipment):
            raise ValueError("A thing to exercise with is there twice.")
        return self

    @property
    def overrides(self) -> dict[str, float]:
        """All thresholds that differ from the library's."""
        return {**self.thresholds, **({} if self.target is None else {"signal.target": self.target})}


class Programme(Frozen):
    """All that is prescribed, in the order it is done."""

    items: Annotated[tuple[Prescription, ...], Field(max_length=MOST_ITEMS)] = ()
    condition: Annotated[str, Field(max_length=32)] | None = None
    """The template that it began from."""

    @model_validator(mode="after")
    def _named_once(self) -> "Programme":
        if len({item.id for item in self.items}) != len(self.items):
            raise ValueError("Two exercises of the programme have the same id.")
        return self

    def on(self, weekday: int) -> tuple[Prescription, ...]:
        """Those for this day of the week at home, Monday 0."""
        return tuple(item for item in self.items if weekday in item.days)


def objections(programme: Programme, library: Mapping[str, Exercise]) -> list[str]:
    """One sentence for each thing that this library can't do; none when all is well."""
    return [why for item in programme.items if (why := _objection(item, library.get(item.exercise)))]


def _objection(item: Prescription, exercise: Exercise | None) -> str | None:
    if exercise is None:
        return f"{exercise_named(item.exercise)} is not in the library."
    name = name_of(exercise, "en")
    if item.side not in exercise.sides:
        return f"{name} is not done with that side: choose another one."
    if exercise.hold is not (item.hold_s is not None):
        wanted = "{} needs seconds to hold." if exercise.hold else "{} has no seconds to hold."
        return wanted.format(name)
    if exercise.therapist_only and item.days:
        return f"{name} is done with a therapist only: it can't have days at home."
    try:
        changed({exercise.id: exercise}, {exercise.id: item.overrides})
    except NotAThreshold as error:
        return str(error)
    return None
