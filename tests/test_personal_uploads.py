"""A patient's own video: from their page to their therapist, and nobody else's."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy import update

from coach.api import jobs, people, personal, personal_uploads, problems, review, uploads
from coach.api.links import Addresses
from coach.api.uploads import Inbox
from coach.feedback.exercises import CATALOG
from coach.pose.model import ready_model
from coach.review.jobs import Jobs
from coach.review.uploads import Uploads
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.files import Folder
from coach.store.people import NewPerson
from coach.store.person_models import CareRow
from tests import truth
from tests.clinic import Clinic, begun
from tests.truth import CLIPS

CLIP = "shabd_hike_front"
WISH = {"exercise": "shoulder_abduction", "filename": "my film.mp4"}


@dataclass
class World:
    clinic: Clinic
    facts: Facts
    browser: Callable[[dict[str, str]], httpx.AsyncClient]
    desk: httpx.AsyncClient
    """The therapist's."""

    async def patient(self, name: str) -> str:
        wish = NewPerson(clinic_id=self.clinic.id, role="patient", name=name)
        return (await self.clinic.archive.people.add_patient(wish, self.clinic.administrator)).id

    async def home(self, patient_id: str) -> httpx.AsyncClient:
        """A browser that was let in by the patient's link, with the link's door as its base."""
        entrances = self.clinic.archive.entrances
        row = await entrances.invite(patient_id)
        made = self.browser({})
        made.base_url = httpx.URL(f"http://test/api/v1/personal/{entrances.code(row.id)}")
        given = await made.post("/device", json={"code": entrances.first_code(row)})
        assert given.status_code == 204
        return made


@pytest_asyncio.fixture
async def world(tmp_path: Path, model: Path) -> AsyncIterator[World]:
    engine = await open_database(f"sqlite+aiosqlite:///{tmp_path}/coach.db")
    facts = Facts(engine, b"secret")
    clinic = await begun(engine, facts)
    kind = Uploads(
        tmp_path, model=ready_model(given=model, cache=tmp_path / "models"), versions={}, max_seconds=60
    )
    work, office = Jobs(facts, {"upload": kind}), clinic.office(facts)
    inbox = Inbox(
        facts=facts, uploads=kind, jobs=work, exercises=CATALOG, max_bytes=3_000_000, max_seconds=60
    )
    app = FastAPI()
    problems.install(app)
    app.include_router(people.router(office))
    app.include_router(personal.router(facts, clinic.archive, Addresses(), office.waiting))
    app.include_router(review.router(review.Desk(facts, Folder(tmp_path), CATALOG)))
    app.include_router(jobs.router(work))
    app.include_router(uploads.router(inbox, Addresses(), clinic.reception))
    app.include_router(personal_uploads.router(inbox, clinic.archive))
    clinic.guard(app)

    def browser(cookies: dict[str, str]) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", cookies=cookies)

    yield World(clinic, facts, browser, browser(await clinic.cookie(clinic.administrator)))
    await work.close()
    await facts.close()


async def test_a_patient_sends_a_video_and_their_therapist_reviews_it(world: World) -> None:
    patient_id = await world.patient("Maria")
    home = await world.home(patient_id)
    assert (await home.get("/uploads/limits")).json()["max_seconds"] == 60
    sent = await home.post("/uploads", params=WISH, content=(CLIPS / f"{CLIP}.mp4").read_bytes())
    assert sent.status_code == 201, sent.text
    assert (await room(home))["session_url"] is None  # a video that is judged is no call to go into
    while (job := (await home.get(f"/uploads/{sent.json()['id']}")).json())["state"] != "done":
        assert job["state"] in ("waiting", "running"), job
        await asyncio.sleep(0.2)
    recordings = (await room(home))["recordings"]
    assert isinstance(recordings, list)
    assert len(recordings) == 1
    (session,) = (await world.desk.get(f"/api/v1/patients/{patient_id}")).json()["sessions"]
    code = session["review_url"].rsplit("/", 1)[1]
    seen = (await world.desk.get(f"/api/v1/review/{code}")).json()
    assert sum(rep["complete"] for rep in seen["reps"]) == truth.reps(CLIP)


async def room(home: httpx.AsyncClient) -> dict[str, object]:
    return dict((await home.get(str(home.base_url).rstrip("/"))).json())


async def test_nobody_else_sees_how_far_it_is(world: World) -> None:
    maria_home = await world.home(await world.patient("Maria"))
    jan_home = await world.home(await world.patient("Jan"))
    sent = await maria_home.post("/uploads", params=WISH, content=(CLIPS / f"{CLIP}.mp4").read_bytes())
    job = sent.json()["id"]
    assert (await maria_home.get(f"/uploads/{job}")).status_code == 200
    refused = await jan_home.get(f"/uploads/{job}", params={"language": "pl"})
    assert (refused.status_code, refused.json()["detail"][:8]) == (404, "Ten film")
    assert (await maria_home.get(f"http://test/api/v1/jobs/{job}")).status_code == 401


async def test_a_therapist_sends_a_video_for_a_patient_of_theirs(world: World) -> None:
    patient_id = await world.patient("Maria")
    path, body = f"/api/v1/patients/{patient_id}/uploads", (CLIPS / f"{CLIP}.mp4").read_bytes()
    sent = await world.desk.post(path, params=WISH, content=body)
    assert sent.status_code == 201
    code = sent.json()["review_url"].rsplit("/", 1)[1]
    early = (await world.desk.get(f"/api/v1/review/{code}")).json()
    assert review.NOT_JUDGED in early["problems"]
    (session,) = (await world.desk.get(f"/api/v1/patients/{patient_id}")).json()["sessions"]
    assert session["review_url"] == sent.json()["review_url"]
    assert (await world.browser({}).post(path, params=WISH, content=body)).status_code == 401


@pytest.mark.parametrize("body", [b"", b"no film" * 100])
async def test_what_is_no_video_leaves_nothing(world: World, body: bytes) -> None:
    patient_id = await world.patient("Maria")
    home = await world.home(patient_id)
    refused = await home.post("/uploads", params={**WISH, "language": "es"}, content=body)
    assert refused.status_code == 415
    assert (await world.desk.get(f"/api/v1/patients/{patient_id}")).json()["sessions"] == []


async def test_without_a_therapist_a_video_goes_nowhere(world: World) -> None:
    patient_id = await world.patient("Maria")
    home = await world.home(patient_id)
    await leave(world, patient_id)
    refused = await home.post("/uploads", params=WISH, content=b"x")
    assert (refused.status_code, refused.json()["detail"]) == (409, personal_uploads.NO_THERAPIST)


async def leave(world: World, patient_id: str) -> None:
    """Nobody looks after this patient any more."""
    async with world.facts._sessions.begin() as db:
        await db.execute(update(CareRow).where(CareRow.patient_id == patient_id).values(until=now()))
