"""The reviewer's doors: a session as it was judged, its poses and curves, and what people say of it.

For who holds the session's therapist's or clinician's link; to anybody else there is no such session."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import FileResponse

from coach.api.agreed import NO_MARK
from coach.api.problems import Problem
from coach.api.reception import signer
from coach.api.review_models import (
    CorrectionIn,
    NoteIn,
    NoteWithdrawnIn,
    ReviewOther,
    ReviewSession,
    ReviewTraces,
)
from coach.api.review_view import Film, Kept, review_of
from coach.feedback.exercise import Exercise
from coach.rtc.landmarks import pack_landmarks
from coach.store.database import now
from coach.store.facts import Facts, LinkOpened
from coach.store.files import FileGone, Files, StorageFailed, path_of, tape_name
from coach.store.models import CorrectionRow, JobRow, NoteRow, ReviewedRow
from coach.store.tape import TapeHeader, TapeOutline, TapeReader, TapeUnreadable
from coach.store.work import UNFINISHED

REVIEWERS = ("therapist", "clinician")
MOST_SECONDS = 300.0
"""Of poses in one answer: about 1.2 MB at 15 a second."""
NO_SESSION = "This link opens no session to review: ask for a new one."
NO_TAPE = "The movements of this session are not here: what was counted is shown all the same."
NO_STORAGE = "The films and movements are kept elsewhere, and that storage does not answer: try again soon."
NOT_JUDGED = "This video is still being judged: open it again in a few minutes."
NO_FILM = "A film of this session is no longer here: everything else is."
NEEDS: Mapping[str, tuple[str, ...]] = {
    "rep_rejected": ("rep_id",),
    "rep_added": ("set_number", "t"),
    "count": ("set_number", "delta"),
    "fault_agree": ("fault_number",),
    "fault_disagree": ("fault_number",),
    "fault_missed": ("set_number", "t", "fault"),
    "withdrawn": ("withdraws",),
}
RESPONSES: dict[int | str, dict[str, object]] = {
    404: {"model": Problem, "description": "No such session, or what it names is not in it"},
    409: {"model": Problem, "description": "The tape is missing or can't be read"},
    503: {"model": Problem, "description": "The storage does not answer, or too much is waiting"},
}

Refused = Callable[[str], Awaitable[frozenset[str]]]
Language = Annotated[str, Query(max_length=16, description="en, es, fr or pl")]


class Desk:
    """What the doors share: who may come in, and where a session's tape is."""

    def __init__(self, facts: Facts, files: Files, exercises: Mapping[str, Exercise]) -> None:
        self.facts, self._files, self._exercises = facts, files, exercises
        self._curves = asyncio.Semaphore(1)  # one at a time: judging an hour again takes a core for seconds

    async def enter(self, code: str) -> LinkOpened:
        """Raises HTTPException 404."""
        link = await self.facts.open_link(code)
        if link is None or link.role not in REVIEWERS:
            raise HTTPException(404, NO_SESSION)
        return link

    async def session(self, link: LinkOpened, language: str) -> ReviewSession:
        kept = await self.kept(link.session_id, self.facts.code(link.session_id, link.role), link.role)
        return await asyncio.to_thread(review_of, kept, self._exercises, role=link.role, language=language)

    async def kept(self, session_id: str, code: str, role: str = "therapist") -> Kept:
        found = await self.facts.session(session_id)
        assert found is not None
        header, outline, problems = await asyncio.to_thread(_tape, await self.tape(session_id))
        films = await self.films(session_id, code)
        problems += await self._said_of_upload(session_id)
        problems += (NO_FILM,) if any(not film.available for film in films) else ()
        facts = self.facts
        kept = Kept(
            session=found,
            sets=await facts.sets(session_id),
            reps=await facts.reps(session_id),
            faults=await facts.faults(session_id),
            judgements=await facts.judgements(session_id),
            corrections=await facts.corrections(session_id),
            notes=await facts.notes(session_id),
            check_ins=await facts.check_ins(session_id),
            results=await facts.results(session_id),
            result_words=await facts.result_words(session_id),
            others=await self._others(session_id, role),
            reviewed=await facts.reviewed(session_id),
            films=films,
            header=header,
            outline=outline,
            problems=problems,
        )
        return replace(kept, names=await facts.names(kept.signers))

    async def _others(self, session_id: str, role: str) -> list[ReviewOther]:
        """Whether the reviewer may see them is asked where they are opened."""
        rows = await self.facts.sessions_beside(session_id)
        return [ReviewOther(code=self.facts.code(row.id, role), created_at=row.created_at) for row in rows]

    async def _said_of_upload(self, session_id: str) -> tuple[str, ...]:
        """What limits the judgement of a video that was sent in, or why there is none yet."""
        sent = [job for job in await self.facts.work.jobs(session_id=session_id) if job.kind == "upload"]
        notes = tuple(note for job in sent if job.result for note in json.loads(job.result)["notes"])
        return (*notes, *(job.message for job in sent if job.state == "failed"), *_unjudged(sent))

    async def tape(self, session_id: str) -> Path:
        """Where it would be when it is gone. Raises HTTPException 503."""
        try:
            return await asyncio.to_thread(path_of, self._files, tape_name(session_id))
        except StorageFailed as error:
            raise HTTPException(503, NO_STORAGE) from error

    async def films(self, session_id: str, code: str) -> list[Film]:
        rows = await self.facts.recordings(session_id)
        there = await asyncio.to_thread(lambda: [self._is_there(row.path) for row in rows])
        base = f"/api/v1/review/{code}/media"
        return [
            Film(row=row, url=f"{base}/{row.id}", available=is_there)
            for row, is_there in zip(rows, there, strict=True)
        ]

    def _is_there(self, name: str) -> bool:
        """A storage that does not answer has it no more, for now."""
        try:
            return self._files.there(name)
        except StorageFailed:
            return False

    async def film(self, session_id: str, number: int) -> tuple[Path, str]:
        """Its file and media type. Raises HTTPException 404."""
        row = next((r for r in await self.facts.recordings(session_id) if r.id == number), None)
        if row is None:
            raise HTTPException(404, NO_FILM)
        try:
            return await asyncio.to_thread(self._files.local, row.path), row.media_type
        except FileGone as error:
            raise HTTPException(404, NO_FILM) from error
        except StorageFailed as error:
            raise HTTPException(503, NO_STORAGE) from error

    async def curves(self, session_id: str) -> Path:
        """The file of the newest judgement's traces, made by a process of its own when it is not there or
        older than the tape. Raises HTTPException 409."""
        tape, judgements = await self.tape(session_id), await self.facts.judgements(session_id)
        suffix, overrides = ".traces.json", "{}"
        if judgements:
            suffix, overrides = f".traces{judgements[-1].number}.json", judgements[-1].overrides
        out = tape.with_suffix(suffix)
        async with self._curves:
            if not await asyncio.to_thread(_is_fresh, out, tape):
                maker = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "coach.review.traces", str(tape), str(out), overrides),
                    stdin=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.DEVNULL,
                )
                if await maker.wait() != 0:
                    raise HTTPException(409, NO_TAPE)
        return out


