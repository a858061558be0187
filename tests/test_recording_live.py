"""A call recorded: a real server, real connections, the films read by others."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest

from coach.store.webm import is_open
from tests.browser.stage import CLIPS, Server, Session, serving
from tests.films import decoded
from tests.participant import Participant
from tests.small_disk import fill, need_small, small_disk

pytestmark = pytest.mark.timeout(120)

CLIP = CLIPS / "sts_clean_45.mp4"
MB = 1_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Iterator[Server]:
    """On a disk of its own, where it can have one."""
    with (
        small_disk(tmp_path_factory.mktemp("server"), 200) as disk,
        serving(disk, model=str(model), recording_free_bytes=str(20 * MB)) as started,
    ):
        yield started


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as made:
        yield made


async def together(
    server: Server, session: Session, stack: AsyncExitStack
) -> tuple[Participant, Participant]:
    """Therapist with a voice, and patient, both connected and seen."""
    therapist = await stack.enter_async_context(Participant(server.port, session.therapist_url))
    await therapist.speak()
    patient = await stack.enter_async_context(Participant(server.port, session.patient_url))
    await patient.exercise(CLIP, lead_in=1.0)
    await therapist.until(lambda: therapist.seen_at, "the first pose")
    return therapist, patient


def recording(one: Participant) -> dict[str, Any]:
    """The newest; empty before the first."""
    return one.heard.get("recording", [{}])[-1]


async def recorded(therapist: Participant, patient: Participant) -> None:
    """Asked and agreed."""
    if recording(therapist)["state"] != "asked":
        await therapist.send(type="ask_recording")
    await patient.until(lambda: recording(patient)["state"] == "asked", "the question")
    version = recording(patient)["text_version"]
    await patient.send(type="answer_recording", yes=True, text_version=version)
    await therapist.until(lambda: recording(therapist)["state"] == "on", "the recording")


async def lasting(one: Participant, seconds: float) -> None:
    """Until the session has gone on for so long."""
    since = one.seen_at[-1]
    await one.until(lambda: one.seen_at[-1] > since + seconds, f"{seconds} s of session", within=40)


def rows(server: Server, session: Session, table: str = "recordings") -> list[dict[str, Any]]:
    with sqlite3.connect(server.data / "coach.db") as db:
        db.row_factory = sqlite3.Row
        found = db.execute(f"select * from {table} where session_id = ? order by id", (session.session_id,))
        return [dict(row) for row in found]


def films(server: Server, session: Session) -> list[Path]:
    return sorted((server.data / "recordings" / session.session_id).glob("*"))


async def until(true: Any, what: str) -> None:
    for _ in range(200):
        if true():
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"never: {what}")


async def finished(server: Server, session: Session) -> list[dict[str, Any]]:
    await until(lambda: rows(server, session) and all(r["seconds"] for r in rows(server, session)), "films")
    return rows(server, session)


def states(one: Participant) -> list[str]:
    return [told["state"] for told in one.heard.get("recording", [])]


def kinds(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        return [stream.codec_context.name for stream in container.streams]


async def test_nothing_is_recorded_before_yes_and_all_of_it_after(
    server: Server, stack: AsyncExitStack
) -> None:
    session = server.start_session()
    therapist, patient = await together(server, session, stack)
    await refused(therapist, patient)
    await therapist.send(type="ask_recording")
    await patient.until(lambda: recording(patient)["state"] == "asked", "the question")
    assert recording(patient)["question"].endswith("?")
    assert recording(therapist)["question"] is None
    await therapist.send(type="answer_recording", yes=True, text_version=1)  # not theirs to give
    await patient.send(type="answer_recording", yes=True, text_version=99)  # to words that nobody asked
    await asyncio.sleep(0.6)
    assert films(server, session) == []
    await recorded(therapist, patient)
    await lasting(therapist, 2.5)
    await patient.send(type="stop_recording", keep=True)
    await therapist.until(lambda: "recording_stopped" in therapist.codes(), "the notice")
    kept = {row["role"]: row for row in await finished(server, session)}
    assert set(kept) == {"patient", "therapist"}
    own, other = (server.data / kept[role]["path"] for role in ("patient", "therapist"))
    assert (kinds(own), kinds(other)) == (["vp8", "opus"], ["opus"])
    assert kept["patient"]["bytes"] == own.stat().st_size
    for heard in (decoded(own, "audio"), decoded(other, "audio")):
        assert heard[-1] - heard[0] > 1000
        assert max(b - a for a, b in pairwise(heard)) <= 40
    on_the_right_frames(therapist, kept["patient"], decoded(own, "video"))
    said = [(row["role"], row["said"]) for row in rows(server, session, "consents")]
    assert said == [
        ("therapist", "asked"),
        ("patient", "no"),
        ("therapist", "asked"),
        ("patient", "yes"),
        ("patient", "stop_keep"),
    ]


async def refused(therapist: Participant, patient: Participant) -> None:
    await therapist.send(type="ask_recording")
    await patient.until(lambda: recording(patient).get("state") == "asked", "the question")
    await patient.send(type="answer_recording", yes=False, text_version=1)
    await therapist.until(lambda: "recording_refused" in therapist.codes(), "the notice")
    assert recording(therapist)["state"] == "off"


def on_the_right_frames(one: Participant, row: dict[str, Any], video: list[int]) -> None:
    """Every pose of the recorded time lies on a frame of the film."""
    start, end = row["started_t"], row["started_t"] + video[-1] / 1000
    frames = {round(start * 1000) + ms for ms in video}
    poses = [round(t * 1000) for t in one.seen_at if start <= t <= end]
    assert len(poses) > 5  # beside a set few pictures are judged
    assert [t for t in poses if not frames & {t - 1, t, t + 1}] == []


async def test_a_new_connection_goes_on_in_a_new_part_and_deleted_is_deleted(
    server: Server, stack: AsyncExitStack
) -> None:
    session = server.start_session()
    therapist, patient = await together(server, session, stack)
    await recorded(therapist, patient)
    await lasting(therapist, 1.5)
    again = await stack.enter_async_context(Participant(server.port, session.patient_url))
    await again.until(lambda: recording(again).get("state") == "on", "the state that comes back")
    await again.exercise(CLIP, lead_in=1.0)
    await until(lambda: len(films(server, session)) == 3, "the second part")
    await lasting(therapist, 1.5)
    await therapist.send(type="stop_recording", keep=True)
    parts = [row for row in await finished(server, session) if row["role"] == "patient"]
    first, second = parts
    before, after = (decoded(server.data / part["path"], "video") for part in parts)
    assert (before[0], after[0]) == (0, 0)
    assert min(len(before), len(after)) > 20
    assert first["started_t"] + before[-1] / 1000 < second["started_t"]
    await recorded(therapist, again)
    await until(lambda: len(films(server, session)) == 5, "two more films")
    await again.send(type="stop_recording", keep=False)
    await therapist.until(lambda: "recording_deleted" in therapist.codes(), "the notice")
    await until(lambda: films(server, session) == [] and rows(server, session) == [], "nothing left")
    assert rows(server, session, "consents")[-1]["said"] == "stop_delete"


async def test_a_disk_that_fills_up_ends_the_recording_and_not_the_call(
    server: Server, stack: AsyncExitStack
) -> None:
    need_small(server.data)
    session = server.start_session()
    therapist, patient = await together(server, session, stack)
    await recorded(therapist, patient)
    await lasting(therapist, 2.0)
    ballast = fill(server.data, but=15 * MB)
    try:
        await therapist.until(lambda: "recording_disk_low" in therapist.codes(), "why it stops", within=30)
        await patient.until(lambda: recording(patient)["state"] == "off", "the recording's end")
        await lasting(therapist, 2.0)  # judged on
        assert all(row["seconds"] for row in rows(server, session))
        for path in films(server, session):
            assert not is_open(path)
        seen = decoded(next(p for p in films(server, session) if "patient" in p.name), "video")
        assert seen[-1] >= 1500
    finally:
        ballast.unlink()


async def test_a_killed_server_finishes_its_films_and_a_full_disk_stops_the_next_ones(
    tmp_path: Path, model: Path, stack: AsyncExitStack
) -> None:
    server = Server(tmp_path, model=str(model)).wait_ready()
    try:
        session = server.start_session()
        async with AsyncExitStack() as call:
            therapist, patient = await together(server, session, call)
            await recorded(therapist, patient)
            await lasting(therapist, 2.5)
            server.kill()
    finally:
        server.stop()
    left = films(server, session)
    assert [is_open(path) for path in left] == [True, True]
    with serving(tmp_path, model=str(model), recording_free_bytes=str(1 << 60)) as again:
        kept = rows(again, session)
        assert {row["role"] for row in kept} == {"patient", "therapist"}
        assert all(row["seconds"] >= 1.0 for row in kept)
        assert not any(is_open(path) for path in left)
        again.sign_in()
        back = await stack.enter_async_context(Participant(again.port, session.therapist_url))
        await back.until(lambda: "on" in states(back), "the consent that stands")
        await back.until(lambda: "recording_disk_low" in back.codes(), "why it stops again")
        assert recording(back)["state"] == "off"
        again_patient = await stack.enter_async_context(Participant(again.port, session.patient_url))
        await again_patient.exercise(CLIP, lead_in=1.0)
        await back.until(lambda: back.seen_at, "a pose after the restart")
        assert back.seen_at[0] > max(therapist.seen_at)  # the session's time goes on, so films do not overlap
        await back.send(type="ask_recording")
        await back.until(lambda: back.codes().count("recording_disk_low") == 2, "why nobody is asked")
