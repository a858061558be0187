"""What people said of one judgement, in a later one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from coach.review.carry import carry
from coach.review.word import Word
from coach.store.models import Base, CorrectionRow, FaultRow, RepRow, SetRow

AT = datetime(2026, 11, 27, tzinfo=UTC)


def rep(n: int, start: float, *, judgement: int = 1, side: str = "both", assisted: bool = False) -> RepRow:
    return RepRow(
        id=100 * judgement + n,
        session_id="s",
        judgement=judgement,
        set_number=1,
        number=n,
        side=side,
        start=start,
        peak_t=start + 1,
        end=start + 2,
        peak=1.0,
        unit="",
        complete=True,
        quality="measured",
        assisted=assisted,
    )


def fault(
    n: int, start: float, *, judgement: int = 1, kind: str = "knees_in", side: str = "both"
) -> FaultRow:
    return FaultRow(
        session_id="s",
        judgement=judgement,
        number=n,
        set_number=1,
        fault=kind,
        level="coach",
        start=start,
        end=start + 1,
        rep=None,
        side=side,
        value=1.0,
        unit="",
        threshold=0.5,
        baseline=None,
        quality="measured",
    )


def a_set(reps: int, *, judgement: int = 1, correction: int = 0) -> SetRow:
    return SetRow(
        session_id="s",
        judgement=judgement,
        number=1,
        exercise="sit_to_stand",
        side="both",
        started=0.0,
        ended=60.0,
        reps=reps,
        partials=0,
        correction=correction,
        longest_hold_s=0.0,
    )


SAID = {"id": 7, "session_id": "s", "judgement": 1, "by": "therapist", "at": AT, "note": "!", "live": False}


def said(kind: str, **of: object) -> CorrectionRow:
    return CorrectionRow(**{"kind": kind, **SAID, **of})


def carried(before: Sequence[Base], after: Sequence[Base]) -> list[CorrectionRow]:
    said_of = [row for row in before if isinstance(row, SetRow | RepRow | FaultRow | CorrectionRow)]
    now = [row for row in after if isinstance(row, SetRow | RepRow | FaultRow)]
    return carry(said_of, now, judgement=2)


def test_a_struck_repetition_is_struck_again_where_it_is_still_counted() -> None:
    old = [a_set(2), rep(1, 0), rep(2, 5), said("rep_rejected", rep_id=102)]
    (row,) = carried(old, [a_set(2, judgement=2), rep(1, 0.2, judgement=2), rep(2, 5.4, judgement=2)])
    assert (row.rep_id, row.carried_from, row.judgement, row.by, row.at) == (202, 7, 2, "therapist", AT)
    assert carried(old, [a_set(1, judgement=2), rep(1, 0.2, judgement=2)]) == []


def test_the_other_sides_repetition_is_another_one() -> None:
    old = [rep(1, 0, side="left"), said("rep_rejected", rep_id=101)]
    assert carried(old, [rep(1, 0, side="right", judgement=2)]) == []
    assert len(carried(old, [rep(1, 0, side="both", judgement=2)])) == 1


def test_a_missed_repetition_counts_until_the_judge_sees_it() -> None:
    added = said("rep_added", set_number=1, t=6.0, side="left")
    (row,) = carried([added], [rep(1, 0, judgement=2)])
    assert (row.kind, row.t, row.set_number) == ("rep_added", 6.0, 1)
    assert carried([added], [rep(2, 5, judgement=2, side="left")]) == []
    assert len(carried([added], [rep(2, 5, judgement=2, side="right")])) == 1


def test_a_word_on_a_finding_goes_with_it() -> None:
    new = [fault(3, 2.2, judgement=2), fault(4, 9, judgement=2)]
    for kind in ("fault_agree", "fault_disagree"):
        (row,) = carried([fault(1, 2), said(kind, fault_number=1)], new)
        assert (row.kind, row.fault_number) == (kind, 3)


def test_a_finding_that_a_person_agreed_with_and_that_is_gone_was_missed() -> None:
    old = fault(1, 2, side="left")
    (row,) = carried([old, said("fault_agree", fault_number=1)], [])
    assert (row.kind, row.fault, row.t, row.fault_number) == ("fault_missed", "knees_in", 2, None)
    assert carried([old, said("fault_disagree", fault_number=1)], []) == []


def test_a_missed_finding_that_is_found_is_agreed_with() -> None:
    missed = said("fault_missed", set_number=1, t=2.5, fault="knees_in")
    (row,) = carried([missed], [fault(1, 2, judgement=2)])
    assert (row.kind, row.fault_number) == ("fault_agree", 1)
    (still,) = carried([missed], [fault(1, 2, judgement=2, kind="trunk_lean")])
    assert still.kind == "fault_missed"


def test_a_count_that_a_person_gave_stands() -> None:
    """Eight, they said: one more than seven were judged. Nine are judged now."""
    live = said("count", set_number=1, delta=1, live=True, t=30.0)
    old = [a_set(7, correction=1), live]
    new = a_set(9, judgement=2)
    (row,) = carried(old, [new])
    assert (row.delta, Word([row]).counted(new, [])) == (-1, 8)
    agreed = a_set(8, judgement=2)
    (row,) = carried(old, [agreed])
    assert (row.delta, Word([row]).counted(agreed, []), Word([row]).touched(agreed, [])) == (0, 8, True)


def test_what_was_taken_back_is_not_carried() -> None:
    back = said("withdrawn", id=8, withdraws=7)
    assert carried([rep(1, 0), said("rep_rejected", rep_id=101), back], [rep(1, 0, judgement=2)]) == []


def test_who_was_helped_before_was_helped_when_judged_again() -> None:
    later = [rep(1, 0.1, judgement=2), rep(2, 5.2, judgement=2)]
    carry([rep(1, 0.0), rep(2, 5.0, assisted=True)], later, judgement=2)
    assert [one.assisted for one in later] == [False, True]
