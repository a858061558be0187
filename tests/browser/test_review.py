"""The review page in a real Chromium, over a made-up session; its speed is `python -m benchmarks.review`."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.access import barriers
from tests.browser.long_session import LongSession
from tests.browser.reviewing import Ledger, opened, standing, state
from tests.browser.stage import chromium, until


@pytest.fixture(scope="module")
def page(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with standing(tmp_path_factory.mktemp("review"), minutes=1.2) as url, chromium(playwright) as browser:
        yield opened(browser, url)


@pytest.fixture
def review(page: Page) -> Page:
    """At its beginning, at rest."""
    page.reload()
    page.wait_for_selector(".review")
    until(
        lambda: state(page)["traces"] and state(page)["ledger"]["drawn"],
        10,
        "the first picture with its body",
    )
    return page


def shown(page: Page) -> Ledger:
    ledger: Ledger = state(page)["ledger"]
    return ledger


def drawn_rightly(ledger: Ledger) -> bool:
    """The pose drawn as this picture's own is this picture's own: every second of them was judged."""
    at = round((ledger["shown"] or 0) * 1000)
    judged = at % 66 == 0
    fit = ledger["drawn"]["fit"] if ledger["drawn"] else None
    return fit == ("exact" if judged else "between")


def test_every_step_shows_the_next_picture_with_its_own_pose(review: Page) -> None:
    times: list[float] = []
    for _ in range(12):
        review.keyboard.press("ArrowRight")
        until(lambda: shown(review)["shown"] not in times, 5, "the next picture")
        review.wait_for_timeout(80)
        assert drawn_rightly(shown(review)), shown(review)
        times.append(shown(review)["shown"] or 0)
    steps = {round((b - a) * 1000) for a, b in itertools.pairwise(times)}
    assert steps == {33}


def test_stepping_back_returns_to_the_same_pictures(review: Page) -> None:
    def step(key: str) -> float:
        before = shown(review)["shown"]
        review.keyboard.press(key)
        until(lambda: shown(review)["shown"] != before, 5, "another picture")
        review.wait_for_timeout(80)
        return round(shown(review)["shown"] or 0, 3)

    there = [step("ArrowRight") for _ in range(4)]
    back = [step("ArrowLeft") for _ in range(3)]
    assert back == there[-2::-1]


@pytest.mark.parametrize("rate", ["0.25", "1", "2"])
def test_played_at_any_speed_each_judged_picture_carries_its_own_pose(review: Page, rate: str) -> None:
    review.get_by_label("Speed").select_option(rate)
    before = shown(review)
    review.keyboard.press("k")
    until(lambda: shown(review)["presented"] > before["presented"] + 20, 20, "twenty pictures")
    review.keyboard.press("k")
    review.wait_for_timeout(200)
    after = shown(review)
    assert after["bare"] == before["bare"]
    assert after["wrong"] == 0
    assert after["exact"] > before["exact"]
    assert drawn_rightly(after)


def test_the_keys_go_through_repetitions(review: Page) -> None:
    first = state(review)["rep"]
    review.keyboard.press("]")
    review.keyboard.press("]")
    assert state(review)["rep"] == first + 2
    review.keyboard.press("[")
    assert state(review)["rep"] == first + 1


def test_a_click_on_a_repetition_jumps_to_its_start(review: Page) -> None:
    review.get_by_role("tab", name="Reps").click()
    review.get_by_role("button", name="Rep 4,").first.click()
    assert state(review)["rep"] == 104
    assert state(review)["t"] == pytest.approx(7.3)


def test_not_a_rep_is_struck_through_and_can_be_taken_back(review: Page) -> None:
    review.get_by_role("tab", name="Reps").click()
    review.keyboard.press("]")
    review.keyboard.press("x")
    expect(review.locator(".rep-line.is-rejected")).to_have_count(1)
    expect(review.locator(".set-line s").first).to_have_text("20")
    expect(review.locator(".set-line").first).to_contain_text("19 reps")
    review.keyboard.press("x")
    expect(review.locator(".rep-line.is-rejected")).to_have_count(0)


def test_what_to_look_at_is_answered_by_keyboard_alone(review: Page) -> None:
    review.keyboard.press("n")
    expect(review.locator(".fault-line.is-current")).to_contain_text("Knees in")
    review.keyboard.press("d")
    expect(review.locator(".fault-line.is-rejected")).to_have_count(1)
    review.keyboard.press("a")
    expect(review.get_by_role("button", name="Agree: Knees in", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(review.locator(".trust")).to_contain_text("1 of 1 agreed")


def test_a_bookmark_stands_in_the_notes(review: Page) -> None:
    before = review.get_by_role("tab", name="Notes").inner_text()
    review.keyboard.press("b")
    expect(review.get_by_role("tab", name="Notes")).not_to_have_text(before)


def test_dragging_scrubs_and_the_wheel_zooms(review: Page) -> None:
    box = review.locator(".ribbon-box").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + 40)
    review.mouse.move(*middle)
    review.mouse.down()
    review.mouse.move(middle[0] + 100, middle[1], steps=5)
    review.mouse.up()
    end = state(review)["span"]["to"]
    wanted = (middle[0] + 100 - box["x"]) / box["width"] * end
    assert state(review)["t"] == pytest.approx(wanted, abs=0.2)
    review.mouse.wheel(0, -600)
    until(lambda: state(review)["span"]["to"] - state(review)["span"]["from"] < end * 0.7, 3, "a nearer view")


def test_two_repetitions_side_by_side_begin_together(review: Page) -> None:
    review.keyboard.press("]")
    review.keyboard.press("c")
    expect(review.locator(".half")).to_have_count(2)
    chosen = review.locator(".half select")
    assert chosen.nth(0).input_value() != chosen.nth(1).input_value()
    review.keyboard.press("Escape")
    expect(review.locator(".review")).to_be_visible()


def test_help_names_the_keys_and_leaves_the_picture_free(review: Page) -> None:
    review.keyboard.press("?")
    keys, video = review.locator(".keys").bounding_box(), review.locator(".screen").bounding_box()
    assert keys
    assert video
    assert keys["x"] >= video["x"] + video["width"] - 1
    review.keyboard.press("Escape")
    expect(review.locator(".keys")).to_have_count(0)


@pytest.mark.parametrize("tab", ["Reps", "To look at", "Notes"])
def test_everybody_can_use_it(review: Page, tab: str) -> None:
    review.get_by_role("tab", name=tab).click()
    assert barriers(review) == []


def test_on_a_phone_nothing_lies_beside_the_screen(review: Page) -> None:
    review.set_viewport_size({"width": 390, "height": 844})
    assert review.evaluate("document.documentElement.scrollWidth") <= 390
    review.set_viewport_size({"width": 1280, "height": 720})


def test_a_link_to_nothing_says_so(review: Page) -> None:
    review.goto(review.url.replace("/long", "/nothing"))
    expect(review.get_by_role("alert")).to_contain_text("no session")
    review.go_back()


def test_the_made_up_recording_has_times_in_whole_milliseconds(tmp_path: Path) -> None:
    with av.open(str(LongSession(0.1).write_video(tmp_path / "a.webm"))) as video:
        stream = video.streams.video[0]
        pts = [packet.pts for packet in video.demux(stream) if packet.pts is not None]
        assert stream.time_base is not None
        assert [round(one * stream.time_base * 1000) for one in pts[:4]] == [0, 33, 66, 99]
