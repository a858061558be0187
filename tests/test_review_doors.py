"""A session as its reviewer gets it over HTTP, and what becomes of their word on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from coach.api import problems, review, stills
from coach.feedback.exercises import CATALOG
from coach.feedback.texts import text
from coach.review.exports.record import SessionRecord, from_tape
from coach.review.sentences import in_language
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.files import Folder
from coach.store.films import withdraw
from coach.store.keeping import find_orphans
from coach.store.ledger import fault_row, rep_row, set_row
from coach.store.models import CheckInRow, ConsentRow, RecordingRow
from tests.review.exports.conftest import make_tape
from tests.test_export_doors import same_patient

FRAME = 276


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


async def nothing_refused(_session_id: str) -> frozenset[str]:
    """Here sessions are nobody's."""
    return frozenset()


@pytest_asyncio.fixture
async def client(facts: Facts, session_id: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    problems.install(app)
    desk = review.Desk(facts, Folder(tmp_path), CATALOG)
    app.include_router(review.router(desk))
    app.include_router(
        stills.router(stills.Album(desk=desk, files=Folder(tmp_path), refused=nothing_refused))
    )
    base = f"http://test/api/v1/review/{facts.code(session_id, 'therapist')}"
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=base, follow_redirects=True) as made:
        yield made


@pytest.fixture
def tape(tmp_path: Path, session_id: str) -> Path:
    return make_tape(tmp_path / "tapes" / f"{session_id}.tape")


async def test_all_of_the_session_is_there(
    client: httpx.AsyncClient, record: SessionRecord, tape: Path
) -> None:
    seen = (await client.get("", params={"language": "fr"})).json()
    assert seen["has_tape"]
    assert seen["problems"] == []
    assert [rep["peak_t"] for rep in seen["reps"]] == [r.counted.peak_t for r in record.reps]
    assert [one["corrected_reps"] for one in seen["sets"]] == [
        done.reps + done.correction for done in record.sets
    ]
    assert seen["exercises"][0]["name"] == text(f"exercise.{seen['exercises'][0]['id']}.name", "fr")
    assert {stage["stage"] for stage in seen["stages"]} >= {"moving", "ended"}
    assert seen["duration_s"] > seen["reps"][-1]["end"]


async def test_poses_come_as_on_the_websocket_and_only_those_asked_for(
    client: httpx.AsyncClient, tape: Path
) -> None:
    both = (await client.get("/poses", params={"from": 0, "to": 4})).content
    first = (await client.get("/poses", params={"from": 0, "to": 2})).content
    second = (await client.get("/poses", params={"from": 2, "to": 4})).content
    assert len(both) == len(first) + len(second) > 0
    assert len(both) % FRAME == 0


async def test_traces_are_made_once_and_go_through_the_repetitions(
    client: httpx.AsyncClient, record: SessionRecord, tape: Path
) -> None:
    found = (await client.get("/traces")).json()["traces"]
    peak = record.reps[0].counted
    values = [v for trace in found for t, v in trace["points"] if abs(t - peak.peak_t) < 0.2]
    assert max(values) == pytest.approx(peak.peak, rel=0.1)
    made = tape.with_suffix(".traces.json").stat().st_mtime_ns
    await client.get("/traces")
    assert tape.with_suffix(".traces.json").stat().st_mtime_ns == made


async def test_a_correction_stands_beside_what_was_judged(client: httpx.AsyncClient, tape: Path) -> None:
    before = (await client.get("")).json()
    rep = next(rep for rep in before["reps"] if rep["complete"])
    after = (await client.post("/corrections", json={"kind": "rep_rejected", "rep_id": rep["id"]})).json()
    one = next(s for s in after["sets"] if s["number"] == rep["set_number"])
    was = next(s for s in before["sets"] if s["number"] == rep["set_number"])
    assert (one["reps"], one["corrected_reps"]) == (was["reps"], was["corrected_reps"] - 1)
    assert (after["agreement"]["sets_compared"], after["agreement"]["exact"]) == (2, 0)
    assert after["agreement"]["off_by_one"] == 1
    assert after["queue"][0]["kind"] in ("safety", "count_corrected")
    (correction,) = after["corrections"]
    again = await client.post("/corrections", json={"kind": "withdrawn", "withdraws": correction["id"]})
    assert again.json()["sets"] == before["sets"]
    assert again.json()["corrections"][0]["withdrawn"]


