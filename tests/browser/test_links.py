"""Links that do not open any more, and one that is opened twice: a clear way on, nothing told of anybody."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.access import barriers
from tests.browser.stage import THERAPIST, Server, chromium, context_of, seen, until
from tests.browser.test_three_people import arrive, picture

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
NAME = "Zofia Quillfeather"
End = Callable[[Server, "Invited"], None]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as started:
        yield started


@dataclass(frozen=True)
class Invited:
    id: str
    url: str
    code: str


@pytest.fixture
def invited(server: Server) -> Invited:
    server.sign_in()
    with server.post("/api/v1/patients", {"name": NAME}) as answer:
        made = json.load(answer)
    return Invited(made["id"], made["link"]["url"], made["link"]["first_code"])


def revoked(server: Server, invited: Invited) -> None:
    server.post(f"/api/v1/patients/{invited.id}/link/revoked", {}).close()


def expired(server: Server, invited: Invited) -> None:
    with sqlite3.connect(server.data / "coach.db") as db:
        db.execute(
            "update personal_links set expires_at = '2026-01-01 00:00:00' where person_id = ?", [invited.id]
        )


def told_by(page: Page) -> list[str]:
    """Everything that the server answers from now on."""
    said: list[str] = []
    page.on("response", lambda answer: said.append(answer.text()) if "/api/" in answer.url else None)
    return said


def tries(page: Page, link: str) -> None:
    """Nothing says whether there is such a link before a code is tried."""
    page.goto(link)
    page.get_by_label("Your code").fill("123456")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="This link has ended")).to_be_visible()


@pytest.mark.parametrize("end", [revoked, expired], ids=["revoked", "expired"])
@pytest.mark.parametrize("been_here", [False, True], ids=["a new device", "their own device"])
def test_a_link_that_has_ended_says_whom_to_ask_and_nothing_of_anybody(
    server: Server, browser: Browser, invited: Invited, end: End, been_here: bool
) -> None:
    context = context_of(browser, width=390, height=844)
    page = context.new_page()
    if been_here:
        arrive(page, invited.url, invited.code, NAME)
    end(server, invited)
    said = told_by(page)
    tries(page, invited.url)
    expect(page.get_by_text("Ask your therapist for a new one.")).to_be_visible()
    picture(page, "link_ended")
    assert barriers(page) == []
    told = page.content() + page.title() + "".join(said)
    assert all(secret not in told for secret in ("Zofia", THERAPIST["name"], invited.id))
    made_up = context.new_page()
    tries(made_up, invited.url[:-4] + "AAAA")
    assert (
        made_up.locator("main").inner_text() == page.locator("main").inner_text()
    )  # one is not told from another
    context.close()


def test_a_second_tab_goes_on_and_the_first_says_so(
    server: Server, browser: Browser, invited: Invited
) -> None:
    first = context_of(browser).new_page()
    arrive(first, invited.url, invited.code, NAME)
    server.post(f"/api/v1/patients/{invited.id}/sessions", {}).close()
    first.get_by_role("button", name="Join").click()
    until(lambda: seen(first).get("connected"), 30, "the first tab's connection")
    second = first.context.new_page()
    second.goto(invited.url)
    second.get_by_role("button", name="Join").click()
    until(lambda: seen(second).get("connected"), 30, "the second tab's connection")
    expect(first.get_by_text("This session was opened in another window.")).to_be_visible(timeout=10000)
    picture(first, "opened_elsewhere")
    assert barriers(first) == []
    first.wait_for_timeout(3000)  # it does not take the session back
    assert seen(second).get("connected")
    expect(second.get_by_role("button", name="STOP")).to_be_visible()
