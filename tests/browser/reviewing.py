"""Opens the review page on the stand (`review_stand`) and reads what it shows."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypedDict
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page

from tests.browser.stage import ROOT, context_of, free_port, until


class Drawn(TypedDict):
    t: float
    fit: str


class Ledger(TypedDict):
    presented: int
    exact: int
    between: int
    bare: int
    wrong: int
    shown: float | None
    drawn: Drawn | None


@contextlib.contextmanager
def standing(folder: Path, minutes: float) -> Iterator[str]:
    """The address of the made-up session's review; its video is made first."""
    port = free_port()
    command = [sys.executable, "-m", "tests.browser.review_stand", str(port), str(folder), str(minutes)]
    process = subprocess.Popen(command, cwd=ROOT)
    url = f"http://localhost:{port}/review/long"
    try:
        until(lambda: process.poll() is not None or answers(url), 300, "the stand")
        assert process.poll() is None, "the stand ended"
        yield url
    finally:
        process.terminate()
        process.wait(10)


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2):
            return True
    except URLError:
        return False


def opened(browser: Browser, url: str, *, width: int = 1280, height: int = 720) -> Page:
    page = context_of(browser, width=width, height=height).new_page()
    page.goto(url)
    return page


def state(page: Page) -> dict[str, Any]:
    """The page's own record of what it shows."""
    seen: dict[str, Any] = page.evaluate("() => structuredClone(window.__review ?? {})")
    return seen
