"""Signing in and out and the first run, over HTTP on both kinds of database."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from coach.api import entrance, problems
from coach.api.attempts import Attempts
from coach.api.guard import Guard
from coach.api.reception import Reception
from coach.app import archive_of
from coach.store.database import open_database
from coach.store.facts import Facts

CODE = "ABCD-EFGH-IJKL-MNOP"
FIRST = {"clinic": "Praxis", "name": "Anna", "login": "anna@example.org", "password": "correct horse battery"}
KNOWN = {"login": FIRST["login"], "password": FIRST["password"]}
HOME, AWAY = "http://localhost", "http://192.0.2.7"

Browser = Callable[..., httpx.AsyncClient]


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = await open_database(database_url)
    yield made
    await made.dispose()


@pytest.fixture
def browser(engine: AsyncEngine) -> Browser:
    """A browser of its own at each call: at the server's machine, or elsewhere."""
    archive, app = archive_of(engine, b"secret"), FastAPI()
    reception = Reception(Facts(engine, b"secret"), archive)
    problems.install(app)
    app.include_router(entrance.router(entrance.Porter(archive, reception, CODE)))
    app.add_middleware(Guard, reception=reception)

    def opened(base: str = HOME, client: str = "127.0.0.1") -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app, client=(client, 5000))
        return httpx.AsyncClient(transport=transport, base_url=base + "/api/v1")

    return opened


async def test_from_the_first_run_to_signing_out(browser: Browser) -> None:
    at_desk = browser()
    assert (await at_desk.get("/entrance")).json() == {
        "begun": False,
        "code_needed": False,
        "person": None,
        "provider": "",
        "passwords": True,
    }
    made = await at_desk.post("/first-run", json=FIRST)
    assert (made.status_code, made.json()["role"]) == (201, "administrator")
    assert (await at_desk.get("/entrance")).json()["person"]["name"] == "Anna"
    assert (await at_desk.post("/sign-out")).status_code == 204
    assert (await at_desk.get("/entrance")).json()["person"] is None
    assert (await at_desk.post("/sign-out")).status_code == 401
    assert (await at_desk.post("/sign-in", json=KNOWN)).json()["name"] == "Anna"
    assert (await browser().post("/first-run", json=FIRST)).status_code == 409


async def test_the_cookie_is_for_this_server_alone(browser: Browser) -> None:
    for base, name in ((HOME, "coach"), ("https://localhost", "__Host-coach")):
        at = browser(base)
        await at.post("/first-run", json=FIRST)
        cookie = (await at.post("/sign-in", json=KNOWN)).headers["set-cookie"].lower()
        assert cookie.startswith(f"{name}=".lower())
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert ("secure" in cookie) is base.startswith("https")


@pytest.mark.parametrize(
    ("base", "client", "headers"),
    [
        (AWAY, "192.0.2.9", {}),
        (HOME, "192.0.2.9", {}),
        (AWAY, "127.0.0.1", {}),
        (HOME, "127.0.0.1", {"x-forwarded-for": "192.0.2.9"}),
    ],
)
async def test_from_elsewhere_the_first_run_needs_the_code(
    browser: Browser, base: str, client: str, headers: dict[str, str]
) -> None:
    at = browser(base, client)
    assert (await at.get("/entrance", headers=headers)).json()["code_needed"]
    for wrong in ({}, {"code": "AAAA-AAAA-AAAA-AAAA"}):
        refused = await at.post("/first-run", json={**FIRST, **wrong}, headers=headers)
        assert refused.status_code == 401
    made = await at.post("/first-run", json={**FIRST, "code": f" {CODE.lower()} "}, headers=headers)
    assert made.status_code == 201


async def test_a_wrong_name_and_a_wrong_password_are_told_the_same(browser: Browser) -> None:
    await browser().post("/first-run", json=FIRST)
    wrong = [
        await browser().post("/sign-in", json={**KNOWN, **change})
        for change in ({"login": "ben@example.org"}, {"password": "something else"})
    ]
    assert [one.status_code for one in wrong] == [401, 401]
    assert wrong[0].content == wrong[1].content
    assert not any(one.cookies for one in wrong)


async def test_guessing_ends_soon(browser: Browser) -> None:
    await browser().post("/first-run", json=FIRST)
    said = [
        (await browser().post("/sign-in", json={**KNOWN, "password": f"guess {n}"})).status_code
        for n in range(12)
    ]
    assert said == [401] * 10 + [429] * 2
    assert (await browser().post("/sign-in", json=KNOWN)).status_code == 429


@pytest.mark.parametrize(
    "change", [{"password": "short"}, {"name": " "}, {"clinic": ""}, {"login": ""}, {"name": "a\x00b"}]
)
async def test_what_does_not_do_is_told_in_a_sentence(browser: Browser, change: dict[str, str]) -> None:
    refused = await browser().post("/first-run", json={**FIRST, **change})
    assert refused.status_code == 422
    assert refused.json()["detail"]
    assert not (await browser().get("/entrance")).json()["begun"]


def test_tries_are_counted_by_key_and_forgotten_in_time() -> None:
    time = [0.0]
    attempts = Attempts(2, 10, clock=lambda: time[0])
    assert [attempts.take("a") for _ in range(3)] == [True, True, False]
    assert attempts.take("b")
    time[0] = 10.0
    assert attempts.take("a")
    attempts.forgive("a")
    assert [attempts.take("a") for _ in range(3)] == [True, True, False]
