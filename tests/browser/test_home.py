"""A patient alone at home: the programme runs by itself; where the camera sees nobody, by large buttons."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.access import barriers
from tests.browser.shifts import from_here, shifts, watch_shifts
from tests.browser.stage import (
    CLIPS,
    THERAPIST,
    Server,
    camera_clip,
    chromium,
    context_of,
    open_as_therapist,
    until,
)
from tests.browser.steps import state
from tests.browser.test_three_people import arrive, picture

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as started:
        yield started


def invited(server: Server) -> tuple[str, str]:
    """A patient with two repetitions of one exercise for every day: their link and code."""
    server.sign_in()
    with server.post("/api/v1/patients", {"name": "Maria"}) as answer:
        made = json.load(answer)
    item = {
        "id": "a",
        "exercise": "sit_to_stand",
        "side": "both",
        "sets": 1,
        "reps": 2,
        "days": list(range(7)),
        "equipment": ["chair", {"thing": "band", "detail": "yellow"}],
    }
    body = {"programme": {"items": [item]}, "based_on": 0}
    server.post(f"/api/v1/patients/{made['id']}/programme", body).close()
    return made["link"]["url"], made["link"]["first_code"]


READY = "Have ready: a firm chair, an exercise band (yellow)."
LEAST_COUNTER = 0.12
"""Of the screen's height: read from three metres."""


def height_of_counter(page: Page) -> float:
    box, screen = page.locator(".counter-value").bounding_box(), page.viewport_size
    assert box
    assert screen
    return box["height"] / screen["height"]


def on(page: Page, stage: str) -> None:
    until(lambda: state(page).get("stage") == stage, 15, f"the stage {stage}")


def begins(home: Page) -> None:
    """What the day needs is said before it begins, and once more where it begins."""
    expect(home.get_by_text("Today: 1 exercise")).to_be_visible()
    expect(home.get_by_text(READY)).to_be_visible()
    picture(home, "home_today")
    home.get_by_role("button", name="Start my exercises").click()
    expect(home.get_by_text("Your programme runs by itself.")).to_be_visible()
    expect(home.get_by_text(READY)).to_be_visible()
    home.get_by_role("button", name="Join").click()


def test_the_day_s_exercise_by_hand_with_pain_that_the_therapist_sees(
    server: Server, browser: Browser
) -> None:
    home = context_of(browser, width=390, height=844).new_page()
    watch_shifts(home)
    arrive(home, *invited(server), "Maria")
    begins(home)
    home.get_by_role("button", name="Go on without the camera").wait_for()
    picture(home, "home_check")
    assert barriers(home) == []
    from_here(home)  # they exercise
    home.get_by_role("button", name="Go on without the camera").click()
    on(home, "countdown")
    count = home.get_by_role("button", name="I did one")
    count.wait_for()
    expect(home.get_by_text(READY)).to_be_visible()
    picture(home, "home_by_hand")
    assert barriers(home) == []
    count.click()
    until(lambda: state(home).get("reps") == 1, 5, "the first repetition")
    expect(home.get_by_text(READY)).to_have_count(0)
    count.click()
    on(home, "rest")
    home.get_by_role("button", name="6", exact=True).click()
    on(home, "stopped")
    assert shifts(home) == []
    home.get_by_role("button", name="I am fine. Go on.").wait_for()
    picture(home, "home_stopped")
    assert barriers(home) == []
    home.get_by_role("button", name="Finish for today").click()
    expect(home.get_by_text("Your therapist will see it.")).to_be_visible()
    picture(home, "home_ended")

    the_therapist_sees_it(server, context_of(browser).new_page())


def the_therapist_sees_it(server: Server, desk: Page) -> None:
    open_as_therapist(desk, server.url)
    expect(desk.get_by_text("pain at the limit (1)")).to_be_visible(timeout=15000)
    expect(desk.get_by_text("1 of 1 day")).to_be_visible()
    picture(desk, "day_attention")
    assert barriers(desk) == []


def test_an_exercise_that_is_not_calibrated_is_calibrated_first_and_that_can_be_skipped(
    server: Server, playwright: Playwright, tmp_path: Path
) -> None:
    camera = camera_clip(CLIPS / "sts_clean_45.mp4", tmp_path / "camera.mjpeg", lead_s=60)
    with chromium(playwright, camera) as at_home:
        home = context_of(at_home).new_page()
        arrive(home, *invited(server), "Maria")
        home.get_by_role("button", name="Start my exercises").click()
        home.get_by_role("button", name="Join").click()
        skip = home.get_by_role("button", name="Skip", exact=True)
        skip.wait_for(timeout=30000)
        expect(home.get_by_text("First: three slow ones")).to_be_visible()
        expect(home.get_by_text("Stay still for a moment.")).to_be_visible()
        picture(home, "home_calibrating")
        assert barriers(home) == []
        skip.click()
        on(home, "countdown")
        expect(skip).to_have_count(0)
        home.get_by_role("button", name="STOP").click()
        home.get_by_role("button", name="Finish for today").click()
        expect(home.get_by_text("Your therapist will see it.")).to_be_visible()


def test_the_board_brings_forward_who_stopped_and_is_shown_to_their_therapist_alone(
    server: Server, browser: Browser
) -> None:
    home = context_of(browser).new_page()
    arrive(home, *invited(server), "Maria")
    desk, colleague = context_of(browser).new_page(), context_of(browser).new_page()
    open_as_therapist(desk, f"{server.url}/board")
    expect(desk.get_by_text("Nobody is exercising at home just now")).to_be_visible()
    assert barriers(desk) == []
    home.get_by_role("button", name="Start my exercises").click()
    home.get_by_role("button", name="Join").click()
    tile = desk.locator(".tile")
    expect(tile.get_by_text("Setting up the camera")).to_be_visible(timeout=15000)
    home.get_by_role("button", name="Go on without the camera").click()
    home.get_by_role("button", name="I did one").click()
    expect(tile.get_by_text("Sit to stand")).to_be_visible()
    expect(tile.locator("strong")).to_have_text("1")
    assert height_of_counter(home) >= LEAST_COUNTER
    home.get_by_role("button", name="STOP").click()
    expect(desk.locator(".tile.is-now")).to_be_visible()
    picture(desk, "board")
    assert barriers(desk) == []
    desk.get_by_role("button", name="I have seen it").click()
    expect(desk.get_by_role("button", name="I have seen it")).to_have_count(0)

    staff = {"name": "Berta", "role": "therapist", "login": "berta", "password": THERAPIST["password"]}
    server.post("/api/v1/people", staff).close()
    colleague.goto(f"{server.url}/board")  # leads to the sign-in, and from there back
    colleague.get_by_label("E-mail or sign-in name").fill("berta")
    colleague.get_by_label("Password").fill(THERAPIST["password"])
    colleague.get_by_role("button", name="Sign in").click()
    expect(colleague.get_by_text("Nobody is exercising at home just now")).to_be_visible()
    colleague.evaluate("fetch('/api/v1/sign-out', { method: 'POST' })")
    expect(colleague.get_by_text("You are signed out.")).to_be_visible(timeout=10000)

    desk.get_by_role("link", name="Join Maria").click()
    expect(desk.get_by_role("button", name="Finish")).to_be_visible()
