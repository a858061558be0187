"""Signing in at an identity provider, with a real one on this machine; what it may not be made to believe."""

import hmac
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import RSAKey
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncEngine

from coach.api import entrance, people, problems, single_sign_on
from coach.api.links import Addresses
from coach.config import Settings
from coach.oidc.begun import LASTS_S, SignInsBegun
from coach.oidc.provider import Client, Provider
from coach.store.database import open_database
from coach.store.facts import Facts
from coach.store.people import NewPerson
from tests.clinic import Clinic, begun
from tests.oidc.provider import CLIENT_ID, CLIENT_SECRET, Claims, OpenId, open_id, part, unpadded, unsigned

HOME = "http://localhost"
Browser = Callable[..., httpx.AsyncClient]


@pytest.fixture
def openid() -> Iterator[OpenId]:
    with open_id() as one:
        yield one


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = await open_database(database_url)
    yield made
    await made.dispose()


@pytest.fixture
async def clinic(engine: AsyncEngine) -> Clinic:
    made = await begun(engine, Facts(engine, b"secret"))
    await made.archive.people.add(
        NewPerson(clinic_id=made.id, role="therapist", name="Anna Z", login="Anna@example.org")
    )
    return made


@pytest.fixture
async def browser(engine: AsyncEngine, clinic: Clinic, openid: OpenId) -> AsyncIterator[Browser]:
    """A browser of its own at each call."""
    client = Client(issuer=openid.issuer, id=CLIENT_ID, secret=CLIENT_SECRET, name="Clinic ID")
    async with Provider(client) as provider:
        yield opening(clinic, engine, provider, passwords=False)


def opening(clinic: Clinic, engine: AsyncEngine, provider: Provider, *, passwords: bool) -> Browser:
    app = FastAPI()
    problems.install(app)
    ways = entrance.Ways(provider=provider.client.name, passwords=passwords)
    porter = entrance.Porter(clinic.archive, clinic.reception, "CODE", ways)
    app.include_router(entrance.router(porter))
    app.include_router(single_sign_on.router(single_sign_on.Gate(provider, porter), Addresses()))
    app.include_router(people.router(clinic.office(Facts(engine, b"secret"))))
    clinic.guard(app)

    def opened(base: str = HOME) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app, client=("127.0.0.1", 5000))
        return httpx.AsyncClient(transport=transport, base_url=base)

    return opened


async def begin(at: httpx.AsyncClient, next_page: str = "") -> str:
    """The provider's page, as far as this browser is sent there."""
    away = await at.get("/api/v1/oidc/begin", params={"next": next_page})
    assert away.status_code == 303
    return away.headers["location"]


