"""Several patients alone at home on one board: what is shown of each, and who comes first."""

import pytest

from coach.feedback.exercises import CATALOG
from coach.rtc.board import LEFT_S, SHOWN_S, Tile, Watched, board, short_name, tile
from coach.session import Session
from coach.types import (
    CheckedIn,
    CountCorrected,
    ExerciseChosen,
    FaultSeen,
    Level,
    Prescribed,
    ProgrammeGiven,
    Quality,
    SafetyStopped,
    SessionEnded,
    SetStarted,
    SetStopped,
    Side,
)

STAND = Prescribed(
    exercise="sit_to_stand",
    side=Side.BOTH,
    sets=2,
    reps=3,
    hold_s=None,
    rest_s=30,
    pain_limit=5,
    effort_limit=5,
)
FALL = FaultSeen(
    t=1,
    fault="fall",
    level=Level.SAFETY,
    start=0,
    end=1,
    rep=None,
    side=Side.BOTH,
    value=1.0,
    unit="s",
    threshold=0.5,
    baseline=None,
    quality=Quality.MEASURED,
)


def session(*, on: bool = False) -> Session:
    made = Session(CATALOG)
    made.act(ProgrammeGiven(t=0, items=(STAND,)))
    made.act(ExerciseChosen(t=0, exercise="sit_to_stand", side=Side.BOTH, target_reps=3, target_hold_s=None))
    if on:
        made.act(SetStarted(t=0))
    return made


NOW = 1_800_000_000.0


def seen(
    of: Session,
    name: str = "Maria",
    *,
    here: bool = True,
    judged: bool = True,
    left_s: float | None = None,
) -> Watched:
    """`left_s`: so long ago they closed their page."""
    left_at = None if left_s is None else NOW - left_s
    present = here and left_s is None
    return Watched(
        session_id=name, name=name, url="/s/x", here=present, left_at=left_at, judged=judged, session=of
    )


def shown(of: Session, *, here: bool = True, judged: bool = True, left_s: float | None = None) -> Tile:
    return tile(seen(of, here=here, judged=judged, left_s=left_s), "es", NOW)


def test_the_count_the_set_and_the_pain_of_a_patient() -> None:
    of = session(on=True)
    of.act(CountCorrected(t=0, delta=1))
    at = shown(of)
    assert (at.exercise, at.reps, at.target, at.set_number, at.sets) == ("Levantarse de la silla", 1, 3, 1, 2)
    assert (at.doing, at.need, at.pain, at.body) == ("countdown", "calm", None, None)
    of.act(SetStopped(t=0))
    of.act(CheckedIn(t=0, set_number=1, pain=2, effort=3, by="patient"))
    at = shown(of)
    assert (at.doing, at.set_number, at.pain) == ("rest", 1, 2)
    of.act(SetStarted(t=0))
    assert shown(of).set_number == 2


@pytest.mark.parametrize(
    ("on", "here", "judged", "doing", "need"),
    [
        (True, True, False, "unseen", "look"),
        (True, False, True, "away", "look"),
        (False, False, True, "away", "calm"),
        (False, True, False, "check", "calm"),
    ],
)
def test_a_set_that_nobody_sees_needs_a_look(
    on: bool, here: bool, judged: bool, doing: str, need: str
) -> None:
    at = shown(session(on=on), here=here, judged=judged)
    assert (at.doing, at.need) == (doing, need)


def test_a_stop_is_shown_whatever_the_line_does() -> None:
    of = session(on=True)
    of.act(SafetyStopped(t=0, by="patient"))
    at = shown(of, here=False, judged=False)
    assert (at.doing, at.need) == ("stopped", "now")


def test_who_needs_the_therapist_comes_first_and_the_others_by_name() -> None:
    stopped = session(on=True)
    stopped.act(SafetyStopped(t=0, by="patient"))
    over = session()
    over.act(SessionEnded(t=0))
    of = [
        seen(over, "Ada"),
        seen(session(), "anna"),
        seen(session(on=True), "Zoe", judged=False),
        seen(session(), "Bea"),
        seen(stopped, "Maria"),
    ]
    assert names(*of) == ["Maria", "Zoe", "anna", "Bea"]


def names(*of: Watched) -> list[str]:
    return [one.name for one in board(of, "en", NOW).tiles]


def test_who_closed_the_page_has_left_after_a_while_is_shown_last_and_then_goes() -> None:
    of = session()
    assert (shown(of, left_s=LEFT_S - 1).doing, shown(of, left_s=LEFT_S - 1).left_at) == ("away", None)
    at = shown(of, left_s=LEFT_S)
    assert (at.doing, at.need, at.left_at) == ("left", "calm", NOW - LEFT_S)
    assert names(seen(of, "Ada", left_s=SHOWN_S - 1), seen(session(), "Bea")) == ["Bea", "Ada"]
    assert names(seen(of, "Ada", left_s=SHOWN_S)) == []


def test_who_left_in_the_middle_stopped_or_with_a_safety_finding_stays() -> None:
    stopped, fell = session(on=True), session()
    stopped.act(SafetyStopped(t=0, by="patient"))
    fell.faults.append(FALL)
    for of, doing, need in (
        (session(on=True), "away", "look"),
        (stopped, "stopped", "now"),
        (fell, "left", "calm"),
    ):
        assert names(seen(of, left_s=10 * SHOWN_S)) == ["Maria"]
        at = shown(of, left_s=10 * SHOWN_S)
        assert (at.doing, at.need) == (doing, need)


@pytest.mark.parametrize(
    ("name", "short"), [("Maria", "Maria"), ("María José García", "María G."), ("Мария К.", "Мария К.")]
)
def test_a_board_stands_where_others_pass(name: str, short: str) -> None:
    assert short_name(name) == short
