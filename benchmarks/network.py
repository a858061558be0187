"""What a bad network does to a call: two real Chromiums, the patient's behind a line that is spoiled.

`python -m benchmarks.network` (in `make chaos`): loss, outages, another address, a laptop's sleep, a poor
uplink. Times are those of the pictures on the therapist's page. Needs Linux and root (benchmarks/wire.py).
"""

import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.wire import Wire, possible
from tests.browser.stage import (
    CLIPS,
    QUIET,
    Server,
    Session,
    camera_clip,
    chromium,
    context_of,
    installed_chromium,
    seen,
    serving,
    until,
)
from tests.browser.steps import choose, join_patient, join_therapist, start_set, state

CLIP = "sts_clean_45"
WITHIN_S = 40.0
WATCHED = """() => {
  window.__pictures = [];
  const known = new WeakSet();
  const watch = (video) => {
    known.add(video);
    const note = (_, frame) => {
      window.__pictures.push([Date.now() / 1000, frame.rtpTimestamp ?? 0, frame.width, frame.height]);
      video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
  };
  setInterval(() => {
    for (const video of document.querySelectorAll('.picture-box video')) if (!known.has(video)) watch(video);
  }, 20);
}"""


@dataclass(frozen=True, slots=True)
class Figure:
    what: str
    value: str
    goal: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Call:
    wire: Wire
    patient: Page
    therapist: Page

    def pictures(self) -> list[tuple[float, int, int, int]]:
        """Those shown since the last look: time of day in seconds, RTP timestamp, width, height."""
        shown = self.therapist.evaluate("() => window.__pictures.splice(0)")
        return [(at, rtp, width, height) for at, rtp, width, height in shown if rtp]

    def back_after(self, since: float) -> float:
        """Seconds from `since` to the first picture that was shown later; infinite when none came."""
        for _ in range(round(WITHIN_S / 0.1)):
            later = [at for at, *_ in self.pictures() if at > since]
            if later:
                return later[0] - since
            time.sleep(0.1)
        return math.inf

    def line_after(self, since: float) -> float:
        """Seconds from `since` until the patient's page has its line and its connection again."""
        for _ in range(round(WITHIN_S / 0.1)):
            page = seen(self.patient)
            if page["line"] == "open" and page["connected"]:
                return time.time() - since
            time.sleep(0.1)
        return math.inf

    @property
    def reps(self) -> int:
        return int(state(self.therapist)["reps"])

    @property
    def t(self) -> float:
        return float(state(self.therapist)["t"] or 0)


def main() -> None:
    console = Console()
    if not possible():
        console.print("Network: skipped, it needs Linux and root.")
        return
    table = Table("network", "figure", "goal", "met", title="A patient's bad line, two Chromiums")
    failed = False
    for figure in measured():
        failed |= figure.met is False
        met = {True: "yes", False: "no", None: ""}[figure.met]
        table.add_row(figure.what, figure.value, figure.goal, met)
        console.print(f"  {figure.what}: {figure.value}")
    console.print(table)
    sys.exit(failed)


def measured() -> Iterator[Figure]:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder, Wire() as wire:
        camera = camera_clip(CLIPS / f"{CLIP}.mp4", Path(folder) / "camera.mjpeg", lead_s=2, tail_s=1)
        with (
            serving(Path(folder) / "data", host="0.0.0.0") as server,
            chromium(playwright) as desk,
            behind(wire, playwright, server, camera, Path(folder)) as home,
        ):
            yield from call_through(wire, server.start_session(), context_of(desk).new_page(), home)


def call_through(wire: Wire, session: Session, therapist: Page, home: Browser) -> Iterator[Figure]:
    patient = context_of(home).new_page()
    join_therapist(therapist, session)
    choose(therapist, "sit_to_stand", reps=30)
    join_patient(patient, away(session, wire))
    start_set(therapist)
    therapist.wait_for_selector(".picture-box video")
    therapist.evaluate(WATCHED)
    call = Call(wire, patient, therapist)
    until(lambda: state(therapist)["stage"] == "moving", 60, "the set to run")
    yield from lossy(call)
    yield from outages(call)
    yield from moved(call)
    yield from slept(call)
    yield from narrow(call)


