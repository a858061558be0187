"""Every need of the field has its place on a page that the person with that need opens."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.stage import Server, chromium, context_of, open_as_therapist, seen, until
from tests.browser.test_home import invited
from tests.browser.test_three_people import arrive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as started:
        yield started


def options(page: Page, label: str) -> str:
    """What can be chosen, once it has come."""
    expect(page.get_by_role("combobox", name=label, exact=True).locator("option").nth(1)).to_be_attached()
    texts = "list => [...list.options].map(o => o.text).join()"
    return str(page.get_by_role("combobox", name=label, exact=True).evaluate(texts))


def test_assessment_movement_strength_balance_and_walking_in_the_session(
    server: Server, browser: Browser
) -> None:
    session = server.start_session()
    room = context_of(browser).new_page()
    open_as_therapist(room, session.therapist_url)
    offered = options(room, "Exercise")
    for movement in ("Reach and grasp", "Sit to stand", "Mini squat", "Heel-to-toe stance", "Marching"):
        assert movement in offered
    assert "Walk" in offered
    room.get_by_role("button", name="Run a test").click()
    tests = options(room, "Choose a test")
    for test in ("chair stand", "balance", "Timed Up", "Walking speed", "Range"):
        assert test.lower() in tests.lower()
    patient, carer = context_of(browser).new_page(), context_of(browser).new_page()
    patient.goto(session.patient_url)
    expect(patient.get_by_role("button", name="Join")).to_be_visible()
    carer.goto(session.caregiver_url)
    expect(carer.get_by_role("button", name="Help!")).to_be_visible()


def test_history_equipment_programme_and_goals_at_the_patients_own_page(
    server: Server, browser: Browser
) -> None:
    desk = context_of(browser).new_page()
    link, code = invited(server)
    open_as_therapist(desk, server.url)
    desk.get_by_role("button", name="Maria", exact=True).click()
    for place in ("Programme", "First session", "Goals", "Helpers at home"):
        expect(desk.get_by_role("heading", name=place)).to_be_visible()
    desk.get_by_role("button", name="Write the intake").click()
    for asked in ("Diagnosis", "Home and equipment", "Pain", "Fatigue"):
        expect(desk.get_by_text(asked).first).to_be_visible()
    expect(desk.get_by_text("Chair, Exercise band (yellow)")).to_be_visible()
    expect(desk.get_by_text("Not at home")).to_have_count(0)  # nobody has asked yet
    desk.get_by_role("checkbox", name="Chair").check()
    desk.get_by_role("button", name="Save as a new version").click()
    expect(desk.get_by_text("Not at home: Exercise band")).to_be_visible()
    home = context_of(browser).new_page()
    arrive(home, link, code, "Maria")
    expect(home.get_by_role("button", name="Start my exercises")).to_be_visible()


def test_progress_is_a_page_once_there_are_two_sessions(server: Server, browser: Browser) -> None:
    desk = context_of(browser).new_page()
    invited(server)
    open_as_therapist(desk, server.url)
    for _ in range(2):
        desk.goto(server.url)
        desk.get_by_role("button", name="Maria", exact=True).first.click()
        expect(desk.get_by_role("link", name="Progress over the sessions")).to_have_count(0)
        desk.get_by_role("button", name="Start with Maria").first.click()
        desk.get_by_role("link", name="Open my page").click()
        until(lambda: seen(desk).get("connected"), 30, "the connection")
        desk.get_by_role("button", name="Finish").click()
        desk.locator(".asking").get_by_role("button", name="Finish").click()
        desk.get_by_text("The session is over.").wait_for()
    desk.goto(server.url)
    desk.get_by_role("button", name="Maria", exact=True).first.click()
    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name="Progress over the sessions").click()
    expect(opened.value.get_by_role("heading").first).to_be_visible()
