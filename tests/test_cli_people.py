"""`coach person`, for the administrator who is locked out."""

import asyncio
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coach.app import archive_of
from coach.cli import app
from coach.store.database import open_database


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "COACH_DATA": str(tmp_path), "COLUMNS": "200"}


def person(environment: dict[str, str], *words: str) -> Result:
    return CliRunner().invoke(app, ["person", *words], env=environment)


async def role_of(data: Path, login: str, password: str) -> str | None:
    """Of whoever signs in so."""
    engine = await open_database(f"sqlite+aiosqlite:///{data}/coach.db")
    found = await archive_of(engine, b"secret").people.known(login, password)
    await engine.dispose()
    return found.role if found else None


def test_people_are_added_listed_and_let_in_again(environment: dict[str, str], tmp_path: Path) -> None:
    first = person(environment, "add", "anna", "--name", "Anna Ž", "--role", "therapist")
    second = person(environment, "add", "ben", "--name", "Ben", "--role", "reviewer")
    assert (first.exit_code, second.exit_code) == (0, 0)
    shown = person(environment, "list").stdout
    assert all(word in shown for word in ("anna", "Anna Ž", "administrator", "ben", "reviewer"))
    again = person(environment, "reset-password", "ANNA").stdout.strip()
    assert asyncio.run(role_of(tmp_path, "anna", again)) == "administrator"
    assert asyncio.run(role_of(tmp_path, "anna", first.stdout.strip())) is None


def test_what_can_not_be_done_is_one_sentence(environment: dict[str, str]) -> None:
    person(environment, "add", "anna", "--name", "Anna")
    for words, code in (
        (("add", "anna", "--name", "Anna"), 1),
        (("add", "ben", "--name", " "), 2),
        (("add", "pat", "--name", "Pat", "--role", "patient"), 2),
        (("reset-password", "nobody"), 1),
    ):
        refused = person(environment, *words)
        assert refused.exit_code == code, words
        assert refused.stdout == ""
        assert refused.stderr.strip().endswith(".")
