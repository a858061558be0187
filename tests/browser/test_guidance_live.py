"""A calibration and a standard test, with real pages and a clip as the camera; what they count is looked at
in tests/test_guided_live.py."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.stage import CLIPS, Server, camera_clip, chromium, context_of, until
from tests.browser.steps import choose, join_patient, join_therapist, state

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

CLIP = "sts_clean_45"
LEAD_S, TAIL_S = 16.0, 2.0


def test_a_calibration_and_a_chair_stand(playwright: Playwright, server: Server, tmp_path: Path) -> None:
    camera = camera_clip(CLIPS / f"{CLIP}.mp4", tmp_path / "camera.mjpeg", lead_s=LEAD_S, tail_s=TAIL_S)
    session = server.start_session()
    with chromium(playwright) as at_clinic, chromium(playwright, camera) as at_home:
        therapist, patient = context_of(at_clinic).new_page(), context_of(at_home).new_page()
        join_therapist(therapist, session)
        join_patient(patient, session)
        choose(therapist, "sit_to_stand", reps=20)
        calibrate(therapist)
        chair_stand(therapist)


def calibrate(page: Page) -> None:
    page.get_by_role("button", name="Calibrate", exact=True).click()
    until(lambda: state(page).get("stage") == "calibrating", 10, "the calibration to begin")
    until(lambda: state(page).get("basis") == "calibrated", 80, "the calibration to end")
    assert page.get_by_text("calibrated to this patient").is_visible()


def chair_stand(page: Page) -> None:
    """Begun by "Go" during the first frame's pause, ended by hand; judged with the therapist's own count."""
    page.get_by_role("button", name="Run a test").click()
    page.get_by_label("Choose a test").select_option("chair_stand_30s")
    page.get_by_role("button", name="Prepare the test").click()
    until(lambda: state(page).get("stage") == "testing", 10, "the test to be prepared")
    page.get_by_role("button", name="Go").click()
    until(lambda: state(page).get("test_started") is not None, 10, "the test to begin")
    until(lambda: state(page).get("stage") == "idle", 60, "the 30 seconds to be over")
    page.get_by_label("Your own value").fill("5")
    page.get_by_role("button", name="Confirm", exact=True).click()
    page.get_by_text("confirmed", exact=True).wait_for()
