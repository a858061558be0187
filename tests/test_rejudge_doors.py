"""An old session judged again from its page: the difference first, then accepted, and nothing lost."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from coach.api import jobs, problems, rejudge, review
from coach.feedback.exercises import CATALOG
from coach.review.jobs import Jobs
from coach.review.rejudgements import Rejudgements
from coach.store.database import open_database
from coach.store.facts import Facts
from coach.store.files import Folder
from coach.store.ledger import Rows
from coach.store.tape import TapeReader
from coach.types import FaultMarked
from tests.review.exports.conftest import make_tape

NOW = {"coach": "now", "rules": "now"}
WIDE: dict[str, object] = {"overrides": {"sit_to_stand": {"faults": {"knees_in": {"limit": 0.1}}}}}
FAR: dict[str, object] = {"overrides": {"sit_to_stand": {"target": 30.0}}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tape(tmp_path_factory.mktemp("tape") / "a.tape")


@pytest_asyncio.fixture
async def facts(tmp_path: Path) -> AsyncIterator[Facts]:
    opened = Facts(await open_database(f"sqlite+aiosqlite:///{tmp_path}/coach.db"), b"secret")
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def session_id(facts: Facts, made: Path, tmp_path: Path) -> str:
    """With its rows as its tape tells them, in the data folder."""
    session = await facts.create_session()
    rows = Rows(session)
    events = [e for e in TapeReader(made).outline().records if not isinstance(e, FaultMarked)]
    await facts.add([row for event in events if (row := rows.of(event)) is not None])
    (tmp_path / "tapes").mkdir()
    (tmp_path / "tapes" / f"{session}.tape").write_bytes(made.read_bytes())
    return session


@pytest_asyncio.fixture
async def client(facts: Facts, session_id: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    work = Jobs(facts, {"rejudge": Rejudgements(Folder(tmp_path))})
    desk, app = review.Desk(facts, Folder(tmp_path), CATALOG), FastAPI()
    problems.install(app)
    app.include_router(review.router(desk))
    app.include_router(rejudge.router(desk, work, CATALOG, NOW))
    app.include_router(jobs.router(work))
    base = f"http://test/api/v1/review/{facts.code(session_id, 'therapist')}"
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=base, follow_redirects=True) as opened:
        yield opened
    await work.close()


async def judged(client: httpx.AsyncClient, wish: dict[str, object]) -> str:
    """The job's id, once it is done."""
    begun = await client.post("/rejudge", json=wish)
    assert begun.status_code == 202, begun.text
    while True:
        job = (await client.get(f"http://test/api/v1/jobs/{begun.json()['id']}")).json()
        if job["state"] in ("done", "failed"):
            assert job["state"] == "done", job
            return str(job["id"])
        await asyncio.sleep(0.1)


async def test_todays_rules_change_nothing_and_nothing_is_changed_by_looking(
    client: httpx.AsyncClient,
) -> None:
    before = (await client.get("")).json()
    job = await judged(client, {})
    seen = (await client.get(f"/rejudge/{job}")).json()
    assert (seen["same"], seen["not_known"]) == (True, [])
    assert seen["versions_after"]["rules"] == "now"
    assert (await client.get("")).json() == before


async def test_what_would_change_is_seen_before_it_is_accepted(client: httpx.AsyncClient) -> None:
    before = (await client.get("")).json()
    job = await judged(client, WIDE)
    seen = (await client.get(f"/rejudge/{job}", params={"language": "pl"})).json()
    lost = [fault for one in seen["sets"] for fault in one["faults_lost"]]
    assert len(lost) == sum(fault["fault"] == "knees_in" for fault in before["faults"]) > 0
    assert {fault["fault"] for fault in lost} == {"knees_in"}
    after = (await client.post("/rejudge/accept", json={"job_id": job})).json()
    assert {fault["fault"] for fault in after["faults"]} == {fault["fault"] for fault in before["faults"]} - {
        "knees_in"
    }
    assert [rep["start"] for rep in after["reps"]] == [rep["start"] for rep in before["reps"]]
    first, second = after["judgements"]
    assert (first["current"], second["current"], second["by"]) == (False, True, "therapist")
    assert second["overrides"] == {"sit_to_stand": {"fault.knees_in.limit": 0.1}}
    assert after["versions"]["coach"] == "now"
    assert (await client.get(f"/rejudge/{job}")).json()["same"]


