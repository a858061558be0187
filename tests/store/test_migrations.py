"""A database of an earlier version is brought up to date with all that is in it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from coach.store.database import MIGRATIONS, open_database
from coach.store.facts import Facts

BEFORE_SIGNED_ANSWERS = "0017"


def at_version(url: str, version: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


async def test_answers_and_helped_repetitions_from_before_signatures_stay(tmp_path: Path) -> None:
    file = tmp_path / "coach.db"
    at_version(
        f"sqlite:///{file}",
        BEFORE_SIGNED_ANSWERS,
        "insert into sessions (id, created_at, demo) values ('s', '2026-01-02', 0)",
        'insert into check_ins (session_id, set_number, pain, t, "by", at) '
        "values ('s', 1, 3, 9.0, 'therapist', '2026-01-02')",
        'insert into reps (session_id, judgement, set_number, number, side, start, peak_t, "end", peak, '
        "unit, complete, quality, assisted) "
        "values ('s', 1, 1, 1, 'both', 0, 1, 2, 1.0, '', 1, 'measured', 1)",
    )
    engine = await open_database(f"sqlite+aiosqlite:///{file}")
    facts = Facts(engine, b"secret")
    (answer,), (rep,) = await facts.check_ins("s"), await facts.reps("s")
    assert (answer.pain, answer.by, answer.person_id) == (3, "therapist", None)
    assert (rep.assisted, rep.assisted_by, rep.assisted_person) == (True, None, None)
    await engine.dispose()
