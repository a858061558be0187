"""Nothing moves by itself for patient and caregiver in a session, and hardly anything for the therapist."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser.shifts import from_here, shifts, watch_shifts
from tests.browser.stage import Server, chromium, context_of, seen, until
from tests.browser.steps import choose, join_patient, join_therapist, start_set, state, stop_set

MOST_AT_THE_DESK = 0.05
"""Half of what Web Vitals call good (0.1): what the therapist begins or ends may take a line in the panel."""
pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as started:
        yield started


def test_cues_corrections_and_a_rest_move_nothing(server: Server, browser: Browser) -> None:
    session = server.start_session()
    desk, home = context_of(browser, width=1366, height=768).new_page(), context_of(browser).new_page()
    phone = context_of(browser, width=390, height=844).new_page()
    for page in (desk, home, phone):
        watch_shifts(page)
    join_therapist(desk, session)
    join_patient(home, session)
    phone.goto(session.caregiver_url)
    until(lambda: seen(phone).get("connected"), 30, "the caregiver's connection")
    choose(desk, "sit_to_stand")
    desk.wait_for_timeout(2500)  # what the choice itself brings is there
    for page in (desk, home, phone):
        from_here(page)
    start_set(desk)
    desk.keyboard.press("1")
    desk.keyboard.press("+")
    until(lambda: state(home).get("reps") == 1, 10, "the count")
    home.locator(".cue span").first.wait_for()
    stop_set(desk)
    until(lambda: state(phone).get("stage") == "rest", 10, "the rest")
    desk.wait_for_timeout(500)
    assert (shifts(home), shifts(phone)) == ([], [])
    assert shifts(desk, most=MOST_AT_THE_DESK) == []