async def nothing_refused(_session_id: str) -> frozenset[str]:
    return frozenset()


def router(desk: Desk, refused: Refused = nothing_refused) -> APIRouter:
    """`refused`: the kinds of consent that a session's patient refused."""
    api = APIRouter(prefix="/api/v1/review/{code}", tags=["review"], responses=RESPONSES)
    _show(api, desk)
    _listen(api, desk, refused)
    return api


def _show(api: APIRouter, desk: Desk) -> None:
    """What a reviewer gets."""

    @api.get("")
    async def session(code: str, language: Language = "en") -> ReviewSession:
        """All of the session but its poses and curves."""
        return await desk.session(await desk.enter(code), language)

    @api.get("/poses", response_class=Response)
    async def poses(code: str, start: Annotated[float, Query(alias="from", ge=0)], to: float) -> Response:
        """Landmark frames as on the WebSocket, one after another; at most 300 s."""
        link = await desk.enter(code)
        packed = await asyncio.to_thread(_packed, await desk.tape(link.session_id), start, to)
        return Response(packed, media_type="application/octet-stream")

    @api.get("/traces", response_model=ReviewTraces)
    async def traces(code: str) -> FileResponse:
        """The primary signal of every set and side."""
        link = await desk.enter(code)
        return FileResponse(await desk.curves(link.session_id), media_type="application/json")

    @api.get("/media/{recording}", response_class=FileResponse)
    async def media(code: str, recording: int) -> FileResponse:
        """The film; a part of it by a Range header."""
        link = await desk.enter(code)
        path, kind = await desk.film(link.session_id, recording)
        return FileResponse(path, media_type=kind)


