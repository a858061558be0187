"""Opens the review of a kept session on a real server, and reads what the page shows."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypedDict

from playwright.sync_api import Browser, Page

from tests.browser.stage import Server, Session, context_of, open_as_therapist
from tests.kept_session import keep


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A session of the signed-in therapist that has ended."""

    server: Server
    session: Session

    @property
    def url(self) -> str:
        return self.session.therapist_url.replace("/s/", "/review/")

    @property
    def door(self) -> str:
        """Of the review, as the page asks it."""
        return f"{self.server.url}/api/v1/review/{self.url.rsplit('/', 1)[1]}"


def kept(server: Server, minutes: float) -> Kept:
    """Made by the server, and lived through at once. In a thread: Playwright has this one's loop."""
    session = server.start_session()
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, keep(server.data, session.session_id, minutes)).result()
    return Kept(server=server, session=session)


def opened(browser: Browser, review: Kept, *, width: int = 1280, height: int = 720) -> Page:
    page = context_of(browser, width=width, height=height).new_page()
    open_as_therapist(page, review.url)
    return page


def told(page: Page, review: Kept) -> dict[str, Any]:
    """The session as the server tells it to this page's person."""
    answer: dict[str, Any] = page.request.get(review.door).json()
    return answer


def state(page: Page) -> dict[str, Any]:
    """The page's own record of what it shows."""
    seen: dict[str, Any] = page.evaluate("() => structuredClone(window.__review ?? {})")
    return seen
