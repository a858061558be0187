"""How quick the review page is: `python -m benchmarks.review [--minutes 60]`.

A session judged by the real pipe and kept by the real store (tests.kept_session: a sample clip over and over,
with its tape, its rows and its films in parts), on a server of its own, opened by its therapist in a real
Chromium. Interactive: from the start of the navigation until the page is drawn, the picture is up with its
body over it and a key is answered. Scrubbing: 120 moves of the mouse across the ribbon, zoomed out and in.
Blocked is the longest task of the page's main thread, from Chromium's own trace: by the clock, where other
work on the machine counts, and by CPU time, where it does not.
"""

import argparse
import json
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.reviewing import Kept, kept, opened, state, told
from tests.browser.stage import chromium, serving, until

RUNS = 5
MOVES = 120
BLOCKED_MS = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One uninterruptible piece of a page's work."""

    cpu_ms: float
    wall_ms: float
    """With what others on the machine took meanwhile."""


def interactive_s(browser: Browser, review: Kept) -> float:
    """With an empty cache, from the start of the navigation until a key has moved to a repetition."""
    page = opened(browser, review)
    page.wait_for_function("() => window.__review?.ledger.drawn")
    page.keyboard.press("]")
    page.wait_for_function("() => window.__review.rep !== null")
    took: float = page.evaluate("performance.now()") / 1000
    page.context.close()
    return took


def scrub(browser: Browser, page: Page) -> list[Task]:
    """The tasks of the page's main thread meanwhile."""
    browser.start_tracing(page=page, categories=["toplevel"])
    box: Any = page.locator(".ribbon-box").bounding_box()
    y = box["y"] + 40
    page.mouse.move(box["x"] + 5, y)
    page.mouse.down()
    for i in range(MOVES):
        page.mouse.move(box["x"] + 5 + (box["width"] - 10) * (i * 37 % MOVES) / MOVES, y)
    page.mouse.up()
    page.wait_for_timeout(500)
    return tasks(json.loads(browser.stop_tracing())["traceEvents"])


def tasks(events: list[dict[str, Any]]) -> list[Task]:
    """Of the threads that draw pages."""
    drawing = {
        (e["pid"], e["tid"])
        for e in events
        if e.get("name") == "thread_name" and e["args"]["name"] == "CrRendererMain"
    }
    return [
        Task(cpu_ms=e["tdur"] / 1000, wall_ms=e["dur"] / 1000)
        for e in events
        if "RunTask" in e.get("name", "") and (e["pid"], e["tid"]) in drawing and "tdur" in e
    ]


def measure(browser: Browser, review: Kept, minutes: float) -> None:
    times = [interactive_s(browser, review) for _ in range(RUNS)]
    print(
        f"interactive, {minutes:g} minutes: median {statistics.median(times):.2f} s, most {max(times):.2f} s"
    )
    page = opened(browser, review)
    session = told(page, review)
    parts = len(session["recordings"])
    print(f"{len(session['sets'])} sets, {len(session['reps'])} repetitions, {parts} parts of the film")
    until(lambda: state(page).get("ledger", {}).get("drawn"), 30, "the first picture")
    until(lambda: state(page)["traces"] > 0, 300, "the traces")
    for name in ("whole session", "half a minute"):
        found = scrub(browser, page)
        cpu, wall = [one.cpu_ms for one in found], [one.wall_ms for one in found]
        print(f"scrubbing, {name}: longest {max(cpu):.0f} ms of CPU, {max(wall):.0f} ms by the clock")
        print(f"  of 50 ms or more: {over(cpu)} by CPU, {over(wall)} by the clock")
        page.keyboard.press("z")
        page.wait_for_timeout(300)


def over(times: list[float]) -> int:
    return sum(one >= BLOCKED_MS for one in times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    minutes = parser.parse_args().minutes
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        measure(browser, kept(server, minutes), minutes)


if __name__ == "__main__":
    main()