def _listen(api: APIRouter, desk: Desk, refused: Refused) -> None:
    """What a reviewer says. Every answer is the session as it is now."""
    facts = desk.facts

    @api.post("/corrections", status_code=201)
    async def correct(
        request: Request, code: str, wish: CorrectionIn, language: Language = "en"
    ) -> ReviewSession:
        """Not a repetition, one more, agree, disagree… Nothing is overwritten; the session as it is now."""
        link = await desk.enter(code)
        _check(wish, await desk.kept(link.session_id, code))
        row = CorrectionRow(
            **wish.model_dump(),
            session_id=link.session_id,
            judgement=await facts.judgement(link.session_id),
            by=link.role,
            person_id=signer(request),
            at=now(),
            live=False,
        )
        return await added(link, row, language)

    @api.post("/notes", status_code=201)
    async def note(request: Request, code: str, wish: NoteIn, language: Language = "en") -> ReviewSession:
        """Words are the therapist's record; a mark without words is of data alone."""
        link = await desk.enter(code)
        if not wish.text.strip() and "data" in await refused(link.session_id):
            raise HTTPException(409, NO_MARK)
        row = NoteRow(
            **wish.model_dump(),
            session_id=link.session_id,
            by=link.role,
            person_id=signer(request),
            at=now(),
            withdraws=None,
        )
        return await added(link, row, language)

    @api.post("/notes/withdrawn", status_code=201)
    async def withdraw(
        request: Request, code: str, wish: NoteWithdrawnIn, language: Language = "en"
    ) -> ReviewSession:
        link = await desk.enter(code)
        note = next((n for n in await facts.notes(link.session_id) if n.id == wish.note_id), None)
        if note is None:
            raise HTTPException(404, "That note is not in this session.")
        row = NoteRow(
            session_id=link.session_id,
            kind="withdrawn",
            t=note.t,
            text="",
            by=link.role,
            person_id=signer(request),
            at=now(),
            withdraws=note.id,
        )
        return await added(link, row, language)

    @api.post("/reviewed", status_code=201)
    async def reviewed(request: Request, code: str, language: Language = "en") -> ReviewSession:
        """The reviewer has looked at all of it."""
        link = await desk.enter(code)
        row = ReviewedRow(session_id=link.session_id, by=link.role, person_id=signer(request), at=now())
        return await added(link, row, language)

    async def added(
        link: LinkOpened, row: CorrectionRow | NoteRow | ReviewedRow, language: str
    ) -> ReviewSession:
        await facts.add([row])
        return await desk.session(link, language)


def _unjudged(sent: Sequence[JobRow]) -> tuple[str, ...]:
    return (NOT_JUDGED,) if any(job.state in UNFINISHED for job in sent) else ()


def _tape(path: Path) -> tuple[TapeHeader | None, TapeOutline | None, tuple[str, ...]]:
    """What can be read of the tape, and a sentence where it can't."""
    if not path.exists():
        return None, None, (NO_TAPE,)
    try:
        header, outline = _outlined(path, path.stat().st_size)
    except TapeUnreadable as error:
        return None, None, (str(error),)
    return header, outline, ()


@lru_cache(maxsize=8)
def _outlined(path: Path, _bytes: int) -> tuple[TapeHeader, TapeOutline]:
    """Read anew when the file has grown. Raises TapeUnreadable."""
    reader = TapeReader(path)
    return reader.header, reader.outline()


def _packed(path: Path, start: float, end: float) -> bytes:
    """Raises HTTPException 409."""
    _, outline, problems = _tape(path)
    if outline is None:
        raise HTTPException(409, problems[0])
    seen = outline.poses(start, min(end, start + MOST_SECONDS))
    return b"".join(pack_landmarks(pose, n) for n, pose in enumerate(seen))


def _is_fresh(out: Path, tape: Path) -> bool:
    return out.exists() and tape.exists() and out.stat().st_mtime >= tape.stat().st_mtime


def _check(wish: CorrectionIn, kept: Kept) -> None:
    """Raises HTTPException: 422 for a correction that lacks what it needs, 404 for one about something that
    is not in this session."""
    lacking = [name for name in NEEDS[wish.kind] if getattr(wish, name) is None]
    if lacking:
        raise HTTPException(422, f"{wish.kind} needs {', '.join(lacking)}.")
    there = (
        wish.rep_id in {None, *(row.id for row in kept.reps)}
        and wish.set_number in {None, *(row.number for row in kept.sets)}
        and wish.fault_number in {None, *(row.number for row in kept.faults)}
        and wish.withdraws in {None, *(row.id for row in kept.corrections)}
    )
    if not there:
        raise HTTPException(404, "That is not in this session.")