async def come_back(openid: OpenId, there: str) -> str:
    """The address that the provider sends the browser to."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
    openid.asked.append(query)
    return f"{query['redirect_uri']}?code={openid.code(query)}&state={query['state']}"


async def signed_in(openid: OpenId, at: httpx.AsyncClient) -> str:
    """Where the first page is led to, having been at the provider."""
    back = await at.get(await come_back(openid, await begin(at)))
    assert back.status_code == 303
    return back.headers["location"]


async def who(at: httpx.AsyncClient) -> str | None:
    person = (await at.get("/api/v1/entrance")).json()["person"]
    return person["name"] if person else None


async def audited(clinic: Clinic) -> list[tuple[bool, str]]:
    rows = await clinic.archive.audit.of_clinic(clinic.id)
    return [(row.done, row.detail) for row in rows if row.action == "enter"]


async def test_who_is_known_by_their_verified_address_comes_in_and_is_linked(
    browser: Browser, openid: OpenId, clinic: Clinic
) -> None:
    at = browser()
    back = await at.get(await come_back(openid, await begin(at, "/board")))
    assert (back.headers["location"], await who(at)) == ("/?next=%2Fboard", "Anna Z")
    asked = openid.asked[0]
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert set(asked["scope"].split()) == {"openid", "email"}
    openid.email, openid.verified = "changed@example.org", False
    assert await signed_in(openid, again := browser()) == "/?next="
    assert await who(again) == "Anna Z"
    assert await audited(clinic) == [(True, "oidc"), (True, "oidc, linked")]


async def test_its_cookies_are_for_this_server_alone(browser: Browser, openid: OpenId) -> None:
    for base, prefix in ((HOME, "coach"), ("https://localhost", "__Host-coach")):
        at = browser(base)
        away = await at.get("/api/v1/oidc/begin")
        back = await at.get(await come_back(openid, away.headers["location"]))
        for cookie in (away.headers["set-cookie"], *back.headers.get_list("set-cookie")):
            said = cookie.lower()
            assert said.startswith(prefix.lower())
            assert "httponly" in said
            assert "samesite=lax" in said
            assert ("; secure" in said) is base.startswith("https")


def another_key(_provider: OpenId, claims: Claims) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, RSAKey.generate_key(2048))


def with_the_public_key_as_secret(provider: OpenId, claims: Claims) -> str:
    return by_secret(claims, provider.key.as_pem(private=False))


def with_the_clients_secret(_provider: OpenId, claims: Claims) -> str:
    return by_secret(claims, CLIENT_SECRET.encode())


def by_secret(claims: Claims, secret: bytes) -> str:
    """HS256, by hand: the library itself refuses to sign with a public key."""
    said = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(claims)}"
    return f"{said}.{unpadded(hmac.digest(secret, said.encode(), 'sha256'))}"


def no_token(_provider: OpenId, _claims: Claims) -> str:
    return "not.a.token"


@pytest.mark.parametrize(
    "sign", [unsigned, another_key, with_the_public_key_as_secret, with_the_clients_secret, no_token]
)
async def test_what_the_provider_did_not_sign_opens_nothing(
    browser: Browser, openid: OpenId, clinic: Clinic, sign: Callable[[OpenId, Claims], str]
) -> None:
    openid.sign = sign
    assert await signed_in(openid, at := browser()) == "/?sign_in=untrusted"
    assert await who(at) is None
    ((done, detail),) = await audited(clinic)
    assert not done
    assert detail.startswith("oidc: ")


@pytest.mark.parametrize(
    "change",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another client"},
        {"aud": [CLIENT_ID, "another client"]},
        {"aud": [CLIENT_ID, "another client"], "azp": "another client"},
        {"azp": "another client"},
        {"iss": "https://login.example.org"},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"exp": "never"},
        {"iat": 4_000_000_000},
        {"nbf": 4_000_000_000},
        {"sub": None},
        {"sub": 7},
        {"sub": ""},
        {"sub": "s" * 256},
    ],
)
async def test_what_was_signed_for_something_else_opens_nothing(
    browser: Browser, openid: OpenId, change: Claims
) -> None:
    openid.bend = lambda claims: {k: v for k, v in {**claims, **change}.items() if v is not None}
    assert await signed_in(openid, at := browser()) == "/?sign_in=untrusted"
    assert await who(at) is None


async def test_a_token_for_several_that_this_server_asked_for_is_good(
    browser: Browser, openid: OpenId
) -> None:
    openid.bend = lambda claims: {**claims, "aud": ["other", CLIENT_ID], "azp": CLIENT_ID}
    assert await signed_in(openid, at := browser()) == "/?next="
    assert await who(at) == "Anna Z"


@pytest.mark.parametrize(
    ("email", "verified", "why"),
    [
        ("anna@example.org", False, "unverified"),
        ("anna@example.org", "true", "unverified"),
        ("ben@example.org", True, "unknown"),
        ("ａnna@example.org", True, "unknown"),
        (" anna@example.org", True, "unknown"),
        ("", True, "unknown"),
        ("anna", True, "unknown"),
    ],
)
async def test_whom_no_verified_address_names_is_not_known(
    browser: Browser, openid: OpenId, clinic: Clinic, email: str, verified: object, why: str
) -> None:
    """`anna` is the administrator's sign-in name, and no address."""
    before = len(await clinic.archive.people.everybody(clinic.id))
    openid.email, openid.verified = email, verified
    assert await signed_in(openid, at := browser()) == f"/?sign_in={why}"
    assert await who(at) is None
    assert len(await clinic.archive.people.everybody(clinic.id)) == before


async def test_an_address_that_became_somebody_elses_opens_nothing(
    browser: Browser, openid: OpenId, clinic: Clinic
) -> None:
    assert await signed_in(openid, browser()) == "/?next="
    openid.subject = "subject-2"
    assert await signed_in(openid, browser()) == "/?sign_in=unknown"
    assert (await audited(clinic))[0] == (False, "oidc: linked to another subject")
    person = await clinic.archive.people.by_login("anna@example.org")
    assert person is not None
    assert await clinic.archive.subjects.unlink(person.id) == 1
    assert await signed_in(openid, browser()) == "/?next="


async def test_the_deactivated_and_those_with_links_stay_outside(
    browser: Browser, openid: OpenId, clinic: Clinic
) -> None:
    await signed_in(openid, browser())
    person = await clinic.archive.people.by_login("anna@example.org")
    assert person is not None
    await clinic.archive.people.deactivate(person.id)
    assert await signed_in(openid, browser()) == "/?sign_in=unknown"
    patient = NewPerson(clinic_id=clinic.id, role="patient", name="Maria", login="maria@example.org")
    await clinic.archive.people.add(patient)
    openid.subject, openid.email = "subject-3", "maria@example.org"
    assert await signed_in(openid, at := browser()) == "/?sign_in=unknown"
    assert await who(at) is None


async def test_an_address_told_by_userinfo_counts_for_the_same_person_alone(
    browser: Browser, openid: OpenId
) -> None:
    openid.email_in_token, openid.tells_of = False, "another"
    assert await signed_in(openid, browser()) == "/?sign_in=untrusted"
    openid.tells_of = None
    assert await signed_in(openid, at := browser()) == "/?next="
    assert await who(at) == "Anna Z"


