"""Takes the pictures of the documentation from the running program: `make pictures`.

A real session: the patient's Chromium has a sample clip as its camera, the therapist's page leads a set.
"""

import sys
import tempfile
from pathlib import Path

import cv2
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.stage import (  # noqa: E402
    CLIPS,
    Server,
    camera_clip,
    chromium,
    context_of,
    open_as_therapist,
    seen,
    serving,
    until,
)
from tests.browser.steps import choose, join_patient, join_therapist, start_set  # noqa: E402

SCREENS = ROOT / "docs" / "screens"
CLIP = "sts_knees_in_front"


def main() -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        camera = camera_clip(CLIPS / f"{CLIP}.mp4", Path(folder) / "camera.mjpeg", lead_s=20)
        with (
            serving(Path(folder) / "data") as server,
            chromium(playwright) as desk,
            chromium(playwright, camera) as home,
        ):
            therapist = context_of(desk, width=1280, height=720).new_page()
            patient = context_of(home, width=1280, height=720).new_page()
            take(server, therapist, patient)


def take(server: Server, therapist: Page, patient: Page) -> None:
    session = server.start_session()
    landing = therapist.context.new_page()
    open_as_therapist(landing, server.url)
    landing.screenshot(path=SCREENS / "landing.png")
    landing.close()
    join_therapist(therapist, session)
    join_patient(patient, session)
    choose(therapist, "sit_to_stand", reps=10)
    start_set(therapist)
    until(lambda: (seen(patient)["state"] or {}).get("reps", 0) >= 4, 120, "four repetitions")
    therapist.screenshot(path=SCREENS / "therapist.png")
    patient.screenshot(path=SCREENS / "patient.png")
    pictures = [cv2.imread(str(SCREENS / f"{name}.png")) for name in ("patient", "therapist")]
    assert all(picture is not None for picture in pictures)
    both = cv2.hconcat([picture for picture in pictures if picture is not None])
    cv2.imwrite(
        str(SCREENS / "session.png"), cv2.resize(both, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    )


if __name__ == "__main__":
    main()
