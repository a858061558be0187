"""A new therapist at a new server, and the patient on another device."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.stage import THERAPIST, Server, chromium, context_of, seen, serving, until

pytestmark = pytest.mark.browser
MOST_CLICKS = 12


def test_from_the_first_page_to_a_running_session_in_few_clicks(playwright: Playwright, folder: Path) -> None:
    with serving(folder / "data") as server, chromium(playwright) as desk, chromium(playwright) as home:
        page, patient = context_of(desk).new_page(), context_of(home).new_page()
        page.add_init_script(
            "addEventListener('click', () => (window.clicks = (window.clicks ?? 0) + 1), true)"
        )
        page.goto(server.url)
        for label, name in (
            ("Name of the clinic", "clinic"),
            ("Your name", "name"),
            ("E-mail", "login"),
            ("Password", "password"),
        ):
            field = page.get_by_label(label)
            field.click()
            field.fill(THERAPIST[name])
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("button", name="Start a session").click()
        link = page.get_by_label("Give the patient this link").input_value()
        clicks = int(page.evaluate("() => window.clicks"))
        page.get_by_role("link", name="Open my page").click()
        patient.goto(link)
        patient.get_by_role("button", name="Join").click()
        clicks += 2
        for one in (page, patient):
            until(lambda one=one: seen(one).get("connected"), 30, "the connection")  # type: ignore[misc]
        assert clicks <= MOST_CLICKS


def test_who_has_to_sign_in_is_led_back_to_where_they_went(playwright: Playwright, server: Server) -> None:
    session = server.start_session()
    with chromium(playwright) as desk:
        page = context_of(desk).new_page()
        page.goto(session.therapist_url)
        page.get_by_label("E-mail").fill(THERAPIST["login"])
        page.get_by_label("Password").fill("not this one")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("alert").wait_for()
        page.get_by_label("Password").fill(THERAPIST["password"])
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(session.therapist_url)
        until(lambda: seen(page).get("connected"), 30, "the connection")
        page.goto(server.url)
        page.get_by_role("button", name="Sign out").click()
        page.get_by_label("Password").wait_for()
        page.goto(session.therapist_url)
        page.get_by_label("Password").wait_for()
