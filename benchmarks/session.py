"""One whole session on this machine: frame→overlay delay, overlay on the right frame, event-loop stalls.

`python benchmarks/session.py [--seconds 30]`: real server, demo patient, the therapist's page in Chromium.
Prints a table; quote ratios, these machines are noisy.
"""

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.stage import Server, chromium, context_of, seen, serving, until

POSE_STEP = re.compile(r"coach_pose_step_seconds\{quantile=\"0.5\"\} ([\d.e-]+)")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=30)
    seconds = options.parse_args().seconds
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        session = server.start_session("/api/v1/demo")
        page = context_of(browser).new_page()
        page.goto(session.therapist_url)
        until(lambda: seen(page).get("presented", 0) > 60, 60, "the picture")
        before = seen(page)
        time.sleep(seconds)
        report(server, page, before)


def report(server: Server, page: Page, before: dict[str, float]) -> None:
    after = seen(page)
    figures = server.ask("/metrics") or ""
    step = value(figures, "coach_pose_step_seconds", "0.5")
    table = Table("figure", "reached", "goal")
    for quantile, extra in (("0.5", 15), ("0.95", 60)):
        delay = value(figures, "coach_frame_to_landmarks_seconds", quantile)
        over = (delay - step) * 1000
        table.add_row(
            f"frame→overlay message, q{quantile}, over the pose step", f"{over:.1f} ms", f"≤ {extra} ms"
        )
    table.add_row("pose step, median", f"{step * 1000:.1f} ms", "")
    withpose = after["withPose"] - before["withPose"]
    matched = after["matched"] - before["matched"]
    table.add_row(
        "overlay on the right frame", f"{matched / max(1, withpose):.1%} of {withpose:.0f}", "≥ 95 %"
    )
    stall = value(figures, "coach_loop_stall_seconds", "0.99") * 1000
    table.add_row("event-loop stall, p99", f"{stall:.1f} ms", "≤ 20 ms")
    Console().print(table)


def value(figures: str, name: str, quantile: str) -> float:
    found = re.search(rf"{name}{{quantile=\"{quantile}\"}} ([\d.e+-]+)", figures)
    return float(found[1]) if found else float("nan")


if __name__ == "__main__":
    main()
