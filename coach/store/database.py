"""The database: opened by URL, brought up to date by its migrations when it is opened."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

MIGRATIONS = Path(__file__).parent / "migrations"
LOCKS = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(20261127)"}
"""Taken before the migrations, held to the end of their transaction."""
BUSY_S, MIGRATING_S = 5, 60
"""How long SQLite waits for another writer, and for another server that migrates."""


async def open_database(url: str) -> AsyncEngine:
    """An engine on a database with the present tables. Two servers may open the same one at once:
    the migration runs in one transaction that holds the database's own lock."""
    engine = create_async_engine(url)
    if make_url(url).get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _sqlite_settings)
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)
    return engine


def now() -> datetime:
    return datetime.now(UTC)


def _migrate(connection: Connection) -> None:
    with _patiently(connection):
        connection.exec_driver_sql(LOCKS[connection.dialect.name])
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextlib.contextmanager
def _patiently(connection: Connection) -> Iterator[None]:
    """PostgreSQL waits for its lock as long as it takes."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA busy_timeout={MIGRATING_S * 1000}")
    yield
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_S * 1000}")


def _sqlite_settings(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    waiting = f"busy_timeout={MIGRATING_S * 1000}"
    settled = f"busy_timeout={BUSY_S * 1000}"
    for pragma in (waiting, "journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", settled):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
