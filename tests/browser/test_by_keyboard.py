"""A whole session without a mouse: the therapist leads it, the patient joins and stops it."""

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.stage import Server, chromium, context_of, open_as_therapist, seen, until
from tests.browser.steps import state

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

MOST_TABS = 60


def test_a_session_is_led_and_joined_by_keyboard_alone(playwright: Playwright, server: Server) -> None:
    session = server.start_session()
    with chromium(playwright) as browser:
        therapist, patient = context_of(browser).new_page(), context_of(browser).new_page()
        open_as_therapist(therapist, session.therapist_url)
        patient.goto(session.patient_url)
        press(patient, "Join")
        for page in (therapist, patient):
            until(lambda page=page: seen(page).get("connected"), 30, "the connection")  # type: ignore[misc]
        reach(therapist, "Exercise")
        therapist.keyboard.type("Sit to stand")
        until(lambda: state(therapist).get("exercise") == "sit_to_stand", 10, "the exercise")
        therapist.keyboard.press("Enter")
        assert therapist.evaluate("document.activeElement === document.body")  # the keys are the session's
        keys(therapist, " ", stage="countdown")
        therapist.keyboard.press("+")
        until(lambda: state(therapist)["reps"] == 1, 5, "the counted repetition")
        therapist.keyboard.press("1")
        expect(patient.locator(".cue")).not_to_be_empty()
        keys(therapist, " ", stage="rest")
        press(patient, "STOP")
        until(lambda: state(therapist)["stage"] == "stopped", 5, "the stop")
        press(therapist, "I have seen it")
        until(lambda: state(therapist)["stage"] == "rest", 5, "the rest")
        press(therapist, "Finish")
        press(therapist, "Finish")
        expect(patient.locator(".ended")).to_be_visible()
        expect(therapist.get_by_role("link", name="Review")).to_be_visible()


def press(page: Page, name: str) -> None:
    reach(page, name)
    page.keyboard.press("Enter")


def reach(page: Page, name: str) -> None:
    """By Tab alone, to what has this name; it must show that it has the focus."""
    page.locator("body").evaluate("document.activeElement?.blur()")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if at(page).startswith(name):
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"{name} can't be reached by Tab; the last was {at(page)!r}")


def at(page: Page) -> str:
    """The name of what has the focus."""
    name = "document.activeElement.ariaLabel ?? document.activeElement.innerText ?? ''"
    return str(page.evaluate(name)).strip()


def keys(page: Page, key: str, *, stage: str) -> None:
    page.keyboard.press(key)
    until(lambda: state(page).get("stage") == stage, 10, f"the stage {stage}")
