"""Intake and goals on the patient's page, and the emergency card when something happens in a session."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.access import barriers
from tests.browser.stage import Server, chromium, context_of, open_as_therapist
from tests.browser.test_three_people import connected, picture

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as started:
        yield started


def later_versions(desk: Page) -> None:
    """A goal is changed and ended, the intake written anew; what was there before can be read."""
    desk.get_by_role("button", name="Change: Walk to the shop").click()
    desk.get_by_label("How it is measured").fill("600 m")
    desk.locator(".goal-edit").get_by_role("button", name="Save as a new version").click()
    expect(desk.locator(".goal").get_by_text("600 m")).to_be_visible()
    desk.get_by_role("button", name="End the goal: Walk to the shop").click()
    desk.get_by_text("Ended goals: 1").click()
    expect(desk.get_by_role("button", name="Open again: Walk to the shop")).to_be_visible()
    expect(desk.get_by_text("Goal attainment 50")).to_be_visible()
    desk.get_by_role("button", name="Change the intake").click()
    desk.get_by_label("Diagnosis").fill("Stroke, left hemisphere")
    desk.get_by_role("button", name="Save as a new version").click()
    desk.get_by_text("Earlier versions: 1").click()
    desk.get_by_role("button", name="Look at it").click()
    expect(desk.locator(".intake-read").get_by_text("Stroke", exact=True)).to_be_visible()


def test_what_was_written_in_the_first_session_is_at_hand_at_a_stop(server: Server, browser: Browser) -> None:
    server.sign_in()
    with server.post("/api/v1/patients", {"name": "Maria"}) as answer:
        made = json.load(answer)
    desk = context_of(browser).new_page()
    open_as_therapist(desk, server.url)
    desk.get_by_role("button", name="Maria", exact=True).click()
    desk.get_by_role("button", name="Write the intake").click()
    desk.get_by_label("Diagnosis").fill("Stroke")
    desk.get_by_label("Affected side").select_option("right")
    desk.get_by_label("Fainting or dizziness").check()
    desk.get_by_label("Contact").fill("José")
    desk.get_by_label("Phone").fill("+34 600 100 200")
    desk.get_by_label("Address during sessions").fill("Calle Mayor 1")
    picture(desk, "intake")
    assert barriers(desk) == []
    desk.get_by_role("button", name="Save as a new version").click()
    expect(desk.get_by_text("In an emergency: José +34 600 100 200")).to_be_visible()
    desk.get_by_label("What the patient wants to do").fill("Walk to the shop")
    desk.get_by_role("button", name="Add the goal").click()
    desk.get_by_label("Now: Walk to the shop").select_option("0")
    expect(desk.get_by_text("Goal attainment 50 (start 30; 50 is as expected)")).to_be_visible()
    later_versions(desk)
    picture(desk, "chart")
    assert barriers(desk) == []

    with server.post(f"/api/v1/patients/{made['id']}/sessions", {}) as answer:
        room = json.load(answer)["therapist_url"]
    open_as_therapist(desk, room)
    connected(desk)
    link = desk.get_by_role("textbox", name="Give the patient this link")
    expect(link).to_have_value(made["link"]["url"])  # not the session's own address
    desk.get_by_role("button", name="Stop everything").click()
    expect(desk.get_by_text("Calle Mayor 1")).to_be_visible()
    picture(desk, "emergency")
    assert barriers(desk) == []
