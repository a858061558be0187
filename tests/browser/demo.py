"""The demo clinic behind a real server, for pages that need weeks of sessions."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.stage import Server, serving

ROW = re.compile(r"│ (?P<name>[^│]+?) +│[^│]+│ +\d+ +│ (?P<link>/p/\S+) +│ (?P<code>\d{6}) +│")


@dataclass(frozen=True, slots=True)
class Demo:
    server: Server
    password: str
    links: dict[str, tuple[str, str]]
    """Of each patient: the path of their link and their first-time code."""

    def sign_in(self, page: Page, login: str) -> None:
        page.goto(self.server.url)
        page.locator("input[name=login]").fill(login)
        page.locator("input[name=password]").fill(self.password)
        page.locator("form button[type=submit]").click()
        expect(page.locator(".rows .name").first).to_be_visible()

    def arrive(self, page: Page, patient: str) -> None:
        link, code = self.links[patient]
        page.goto(self.server.url + link)
        page.locator("input[name=code]").fill(code)
        page.locator("main form .button.first").click()
        expect(page.locator(".waiting h1")).to_contain_text(patient)


@contextlib.contextmanager
def demo_clinic(data: Path, weeks: int = 4) -> Iterator[Demo]:
    environment = {**os.environ, "COACH_DATA": str(data), "COLUMNS": "250"}
    words = ["demo-data", "--weeks", str(weeks), "--recordings", "0"]
    made = subprocess.run(
        [sys.executable, "-m", "coach.start", *words],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    password = next(line.split()[1] for line in made.splitlines() if line.startswith("ben@"))
    links = {row["name"]: (row["link"], row["code"]) for row in ROW.finditer(made)}
    with serving(data) as server:
        yield Demo(server, password, links)
