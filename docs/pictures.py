"""Takes the pictures of the documentation from the running program: `make pictures`.

Real sessions in every language: the patient's Chromium has a sample clip as its camera, the therapist leads a
set, a second patient exercises at home. `docs/screens/LANGUAGE/PAGE.webp`, both in one for the README.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.stage import (  # noqa: E402
    CLIPS,
    Server,
    camera_clip,
    chromium,
    context_of,
    jpegs,
    open_as_therapist,
    seen,
    serving,
    until,
)
from tests.browser.steps import state  # noqa: E402

SCREENS = ROOT / "docs" / "screens"
CLIP, LEAD_S = "sts_knees_in_front", 14
LANGUAGES = {"en": "en-GB", "es": "es-ES", "fr": "fr-FR", "pl": "pl-PL"}
PATIENTS = {"en": "Maria Keller", "es": "José Ruiz", "fr": "Hélène Petit", "pl": "Jan Nowak"}
CARER, NEIGHBOUR = "Tom", "Ada Berg"
QUALITY = 78
GOALS = {
    "en": ("Walk to the shop and back", "10-metre walk"),
    "es": ("Ir a la tienda y volver", "Marcha de 10 metros"),
    "fr": ("Aller au magasin et revenir", "Marche de 10 mètres"),
    "pl": ("Dojść do sklepu i wrócić", "Test chodu na 10 metrów"),
}


@dataclass(frozen=True, slots=True)
class Invited:
    id: str
    link: str
    code: str


@dataclass(slots=True)
class Clinic:
    """A small clinic whose patients each have a programme for every day."""

    server: Server
    patients: dict[str, Invited] = field(default_factory=dict)

    def fill(self) -> None:
        self.server.sign_in()
        for language, name in PATIENTS.items():
            self.patients[language] = self.invited(name, language)
            self._write(language)
        self.patients[NEIGHBOUR] = self.invited(NEIGHBOUR, "en")

    def invited(self, name: str, language: str) -> Invited:
        made = self._post("/patients", {"name": name, "language": language})
        items = [
            {
                "id": "a",
                "exercise": "sit_to_stand",
                "side": "both",
                "sets": 2,
                "reps": 8,
                "days": list(range(7)),
            },
            {"id": "b", "exercise": "march", "side": "both", "sets": 2, "reps": 12, "days": [0, 2, 4]},
        ]
        of = f"/patients/{made['id']}"
        self._post(f"{of}/programme", {"programme": {"items": items}, "based_on": 0})
        return Invited(made["id"], made["link"]["url"], made["link"]["first_code"])

    def _write(self, language: str) -> None:
        of, (what, measure) = f"/patients/{self.patients[language].id}", GOALS[language]
        goal = {
            "id": "g1",
            "what": what,
            "measure": measure,
            "by": "2027-03-31",
            "expected": "0.8 m/s",
            "now": -1,
        }
        self._post(f"{of}/goals", {"goals": {"items": [goal]}, "based_on": 0})
        starts = (datetime.now(UTC) + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
        self._post(f"{of}/appointments", {"starts_at": starts.isoformat(), "minutes": 30})

    def carer(self, language: str) -> Invited:
        made = self._post(
            f"/patients/{self.patients[language].id}/caregivers", {"name": CARER, "language": language}
        )
        one = made["caregivers"][0]
        return Invited(one["id"], one["link"]["url"], one["link"]["first_code"])

    def start(self, language: str) -> str:
        """Address of the therapist's page."""
        return str(self._post(f"/patients/{self.patients[language].id}/sessions", {})["therapist_url"])

    def _post(self, path: str, body: object) -> dict[str, object] | dict[str, dict[str, str]]:  # type: ignore[return]
        with self.server.post(f"/api/v1{path}", body) as answer:
            return json.load(answer)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Tour:
    """One language, from the therapist's day to the review."""

    language: str
    clinic: Clinic
    desk: Browser
    home: Browser
    beside: Browser

    def all(self) -> None:
        therapist, patient = self._page(self.desk, 1280, 800), self._page(self.home, 1280, 720)
        self._outside(therapist)
        self._waiting()
        url = self._in_session(therapist, patient)
        self._reviewed(therapist, url)
        self._alone(patient, therapist)

    def _outside(self, page: Page) -> None:
        open_as_therapist(page, self.clinic.server.url)
        page.locator(".rows .name").first.wait_for()
        self.keep(page, "today")
        for name, at in (("people", 0), ("import", 1), ("mail", 2), ("audit", 3)):
            page.locator(".home > .actions .button").nth(at).click()
            page.locator("h1").wait_for()
            page.wait_for_timeout(500)
            self.keep(page, name)
            page.goto(self.clinic.server.url)
        page.get_by_role("button", name=PATIENTS[self.language], exact=True).click()
        page.locator(".sections").wait_for()
        page.wait_for_timeout(700)
        self.keep(page, "patient", whole=True)

    def _waiting(self) -> None:
        page = self._page(self.desk, 390, 844)
        arrive(page, self.clinic.patients[self.language])
        page.locator(".home-today").wait_for()
        self.keep(page, "waiting")
        page.context.close()

    def _in_session(self, therapist: Page, patient: Page) -> str:
        url = self.clinic.start(self.language)
        therapist.goto(url)
        until(lambda: seen(therapist).get("connected"), 30, "the therapist's connection")
        carer = self._page(self.desk, 1024, 768)
        arrive(carer, self.clinic.carer(self.language), room=False)
        carer.locator(".care-foot .tool").nth(1).click()  # the camera: the picture is the patient's
        arrive(patient, self.clinic.patients[self.language], room=False)
        self.keep(patient, "arrive")
        patient.locator(".join").click()
        until(lambda: seen(patient).get("connected"), 30, "the patient's connection")
        therapist.keyboard.press("n")
        until(lambda: state(therapist).get("exercise") == "sit_to_stand", 10, "the exercise")
        therapist.keyboard.press(" ")
        until(lambda: state(therapist).get("reps", 0) >= 3, 90, "three repetitions")
        self.keep(therapist, "session")
        self.keep(patient, "stage")
        self.keep(carer, "caregiver")
        therapist.keyboard.press("f")
        therapist.locator(".pen").wait_for()
        self.keep(therapist, "frozen")
        therapist.locator(".pen .button").last.click()
        therapist.locator(".head-actions .button:not(.bare):not(.danger)").click()
        therapist.locator(".asking .first").click()
        until(lambda: state(therapist).get("stage") == "ended", 15, "the end")
        patient.wait_for_timeout(500)
        self.keep(patient, "ended")
        carer.context.close()
        return url

    def _reviewed(self, page: Page, url: str) -> None:
        page.goto(url.replace("/s/", "/review/"))
        page.wait_for_selector(".review .tab-panel")
        page.wait_for_timeout(1500)
        page.keyboard.press("]")
        page.wait_for_timeout(1500)
        self.keep(page, "review")

    def _alone(self, patient: Page, therapist: Page) -> None:
        neighbour = stopped_at_home(self.clinic, self.beside)
        patient.set_viewport_size({"width": 844, "height": 390})
        patient.goto(self.clinic.patients[self.language].link)
        patient.locator(".home-today .first").click()
        patient.locator(".join").click()
        until(lambda: state(patient).get("stage") == "calibrating", 60, "the calibration at home")
        until(lambda: patient.locator(".cue span").count(), 10, "its line")
        self.keep(patient, "calibrating")
        patient.locator(".is-go_on").click()
        until(lambda: state(patient).get("stage") in ("countdown", "moving"), 90, "the set at home")
        therapist.goto(f"{self.clinic.server.url}/board")
        until(lambda: therapist.locator(".tile").count() >= 2, 15, "two patients on the board")
        until(lambda: state(patient).get("reps", 0) >= 1, 60, "a repetition at home")
        self.keep(patient, "home")
        self.keep(therapist, "board")
        neighbour.context.close()
        patient.locator(".stop").click()
        patient.locator(".stopped .home-choice").last.click()
        patient.context.close()
        therapist.context.close()

    def _page(self, browser: Browser, width: int, height: int) -> Page:
        return context_of(browser, width=width, height=height, language=LANGUAGES[self.language]).new_page()

    def keep(self, page: Page, name: str, *, whole: bool = False) -> None:
        folder = SCREENS / self.language
        folder.mkdir(parents=True, exist_ok=True)
        data = np.frombuffer(page.screenshot(full_page=whole), np.uint8)
        picture = cv2.imdecode(data, cv2.IMREAD_COLOR)
        cv2.imwrite(str(folder / f"{name}.webp"), picture, (cv2.IMWRITE_WEBP_QUALITY, QUALITY))


