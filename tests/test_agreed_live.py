"""A consent taken back, as the people in the session meet it: a real server, real connections."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect

from coach.rtc.notices import sentence
from coach.store.tape import TapeReader
from coach.types import ExerciseChosen
from tests.browser.stage import CLIPS, SIGNED_IN, Server, serving
from tests.participant import Participant

pytestmark = pytest.mark.timeout(120)
CLIP = CLIPS / "sts_clean_45.mp4"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server"), model=str(model)) as started:
        started.sign_in()
        yield started


@dataclass(frozen=True)
class Known:
    """A patient with a personal link, on whose device the code was given."""

    server: Server
    id: str
    code: str
    cookie: str

    def says(self, kind: str, *, given: bool) -> None:
        address = f"{self.server.url}/api/v1/personal/{self.code}/consents"
        headers = {"cookie": self.cookie}
        version = httpx.get(address, headers=headers).json()[0]["version"]
        wish = {"kind": kind, "given": given, "version": version}
        assert httpx.post(address, json=wish, headers=headers).status_code == 201

    def session(self) -> tuple[str, str, str]:
        """Its id, the therapist's address and the patient's."""
        with self.server.post(f"/api/v1/patients/{self.id}/sessions") as answer:
            made = json.load(answer)
        room = httpx.get(f"{self.server.url}/api/v1/personal/{self.code}", headers={"cookie": self.cookie})
        return made["session_id"], made["therapist_url"], room.json()["session_url"]


@pytest.fixture
def known(server: Server) -> Known:
    with server.post("/api/v1/patients", {"name": "Maria"}) as answer:
        made = json.load(answer)
    code = made["link"]["url"].rsplit("/", 1)[1]
    with server.post(f"/api/v1/personal/{code}/device", {"code": made["link"]["first_code"]}) as answer:
        ((name, value),) = SimpleCookie(answer.headers["set-cookie"]).items()
    return Known(server, made["id"], code, f"{name}={value.value}")


def ended_at(server: Server, session_id: str) -> Any:
    return rows(server, "select ended_at from sessions where id = ?", session_id)[0][0]


def rows(server: Server, query: str, session_id: str) -> list[Any]:
    with sqlite3.connect(server.data / "coach.db") as db:
        return db.execute(query, (session_id,)).fetchall()


async def ended(server: Server, session_id: str) -> None:
    async with asyncio.timeout(10):
        while ended_at(server, session_id) is None:
            await asyncio.sleep(0.1)


async def test_without_data_all_is_counted_and_nothing_kept(server: Server, known: Known) -> None:
    known.says("data", given=False)
    session_id, therapist_url, patient_url = known.session()
    async with AsyncExitStack() as stack:
        therapist = await stack.enter_async_context(Participant(server.port, therapist_url))
        await therapist.watch()
        await therapist.send(type="choose", exercise="sit_to_stand", side="both", target_reps=20)
        patient = await stack.enter_async_context(Participant(server.port, patient_url, cookie=known.cookie))
        await patient.until(lambda: "nothing_kept_by_you" in patient.codes(), "the notice")
        await patient.exercise(CLIP, lead_in=5.0)
        await therapist.send(type="start_set")
        await therapist.until(lambda: therapist.reps >= 2, "two repetitions", within=40)
        assert "nothing_kept" in therapist.codes()
        await therapist.send(type="ask_recording")
        await therapist.until(lambda: "recording_never" in therapist.codes(), "the refusal")
        await therapist.send(type="stop_set")
        await therapist.until(lambda: therapist.state.get("stage") == "rest", "the rest")
        await patient.send(type="check_in", set_number=1, pain=2)
        await therapist.send(type="end_session")
        await ended(server, session_id)
    for table in ("sets", "reps", "faults", "check_ins", "corrections", "recordings"):
        assert rows(server, f"select * from {table} where session_id = ?", session_id) == [], table
    assert list((server.data / "tapes").glob(f"{session_id}*")) == []


async def test_what_is_taken_back_meanwhile_holds_from_then_on(server: Server, known: Known) -> None:
    session_id, therapist_url, patient_url = known.session()
    async with (
        Participant(server.port, therapist_url) as therapist,
        Participant(server.port, patient_url, cookie=known.cookie) as patient,
    ):
        await therapist.send(type="choose", exercise="sit_to_stand", side="both", target_reps=5)
        await therapist.until(lambda: therapist.state.get("exercise") == "sit_to_stand", "the exercise")
        await asyncio.to_thread(known.says, "data", given=False)
        await patient.until(lambda: "nothing_kept_by_you" in patient.codes(), "the patient's notice")
        await therapist.send(type="choose", exercise="march", side="both", target_reps=5)
        await therapist.until(lambda: therapist.state.get("exercise") == "march", "the next exercise")
        assert "nothing_kept" in therapist.codes()
        await asyncio.to_thread(known.says, "call", given=False)
        await asyncio.gather(therapist.hung_up(), patient.hung_up())
        assert therapist.codes()[-1] == "call_taken_back"
        assert patient.codes()[-1] == "call_taken_back_by_you"
        await ended(server, session_id)
    records = TapeReader(server.data / "tapes" / f"{session_id}.tape").outline().records
    assert [one.exercise for one in records if isinstance(one, ExerciseChosen)] == ["sit_to_stand"]


async def test_who_comes_by_an_address_of_before_is_told_why_not(server: Server, known: Known) -> None:
    _, therapist_url, patient_url = known.session()
    with sqlite3.connect(server.data / "coach.db") as db:  # taken back where no session was followed
        db.execute(
            "insert into person_consents (person_id, kind, version, language, given, by, at)"
            " values (?, 'call', '1', 'en', 0, ?, '2026-01-01 00:00:00')",
            (known.id, known.id),
        )
    for url, cookie, code in (
        (patient_url, known.cookie, "no_call_by_you"),
        (therapist_url, f"coach={SIGNED_IN[server.port]}", "no_call"),
    ):
        async with connect(
            f"ws://127.0.0.1:{server.port}/api/v1/ws", proxy=None, additional_headers={"cookie": cookie}
        ) as line:
            await line.send(json.dumps({"type": "hello", "link": url.rsplit("/", 1)[1], "name": ""}))
            told = json.loads(await asyncio.wait_for(line.recv(), 10))
            await line.wait_closed()
        assert (told["code"], told["text"], line.close_code) == (code, sentence(code, "en"), 4403)
