"""A patient's own video, sent from their own page to the therapist who looks after them."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request

from coach.api import agreed
from coach.api.jobs import job_of
from coach.api.problems import language_of
from coach.api.programme import prescribed_exercises
from coach.api.reception import Archive, visitor_of
from coach.api.review_models import Job, UploadLimits
from coach.api.uploads import RESPONSES, VIDEO_BODY, Inbox, VideoIn
from coach.store.person_models import PersonRow

NO_THERAPIST = "Nobody looks after you here just now: ask your clinic."
NO_VIDEO = "This video is not known here: send it again."


def router(inbox: Inbox, archive: Archive) -> APIRouter:
    api = APIRouter(prefix="/api/v1/personal/{code}/uploads", tags=["uploads"], responses=RESPONSES)

    @api.get("/limits")
    async def limits(request: Request, language: Annotated[str, Query(max_length=16)] = "en") -> UploadLimits:
        """What is prescribed comes first."""
        return inbox.limits(language, await prescribed_exercises(archive, _patient(request).id))

    @api.post("", status_code=201, openapi_extra=VIDEO_BODY)
    async def upload(request: Request, wish: Annotated[VideoIn, Query()]) -> Job:
        """The file itself is the body. Their therapist reviews it; they may take it back themselves."""
        patient = _patient(request)
        await agreed.require(archive, patient.id, "data", own=True)
        carers = [one for one in await archive.people.carers_of(patient.id) if one.role != "caregiver"]
        if not carers:
            raise HTTPException(409, NO_THERAPIST)

        async def entrust(session_id: str) -> None:
            await archive.people.entrust(
                session_id,
                clinic_id=patient.clinic_id,
                therapist_id=carers[0].id,
                patient_id=patient.id,
            )

        return job_of(await inbox.take(request, wish, entrust), language_of(request))

    @api.get("/{job}")
    async def progress(request: Request, job: str) -> Job:
        """How far it is; only of their own."""
        work = await inbox.jobs.find(job)
        whose = await archive.people.session_people(work.session_id) if work else None
        if work is None or whose is None or whose.patient_id != _patient(request).id or work.kind != "upload":
            raise HTTPException(404, NO_VIDEO)
        return job_of(work, language_of(request))

    return api


def _patient(request: Request) -> PersonRow:
    person = visitor_of(request).person
    assert person is not None
    return person
