"""A database of its own for each test: an SQLite file, and PostgreSQL where its programs are installed."""

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

_NUMBERS = itertools.count(1)


def program(name: str) -> Path | None:
    """An installed program of PostgreSQL's, the newest; Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[4]))
    on_path = shutil.which(name)
    return found[-1] if found else Path(on_path) if on_path else None


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A server of our own in a temporary folder, reached by a socket in that folder alone; the folder."""
    initdb, postgres, createdb = program("initdb"), program("postgres"), program("createdb")
    if initdb is None or postgres is None or createdb is None:
        pytest.skip("PostgreSQL's initdb and postgres are not installed (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="coach-pg-"))
    user = _server_user(folder)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "user": user, "cwd": folder}
    data = folder / "data"
    try:
        wanted = ("-A", "trust", "-U", "coach", "-E", "UTF8", "--locale=C", "--no-sync")
        subprocess.run([initdb, "-D", data, *wanted], check=True, **quiet)  # type: ignore[call-overload]
        settings = [
            "-clisten_addresses=",
            f"-cunix_socket_directories={folder}",
            "-cfsync=off",
            "-clog_statement=none",
        ]
        server = subprocess.Popen([postgres, "-D", data, *settings], **quiet)  # type: ignore[call-overload]
        try:
            _wait(folder, server)
            yield str(folder)
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing is kept
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(folder: str, like: str = "template0") -> str:
    """The URL of a new database on this server, empty or a copy of another one that nobody is in."""
    name, createdb = f"coach{next(_NUMBERS)}", program("createdb")
    assert createdb is not None
    subprocess.run([createdb, "-h", folder, "-U", "coach", "-T", like, name], check=True)
    return f"postgresql+asyncpg://coach@/{name}?host={folder}"


def _server_user(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then it runs as its own user, or nobody."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, user)
    return user


def _wait(folder: Path, server: "subprocess.Popen[bytes]") -> None:
    ready = program("pg_isready")
    assert ready is not None
    for _ in range(300):
        assert server.poll() is None, "PostgreSQL ended at once"
        if subprocess.run([ready, "-q", "-h", folder, "-U", "coach"], check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL does not answer")
