"""Many old sessions judged again, one after another, resumed where an interruption left off.

Each session's outcome is a job in the database under a name that follows from the session, its tape, the
thresholds and the rules: what is there already is not done twice."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.feedback.thresholds import Overrides
from coach.review.difference import SetChanged, difference
from coach.review.judgements import accept, from_json, newest, to_json
from coach.review.rejudge import SetJudged
from coach.review.rejudging import judged_again
from coach.store.database import now
from coach.store.facts import Facts
from coach.store.models import JobRow
from coach.store.tape import TapeReader, TapeUnreadable

NO_TAPE = "Its movements are not here any more: it stays as it was judged."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What every session is judged by. `by` accepts it; None: the difference is only shown."""

    overrides: Overrides
    versions: Mapping[str, str]
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What came of one session; `problem` is one sentence where nothing did."""

    session_id: str
    sets: tuple[SetChanged, ...] = ()
    resumed: bool = False
    """It had been judged before this command began."""
    accepted: int | None = None
    """The number of the judgement that it is now."""
    problem: str | None = None

    @property
    def same(self) -> bool:
        return all(one.same for one in self.sets)


async def rejudge_session(
    facts: Facts, tape: Path, session_id: str, wish: Wish
) -> AsyncIterator[float | Judged]:
    """Shares of the work, 0 to 1, then what came of it. Raises NotAThreshold."""
    try:
        versions = _of_its_model(tape, wish.versions)
        job_id = _name(session_id, tape, wish, versions)
        known = await facts.work.job(job_id)
        if known is not None and known.result is not None:
            sets, resumed = from_json(json.loads(known.result)), True
        else:
            sets, resumed = [], False
            for told in judged_again(tape, wish.overrides):
                if isinstance(told, float):
                    yield told
                else:
                    sets = told
            job = known or _job(job_id, session_id, wish.overrides)
            await _keep(facts, job, sets, new=known is None)
    except TapeUnreadable as error:
        there = await asyncio.to_thread(tape.exists)
        yield Judged(session_id=session_id, problem=str(error) if there else NO_TAPE)
        return
    changes = difference(await newest(facts, session_id), sets)
    number = await _accepted(facts, session_id, sets, wish, versions) if wish.by else None
    yield Judged(session_id=session_id, sets=tuple(changes), resumed=resumed, accepted=number)


async def _accepted(
    facts: Facts, session_id: str, sets: Sequence[SetJudged], wish: Wish, versions: Mapping[str, str]
) -> int:
    """Once: a repeated command finds its own judgement there."""
    rows = await facts.judgements(session_id)
    if rows and (json.loads(rows[-1].versions), json.loads(rows[-1].overrides)) == (
        dict(versions),
        wish.overrides,
    ):
        return rows[-1].number
    return await accept(
        facts, session_id, sets, by=wish.by or "", versions=versions, overrides=wish.overrides
    )


def _job(job_id: str, session_id: str, overrides: Overrides) -> JobRow:
    return JobRow(
        id=job_id,
        kind="rejudge",
        session_id=session_id,
        state="done",
        message="",
        begun=1,
        wish=json.dumps({"overrides": overrides}),
        result=None,
        at=now(),
    )


async def _keep(facts: Facts, job: JobRow, sets: Sequence[SetJudged], *, new: bool) -> None:
    if new:
        await facts.work.add_job(job)
    result = json.dumps(to_json(sets))
    await facts.work.end_job(job, failed=False, message="The session was judged again.", result=result)


def _name(session_id: str, tape: Path, wish: Wish, versions: Mapping[str, str]) -> str:
    of = [session_id, tape.stat().st_size, wish.overrides, dict(versions)]
    return hashlib.sha256(json.dumps(of, sort_keys=True).encode()).hexdigest()[:32]


def _of_its_model(tape: Path, versions: Mapping[str, str]) -> dict[str, str]:
    """The poses are still those of the model that saw them."""
    then = TapeReader(tape).header.versions
    return {**versions, **({"model": then["model"]} if "model" in then else {})}
