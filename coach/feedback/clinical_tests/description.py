"""What a standard test is and what it results in: frozen descriptions. No behaviour, no norms (`norms`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from coach.types import Event, Quality, Side


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What norms ask for; all of it may be unknown."""

    age: int | None = None
    sex: Sex | None = None
    conditions: frozenset[str] = frozenset()
    """Of `stroke`, `parkinson`, …: some cut-offs hold for these only."""
    height_m: float | None = None
    leg_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One standard test as it is done here; clinical.md B."""

    __test__: ClassVar[bool] = False
    id: str
    views: tuple[str, ...]
    """Those that support it, the best one first; in any other it is refused."""
    unit: str
    prompts: int
    """So many prompts are read to the patient, one at a time: keys `test.<id>.prompt_1` …"""
    equipment: tuple[str, ...] = ()
    seconds: float | None = None
    """How long the test lasts, where the protocol says so."""
    automatic: bool = False
    """May begin by itself with the first movement; otherwise "Go" starts the time."""
    sided: bool = False
    steady: bool = False
    """Done on the spot: a sudden shift of the body is a loss of balance."""
    straight_kneed: bool = False
    """A knee that bends at once has given way."""
    walked: bool = False
    less_is_better: bool = False
    """A smaller value is the better one: seconds for a way, degrees that are missing to straight."""
    version: int = 1

    @property
    def name_key(self) -> str:
        return f"test.{self.id}.name"

    @property
    def prompt_keys(self) -> tuple[str, ...]:
        return tuple(f"test.{self.id}.prompt_{n}" for n in range(1, self.prompts + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """Camera-assisted: a therapist confirms it before it counts."""

    __test__: ClassVar[bool] = False
    test: str
    value: float | None
    """None where the test was broken off before it gave one."""
    unit: str
    quality: Quality
    started: float
    ended: float
    side: Side = Side.BOTH
    details: Mapping[str, float] = field(default_factory=dict)
    """Further numbers by name: seconds where it ends in `_s`, degrees in `_deg`, centimetres in `_cm`."""
    deviations: tuple[str, ...] = ()
    """What was not as the protocol wants it; text keys `deviation.<what>`."""
    comparison: str | None = None
    """Text key `norm.<what>` of how it compares with `source`; None without a norm for this person."""
    source: str | None = None
    """Where the norm comes from: its tag in clinical.md."""
    needs_confirmation: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TestStarted(Event):
    """The time runs since `t`."""

    __test__: ClassVar[bool] = False
    test: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TestProgressed(Event):
    """A count went up, or a part of the test was done."""

    __test__: ClassVar[bool] = False
    test: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TestEnded(Event):
    __test__: ClassVar[bool] = False
    result: TestResult


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRefused(Event):
    """The view, or what is seen, can't support the test. `reason` is a text key `refusal.<what>`."""

    __test__: ClassVar[bool] = False
    test: str
    reason: str
