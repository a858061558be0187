"""Speaks with the identity provider: where its doors are, its keys, and a code for an ID token."""

import base64
import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode, urlsplit

import httpx

from coach.oidc.id_token import Expected, Identity, Untrusted, identity, identity_of

TIMEOUT_S = 10.0
MOST_BYTES = 512 * 1024
HERE = ("localhost", "127.0.0.1", "::1")


class ProviderFailed(Exception):
    """It does not answer, or not as a provider does. The text is for whoever runs the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """This server, as it is registered at the provider."""

    issuer: str
    id: str
    secret: str = field(repr=False)
    name: str
    """Of the provider, on the button."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """The provider's, from its discovery document."""

    authorization: str
    token: str
    keys: str
    userinfo: str | None
    secret_in_body: bool
    """It takes this server's secret in the form alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one sign-in was begun with."""

    nonce: str
    verifier: str
    redirect: str


def acceptable(url: object, issuer: str) -> bool:
    """HTTPS; plain HTTP only on this machine, where the provider itself is here."""
    if not isinstance(url, str):
        return False
    parts, here = urlsplit(url), urlsplit(issuer).hostname in HERE
    return parts.scheme == "https" or (parts.scheme == "http" and here and parts.hostname in HERE)


class Provider:
    """Nothing of it is cached: people sign in seldom, and keys may change at any time."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._http = httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def doors(self) -> Doors:
        """Raises ProviderFailed."""
        issuer = self.client.issuer
        said = await self._ask("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if said.get("issuer") != issuer:
            raise ProviderFailed("its discovery document names another issuer")
        found = {name: said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
        for name, url in found.items():
            if not acceptable(url, issuer):
                raise ProviderFailed(f"its discovery document has no good {name}")
        userinfo, methods = said.get("userinfo_endpoint"), said.get("token_endpoint_auth_methods_supported")
        return Doors(
            authorization=str(found["authorization_endpoint"]),
            token=str(found["token_endpoint"]),
            keys=str(found["jwks_uri"]),
            userinfo=userinfo if acceptable(userinfo, issuer) else None,
            secret_in_body=isinstance(methods, list) and "client_secret_basic" not in methods,
        )

    async def looked_at(self) -> None:
        """Its discovery document and keys are there. Raises ProviderFailed."""
        if not isinstance((await self._ask("GET", (await self.doors()).keys)).get("keys"), list):
            raise ProviderFailed("it publishes no keys")

    async def address(self, asked: Asked, state: str) -> str:
        """Where the person signs in. Raises ProviderFailed."""
        door = (await self.doors()).authorization
        challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.verifier.encode()).digest())
        query = {
            "response_type": "code",
            "client_id": self.client.id,
            "redirect_uri": asked.redirect,
            "scope": "openid email",
            "state": state,
            "nonce": asked.nonce,
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{door}{'&' if urlsplit(door).query else '?'}{urlencode(query)}"

    async def identity(self, asked: Asked, code: str) -> Identity:
        """Who signed in. Raises ProviderFailed, Untrusted."""
        doors = await self.doors()
        tokens = await self._tokens(doors, asked, code)
        keys = await self._ask("GET", doors.keys)
        expected = Expected(
            issuer=self.client.issuer,
            client_id=self.client.id,
            nonce=asked.nonce,
            now=int(time.time()),
        )
        found = identity(_text(tokens, "id_token"), keys, expected)
        return found if found.email else await self._with_email(doors, tokens, found)

    async def _tokens(self, doors: Doors, asked: Asked, code: str) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": asked.redirect,
            "code_verifier": asked.verifier,
        }
        if doors.secret_in_body:
            form |= {"client_id": self.client.id, "client_secret": self.client.secret}
            return await self._ask("POST", doors.token, data=form)
        known = (quote(self.client.id, safe=""), quote(self.client.secret, safe=""))
        return await self._ask("POST", doors.token, data=form, auth=known)

    async def _with_email(self, doors: Doors, tokens: Mapping[str, Any], known: Identity) -> Identity:
        """Some providers tell the e-mail address only when asked; of the same person alone it counts."""
        access = tokens.get("access_token")
        if doors.userinfo is None or not isinstance(access, str) or not access.isascii():
            return known
        said = await self._ask("GET", doors.userinfo, headers={"authorization": f"Bearer {access}"})
        if said.get("sub") != known.subject:
            raise Untrusted("userinfo of somebody else")
        return identity_of(said)

    async def _ask(self, method: str, url: str, **wish: Any) -> Mapping[str, Any]:
        """A JSON object, of no more than a provider needs. Raises ProviderFailed."""
        try:
            async with self._http.stream(method, url, **wish) as answer:
                body = bytearray()
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > MOST_BYTES:
                        raise ProviderFailed("its answer is too long")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ProviderFailed(f"no answer ({type(error).__name__})") from error
        if answer.status_code != 200:
            raise ProviderFailed(f"it answered {answer.status_code} at {urlsplit(url).path}")
        return _object(bytes(body))


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProviderFailed("its answer is not JSON") from error
    if not isinstance(said, dict):
        raise ProviderFailed("its answer is not JSON of this kind")
    return said


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str):
        raise Untrusted(f"no {name}")
    return value