async def test_the_newest_word_on_a_finding_counts(client: httpx.AsyncClient, tape: Path) -> None:
    finding = (await client.get("")).json()["faults"][0]["number"]
    for kind in ("fault_agree", "fault_disagree"):
        after = (await client.post("/corrections", json={"kind": kind, "fault_number": finding})).json()
        assert after["faults"][0]["agree"] is (kind == "fault_agree")
    assert (after["agreement"]["marked"], after["agreement"]["percent"]) == (1, 0.0)


async def test_the_newest_answers_of_a_set_are_on_its_timeline(
    client: httpx.AsyncClient, facts: Facts, session_id: str, tape: Path
) -> None:
    said = [(1, 4, None, 20.0), (1, None, 3, 21.0), (1, 2, None, 22.0), (2, None, 0, 50.0)]
    await facts.add([check_in(session_id, *one) for one in said])
    seen = (await client.get("")).json()["check_ins"]
    assert [(one["set_number"], one["pain"], one["effort"], one["t"]) for one in seen] == [
        (1, 2, 3, 22.0),
        (2, None, 0, 50.0),
    ]


def check_in(session_id: str, number: int, pain: int | None, effort: int | None, t: float) -> CheckInRow:
    return CheckInRow(
        session_id=session_id, set_number=number, pain=pain, effort=effort, t=t, by="patient", at=now()
    )


async def test_the_same_patients_other_sessions_are_at_hand(
    client: httpx.AsyncClient, facts: Facts, session_id: str, tape: Path
) -> None:
    others = [await facts.create_session() for _ in range(3)]
    for one in (session_id, *others[:2]):
        await facts.end_session(one)
    assert (await client.get("")).json()["others"] == []
    await same_patient(facts._engine, session_id, others[0], others[2])
    (other,) = (await client.get("")).json()["others"]
    assert other["code"] == facts.code(others[0], "therapist")


async def test_a_tape_of_an_older_version_is_said_and_the_facts_are_shown(
    client: httpx.AsyncClient, record: SessionRecord, tape: Path
) -> None:
    tape.write_bytes(b"COACHTAPE\x00" + tape.read_bytes()[10:])
    seen = (await client.get("", params={"language": "es"})).json()
    assert (seen["has_tape"], len(seen["reps"])) == (False, len(record.reps))
    (said,) = seen["problems"]
    assert "una versión más antigua de Coach" in said
    poses = await client.get("/poses", params={"from": 0, "to": 5})
    assert (poses.status_code, "an older version" in poses.json()["detail"]) == (409, True)
    assert (await client.get("/traces")).status_code == 409
    rejected = {"kind": "rep_rejected", "rep_id": seen["reps"][0]["id"]}
    assert (await client.post("/corrections", json=rejected)).status_code == 201


async def test_a_film_that_is_gone_is_said_and_the_rest_is_shown(
    client: httpx.AsyncClient, facts: Facts, session_id: str, record: SessionRecord, tape: Path
) -> None:
    await facts.add([film(session_id)])
    seen = (await client.get("", params={"language": "fr"})).json()
    (gone,) = seen["recordings"]
    assert (gone["available"], seen["has_tape"], len(seen["reps"])) == (False, True, len(record.reps))
    assert seen["problems"] == [in_language(review.NO_FILM, "fr")] != [review.NO_FILM]
    asked = await client.get(f"http://test{gone['url']}")
    assert (asked.status_code, asked.json()["detail"]) == (404, review.NO_FILM)


def film(session_id: str) -> RecordingRow:
    return RecordingRow(
        session_id=session_id,
        role="patient",
        number=1,
        path=f"recordings/{session_id}/patient-001.webm",
        media_type="video/webm",
        started_t=0.0,
        seconds=10.0,
        width=640,
        height=480,
        has_video=True,
        has_audio=False,
        bytes=1000,
        created_at=now(),
    )


async def test_notes_come_and_go(client: httpx.AsyncClient, tape: Path) -> None:
    noted = (await client.post("/notes", json={"t": 3.5, "kind": "comment", "text": "Wait here."})).json()
    assert [(n["t"], n["text"], n["by"]) for n in noted["notes"]] == [(3.5, "Wait here.", "therapist")]
    gone = await client.post("/notes/withdrawn", json={"note_id": noted["notes"][0]["id"]})
    assert gone.json()["notes"] == []


