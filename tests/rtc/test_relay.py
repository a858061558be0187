"""The TURN server: credentials, and a real coturn reached by UDP, TCP and TLS."""

import base64
import hashlib
import hmac
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.rtc.relay import VALID_S, ice_servers, relay_reached
from tests.browser.stage import ROOT
from tests.turn import MISSING, SECRET, TURNSERVER, Turn, turn_server


@pytest.fixture(scope="module")
def turn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Turn]:
    if TURNSERVER is None:
        pytest.skip(MISSING)
    with turn_server(tmp_path_factory.mktemp("turn")) as started:
        yield started


def test_no_relay_means_no_server_at_all() -> None:
    assert ice_servers([], "secret") == []


def test_credentials_expire_and_are_signed_with_the_secret() -> None:
    (server,) = ice_servers(["turn:a:1", "turns:a:2"], "secret")
    assert server.urls == ["turn:a:1", "turns:a:2"]
    expires, _, _ = str(server.username).partition(":")
    assert 0 < int(expires) - time.time() <= VALID_S
    signed = hmac.new(b"secret", str(server.username).encode(), hashlib.sha1).digest()
    assert base64.b64decode(str(server.credential)) == signed


async def test_an_address_that_is_none_is_said_plainly() -> None:
    with pytest.raises(ValueError, match="not of the form turn:HOST:PORT"):
        await relay_reached("relay.example.org", "secret")


async def test_the_relay_is_reached_by_udp_and_tcp_and_only_with_the_secret(turn: Turn) -> None:
    assert await relay_reached(turn.udp, SECRET)
    assert await relay_reached(turn.tcp, SECRET)
    assert not await relay_reached(turn.udp, "another secret")


def test_the_doctor_finds_all_three_ways(turn: Turn, tmp_path: Path) -> None:
    """In a process of its own, that trusts the certificate."""
    ways = f"{turn.udp}, {turn.tcp}, {turn.tls}"
    environment = {
        **os.environ,
        "SSL_CERT_FILE": str(turn.authority),
        "COACH_TURN_URL": ways,
        "COACH_TURN_SECRET": SECRET,
        "COACH_DATA": str(tmp_path),
        "COACH_MODEL": str(ROOT / "data" / "models" / "pose_landmarker_full.task"),
        "COACH_HAND_MODEL": str(ROOT / "data" / "models" / "hand_landmarker.task"),
        "COLUMNS": "300",
    }
    said = subprocess.run(
        [sys.executable, "-m", "coach.cli", "doctor"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    ).stdout
    assert f"gives a relay address at {ways}" in " ".join(said.split()), said
