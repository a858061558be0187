"""Those who help a patient at home: each has a personal link, like the patient's own."""

from fastapi import APIRouter, HTTPException, Request

from coach.api.people import RESPONSES, Office, Patient, PatientIn, shown
from coach.store.people import NameUnfit, NewPerson

NOT_A_CAREGIVER = "This is not a caregiver of this patient."


def router(office: Office) -> APIRouter:
    api = APIRouter(prefix="/api/v1/patients/{person}/caregivers", tags=["people"], responses=RESPONSES)
    people, entrances = office.archive.people, office.archive.entrances

    async def of(person: str, caregiver: str) -> str:
        """Their id. Raises HTTPException 404."""
        for one in await people.carers_of(person):
            if one.id == caregiver and one.role == "caregiver":
                return one.id
        raise HTTPException(404, NOT_A_CAREGIVER)

    @api.post("", status_code=201)
    async def add(request: Request, person: str, wish: PatientIn) -> Patient:
        """With a personal link."""
        found = await office.patient(person)
        new = NewPerson(clinic_id=found.clinic_id, role="caregiver", name=wish.name, language=wish.language)
        try:
            caregiver = await people.add(new)
        except NameUnfit as error:
            raise HTTPException(422, str(error)) from error
        await people.assign(caregiver.id, found.id)
        await entrances.invite(caregiver.id)
        return await shown(request, office, found)

    @api.post("/{caregiver}/link", status_code=201)
    async def send(request: Request, person: str, caregiver: str) -> Patient:
        """Good for longer, with a new first-time code; a new address when the last one has ended."""
        found = await office.patient(person)
        await entrances.resend(await of(person, caregiver))
        return await shown(request, office, found)

    @api.post("/{caregiver}/link/revoked", status_code=201)
    async def revoke(request: Request, person: str, caregiver: str) -> Patient:
        found = await office.patient(person)
        await entrances.revoke(await of(person, caregiver))
        return await shown(request, office, found)

    @api.post("/{caregiver}/released", status_code=201)
    async def release(request: Request, person: str, caregiver: str) -> Patient:
        """Does not help this patient any more; what they did stays."""
        found = await office.patient(person)
        gone = await of(person, caregiver)
        await people.release(gone, found.id)
        if not await people.patients_of(gone):
            await entrances.revoke(gone)
        return await shown(request, office, found)

    return api
