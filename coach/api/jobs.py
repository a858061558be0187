"""The door of work in the background: how far it is."""

from fastapi import APIRouter, HTTPException, Request

from coach.api.problems import Problem, language_of
from coach.api.review_models import Job
from coach.review.jobs import Jobs, Work
from coach.review.sentences import in_language


def router(jobs: Jobs) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["jobs"])

    @api.get("/jobs/{id}", responses={404: {"model": Problem, "description": "No such job"}})
    async def job(request: Request, id: str) -> Job:  # noqa: A002
        """How far it is; its id is known only to whoever began it."""
        found = await jobs.find(id)
        if found is None:
            raise HTTPException(404, "This work is not known here: begin it again.")
        return job_of(found, language_of(request))

    return api


def job_of(work: Work, language: str) -> Job:
    job = Job.model_validate(work)
    return job.model_copy(update={"message": in_language(job.message, language)})
