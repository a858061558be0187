"""Signing in at the clinic's identity provider, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.access import barriers
from tests.browser.stage import THERAPIST, Server, chromium, context_of, open_as_therapist, serving
from tests.oidc.provider import CLIENT_ID, CLIENT_SECRET, OpenId, open_id

pytestmark = pytest.mark.browser
DOOR = "Sign in with Clinic ID"


def settings(provider: OpenId, **more: str) -> dict[str, str]:
    return {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": CLIENT_SECRET,
        "oidc_name": "Clinic ID",
        **more,
    }


def blocked(page: Page) -> list[str]:
    """What the page's own policy kept it from, as the browser says it."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if "Security Policy" in line.text else None)
    return said


def add_colleague(playwright: Playwright, server: Server) -> None:
    """As the administrator does it, without a password."""
    server.sign_in()
    with chromium(playwright) as desk:
        page = context_of(desk).new_page()
        open_as_therapist(page, server.url)
        page.get_by_role("button", name="People of the clinic").click()
        page.get_by_label("Name", exact=True).fill("Ben Z")
        page.get_by_label("E-mail or sign-in name").fill("ben@example.org")
        assert barriers(page) == []
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_text("Ben Z").wait_for()


def test_a_therapist_signs_in_at_the_provider(playwright: Playwright, folder: Path) -> None:
    with (
        open_id() as provider,
        serving(folder, **settings(provider)) as server,
        chromium(playwright) as desk,
    ):
        add_colleague(playwright, server)
        session = server.start_session()
        page = context_of(desk).new_page()
        refused = blocked(page)
        provider.email = "carl@example.org"
        page.goto(server.url)
        page.get_by_role("link", name=DOOR).click()
        page.get_by_role("link", name="Cancel").click()
        expect(page.get_by_role("alert")).to_contain_text("you cancelled there")
        page.get_by_role("link", name=DOOR).click()
        page.get_by_role("link", name="Continue as carl@example.org").click()
        expect(page.get_by_role("alert")).to_contain_text("Your account isn't known here")
        assert barriers(page) == []
        provider.email = "ben@example.org"
        page.goto(f"{server.url}/board")
        page.get_by_role("link", name=DOOR).click()
        page.get_by_role("link", name="Continue as ben@example.org").click()
        page.wait_for_url(f"{server.url}/board")
        page.goto(server.url)
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("link", name=DOOR).wait_for()
        page.goto(session.therapist_url)
        page.get_by_role("link", name=DOOR).wait_for()
        assert refused == []
        assert provider.asked[-1]["redirect_uri"] == f"{server.url}/api/v1/oidc/callback"


def test_where_the_provider_is_the_only_way_nobody_is_asked_for_a_password(
    playwright: Playwright, folder: Path
) -> None:
    with (
        open_id() as provider,
        serving(folder, **settings(provider, password_sign_in="false")) as server,
        chromium(playwright) as desk,
    ):
        page = context_of(desk, width=360, height=740).new_page()
        page.goto(server.url)
        for label, said in (
            ("Name of the clinic", THERAPIST["clinic"]),
            ("Your name", "Anna"),
            ("E-mail", "anna@example.org"),
        ):
            page.get_by_label(label).fill(said)
        assert page.get_by_label("Password").count() == 0
        assert barriers(page) == []
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("link", name=DOOR).wait_for()
        assert page.get_by_label("Password").count() == 0
        assert barriers(page) == []
        provider.down = True
        page.get_by_role("link", name=DOOR).click()
        expect(page.get_by_role("alert")).to_contain_text("doesn't answer")
        provider.down = False
        page.get_by_role("link", name=DOOR).click()
        page.get_by_role("link", name="Continue as").click()
        page.get_by_role("button", name="Sign out").wait_for()
