"""How quick the review page is: `python -m benchmarks.review [--minutes 60]`.

A session judged by the real pipe and kept by the real store (tests.kept_session: a sample clip over and over,
with its tape, its rows and its films in parts), on a server of its own, opened by its therapist in a real
Chromium. Interactive: from the start of the navigation until the page is drawn, the picture is up with its
body over it and a key is answered. Scrubbing: 120 moves of the mouse across the ribbon, zoomed out and in.
Blocked is the longest wait of a page that sends itself one message after another; other work on the machine
counts in it. Beside it: how many tasks of the page's main thread took 50 ms or more.
"""

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.reviewing import Kept, kept, opened, state, told
from tests.browser.stage import chromium, serving, until

WATCH = """() => {
  window.__long = []; window.__gaps = [];
  new PerformanceObserver((list) => window.__long.push(...list.getEntries().map((e) => e.duration)))
    .observe({ type: "longtask" });
  const channel = new MessageChannel();
  let last = performance.now();
  channel.port1.onmessage = () => {
    const now = performance.now();
    window.__gaps.push(now - last);
    last = now;
    channel.port2.postMessage(0);
  };
  channel.port2.postMessage(0);
}"""
TAKE = """() => {
  const all = [window.__long, window.__gaps];
  window.__long = []; window.__gaps = [];
  return all;
}"""
RUNS = 5
MOVES = 120


def interactive_s(browser: Browser, review: Kept) -> float:
    """With an empty cache, from the start of the navigation until a key has moved to a repetition."""
    page = opened(browser, review)
    page.wait_for_function("() => window.__review?.ledger.drawn")
    page.keyboard.press("]")
    page.wait_for_function("() => window.__review.rep !== null")
    took: float = page.evaluate("performance.now()") / 1000
    page.context.close()
    return took


def scrub(page: Page) -> tuple[float, int]:
    """The longest wait of the main thread in ms, and how many tasks took 50 ms or more."""
    box: Any = page.locator(".ribbon-box").bounding_box()
    y = box["y"] + 40
    page.evaluate(TAKE)
    page.mouse.move(box["x"] + 5, y)
    page.mouse.down()
    for i in range(MOVES):
        page.mouse.move(box["x"] + 5 + (box["width"] - 10) * (i * 37 % MOVES) / MOVES, y)
    page.mouse.up()
    page.wait_for_timeout(500)
    long, gaps = page.evaluate(TAKE)
    return max(gaps), len(long)


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
    page.evaluate(WATCH)
    for name in ("whole session", "half a minute"):
        most, long = scrub(page)
        print(f"scrubbing, {name}: longest block {most:.0f} ms, tasks of 50 ms or more: {long}")
        page.keyboard.press("z")
        page.wait_for_timeout(300)


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
