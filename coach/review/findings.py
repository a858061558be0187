"""What an analysis says, in the fields of `coach analyze --json` (design.md section 4)."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from coach.feedback.gait_summary import GaitSummary
from coach.types import Level, Quality, Side, View


@dataclass(frozen=True, slots=True, kw_only=True)
class RepFound:
    number: int
    """Of its kind, complete or partial, from 1."""
    side: Side
    start_s: float
    peak_s: float
    end_s: float
    peak: float
    unit: str
    complete: bool
    quality: Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultFound:
    id: str
    level: Level
    start_s: float
    end_s: float
    rep: int | None
    side: Side
    value: float
    unit: str
    threshold: float
    quality: Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldFound:
    side: Side
    start_s: float
    end_s: float
    seconds: float
    quality: Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFound:
    t: float
    side: Side
    quality: Quality
    """Of its time: an estimate under 25 analysed frames a second; clinical.md 0.1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestFound:
    """A standard test; a therapist confirms it before it counts."""

    __test__: ClassVar[bool] = False
    id: str
    side: Side
    unit: str
    value: float | None = None
    quality: Quality = Quality.NOT_ASSESSABLE
    start_s: float | None = None
    end_s: float | None = None
    details: Mapping[str, float] = field(default_factory=dict)
    deviations: tuple[str, ...] = ()
    """Sentences: what was not as the protocol wants it."""
    comparison: str | None = None
    """How it compares with the norm from `source`; None without a norm for anybody."""
    source: str | None = None
    refused: str | None = None
    """Why the test could not be judged; None where it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One exercise or one standard test judged from beginning to end."""

    exercise: str | None
    """None where only a test was asked for."""
    duration_s: float
    frames: int
    """In the video; on a tape, the poses."""
    analysed_frames: int
    pose_found: float
    """Share of the analysed frames in which somebody was found, 0–1."""
    view: View | None
    """The one that lasted longest; None when it was never known."""
    reps: tuple[RepFound, ...]
    faults: tuple[FaultFound, ...]
    holds: tuple[HoldFound, ...]
    steps: tuple[StepFound, ...]
    gait: GaitSummary | None = None
    """Of the walking exercises."""
    tests: tuple[TestFound, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences on what limits the result."""

    @property
    def rep_count(self) -> int:
        return sum(rep.complete for rep in self.reps)

    @property
    def partial_count(self) -> int:
        return sum(not rep.complete for rep in self.reps)

    def to_json(self) -> dict[str, object]:
        """Plain values only, in the order of the contract; numbers to four decimals."""
        plain = dataclasses.asdict(self, dict_factory=_plain)
        counts = {"rep_count": self.rep_count, "partial_count": self.partial_count}
        order = ("exercise", "duration_s", "frames", "analysed_frames", "pose_found", "view", "reps")
        return {name: plain.pop(name) for name in order} | counts | plain


def _plain(fields: list[tuple[str, object]]) -> dict[str, object]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in fields}
