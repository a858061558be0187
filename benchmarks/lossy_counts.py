"""Are the counts of every sample clip the same over a bad line? Two real Chromiums, the patient's behind it.

`python -m benchmarks.lossy_counts` (in `make chaos`): each clip once, with 5 % of the packets lost both ways
and 80 ms round trip; its count on the therapist's page beside the clip's own. Needs Linux and root.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.network import away, behind
from benchmarks.wire import Wire, possible
from tests.browser.stage import CLIPS, Server, camera_clip, chromium, context_of, serving, until
from tests.browser.steps import choose, join_patient, join_therapist, start_set, state

LOSS, DELAY = 0.05, 0.04
LEAD_S, AFTER_S = 10.0, 4.0
"""Before the clip, for the set to start; and after it, so that one too many shows."""


@dataclass(frozen=True, slots=True)
class Counted:
    clip: str
    right: int
    counted: int


def main() -> None:
    console = Console()
    if not possible():
        console.print("Counts over a bad line: skipped, it needs Linux and root.")
        return
    table = Table("clip", "right", "over the bad line", "same", title="5 % loss both ways, 80 ms round trip")
    wrong = 0
    for one in measured():
        same = one.counted == one.right
        wrong += not same
        table.add_row(one.clip, str(one.right), str(one.counted), "yes" if same else "NO")
    console.print(table)
    sys.exit(wrong > 0)


def measured() -> Iterator[Counted]:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name, Wire() as wire:
        folder = Path(name)
        with serving(folder / "data", host="0.0.0.0") as server:
            wire.spoil(loss=LOSS, delay=DELAY)
            for clip in sorted(CLIPS.glob("*.mp4")):
                yield counted(clip, wire, playwright, server, folder)


def counted(clip: Path, wire: Wire, playwright: Playwright, server: Server, folder: Path) -> Counted:
    truth = json.loads(clip.with_suffix(".json").read_text())
    camera = camera_clip(clip, folder / "camera.mjpeg", lead_s=LEAD_S)
    session = server.start_session()
    with chromium(playwright) as desk, behind(wire, playwright, server, camera, folder) as home:
        therapist, patient = context_of(desk).new_page(), context_of(home).new_page()
        join_therapist(therapist, session)
        choose(therapist, truth["exercise"], reps=truth["reps_complete"] + 6)
        join_patient(patient, away(session, wire))
        begun = time.monotonic()
        start_set(therapist)
        until(lambda: state(therapist)["stage"] == "moving", LEAD_S, "the set to run before the clip begins")
        time.sleep(begun + LEAD_S + truth["duration_s"] + AFTER_S - time.monotonic())
        return Counted(clip.stem, truth["reps_complete"], int(state(therapist)["reps"]))


if __name__ == "__main__":
    main()
