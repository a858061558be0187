"""A phone's video sent in: checked, kept, judged in the background, then reviewed like a session."""

import asyncio
import shutil
from collections.abc import Mapping
from io import BufferedWriter
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request

from coach.api.jobs import job_of
from coach.api.links import Addresses, links
from coach.api.problems import Problem, language_of
from coach.api.reception import Reception, visitor_of
from coach.api.review_exercise import exercise_of
from coach.api.review_models import SideName, UploadLimits, UploadStarted
from coach.feedback.exercise import Exercise
from coach.pose.video import Video, VideoUnreadable
from coach.review.jobs import Jobs, TooMany
from coach.review.uploads import Uploads
from coach.store.facts import Facts

SUFFIXES = (".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".3gp")
SPARE_BYTES = 1_000_000_000
"""Free space that stays for running calls."""
_RESPONSES: dict[int | str, dict[str, object]] = {
    413: {"model": Problem, "description": "Too large"},
    415: {"model": Problem, "description": "Not a video that can be read"},
    422: {"model": Problem, "description": "No such exercise, or not done with this side"},
    503: {"model": Problem, "description": "Too many uploads are waiting"},
    507: {"model": Problem, "description": "No room on the disk"},
}


def router(
    facts: Facts,
    uploads: Uploads,
    jobs: Jobs,
    addresses: Addresses,
    exercises: Mapping[str, Exercise],
    *,
    reception: Reception,
    max_bytes: int,
    max_seconds: float,
) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["uploads"], responses=_RESPONSES)

    @api.get("/uploads/limits")
    async def limits(language: Annotated[str, Query(max_length=16)] = "en") -> UploadLimits:
        """How large and long a video may be, and what it can be judged as."""
        known = [exercise_of(exercises[name], language) for name in sorted(exercises)]
        return UploadLimits(max_bytes=max_bytes, max_seconds=max_seconds, exercises=known)

    @api.post("/uploads", status_code=201)
    async def upload(
        request: Request,
        exercise: str,
        side: SideName = "both",
        filename: Annotated[str, Query(max_length=255)] = "video.mp4",
    ) -> UploadStarted:
        """The file itself is the body. It becomes a session of its own, with links as any other."""
        _check(exercises, exercise, side)
        if jobs.full("upload"):
            raise HTTPException(503, "Many videos are waiting just now. Try again in a few minutes.")
        session_id = await facts.create_session()
        await reception.entrust(visitor_of(request), session_id)
        folder = uploads.folder(session_id)
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        path = folder / f"upload{_suffix(filename)}"
        try:
            await _receive(request, path, max_bytes)
            await asyncio.to_thread(_open_once, path)
            wish = {"file": path.name, "exercise": exercise, "side": side}
            job = await jobs.add("upload", session_id, wish)
        except BaseException as error:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            await facts.end_session(session_id)
            if isinstance(error, TooMany):
                raise HTTPException(503, "Many videos are waiting just now. Try again soon.") from error
            raise
        base = addresses.base(request)
        urls = links(facts, session_id, base, addresses)
        return UploadStarted(
            session_id=session_id,
            job=job_of(job, language_of(request)),
            review_url=f"{base}/review/{facts.code(session_id, 'therapist')}",
            therapist_url=urls["therapist"],
            patient_url=urls["patient"],
        )

    return api


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
