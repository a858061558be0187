"""Tables, read back by csv and pyarrow."""

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.feedback.exercises import CATALOG
from coach.review.exports.angles import Angle, angles
from coach.review.exports.csv_export import cell, write_csv
from coach.review.exports.parquet_export import write_parquet
from coach.review.exports.record import SessionRecord, from_tape, with_tape
from coach.review.exports.rows import SessionRows, from_rows
from coach.review.exports.tables import ANGLES, CORRECTIONS, EVENTS, REPS, TESTS, documentation, tables
from coach.store.ledger import fault_row, rep_row, set_row
from coach.store.models import JudgementRow, SessionRow
from coach.store.tape import TapeReader, TapeUnreadable
from coach.types import CueSent, FaultSeen, RepCounted
from tests import truth
from tests.review.exports.conftest import CLIP


@pytest.fixture(scope="module")
def measured(tape: Path) -> list[Angle]:
    return list(angles(TapeReader(tape), CATALOG))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_repetitions_come_back_as_they_were_counted(
    record: SessionRecord, measured: list[Angle], tmp_path: Path
) -> None:
    write_csv(tables(record, measured), tmp_path)
    rows = read(tmp_path / "reps.csv")
    whole = [r for r in rows if r["complete"] == "true"]
    assert len(whole) == 2 * truth.reps(CLIP)
    assert {r["set_number"] for r in rows} == {"1", "2"}
    assert {r["exercise"] for r in rows} == {"sit_to_stand"}
    assert [float(r["peak"]) for r in rows] == [r.counted.peak for r in record.reps]


def test_parquet_and_csv_say_the_same(record: SessionRecord, measured: list[Angle], tmp_path: Path) -> None:
    write_csv(tables(record, measured), tmp_path)
    write_parquet(tables(record, measured), tmp_path)
    for name, columns in (("reps", REPS), ("angles", ANGLES), ("events", EVENTS)):
        table = pq.read_table(tmp_path / f"{name}.parquet")
        assert table.column_names == [c.name for c in columns]
        assert table.num_rows > 0
        plain = [[cell(v) for v in row.values()] for row in table.to_pylist()]
        assert plain == [list(row.values()) for row in read(tmp_path / f"{name}.csv")]
        for column in columns:
            assert table.schema.field(column.name).metadata[b"description"].decode() == column.doc


def test_every_angle_was_judged_at_its_pose(tape: Path, measured: list[Angle]) -> None:
    times = {r.t for r in TapeReader(tape)}
    assert measured
    assert all(a.t in times for a in measured)
    assert {a.measure for a in measured} <= {s.measure for s in CATALOG["sit_to_stand"].signals}


def test_the_peak_of_a_repetition_is_in_its_angles(record: SessionRecord, measured: list[Angle]) -> None:
    rep = next(r.counted for r in record.reps if r.counted.complete)
    during = [a.value for a in measured if rep.start <= a.t <= rep.end and a.unit == rep.unit]
    assert min(abs(v - rep.peak) for v in during) < 0.05 * max(abs(v) for v in during)


def test_a_formula_in_a_cue_does_not_run(record: SessionRecord, tmp_path: Path) -> None:
    write_csv(tables(record, ()), tmp_path)
    for row in read(tmp_path / "events.csv"):
        for name, value in row.items():
            number = name in {c.name for c in EVENTS if c.kind in ("number", "whole")}
            assert number or not value.startswith(("=", "+", "-", "@"))


@given(st.text())
def test_no_text_begins_as_a_formula(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell(text).removeprefix("'") == text.removeprefix("'")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_exactly(number: float) -> None:
    assert float(cell(number)) == number


def test_the_database_and_the_tape_give_the_same_session(record: SessionRecord, tape: Path) -> None:
    rows = from_rows(
        SessionRows(
            session=SessionRow(id=record.id, created_at=record.created, ended_at=None, demo=False),
            sets=[set_row(s, record.id) for s in record.sets],
            reps=[rep_row(r.counted, record.id, r.set_number) for r in record.reps],
            faults=[fault_row(f.seen, record.id, f.set_number, f.number) for f in record.faults],
        )
    )
    assert [(f.number, f.set_number, f.seen.fault) for f in rows.faults] == [
        (f.number, f.set_number, f.seen.fault) for f in record.faults
    ]
    assert [r.counted.peak for r in rows.reps] == [r.counted.peak for r in record.reps]
    assert rows.sets == record.sets
    assert with_tape(rows, tape).events == record.events


def test_after_a_later_judgement_the_events_are_its_own(record: SessionRecord, tape: Path) -> None:
    """The live findings and repetitions are not told as if they held; what was said and done stays."""
    gone, kept = record.faults[0], record.faults[1:]
    later = JudgementRow(
        session_id=record.id, number=2, by="therapist", at=record.created, versions="{}", overrides="{}"
    )
    rows = from_rows(
        SessionRows(
            session=SessionRow(id=record.id, created_at=record.created, ended_at=None, demo=False),
            sets=[set_row(s, record.id) for s in record.sets],
            reps=[rep_row(r.counted, record.id, r.set_number) for r in record.reps[1:]],
            faults=[fault_row(f.seen, record.id, f.set_number, f.number) for f in kept],
            judgements=[later],
        )
    )
    events = with_tape(rows, tape).events
    assert [e for e in events if isinstance(e, FaultSeen)] == [f.seen for f in rows.faults]
    assert (gone.seen.fault, gone.seen.start) not in [
        (e.fault, e.start) for e in events if isinstance(e, FaultSeen)
    ]
    assert len([e for e in events if isinstance(e, RepCounted)]) == len(record.reps) - 1
    assert [e for e in events if isinstance(e, CueSent)] == [
        e for e in record.events if isinstance(e, CueSent)
    ]
    assert [e.t for e in events] == sorted(e.t for e in events)


def test_events_belong_to_their_sets(record: SessionRecord) -> None:
    inside = [e for e in record.events if isinstance(e, RepCounted | FaultSeen)]
    assert len(inside) == len(record.reps) + len(record.faults)
    for rep in record.reps:
        done = next(s for s in record.sets if s.number == rep.set_number)
        assert done.started <= rep.counted.start <= done.t


def test_the_correction_is_kept_beside_the_count(record: SessionRecord) -> None:
    done = record.sets[0]
    assert done.reps == truth.reps(CLIP)
    assert done.correction == -1
    assert record.counted(done) == done.reps - 1
    assert record.faults[0].agree is True


def test_a_tape_of_another_version_keeps_the_facts(record: SessionRecord, tape: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.tape"
    old.write_bytes(b"an older tape")
    with pytest.raises(TapeUnreadable):
        from_tape(old)
    kept = with_tape(record, old)
    assert kept.reps == record.reps
    assert len(kept.problems) == 1
    assert "old.tape" in kept.problems[0]


def test_every_column_is_documented() -> None:
    text = documentation()
    for column in (*REPS, *ANGLES, *EVENTS, *CORRECTIONS, *TESTS):
        assert f"{column.name} ({column.kind}): {column.doc}." in text