def arrive(page: Page, who: Invited, *, room: bool = True) -> None:
    """By the personal link, with the code of the first time where it is asked for."""
    page.goto(who.link)
    page.locator("input[name=code], .waiting h1").first.wait_for()
    if page.locator("input[name=code]").count():
        page.locator("input[name=code]").fill(who.code)
        page.locator("main form .button.first").click()
    if not room:
        page.wait_for_url("**/s/*")
        page.wait_for_timeout(800)


def stopped_at_home(clinic: Clinic, browser: Browser) -> Page:
    """A neighbour at home who pressed STOP: the board has somebody to bring forward."""
    page = context_of(browser).new_page()
    arrive(page, clinic.patients[NEIGHBOUR])
    page.locator(".home-today .first").click()
    page.locator(".join").click()
    page.locator(".home-choice").first.wait_for()
    if not page.locator(".stopped").count():  # another language's round has left them stopped
        page.locator(".stop").click()
        page.locator(".stopped").wait_for()
    return page


def still(clip: str, target: Path, *, zoom: float = 1.0) -> Path:
    """One picture of a clip as a camera; `zoom`: only its middle, from the top."""
    picture = cv2.imdecode(np.frombuffer(jpegs(CLIPS / f"{clip}.mp4")[1][0], np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    height, width = picture.shape[:2]
    tall, wide = round(height / zoom), round(width / zoom)
    left, top = round((width - wide) * 0.48), round((height - tall) * 0.28)
    cut = cv2.resize(picture[top : top + tall, left : left + wide], (width, height))
    target.write_bytes(cv2.imencode(".jpg", cut)[1].tobytes() * 30)
    return target


def for_the_readme() -> None:
    """The patient's page beside the therapist's."""
    found = [cv2.imread(str(SCREENS / "en" / f"{name}.webp")) for name in ("stage", "session")]
    height = 432
    small = [
        cv2.resize(one, (round(one.shape[1] * height / one.shape[0]), height), interpolation=cv2.INTER_AREA)
        for one in found
        if one is not None
    ]
    assert len(small) == 2
    cv2.imwrite(str(SCREENS / "session.webp"), cv2.hconcat(small), (cv2.IMWRITE_WEBP_QUALITY, QUALITY))


def main() -> None:
    parser = argparse.ArgumentParser(description="Pictures of every page in every language.")
    parser.add_argument(
        "languages", nargs="*", metavar="LANGUAGE", help=f"of {', '.join(LANGUAGES)}; else all"
    )
    wanted = parser.parse_args().languages or list(LANGUAGES)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        camera = camera_clip(CLIPS / f"{CLIP}.mp4", Path(folder) / "camera.mjpeg", lead_s=LEAD_S, tail_s=4)
        face = still("sts_clean_45", Path(folder) / "face.mjpeg", zoom=2.6)
        sits = still("sts_clean_45", Path(folder) / "sits.mjpeg")
        with (
            serving(Path(folder) / "data") as server,
            chromium(playwright, face) as desk,
            chromium(playwright, sits) as beside,
        ):
            clinic = Clinic(server)
            clinic.fill()
            for language in wanted:
                with chromium(playwright, camera) as home:
                    Tour(language, clinic, desk, home, beside).all()
                print(language, flush=True)
    if "en" in wanted:
        for_the_readme()


if __name__ == "__main__":
    main()
