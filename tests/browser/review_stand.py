"""The review page with a made-up session behind its doors, for the page's own speed and behaviour.

`python -m tests.browser.review_stand PORT FOLDER MINUTES`. The pages and their headers are the real ones.
"""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import uvicorn
from fastapi import FastAPI, Query, Response
from fastapi.responses import FileResponse
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from coach.api import pages
from coach.api.reception import Visitor
from coach.api.review_models import CorrectionIn, NoteIn, ReviewCorrection, ReviewNote, ReviewSession
from coach.store.database import open_database
from coach.store.facts import Facts
from coach.store.person_models import PersonRow
from tests.browser.long_session import MADE_AT, LongSession

WEB = Path(pages.__file__).parents[1] / "web_dist"


class Desk:
    """What reviewers said so far, put over the made-up session."""

    def __init__(self, made: LongSession) -> None:
        self.session = made.session

    def correct(self, wish: CorrectionIn) -> ReviewSession:
        row = ReviewCorrection(
            **wish.model_dump(exclude={"withdraws"}),
            id=len(self.session.corrections) + 1,
            by="Anna",
            at=MADE_AT,
            live=False,
            withdrawn=False,
        )
        rows = [
            one.model_copy(update={"withdrawn": one.withdrawn or one.id == wish.withdraws})
            for one in self.session.corrections
        ]
        return self._put(corrections=[*rows, *([row] if wish.kind != "withdrawn" else [])])

    def note(self, wish: NoteIn) -> ReviewSession:
        made = ReviewNote(id=len(self.session.notes) + 1, by="Anna", at=MADE_AT, **wish.model_dump())
        return self._put(notes=[*self.session.notes, made])

    def _put(self, **over: object) -> ReviewSession:
        session = self.session.model_copy(update=over)
        said = [one for one in session.corrections if not one.withdrawn]
        gone = {one.rep_id for one in said if one.kind == "rep_rejected"}
        agree = {one.fault_number: one.kind == "fault_agree" for one in said if one.kind.startswith("fault_")}
        self.session = session.model_copy(
            update={
                "reps": [rep.model_copy(update={"rejected": rep.id in gone}) for rep in session.reps],
                "faults": [
                    fault.model_copy(update={"agree": agree.get(fault.number)}) for fault in session.faults
                ],
                "sets": [
                    one.model_copy(update={"corrected_reps": one.reps + _delta(session, said, one.number)})
                    for one in session.sets
                ],
                "agreement": session.agreement.model_copy(
                    update={"marked": len(agree), "agreed": sum(agree.values())}
                ),
            }
        )
        return self.session


def _delta(session: ReviewSession, said: list[ReviewCorrection], number: int) -> int:
    of_set = {rep.id for rep in session.reps if rep.set_number == number}
    gone = sum(one.rep_id in of_set for one in said if one.kind == "rep_rejected")
    own = [one for one in said if one.set_number == number]
    return sum(one.delta or 0 for one in own) + sum(one.kind == "rep_added" for one in own) - gone


class Open:
    """Lets everybody in as somebody who is signed in: the made-up session is nobody's."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            HTTPConnection(scope).state.visitor = Visitor(person=PersonRow(id="anna"))
        await self._app(scope, receive, send)


def stand(made: LongSession, video: Path, facts: Facts) -> FastAPI:
    app, desk = FastAPI(), Desk(made)
    drawn = made.traces.model_dump_json()
    base = "/api/v1/review/long"

    @app.get(base)
    def session() -> ReviewSession:
        return desk.session

    @app.get(base + "/traces")
    def traces() -> Response:
        return Response(drawn, media_type="application/json")

    @app.get(base + "/poses")
    def poses(start: Annotated[float, Query(alias="from")], to: float) -> Response:
        return Response(made.poses(start, to), media_type="application/octet-stream")

    @app.get(base + "/media/1")
    def media() -> FileResponse:
        return FileResponse(video, media_type="video/webm")

    @app.post(base + "/corrections", status_code=201)
    def correct(wish: CorrectionIn) -> ReviewSession:
        return desk.correct(wish)

    @app.post(base + "/notes", status_code=201)
    def note(wish: NoteIn) -> ReviewSession:
        return desk.note(wish)

    app.add_middleware(Open)
    pages.install(app, facts, WEB)
    return app


async def serve(port: int, folder: Path, minutes: float) -> None:
    made = LongSession(minutes)
    video = folder / f"{minutes:g}.webm"
    if not video.exists():
        made.write_video(video)
    engine = await open_database(f"sqlite+aiosqlite:///{folder / 'stand.db'}")
    app = stand(made, video, Facts(engine, b"stand"))
    await uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning")).serve()
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])))
