"""Frozen pictures with angles and a pen on them, kept as notes of the session.

A still with the camera's picture is a recording: it is kept only while the patient has agreed to one, and
goes when they take their recording back. Without it the still shows the body as lines. Of who does not agree
that their data is kept, none is.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from coach.api.agreed import NO_DATA
from coach.api.body import read_whole
from coach.api.problems import Problem
from coach.api.reception import signer
from coach.api.review import NO_STORAGE, Desk
from coach.rtc.consent import recalled
from coach.store.database import now
from coach.store.facts import LinkOpened
from coach.store.files import FileGone, Files, StorageFailed
from coach.store.models import NoteRow

MOST_BYTES = 3_000_000
MOST_STILLS = 100
NOT_AGREED = "The patient has not agreed to be recorded: keep the drawing without their picture."
NO_PICTURE = "This is not a picture that can be kept here."
TOO_LARGE = "This picture is too large to be kept."
ENOUGH = "This session has as many pictures as can be kept."
GONE = "This picture is no longer here."
NOT_WRITTEN = "The picture could not be written: the disk may be full. The session goes on."
_KINDS = (
    (b"RIFF", "webp", "image/webp"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG", "png", "image/png"),
)
_MEDIA = {f".{suffix}": media for _, suffix, media in _KINDS}
RESPONSES: dict[int | str, dict[str, object]] = {
    404: {"model": Problem, "description": "No such session or picture"},
    409: {"model": Problem, "description": "The patient has not agreed, or there are too many"},
    413: {"model": Problem, "description": "Too large"},
    422: {"model": Problem, "description": "Not a picture"},
    503: {"model": Problem, "description": "The storage does not answer"},
}


class StillIn(BaseModel):
    t: float = Field(ge=0, allow_inf_nan=False, description="Session seconds of what was frozen")
    text: str = Field(default="", max_length=2000)
    picture: bool = Field(description="The camera's picture is in it")


class Still(BaseModel):
    note_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    desk: Desk
    files: Files
    refused: Callable[[str], Awaitable[frozenset[str]]]
    """The kinds of consent that a session's patient refused."""

    async def keep(self, link: LinkOpened, wish: StillIn, data: bytes, person: str | None = None) -> NoteRow:
        """Raises HTTPException."""
        await self._check(link.session_id, wish)
        name = f"recordings/{link.session_id}/still-{secrets.token_hex(8)}.{_suffix(data)}"
        row = NoteRow(
            session_id=link.session_id,
            kind="still",
            t=wish.t,
            text=wish.text,
            by=link.role,
            person_id=person,
            at=now(),
            withdraws=None,
            picture=name,
        )
        try:
            await asyncio.to_thread(_write, self.files.root / name, data)
        except OSError as error:
            raise HTTPException(503, NOT_WRITTEN) from error
        await self.desk.facts.add([row])
        return row

    async def show(self, session_id: str, note: int) -> tuple[Path, str]:
        """Its file and media type. Raises HTTPException."""
        rows = await self.desk.facts.notes(session_id)
        name = next((row.picture for row in rows if row.id == note), None)
        if name is None:
            raise HTTPException(404, GONE)
        try:
            path = await asyncio.to_thread(self.files.local, name)
        except FileGone as error:
            raise HTTPException(404, GONE) from error
        except StorageFailed as error:
            raise HTTPException(503, NO_STORAGE) from error
        return path, _MEDIA[path.suffix]

    async def _check(self, session_id: str, wish: StillIn) -> None:
        if "data" in await self.refused(session_id):
            raise HTTPException(409, NO_DATA)
        if len(await self.desk.facts.stills(session_id)) >= MOST_STILLS:
            raise HTTPException(409, ENOUGH)
        said = await self.desk.facts.consents(session_id)
        if wish.picture and recalled((r.role, r.said, r.picture) for r in said).state != "on":
            raise HTTPException(409, NOT_AGREED)


def router(album: Album) -> APIRouter:
    api = APIRouter(prefix="/api/v1/review/{code}/stills", tags=["review"], responses=RESPONSES)

    @api.post("", status_code=201)
    async def keep(request: Request, code: str, wish: Annotated[StillIn, Query()]) -> Still:
        """The picture itself is the body: WebP, JPEG or PNG."""
        link = await album.desk.enter(code)
        data = await read_whole(request, most=MOST_BYTES, too_large=TOO_LARGE)
        row = await album.keep(link, wish, data, signer(request))
        return Still(note_id=row.id)

    @api.get("/{note}", response_class=FileResponse)
    async def show(code: str, note: int) -> FileResponse:
        link = await album.desk.enter(code)
        path, media = await album.show(link.session_id, note)
        return FileResponse(path, media_type=media)

    return api


def _suffix(data: bytes) -> str:
    """By its first bytes, whatever it calls itself. Raises HTTPException 422."""
    found = next((suffix for begins, suffix, _ in _KINDS if data.startswith(begins)), None)
    if found is None or (found == "webp" and data[8:12] != b"WEBP"):
        raise HTTPException(422, NO_PICTURE)
    return found


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
