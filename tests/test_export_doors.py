"""The exports over HTTP: for reviewers only, with a sentence where something can't be made."""

import csv
import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from fhir.resources.R4B.bundle import Bundle

from coach.api import exports, pages, problems
from coach.feedback.exercises import CATALOG
from coach.review.exports.record import Media, SessionRecord, from_tape
from coach.store.database import open_database
from coach.store.facts import Facts
from coach.store.files import Folder
from coach.store.ledger import fault_row, rep_row, set_row
from tests import truth
from tests.review.exports.conftest import CLIP, make_tape

REPS = 2 * truth.reps(CLIP)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> SessionRecord:
    return from_tape(make_tape(tmp_path_factory.mktemp("tape") / "a.tape"))


@pytest_asyncio.fixture
async def facts(tmp_path: Path) -> AsyncIterator[Facts]:
    made = Facts(await open_database(f"sqlite+aiosqlite:///{tmp_path}/coach.db"), b"secret")
    yield made
    await made.close()


@pytest_asyncio.fixture
async def session_id(facts: Facts, record: SessionRecord) -> str:
    made = await facts.create_session()
    await facts.add([set_row(s, made) for s in record.sets])
    await facts.add([rep_row(r.counted, made, r.set_number) for r in record.reps])
    await facts.add([fault_row(f.seen, made, f.set_number, f.number) for f in record.faults])
    return made


@pytest_asyncio.fixture
async def client(facts: Facts, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async def gone(_session_id: str) -> tuple[Media, ...]:
        return (Media(role="patient", path=tmp_path / "patient-001.webm", started_t=0),)

    app = FastAPI()
    problems.install(app)
    app.include_router(exports.router(facts, Folder(tmp_path), CATALOG, gone))
    pages.install(app, facts, tmp_path)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as made:
        yield made


async def test_all_that_can_be_made_is_given(
    facts: Facts, client: httpx.AsyncClient, session_id: str, tmp_path: Path
) -> None:
    make_tape(tmp_path / "tapes" / f"{session_id}.tape")
    base = f"/api/v1/review/{facts.code(session_id, 'therapist')}/export"
    archive = await client.get(f"{base}/csv")
    assert archive.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(archive.content)) as tables:
        names = {Path(name).name: name for name in tables.namelist()}
        assert set(names) == {"reps.csv", "angles.csv", "events.csv", "README.txt", "MISSING.txt"}
        rows = list(csv.DictReader(io.StringIO(tables.read(names["reps.csv"]).decode())))
        assert b"patient-001.webm is gone" in tables.read(names["MISSING.txt"])
    assert len(rows) >= REPS
    assert {r["session"] for r in rows} == {session_id}
    assert (await client.get(f"{base}/parquet")).status_code == 200
    assert (await client.get(f"{base}/trc")).text.startswith("PathFileType")
    Bundle.model_validate(json.loads((await client.get(f"{base}/fhir")).text))
    film = await client.get(f"{base}/mp4")
    assert film.status_code == 409
    assert "no recording" in film.json()["detail"]


async def test_pages_link_their_stylesheet(facts: Facts, client: httpx.AsyncClient, session_id: str) -> None:
    """There is no tape here: the database's facts make the pages all the same."""
    base = f"/api/v1/review/{facts.code(session_id, 'clinician')}/export"
    for name, title in (("summary", "Twoje ćwiczenia"), ("record", "Zapis sesji")):
        answer = await client.get(f"{base}/{name}", params={"language": "pl"})
        assert title in answer.text
        assert "style-src 'self'" in answer.headers["content-security-policy"]
        link = answer.text.split('rel="stylesheet" href="')[1].split('"')[0]
        style = await client.get(link)
        assert style.headers["content-type"].startswith("text/css")
    assert "cannot be opened" in answer.text
    assert (await client.get(f"{base}/trc")).status_code == 409


@pytest.mark.parametrize("role", ["patient", "caregiver"])
async def test_only_reviewers_get_anything(
    facts: Facts, client: httpx.AsyncClient, session_id: str, role: str
) -> None:
    for code in (facts.code(session_id, role), "nonsense"):
        answer = await client.get(f"/api/v1/review/{code}/export/csv")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


async def test_an_unknown_format_is_refused(facts: Facts, client: httpx.AsyncClient, session_id: str) -> None:
    code = facts.code(session_id, "therapist")
    assert (await client.get(f"/api/v1/review/{code}/export/exe")).status_code == 422
