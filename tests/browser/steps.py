"""What people do on the pages, in the words of the pages."""

import time
from functools import partial
from typing import Any

from playwright.sync_api import Page

from tests.browser.stage import Session, open_as_therapist, seen, until


def join_therapist(page: Page, session: Session) -> None:
    open_as_therapist(page, session.therapist_url)
    until(lambda: seen(page).get("connected"), 30, "the therapist's connection")


def join_patient(page: Page, session: Session) -> None:
    page.goto(session.patient_url)
    page.get_by_role("button", name="Join").click()
    until(lambda: seen(page).get("connected"), 30, "the patient's connection")


def choose(page: Page, exercise: str, *, reps: int | None = None) -> None:
    page.get_by_role("combobox", name="Exercise").select_option(exercise)
    until(lambda: state(page).get("exercise") == exercise, 10, "the exercise to be chosen")
    while reps is not None and (now := target(page)) != reps:
        step = "One more" if now < reps else "One less"
        page.get_by_role("button", name=f"Target: {step}").click()
        until(partial(_changed, page, now), 20, "the target to change")


def target(page: Page) -> int:
    return int(state(page)["target_reps"])


def _changed(page: Page, before: int) -> bool:
    return target(page) != before


def start_set(page: Page) -> None:
    page.get_by_role("button", name="Start set").click()
    until(lambda: state(page).get("stage") in ("countdown", "moving"), 10, "the set to start")


def stop_set(page: Page) -> None:
    page.get_by_role("button", name="Stop set").click()
    until(lambda: state(page).get("stage") == "rest", 10, "the set to end")


def state(page: Page) -> dict[str, Any]:
    """The session's state as the page has it; empty before it came."""
    return dict(seen(page).get("state") or {})


def wait_still(page: Page, reps: int, *, within: float, still_s: float = 6) -> None:
    """Until the count has reached `reps` and has not moved for `still_s`, so that one too many shows."""
    until(lambda: state(page).get("reps", 0) >= reps, within, f"{reps} repetitions")
    last, since = state(page)["reps"], time.monotonic()
    while time.monotonic() - since < still_s:
        if (now := state(page).get("reps", last)) != last:
            last, since = now, time.monotonic()
        time.sleep(0.2)
