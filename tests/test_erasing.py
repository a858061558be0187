"""What a patient and a clinic have deleted afterwards, over HTTP and behind the guard: files and facts go
together, and what was said of it stays."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from coach.api import erasing, personal, problems, review
from coach.api.links import Addresses
from coach.api.people import Waiting
from coach.feedback.exercises import CATALOG
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.files import Folder, StorageFailed, tape_name
from coach.store.keeping import find_orphans
from coach.store.models import JobRow
from coach.store.people import NewPerson
from coach.store.person_models import AuditRow
from tests.clinic import Clinic, begun
from tests.store.test_keeping import a_session


class Away(Folder):
    """A folder whose deletions fail, as a bucket's do that does not answer."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.away = False

    def delete(self, name: str) -> None:
        if self.away:
            raise StorageFailed("The storage does not answer.")
        super().delete(name)


@dataclass(frozen=True)
class World:
    app: FastAPI
    clinic: Clinic
    facts: Facts
    files: Away
    therapist: str
    patient: str
    session: str
    running: set[str]

    def browser(self, cookies: dict[str, str] | None = None) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app)
        return httpx.AsyncClient(transport=transport, base_url="http://test/api/v1", cookies=cookies)

    def code(self, seat: str) -> str:
        return self.facts.code(self.session, seat)

    async def desk(self) -> httpx.AsyncClient:
        return self.browser(await self.clinic.cookie(self.therapist))

    async def home(self) -> httpx.AsyncClient:
        """The patient's device."""
        return self.browser(await self.clinic.device(self.patient))

    async def audit(self) -> list[AuditRow]:
        async with self.facts._sessions() as db:
            return list(await db.scalars(select(AuditRow).order_by(AuditRow.id)))


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    engine = await open_database(database_url)
    facts, files, running = Facts(engine, b"secret"), Away(tmp_path), set[str]()
    clinic = await begun(engine, facts)
    therapist = await clinic.add("therapist", "t")
    wish = NewPerson(clinic_id=clinic.id, role="patient", name="P")
    patient = await clinic.archive.people.add_patient(wish, therapist)
    session = await a_session(facts, files)
    await clinic.archive.people.entrust(
        session, clinic_id=clinic.id, therapist_id=therapist, patient_id=patient.id
    )
    app = FastAPI()
    problems.install(app)
    app.include_router(
        erasing.router(erasing.Eraser(facts=facts, files=files, is_open=lambda name: name in running))
    )
    app.include_router(review.router(review.Desk(facts, files, CATALOG)))
    app.include_router(personal.router(facts, clinic.archive, Addresses(), Waiting()))
    clinic.guard(app)
    yield World(app, clinic, facts, files, therapist, patient.id, session, running)
    await engine.dispose()


async def test_a_patient_takes_their_recording_back_and_what_was_counted_stays(world: World) -> None:
    home, path = await world.home(), f"/recordings/{world.code('patient')}"
    assert (await home.get(path)).json() == {"recorded": True}
    answer = await home.post(f"{path}/withdrawn", params={"language": "pl"})
    assert (answer.status_code, answer.json()) == (201, {"recorded": False})
    assert [kept.name for kept in world.files.kept()] == [tape_name(world.session)]
    assert await world.facts.recordings(world.session) == []
    (said,) = await world.facts.consents(world.session)
    assert (said.role, said.said, said.language) == ("patient", "withdrawn", "pl")
    seen = (await (await world.desk()).get(f"/review/{world.code('therapist')}")).json()
    assert (len(seen["sets"]), seen["recordings"]) == (1, [])
    noted = [row for row in await world.audit() if row.action == "withdraw_recording"]
    assert [(row.done, row.subject) for row in noted] == [(True, f"session {world.session}")]


async def test_the_waiting_room_names_what_is_recorded(world: World) -> None:
    home, entrances = await world.home(), world.clinic.archive.entrances
    link = await entrances.link_of(world.patient)
    assert link is not None
    path = f"/personal/{entrances.code(link.id)}"
    (film,) = (await home.get(path)).json()["recordings"]
    assert film["code"] == world.code("patient")
    await home.post(f"/recordings/{film['code']}/withdrawn")
    assert (await home.get(path)).json()["recordings"] == []


async def test_a_storage_that_is_away_keeps_the_word_and_says_so(world: World) -> None:
    world.files.away = True
    path = f"/recordings/{world.code('patient')}/withdrawn"
    home = await world.home()
    refused = await home.post(path)
    assert (refused.status_code, refused.json()["detail"]) == (503, erasing.NOT_ALL)
    assert len(await world.facts.consents(world.session)) == 1
    world.files.away = False
    assert (await home.post(path)).status_code == 201
    assert await world.facts.recordings(world.session) == []


async def test_nobody_but_the_patients_link_takes_a_recording_back(world: World) -> None:
    desk = await world.desk()
    for seat in ("therapist", "clinician", "caregiver"):
        answer = await desk.post(f"/recordings/{world.code(seat)}/withdrawn")
        assert answer.status_code in (401, 404), seat
    assert len(await world.facts.recordings(world.session)) == 1


async def test_the_recording_of_a_session_that_runs_is_stopped_in_the_session(world: World) -> None:
    running = await world.facts.create_session()
    answer = await world.browser().post(f"/recordings/{world.facts.code(running, 'patient')}/withdrawn")
    assert (answer.status_code, answer.json()["detail"]) == (409, erasing.STILL_RUNS)


async def test_a_deleted_session_leaves_nothing_but_the_line_in_the_audit(world: World) -> None:
    desk, path = await world.desk(), f"/review/{world.code('therapist')}"
    assert (await desk.delete(path)).status_code == 204
    assert list(world.files.kept()) == []
    assert await world.facts.session(world.session) is None
    assert await world.facts.sets(world.session) == []
    orphans = await find_orphans(world.facts, world.files)
    assert (orphans.files, orphans.films, orphans.tapes) == ((), (), ())
    assert (await desk.get(path)).status_code == 404
    lines = [row for row in await world.audit() if row.action == "delete_session"]
    assert [(row.person_id, row.detail) for row in lines] == [(world.therapist, ""), (None, "asked for")]


async def test_the_administrator_deletes_for_a_therapist_who_has_left(world: World) -> None:
    await world.clinic.archive.people.deactivate(world.therapist)
    desk = world.browser(await world.clinic.cookie(world.clinic.administrator))
    assert (await desk.get(f"/review/{world.code('therapist')}")).status_code == 404
    assert (await desk.delete(f"/review/{world.code('therapist')}")).status_code == 204


async def test_another_therapist_deletes_nothing(world: World) -> None:
    other = world.browser(await world.clinic.cookie(await world.clinic.add("therapist", "x")))
    assert (await other.delete(f"/review/{world.code('therapist')}")).status_code == 404
    assert await world.facts.session(world.session) is not None


async def test_a_session_in_use_is_not_deleted(world: World) -> None:
    desk, path = await world.desk(), f"/review/{world.code('therapist')}"
    world.running.add(world.session)
    refused = await desk.delete(path)
    assert (refused.status_code, refused.json()["detail"]) == (409, erasing.STILL_THERE)
    world.running.clear()
    await world.facts.work.add_job(
        JobRow(
            id="j",
            kind="upload",
            session_id=world.session,
            state="running",
            message="",
            begun=1,
            wish="",
            at=now(),
        )
    )
    refused = await desk.delete(path)
    assert (refused.status_code, refused.json()["detail"]) == (409, erasing.STILL_JUDGED)
