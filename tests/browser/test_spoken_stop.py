"""The spoken STOP between two real pages: the patient's own word stops, the therapist's out of the
loudspeaker does not. Words come to the page as from a recogniser; the voices are the call's."""

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.stage import Server, chromium, context_of
from tests.browser.steps import join_therapist, state

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

UNDERSTANDS = """
globalThis.SpeechRecognition = class {
  static available = async () => "available";
  processLocally = false;
  start() { globalThis.heard = (transcript) => this.onresult?.({ results: [[{ transcript }]] }); }
  abort() {}
};
"""
AFTER_MS = 3500
"""Longer than a voice is remembered."""


def test_the_therapists_word_stops_nothing_and_the_patients_does(
    playwright: Playwright, server: Server
) -> None:
    session = server.start_session()
    with chromium(playwright) as browser:
        patient, therapist = context_of(browser).new_page(), context_of(browser).new_page()
        patient.add_init_script(UNDERSTANDS)
        patient.goto(session.patient_url)
        patient.get_by_role("button", name="stops").click()
        patient.get_by_role("button", name="Show what is said").click()
        patient.get_by_role("button", name="Join").click()
        join_therapist(therapist, session)
        patient.get_by_role("button", name="Microphone is on").click()
        patient.wait_for_timeout(AFTER_MS)  # the therapist's microphone alone beeps
        heard(patient, "now you may stop")
        patient.wait_for_timeout(1000)
        assert state(patient)["stage"] != "stopped"
        patient.get_by_role("button", name="Microphone is off").click()
        patient.wait_for_timeout(AFTER_MS)
        heard(patient, "now you may stop stop")
        expect(patient.locator(".floor.is-stopped")).to_be_visible()


def heard(page: Page, sentence: str) -> None:
    page.evaluate("(sentence) => globalThis.heard(sentence)", sentence)
    expect(page.locator(".captions")).to_contain_text(sentence)
