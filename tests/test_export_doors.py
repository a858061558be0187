"""The exports over HTTP: for reviewers only, with a sentence where something can't be made."""

import csv
import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pyarrow.parquet as pq
import pytest
import pytest_asyncio
from fastapi import FastAPI
from fhir.resources.R4B.bundle import Bundle
from sqlalchemy.ext.asyncio import AsyncEngine

from coach.api import exports, pages, problems
from coach.feedback.exercises import CATALOG
from coach.review.exports.record import Media, SessionRecord, from_tape
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.files import Folder
from coach.store.ledger import fault_row, rep_row, set_row
from coach.store.models import ConsentRow, CorrectionRow, ResultRow
from coach.store.people import NewPerson, People
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


def said(session_id: str, rep_id: int) -> CorrectionRow:
    return CorrectionRow(
        session_id=session_id,
        kind="rep_rejected",
        rep_id=rep_id,
        note="",
        by="therapist",
        at=now(),
        live=False,
    )


def results(session_id: str) -> list[ResultRow]:
    """One confirmed with the therapist's own count, one discarded."""
    return [
        ResultRow(
            session_id=session_id,
            number=number,
            test="chair_stand_30s",
            side="both",
            value=11,
            unit="stands",
            quality="measured",
            started=0.0,
            ended=30.0,
            confirmed=confirmed,
            own_value=12 if confirmed else None,
        )
        for number, confirmed in ((1, True), (2, False))
    ]


def consent(session_id: str) -> ConsentRow:
    return ConsentRow(
        session_id=session_id,
        role="patient",
        name="",
        said="yes",
        picture=False,
        text_version=1,
        language="en",
        at=now(),
    )


async def same_patient(engine: AsyncEngine, *sessions: str) -> None:
    people = People(engine)
    therapist = await people.begin("Clinic", "Anna", "anna@example.org", "correct horse battery")
    wish = NewPerson(clinic_id=therapist.clinic_id, role="patient", name="Maria")
    patient = await people.add_patient(wish, therapist.id)
    for session_id in sessions:
        await people.entrust(
            session_id, clinic_id=therapist.clinic_id, therapist_id=therapist.id, patient_id=patient.id
        )


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
        tables_named = {f"{name}.csv" for name in ("reps", "angles", "events", "corrections", "tests")}
        assert set(names) == tables_named | {"README.txt", "MISSING.txt"}
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


async def test_what_people_said_is_in_every_export(
    facts: Facts, client: httpx.AsyncClient, session_id: str, tmp_path: Path
) -> None:
    """A struck repetition, a confirmed test with the therapist's own number, one discarded, a consent."""
    make_tape(tmp_path / "tapes" / f"{session_id}.tape")
    struck = next(row for row in await facts.reps(session_id) if row.complete)
    await facts.add([said(session_id, struck.id), *results(session_id), consent(session_id)])
    base = f"/api/v1/review/{facts.code(session_id, 'therapist')}/export"
    archive = zipfile.ZipFile(io.BytesIO((await client.get(f"{base}/parquet")).content))
    names = [name for name in archive.namelist() if name.endswith(".parquet")]
    read = {Path(name).stem: pq.read_table(io.BytesIO(archive.read(name))) for name in names}
    assert [row["kind"] for row in read["corrections"].to_pylist()] == ["rep_rejected"]
    assert sum(row["rejected"] for row in read["reps"].to_pylist()) == 1
    assert [(row["value"], row["confirmed"]) for row in read["tests"].to_pylist()] == [(12.0, True)]
    bundle = Bundle.model_validate(json.loads((await client.get(f"{base}/fhir")).text))
    found = [entry["resource"] for entry in json.loads(bundle.model_dump_json())["entry"]]
    (test,) = [one for one in found if "chair_stand_30s" in str(one.get("code"))]
    assert (float(test["valueQuantity"]["value"]), test["status"]) == (12.0, "final")
    counts = [one for one in found if "As judged" in str(one)]
    judged = [row.reps + row.correction for row in await facts.sets(session_id)]
    assert sum(float(one["valueQuantity"]["value"]) for one in counts) == sum(judged) - 1
    page = (await client.get(f"{base}/record", params={"language": "es"})).text
    assert "paciente: aceptó" in page
    assert "confirmado" in page


async def test_the_same_patients_earlier_sessions_make_the_course(
    facts: Facts, client: httpx.AsyncClient, session_id: str, record: SessionRecord
) -> None:
    """Drawn over the sessions; only for sessions that are known to be one patient's."""
    await facts.end_session(session_id)
    later = await facts.create_session()
    await facts.add([set_row(s, later) for s in record.sets])
    await facts.add([rep_row(r.counted, later, r.set_number) for r in record.reps])
    base = f"/api/v1/review/{facts.code(later, 'therapist')}/export"
    assert "<figure>" not in (await client.get(f"{base}/record")).text
    await same_patient(facts._engine, session_id, later)
    assert "<figure>" in (await client.get(f"{base}/record")).text
