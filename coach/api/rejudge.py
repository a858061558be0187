"""The doors of judging an old session again: begin it, see what it would change, accept it."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request

from coach.api.jobs import job_of
from coach.api.problems import language_of
from coach.api.reception import signer
from coach.api.review import NO_TAPE, RESPONSES, Desk, Language
from coach.api.review_models import (
    ExerciseOverridesIn,
    FaultDifference,
    Job,
    RejudgeAcceptIn,
    RejudgeDifference,
    RejudgeIn,
    RepDifference,
    ReviewSession,
    SetDifference,
)
from coach.feedback.exercise import Exercise
from coach.feedback.texts import text
from coach.feedback.thresholds import NotAThreshold, Overrides, changed
from coach.review.difference import SetChanged, difference
from coach.review.jobs import Jobs, TooMany
from coach.review.judgements import accept, from_json, newest
from coach.review.rejudge import SetJudged
from coach.store.facts import AlreadyJudged, LinkOpened
from coach.store.models import JobRow
from coach.store.tape import TapeReader, TapeUnreadable
from coach.types import FaultSeen

NOT_HERE = "This judgement is not there: judge the session again."
MEANWHILE = "Somebody else accepted a judgement just now: look at the session again first."


def router(
    desk: Desk, jobs: Jobs, exercises: Mapping[str, Exercise], versions: Mapping[str, str]
) -> APIRouter:
    """`versions` of what judges now."""
    api = APIRouter(prefix="/api/v1/review/{code}/rejudge", tags=["review"], responses=RESPONSES)

    @api.post("", status_code=202)
    async def begin(request: Request, code: str, wish: RejudgeIn) -> Job:
        """With the present rules, or other thresholds. Nothing changes by it."""
        link = await desk.enter(code)
        overrides = overrides_of(wish.overrides)
        _check(exercises, overrides)
        await asyncio.to_thread(_readable, await desk.tape(link.session_id))
        try:
            added = await jobs.add("rejudge", link.session_id, {"overrides": overrides})
        except TooMany as error:
            raise HTTPException(503, "Many sessions are waiting just now. Try again soon.") from error
        return job_of(added, language_of(request))

    @api.get("/{job_id}")
    async def changes(code: str, job_id: str, language: Language = "en") -> RejudgeDifference:
        """What accepting it would change."""
        link = await desk.enter(code)
        _, sets = await judged(link, job_id)
        before = await newest(desk.facts, link.session_id)
        then = (await desk.session(link, language)).versions
        return _difference(before, sets, language, then, _now(versions, then))

    @api.post("/accept", status_code=201)
    async def take(
        request: Request, code: str, wish: RejudgeAcceptIn, language: Language = "en"
    ) -> ReviewSession:
        """Makes it the session's judgement; the one before is kept, what people said is carried over."""
        link = await desk.enter(code)
        job, sets = await judged(link, wish.job_id)
        overrides = json.loads(job.wish)["overrides"]
        then = (await desk.session(link, language)).versions
        try:
            await accept(
                desk.facts,
                link.session_id,
                sets,
                by=link.role,
                person_id=signer(request),
                versions=_now(versions, then),
                overrides=overrides,
            )
        except AlreadyJudged as error:
            raise HTTPException(409, MEANWHILE) from error
        return await desk.session(link, language)

    async def judged(link: LinkOpened, job_id: str) -> tuple[JobRow, list[SetJudged]]:
        job = await desk.facts.work.job(job_id)
        ours = job is not None and (job.kind, job.session_id) == ("rejudge", link.session_id)
        if job is None or not ours or job.state != "done" or job.result is None:
            raise HTTPException(404, NOT_HERE)
        return job, from_json(json.loads(job.result))

    return api


def overrides_of(wish: Mapping[str, ExerciseOverridesIn]) -> dict[str, dict[str, float]]:
    """The thresholds by their names; those that were left out are not in it."""
    found = {name: dict(_named(one)) for name, one in wish.items()}
    return {name: values for name, values in found.items() if values}


def _named(one: ExerciseOverridesIn) -> list[tuple[str, float]]:
    groups = [
        ("signal", one.model_dump(include={"rest", "target"})),
        ("pace", one.pace.model_dump()),
        *((f"fault.{name}", limits.model_dump()) for name, limits in one.faults.items()),
    ]
    return [
        (f"{group}.{part}", value)
        for group, values in groups
        for part, value in values.items()
        if value is not None
    ]


def _check(exercises: Mapping[str, Exercise], overrides: Overrides) -> None:
    """Raises HTTPException 422."""
    try:
        changed(exercises, overrides)
    except NotAThreshold as error:
        raise HTTPException(422, str(error)) from error


def _readable(tape: Path) -> None:
    """Raises HTTPException 409."""
    if not tape.exists():
        raise HTTPException(409, NO_TAPE)
    try:
        TapeReader(tape)
    except TapeUnreadable as error:
        raise HTTPException(409, str(error)) from error


def _now(versions: Mapping[str, str], then: Mapping[str, str]) -> dict[str, str]:
    """The poses are still those of the model that saw them."""
    return {**versions, **({"model": then["model"]} if "model" in then else {})}


def _difference(
    before: list[SetJudged],
    after: list[SetJudged],
    language: str,
    then: Mapping[str, str],
    now: Mapping[str, str],
) -> RejudgeDifference:
    sets = difference(before, after)
    return RejudgeDifference(
        same=all(one.same for one in sets),
        sets=[_set(one, language) for one in sets],
        versions_before=dict(then),
        versions_after=dict(now),
        not_known=[one.done.number for one in after if not one.known],
    )


def _set(one: SetChanged, language: str) -> SetDifference:
    return SetDifference(
        number=one.number,
        exercise=one.exercise,
        before=one.before,
        after=one.after,
        reps_gained=[RepDifference.model_validate(rep) for rep in one.reps_gained],
        reps_lost=[RepDifference.model_validate(rep) for rep in one.reps_lost],
        faults_gained=[_fault(fault, language) for fault in one.faults_gained],
        faults_lost=[_fault(fault, language) for fault in one.faults_lost],
    )


def _fault(seen: FaultSeen, language: str) -> FaultDifference:
    return FaultDifference(
        fault=seen.fault,
        name=text(f"fault.{seen.fault}", language),
        level=seen.level.value,
        side=seen.side.value,
        start=seen.start,
        end=seen.end,
        value=seen.value,
    )
