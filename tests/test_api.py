"""The doors, on the whole running service: what they give, what they refuse, and in which words."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from coach.app import address, running, server_config
from coach.config import Settings
from coach.rtc.requests import MAX_TEXT
from coach.supervisor import listen
from tests.browser.stage import SIGNED_IN, THERAPIST, free_port


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def app(
    tmp_path_factory: pytest.TempPathFactory, model: Path, hand_model: Path, port: int
) -> AsyncIterator[FastAPI]:
    data = tmp_path_factory.mktemp("data")
    settings = Settings(data=data, model=model, hand_model=hand_model, workers=1, port=port, rooms=3)
    async with running(settings) as made:
        server = uvicorn.Server(server_config(settings, made))
        serving = asyncio.create_task(server.serve(sockets=[listen(*address(settings))]))
        while not server.started:
            await asyncio.sleep(0.02)
        yield made
        server.should_exit = True
        await serving


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(app: FastAPI, port: int) -> AsyncIterator[httpx.AsyncClient]:
    """Signed in, by the first run."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as made:
        assert (await made.post("/api/v1/first-run", json=THERAPIST)).status_code == 201
        SIGNED_IN[port] = made.cookies["coach"]
        yield made


pytestmark = pytest.mark.asyncio(loop_scope="module")


def line(port: int, cookie: str | None = None) -> connect:
    """As the therapist's browser, unless another cookie is given."""
    headers = {"cookie": f"coach={SIGNED_IN.get(port, '') if cookie is None else cookie}"}
    return connect(f"ws://127.0.0.1:{port}/api/v1/ws", max_size=None, proxy=None, additional_headers=headers)


async def hear(socket: ClientConnection, kind: str) -> dict[str, object]:
    """The next message of this type."""
    while True:
        message = json.loads(await asyncio.wait_for(socket.recv(), 10))
        if message["type"] == kind:
            return dict(message)


async def start(client: httpx.AsyncClient) -> dict[str, str]:
    answer = await client.post("/api/v1/sessions")
    assert answer.status_code == 201
    return dict(answer.json())


def code(url: str) -> str:
    return url.rsplit("/", 1)[1]


async def test_a_session_has_an_address_for_each_role_and_a_code_to_scan(client: httpx.AsyncClient) -> None:
    made = await start(client)
    addresses = [made[f"{role}_url"] for role in ("therapist", "patient", "caregiver", "clinician")]
    assert len(set(addresses)) == 4
    assert made["patient_qr_svg"].startswith("<svg")


