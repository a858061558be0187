"""The serving process is kept alive; real processes, real signals."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.browser.stage import Server, until

KEPT = """
import os, pathlib, signal, sys, time
import coach.supervisor as supervisor
supervisor.HANG_S, supervisor.YOUNG_S = 1.0, float(sys.argv[3])
folder, what = pathlib.Path(sys.argv[1]), sys.argv[2]

def serve(beat):
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
    (folder / f"{len(list(folder.iterdir()))}.{os.getpid()}").touch()
    if what == "returns":
        return 7
    if what == "raises":
        raise RuntimeError("broken")
    while not stopped:
        beat()
        time.sleep(4 if what == "hangs" else 0.05)
    return 0

sys.exit(supervisor.supervise(serve))
"""


SERVED = """
import sys
from coach.cli import _served
from coach.config import Settings
from coach.supervisor import listen

chosen = Settings()
sys.exit(_served(chosen, listen("127.0.0.1", chosen.port), lambda: None))
"""


def test_a_served_one_that_is_told_to_end_closes_everything_first(tmp_path: Path) -> None:
    server = Served(tmp_path)
    try:
        server.wait_ready()
        server.process.terminate()
        assert server.process.wait(30) == 0
    finally:
        server.stop()


class Served(Server):
    """The serving process alone, without its keeper."""

    command = ("-c", SERVED)


def kept(folder: Path, what: str, young_s: float = 0.0) -> subprocess.Popen[bytes]:
    folder.mkdir(exist_ok=True)
    return subprocess.Popen([sys.executable, "-c", KEPT, str(folder), what, str(young_s)])


def pids(folder: Path) -> list[int]:
    """Of the serving processes, in their order."""
    return [int(made.suffix[1:]) for made in sorted(folder.iterdir(), key=lambda p: int(p.stem))]


def test_a_killed_one_is_followed_by_another_and_the_end_is_clean(tmp_path: Path) -> None:
    parent = kept(tmp_path / "a", "serves")
    for times in (1, 2, 3):
        until(lambda times=times: len(pids(tmp_path / "a")) == times, 20, f"process {times}")  # type: ignore[misc]
        if times < 3:
            os.kill(pids(tmp_path / "a")[-1], signal.SIGKILL)
    parent.terminate()
    assert parent.wait(10) == 0
    assert not any(map(psutil.pid_exists, pids(tmp_path / "a")))


def test_one_that_hangs_is_killed(tmp_path: Path) -> None:
    parent = kept(tmp_path / "a", "hangs")
    until(lambda: len(pids(tmp_path / "a")) >= 2, 20, "another process")
    parent.terminate()
    parent.wait(40)


@pytest.mark.parametrize(("what", "code", "times"), [("returns", 7, 1), ("raises", 1, 1)])
def test_one_that_ends_by_itself_ends_it(what: str, code: int, times: int, tmp_path: Path) -> None:
    assert kept(tmp_path / "a", what).wait(20) == code
    assert len(pids(tmp_path / "a")) == times


def test_those_that_die_young_are_given_up(tmp_path: Path) -> None:
    parent = kept(tmp_path / "a", "serves", young_s=60.0)
    for times in (1, 2, 3):
        until(lambda times=times: len(pids(tmp_path / "a")) == times, 20, f"process {times}")  # type: ignore[misc]
        os.kill(pids(tmp_path / "a")[-1], signal.SIGKILL)
    assert parent.wait(10) == 1
    assert len(pids(tmp_path / "a")) == 3


def test_the_serving_process_outlives_its_keeper(tmp_path: Path) -> None:
    parent = kept(tmp_path / "a", "serves")
    until(lambda: len(pids(tmp_path / "a")) == 1, 20, "the process")
    parent.kill()
    parent.wait(5)
    (serving,) = pids(tmp_path / "a")
    time.sleep(0.3)
    assert psutil.pid_exists(serving)
    os.kill(serving, signal.SIGTERM)
    until(lambda: not psutil.pid_exists(serving), 5, "its end")