async def test_reviewed_empties_the_queue_and_compares_everything(
    client: httpx.AsyncClient, record: SessionRecord, tape: Path
) -> None:
    done = (await client.post("/reviewed")).json()
    assert [one["by"] for one in done["reviewed"]] == ["therapist"]
    assert done["queue"] == []
    assert done["agreement"]["sets_compared"] == done["agreement"]["off_by_one"] == len(record.sets)
    assert done["agreement"]["rep_kappa"] is None  # nobody contradicted a repetition, so both always said yes


async def test_without_its_tape_the_facts_are_shown_all_the_same(
    client: httpx.AsyncClient, record: SessionRecord
) -> None:
    seen = (await client.get("")).json()
    assert not seen["has_tape"]
    assert len(seen["problems"]) == 1
    assert len(seen["reps"]) == len(record.reps)
    for path in ("/traces", "/poses?from=0&to=5"):
        refused = await client.get(path)
        assert refused.status_code == 409
        assert refused.json()["detail"].endswith(".")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "rep_rejected"}, 422),
        ({"kind": "rep_rejected", "rep_id": 999}, 404),
        ({"kind": "fault_agree", "fault_number": 999}, 404),
        ({"kind": "nonsense"}, 422),
        ({"kind": "count", "set_number": 1, "delta": 5}, 422),
    ],
)
async def test_a_correction_of_nothing_is_refused_in_a_sentence(
    client: httpx.AsyncClient, body: dict[str, object], status: int
) -> None:
    refused = await client.post("/corrections", json=body)
    assert refused.status_code == status
    assert refused.json()["detail"]


@pytest.mark.parametrize("role", ["patient", "caregiver"])
async def test_only_reviewers_come_in(
    client: httpx.AsyncClient, facts: Facts, session_id: str, role: str
) -> None:
    for code in (facts.code(session_id, role), "unknown"):
        for path in ("", "/poses?from=0&to=1", "/traces"):
            answer = await client.get(f"http://test/api/v1/review/{code}{path}")
            assert answer.status_code == 404


PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


async def test_a_still_with_the_patients_picture_needs_their_consent_and_goes_with_it(
    client: httpx.AsyncClient, facts: Facts, session_id: str, tape: Path, tmp_path: Path
) -> None:
    with_picture: dict[str, str | float] = {"t": 2.5, "text": "Knee over the foot", "picture": True}
    refused = await client.post("/stills", params=with_picture, content=PNG)
    assert (refused.status_code, refused.json()["detail"]) == (409, stills.NOT_AGREED)
    lines = (await client.post("/stills", params={"t": 1, "picture": False}, content=PNG)).json()["note_id"]
    await facts.add([consent(session_id, "therapist", "asked"), consent(session_id, "patient", "yes")])
    kept = (await client.post("/stills", params=with_picture, content=PNG)).json()["note_id"]
    shown = {n["id"]: n for n in (await client.get("")).json()["notes"]}
    assert (shown[kept]["kind"], shown[kept]["text"], shown[kept]["picture"]) == (
        "still",
        "Knee over the foot",
        True,
    )
    got = await client.get(f"/stills/{kept}")
    assert (got.content, got.headers["content-type"]) == (PNG, "image/png")
    assert await facts.recorded([session_id]) == {session_id}
    orphans = await find_orphans(facts, Folder(tmp_path))
    assert not [one for one in orphans.files if "still" in one.name]
    await withdraw(facts, Folder(tmp_path), session_id)
    assert [(await client.get(f"/stills/{one}")).status_code for one in (lines, kept)] == [404, 404]
    assert [n["picture"] for n in (await client.get("")).json()["notes"]] == [False, False]
    assert not list(tmp_path.rglob("still-*"))


@pytest.mark.parametrize(
    ("body", "status"), [(b"<svg/>", 422), (b"", 422), (b"RIFF1234WAVE", 422), (PNG + bytes(3_000_000), 413)]
)
async def test_what_is_no_picture_is_not_kept(
    client: httpx.AsyncClient, tape: Path, tmp_path: Path, body: bytes, status: int
) -> None:
    answer = await client.post("/stills", params={"t": 1, "picture": False}, content=body)
    assert answer.status_code == status
    assert (await client.get("")).json()["notes"] == []


def consent(session_id: str, role: str, said: str) -> ConsentRow:
    return ConsentRow(
        session_id=session_id,
        role=role,
        name="",
        said=said,
        picture=False,
        text_version=1,
        language="en",
        at=now(),
    )
