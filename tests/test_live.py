"""A whole session over real WebRTC without a browser: a clip as the camera, and trouble on the way."""

import asyncio
import itertools
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import psutil
import pytest

from coach.feedback.exercises import CATALOG
from coach.review.rejudge import rejudge
from coach.review.replay import replay
from coach.store.tape import TapeReader
from coach.types import Action, Event, FaultSeen, RepCounted, SessionEnded
from tests.browser.stage import CLIPS, Server, Session, serving
from tests.participant import Participant

pytestmark = pytest.mark.timeout(120)

LEAD_S = 5.0
CLIP, REPS = CLIPS / "sts_clean_45.mp4", 5


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server"), model=str(model)) as started:
        yield started


@pytest.fixture
def session(server: Server) -> Session:
    return server.start_session()


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as made:
        yield made


async def in_a_set(
    server: Server, session: Session, stack: AsyncExitStack
) -> tuple[Participant, Participant]:
    """Therapist and patient in a running set of the clip."""
    therapist = await stack.enter_async_context(Participant(server.port, session.therapist_url))
    await therapist.watch()
    await therapist.send(type="choose", exercise="sit_to_stand", side="both", target_reps=20)
    patient = await stack.enter_async_context(Participant(server.port, session.patient_url))
    await patient.exercise(CLIP, lead_in=LEAD_S)
    await therapist.send(type="start_set")
    await therapist.until(lambda: therapist.state.get("stage") == "countdown", "the countdown")
    return therapist, patient


async def test_the_set_counts_to_the_end_and_is_kept(
    server: Server, session: Session, stack: AsyncExitStack
) -> None:
    therapist, patient = await in_a_set(server, session, stack)
    await therapist.until(lambda: therapist.reps == REPS, "all repetitions", within=40)
    await therapist.send(type="stop_set")
    for one in (therapist, patient):
        await one.until(lambda one=one: one.state.get("stage") == "rest", "the rest")  # type: ignore[misc]
        assert [rep["number"] for rep in one.heard["rep"]] == [1, 2, 3, 4, 5]
        assert "fault" not in one.heard
    rate = [state["rate"] for state in therapist.heard["state"] if state["stage"] == "moving"]
    assert max(rate) >= 12
    await therapist.send(type="end_session")
    await therapist.until(lambda: therapist.state.get("stage") == "ended", "the end")
    await replayed_from_its_tape(server.data / "tapes" / f"{session.session_id}.tape")


async def replayed_from_its_tape(path: Path) -> None:
    """The tape of a call through two real peers gives exactly what was judged live, and so does judging its
    set again."""
    while not any(isinstance(r, SessionEnded) for r in TapeReader(path).outline().records):
        await asyncio.sleep(0.1)
    live = [r for r in TapeReader(path) if isinstance(r, Event) and not isinstance(r, Action)]
    assert sum(isinstance(e, RepCounted) for e in live) == REPS
    assert replay(TapeReader(path), CATALOG) == live
    (again,) = rejudge(TapeReader(path), CATALOG)
    assert again.found == tuple(e for e in live if isinstance(e, RepCounted | FaultSeen))
    assert {"coach", "model", "rules", "sit_to_stand"} <= set(TapeReader(path).header.versions)


async def test_a_killed_pose_worker_costs_no_repetition_and_not_the_call(
    server: Server, session: Session, stack: AsyncExitStack
) -> None:
    therapist, _patient = await in_a_set(server, session, stack)
    await therapist.until(lambda: therapist.reps == 2, "two repetitions", within=30)
    killed = therapist.seen_at[-1]
    for worker in serving_workers(server):
        os.kill(worker, signal.SIGKILL)
    await therapist.until(lambda: "judging_away" in therapist.codes(), "word of the pause in counting")
    await therapist.until(lambda: therapist.seen_at[-1] > killed + 0.5, "poses again")
    await therapist.until(lambda: therapist.reps == REPS, "all repetitions", within=40)
    assert max(later - earlier for earlier, later in itertools.pairwise(therapist.seen_at)) < 2.0
    assert therapist.browser is not None
    assert not therapist.browser.closed.is_set()
    assert f"event=media_closed session={session.session_id}" not in server.log.read_text()


async def test_a_killed_server_costs_no_repetition(
    server: Server, session: Session, stack: AsyncExitStack
) -> None:
    therapist, patient = await in_a_set(server, session, stack)
    await therapist.until(lambda: therapist.reps == 2, "two repetitions", within=30)
    await therapist.send(type="correct_count", delta=1)
    await therapist.until(lambda: therapist.reps == 3, "the correction")
    before, killed = server.serving_pid, therapist.seen_at[-1]
    os.kill(before, signal.SIGKILL)
    for one in (therapist, patient):
        await one.hung_up()
    back = await stack.enter_async_context(Participant(server.port, session.therapist_url))
    await back.until(lambda: len(back.heard.get("rep", ())) >= 2, "what was counted before")
    assert server.serving_pid != before
    assert (back.state["stage"], back.reps) in {("moving", 3), ("moving", 4), ("paused", 3), ("paused", 4)}
    assert [rep["number"] for rep in back.heard["rep"]][:2] == [1, 2]
    again = await stack.enter_async_context(Participant(server.port, session.patient_url))
    await again.exercise(CLIP, lead_in=1.0)
    known = back.reps
    await back.until(lambda: back.reps >= known + 2, "counting to go on", within=40)
    assert back.seen_at[0] > killed
    await back.send(type="end_session")
    await back.until(lambda: back.state.get("stage") == "ended", "the end")
    await kept_once(server, session, back)


