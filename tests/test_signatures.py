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
from coach.assisting import Assisting
from coach.feedback.exercises import CATALOG
from coach.rtc.member import Member
from coach.rtc.requests import Assisted, CheckIn, CorrectCount, JudgeResult, MarkFault
from coach.rtc.room import _action, _said, _signed
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.files import Folder
from coach.store.ledger import Ledger
from coach.store.models import NoteRow, ResultRow, SetRow
from coach.types import Action, HelpMarked, Quality, RepAssisted, RepCounted, Side
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


async def written(ledger: Ledger) -> None:
    ledger.close()
    await ledger.closed()


async def test_who_puts_an_answer_in_for_the_patient_signs_it(world: World) -> None:
    a_set = SetRow(
        session_id=world.session, number=1, exercise="sit_to_stand", side="both", started=0.0, ended=9.0,
        reps=1, partials=0, correction=0, longest_hold_s=0.0,
    )  # fmt: skip
    await world.facts.add([a_set])
    ledger = Ledger(world.facts, world.session)
    for answer, sender in (
        (CheckIn(set_number=1, pain=2), member("patient's id", "patient")),
        (CheckIn(set_number=1, effort=4), member(world.clinic.administrator)),
    ):
        sender.outbox.close(1000, "over")
        ledger.act(_said(answer, 10.0, sender), ())
    await written(ledger)
    rows = await world.facts.check_ins(world.session)
    assert [(row.by, row.person_id) for row in rows] == [
        ("patient", "patient's id"),
        ("therapist", world.clinic.administrator),
    ]
    (said,) = (await world.shown(await ben(world)))["check_ins"]
    assert (said["pain"], said["effort"], said["by"], said["who"]) == (2, 4, "therapist", "Anna")


def a_rep(number: int) -> RepCounted:
    return RepCounted(
        t=number * 2.0, number=number, side=Side.BOTH, start=number * 2.0 - 1, peak_t=number * 2.0 - 0.5,
        end=number * 2.0, peak=1.0, unit="", complete=True, quality=Quality.MEASURED,
    )  # fmt: skip


async def test_who_marks_a_helped_repetition_signs_it(world: World) -> None:
    assisting, ledger = Assisting(), Ledger(world.facts, world.session)
    for rep in (a_rep(1), a_rep(2)):
        assisting.counted(rep, 1)
    ledger.act(RepAssisted(t=0.0, by="therapist"), [a_rep(1), a_rep(2)])
    for number, sender in ((1, member(world.clinic.administrator)), (2, member(None, "caregiver"))):
        sender.outbox.close(1000, "over")
        said = _said(Assisted(set_number=1, number=number), 5.0, sender)
        assert isinstance(said, RepAssisted)
        ledger.act(said, assisting.mark(said, ()))
    await written(ledger)
    rows = await world.facts.reps(world.session)
    assert [(row.assisted, row.assisted_by, row.assisted_person) for row in rows] == [
        (True, "therapist", world.clinic.administrator),
        (True, "caregiver", None),
    ]
    shown = (await world.shown(await ben(world)))["reps"]
    assert [(one["assisted_by"], one["assisted_who"]) for one in shown] == [
        ("therapist", "Anna"),
        ("caregiver", None),
    ]


async def test_a_mark_on_the_repetition_that_runs_is_signed_by_who_made_it(world: World) -> None:
    assisting = Assisting()
    assisting._helping = RepAssisted(t=1.0, by="therapist", person=world.clinic.administrator)
    (marked,) = assisting.counted(a_rep(1), 1)
    assert isinstance(marked, HelpMarked)
    assert (marked.by, marked.person) == ("therapist", world.clinic.administrator)


async def test_review_shows_whose_word_on_a_result_holds(world: World) -> None:
    result = ResultRow(
        session_id=world.session, number=1, test="timed_up_and_go", side="both", value=14.0, unit="s",
        quality="measured", started=0.0, ended=20.0, confirmed=None, own_value=None,
    )  # fmt: skip
    await world.facts.add([result])
    (shown,) = (await world.shown(await ben(world)))["results"]
    assert (shown["name"], shown["confirmed"], shown["words"]) == ("Timed Up and Go", None, [])
    ledger = Ledger(world.facts, world.session)
    ledger.act(live(JudgeResult(id=1, confirmed=True, own_value=13.5), await ben(world)), ())
    await written(ledger)
    (shown,) = (await world.shown(world.clinic.administrator))["results"]
    assert (shown["value"], shown["own_value"], shown["confirmed"]) == (14.0, 13.5, True)
    assert [(one["who"], one["by"]) for one in shown["words"]] == [("ben", "therapist")]
