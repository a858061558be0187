"""What happened besides repetitions and findings, read from a tape's events: stages, cues, pauses."""

from collections.abc import Iterable
from dataclasses import dataclass

from coach.types import (
    CueGiven,
    CueSent,
    Event,
    Level,
    Paused,
    Resumed,
    Stage,
    StageEntered,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One thing that was said to the patient: a key of the texts, or the therapist's own words."""

    t: float
    key: str | None
    words: str | None
    level: Level
    from_therapist: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    start: float
    end: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    stages: tuple[StageEntered, ...]
    cues: tuple[Cue, ...]
    pauses: tuple[Pause, ...]


def timeline(records: Iterable[Event], end: float) -> Timeline:
    """`end`: the session's last moment, at which an open pause ends."""
    seen = list(records)
    return Timeline(
        stages=tuple(e for e in seen if isinstance(e, StageEntered)),
        cues=tuple(cue for e in seen if (cue := _cue(e)) is not None),
        pauses=tuple(_pauses(seen, end)),
    )


def _cue(event: Event) -> Cue | None:
    match event:
        case CueGiven(t=t, key=key, level=level):
            return Cue(t=t, key=key, words=None, level=level, from_therapist=False)
        case CueSent(t=t, key=key, text=words):
            full = None if key is None else f"cue.{key}"
            return Cue(t=t, key=full, words=words, level=Level.COACH, from_therapist=True)
    return None


def _pauses(events: list[Event], end: float) -> Iterable[Pause]:
    """Of running sets; before them nobody is followed."""
    opened: Paused | None = None
    for event in events:
        if isinstance(event, Paused):
            opened = opened or event
        elif opened is not None and (isinstance(event, Resumed) or _ends(event)):
            yield Pause(start=opened.t, end=event.t, reason=opened.reason)
            opened = None
    if opened is not None:
        yield Pause(start=opened.t, end=max(end, opened.t), reason=opened.reason)


def _ends(event: Event) -> bool:
    return isinstance(event, StageEntered) and event.stage not in (Stage.PAUSED, Stage.MOVING)
