"""A session goes on after the server died: as it would have gone on without that."""

from dataclasses import replace
from pathlib import Path

import pytest

from coach.feedback.exercises import CATALOG
from coach.resumed import PAUSE_S, resumed, set_aside, still_on
from coach.session import Session
from coach.store.tape import TapeReader, TapeWriter
from coach.types import (
    Action,
    CheckedIn,
    CountCorrected,
    Event,
    FaultMarked,
    FaultSeen,
    Pose,
    RepCounted,
    SessionEnded,
    SessionResumed,
    SetDone,
    SetStarted,
    SetStopped,
    Stage,
    StageEntered,
)

GOLDEN = Path(__file__).parent / "golden"
Records = list[Pose | Event]


def taped(path: Path, inputs: Records) -> Records:
    """The tape of a session with these poses and actions; its records."""
    session = Session(CATALOG, [TapeWriter(path)])
    for one in inputs:
        if isinstance(one, Pose):
            session.judge(one)
        elif isinstance(one, Action):
            session.act(one)
    for sink in session._sinks:
        sink.close()
    return list(TapeReader(path))


def cut(path: Path, records: Records, at: int, into: Path) -> None:
    """The first `at` records of a tape, and the front of the next: what a crash leaves."""
    writer = TapeWriter(into)
    for record in records[:at]:
        if isinstance(record, Pose):
            writer.accept(record, ())
        else:
            writer.act(record, ())  # type: ignore[arg-type]
    writer.close()
    into.write_bytes(into.read_bytes() + path.read_bytes()[10:25])


def later(records: Records, by: float) -> Records:
    return [replace(record, t=record.t + by) for record in records]


def inputs_of(name: str) -> Records:
    """Up to the end of its set."""
    taken = [r for r in TapeReader(GOLDEN / f"{name}.tape") if isinstance(r, Pose | Action)]
    return [SetStopped(t=r.t) if isinstance(r, SessionEnded) else r for r in taken]


def two_sets() -> Records:
    """Two sets of sit-to-stand; in the rest between them the therapist corrects the count."""
    one = inputs_of("sit_to_stand")
    end = one[-1].t
    said = CheckedIn(t=end + 1, set_number=1, pain=2, effort=4, by="patient")
    return [*one, CountCorrected(t=end + 1, delta=1), said, *later(one, end + 2)]


def with_finding() -> Records:
    one = inputs_of("march")
    return [*one, FaultMarked(t=one[-1].t, number=1, agree=False), *later(one, one[-1].t + 2)]


def fed(session: Session, records: Records) -> list[Event]:
    out: list[Event] = []
    for record in records:
        if isinstance(record, Pose):
            out += session.judge(record)
        elif isinstance(record, Action):
            out += session.act(record)
    return out


@pytest.mark.parametrize("share", [0.02, 0.2, 0.35, 0.5, 0.6, 0.75, 0.9, 1.0])
@pytest.mark.parametrize("made", [two_sets, with_finding])
def test_a_session_cut_anywhere_goes_on_exactly(made: object, share: float, tmp_path: Path) -> None:
    inputs: Records = made()  # type: ignore[operator]
    records = taped(tmp_path / "whole.tape", inputs)
    at = max(1, int(len(records) * share))
    cut(tmp_path / "whole.tape", records, at, tmp_path / "cut.tape")
    back = resumed(tmp_path / "cut.tape", CATALOG)
    again = SessionResumed(t=back.goes_on_at)
    whole = Session(CATALOG)
    fed(whole, [*records[:at], again])
    back.session.act(again)
    rest = later([r for r in records[at:] if isinstance(r, Pose | Action)], PAUSE_S)
    assert fed(back.session, rest) == fed(whole, rest)
    for one in (back.session.progress, back.session.stage, back.session.faults, back.session.marks):
        assert one in (whole.progress, whole.stage, whole.faults, whole.marks)
    assert back.session.assisting.marked == whole.assisting.marked
    assert back.session.checking.answers == whole.checking.answers
    assert back.session.checking.asked == whole.checking.asked


def test_nothing_counted_is_lost_in_the_middle_of_a_set(tmp_path: Path) -> None:
    records = taped(tmp_path / "whole.tape", inputs_of("sit_to_stand"))
    at = [n for n, r in enumerate(records) if isinstance(r, RepCounted)][2] + 1
    cut(tmp_path / "whole.tape", records, at, tmp_path / "cut.tape")
    back = resumed(tmp_path / "cut.tape", CATALOG)
    assert back.session.stage is Stage.MOVING
    assert back.session.progress.reps == 3
    assert back.session.progress.number == 1
    assert back.goes_on_at == max(r.t for r in records[:at]) + PAUSE_S


def test_a_tape_of_a_restarted_session_replays_as_it_was_lived(tmp_path: Path) -> None:
    inputs = two_sets()
    path = tmp_path / "a.tape"
    first = taped(path, inputs[: len(inputs) // 3])
    assert isinstance(first[0], Pose | Event)
    back = resumed(path, CATALOG)
    back.session.attach([writer := TapeWriter(path)], lambda _sink, _error: None)
    back.session.act(SessionResumed(t=back.goes_on_at))
    fed(back.session, later(inputs[len(inputs) // 3 :], PAUSE_S))
    writer.close()
    whole = list(TapeReader(path))
    lived = [r for r in whole if isinstance(r, Event) and not isinstance(r, Action)]
    assert fed(Session(CATALOG), whole) == lived
    assert [e.number for e in lived if isinstance(e, SetDone)] == [1, 2]
    assert any(isinstance(e, FaultSeen | RepCounted) for e in lived)


def test_what_was_on_is_what_was_begun_last_and_not_ended() -> None:
    started, moving = SetStarted(t=1.0), StageEntered(t=1.0, stage=Stage.COUNTDOWN)
    rest = StageEntered(t=9.0, stage=Stage.REST)
    assert still_on([started, moving]) == 0
    assert still_on([started, moving, SetStarted(t=2.0)]) == 0, (
        "a second press of the same key begins nothing"
    )
    assert still_on([started, moving, rest]) is None
    assert still_on([started, moving, rest, started, moving]) == 3
    assert still_on([]) is None


def test_without_a_tape_a_session_is_new(tmp_path: Path) -> None:
    new = resumed(tmp_path / "none.tape", CATALOG)
    assert (new.records, new.goes_on_at, new.session.stage) == ((), 0.0, Stage.CHECK)


def test_a_tape_that_cannot_be_read_is_kept_beside(tmp_path: Path) -> None:
    path = tmp_path / "a.tape"
    for n in (1, 2):
        path.write_bytes(b"PK\x03\x04 a zip file")
        assert set_aside(path).name == f"a.unreadable-{n}"
    assert not path.exists()
