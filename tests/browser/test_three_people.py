"""Therapist, patient and caregiver in one session, each from their own link, by clicking alone."""

import json
import os
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.access import barriers
from tests.browser.stage import THERAPIST, Server, chromium, context_of, open_as_therapist, seen, until
from tests.browser.steps import choose

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as started:
        yield started


def invited(page: Page, title: str) -> tuple[str, str]:
    """The link under this title, and its first-time code."""
    link = page.locator(".send", has=page.get_by_role("heading", name=title))
    return link.get_by_role("textbox").input_value(), link.locator(".digits").inner_text()


def arrive(page: Page, link: str, code: str, name: str) -> None:
    """At the waiting room, with the code that is asked for the first time."""
    page.goto(link)
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name=f"Hello, {name}")).to_be_visible()
    assert barriers(page) == []


def agree(page: Page) -> None:
    """To the call, not to recordings."""
    page.get_by_text("Please answer: 3").click()
    assert barriers(page) == []
    picture(page, "consents")
    page.get_by_role("button", name="Video sessions: I agree").click()
    page.get_by_role("button", name="Recordings: I do not agree").click()
    expect(page.get_by_text("Please answer: 1")).to_be_visible()


def picture(page: Page, name: str) -> None:
    """Kept where somebody wants to look at it."""
    if folder := os.environ.get("COACH_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@dataclass(frozen=True)
class Three:
    """Their pages."""

    desk: Page
    home: Page
    phone: Page
    patient: str
    """The patient's id."""


@pytest.fixture(scope="module")
def three(server: Server, browser: Browser) -> Three:
    """In the session, from the invitation on, by clicking alone."""
    server.sign_in()
    desk, home = context_of(browser).new_page(), context_of(browser).new_page()
    phone = context_of(browser, width=390, height=844).new_page()
    open_as_therapist(desk, server.url)
    desk.get_by_label("New patient's name").wait_for()
    picture(desk, "day")
    desk.get_by_label("New patient's name").fill("Maria")
    desk.get_by_role("button", name="Add", exact=True).click()
    patient = invited(desk, "Give the patient this link")
    desk.get_by_label("Helper's name").fill("Marta")
    desk.get_by_role("button", name="Add a helper").click()
    desk.get_by_text("Marta", exact=True).click()
    caregiver = invited(desk, "Give them this link")
    assert barriers(desk) == []
    picture(desk, "patient_panel")
    arrive(home, *patient, "Maria")
    agree(home)
    arrive(phone, *caregiver, "Marta")
    expect(phone.get_by_text("You are helping Maria.")).to_be_visible()
    picture(phone, "caregiver_waits")
    desk.get_by_role("button", name="Start with Maria").first.click()
    desk.get_by_role("link", name="Open my page").click()
    home.get_by_role("button", name="Join").click()
    phone.wait_for_url("**/s/*")
    connected(desk, home, phone)
    return Three(desk, home, phone, patient_id(server))


def patient_id(server: Server) -> str:
    request = urllib.request.Request(
        f"{server.url}/api/v1/today", headers={"cookie": f"coach={server.sign_in()}"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(json.load(answer)["patients"][0]["id"])


def connected(*pages: Page) -> None:
    for page in pages:
        until(lambda page=page: seen(page).get("connected"), 30, "the connection")  # type: ignore[misc]


def test_a_caregiver_says_ready_for_each_exercise(three: Three) -> None:
    desk, phone = three.desk, three.phone
    choose(desk, "sit_to_stand")
    expect(phone.get_by_text("Chair against the wall")).to_be_visible()
    expect(desk.get_by_text("Marta has not said ready yet")).to_be_visible()
    phone.get_by_role("button", name="Ready: it is safe to start").click()
    expect(desk.get_by_text("Marta is ready: safe to start")).to_be_visible()
    picture(phone, "caregiver")
    picture(desk, "therapist_with_caregiver")
    assert barriers(phone) == []
    choose(desk, "march")
    expect(desk.get_by_text("Marta has not said ready yet")).to_be_visible()


def test_who_never_agrees_to_recordings_is_not_asked(three: Three) -> None:
    three.desk.get_by_role("button", name="Record", exact=True).click()
    expect(three.desk.get_by_text("The patient does not want to be recorded.")).to_be_visible()


def test_help_stops_everything_and_calls_the_therapist(three: Three) -> None:
    desk, phone = three.desk, three.phone
    phone.get_by_role("button", name="Help!").click()
    expect(desk.get_by_text("Help is asked for.")).to_be_visible()
    expect(phone.get_by_text(f"{THERAPIST['name']} is called.")).to_be_visible()
    picture(phone, "caregiver_help")
    picture(desk, "therapist_help")
    assert barriers(phone) == []
    desk.get_by_role("button", name="I have seen").click()


def test_the_sessions_own_address_opens_nothing_without_the_personal_link(
    three: Three, browser: Browser
) -> None:
    context = context_of(browser)
    elsewhere = context.new_page()
    elsewhere.goto(three.home.url)
    expect(elsewhere.get_by_text("Open your own link first")).to_be_visible(timeout=15000)
    context.close()


def test_a_revoked_link_ends_the_line_with_a_sentence(three: Three, server: Server) -> None:
    with server.post(f"/api/v1/patients/{three.patient}/link/revoked", {}):
        pass
    expect(three.home.get_by_text("Your link was ended.")).to_be_visible(timeout=15000)
    until(lambda: len(seen(three.desk)["participants"]) == 2, 8, "the patient to be gone from the room")
    picture(three.home, "link_ended")


def test_signing_out_ends_the_therapist_s_line_alone(three: Three, server: Server) -> None:
    with server.post("/api/v1/sign-out", {}):
        pass
    expect(three.desk.get_by_text("You are signed out")).to_be_visible(timeout=15000)
    expect(three.phone.get_by_role("button", name="Help!")).to_be_visible()
