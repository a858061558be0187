"""Whoever says something of a session signs it: by name where they are signed in, by role where not."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from coach.api import problems, review, stills
from coach.feedback.exercises import CATALOG
from coach.rtc.member import Member
from coach.rtc.requests import CorrectCount, JudgeResult, MarkFault
from coach.rtc.room import _action, _signed
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.files import Folder
from coach.store.ledger import Ledger
from coach.store.models import NoteRow, ResultRow
from coach.types import Action
from tests.clinic import Clinic, begun
from tests.test_export_doors import same_patient

__all__ = ["same_patient"]


@dataclass(frozen=True)
class World:
    facts: Facts
    clinic: Clinic
    app: FastAPI
    session: str

    async def desk(self, person: str) -> httpx.AsyncClient:
        base = f"http://test/api/v1/review/{self.facts.code(self.session, 'therapist')}"
        transport = httpx.ASGITransport(self.app)
        return httpx.AsyncClient(
            transport=transport,
            base_url=base,
            cookies=await self.clinic.cookie(person),
            follow_redirects=True,
        )

    async def shown(self, person: str) -> Any:
        desk = await self.desk(person)
        return (await desk.get(str(desk.base_url).rstrip("/"))).json()


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = await open_database(database_url)
    yield made
    await made.dispose()


@pytest.fixture
async def world(engine: AsyncEngine, tmp_path: Path) -> World:
    facts, app = Facts(engine, b"secret"), FastAPI()
    clinic = await begun(engine, facts)
    session = await facts.create_session()
    patient = await clinic.add("patient")
    people = clinic.archive.people
    await people.entrust(session, clinic_id=clinic.id, therapist_id=clinic.administrator, patient_id=patient)

    async def nothing(_session: str) -> frozenset[str]:
        return frozenset()

    problems.install(app)
    desk, files = review.Desk(facts, Folder(tmp_path), CATALOG), Folder(tmp_path)
    app.include_router(review.router(desk))
    app.include_router(stills.router(stills.Album(desk=desk, files=files, refused=nothing)))
    clinic.guard(app)
    await people.assign(await clinic.add("therapist", "ben"), patient)
    return World(facts, clinic, app, session)


async def ben(world: World) -> str:
    found = await world.clinic.archive.people.by_login("ben")
    assert found is not None
    return found.id


async def test_what_is_said_in_review_carries_the_name_of_who_said_it(world: World) -> None:
    anna, other = await world.desk(world.clinic.administrator), await world.desk(await ben(world))
    assert (await anna.post("/notes", json={"t": 1.0, "kind": "comment", "text": "Good"})).status_code == 201
    said = (await other.post("/notes", json={"t": 2.0, "kind": "bookmark"})).json()
    said = (await other.post("/reviewed")).json()
    assert [(one["who"], one["by"]) for one in said["notes"]] == [("Anna", "therapist"), ("ben", "therapist")]
    assert [(one["who"], one["by"]) for one in said["reviewed"]] == [("ben", "therapist")]
    taken = (await other.post("/notes/withdrawn", json={"note_id": said["notes"][0]["id"]})).json()
    assert [one["who"] for one in taken["notes"]] == ["ben"]
    rows = await world.facts.notes(world.session)
    assert [(row.kind, row.text, row.person_id) for row in rows] == [
        ("comment", "Good", world.clinic.administrator),
        ("bookmark", "", await ben(world)),
        ("withdrawn", "", await ben(world)),
    ]


async def test_what_is_older_than_signatures_stays_signed_by_its_role(world: World) -> None:
    old = NoteRow(
        session_id=world.session, kind="comment", t=0.0, text="x", by="therapist", at=now(), withdraws=None
    )
    await world.facts.add([old])
    shown = await world.shown(await ben(world))
    assert [(one["who"], one["by"]) for one in shown["notes"]] == [(None, "therapist")]


def member(person: str | None, role: Any = "therapist") -> Member:
    return Member(seat=0, role=role, name="", language="en", connection=Silent(), slots=0, person=person)


class Silent:
    async def send_text(self, data: str) -> None: ...

    async def send_bytes(self, data: bytes) -> None: ...

    async def close(self, code: int, reason: str) -> None: ...


def live(message: Any, person: str | None, t: float = 3.0) -> Action:
    action = _action(message, t)
    assert action is not None
    sender = member(person)
    sender.outbox.close(1000, "over")
    return _signed(action, sender)


async def test_what_is_said_in_the_session_carries_it_too(world: World) -> None:
    person = world.clinic.administrator
    ledger = Ledger(world.facts, world.session)
    for action in (
        live(CorrectCount(delta=1), person),
        live(MarkFault(id=1, agree=False), await ben(world)),
        live(CorrectCount(delta=-1), None),
    ):
        ledger.act(action, ())
    ledger.close()
    await ledger.closed()
    rows = await world.facts.corrections(world.session)
    assert [(row.kind, row.by, row.person_id) for row in rows] == [
        ("count", "therapist", person),
        ("fault_disagree", "therapist", await ben(world)),
        ("count", "therapist", None),
    ]
    shown = await world.shown(person)
    assert [one["who"] for one in shown["corrections"]] == ["Anna", "ben", None]
    assert all(one["at"] for one in shown["corrections"])


async def test_every_word_on_a_result_is_kept_and_the_newest_holds(world: World) -> None:
    result = ResultRow(
        session_id=world.session, number=1, test="five_times_sit_to_stand", side="both", value=20.0, unit="s",
        quality="measured", started=0.0, ended=20.0, confirmed=None, own_value=None,
    )  # fmt: skip
    await world.facts.add([result])
    words = [
        live(JudgeResult(id=1, confirmed=True, own_value=18.0), world.clinic.administrator, 1.0),
        live(JudgeResult(id=1, confirmed=False, own_value=None), await ben(world), 2.0),
    ]
    for _again in range(2):  # the second time as a restarted server reads its tape
        ledger = Ledger(world.facts, world.session)
        ledger.recall(words)
        ledger.close()
        await ledger.closed()
    found = await world.facts.result_words(world.session)
    assert [(one.confirmed, one.own_value, one.person_id) for one in found] == [
        (True, 18.0, world.clinic.administrator),
        (False, None, await ben(world)),
    ]
    (now_,) = await world.facts.results(world.session)
    assert (now_.confirmed, now_.own_value) == (False, None)
    assert await world.facts.forget(world.session, by="administrator", why="asked for")
    assert await world.facts.result_words(world.session) == []
