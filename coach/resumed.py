"""A session that the server began before it was restarted: its state again, from its tape.

What is over is only recalled; the set, calibration or test that was on is judged again from its first pose,
so that nothing that was counted is lost. Reads a file and takes up to a second: call it off the event loop.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from coach.feedback.exercise import Exercise
from coach.plan import Progress
from coach.session import BEGINNINGS, GUIDED, RUNNING, Session
from coach.store.tape import TapeOutline, TapeReader
from coach.types import (
    Action,
    ActionRefused,
    BaselineGiven,
    BaselineTaken,
    CheckedIn,
    ClinicalTestEnded,
    CountCorrected,
    Event,
    ExerciseChosen,
    FaultMarked,
    FaultSeen,
    HelpMarked,
    PatientChosen,
    Pose,
    ProgrammeGiven,
    RepCounted,
    ResultJudged,
    SetDone,
    Stage,
    StageEntered,
)

log = structlog.get_logger(__name__)

BEGUN = (Stage.COUNTDOWN, *GUIDED)
"""What somebody's wish begins."""
REMEMBERED = (ExerciseChosen, FaultMarked, ResultJudged, BaselineGiven, ProgrammeGiven, CheckedIn)
"""Wishes and words that change nothing but what is known."""
PAUSE_S = 1.0
"""Session time between the last that is on the tape and what comes next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """A session as its tape left it, without sinks; `records`: all that was done and judged in it so far."""

    session: Session
    records: tuple[Event, ...] = ()
    goes_on_at: float = 0.0
    """Session time of its next frame."""


def resumed(tape: Path, exercises: Mapping[str, Exercise]) -> Resumed:
    """A new session where there is no tape yet. Raises TapeUnreadable."""
    session = Session(exercises)
    if not tape.exists() or not tape.stat().st_size:
        return Resumed(session=session)
    outline = TapeReader(tape).outline()
    on = still_on(outline.records)
    for record in outline.records[:on]:
        recall(session, record)
    if on is not None:
        judge_again(session, outline.since(on))
    return Resumed(session=session, records=outline.records, goes_on_at=_goes_on_at(outline))


def set_aside(tape: Path) -> Path:
    """Moves a tape that can't be read out of the way, so that the session can go on with a new one."""
    aside = next(p for n in range(1, 1000) if not (p := tape.with_suffix(f".unreadable-{n}")).exists())
    return tape.rename(aside)


def still_on(records: Iterable[Event]) -> int | None:
    """Which record began what was on at the end; None when nothing was."""
    asked, on = None, None
    for n, record in enumerate(records):
        if isinstance(record, BEGINNINGS):
            asked = n
        elif isinstance(record, StageEntered):
            on = asked if record.stage in BEGUN else on if record.stage in RUNNING else None
    return on


def recall(session: Session, record: Event) -> None:
    """Takes up one record of a stretch that is over, as it was judged and done then."""
    match record:
        case StageEntered(stage=stage):
            _enter(session, stage, record.t)
        case FaultSeen():
            session.faults.append(record)
        case RepCounted() | HelpMarked():
            session.assisting.recall(record, session.progress.number)
        case BaselineTaken() | ClinicalTestEnded():
            session.guided.done(record)
        case SetDone():
            session.checking.ended(record)
        case PatientChosen():
            session.chosen = True
        case CountCorrected(delta=delta):
            session.progress = replace(session.progress, correction=session.progress.correction + delta)
        case Action() if isinstance(record, REMEMBERED):
            with suppress(ActionRefused):
                session.act(record)
    session.progress = session.progress.after(record)


def _enter(session: Session, stage: Stage, t: float) -> None:
    session.stage = stage
    if stage is Stage.COUNTDOWN:
        session.progress = Progress(number=session.progress.number + 1, started=t)
        session.assisting.begin_set()


def judge_again(session: Session, records: Iterable[Pose | Event]) -> None:
    """An edge, as the live judgement is: what fails, or is refused by today's rules, costs itself alone."""
    for record in records:
        try:
            if isinstance(record, Pose):
                session.judge(record)
            elif isinstance(record, Action):
                session.act(record)
        except ActionRefused:
            continue
        except Exception as failure:  # noqa: BLE001
            log.warning("not_judged_again", error=type(failure).__name__)


def _goes_on_at(outline: TapeOutline) -> float:
    told = [*(record.t for record in outline.records), *outline.times[-1:]]
    return max(told) + PAUSE_S if told else 0.0
