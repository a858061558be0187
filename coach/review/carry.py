"""What people said of one judgement, carried over to a later one by time and side. Pure.

A word that the later judgement agrees with by itself has done its work and is not carried: a repetition that
was struck out and is no longer counted, one that was missing and is counted now. The earlier corrections are
kept with their judgement; here only new rows are made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coach.review.difference import meet
from coach.review.word import Word
from coach.store.facts import Judged, Said
from coach.store.models import CorrectionRow, FaultRow, RepRow, SetRow
from coach.store.rows import fault_of, rep_of

NEAR_S = 1.0
"""A moment that a person marked belongs to what happened within so much of it."""


@dataclass(slots=True)
class _Rows:
    """The rows of one judgement by kind."""

    judgement: int
    sets: list[SetRow] = field(default_factory=list)
    reps: list[RepRow] = field(default_factory=list)
    faults: list[FaultRow] = field(default_factory=list)


def carry(before: Sequence[Said], after: Sequence[Judged], *, judgement: int) -> list[CorrectionRow]:
    """The corrections of the later judgement, which has this number; its helped repetitions are marked. Rows
    of both have their ids."""
    word = Word([row for row in before if isinstance(row, CorrectionRow)])
    old, new = _sorted(before, judgement - 1), _sorted(after, judgement)
    for rep in old.reps:
        if rep.assisted and (now := _rep_like(rep, new)) is not None:
            now.assisted = True
            now.assisted_by, now.assisted_person = rep.assisted_by, rep.assisted_person
    located = [row for said in word.valid for row in _carried(said, old, new)]
    return located + [row for one in old.sets for row in _count(word, one, old, new, located)]


def _sorted(rows: Sequence[Said], judgement: int) -> _Rows:
    found = _Rows(judgement)
    for row in rows:
        match row:
            case SetRow():
                found.sets.append(row)
            case RepRow():
                found.reps.append(row)
            case FaultRow():
                found.faults.append(row)
    return found


def _carried(said: CorrectionRow, old: _Rows, new: _Rows) -> Iterator[CorrectionRow]:
    """At most one."""
    match said.kind:
        case "rep_rejected":
            rep = next((row for row in old.reps if row.id == said.rep_id), None)
            now = _rep_like(rep, new) if rep is not None else None
            if now is not None:
                yield _as(said, new, rep_id=now.id)
        case "rep_added":
            if said.t is not None and not _counted_at(said, new):
                yield _as(said, new)
        case "fault_agree" | "fault_disagree":
            yield from _of_finding(said, old, new)
        case "fault_missed":
            yield from _missed(said, new)


def _of_finding(said: CorrectionRow, old: _Rows, new: _Rows) -> Iterator[CorrectionRow]:
    """A finding that a person agreed with and that is no longer found has been missed."""
    was = next((row for row in old.faults if row.number == said.fault_number), None)
    if was is None:
        return
    now = next((r for r in new.faults if r.fault == was.fault and meet(fault_of(r), fault_of(was))), None)
    if now is not None:
        yield _as(said, new, fault_number=now.number)
    elif said.kind == "fault_agree":
        yield _as(
            said, new, kind="fault_missed", fault_number=None, fault=was.fault, t=was.start,
            set_number=was.set_number, side=was.side,
        )  # fmt: skip


def _missed(said: CorrectionRow, new: _Rows) -> Iterator[CorrectionRow]:
    """One that is found now was rightly missed: the person agrees with it."""
    t = said.t or 0.0
    now = next(
        (r for r in new.faults if r.fault == said.fault and r.start - NEAR_S <= t <= r.end + NEAR_S), None
    )
    if now is None:
        yield _as(said, new)
    else:
        yield _as(said, new, kind="fault_agree", fault_number=now.number)


def _rep_like(rep: RepRow, new: _Rows) -> RepRow | None:
    same = [r for r in new.reps if r.complete and meet(rep_of(r), rep_of(rep))]
    return min(same, key=lambda r: abs(r.peak_t - rep.peak_t), default=None)


def _counted_at(said: CorrectionRow, new: _Rows) -> bool:
    t = said.t or 0.0
    return any(
        r.complete and r.start <= t <= r.end and (said.side in (None, "both", r.side) or r.side == "both")
        for r in new.reps
    )


def _count(
    word: Word, was: SetRow, old: _Rows, new: _Rows, located: Sequence[CorrectionRow]
) -> Iterator[CorrectionRow]:
    """A count that a person gave without saying where stands: the difference to it is their correction."""
    said = [r for r in word.valid if r.kind == "count" and r.set_number == was.number]
    now = next((row for row in new.sets if row.number == was.number), None)
    if not said or now is None:
        return
    so_far = Word(located).counted(now, new.reps)
    yield _as(said[-1], new, delta=word.counted(was, old.reps) - so_far, t=None)


def _as(said: CorrectionRow, new: _Rows, **other: object) -> CorrectionRow:
    """The same word, of the later judgement."""
    columns = {c.key: getattr(said, c.key) for c in CorrectionRow.__table__.columns if c.key != "id"}
    return CorrectionRow(**(columns | {"judgement": new.judgement, "carried_from": said.id} | other))
