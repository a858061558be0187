"""Commands on kept sessions: a tape shown, sessions judged again, also after a kill."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import av
import pytest
from typer.testing import CliRunner, Result

from coach.cli import app
from coach.feedback.exercises import CATALOG
from coach.review.replay import replay
from coach.store.database import open_database
from coach.store.facts import Facts
from coach.store.ledger import Rows
from coach.store.links import load_secret
from coach.store.records import record_from_json
from coach.store.tape import TapeReader
from coach.types import Action, Event
from tests.kept_session import keep
from tests.review.exports.conftest import make_tape
from tests.test_cli import ROOT, one_sentence

SESSIONS = 4
WIDE = ("--set", "sit_to_stand.fault.knees_in.limit=0.1")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tape(tmp_path_factory.mktemp("tape") / "a.tape")


@pytest.fixture
def environment(tmp_path: Path, model: Path) -> dict[str, str]:
    return {**os.environ, "COACH_DATA": str(tmp_path), "COACH_MODEL": str(model), "COLUMNS": "200"}


def coach(environment: dict[str, str], *words: str) -> Result:
    """In this process: starting one takes seconds."""
    return CliRunner().invoke(app, words, env=environment)


@pytest.fixture
def sessions(tmp_path: Path, made: Path) -> list[str]:
    """Ended ones, with their rows and tapes in the data folder."""
    return asyncio.run(filled(tmp_path, made))


async def filled(data: Path, made: Path) -> list[str]:
    facts, ids = await opened(data), []
    events = TapeReader(made).outline().records
    (data / "tapes").mkdir()
    for _ in range(SESSIONS):
        session_id = await facts.create_session()
        rows = Rows(session_id)
        await facts.add([row for event in events if (row := rows.of(event)) is not None])
        await facts.end_session(session_id)
        (data / "tapes" / f"{session_id}.tape").write_bytes(made.read_bytes())
        ids.append(session_id)
    await facts.close()
    return ids


async def opened(data: Path) -> Facts:
    return Facts(await open_database(f"sqlite+aiosqlite:///{data}/coach.db"), b"secret")


async def judgements(data: Path, ids: list[str]) -> list[int]:
    facts = await opened(data)
    found = [await facts.judgement(session_id) for session_id in ids]
    await facts.close()
    return found


def test_a_tape_is_shown_to_people_and_to_programs(made: Path, environment: dict[str, str]) -> None:
    shown = coach(environment, "tape", "show", str(made))
    assert shown.exit_code == 0, shown.stderr
    first, second, *rest = shown.stdout.splitlines()
    assert first.startswith("a.tape:")
    assert "sit_to_stand 1" in second
    records = TapeReader(made).outline().records
    assert len(rest) == len(records)
    assert sum("FaultSeen" in line for line in rest) == sum(type(r).__name__ == "FaultSeen" for r in records)
    assert any("view name front, yaw_deg " in line for line in rest)
    plain = coach(environment, "tape", "show", str(made), "--json").stdout.splitlines()
    assert json.loads(plain[0])["versions"]["coach"] == "test"
    assert [record_from_json(line.encode()) for line in plain[1:]] == list(records)


def test_a_tape_of_another_version_is_a_sentence(
    made: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    old = tmp_path / "old.tape"
    old.write_bytes(b"COACHTAPE\x00" + made.read_bytes()[10:])
    for words in (("show", str(old)), ("show", "no-such-session")):
        done = coach(environment, "tape", *words)
        assert (done.exit_code, one_sentence(done.stderr)) == (3, True), done.stderr


async def recorded(data: Path) -> str:
    facts = Facts(await open_database(f"sqlite+aiosqlite:///{data}/coach.db"), load_secret(data / "secret"))
    session_id = await facts.create_session()
    await keep(data, session_id, minutes=0.5)
    await facts.end_session(session_id)
    await facts.close()
    return session_id


def test_a_kept_session_is_exported_with_its_own_films(tmp_path: Path, environment: dict[str, str]) -> None:
    """Recorded in two parts, as with a reconnection: each is a film with the overlay, in its place."""
    session_id = asyncio.run(recorded(tmp_path))
    done = coach(
        environment,
        "export",
        session_id,
        "--format",
        "mp4",
        "--out",
        str(tmp_path / "film.mp4"),
        "--no-blur-face",
    )
    assert done.exit_code == 0, done.stderr
    made = [Path(line) for line in done.stdout.splitlines()]
    assert len(made) == 2
    for path in made:
        with av.open(path) as film:
            assert film.streams.video[0].frames > 300


def test_the_difference_is_shown_and_nothing_is_changed(
    sessions: list[str], tmp_path: Path, environment: dict[str, str]
) -> None:
    done = coach(environment, "rejudge", sessions[0], *WIDE, "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["session_id"], told["same"], told["accepted"]) == (sessions[0], False, None)
    assert {f["fault"] for one in told["sets"] for f in one["faults_lost"]} == {"knees_in"}
    assert asyncio.run(judgements(tmp_path, sessions[:1])) == [1]
    words = coach(environment, "rejudge", sessions[0], *WIDE).stdout
    assert f"{sessions[0]}: differs" in words
    assert "sit_to_stand: " in words


def test_killed_in_the_middle_it_goes_on_and_judges_nothing_twice(
    sessions: list[str], tmp_path: Path, environment: dict[str, str]
) -> None:
    words = ("rejudge", "--all", *WIDE, "--accept", "--by", "Ada", "--json")
    command = [sys.executable, "-m", "coach.cli", *words]
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as first:
        assert first.stdout is not None
        told = [json.loads(first.stdout.readline())]
        os.kill(first.pid, signal.SIGKILL)
        told += [json.loads(line) for line in first.stdout.read().splitlines()]
    assert 1 <= len(told) < SESSIONS
    done = coach(environment, *words)
    assert done.exit_code == 0, done.stderr
    again = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["session_id"] for one in again] == sessions
    assert [one["accepted"] for one in again] == [2] * SESSIONS
    assert all(one["resumed"] for one in again[: len(told)])
    assert not again[-1]["resumed"]
    assert asyncio.run(judgements(tmp_path, sessions)) == [2] * SESSIONS


def test_a_session_without_its_tape_is_passed_over_with_a_sentence(
    sessions: list[str], tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "tapes" / f"{sessions[1]}.tape").unlink()
    done = coach(environment, "rejudge", *sessions[:3], "--json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [one["problem"] is None for one in told] == [True, False, True]
    assert told[1]["problem"].endswith(".")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--all", "one"),
        ("nobody",),
        ("--all", "--set", "flying.signal.target=3"),
        ("--all", "--set", "sit_to_stand.signal.target=far"),
        ("--all", "--set", "sit_to_stand"),
    ],
)
def test_what_cannot_be_judged_again_is_one_sentence(
    words: tuple[str, ...], environment: dict[str, str]
) -> None:
    done = coach(environment, "rejudge", *words)
    assert (done.exit_code, one_sentence(done.stderr)) == (2, True), done.stderr


def test_a_tape_replays_to_the_events_on_it(made: Path) -> None:
    recorded = [r for r in TapeReader(made) if isinstance(r, Event) and not isinstance(r, Action)]
    assert replay(TapeReader(made), CATALOG) == recorded
