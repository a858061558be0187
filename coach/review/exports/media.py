"""A session's films, as the exports take them."""

import asyncio
from collections.abc import Awaitable, Callable

from coach.review.exports.record import Media
from coach.store.facts import Facts
from coach.store.files import Files, path_of

MediaOf = Callable[[str], Awaitable[tuple[Media, ...]]]


def media_of(files: Files, facts: Facts) -> MediaOf:
    """A session's films, for the exports."""

    async def media(session_id: str) -> tuple[Media, ...]:
        rows = await facts.recordings(session_id)
        paths = await asyncio.to_thread(lambda: [path_of(files, row.path) for row in rows])
        return tuple(
            Media(role=r.role, path=path, started_t=r.started_t, seconds=r.seconds)
            for r, path in zip(rows, paths, strict=True)
        )

    return media
