"""Whether this server sends e-mail, and a message to try it with; for the administrator."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from pydantic import AfterValidator, BaseModel, Field

from coach.api.attempts import Attempts
from coach.api.entrance import TOO_OFTEN
from coach.api.people import RESPONSES
from coach.api.problems import Problem, language_of
from coach.api.reception import visitor_of
from coach.api.reminders import NO_SERVER, NOT_AN_ADDRESS, address

_SENDING: dict[int | str, dict[str, object]] = {
    **RESPONSES,
    409: {"model": Problem, "description": "No mail server is set"},
    429: {"model": Problem, "description": "Tried too often"},
    502: {"model": Problem, "description": "The mail server did not take it; the sentence says why"},
}


class MailSet(BaseModel):
    """How e-mail leaves this server."""

    host: str
    port: int
    security: str
    sender: str
    tried: str = Field(default="", description="Where a test went to")


def _some(given: str) -> str:
    """Raises ValueError."""
    if not (kept := address(given)):
        raise ValueError(NOT_AN_ADDRESS)
    return kept


class TestIn(BaseModel):
    email: Annotated[str, Field(max_length=300), AfterValidator(_some)]


@dataclass(frozen=True, slots=True)
class Post:
    """The mail server of the settings, as far as doors know it."""

    at: MailSet
    send: Callable[[str, str], Awaitable[str]]
    """To an address, in a language; empty, or a sentence why it was not taken."""


def router(post: Post | None) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["reminders"], responses=_SENDING)
    tries = Attempts(10, 900)

    @api.get("/mail")
    async def mail() -> MailSet | None:
        """Null: no mail server is set."""
        return post.at if post else None

    @api.post("/mail/test", status_code=201)
    async def test(request: Request, wish: TestIn) -> MailSet:
        """A short message without anybody's name."""
        if post is None:
            raise HTTPException(409, NO_SERVER)
        if not tries.take(visitor_of(request).actor.person_id or ""):
            raise HTTPException(429, TOO_OFTEN)
        if why := await post.send(wish.email, language_of(request)):
            raise HTTPException(502, why)
        return post.at.model_copy(update={"tried": wish.email})

    return api
