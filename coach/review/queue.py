"""What a person should look at, the worst first. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from coach.review.timeline import Pause
from coach.types import FaultSeen, Level, Quality, RepCounted

Severity = Literal["safety", "high", "medium", "low"]
ORDER: tuple[Severity, ...] = ("safety", "high", "medium", "low")
LONG_PAUSE_S = 5.0
"""A shorter pause is a step aside."""
UNSURE_SHARE = 0.5
"""So much of a set estimated, and somebody should count it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to look at; `kind` is a text key `queue.<kind>`."""

    t: float
    severity: Severity
    kind: str
    ref: tuple[str, int]
    """What it is about: `fault`, `set`, `rep` or `pause`, and its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding with its number and a person's word on it."""

    number: int
    fault: FaultSeen
    agree: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSeen:
    """A set with its repetitions."""

    number: int
    started: float
    reps: tuple[RepCounted, ...]
    correction: int
    """By how much people have changed the count."""


def queue(faults: Iterable[Found], sets: Iterable[SetSeen], pauses: Iterable[Pause]) -> list[Item]:
    """What nobody has dealt with yet; worst first, then by time."""
    items = [*_findings(faults), *_counts(sets), *_pauses(pauses)]
    return sorted(items, key=lambda item: (ORDER.index(item.severity), item.t))


def _findings(faults: Iterable[Found]) -> Iterator[Item]:
    for found in faults:
        fault = found.fault
        if found.agree is not None or fault.level is Level.NOTE:
            continue
        ref = ("fault", found.number)
        if fault.level is Level.SAFETY:
            yield Item(t=fault.start, severity="safety", kind="safety", ref=ref)
        elif fault.quality is Quality.MEASURED:
            yield Item(t=fault.start, severity="low", kind="finding", ref=ref)
        else:
            yield Item(t=fault.start, severity="medium", kind="unsure_finding", ref=ref)


def _counts(sets: Iterable[SetSeen]) -> Iterator[Item]:
    for one in sets:
        ref = ("set", one.number)
        unsure = sum(rep.quality is not Quality.MEASURED for rep in one.reps)
        if one.correction:
            yield Item(t=one.started, severity="high", kind="count_corrected", ref=ref)
        elif one.reps and unsure >= UNSURE_SHARE * len(one.reps):
            yield Item(t=one.started, severity="medium", kind="unsure_count", ref=ref)
        elif not one.reps:
            yield Item(t=one.started, severity="high", kind="nothing_counted", ref=ref)


def _pauses(pauses: Iterable[Pause]) -> Iterator[Item]:
    for number, pause in enumerate(pauses):
        if pause.end - pause.start >= LONG_PAUSE_S:
            yield Item(t=pause.start, severity="medium", kind="unseen", ref=("pause", number))
