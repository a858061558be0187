"""A real coturn with the settings of docs/turnserver.conf, where it is installed."""

import contextlib
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.browser.stage import ROOT, free_port, until

HOST = "127.0.0.1"
SECRET = "the tests' own secret"
TURNSERVER = shutil.which("turnserver")
MISSING = "coturn is not installed"


@dataclass(frozen=True, slots=True)
class Turn:
    port: int
    tls_port: int
    authority: Path
    """The certificate to be trusted."""

    @property
    def udp(self) -> str:
        return f"turn:{HOST}:{self.port}?transport=udp"

    @property
    def tcp(self) -> str:
        return f"turn:{HOST}:{self.port}?transport=tcp"

    @property
    def tls(self) -> str:
        return f"turns:localhost:{self.tls_port}?transport=tcp"


@contextlib.contextmanager
def turn_server(folder: Path) -> Iterator[Turn]:
    """Relays to this machine only; ends with the block."""
    assert TURNSERVER, MISSING
    folder.mkdir(parents=True, exist_ok=True)
    turn = Turn(free_port(), free_port(), folder / "authority.pem")
    settings = folder / "turnserver.conf"
    settings.write_text(written((ROOT / "docs" / "turnserver.conf").read_text(), values(turn, folder)))
    extra = ["--allow-loopback-peers", "--cli-password=unused", f"--pidfile={folder / 'pid'}"]
    with (folder / "turn.log").open("wb") as log:
        process = subprocess.Popen(
            [TURNSERVER, "-c", str(settings), *extra], stdout=log, stderr=log, cwd=folder
        )
        try:
            until(lambda: answers(turn.port) or process.poll() is not None, 20, "coturn to listen")
            assert process.poll() is None, (folder / "turn.log").read_text()[-2000:]
            yield turn
        finally:
            process.terminate()
            process.wait(10)


def values(turn: Turn, folder: Path) -> dict[str, str]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(turn.authority))
    issued = authority.issue_cert("localhost", HOST)
    issued.private_key_pem.write_to_path(str(folder / "key.pem"))
    for n, chain in enumerate(issued.cert_chain_pems):
        chain.write_to_path(str(folder / "chain.pem"), append=n > 0)
    return {
        "static-auth-secret": SECRET,
        "listening-ip": HOST,
        "allowed-peer-ip": HOST,
        "cert": str(folder / "chain.pem"),
        "pkey": str(folder / "key.pem"),
        "listening-port": str(turn.port),
        "tls-listening-port": str(turn.tls_port),
    }


def written(example: str, own: dict[str, str]) -> str:
    """The example with these values in its lines; each must be there."""
    lines = example.splitlines()
    keys = [line.partition("=")[0] for line in lines]
    assert own.keys() <= set(keys), f"docs/turnserver.conf lacks {own.keys() - set(keys)}"
    return "\n".join(
        f"{key}={own[key]}" if key in own else line for key, line in zip(keys, lines, strict=True)
    )


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
        return True
    return False
