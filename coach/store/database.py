"""The database: opened by URL, brought up to date by its migrations when it is opened."""

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
    connection.exec_driver_sql(LOCKS[connection.dialect.name])
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _sqlite_settings(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=5000", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
