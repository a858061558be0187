"""What a therapist sees of several patients who exercise alone: a tile each, who needs them first. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from coach.feedback.texts import text
from coach.feedback.words import name_of
from coach.rtc.announce import checked, paused_reason
from coach.rtc.room import Room
from coach.rtc.vocabulary import LevelName, Message, StageName
from coach.session import RUNNING, Session
from coach.types import FaultSeen, Level, Pose, Stage

Need = Literal["now", "look", "calm"]
Doing = StageName | Literal["away", "left", "unseen"]
"""The session's stage; or the patient's line is down, they have left, or the camera can't judge a set that is
on."""
LEFT_S = 120.0
"""A page that was closed between two sets and is not back by then was left: a reload or a weak line is back
sooner."""
SHOWN_S = 1800.0
"""So long after they closed it who left is shown, last of all. Who left in the middle of a set, stopped, or
with a safety finding stays: the therapist ends that session."""
_RANK: dict[Need, int] = {"now": 0, "look": 1, "calm": 2}


class Tile(Message):
    """One patient. `need`: now (stopped), look (a set is on that nobody sees), calm."""

    session: str
    name: str
    url: str
    """Where the therapist joins."""
    need: Need
    doing: Doing
    reason: str | None
    """Why the camera can't judge, where it says so."""
    exercise: str | None
    set_number: int
    sets: int
    """Prescribed; 0 where nothing is."""
    reps: int
    target: int
    finding: str | None
    """The newest of the set that is on, or was last."""
    level: LevelName | None
    pain: int | None
    """As said last, 0 to 10."""
    body: list[int] | None
    """Of each landmark x, y and visibility in thousandths; null where nobody is seen."""
    wide: float
    """The picture's width over its height."""
    left_at: int | None
    """Unix time at which who has left did so."""


class Board(Message):
    type: Literal["board"] = "board"
    tiles: list[Tile]
    """Who needs the therapist first, who has left last; otherwise by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A session at home, as a therapist may see it."""

    session_id: str
    name: str
    url: str
    here: bool
    """The patient's line is up."""
    left_at: float | None
    """Unix time at which their page was closed; None while it is open."""
    judged: bool
    """Pictures come, and the judgement runs."""
    session: Session


def watched(room: Room, *, name: str, url: str) -> Watched:
    return Watched(
        session_id=room.session_id,
        name=short_name(name),
        url=url,
        here=room.patient_here,
        left_at=room.left_at,
        judged=room.judging.judging and not room.judging.stale,
        session=room.judging.session,
    )


def board(of: Iterable[Watched], language: str, now: float) -> Board:
    """At this Unix time. What is over is in the review."""
    tiles = [tile(one, language, now) for one in of if not _gone(one, now)]
    return Board(tiles=sorted(tiles, key=_place))


def _place(of: Tile) -> tuple[int, bool, str, str]:
    return _RANK[of.need], of.doing == "left", of.name.casefold(), of.session


def _gone(of: Watched, now: float) -> bool:
    """What is a matter of safety never goes by itself."""
    if of.session.stage is Stage.ENDED:
        return True
    safe = all(fault.level is not Level.SAFETY for fault in of.session.faults)
    return safe and doing_of(of, now) == "left" and _away_s(of, now) >= SHOWN_S


def _away_s(of: Watched, now: float) -> float:
    return 0.0 if of.left_at is None else now - of.left_at


def tile(of: Watched, language: str, now: float) -> Tile:
    session, doing = of.session, doing_of(of, now)
    plan, exercise, found = session.plan, session.exercise, _finding(session)
    item = session.prescriptions.of(plan.exercise, plan.side) if plan else None
    return Tile(
        session=of.session_id,
        name=of.name,
        url=of.url,
        need=need_of(session.stage, doing),
        doing=doing,
        reason=paused_reason(session.paused, language) if doing == "unseen" else None,
        exercise=name_of(exercise, language) if exercise else None,
        set_number=_set_number(session),
        sets=item.sets if item else 0,
        reps=session.progress.shown_reps,
        target=plan.target_reps if plan else 0,
        finding=text(f"fault.{found.fault}", language) if found else None,
        level=found.level.value if found else None,
        pain=next((one.pain for one in reversed(checked(session)) if one.pain is not None), None),
        body=_body(session.pose) if of.here else None,
        wide=session.pose.width / session.pose.height if session.pose else 16 / 9,
        left_at=round(of.left_at) if of.left_at is not None and doing == "left" else None,
    )


def doing_of(of: Watched, now: float) -> Doing:
    """What stops comes first: it is true whatever the line and the camera do."""
    stage = of.session.stage
    if stage is Stage.STOPPED:
        return "stopped"
    if not of.here:
        return "left" if stage not in RUNNING and _away_s(of, now) >= LEFT_S else "away"
    unseen = stage is Stage.PAUSED or (stage in RUNNING and not of.judged)
    return "unseen" if unseen else cast(Doing, stage.value)


def need_of(stage: Stage, doing: Doing) -> Need:
    """Who is away between two sets has only left; in the middle of one, something may have happened."""
    if doing == "stopped":
        return "now"
    return "look" if doing == "unseen" or (doing == "away" and stage in RUNNING) else "calm"


def short_name(name: str) -> str:
    """The first name, and of the last one its first letter: a board stands where others pass."""
    first, *rest = name.split() or [""]
    return f"{first} {rest[-1][0]}." if rest else first


def _set_number(session: Session) -> int:
    """Of this exercise today; 0 before its first."""
    done = session.checking.times(session.plan.exercise, session.plan.side) if session.plan else 0
    return done + (session.stage in RUNNING)


def _finding(session: Session) -> FaultSeen | None:
    newest = session.faults[-1] if session.faults else None
    return newest if newest is not None and newest.t >= session.progress.started else None


def _body(pose: Pose | None) -> list[int] | None:
    if pose is None or pose.points is None:
        return None
    return [round(1000 * value) for point in pose.points for value in (point.x, point.y, point.visibility)]
