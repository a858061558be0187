"""One session as every export reads it; a tape gives it, and so does the database. Not for poses: those stay
on the tape and are read one by one (`coach.review.exports.angles`)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from coach.store.tape import TapeHeader, TapeReader, TapeUnreadable
from coach.types import (
    Event,
    FaultMarked,
    FaultSeen,
    HoldEnded,
    Pose,
    Quality,
    RepCounted,
    SetDone,
    Side,
)

JUDGED = (RepCounted, FaultSeen, HoldEnded, SetDone)
"""What a later judgement may have otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepKept:
    """A repetition as it was judged; `rejected` when a reviewer said that it is none."""

    set_number: int
    exercise: str
    counted: RepCounted
    rejected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultKept:
    """A finding, and the therapist's word on it where there is one."""

    number: int
    set_number: int
    exercise: str
    seen: FaultSeen
    agree: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldKept:
    set_number: int
    exercise: str
    ended: HoldEnded


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the patient answered in a check-in: `pain` 0–10 or `effort` on Borg's CR10."""

    t: float
    question: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalResult:
    """A clinical test's result."""

    t: float
    test: str
    value: float
    unit: str
    quality: Quality
    side: Side = Side.BOTH
    confirmed: bool | None = None
    """The therapist's word on it; None until given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person said against, or for, the judgement, and did not take back."""

    kind: str
    set_number: int | None
    rep: int | None
    """Number of the repetition it is about."""
    finding: int | None
    fault: str | None
    t: float | None
    side: str | None
    delta: int | None
    by: str
    person: str | None = None
    """A pseudonym: the id of who was signed in."""
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What one participant said about being recorded: `asked`, `yes`, `no`, `stop_keep`, `stop_delete`,
    `withdrawn`."""

    role: str
    said: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """One part of a recording. Its media time 0 is session time `started_t`."""

    role: str
    path: Path
    started_t: float
    seconds: float | None = None

    @property
    def available(self) -> bool:
        return self.path.is_file()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """All that is known of one session. `id` is a pseudonym: nobody's name is in here."""

    id: str
    created: datetime
    duration_s: float = 0.0
    versions: Mapping[str, str] = field(default_factory=dict)
    sets: tuple[SetDone, ...] = ()
    reps: tuple[RepKept, ...] = ()
    faults: tuple[FaultKept, ...] = ()
    counts: Mapping[int, int] = field(default_factory=dict)
    """By set: its repetitions with all that people said, where the database knows them."""
    holds: tuple[HoldKept, ...] = ()
    answers: tuple[Answer, ...] = ()
    tests: tuple[ClinicalResult, ...] = ()
    """None that the therapist has discarded."""
    corrections: tuple[Correction, ...] = ()
    events: tuple[Event, ...] = ()
    """What happened; repetitions and findings among them are those of the judgement that holds."""
    rejudged: bool = False
    """A later judgement than the live one was accepted."""
    media: tuple[Media, ...] = ()
    consents: tuple[Consent, ...] = ()
    """Oldest first; none where nothing is on record."""
    tape: Path | None = None
    problems: tuple[str, ...] = ()
    """Sentences on what is missing."""

    def counted(self, done: SetDone) -> int:
        """Repetitions of a set with all corrections."""
        if done.number in self.counts:
            return self.counts[done.number]
        rejected = sum(r.rejected and r.counted.complete for r in self.reps_of(done))
        return max(0, done.reps + done.correction - rejected)

    def reps_of(self, done: SetDone) -> tuple[RepKept, ...]:
        return tuple(r for r in self.reps if r.set_number == done.number)

    def faults_of(self, done: SetDone) -> tuple[FaultKept, ...]:
        return tuple(f for f in self.faults if f.set_number == done.number)


def from_tape(path: Path, *, media: Sequence[Media] = ()) -> SessionRecord:
    """The session of a bare tape. Raises TapeUnreadable."""
    reader = TapeReader(path)
    events, duration = [], 0.0
    for item in reader:
        duration = max(duration, item.t)
        if not isinstance(item, Pose):
            events.append(item)
    return replace(
        from_events(path.stem, reader.header, events),
        duration_s=duration,
        media=tuple(media),
        tape=path,
        problems=tuple(missing_media(media)),
    )


def from_events(session_id: str, header: TapeHeader, events: Sequence[Event]) -> SessionRecord:
    """What the events of a tape tell, each put into its set. A set without an end is left as it is."""
    sets = [e for e in events if isinstance(e, SetDone)]
    marks = {e.number: e.agree for e in events if isinstance(e, FaultMarked)}
    placed = list(_placed(events, sets))
    seen = [(e, n, x) for e, n, x in placed if isinstance(e, FaultSeen)]
    return SessionRecord(
        id=session_id,
        created=header.created,
        versions=dict(header.versions),
        sets=tuple(sets),
        reps=tuple(
            RepKept(set_number=n, exercise=x, counted=e) for e, n, x in placed if isinstance(e, RepCounted)
        ),
        faults=tuple(
            FaultKept(number=i, set_number=n, exercise=x, seen=e, agree=marks.get(i))
            for i, (e, n, x) in enumerate(seen, 1)
        ),
        holds=tuple(
            HoldKept(set_number=n, exercise=x, ended=e) for e, n, x in placed if isinstance(e, HoldEnded)
        ),
        events=tuple(events),
    )


def _placed(events: Iterable[Event], sets: Sequence[SetDone]) -> Iterator[tuple[Event, int, str]]:
    """Each event with the number and exercise of the set that was running."""
    ended = 0
    last = sets[-1] if sets else None
    for event in events:
        if isinstance(event, SetDone):
            ended += 1
            continue
        running = sets[ended] if ended < len(sets) else None
        if running is not None:
            yield event, running.number, running.exercise
        else:
            yield event, (last.number + 1 if last else 1), ""


def with_tape(record: SessionRecord, path: Path, media: Sequence[Media] = ()) -> SessionRecord:
    """The database's facts, with what only the tape knows. A tape that is gone or too old leaves the facts
    as they are, with a sentence on it."""
    lost = tuple(missing_media(media))
    try:
        taped = from_tape(path)
    except TapeUnreadable as error:
        return replace(record, media=tuple(media), problems=(*record.problems, str(error), *lost))
    return replace(
        record,
        duration_s=taped.duration_s,
        versions=record.versions or taped.versions,
        sets=record.sets or taped.sets,
        reps=record.reps or taped.reps,
        faults=record.faults or taped.faults,
        holds=record.holds or taped.holds,
        events=tuple(_accepted(record, taped.events)) if record.rejudged else taped.events,
        media=tuple(media),
        tape=path,
        problems=(*record.problems, *lost),
    )


def _accepted(record: SessionRecord, taped: Iterable[Event]) -> list[Event]:
    """The tape's events with those of the accepted judgement in place of the live one's."""
    kept = [event for event in taped if not isinstance(event, JUDGED)]
    found = (
        *(rep.counted for rep in record.reps),
        *(fault.seen for fault in record.faults),
        *(hold.ended for hold in record.holds),
        *record.sets,
    )
    return sorted([*kept, *found], key=lambda event: event.t)


def missing_media(media: Iterable[Media]) -> Iterator[str]:
    for part in media:
        if not part.available:
            yield f"The recording {part.path.name} is gone: what was measured is kept, the film is not."
