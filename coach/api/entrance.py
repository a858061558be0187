"""Signing in and out, and the first run: the clinic and its first administrator."""

import base64
import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, Field

from coach.api.attempts import Attempts
from coach.api.links import HERE
from coach.api.problems import Problem
from coach.api.reception import Archive, Reception, Visitor, cookie_name, visitor_of
from coach.rights import Action, Actor, Role, Subject
from coach.store.entrances import SIGNED_IN_FOR
from coach.store.passwords import LONGEST, Unfit
from coach.store.people import AlreadyBegun, NameUnfit, folded
from coach.store.person_models import PersonRow

WRONG = "That does not match. Check both and try again, or ask your administrator for a new password."
TOO_OFTEN = "That was tried too often. Wait 15 minutes, then try again."
NO_PASSWORDS = "People of this clinic don't sign in with a password here: choose the button above."
WRONG_CODE = "That is not the code. `coach serve` prints it in the terminal it was started in."
BEGUN = "This server is set up already. Sign in."
_RESPONSES: dict[int | str, dict[str, object]] = {
    401: {"model": Problem, "description": "Not known so"},
    409: {"model": Problem, "description": "Set up already"},
    429: {"model": Problem, "description": "Tried too often"},
}

Text = Annotated[str, Field(min_length=1, max_length=254)]
Secret = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class Me(BaseModel):
    """Who is signed in."""

    id: str
    name: str
    role: str
    language: str


class Entrance(BaseModel):
    begun: bool = Field(description="There is an administrator: sign in. Otherwise: the first run")
    code_needed: bool = Field(description="The first run needs the code that `coach serve` printed")
    person: Me | None
    provider: str = Field(description="Whom one can sign in with besides, on the button; empty: nobody")
    passwords: bool = Field(description="One signs in with a password here")


class FirstRunIn(BaseModel):
    clinic: Text
    name: Text
    login: Text = Field(description="An e-mail address, or any name to sign in by")
    password: str = Field(
        default="", max_length=LONGEST, description="Empty where people sign in with the provider alone"
    )
    code: str = Field(default="", max_length=40)
    language: str = Field(default="en", max_length=16)


class SignInIn(BaseModel):
    login: Text
    password: Secret


def first_run_code() -> str:
    """80 bits, easily typed."""
    letters = base64.b32encode(secrets.token_bytes(10)).decode()
    return "-".join(letters[n : n + 4] for n in range(0, 16, 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """By what people sign in here."""

    provider: str = ""
    """Its name on the button; empty: there is none."""
    passwords: bool = True


class Porter:
    """What signing in and the first run share."""

    def __init__(
        self,
        archive: Archive,
        reception: Reception,
        code: str,
        ways: Ways = Ways(),
    ) -> None:
        """`code` guards the first run against whoever else reaches this server."""
        self.archive, self._reception, self._code = archive, reception, code
        self.ways = ways
        self._by_name, self._by_address = Attempts(10, 900), Attempts(50, 900)

    async def begin(self, request: Request, wish: FirstRunIn) -> PersonRow:
        """Raises HTTPException."""
        if not self._by_address.take(address_of(request)):
            raise HTTPException(429, TOO_OFTEN)
        given = wish.code.strip().upper().encode()
        if not _at_the_machine(request) and not hmac.compare_digest(given, self._code.encode()):
            raise HTTPException(401, WRONG_CODE)
        try:
            password = wish.password if self.ways.passwords or wish.password else None
            return await self.archive.people.begin(wish.clinic, wish.name, wish.login, password)
        except AlreadyBegun as error:
            raise HTTPException(409, BEGUN) from error
        except (Unfit, NameUnfit) as error:
            raise HTTPException(422, str(error)) from error

    async def recognise(self, request: Request, wish: SignInIn) -> PersonRow:
        """Ten tries in a quarter of an hour for one name, fifty from one address. Raises HTTPException."""
        if not self.ways.passwords:
            raise HTTPException(403, NO_PASSWORDS)
        name = folded(wish.login)
        if not self._by_name.take(name) or not self._by_address.take(address_of(request)):
            raise HTTPException(429, TOO_OFTEN)
        person = await self.archive.people.known(wish.login, wish.password)
        if person is None:
            await self.note(Visitor(), "")
            raise HTTPException(401, WRONG)
        self._by_name.forgive(name)
        return person

    async def note(self, visitor: Visitor, detail: str) -> None:
        """That somebody did not come in."""
        await self._reception.note(visitor, Action.ENTER, done=False, detail=detail)

    async def let_in(self, request: Request, response: Response, person: PersonRow, how: str = "") -> Me:
        """`how`: for the audit, where it was not by password."""
        token = await self.archive.entrances.sign_in(person.id)
        keep(request, response, cookie_name(request), token, int(SIGNED_IN_FOR.total_seconds()))
        actor = Actor(role=Role(person.role), person_id=person.id, clinic_id=person.clinic_id)
        subject = Subject(clinic_id=person.clinic_id, people=frozenset({person.id}))
        visitor = Visitor(actor=actor, subject=subject)
        await self._reception.note(visitor, Action.ENTER, done=True, detail=how)
        return me(person)


def router(porter: Porter) -> APIRouter:
    api = APIRouter(prefix="/api/v1", tags=["people"], responses=_RESPONSES)

    @api.get("/entrance")
    async def entrance(request: Request) -> Entrance:
        """What the first page shows."""
        person = visitor_of(request).person
        return Entrance(
            begun=await porter.archive.people.begun(),
            code_needed=not _at_the_machine(request),
            person=me(person) if person else None,
            provider=porter.ways.provider,
            passwords=porter.ways.passwords,
        )

    @api.post("/first-run", status_code=201)
    async def first_run(request: Request, response: Response, wish: FirstRunIn) -> Me:
        """The clinic and its first administrator, who is signed in by it."""
        return await porter.let_in(request, response, await porter.begin(request, wish))

    @api.post("/sign-in")
    async def sign_in(request: Request, response: Response, wish: SignInIn) -> Me:
        """The answer's cookie is who one is from then on, for twelve hours."""
        return await porter.let_in(request, response, await porter.recognise(request, wish))

    @api.post("/sign-out", status_code=204)
    async def sign_out(request: Request, response: Response) -> None:
        name = cookie_name(request)
        await porter.archive.entrances.sign_out(request.cookies.get(name, ""))
        keep(request, response, name, "", 0)

    return api


def me(person: PersonRow) -> Me:
    return Me(id=person.id, name=person.name, role=person.role, language=person.language)


def keep(request: Request, response: Response, name: str, token: str, seconds: int) -> None:
    """A cookie that no script reads, no other site sends and, over HTTPS, no plain line carries."""
    secure = request.url.scheme == "https"
    response.set_cookie(name, token, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax")


def _at_the_machine(request: Request) -> bool:
    """Asked on the server's own machine, by its own name, and not handed on by a proxy."""
    client = request.client.host if request.client else ""
    handed_on = any(name in request.headers for name in ("x-forwarded-for", "forwarded", "via"))
    return client in HERE and request.url.hostname in HERE and not handed_on


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""
