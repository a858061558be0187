"""Sessions, links and findings on a real database."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import String
from sqlalchemy.exc import IntegrityError

from coach.feedback.exercises import CATALOG
from coach.feedback.measures import MEASURES
from coach.store import write_queue
from coach.store.database import open_database
from coach.store.facts import ROLES, Facts
from coach.store.ledger import Ledger
from coach.store.links import CODE_BYTES, load_secret
from coach.store.models import FaultRow, RepRow
from coach.types import (
    BaselineTaken,
    CheckedIn,
    ClinicalTestEnded,
    CountCorrected,
    Event,
    FaultMarked,
    FaultSeen,
    HelpMarked,
    Level,
    Pose,
    Quality,
    RepAssisted,
    RepCounted,
    ResultJudged,
    SessionEnded,
    SetDone,
    SetStarted,
    SetStopped,
    Side,
)

NOBODY = Pose(t=0.0, rtp_timestamp=0, width=640, height=480, points=None, world=None)


@pytest.fixture
async def facts(tmp_path: Path) -> AsyncIterator[Facts]:
    engine = await open_database(f"sqlite+aiosqlite:///{tmp_path}/coach.db")
    made = Facts(engine, load_secret(tmp_path / "secret"))
    yield made
    await made.close()


async def test_every_role_has_a_link_of_its_own(facts: Facts) -> None:
    session_id = await facts.create_session()
    codes = {role: facts.code(session_id, role) for role in ROLES}
    assert len(set(codes.values())) == len(ROLES)
    assert all(len(code) * 6 >= CODE_BYTES * 8 for code in codes.values())
    for role, code in codes.items():
        found = await facts.open_link(code)
        assert found is not None
        assert (found.session_id, found.role, found.ended) == (session_id, role, False)


async def test_a_wrong_code_opens_nothing(facts: Facts) -> None:
    code = facts.code(await facts.create_session(), "patient")
    assert await facts.open_link(code[:-1] + ("A" if code[-1] != "A" else "B")) is None
    assert await facts.open_link("") is None


async def test_the_database_does_not_hold_what_opens_a_session(facts: Facts, tmp_path: Path) -> None:
    code = facts.code(await facts.create_session(), "patient")
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("coach.db*"))
    assert code.encode() not in stored


def test_the_secret_is_made_once_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret"
    assert load_secret(path) == load_secret(path)
    assert path.stat().st_mode & 0o077 == 0


async def test_a_second_opening_finds_the_same_tables(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/coach.db"
    first = Facts(await open_database(url), b"s" * 32)
    session_id = await first.create_session()
    await first.close()
    second = Facts(await open_database(url), b"s" * 32)
    assert await second.open_link(second.code(session_id, "patient")) is not None
    await second.close()


async def test_the_ledger_keeps_what_was_judged(facts: Facts) -> None:
    session_id = await facts.create_session()
    ledger = Ledger(facts, session_id)
    ledger.accept(NOBODY, [rep(1), fault()])
    ledger.act(FaultMarked(t=3.0, number=1, agree=False), [])
    ledger.act(SessionEnded(t=4.0), [done()])
    ledger.close()
    await ledger.closed()
    (kept_rep,) = await facts.reps(session_id)
    (kept_fault,) = await facts.faults(session_id)
    (kept_set,) = await facts.sets(session_id)
    assert (kept_rep.set_number, kept_rep.number, kept_rep.complete) == (1, 1, True)
    (word,) = await facts.corrections(session_id)
    assert (kept_fault.number, kept_fault.fault) == (1, "knees_in")
    assert (word.kind, word.fault_number, word.live) == ("fault_disagree", 1, True)
    assert (kept_set.number, kept_set.reps, kept_set.correction) == (1, 1, -1)
    found = await facts.open_link(facts.code(session_id, "patient"))
    assert found is not None
    assert found.ended


def rep(number: int) -> RepCounted:
    return RepCounted(
        t=2.0,
        number=number,
        side=Side.BOTH,
        start=0.5,
        peak_t=1.2,
        end=2.0,
        peak=0.98,
        unit="",
        complete=True,
        quality=Quality.MEASURED,
    )


async def test_a_helped_repetition_is_kept_as_helped(facts: Facts) -> None:
    session_id = await facts.create_session()
    ledger = Ledger(facts, session_id)
    ledger.act(SetStarted(t=0.0), [])
    ledger.accept(NOBODY, [rep(1), rep(2)])
    helped = HelpMarked(t=3.0, set_number=1, number=2, complete=True)
    ledger.act(RepAssisted(t=3.0, by="therapist", set_number=1, number=2), [helped])
    ledger.close()
    await ledger.closed()
    assert [row.assisted for row in await facts.reps(session_id)] == [False, True]


def fault() -> FaultSeen:
    return FaultSeen(
        t=2.0,
        fault="knees_in",
        level=Level.COACH,
        start=0.9,
        end=1.6,
        rep=1,
        side=Side.BOTH,
        value=0.7,
        unit="",
        threshold=0.8,
        baseline=None,
        quality=Quality.MEASURED,
    )


def done() -> SetDone:
    return SetDone(
        t=4.0,
        number=1,
        exercise="sit_to_stand",
        side=Side.BOTH,
        reps=1,
        partials=0,
        correction=-1,
        longest_hold_s=0.0,
        started=0.0,
    )


LIVED: list[Event] = [
    SetStarted(t=0.0),
    rep(1),
    rep(2),
    RepAssisted(t=2.5, by="therapist", set_number=1, number=2),
    HelpMarked(t=2.5, set_number=1, number=2, complete=True),
    fault(),
    FaultMarked(t=3.0, number=1, agree=False),
    CountCorrected(t=3.5, delta=-1),
    SetStopped(t=4.0),
    done(),
    CheckedIn(t=5.0, set_number=1, pain=2, effort=4, by="patient"),
    SessionEnded(t=6.0),
]


async def recalled(facts: Facts, session_id: str, records: Sequence[Event]) -> Ledger:
    """What a restarted server does with the tape."""
    ledger = Ledger(facts, session_id)
    ledger.recall(records)
    ledger.close()
    await ledger.closed()
    return ledger


async def rows_of(facts: Facts, session_id: str) -> tuple[object, ...]:
    return (
        [(r.set_number, r.number, r.assisted) for r in await facts.reps(session_id)],
        [(f.number, f.fault) for f in await facts.faults(session_id)],
        [(s.number, s.reps) for s in await facts.sets(session_id)],
        [(c.kind, c.set_number, c.fault_number, c.delta) for c in await facts.corrections(session_id)],
        [(c.set_number, c.pain, c.effort) for c in await facts.check_ins(session_id)],
    )


@pytest.mark.parametrize("written", [0, 3, len(LIVED)])
async def test_what_a_crash_kept_from_the_database_is_written_once(facts: Facts, written: int) -> None:
    session_id = await facts.create_session()
    if written:
        await recalled(facts, session_id, LIVED[:written])
    for _ in range(2):
        await recalled(facts, session_id, LIVED)
    assert await rows_of(facts, session_id) == (
        [(1, 1, False), (1, 2, True)],
        [(1, "knees_in")],
        [(1, 1)],
        [("fault_disagree", None, 1, None), ("count", 1, None, -1)],
        [(1, 2, 4)],
    )
    link = await facts.open_link(facts.code(session_id, "patient"))
    assert link is not None
    assert link.ended


async def test_sets_after_a_restart_have_numbers_of_their_own(facts: Facts) -> None:
    session_id = await facts.create_session()
    ledger = Ledger(facts, session_id)
    ledger.recall(LIVED[:-1])
    ledger.act(SetStarted(t=10.0), [])
    ledger.accept(NOBODY, [rep(1)])
    ledger.close()
    await ledger.closed()
    assert [(row.set_number, row.number) for row in await facts.reps(session_id)] == [(1, 1), (1, 2), (2, 1)]


@pytest.mark.parametrize(
    ("failure", "tries"),
    [(IntegrityError("", {}, Exception()), 1), (ConnectionRefusedError(), 2)],
    ids=["refused", "unreachable"],
)
async def test_a_failing_write_does_not_hold_up_the_next(
    failure: Exception, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_queue, "RETRY_S", 0.0)
    done_: list[str] = []

    async def fails() -> None:
        done_.append("tried")
        if len(done_) < 2:
            raise failure

    async def follows() -> None:
        done_.append("next")

    queue = write_queue.WriteQueue("s")
    queue.put(fails)
    queue.put(follows)
    async with asyncio.timeout(5):
        while "next" not in done_:
            await asyncio.sleep(0)
    queue.close()
    await queue.closed()
    assert done_ == ["tried"] * tries + ["next"]
    assert queue.behind == (tries == 1)


async def test_a_calibration_and_a_result_with_the_therapists_word_are_kept(facts: Facts) -> None:
    session_id = await facts.create_session()
    ledger = Ledger(facts, session_id)
    ended = ClinicalTestEnded(
        t=30.0,
        number=1,
        test="chair_stand_30s",
        side=Side.BOTH,
        value=11,
        unit="stands",
        quality=Quality.MEASURED,
        started=0.0,
        ended=30.0,
        details=(),
        deviations=(),
        comparison=None,
        source=None,
    )
    taken = BaselineTaken(t=20.0, exercise="sit_to_stand", side=Side.BOTH, kept="{}")
    ledger.accept(NOBODY, [taken, ended])
    ledger.act(ResultJudged(t=40.0, number=1, confirmed=True, own_value=12), [])
    ledger.close()
    await ledger.closed()
    (baseline,) = await facts.baselines(session_id)
    assert (baseline.exercise, baseline.side, baseline.kept) == ("sit_to_stand", "both", "{}")
    (result,) = await facts.results(session_id)
    assert (result.value, result.confirmed, result.own_value) == (11, True, 12)


def test_every_unit_fits_where_it_is_kept() -> None:
    """SQLite takes longer texts than it was told; PostgreSQL refuses the row."""
    units = {measure.unit for measure in MEASURES.values()}
    units |= {rule.unit for exercise in CATALOG.values() for rule in exercise.rep_faults}
    for table in (RepRow, FaultRow):
        kind = table.__table__.c.unit.type
        assert isinstance(kind, String)
        assert max(map(len, units)) <= (kind.length or 0)