async def test_pages_load_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_it_is_alive_and_ready_and_counts(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    while (starting := await client.get("/readyz")).status_code == 503:  # pages come before the judgement
        assert "starting" in starting.json()["detail"]
        await asyncio.sleep(0.1)
    assert starting.status_code == 200
    figures = (await client.get("/metrics")).text
    assert "coach_rooms" in figures
    assert "coach_loop_stall_seconds" in figures


async def test_an_unknown_address_is_a_problem_in_one_sentence(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


async def test_hello_gets_a_welcome_with_the_library(client: httpx.AsyncClient, port: int) -> None:
    made = await start(client)
    async with line(port) as socket:
        await socket.send(json.dumps({"type": "hello", "link": code(made["therapist_url"]), "name": "Anna"}))
        welcome = await hear(socket, "welcome")
        assert welcome["role"] == "therapist"
        assert welcome["patient_link"] == made["patient_url"]
        state = await hear(socket, "state")
        assert state["stage"] == "check"
        participants = await hear(socket, "participants")
        assert participants["participants"][0]["name"] == "Anna"  # type: ignore[index]


async def test_the_patient_is_not_given_anybodys_link(client: httpx.AsyncClient, port: int) -> None:
    made = await start(client)
    async with line(port) as socket:
        await socket.send(json.dumps({"type": "hello", "link": code(made["patient_url"])}))
        welcome = await hear(socket, "welcome")
        assert welcome["role"] == "patient"
        assert welcome["patient_link"] is None


async def closed_with(socket: ClientConnection) -> tuple[int | None, str]:
    """Close code, and the last sentence before it."""
    said = ""
    try:
        while True:
            message = json.loads(await asyncio.wait_for(socket.recv(), 10))
            said = message.get("code", said)
    except ConnectionClosed:
        return socket.close_code, said


async def test_a_therapists_address_alone_opens_nothing(client: httpx.AsyncClient, port: int) -> None:
    made = await start(client)
    for role in ("therapist", "clinician"):
        async with line(port, cookie="") as socket:
            await socket.send(json.dumps({"type": "hello", "link": code(made[f"{role}_url"])}))
            assert await closed_with(socket) == (4401, "sign_in_first")


async def test_another_sites_page_gets_no_line(client: httpx.AsyncClient, port: int) -> None:
    await start(client)
    elsewhere = connect(
        f"ws://127.0.0.1:{port}/api/v1/ws",
        proxy=None,
        origin=Origin("https://elsewhere.example"),
        additional_headers={"cookie": f"coach={SIGNED_IN[port]}"},
    )
    with pytest.raises(InvalidStatus):
        await elsewhere


async def test_an_unknown_link_is_told_so_and_let_go(app: FastAPI, port: int) -> None:
    async with line(port) as socket:
        await socket.send(json.dumps({"type": "hello", "link": "nonsense"}))
        assert await closed_with(socket) == (4404, "unknown_link")


async def test_nothing_is_answered_before_hello(app: FastAPI, port: int) -> None:
    async with line(port) as socket:
        await socket.send(json.dumps({"type": "start_set"}))
        assert await closed_with(socket) == (4400, "hello_first")


async def test_malformed_messages_are_answered_and_pass(client: httpx.AsyncClient, port: int) -> None:
    made = await start(client)
    async with line(port) as socket:
        await socket.send(json.dumps({"type": "hello", "link": code(made["therapist_url"])}))
        await hear(socket, "state")
        for nonsense in ("{", '{"type":"fly"}', b"\x00\x01", '{"type":"start_set","now":1}'):
            await socket.send(nonsense)
            assert (await hear(socket, "notice"))["code"] == "bad_message"
        await socket.send(json.dumps({"type": "ping", "n": 3}))
        assert (await hear(socket, "pong"))["n"] == 3


@pytest.mark.parametrize("size", [MAX_TEXT + 1, 1_000_000])
async def test_a_huge_message_ends_its_line_and_no_other(
    client: httpx.AsyncClient, port: int, size: int
) -> None:
    made = await start(client)
    async with line(port) as other, line(port) as socket:
        await other.send(json.dumps({"type": "hello", "link": code(made["patient_url"])}))
        await hear(other, "state")
        await socket.send(json.dumps({"type": "hello", "link": code(made["therapist_url"])}))
        await hear(socket, "state")
        await socket.send("x" * size)
        assert (await closed_with(socket))[0] == 1009
        await other.send(json.dumps({"type": "ping", "n": 1}))
        assert (await hear(other, "pong"))["n"] == 1


async def test_only_those_who_lead_may_lead(client: httpx.AsyncClient, port: int) -> None:
    made = await start(client)
    async with line(port) as socket:
        await socket.send(json.dumps({"type": "hello", "link": code(made["patient_url"])}))
        await hear(socket, "state")
        for forbidden in ("start_set", "stop_set", "end_session", "acknowledge"):
            await socket.send(json.dumps({"type": forbidden}))
            assert (await hear(socket, "notice"))["code"] == "therapist_only"
        await socket.send(json.dumps({"type": "stop"}))
        assert (await hear(socket, "state"))["stage"] == "stopped"


async def test_a_second_window_takes_over_and_the_first_is_told(client: httpx.AsyncClient, port: int) -> None:
    made = await start(client)
    hello = json.dumps({"type": "hello", "link": code(made["patient_url"])})
    async with line(port) as first, line(port) as second:
        await first.send(hello)
        await hear(first, "state")
        await second.send(hello)
        await hear(second, "welcome")
        assert await closed_with(first) == (4001, "opened_elsewhere")


async def test_an_ended_session_says_so(client: httpx.AsyncClient, port: int) -> None:
    made = await start(client)
    async with line(port) as socket:
        await socket.send(json.dumps({"type": "hello", "link": code(made["therapist_url"])}))
        await hear(socket, "state")
        await socket.send(json.dumps({"type": "end_session"}))
        while (await hear(socket, "state"))["stage"] != "ended":
            pass
    for _ in range(50):
        async with line(port) as again:
            await again.send(json.dumps({"type": "hello", "link": code(made["patient_url"])}))
            first = json.loads(await again.recv())
            if first.get("code") == "session_ended":
                return
        await asyncio.sleep(0.1)
    pytest.fail("an ended session still lets people in")


async def test_an_offer_without_vp8_is_refused_in_a_sentence(client: httpx.AsyncClient, port: int) -> None:
    made = await start(client)
    async with line(port) as socket:
        await socket.send(json.dumps({"type": "hello", "link": code(made["patient_url"])}))
        await hear(socket, "state")
        await socket.send(json.dumps({"type": "offer", "sdp": "v=0\r\n"}))
        notice = await hear(socket, "notice")
        assert notice["code"] == "offer_refused"
        assert str(notice["text"]).endswith(".")
