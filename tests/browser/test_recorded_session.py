"""A session recorded live and reviewed afterwards, as its people do it."""

import math
from bisect import bisect_left
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from coach.store.tape import TapeReader
from coach.types import Pose
from tests.browser.access import barriers
from tests.browser.reviewing import state as review_state
from tests.browser.stage import CLIPS, Server, Session, camera_clip, chromium, context_of, seen, until
from tests.browser.steps import choose, join_patient, join_therapist, start_set, state, stop_set
from tests.browser.test_three_people import picture
from tests.films import decoded

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

LEAD_S = 10.0
RECORDED_S = 9.0
STEPS = 45


def recording(page: Page) -> str:
    return str((seen(page).get("recording") or {}).get("state"))


def test_a_session_recorded_live_is_reviewed_with_every_pose_on_its_frame(
    server: Server, playwright: Playwright, folder: Path
) -> None:
    session = server.start_session()
    camera = camera_clip(CLIPS / "sts_clean_45.mp4", folder / "camera.mjpeg", lead_s=LEAD_S)
    with chromium(playwright) as desk, chromium(playwright, camera) as home:
        therapist, patient = context_of(desk).new_page(), context_of(home).new_page()
        join_therapist(therapist, session)
        choose(therapist, "sit_to_stand", reps=12)
        join_patient(patient, session)
        agree(therapist, patient)
        start_set(therapist)
        since = now(therapist)
        until(lambda: now(therapist) > since + RECORDED_S, 60, "seconds to look at")
        frozen(therapist)
        stop_set(therapist)
        therapist.get_by_role("button", name="Finish").click()
        therapist.get_by_role("button", name="Finish").first.click()
        until(lambda: state(therapist).get("stage") == "ended", 10, "the end")
        film = finished(therapist, server, session)
        review = therapist.context.new_page()
        review.goto(session.therapist_url.replace("/s/", "/review/"))
        reviewed(review, film, poses(server, session))
        among_the_notes(review)


def now(page: Page) -> float:
    """Session time of the newest pose that the page was told of."""
    return float(state(page).get("t") or 0.0)


def agree(therapist: Page, patient: Page) -> None:
    """Nothing is recorded, and no dot is shown, before the patient's yes."""
    therapist.keyboard.press("v")
    expect(patient.get_by_role("dialog", name="May we record this session?")).to_be_visible(timeout=15_000)
    until(
        lambda: any("May we record" in said for said in seen(patient)["spoken"]), 10, "the question, spoken"
    )
    assert recording(therapist) == "asked"
    assert patient.locator(".recording-dot").count() == 0
    patient.get_by_role("button", name="Yes").click()
    for page in (therapist, patient):
        until(lambda page=page: recording(page) == "on", 10, "the recording")  # type: ignore[misc]
        expect(page.get_by_text("Recording", exact=True).first).to_be_visible()


def frozen(therapist: Page) -> None:
    """Frozen by its key, drawn on, one line taken back, kept with a word; then the call is large again."""
    therapist.keyboard.press("f")
    drawing = therapist.get_by_role("img", name="Frozen picture")
    box = drawing.bounding_box()
    assert box is not None
    keep, undo = (therapist.get_by_role("button", name=name) for name in ("Keep with the session", "Undo"))
    expect(undo).to_be_disabled()
    for height in (0.3, 0.6):
        therapist.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + height * box["height"])
        therapist.mouse.down()
        therapist.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + height * box["height"], steps=5)
        therapist.mouse.up()
    undo.click()
    expect(undo).to_be_enabled()
    picture(therapist, "frozen")
    assert barriers(therapist) == []
    therapist.get_by_label("Note to the picture").fill("Feet wider")
    keep.click()
    expect(therapist.get_by_text("The picture is kept with the session.")).to_be_visible()
    expect(drawing).to_have_count(0)


def among_the_notes(review: Page) -> None:
    review.get_by_role("tab", name="Notes").click()
    still = review.get_by_role("img", name="Feet wider")
    expect(still).to_be_visible()
    until(lambda: still.evaluate("image => image.naturalWidth") > 300, 20, "the frozen picture")
    picture(review, "review_still")
    assert barriers(review) == []