async def kept_once(server: Server, session: Session, therapist: Participant) -> None:
    """Each repetition that was told has its row, once, and the tape replays as it was lived."""
    path = server.data / "tapes" / f"{session.session_id}.tape"
    while not any(isinstance(r, SessionEnded) for r in TapeReader(path).outline().records):
        await asyncio.sleep(0.1)
    told = [(rep["set_number"], rep["number"], rep["complete"]) for rep in therapist.heard["rep"]]
    of_it = ("where session_id = ?", (session.session_id,))
    with sqlite3.connect(server.data / "coach.db") as db:
        while not db.execute(f"select * from sets {of_it[0]}", of_it[1]).fetchall():
            await asyncio.sleep(0.1)
        rows = db.execute(f"select set_number, number, complete from reps {of_it[0]}", of_it[1]).fetchall()
    assert sorted(told) == sorted((a, b, bool(c)) for a, b, c in rows)
    live = [r for r in TapeReader(path) if isinstance(r, Event) and not isinstance(r, Action)]
    assert replay(TapeReader(path), CATALOG) == live


def serving_workers(server: Server) -> list[int]:
    """All pose processes but the youngest, which is the spare."""
    children = psutil.Process(server.process.pid).children(recursive=True)
    workers = [child for child in children if "coach.pose" in " ".join(child.cmdline())]
    return [worker.pid for worker in sorted(workers, key=psutil.Process.create_time)[:-1]]


async def test_a_patient_who_comes_back_finds_the_count(
    server: Server, session: Session, stack: AsyncExitStack
) -> None:
    therapist, patient = await in_a_set(server, session, stack)
    await therapist.until(lambda: therapist.reps == 2, "two repetitions", within=30)
    await patient.__aexit__(None, None, None)
    await therapist.until(lambda: "patient_left" in therapist.codes(), "word of the patient's line")
    await therapist.until(lambda: therapist.state["stage"] == "paused", "the pause")
    again = await stack.enter_async_context(Participant(server.port, session.patient_url))
    await again.exercise(CLIP, lead_in=1.0)
    await again.until(lambda: again.reps >= 2, "the count")
    await again.until(lambda: again.reps >= 4, "counting to go on", within=30)


async def test_stop_stops_for_everybody_until_it_was_seen(
    server: Server, session: Session, stack: AsyncExitStack
) -> None:
    therapist, patient = await in_a_set(server, session, stack)
    await patient.send(type="stop")
    for one in (therapist, patient):
        await one.until(lambda one=one: one.state["stage"] == "stopped", "the stop")  # type: ignore[misc]
    assert "stop_pressed" in therapist.codes()
    await therapist.send(type="start_set")
    await therapist.until(lambda: "acknowledge_first" in therapist.codes(), "the refusal")
    await therapist.send(type="acknowledge")
    await therapist.until(lambda: therapist.state["stage"] == "rest", "the end of the stop")


async def test_a_camera_that_is_unplugged_is_told_and_the_count_kept(
    server: Server, session: Session, stack: AsyncExitStack
) -> None:
    therapist, patient = await in_a_set(server, session, stack)
    await therapist.until(lambda: therapist.reps == 1, "a repetition", within=30)
    await patient.send(type="camera_state", camera="lost", microphone="on")
    await therapist.until(lambda: "patient_camera_lost" in therapist.codes(), "word of the camera")
    await patient.until(lambda: "camera_lost" in patient.codes(), "advice for the patient")
    assert therapist.reps >= 1


async def test_the_log_names_nobody(server: Server, session: Session, stack: AsyncExitStack) -> None:
    secret = "Maria Kowalska"
    therapist = await stack.enter_async_context(Participant(server.port, session.therapist_url, name=secret))
    await therapist.watch()
    log = server.log.read_text()
    assert secret not in log
    for url in (session.therapist_url, session.patient_url):
        assert url.rsplit("/", 1)[1] not in log
    assert "a=candidate" not in log


async def test_a_cue_in_the_therapist_s_own_words_has_seven_words_at_most(
    server: Server, session: Session, stack: AsyncExitStack
) -> None:
    """The patient hears the short one alone; the therapist reads why not the other."""
    therapist = await stack.enter_async_context(Participant(server.port, session.therapist_url))
    await therapist.watch()
    patient = await stack.enter_async_context(Participant(server.port, session.patient_url))
    await patient.until(lambda: bool(patient.state), "the state")
    await therapist.send(type="send_cue", text="one two three four five six seven eight")
    await therapist.until(lambda: "cue_too_long" in therapist.codes(), "the refusal")
    said = [notice["text"] for notice in therapist.heard["notice"]]
    assert "A cue has at most seven words. Say it shorter." in said
    await therapist.send(type="send_cue", text="  Look up, and breathe out slowly now ")
    await patient.until(lambda: "cue" in patient.heard, "the cue")
    assert [cue["text"].strip() for cue in patient.heard["cue"]] == ["Look up, and breathe out slowly now"]
