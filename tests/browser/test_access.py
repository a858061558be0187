"""Every page by axe-core's rules, in each of its looks, and at 200 % zoom."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.access import barriers
from tests.browser.stage import Server, Session, chromium, context_of, open_as_therapist
from tests.browser.test_three_people import picture

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as started:
        yield started


@pytest.fixture(scope="module")
def session(server: Server) -> Session:
    return server.start_session()


@pytest.fixture(params=["normal", "large and high contrast"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = context_of(browser)
    if request.param != "normal":
        context.add_init_script(
            "localStorage['coach.text'] = 'large'; localStorage['coach.contrast'] = 'high'"
        )
    yield context.new_page()
    context.close()


@pytest.fixture
def zoomed(browser: Browser) -> Iterator[Page]:
    """A laptop of 1280 × 800 at 200 %."""
    context = context_of(browser, width=640, height=400)
    yield context.new_page()
    context.close()


def test_signing_in(page: Page, server: Server, session: Session) -> None:
    page.goto(server.url)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert barriers(page) == []


def test_landing(page: Page, server: Server, session: Session) -> None:
    open_as_therapist(page, server.url)
    expect(page.get_by_role("button", name="Start a session")).to_be_visible()
    assert barriers(page) == []
    page.locator(".display summary").click()
    expect(page.get_by_role("combobox", name="Language")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Upload a video").click()
    assert barriers(page) == []


def test_a_patient_s_programme(page: Page, server: Server, session: Session) -> None:
    open_as_therapist(page, server.url)
    page.get_by_label("New patient's name").fill("Maria K.")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Write the programme").click()
    page.get_by_label("Template by condition").select_option("stroke")
    page.get_by_role("button", name="Right", exact=True).click()  # which side is never guessed
    page.get_by_text("Range, tempo, limits, thresholds").first.click()
    assert barriers(page) == []
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.locator(".lines li")).to_have_count(6)
    assert barriers(page) == []


def test_people_and_audit(page: Page, server: Server, session: Session) -> None:
    open_as_therapist(page, server.url)
    page.get_by_role("button", name="People of the clinic").click()
    expect(page.get_by_role("heading", name="People of the clinic")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Audit").click()
    expect(page.locator(".audit tbody tr").first).to_be_visible()
    assert barriers(page) == []


def test_arriving(page: Page, session: Session) -> None:
    page.goto(session.patient_url)
    expect(page.get_by_role("button", name="Join")).to_be_visible()
    assert barriers(page) == []


UNDERSTANDS = """
globalThis.SpeechRecognition = class {
  static available = async () => "available";
  processLocally = false;
  start() { setTimeout(() => this.onresult?.({ results: [[{ transcript: "Stand up slowly" }]] }), 300); }
  abort() {}
};
"""
"""A device that understands speech by itself; the browser of the tests would have to fetch the language."""


def test_what_a_device_hears_by_itself(page: Page, session: Session) -> None:
    page.add_init_script(UNDERSTANDS)
    page.goto(session.patient_url)
    page.get_by_role("button", name="Show what is said").click()
    picture(page, "arrive_listening")
    assert barriers(page) == []
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".captions")).to_have_text("Stand up slowly")
    picture(page, "captions")
    assert barriers(page) == []


def test_camera_check(page: Page, session: Session) -> None:
    page.goto(session.patient_url)
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".marks")).to_be_visible()
    assert barriers(page) == []


def test_the_therapist_s_room(page: Page, session: Session) -> None:
    open_as_therapist(page, session.therapist_url)
    expect(page.get_by_role("button", name="Finish")).to_be_visible()
    page.get_by_role("button", name="Keys").click()
    assert barriers(page) == []


def test_the_caregiver_s_page(page: Page, session: Session) -> None:
    page.goto(session.caregiver_url)
    expect(page.get_by_role("button", name="STOP")).to_be_visible()
    assert barriers(page) == []


@pytest.mark.parametrize("who", ["landing", "board", "patient", "caregiver", "therapist"])
def test_at_200_percent_nothing_lies_beside_the_screen(
    who: str, zoomed: Page, server: Server, session: Session
) -> None:
    desk = {"landing": server.url, "board": f"{server.url}/board"}
    open_as_therapist(zoomed, desk.get(who) or getattr(session, f"{who}_url"))
    expect(zoomed.locator("h1").first).to_be_visible()
    for way in ("ltr", "rtl"):
        zoomed.evaluate("way => (document.documentElement.dir = way)", way)
        assert zoomed.evaluate("document.documentElement.scrollWidth") <= 640, way