def finished(therapist: Page, server: Server, session: Session) -> dict[str, Any]:
    """The patient's film, as the review is told of it."""
    code = session.therapist_url.rsplit("/", 1)[1]
    found: list[dict[str, Any]] = []

    def there() -> bool:
        told = therapist.request.get(f"{server.url}/api/v1/review/{code}").json()
        found[:] = [r for r in told["recordings"] if r["role"] == "patient"]
        return bool(found) and all(r["seconds"] for r in found)

    until(there, 15, "the finished film")
    assert len(found) == 1
    return {**found[0], "path": next((server.data / "recordings" / session.session_id).glob("patient-*"))}


def poses(server: Server, session: Session) -> list[float]:
    """Session times of all that was judged."""
    tape = TapeReader(server.data / "tapes" / f"{session.session_id}.tape")
    return [record.t for record in tape if isinstance(record, Pose) and record.points is not None]


def reviewed(page: Page, film: dict[str, Any], judged: list[float]) -> None:
    start, frames = film["started_t"], decoded(film["path"], "video")
    times = [start + ms / 1000 for ms in frames]
    inside = [t for t in judged if start <= t <= times[-1]]
    assert len(inside) > 10
    assert all(near(times, t) for t in inside), "a pose without its picture"
    page.wait_for_selector(".review")
    until(lambda: review_state(page)["ledger"]["shown"] is not None, 20, "the first picture")
    film_begun = start + 0.02  # where there are no pictures, the steps are poses
    played_to(page, max(film_begun, busiest(inside, review_state(page)["t"]) - 0.4))
    shown = stepped(page, "ArrowRight", STEPS)
    assert followed([round((t - start) * 1000) for t, _ in shown], frames), (frames, shown)
    back = stepped(page, "ArrowLeft", 12)
    assert followed([round((t - start) * 1000) for t, _ in reversed(back)], frames), (frames, back)
    shown += back
    judged_here = [fit for t, fit in shown if near(inside, t)]
    assert judged_here == ["exact"] * len(judged_here)
    assert judged_here
    assert "exact" not in [fit for t, fit in shown if not near(inside, t)]
    assert review_state(page)["ledger"]["wrong"] == 0


def busiest(judged: list[float], after: float) -> float:
    """The beginning of the second with the most poses: how often is judged depends on the machine."""
    later = [t for t in judged if after <= t <= judged[-1] - 1]
    return max(later, key=lambda t: bisect_left(judged, t + 1) - bisect_left(judged, t))


def played_to(page: Page, t: float) -> None:
    page.keyboard.press("k")
    until(lambda: review_state(page)["t"] >= t, 40, "the busiest second")
    page.keyboard.press("k")
    page.wait_for_timeout(200)
    while review_state(page)["ledger"]["shown"] > t:  # a busy machine pauses late
        step(page, "ArrowLeft")


def step(page: Page, key: str) -> None:
    """One picture on or back, once it is shown: keys pressed ahead of a busy page would go too far."""
    last = review_state(page)["ledger"]["shown"]
    page.keyboard.press(key)
    until(lambda: review_state(page)["ledger"]["shown"] != last, 5, "the next picture")


def near(times: list[float], t: float) -> bool:
    """Whether one of these is within a millisecond and its rounding."""
    at = bisect_left(times, t)
    return any(abs(other - t) <= 0.0015 for other in times[max(0, at - 1) : at + 1])


def stepped(page: Page, key: str, times: int) -> list[tuple[float, str | None]]:
    """Picture by picture: its session time, and how the body lies on it."""
    out: list[tuple[float, str | None]] = []
    for _ in range(times):
        step(page, key)
        page.wait_for_timeout(80)
        ledger = review_state(page)["ledger"]
        out.append((ledger["shown"], ledger["drawn"]["fit"] if ledger["drawn"] else None))
    return out


def followed(shown: list[int], frames: list[int]) -> bool:
    """Each picture is the film's next one; only one that stood for less than 9 ms may be passed over."""
    kept = [a for a, b in zip(frames, [*frames[1:], math.inf], strict=True) if b - a >= 9 or a in shown]
    at = kept.index(shown[0])
    return shown == kept[at : at + len(shown)]
