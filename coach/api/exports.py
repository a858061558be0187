"""The exports' doors: what a reviewer takes away of a session. For who holds its therapist's or clinician's
link; to anybody else there is no such session."""

import asyncio
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.background import BackgroundTask

from coach.api.problems import Problem
from coach.feedback.exercise import Exercise
from coach.review.exports.choose import Format, Made, NotExported, Request, export_session
from coach.review.exports.media import MediaOf
from coach.review.exports.page import STYLE
from coach.review.exports.record import Media, SessionRecord, with_tape
from coach.review.exports.rows import from_rows, rows_of
from coach.review.sentences import in_language
from coach.store.facts import Facts
from coach.store.files import Files, path_of, tape_name

REVIEWERS = ("therapist", "clinician")
PAGES = (Format.SUMMARY, Format.RECORD)
FOLDERS = (Format.CSV, Format.PARQUET)
STYLE_PATH = "/api/v1/print.css"

_SUFFIX = {Format.FHIR: "json", Format.MP4: "mp4", Format.TRC: "trc"}
_KIND = {
    "json": "application/fhir+json",
    "mp4": "video/mp4",
    "trc": "text/tab-separated-values",
    "zip": "application/zip",
}
_RESPONSES: dict[int | str, dict[str, object]] = {
    404: {"model": Problem, "description": "No such session"},
    409: {"model": Problem, "description": "This can't be made of this session; the sentence says why"},
}


async def no_media(_session_id: str) -> tuple[Media, ...]:
    """For a service that records nothing."""
    return ()


def router(
    facts: Facts, files: Files, exercises: Mapping[str, Exercise], media_of: MediaOf = no_media
) -> APIRouter:
    """`media_of` gives a session's recordings."""
    api = APIRouter(prefix="/api/v1", tags=["exports"])
    films = asyncio.Semaphore(1)  # one at a time: a film takes a core for minutes

    @api.get("/print.css", include_in_schema=False)
    async def style() -> Response:
        return FileResponse(STYLE, media_type="text/css")

    @api.get("/review/{code}/export/{format}", responses=_RESPONSES, response_class=Response)
    async def export(
        code: str,
        format: Format,  # noqa: A002
        language: Annotated[str, Query(description="Language of the pages: en, es, fr, pl")] = "en",
        blur_face: Annotated[bool, Query(description="Make the face unrecognisable in the film")] = True,
    ) -> Response:
        """Tables as a ZIP archive, FHIR as JSON, the film as MP4, markers as .trc; `summary` and `record` are
        pages to print."""
        record = await _record(facts, files, code, media_of)
        before = await facts.sessions_before(record.id) if format in PAGES else []
        earlier = tuple([from_rows(await rows_of(facts, row)) for row in before])
        folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="coach-export-"))
        out = folder / _name(record, format)
        wish = Request(
            format=format,
            out=out,
            language=language,
            blur_face=blur_face,
            exercises=exercises,
            earlier=earlier,
        )
        try:
            if format is Format.MP4:
                async with films:
                    made = await asyncio.to_thread(export_session, record, wish)
            else:
                made = await asyncio.to_thread(export_session, record, wish)
            notes = tuple(in_language(note, language) for note in made.notes)
            return await asyncio.to_thread(_answer, replace(made, notes=notes), format, folder)
        except NotExported as error:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            raise HTTPException(409, str(error)) from error
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    return api


async def _record(facts: Facts, files: Files, code: str, media_of: MediaOf) -> SessionRecord:
    link = await facts.open_link(code)
    if link is None or link.role not in REVIEWERS:
        raise HTTPException(404, "This link opens no session to review: ask for a new one.")
    found = await facts.session(link.session_id)
    assert found is not None
    rows = from_rows(await rows_of(facts, found))
    media = await media_of(found.id)
    tape = await asyncio.to_thread(path_of, files, tape_name(found.id))
    return await asyncio.to_thread(with_tape, rows, tape, media)


def _name(record: SessionRecord, wanted: Format) -> str:
    stem = f"coach-{record.created:%Y-%m-%d}-{record.id[:8]}"
    if wanted in FOLDERS:
        return stem
    return f"{stem}.{_SUFFIX.get(wanted, 'html')}"


def _answer(made: Made, wanted: Format, folder: Path) -> Response:
    """The page itself; one file as a download; several as one archive. The folder goes when all is sent."""
    if wanted in PAGES:
        html = (
            made.files[0].read_text(encoding="utf-8").replace(f'href="{STYLE.name}"', f'href="{STYLE_PATH}"')
        )
        shutil.rmtree(folder)
        return HTMLResponse(html)
    path = made.files[0] if len(made.files) == 1 else _archive(made, folder)
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    kind = _KIND[path.suffix[1:]]
    return FileResponse(path, media_type=kind, filename=path.name, background=gone)


def _archive(made: Made, folder: Path) -> Path:
    first = made.files[0]
    stem = first.parent.name if first.parent != folder else first.stem
    path = folder / f"{stem}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in made.files:
            archive.write(file, f"{stem}/{file.name}")
        if made.notes:
            archive.writestr(f"{stem}/MISSING.txt", "\n".join(made.notes) + "\n")
    return path
