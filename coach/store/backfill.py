"""Rows of earlier days, put in as they are: for what did not happen on this server."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.models import Base


async def put(engine: AsyncEngine, rows: Iterable[Base]) -> None:
    """All or none."""
    async with async_sessionmaker(engine).begin() as db:
        db.add_all(rows)
