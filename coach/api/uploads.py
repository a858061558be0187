"""A phone's video sent in: checked, kept, judged in the background, then reviewed like a session.

By who leads sessions, for one of their patients or nobody; and by a patient from their own page."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, Field

from coach.api import agreed
from coach.api.jobs import job_of
from coach.api.links import Addresses, links
from coach.api.problems import Problem, language_of
from coach.api.reception import Reception, visitor_of
from coach.api.review_exercise import exercise_of
from coach.api.review_models import SideName, UploadExercise, UploadLimits, UploadStarted
from coach.feedback.exercise import Exercise
from coach.pose.video import Video, VideoUnreadable
from coach.review.jobs import Jobs, TooMany, Work
from coach.review.uploads import Uploads
from coach.store.facts import Facts

SUFFIXES = (".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".3gp")
SPARE_BYTES = 1_000_000_000
"""Free space that stays for running calls."""
VIDEO_BODY = {"requestBody": {"required": True, "content": {"video/*": {}}}}
RESPONSES: dict[int | str, dict[str, object]] = {
    413: {"model": Problem, "description": "Too large"},
    415: {"model": Problem, "description": "Not a video that can be read"},
    422: {"model": Problem, "description": "No such exercise, or not done with this side"},
    503: {"model": Problem, "description": "Too many uploads are waiting"},
    507: {"model": Problem, "description": "No room on the disk"},
}

Entrust = Callable[[str], Awaitable[None]]
"""Says whose the session of this id is."""


class VideoIn(BaseModel):
    """What is in the video; the file itself is the body."""

    exercise: str
    side: SideName = "both"
    filename: str = Field(default="video.mp4", max_length=255)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What all doors for videos share."""

    facts: Facts
    uploads: Uploads
    jobs: Jobs
    exercises: Mapping[str, Exercise]
    max_bytes: int
    max_seconds: float

    def limits(self, language: str, first: tuple[str, ...] = ()) -> UploadLimits:
        """How large and long a video may be, and what it can be judged as; the `first` ones at the top."""
        names = sorted(self.exercises, key=lambda name: (name not in first, name))
        known = [_offered(self.exercises[name], language) for name in names]
        return UploadLimits(max_bytes=self.max_bytes, max_seconds=self.max_seconds, exercises=known)

    async def take(self, request: Request, wish: VideoIn, entrust: Entrust) -> Work:
        """The work that judges it, of a session of its own. Raises HTTPException."""
        _check(self.exercises, wish.exercise, wish.side)
        if self.jobs.full("upload"):
            raise HTTPException(503, "Many videos are waiting just now. Try again in a few minutes.")
        session_id = await self.facts.create_session()
        folder = self.uploads.folder(session_id)
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        path = folder / f"upload{_suffix(wish.filename)}"
        try:
            await _receive(request, path, self.max_bytes)
            await asyncio.to_thread(_open_once, path)
            order = {"file": path.name, "exercise": wish.exercise, "side": wish.side}
            work = await self.jobs.add("upload", session_id, order)
        except BaseException as error:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            await self.facts.end_session(session_id)
            if isinstance(error, TooMany):
                raise HTTPException(503, "Many videos are waiting just now. Try again soon.") from error
            raise
        await entrust(session_id)
        return work


def router(inbox: Inbox, addresses: Addresses, reception: Reception) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["uploads"], responses=RESPONSES)

    async def taken(request: Request, wish: VideoIn, patient_id: str | None) -> UploadStarted:
        async def entrust(session_id: str) -> None:
            await reception.entrust(visitor_of(request), session_id, patient_id)

        work = await inbox.take(request, wish, entrust)
        facts, base = inbox.facts, addresses.base(request)
        urls = links(facts, work.session_id, base, addresses)
        return UploadStarted(
            session_id=work.session_id,
            job=job_of(work, language_of(request)),
            review_url=f"{base}/review/{facts.code(work.session_id, 'therapist')}",
            therapist_url=urls["therapist"],
            patient_url=urls["patient"],
        )

    @api.get("/uploads/limits")
    async def limits(language: Annotated[str, Query(max_length=16)] = "en") -> UploadLimits:
        """How large and long a video may be, and what it can be judged as."""
        return inbox.limits(language)

    @api.post("/uploads", status_code=201, openapi_extra=VIDEO_BODY)
    async def upload(request: Request, wish: Annotated[VideoIn, Query()]) -> UploadStarted:
        """The file itself is the body. It becomes a session of its own, with links as any other."""
        return await taken(request, wish, None)

    @api.post("/patients/{person}/uploads", status_code=201, openapi_extra=VIDEO_BODY)
    async def upload_for(request: Request, person: str, wish: Annotated[VideoIn, Query()]) -> UploadStarted:
        """The same, as a session of this patient."""
        await agreed.require(reception.archive, person, "data")
        return await taken(request, wish, person)

    return api


def _offered(exercise: Exercise, language: str) -> UploadExercise:
    return UploadExercise(
        **exercise_of(exercise, language).model_dump(), sides=[side.value for side in exercise.sides]
    )


def _check(exercises: Mapping[str, Exercise], name: str, side: str) -> None:
    if name not in exercises:
        raise HTTPException(422, "This exercise is not in the library: choose one of the list.")
    if side not in exercises[name].sides:
        raise HTTPException(422, "This exercise is not done with that side: choose another one.")


def _suffix(filename: str) -> str:
    """A known ending; the name itself is never used."""
    suffix = Path(filename).suffix.lower()
    return suffix if suffix in SUFFIXES else ".mp4"


async def _receive(request: Request, path: Path, max_bytes: int) -> None:
    """Raises HTTPException when it is too large, empty, or the disk has no room."""
    too_large = HTTPException(413, f"The video is too large: at most {max_bytes // 1_000_000} MB.")
    promised = request.headers.get("content-length", "")
    if promised.isdigit() and int(promised) > max_bytes:
        raise too_large
    got = 0
    with await asyncio.to_thread(path.open, "wb") as file:
        async for chunk in request.stream():
            got += len(chunk)
            if got > max_bytes:
                raise too_large
            await asyncio.to_thread(_write, file, chunk)
    if got == 0:
        raise HTTPException(415, "The file is empty: choose the video recording.")


def _write(file: BufferedWriter, chunk: bytes) -> None:
    if shutil.disk_usage(Path(file.name).parent).free < SPARE_BYTES + len(chunk):
        raise HTTPException(507, "There is no room for the video on the server: tell whoever runs it.")
    file.write(chunk)


def _open_once(path: Path) -> None:
    """Raises HTTPException 415."""
    try:
        with Video(path):
            return
    except VideoUnreadable as error:
        said = str(error).replace(path.name, "The file")
        raise HTTPException(415, said) from error
