"""The main job, as its users do it: two real browsers, a clip as the patient's camera, one set.

The count on both pages is the clip's; a fault clip shows its fault on both, and no other; the skeleton
that is drawn lies on the person.
"""

import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, Playwright

from tests.browser.access import barriers
from tests.browser.stage import CLIPS, Server, camera_clip, chromium, context_of, seen
from tests.browser.steps import choose, join_patient, join_therapist, start_set, state, stop_set, wait_still

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

LEAD_S = 10.0
"""Enough for the patient to join and for the set to be started on a slow machine."""

JOINTS = (11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28)
ON_THE_PERSON = 0.05
"""Share of the body's height that the drawn joints may be off on average."""

CLIP, EXERCISE, FAULTS = "march_low_right", "march", {"low_clearance"}
"""The same with another clip, over the relay alone: test_relayed.py."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sample clip with its truth."""

    name: str
    path: Path
    fps: float
    seconds: float
    reps: int
    joints: NDArray[np.float64]
    """(frames, 33, 2), pixels of the clip's picture."""
    width: int

    @property
    def body_height(self) -> float:
        ys = self.joints[:, :, 1]
        return float((ys.max(axis=1) - ys.min(axis=1)).max())


def clip_of(name: str) -> Clip:
    truth = json.loads((CLIPS / f"{name}.json").read_text())
    return Clip(
        name=name,
        path=CLIPS / f"{name}.mp4",
        fps=truth["fps"],
        seconds=truth["duration_s"],
        reps=truth["reps_complete"],
        joints=np.load(CLIPS / f"{name}.npz")["joints2d"].astype(float),
        width=truth["width"],
    )


def test_both_pages_show_the_clips_count_and_its_faults(
    server: Server, playwright: Playwright, folder: Path
) -> None:
    clip = clip_of(CLIP)
    camera = camera_clip(clip.path, folder / "camera.mjpeg", lead_s=LEAD_S)
    session = server.start_session()
    with chromium(playwright) as desk, chromium(playwright, camera) as home:
        therapist, patient = context_of(desk).new_page(), context_of(home).new_page()
        join_therapist(therapist, session)
        choose(therapist, EXERCISE, reps=clip.reps + 4)
        join_patient(patient, session)
        start_set(therapist)
        drawn = watch(therapist, clip)
        wait_still(therapist, clip.reps, within=30)
        stop_set(therapist)
        for page in (therapist, patient):
            assert counted(page) == clip.reps
            assert {fault["fault"] for fault in seen(page)["faults"]} == FAULTS
            assert barriers(page) == []
    assert len(drawn) > 20
    assert off_the_person(drawn, clip) < ON_THE_PERSON


def watch(page: Page, clip: Clip) -> list[tuple[float, NDArray[np.float64]]]:
    """What the page drew while the clip played: session time, and (33, 2) pixels of the clip's picture."""
    drawn: dict[float, NDArray[np.float64]] = {}
    end = time.monotonic() + LEAD_S + clip.seconds
    while time.monotonic() < end and counted(page) < clip.reps:
        sample = page.evaluate(
            "() => { const d = window.__coach.drawn, c = document.querySelector('canvas.overlay');"
            " return d && c ? { t: d.t, points: d.points, width: c.clientWidth } : null }"
        )
        if sample:
            drawn[sample["t"]] = pixels(sample, clip.width)
        time.sleep(0.25)
    return sorted(drawn.items(), key=lambda item: item[0])


def pixels(sample: dict[str, Any], width: int) -> NDArray[np.float64]:
    points = np.array([[point["x"], point["y"]] for point in sample["points"]], float)
    scaled: NDArray[np.float64] = points * (width / sample["width"])
    return scaled


def off_the_person(drawn: list[tuple[float, NDArray[np.float64]]], clip: Clip) -> float:
    """Mean distance of the drawn joints from the true ones, as a share of the body's height, with the one
    shift between session time and clip time that fits all samples best."""
    shifts = np.arange(-LEAD_S - 30, clip.seconds + 30, 1 / clip.fps)
    return min(mean_distance(drawn, clip, shift) for shift in shifts) / clip.body_height


def mean_distance(drawn: list[tuple[float, NDArray[np.float64]]], clip: Clip, shift: float) -> float:
    """Before its begin the clip shows its first frame, after its end its last."""
    last = len(clip.joints) - 1
    distances = [
        np.linalg.norm(points - clip.joints[min(last, max(0, round((t + shift) * clip.fps)))], axis=1)[
            list(JOINTS)
        ]
        for t, points in drawn
    ]
    return float(np.mean(distances)) if distances else math.inf


def counted(page: Page) -> int:
    return int(state(page).get("reps", 0))
