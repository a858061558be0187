"""Facts and files of a session go together: deletion, retention, orphans both ways, settling."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import fsspec
import pytest
from sqlalchemy import select

from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.files import Bucket, Folder, tape_name
from coach.store.keeping import QUIET, Keeper, expired, find_orphans, forget, remove_orphans
from coach.store.models import RecordingRow, SetRow
from coach.store.person_models import AuditRow


@pytest.fixture
async def facts(tmp_path: Path) -> AsyncIterator[Facts]:
    made = Facts(await open_database(f"sqlite+aiosqlite:///{tmp_path}/coach.db"), b"secret")
    yield made
    await made.close()


@pytest.fixture
def files(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


async def audit(facts: Facts) -> list[AuditRow]:
    async with facts._sessions() as db:
        return list(await db.scalars(select(AuditRow)))


def nobody(_session_id: str) -> bool:
    return False


async def a_session(facts: Facts, files: Folder | Bucket, *, ended_days_ago: float = 0.0) -> str:
    """With a set, a tape and a film."""
    session_id = await facts.create_session()
    film = f"recordings/{session_id}/patient-001.webm"
    for name in (tape_name(session_id), film):
        path = files.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 100)
    await facts.add([a_set(session_id), a_film(session_id, film)])
    await facts.end_session(session_id, at=now() - timedelta(days=ended_days_ago))
    return session_id


def a_set(session_id: str) -> SetRow:
    return SetRow(
        session_id=session_id,
        number=1,
        exercise="sit_to_stand",
        side="both",
        started=0.0,
        ended=10.0,
        reps=3,
        partials=0,
        correction=0,
        longest_hold_s=0.0,
    )


def a_film(session_id: str, path: str, *, seconds: float | None = 10.0) -> RecordingRow:
    return RecordingRow(
        session_id=session_id,
        role="patient",
        number=1,
        path=path,
        media_type="video/webm",
        started_t=0.0,
        seconds=seconds,
        width=640,
        height=480,
        has_video=True,
        has_audio=True,
        bytes=100,
        created_at=now(),
    )


async def test_a_deleted_session_leaves_nothing_but_a_line_in_the_audit(facts: Facts, files: Folder) -> None:
    gone, stays = await a_session(facts, files), await a_session(facts, files)
    assert await forget(facts, files, [gone, "nobody"], by="operator", why="asked to") == [gone]
    assert await facts.session(gone) is None
    assert not await facts.sets(gone)
    assert not await facts.recordings(gone)
    assert await facts.open_link(facts.code(gone, "therapist")) is None
    assert {one.name.split("/")[1].split(".")[0] for one in files.kept()} == {stays}
    (line,) = await audit(facts)
    assert (line.role, line.action, line.detail) == ("operator", "delete_session", "asked to")
    assert line.subject == f"session {gone}"
    assert len(await facts.sets(stays)) == 1


async def test_what_is_past_its_time_is_deleted_and_nothing_else(facts: Facts, files: Folder) -> None:
    old = await a_session(facts, files, ended_days_ago=31)
    new = await a_session(facts, files, ended_days_ago=29)
    open_ = await a_session(facts, files, ended_days_ago=400)
    assert await expired(facts, 30, lambda name: name == open_) == [old]
    await Keeper(facts, files, days=30, is_open=lambda name: name == open_).sweep()
    assert [row.id for row in await facts.every_session()] == [new, open_]
    assert [line.role for line in await audit(facts)] == ["retention"]


async def test_without_a_limit_everything_is_kept(facts: Facts, files: Folder) -> None:
    old = await a_session(facts, files, ended_days_ago=4000)
    await Keeper(facts, files, days=None, is_open=nobody).sweep()
    assert await facts.session(old) is not None


async def test_orphans_are_found_both_ways_and_removed_on_request(facts: Facts, files: Folder) -> None:
    whole_id, lost = await a_session(facts, files), await a_session(facts, files)
    running = await facts.create_session()
    for name in (
        "tapes/nobody.tape",
        "recordings/nobody/patient-001.webm",
        f"recordings/{whole_id}/left-over.webm",
        f"recordings/{running}/patient-001.webm",
    ):
        (files.root / name).parent.mkdir(parents=True, exist_ok=True)
        (files.root / name).write_bytes(b"x")
    files.delete(tape_name(lost))
    files.delete(f"recordings/{lost}/patient-001.webm")
    found = await find_orphans(facts, files)
    assert sorted(one.name for one in found.files) == [
        f"recordings/{whole_id}/left-over.webm",
        "recordings/nobody/patient-001.webm",
        "tapes/nobody.tape",
    ]
    assert [row.session_id for row in found.films] == [lost]
    assert found.tapes == (lost,)
    await remove_orphans(facts, files, found)
    again = await find_orphans(facts, files)
    assert (again.files, again.films, again.tapes) == ((), (), (lost,))
    assert len(await facts.sets(lost)) == 1


async def test_what_has_ended_settles_and_what_runs_stays(facts: Facts, tmp_path: Path) -> None:
    """The bucket is a real fsspec storage, here in memory."""
    files = Bucket(tmp_path, fsspec.filesystem("memory"), f"/{tmp_path.name}/coach", cache_bytes=10_000)
    ended = await a_session(facts, files, ended_days_ago=QUIET.total_seconds() / 86400 + 0.01)
    just_now = await a_session(facts, files)
    running = await facts.create_session()
    (tmp_path / tape_name(running)).write_bytes(b"running")
    await Keeper(facts, files, days=None, is_open=nobody).sweep()
    assert not any(ended in name for name in files.unsettled())
    assert files.local(tape_name(ended)).read_bytes() == b"x" * 100
    assert {name.split("/")[1].split(".")[0] for name in files.unsettled()} == {just_now, running}
