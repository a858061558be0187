"""Every process of a running session is killed once (`make chaos`): when is the picture back, what is lost?

`python -m benchmarks.kills`: real server, two Chromiums, a clip as the camera. Times are those of the
pictures on the therapist's page; the browsers yield to the server, as they would sit on other machines.
"""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.network import WATCHED
from benchmarks.session import give_way
from tests.browser.stage import (
    CLIPS,
    Server,
    camera_clip,
    chromium,
    context_of,
    pose_process,
    seen,
    serving,
    until,
)
from tests.browser.steps import choose, join_patient, join_therapist, start_set, state

BACK_S = 3.0
"""The goal for the picture."""
AFTER = 2
"""Repetitions before the kill."""
WITHIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Kill:
    what: str
    pids: Callable[[Server], list[int]]
    sends: signal.Signals = signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Outcome:
    what: str
    killed: bool
    """By SIGKILL, for which the goal is; else made to hang."""
    pictures_back_s: float
    poses_back_s: float
    counted: int
    kept: int
    went_on_to: int


def keeper(server: Server) -> list[int]:
    return [server.process.pid]


def serving_process(server: Server) -> list[int]:
    return [server.serving_pid]


def pose_processes(server: Server) -> list[int]:
    """All but the youngest, which is the spare."""
    children = psutil.Process(server.serving_pid).children(recursive=True)
    mine = sorted((c for c in children if pose_process(c)), key=psutil.Process.create_time)
    return [c.pid for c in mine[:-1]]


KILLS = (
    Kill("pose processes", pose_processes),
    Kill("serving process", serving_process),
    Kill("serving process hangs (SIGSTOP)", serving_process, signal.SIGSTOP),
    Kill("its keeper", keeper),
)


def main() -> None:
    outcomes = [outcome(kill) for kill in KILLS]
    Console().print(table(outcomes))
    lost = any(one.kept < one.counted for one in outcomes)
    late = any(one.killed and one.pictures_back_s > BACK_S for one in outcomes)
    sys.exit(lost or late)


def outcome(kill: Kill) -> Outcome:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        clip = camera_clip(CLIPS / "sts_clean_45.mp4", Path(folder) / "camera.mjpeg", lead_s=8, tail_s=4)
        with (
            serving(Path(folder) / "data") as server,
            chromium(playwright) as desk,
            chromium(playwright, clip) as home,
        ):
            give_way("chrom")
            therapist, patient = context_of(desk).new_page(), context_of(home).new_page()
            session = server.start_session()
            join_therapist(therapist, session)
            therapist.evaluate(WATCHED)
            choose(therapist, "sit_to_stand", reps=30)
            join_patient(patient, session)
            start_set(therapist)
            until(lambda: state(therapist).get("reps", 0) >= AFTER, WITHIN_S, "repetitions")
            return killed(kill, server, therapist)


def killed(kill: Kill, server: Server, therapist: Page) -> Outcome:
    counted, newest = int(state(therapist)["reps"]), float(state(therapist)["t"] or 0)
    serves, victims, at = server.serving_pid, kill.pids(server), time.time()
    for pid in victims:
        os.kill(pid, kill.sends)
    poses = waited(lambda: fresh(therapist, newest), at)
    pictures = waited(lambda: shown_since(therapist, at + 0.5), at)
    kept = int(state(therapist)["reps"])
    until(lambda: state(therapist).get("reps", 0) >= counted + 2, WITHIN_S, "counting to go on")
    if server.process.poll() is not None:  # nobody is left to end it
        os.kill(serves, signal.SIGTERM)
    return Outcome(
        kill.what, kill.sends is signal.SIGKILL, pictures, poses, counted, kept, int(state(therapist)["reps"])
    )


def fresh(page: Page, since: float) -> bool:
    """Whether a pose of half a second after the kill has come."""
    return bool(seen(page).get("connected")) and float(state(page).get("t") or 0) > since + 0.5


def shown_since(page: Page, moment: float) -> bool:
    return bool(page.evaluate("(from) => window.__pictures.some(([at, rtp]) => rtp && at > from)", moment))


def waited(true: Callable[[], bool], since: float) -> float:
    until(true, WITHIN_S, "the session to come back")
    return time.time() - since


def table(outcomes: list[Outcome]) -> Table:
    made = Table(
        "killed", "picture back, s", f"≤ {BACK_S:g} s", "judged again, s", "counted, kept, went on to"
    )
    for one in outcomes:
        made.add_row(
            one.what,
            f"{one.pictures_back_s:.1f}",
            ("yes" if one.pictures_back_s <= BACK_S else "NO") if one.killed else "",
            f"{one.poses_back_s:.1f}",
            f"{one.counted}, {one.kept}, {one.went_on_to}",
        )
    return made


if __name__ == "__main__":
    main()