async def test_a_way_back_is_for_one_browser_once(browser: Browser, openid: OpenId) -> None:
    mine, other = browser(), browser()
    back = await come_back(openid, await begin(mine))
    await begin(other)
    assert (await other.get(back)).headers["location"] == "/?sign_in=expired"
    assert await who(other) is None
    assert (await mine.get(back)).headers["location"] == "/?next="
    assert (await mine.get(back)).headers["location"] == "/?sign_in=expired"
    for made_up in ("", "?state=", "?state=%00%ff;a&code=c", f"?code=c&state={'s' * 9000}"):
        said = await mine.get(f"/api/v1/oidc/callback{made_up}")
        assert said.headers["location"] == "/?sign_in=expired"
    assert await who(mine) == "Anna Z"


async def test_two_tabs_do_not_undo_each_other(browser: Browser, openid: OpenId) -> None:
    at = browser()
    ways = [await begin(at), await begin(at)]
    for there in ways:
        assert (await at.get(await come_back(openid, there))).headers["location"] == "/?next="


def test_a_sign_in_that_took_too_long_is_over() -> None:
    time = [0.0]
    begun_ones = SignInsBegun(clock=lambda: time[0])
    (state, early), (late_state, late) = (begun_ones.begin("http://here", "") for _ in range(2))
    time[0] = LASTS_S - 1
    assert begun_ones.take(state, early.browser) == early
    time[0] = LASTS_S
    assert begun_ones.take(late_state, late.browser) is None


async def test_a_refusal_and_an_answer_of_another_issuer_are_told(
    browser: Browser, openid: OpenId, clinic: Clinic
) -> None:
    for added, why in (
        ("error=access_denied", "refused"),
        ("error=temporarily_unavailable", "down"),
        ("", "refused"),
        ("code=c&iss=https://another.example", "untrusted"),
    ):
        at = browser()
        query = parse_qs(urlsplit(await begin(at)).query)
        said = await at.get(f"{query['redirect_uri'][0]}?state={query['state'][0]}&{added}")
        assert said.headers["location"] == f"/?sign_in={why}", added
    assert (False, "oidc: refused at the provider (access_denied)") in await audited(clinic)


@pytest.mark.parametrize(
    "bent",
    [
        {"issuer": "https://login.example.org"},
        {"authorization_endpoint": "http://login.example.org/"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
    ],
)
async def test_a_provider_that_is_not_as_it_should_be_is_down(
    browser: Browser, openid: OpenId, bent: dict[str, Any]
) -> None:
    openid.discovery = lambda said: {**said, **bent}
    away = await browser().get("/api/v1/oidc/begin")
    assert away.headers["location"] == "/?sign_in=down"


async def test_a_provider_that_is_down_is_told_before_and_after(
    browser: Browser, openid: OpenId, clinic: Clinic, engine: AsyncEngine
) -> None:
    at = browser()
    back = await come_back(openid, await begin(at))
    openid.down = True
    assert (await at.get(back)).headers["location"] == "/?sign_in=down"
    assert (await at.get("/api/v1/oidc/begin")).headers["location"] == "/?sign_in=down"
    silent = Provider(Client(issuer="http://127.0.0.1:9", id="a", secret="b", name="c"))
    async with silent:
        away = await opening(clinic, engine, silent, passwords=True)().get("/api/v1/oidc/begin")
    assert away.headers["location"] == "/?sign_in=down"


async def test_a_provider_that_takes_the_secret_in_the_form(browser: Browser, openid: OpenId) -> None:
    openid.discovery = lambda said: {**said, "token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert await signed_in(openid, browser()) == "/?next="


async def test_asking_too_often_ends(browser: Browser) -> None:
    at = browser()
    said = [(await at.get("/api/v1/oidc/begin")).headers["location"] for _ in range(51)]
    assert said[-1] == "/?sign_in=often"
    assert not any("sign_in" in one for one in said[:50])


async def test_passwords_can_be_switched_off(browser: Browser, openid: OpenId, clinic: Clinic) -> None:
    at = browser()
    said = (await at.get("/api/v1/entrance")).json()
    assert (said["provider"], said["passwords"]) == ("Clinic ID", False)
    known = {"login": "anna", "password": "correct horse battery"}
    assert (await at.post("/api/v1/sign-in", json=known)).status_code == 403
    administrator = httpx.AsyncClient(
        transport=at._transport, base_url=HOME, cookies=await clinic.cookie(clinic.administrator)
    )
    wish = {"name": "Eva", "role": "therapist", "login": "eva@example.org"}
    assert (await administrator.post("/api/v1/people", json=wish)).status_code == 201
    openid.subject, openid.email = "subject-9", "eva@example.org"
    assert await signed_in(openid, at) == "/?next="
    assert await who(at) == "Eva"


@pytest.mark.parametrize(
    "given",
    [
        {"oidc_issuer": "https://login.example.org"},
        {"oidc_issuer": "http://login.example.org", "oidc_client_id": "a", "oidc_client_secret": "b"},
        {"password_sign_in": "false"},
    ],
)
def test_settings_that_would_shut_everybody_out_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="COACH_"):
        Settings(**given)