async def test_the_old_judgement_is_kept_with_what_was_said_of_it(
    client: httpx.AsyncClient, facts: Facts, session_id: str
) -> None:
    before = (await client.get("")).json()
    struck = before["reps"][0]
    agreed = next(fault for fault in before["faults"] if fault["fault"] == "knees_in")
    await client.post("/corrections", json={"kind": "rep_rejected", "rep_id": struck["id"]})
    await client.post("/corrections", json={"kind": "fault_agree", "fault_number": agreed["number"]})
    job = await judged(client, WIDE)
    after = (await client.post("/rejudge/accept", json={"job_id": job})).json()
    (again,) = [rep for rep in after["reps"] if rep["rejected"]]
    assert (again["start"], again["id"] != struck["id"]) == (struck["start"], True)
    assert sorted(one["kind"] for one in after["corrections"]) == ["fault_missed", "rep_rejected"]
    assert len(await facts.reps(session_id, 1)) == len(before["reps"])
    assert {row.kind for row in await facts.corrections(session_id, 1)} == {"rep_rejected", "fault_agree"}
    back = next(one for one in after["corrections"] if one["kind"] == "rep_rejected")
    undone = await client.post("/corrections", json={"kind": "withdrawn", "withdraws": back["id"]})
    assert not any(rep["rejected"] for rep in undone.json()["reps"])


async def test_the_curves_are_those_of_the_newest_judgement(client: httpx.AsyncClient) -> None:
    then = (await client.get("/traces")).json()["traces"]
    job = await judged(client, FAR)
    seen = (await client.get(f"/rejudge/{job}")).json()
    assert [(one["before"] > 0, one["after"]) for one in seen["sets"]] == [(True, 0), (True, 0)]
    await client.post("/rejudge/accept", json={"job_id": job})
    now = (await client.get("/traces")).json()["traces"]
    assert [t["target"] for t in now] == [30.0 for _ in then]
    for new, old in zip(now, then, strict=True):
        assert [t for t, _ in new["points"]] == [t for t, _ in old["points"]]
        assert [v for _, v in new["points"]] == pytest.approx([v for _, v in old["points"]], abs=0.02)


async def test_nonsense_and_another_sessions_job_are_refused(client: httpx.AsyncClient) -> None:
    refused = await client.post("/rejudge", json={"overrides": {"flying": {"target": 1.0}}})
    assert (refused.status_code, refused.json()["detail"]) == (422, "flying is not in the library.")
    assert (await client.get("/rejudge/none")).status_code == 404
    assert (await client.post("/rejudge/accept", json={"job_id": "none"})).status_code == 404


async def test_without_a_tape_it_says_so(client: httpx.AsyncClient, tmp_path: Path, session_id: str) -> None:
    tape = tmp_path / "tapes" / f"{session_id}.tape"
    old = tape.read_bytes()
    tape.write_bytes(b"COACHTAPE\x00" + old[10:])
    assert "an older version" in (await client.post("/rejudge", json={})).json()["detail"]
    seen = (await client.get("")).json()
    assert (seen["has_tape"], len(seen["reps"]) > 0) == (False, True)
    assert "an older version" in seen["problems"][0]
    tape.unlink()
    assert (await client.post("/rejudge", json={})).status_code == 409


async def test_what_a_restart_interrupted_is_begun_again(
    facts: Facts, session_id: str, tmp_path: Path
) -> None:
    first = Jobs(facts, {"rejudge": Rejudgements(Folder(tmp_path))})
    work = await first.add("rejudge", session_id, {"overrides": {}})
    await first.close()
    second = Jobs(facts, {"rejudge": Rejudgements(Folder(tmp_path))})
    assert (await second.find(work.id)) is not None
    await second.resume()
    while (found := await second.find(work.id)) is not None and found.state != "done":
        assert found.state in ("waiting", "running")
        await asyncio.sleep(0.1)
    await second.close()
