"""How a patient gets on, on the therapist's page and on their own, with weeks of sessions behind them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.access import barriers
from tests.browser.demo import Demo, demo_clinic
from tests.browser.stage import chromium, context_of
from tests.browser.test_three_people import picture

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as started:
        yield started


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demo_clinic(tmp_path_factory.mktemp("demo")) as started:
        yield started


def labels_apart(page: Page) -> bool:
    """No word of a picture lies on another one."""
    return bool(
        page.evaluate(
            """() => [...document.querySelectorAll(".course-plot")].every((plot) => {
              const boxes = [...plot.querySelectorAll("span")].map((one) => one.getBoundingClientRect());
              return boxes.every((a, n) => boxes.slice(n + 1).every((b) =>
                a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 2 || b.bottom <= a.top + 2));
            })"""
        )
    )


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_therapist_sees_days_tests_and_ranges(demo: Demo, browser: Browser) -> None:
    page = context_of(browser, width=1366, height=768).new_page()
    demo.sign_in(page, "ben@demo.example")
    page.get_by_role("button", name="Maria Santos", exact=True).click()
    days = page.get_by_role("table", name="Days at home")
    expect(days).to_be_visible()
    assert days.get_by_role("row").count() - 1 == 5  # four weeks and what of this one has gone
    expect(days.get_by_role("cell", name="With the therapist").first).to_be_attached()
    stands = page.locator(".course", has_text="Five times sit-to-stand")
    expect(stands).to_contain_text("a change of up to 3 s matters little")
    stands.get_by_text("All values").click()
    expect(stands.get_by_role("row")).to_have_count(2)
    picture(page, "progress_therapist")
    assert barriers(page) == []
    assert labels_apart(page)


@pytest.mark.parametrize(
    ("width", "height", "language", "title"),
    [(390, 844, "en-GB", "How I am doing"), (683, 384, "pl-PL", "Jak mi idzie")],
)
def test_a_patient_sees_their_own(
    demo: Demo, browser: Browser, width: int, height: int, language: str, title: str
) -> None:
    """The second one is a laptop at 200 %."""
    page = context_of(browser, width=width, height=height, language=language).new_page()
    demo.arrive(page, "Jan Nowak")
    page.get_by_text(title).click()
    expect(page.locator(".kept-days table")).to_be_visible()
    expect(page.locator(".own-goal .is-now")).to_have_count(1)
    expect(page.locator(".course").first).to_be_visible()
    picture(page, f"progress_{language}")
    assert barriers(page) == []
    assert labels_apart(page)
    assert fits(page)