def lossy(call: Call) -> Iterator[Figure]:
    for name, loss, delay in (("good line", 0.0, 0.0), ("5 % loss both ways, 80 ms round trip", 0.05, 0.04)):
        call.wire.spoil(loss=loss, delay=delay)
        time.sleep(2)
        call.pictures()
        time.sleep(30)
        shown = call.pictures()
        freeze = max(b[0] - a[0] for a, b in pairwise(shown))
        rate = len(shown) / (shown[-1][0] - shown[0][0])
        said = f"longest freeze {freeze:.2f} s, {rate:.0f} pictures/s"
        yield Figure(name, said, "≤ 0.5 s" if loss else "", freeze <= 0.5 if loss else None)
    call.wire.spoil()


def outages(call: Call) -> Iterator[Figure]:
    for seconds, goal in ((2.0, 0.5), (2.0, 0.5), (2.0, 0.5), (8.0, 3.0), (30.0, 3.0), (30.0, 3.0)):
        time.sleep(5)
        before = (call.reps, call.t)
        call.wire.cut()
        time.sleep(seconds)
        call.pictures()
        call.wire.spoil()
        mended = time.time()
        picture, line = call.back_after(mended), call.line_after(mended)
        kept = call.reps >= before[0] and call.t >= before[1]
        said = f"picture back after {picture:.2f} s, page and call after {line:.2f} s, {lost(kept)}"
        late = picture if seconds < 5 else max(picture, line)
        yield Figure(f"{seconds:.0f} s outage", said, f"≤ {goal} s, 0 reps lost", late <= goal and kept)


def lost(kept: bool) -> str:
    return "0 reps lost" if kept else "REPS LOST"


def moved(call: Call) -> Iterator[Figure]:
    time.sleep(5)
    call.pictures()
    before = call.reps
    call.wire.move()
    changed = time.time()
    time.sleep(0.3)
    call.pictures()
    picture = call.back_after(changed + 0.3) + 0.3
    said = f"picture back after {picture:.2f} s, {lost(call.reps >= before)}"
    yield Figure("another address", said, "seconds", picture <= 10 and call.reps >= before)


def slept(call: Call) -> Iterator[Figure]:
    """All processes of the patient's browser stand still."""
    time.sleep(5)
    before = call.reps
    send(call.wire, signal.SIGSTOP)
    time.sleep(45)
    call.pictures()
    send(call.wire, signal.SIGCONT)
    woken = time.time()
    picture = call.back_after(woken)
    said = f"picture back after {picture:.2f} s, {lost(call.reps >= before)}"
    yield Figure("laptop asleep for 45 s", said, "seconds", picture <= 10 and call.reps >= before)


def narrow(call: Call) -> Iterator[Figure]:
    for kbits in (400, 200):
        call.wire.spoil(kbits=kbits, delay=0.02)
        time.sleep(20)
        call.pictures()
        time.sleep(15)
        shown = call.pictures()
        freeze = max(b[0] - a[0] for a, b in pairwise(shown))
        rate = len(shown) / (shown[-1][0] - shown[0][0])
        said = f"{shown[-1][2]}×{shown[-1][3]}, {rate:.0f} pictures/s, longest freeze {freeze:.2f} s"
        yield Figure(f"{kbits} kbit/s each way", said)
    call.wire.spoil()


def send(wire: Wire, what: signal.Signals) -> None:
    found = subprocess.run(["ip", "netns", "pids", wire.name], capture_output=True, text=True, check=True)
    for pid in found.stdout.split():
        os.kill(int(pid), what)


def away(session: Session, wire: Wire) -> Session:
    """The patient's link, as the namespace reaches this machine."""
    at = urlsplit(session.patient_url)
    link = at._replace(netloc=f"{wire.server}:{at.port}").geturl()
    return Session(
        session.therapist_url, link, session.caregiver_url, session.clinician_url, session.session_id
    )


@contextmanager
def behind(
    wire: Wire, playwright: Playwright, server: Server, camera: Path, folder: Path
) -> Iterator[Browser]:
    """A Chromium in the namespace."""
    start = folder / "chromium"
    start.write_text(f'#!/bin/sh\nexec {" ".join(wire.inside)} "{installed_chromium()}" "$@"\n')
    start.chmod(0o700)
    own = [
        f"--use-file-for-fake-video-capture={camera}",
        f"--unsafely-treat-insecure-origin-as-secure=http://{wire.server}:{server.port}",
        "--no-proxy-server",
    ]
    browser = playwright.chromium.launch(executable_path=str(start), args=[*QUIET, *own])
    try:
        yield browser
    finally:
        browser.close()


if __name__ == "__main__":
    main()
