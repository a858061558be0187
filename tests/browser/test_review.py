"""The review page in a real Chromium, over sessions kept by the real store and told by the real doors; its
speed is `python -m benchmarks.review`."""

import csv
import io
import itertools
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests import truth
from tests.browser.access import barriers
from tests.browser.reviewing import Kept, Ledger, kept, opened, state, told
from tests.browser.stage import chromium, context_of, open_as_therapist, serving, until
from tests.kept_session import GAP_S, Length

MINUTES = 1.9
LENGTH = Length.of(MINUTES)


@dataclass(frozen=True)
class Desk:
    """A therapist's browser with the review open, and another session of the same day."""

    page: Page
    own: Kept
    other: Kept


@pytest.fixture(scope="module")
def desk(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with serving(tmp_path_factory.mktemp("review")) as server, chromium(playwright) as browser:
        own, other = kept(server, MINUTES), kept(server, 0.8)
        yield Desk(opened(browser, own), own, other)


@pytest.fixture
def review(desk: Desk) -> Page:
    """At its beginning, at rest."""
    page = desk.page
    open_as_therapist(page, desk.own.url)
    ready(page)
    return page


def ready(page: Page) -> None:
    page.wait_for_selector(".review")
    until(
        lambda: state(page)["traces"] and state(page)["ledger"]["drawn"],
        20,
        "the first picture with its body",
    )


def shown(page: Page) -> Ledger:
    ledger: Ledger = state(page)["ledger"]
    return ledger


def drawn_rightly(ledger: Ledger) -> bool:
    """The pose drawn as this picture's own is this picture's own: every second of them was judged."""
    picture = round((ledger["shown"] or 0) * 30)
    fit = ledger["drawn"]["fit"] if ledger["drawn"] else None
    return fit == ("exact" if picture % 2 == 0 else "between")


def test_every_step_shows_the_next_picture_with_its_own_pose(review: Page) -> None:
    times: list[float] = []
    for _ in range(12):
        review.keyboard.press("ArrowRight")
        until(lambda: shown(review)["shown"] not in times, 5, "the next picture")
        review.wait_for_timeout(80)
        assert drawn_rightly(shown(review)), shown(review)
        times.append(shown(review)["shown"] or 0)
    assert {round((b - a) * 1000) for a, b in itertools.pairwise(times)} <= {33, 34}


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


def test_between_two_parts_of_the_film_the_skeleton_moves_alone(desk: Desk, review: Page) -> None:
    first, second = told(review, desk.own)["recordings"]
    assert second["started_t"] - first["seconds"] == pytest.approx(GAP_S, abs=0.1)
    scrub_to(review, first["seconds"] + GAP_S / 2)
    expect(review.get_by_text("No video of this moment")).to_be_visible()
    assert state(review)["part"] is None
    scrub_to(review, second["started_t"] + 2)
    until(lambda: state(review)["part"] == second["id"], 10, "the second part")
    until(lambda: (shown(review)["shown"] or 0) > second["started_t"], 10, "its picture")
    assert drawn_rightly(shown(review))


def scrub_to(page: Page, t: float) -> None:
    box, span = page.locator(".ribbon-box").bounding_box(), state(page)["span"]
    assert box
    x = box["x"] + (t - span["from"]) / (span["to"] - span["from"]) * box["width"]
    page.mouse.click(x, box["y"] + 40)


def test_the_keys_go_through_repetitions(desk: Desk, review: Page) -> None:
    ids = [rep["id"] for rep in told(review, desk.own)["reps"]]
    for key, wanted in (("]", 0), ("]", 1), ("]", 2), ("[", 1)):
        review.keyboard.press(key)
        assert state(review)["rep"] == ids[wanted]


UNTOLD = """() => {
  const video = document.querySelector('video'), ask = video.requestVideoFrameCallback.bind(video);
  let swallowed = false;
  video.requestVideoFrameCallback = (told) => ask((now, frame) => {
    if (swallowed) return told(now, frame);
    swallowed = true;
    ask(told);
  });
}"""


def test_a_picture_that_a_busy_browser_does_not_tell_of_gets_its_own_pose_too(review: Page) -> None:
    """The browser shows the picture and swallows its one word of it."""
    scrub_to(review, 5.0)
    until(lambda: abs((shown(review)["shown"] or 0) - 5.0) < 0.5, 5, "a picture")
    review.evaluate(UNTOLD)
    for t in (8.0, 12.0):
        scrub_to(review, t)
        until(lambda t=t: abs((shown(review)["shown"] or 0) - t) < 0.5, 5, "the picture's time")  # type: ignore[misc]
        assert drawn_rightly(shown(review))


def test_a_click_on_a_repetition_jumps_to_its_start(desk: Desk, review: Page) -> None:
    rep = told(review, desk.own)["reps"][3]
    review.get_by_role("tab", name="Reps").click()
    review.get_by_role("button", name="Rep 4,").first.click()
    assert state(review)["rep"] == rep["id"]
    assert state(review)["t"] == pytest.approx(rep["start"])


def test_not_a_rep_is_struck_through_and_can_be_taken_back(desk: Desk, review: Page) -> None:
    counted = told(review, desk.own)["sets"][0]["reps"]
    review.get_by_role("tab", name="Reps").click()
    review.keyboard.press("]")
    review.keyboard.press("x")
    expect(review.locator(".rep-line.is-rejected")).to_have_count(1)
    expect(review.locator(".set-line s").first).to_have_text(str(counted))
    expect(review.locator(".set-line").first).to_contain_text(f"{counted - 1} reps")
    review.keyboard.press("x")
    expect(review.locator(".rep-line.is-rejected")).to_have_count(0)


def test_what_to_look_at_is_answered_by_keyboard_alone(review: Page) -> None:
    expect(review.locator(".queue-line, .queue li").first).to_contain_text("Knees in")
    review.keyboard.press("n")
    expect(review.locator(".fault-line.is-current")).to_contain_text("Knees in")
    review.keyboard.press("d")
    expect(review.locator(".fault-line.is-rejected")).to_have_count(1)
    review.keyboard.press("a")
    expect(review.get_by_role("button", name="Agree: Knees in", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(review.locator(".trust")).to_contain_text("1 of 1 agreed")


def test_what_the_patient_said_after_a_set_stands_with_it(review: Page) -> None:
    review.get_by_role("tab", name="Reps").click()
    expect(review.locator(".set-line").first).to_contain_text("pain 1 · effort 5")
    expect(review.locator(".legend")).to_contain_text("answers: pain")


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


def test_two_repetitions_and_two_sessions_side_by_side(desk: Desk, review: Page) -> None:
    review.keyboard.press("]")
    review.keyboard.press("c")
    halves = review.locator(".half")
    expect(halves).to_have_count(2)
    chosen = review.locator(".half select")
    assert chosen.nth(0).input_value() != chosen.nth(1).input_value()
    assert halves.locator("time").count() == 0
    review.get_by_label("Second repetition from").select_option("Another, by its link")
    review.get_by_label("Review link of another session").fill(desk.other.url)
    review.get_by_role("button", name="Open").click()
    expect(halves.locator("time")).to_have_count(2)  # of which day each is
    theirs = [str(rep["id"]) for rep in told(review, desk.other)["reps"]]
    assert chosen.nth(1).input_value() == theirs[0]
    assert barriers(review) == []
    review.keyboard.press("k")
    until(lambda: float(offset(review).input_value()) > 0.3, 10, "both to play")
    review.keyboard.press("Escape")
    expect(review.locator(".review")).to_be_visible()


def offset(page: Page) -> Locator:
    return page.get_by_label("Seconds from the start of the repetition")


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


def test_a_link_to_nothing_says_so(desk: Desk, review: Page) -> None:
    review.goto(f"{desk.own.server.url}/review/nothing")
    expect(review.get_by_role("alert")).to_be_visible()


def test_what_is_judged_again_is_seen_first_and_then_holds_everywhere(desk: Desk, review: Page) -> None:
    before = told(review, desk.own)
    review.get_by_role("button", name="Judge again").click()
    review.get_by_label("What", exact=False).first.select_option("knees_in")
    expect(review.get_by_text("now 80 %")).to_be_visible()
    review.get_by_label("New value").fill("10")
    review.get_by_role("button", name="See the difference").click()
    gone = review.get_by_role("button", name="Gone: Knees in")
    expect(gone).to_have_count(len(before["faults"]), timeout=30_000)
    assert told(review, desk.own)["faults"] == before["faults"]
    assert barriers(review) == []
    review.get_by_role("button", name="Accept", exact=True).click()
    expect(review.get_by_text("The first judgement is kept.")).to_be_visible()
    expect(review.get_by_text("now 10 %")).to_be_visible()
    review.get_by_role("button", name="Close").click()
    expect(review.get_by_text("Nothing needs a second look.")).to_be_visible()
    assert {row["kind"] for row in events(review)} >= {"RepCounted", "CueGiven", "SetDone"}
    assert "FaultSeen" not in {row["kind"] for row in events(review)}


def events(page: Page) -> list[dict[str, str]]:
    """The table as it is taken away from the page's own menu."""
    page.get_by_role("button", name="Take away").click()
    href = page.get_by_role("link", name="Tables (CSV)").get_attribute("href")
    archive = zipfile.ZipFile(io.BytesIO(page.request.get(page.url.split("/review")[0] + str(href)).body()))
    page.get_by_role("button", name="Close").click()
    name = next(one for one in archive.namelist() if one.endswith("events.csv"))
    return list(csv.DictReader(io.StringIO(archive.read(name).decode())))


def test_everything_on_the_menu_can_be_taken_away(desk: Desk, review: Page) -> None:
    review.get_by_role("button", name="Take away").click()
    assert barriers(review) == []
    links = review.locator(".exports a")
    expect(links).to_have_count(7)
    for n in range(7):
        href = str(links.nth(n).get_attribute("href"))
        if "/mp4" in href:
            continue  # minutes; its tests decode it
        answer = review.request.get(desk.own.server.url + href)
        assert (answer.status, len(answer.body()) > 500) == (200, True), href


def test_a_part_of_the_film_that_is_gone_is_said_and_the_rest_is_shown(desk: Desk, review: Page) -> None:
    films = desk.other.server.data / "recordings" / desk.other.session.session_id
    (films / "patient-002.webm").unlink()
    open_as_therapist(review, desk.other.url)
    ready(review)
    expect(review.get_by_text("A film of this session is no longer here")).to_be_visible()
    seen = told(review, desk.other)
    assert [film["available"] for film in seen["recordings"]] == [True, False]
    scrub_to(review, seen["recordings"][1]["started_t"] + 2)
    expect(review.get_by_text("No video of this moment")).to_be_visible()
    review.keyboard.press("]")
    assert state(review)["rep"] is not None


def test_a_patient_takes_their_recording_back_and_a_therapist_deletes_the_session(
    desk: Desk, review: Page
) -> None:
    browser = review.context.browser
    assert browser
    patient = context_of(browser).new_page()
    patient.goto(desk.other.session.patient_url)
    assert barriers(patient) == []
    patient.get_by_role("button", name="Delete the recording").click()
    patient.get_by_role("button", name="Delete for good").click()
    expect(patient.get_by_text("The recording is deleted.")).to_be_visible()
    patient.context.close()
    films = desk.other.server.data / "recordings" / desk.other.session.session_id
    assert not films.exists()
    open_as_therapist(review, desk.other.url)
    expect(review.get_by_text("No video of this moment")).to_be_visible()
    assert told(review, desk.other)["reps"]
    review.get_by_role("button", name="Take away").click()
    review.get_by_role("button", name="Delete the session").click()
    review.get_by_role("button", name="Delete for good").click()
    review.wait_for_url(f"{desk.other.server.url}/")
    assert review.request.get(desk.other.door).status == 404


def test_a_video_of_two_people_is_judged_with_a_word_on_it(desk: Desk, review: Page, tmp_path: Path) -> None:
    review.goto(desk.own.server.url)
    review.get_by_role("button", name="Upload a video").click()
    review.get_by_label("Video file").set_input_files(two_people(tmp_path / "both.mp4"))
    review.get_by_label("Exercise").select_option("shoulder_abduction")
    review.get_by_role("button", name="Upload", exact=True).click()
    review.wait_for_url("**/review/*", timeout=60_000)
    expect(review.get_by_text("Two people or more are in the video")).to_be_visible()
    assert barriers(review) == []


def test_a_patient_sends_a_video_from_their_own_page(desk: Desk, review: Page, tmp_path: Path) -> None:
    with desk.own.server.post("/api/v1/patients", {"name": "Maria"}) as answer:
        link = json.load(answer)["link"]
    browser = review.context.browser
    assert browser
    home = context_of(browser).new_page()
    home.goto(link["url"])
    home.get_by_label("Your code").fill(link["first_code"])
    home.get_by_role("button", name="Go on").click()
    home.get_by_role("button", name="Send a video of an exercise").click()
    assert barriers(home) == []
    home.get_by_label("Video file").set_input_files(two_people(tmp_path / "both.mp4"))
    home.get_by_label("Exercise").select_option("shoulder_abduction")
    home.get_by_role("button", name="Upload", exact=True).click()
    expect(home.get_by_text("Your video is there.")).to_be_visible(timeout=60_000)
    expect(home.get_by_text("Recordings of you: 1")).to_be_visible()
    home.context.close()


def two_people(path: Path) -> Path:
    """A clip beside its mirror image, three seconds of it."""
    with av.open(str(truth.CLIPS / "shabd_hike_front.mp4")) as source, av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=30, options={"preset": "ultrafast"})
        seen = source.streams.video[0]
        stream.width, stream.height, stream.pix_fmt = seen.width * 2, seen.height, "yuv420p"
        for frame in itertools.islice(source.decode(video=0), 90):
            rgb = frame.to_ndarray(format="rgb24")
            both = av.VideoFrame.from_ndarray(np.concatenate([rgb, rgb[:, ::-1]], axis=1), format="rgb24")
            out.mux(stream.encode(both))
        out.mux(stream.encode(None))
    return path
