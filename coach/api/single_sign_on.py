"""Signing in at the clinic's identity provider (OpenID Connect). Who comes back has to be somebody here
already: by a link made earlier, or the first time by an e-mail address that the provider has verified."""

from dataclasses import dataclass
from urllib.parse import urlencode

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from coach.api.attempts import Attempts
from coach.api.entrance import Porter, address_of, keep
from coach.api.links import Addresses
from coach.api.reception import Visitor
from coach.oidc.begun import LASTS_S, Begun, SignInsBegun
from coach.oidc.id_token import Identity, Untrusted
from coach.oidc.provider import Provider, ProviderFailed
from coach.rights import Subject
from coach.store.people import folded
from coach.store.person_models import PersonRow

BACK = "/api/v1/oidc/callback"
"""To be registered at the provider, after this server's own address."""
STAFF = ("administrator", "therapist", "reviewer")
LONGEST = 4096
"""Of what the provider hands back in the address."""

log = structlog.get_logger(__name__)


class NotIn(Exception):
    """Nobody is signed in. `why`: what the first page words; `detail`: for the audit."""

    def __init__(self, why: str, detail: str, person: PersonRow | None = None) -> None:
        super().__init__(detail)
        self.why, self.detail, self.person = why, detail, person


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider handed back."""

    state: str
    code: str
    error: str
    issuer: str | None


class Gate:
    """What the two doors share."""

    def __init__(self, provider: Provider, porter: Porter) -> None:
        self.provider, self.porter, self.begun = provider, porter, SignInsBegun()
        self._by_address = Attempts(50, 900)

    def admit(self, request: Request) -> None:
        """Raises NotIn where one address asks too often."""
        if not self._by_address.take(address_of(request)):
            raise NotIn("often", "oidc: too often")

    async def person(self, begun: Begun | None, answer: Answer) -> tuple[PersonRow, str]:
        """Who it is here, and what the audit says of it. Raises NotIn."""
        if begun is None:
            raise NotIn("expired", "oidc: state unknown, used, expired or of another browser")
        if answer.issuer not in (None, self.provider.client.issuer):
            raise NotIn("untrusted", "oidc: answer of another issuer")
        if answer.error or not answer.code:
            raise _said_no(answer.error)
        try:
            found = await self.provider.identity(begun.asked, answer.code)
        except Untrusted as error:
            log.warning("oidc_answer_untrusted", reason=str(error))
            raise NotIn("untrusted", f"oidc: {error}") from error
        except ProviderFailed as error:
            raise _down(error) from error
        return await self._known(found)

    async def _known(self, found: Identity) -> tuple[PersonRow, str]:
        subjects, issuer = self.porter.archive.subjects, self.provider.client.issuer
        person, how = await subjects.person(issuer, found.subject), "oidc"
        if person is None:
            person, how = await self._by_email(found), "oidc, linked"
            if person.deactivated_at is None and not await subjects.link(issuer, found.subject, person.id):
                raise NotIn("unknown", "oidc: linked to another subject", person)
        if person.deactivated_at is not None or person.role not in STAFF:
            raise NotIn("unknown", "oidc: deactivated", person)
        return person, how

    async def _by_email(self, found: Identity) -> PersonRow:
        """The first time. Letters that only look alike are no match. Raises NotIn."""
        email = found.email or ""
        plain = email.isascii() and "@" in email and folded(email) == email.lower()
        person = await self.porter.archive.people.by_login(email) if plain else None
        if not found.email_verified and email:
            raise NotIn("unverified", "oidc: e-mail not verified", person)
        if person is None:
            raise NotIn("unknown", "oidc: nobody here")
        return person

    async def refuse(self, error: NotIn) -> RedirectResponse:
        await self.porter.note(await self._about(error.person), error.detail)
        return RedirectResponse(f"/?{urlencode({'sign_in': error.why})}", 303)

    async def _about(self, person: PersonRow | None) -> Visitor:
        """Whose audit it belongs in: of a server with one clinic, that one's."""
        if person is not None:
            return Visitor(subject=Subject(clinic_id=person.clinic_id, people=frozenset({person.id})))
        clinics = await self.porter.archive.people.clinics()
        return Visitor(subject=Subject(clinic_id=clinics[0].id)) if len(clinics) == 1 else Visitor()


def router(gate: Gate, addresses: Addresses) -> APIRouter:
    """Both doors are for browsers alone: they answer with the next address."""
    api = APIRouter(prefix="/api/v1", include_in_schema=False)

    @api.get("/oidc/begin")
    async def begin(request: Request, next: str = "") -> RedirectResponse:  # noqa: A002 - as pages call it
        """Off to the provider; the browser keeps in a cookie that it was here."""
        try:
            gate.admit(request)
            state, begun = gate.begun.begin(addresses.base(request) + BACK, next[:200])
            there = await gate.provider.address(begun.asked, state)
        except ProviderFailed as error:
            return await gate.refuse(_down(error))
        except NotIn as error:
            return await gate.refuse(error)
        away = RedirectResponse(there, 303)
        keep(request, away, cookie_of(request, state), begun.browser, LASTS_S)
        return away

    @api.get("/oidc/callback")
    async def callback(request: Request) -> RedirectResponse:
        """Back from the provider: signed in, or the first page with a sentence."""
        said = request.query_params
        short = {name: said.get(name, "")[:LONGEST] for name in ("state", "code", "error")}
        answer, name = Answer(**short, issuer=said.get("iss")), cookie_of(request, short["state"])
        begun = gate.begun.take(answer.state, request.cookies.get(name, ""))
        try:
            gate.admit(request)
            person, how = await gate.person(begun, answer)
        except NotIn as error:
            response = await gate.refuse(error)
        else:
            response = RedirectResponse(f"/?{urlencode({'next': begun.next if begun else ''})}", 303)
            await gate.porter.let_in(request, response, person, how)
        keep(request, response, name, "", 0)
        return response

    return api


def cookie_of(request: Request, state: str) -> str:
    """One for each sign-in that was begun, so that two tabs do not undo each other."""
    part = "".join(one for one in state[:8] if one.isascii() and (one.isalnum() or one in "-_"))
    return f"{'__Host-' if request.url.scheme == 'https' else ''}coach-oidc-{part}"


def _said_no(error: str) -> NotIn:
    if error in ("server_error", "temporarily_unavailable"):
        return NotIn("down", f"oidc: {error}")
    return NotIn("refused", f"oidc: refused at the provider ({error[:40] or 'no code'})")


def _down(error: ProviderFailed) -> NotIn:
    log.warning("oidc_provider_failed", reason=str(error))
    return NotIn("down", f"oidc: {error}")
