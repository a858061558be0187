"""Uploaded videos on their way to a session: what is asked of the process that judges, and what is kept."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from coach.review.jobs import Outcome
from coach.review.upload import Order, Result
from coach.store.database import now
from coach.store.facts import Fact
from coach.store.files import tape_name
from coach.store.ledger import Rows
from coach.store.models import JobRow, RecordingRow
from coach.store.tape import TapeReader

BROKEN = "The video could not be judged: try again, or choose another file."


class Uploads:
    """The kind of work; a session's film is written to `recordings/SESSION`."""

    module = "coach.review.upload"
    running = "Judging the video."

    def __init__(
        self,
        root: Path,
        *,
        model: Path,
        hands: Path | None = None,
        versions: Mapping[str, str],
        max_seconds: float,
    ) -> None:
        """`root`: the local folder that new files are written into."""
        self._data, self._model, self._hands, self._versions = root, model, hands, versions
        self._max_seconds = max_seconds

    def folder(self, session_id: str) -> Path:
        """Where a session's recordings are."""
        return self._data / "recordings" / session_id

    async def order(self, job: JobRow) -> Mapping[str, object]:
        return asdict(self._order(job))

    async def outcome(self, job: JobRow, result: Mapping[str, object]) -> Outcome:
        """The facts of the tape, and the film; nothing of a video that could not be judged."""
        came = Result(**result)  # type: ignore[arg-type]
        order = self._order(job)
        if came.problem is not None:
            await asyncio.to_thread(_forget, order)
            return Outcome(message=came.problem, failed=True, ends_session=True)
        rows = await asyncio.to_thread(self._rows, job.session_id, order, came)
        if came.path != order.video:  # the copy that browsers play is the film
            await asyncio.to_thread(Path(order.video).unlink, missing_ok=True)
        notes = json.dumps({"notes": came.notes})
        return Outcome(message="The video was judged.", result=notes, rows=rows, ends_session=True)

    async def failed(self, job: JobRow) -> Outcome:
        await asyncio.to_thread(_forget, self._order(job))
        return Outcome(message=BROKEN, failed=True, ends_session=True)

    def _order(self, job: JobRow) -> Order:
        wish = json.loads(job.wish)
        video = self.folder(job.session_id) / str(wish["file"])
        return Order(
            video=str(video),
            playable=str(video.with_name("played.webm")),
            tape=str(self._data / tape_name(job.session_id)),
            model=str(self._model),
            hands=str(self._hands) if self._hands else None,
            exercise=str(wish["exercise"]),
            side=str(wish["side"]),
            max_seconds=self._max_seconds,
            versions=dict(self._versions),
        )

    def _rows(self, session_id: str, order: Order, came: Result) -> list[Fact]:
        made, path = Rows(session_id), Path(came.path)
        events = TapeReader(Path(order.tape)).outline().records
        film = RecordingRow(
            session_id=session_id,
            role="patient",
            number=1,
            path=str(path.relative_to(self._data)),
            media_type=came.media_type,
            started_t=-came.begins,
            seconds=came.begins + came.seconds,
            width=came.width,
            height=came.height,
            has_video=True,
            has_audio=came.has_audio,
            bytes=path.stat().st_size,
            created_at=now(),
        )
        return [*(row for event in events if (row := made.of(event)) is not None), film]


def _forget(order: Order) -> None:
    for path in (order.video, order.playable, order.tape):
        Path(path).unlink(missing_ok=True)
