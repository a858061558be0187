"""The administrator's test message, through a mail server that speaks SMTP for real."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from coach.api import mail, problems
from coach.api.reminders import NO_SERVER, NOT_AN_ADDRESS
from coach.reminders import trying
from coach.reminders.mail import MailServer
from coach.reminders.trying import Trying
from coach.review.sentences import in_language
from coach.store.database import open_database
from coach.store.facts import Facts
from tests.browser.stage import free_port
from tests.clinic import Clinic, begun
from tests.reminders.post import post


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = await open_database(database_url)
    yield made
    await made.dispose()


@pytest.fixture
async def clinic(engine: AsyncEngine) -> Clinic:
    return await begun(engine, Facts(engine, b"secret"))


async def at_desk(clinic: Clinic, server: MailServer | None, person: str) -> httpx.AsyncClient:
    app = FastAPI()
    problems.install(app)
    app.include_router(mail.router(known(server) if server else None))
    clinic.guard(app)
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://test/api/v1", cookies=await clinic.cookie(person)
    )


def known(server: MailServer) -> mail.Post:
    at = mail.MailSet(host=server.host, port=server.port, security=server.security, sender=server.sender)
    return mail.Post(at, Trying(server).send)


async def test_a_test_goes_out_for_the_administrator_alone(clinic: Clinic, tmp_path: Path) -> None:
    with post(tmp_path) as kept:
        desk = await at_desk(clinic, kept.server, clinic.administrator)
        assert (await desk.get("/mail")).json()["sender"] == "Clinic <reminders@clinic.example>"
        sent = await desk.post(
            "/mail/test", json={"email": "anna@clinic.example"}, headers={"accept-language": "fr"}
        )
        assert (sent.status_code, sent.json()["tried"]) == (201, "anna@clinic.example")
        (message,) = kept.got
        assert (message["to"], message["subject"]) == ("anna@clinic.example", "Coach : un essai")
        assert str(kept.server.password) not in sent.text
        for wrong in ("", "anna", "a@b.example\nBcc: c@d.example"):
            refused = await desk.post("/mail/test", json={"email": wrong})
            assert (refused.status_code, refused.json()["detail"]) == (422, NOT_AN_ADDRESS)
        kept.answers["gone@clinic.example"] = "550 nobody"
        gone = await desk.post("/mail/test", json={"email": "gone@clinic.example"})
        assert (gone.status_code, gone.json()["detail"]) == (502, trying.ADDRESS_REFUSED)
        other = await at_desk(clinic, kept.server, await clinic.add("therapist", "ben"))
        assert (await other.get("/mail")).status_code == 403
        assert (await other.post("/mail/test", json={"email": "a@b.example"})).status_code == 403
        tries = [(await desk.post("/mail/test", json={"email": "a@b.example"})).status_code for _ in range(9)]
        assert tries == [201] * 8 + [429]


async def test_without_a_mail_server_that_is_said(clinic: Clinic) -> None:
    desk = await at_desk(clinic, None, clinic.administrator)
    assert (await desk.get("/mail")).json() is None
    refused = await desk.post("/mail/test", json={"email": "a@b.example"})
    assert (refused.status_code, refused.json()["detail"]) == (409, NO_SERVER)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"password": "wrong"}, "it does not know the user or the password"),
        ({"ca": None}, "its certificate is not trusted"),
        ({"security": "tls"}, "it speaks no TLS of this kind on this port"),
        ({"host": "nowhere.invalid"}, "its name is not known"),
        ({"port": 0}, "nothing answers at this host and port"),
    ],
)
async def test_what_is_wrong_with_it_is_told(tmp_path: Path, change: dict[str, Any], why: str) -> None:
    with post(tmp_path) as kept:
        bent = {**change, **({"port": free_port()} if change.get("port") == 0 else {})}
        said = await Trying(replace(kept.server, **bent)).send("a@b.example", "en")
    assert said == trying.FAILED.format(why=why)
    assert in_language(said, "pl").count(in_language(why, "pl")) == 1
    assert in_language(why, "pl") != why
