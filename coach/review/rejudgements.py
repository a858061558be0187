"""Judging an old session again in the background: what is asked of the process, and what is kept of it."""

import asyncio
import json
from collections.abc import Mapping

from coach.review.jobs import Outcome
from coach.store.files import Files, tape_name
from coach.store.models import JobRow

BROKEN = "The session could not be judged again: its tape may be damaged. Nothing was changed."


class Rejudgements:
    """The kind of work. Its result is kept with the job until somebody accepts it."""

    module = "coach.review.rejudging"
    running = "Judging the session again."

    def __init__(self, files: Files) -> None:
        self._files = files

    async def order(self, job: JobRow) -> Mapping[str, object]:
        tape = await asyncio.to_thread(self._files.local, tape_name(job.session_id))
        return {"tape": str(tape), "overrides": json.loads(job.wish)["overrides"]}

    async def outcome(self, _job: JobRow, result: Mapping[str, object]) -> Outcome:
        if "problem" in result:
            return Outcome(message=str(result["problem"]), failed=True)
        return Outcome(message="The session was judged again.", result=json.dumps(result["sets"]))

    async def failed(self, _job: JobRow) -> Outcome:
        return Outcome(message=BROKEN, failed=True)
