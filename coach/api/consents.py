"""What a patient agrees to: shown with its words, given and taken back by them, seen by their therapist."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, Field

from coach.api.consent_words import KINDS, VERSION, words_of
from coach.api.problems import Problem
from coach.api.reception import Archive, visitor_of
from coach.store.person_models import PersonConsentRow

Refusal = Callable[[str, str], Awaitable[None]]
"""Told of each: the patient, the kind."""

OTHER_WORDS = "The words have changed since this page was opened. Read them again, then decide."
_RESPONSES: dict[int | str, dict[str, object]] = {
    401: {"model": Problem, "description": "The first-time code is needed"},
    409: {"model": Problem, "description": "Other words hold now"},
}


class Agreement(BaseModel):
    """One kind of consent, as it stands."""

    kind: Literal["call", "recording", "data"]
    title: str
    text: str
    version: str = Field(description="Of the words shown")
    given: bool | None = Field(description="Null: not answered yet, or to older words")
    at: datetime | None


class AnswerIn(BaseModel):
    kind: Literal["call", "recording", "data"]
    given: bool
    version: str = Field(max_length=32)


def router(archive: Archive, refusal: Refusal) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["people"], responses=_RESPONSES)
    Language = Annotated[str, Query(max_length=16)]  # noqa: N806 - a type

    @api.get("/personal/{code}/consents")
    async def mine(request: Request, language: Language = "en") -> list[Agreement]:
        person = visitor_of(request).person
        assert person is not None
        return await agreements(archive, person.id, language)

    @api.post("/personal/{code}/consents", status_code=201)
    async def say(request: Request, wish: AnswerIn, language: Language = "en") -> list[Agreement]:
        """Given, or taken back; what was said before stays in the record."""
        person = visitor_of(request).person
        assert person is not None
        if wish.version != VERSION:
            raise HTTPException(409, OTHER_WORDS)
        await archive.consents.say(
            person.id, wish.kind, given=wish.given, version=VERSION, language=language[:2], by=person.id
        )
        if not wish.given:
            await refusal(person.id, wish.kind)
        return await agreements(archive, person.id, language)

    @api.get("/patients/{person}/consents")
    async def theirs(person: str, language: Language = "en") -> list[Agreement]:
        return await agreements(archive, person, language)

    return api


async def agreements(archive: Archive, patient_id: str, language: str) -> list[Agreement]:
    newest = {row.kind: row for row in await archive.consents.all_of(patient_id)}
    return [_agreement(kind, newest.get(kind), language) for kind in KINDS]


def _agreement(kind: str, row: PersonConsentRow | None, language: str) -> Agreement:
    """Agreement to other words is none; a refusal of any words stays one."""
    title, text = words_of(kind, language)
    stands = row is not None and (row.version == VERSION or not row.given)
    return Agreement.model_validate(
        {
            "kind": kind,
            "title": title,
            "text": text,
            "version": VERSION,
            "given": row.given if row is not None and stands else None,
            "at": row.at if row is not None and stands else None,
        }
    )
