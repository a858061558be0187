"""What a browser test stands on: a real server process, real Chromiums, a clip as the camera.

Also used by the benchmarks and by the script that takes the screenshots.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import av
import cv2
import psutil
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

ROOT = Path(__file__).parents[2]
CLIPS = ROOT / "tests" / "clips"
CAMERA_FPS = 30
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=OptimizationHints,MediaRouter",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)


@dataclass(frozen=True, slots=True)
class Session:
    """The addresses of one session."""

    therapist_url: str
    patient_url: str
    caregiver_url: str
    clinician_url: str
    session_id: str


SIGNED_IN: dict[int, str] = {}
"""The cookie of each server's therapist, by the server's port."""
THERAPIST = {"clinic": "Clinic", "name": "Anna", "login": "anna", "password": "correct horse battery"}


MODELS = {"model": "pose_landmarker_full.task", "hand_model": "hand_landmarker.task"}
"""As `coach model fetch` has left them: no server of a test fetches its own."""


class Server:
    """`coach serve` in a process of its own."""

    command: tuple[str, ...] = ("-m", "coach.start", "serve")

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = data / "server.log"
        data.mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ,
            "COACH_DATA": str(data),
            "COACH_PORT": str(self.port),
            **{f"COACH_{key.upper()}": value for key, value in settings.items()},
        }
        for name, file in MODELS.items():
            if name not in settings and (known := ROOT / "data" / "models" / file).exists():
                environment[f"COACH_{name.upper()}"] = str(known)
        self._output = self.log.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, *self.command],
            env=environment,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
        )

    @property
    def serving_pid(self) -> int:
        """The process that serves; `process` is its keeper."""
        return next(c.pid for c in psutil.Process(self.process.pid).children() if not pose_process(c))

    def wait_ready(self, within: float = 60) -> "Server":
        until(lambda: self.ask("/readyz") is not None or self._ended(), within, "the server to be ready")
        return self

    def sign_in(self) -> str:
        """The therapist's cookie; the first time makes the clinic and the account."""
        if self.port not in SIGNED_IN:
            begun = json.loads(self.ask("/api/v1/entrance") or "{}")["begun"]
            with self.post("/api/v1/sign-in" if begun else "/api/v1/first-run", THERAPIST) as answer:
                SIGNED_IN[self.port] = SimpleCookie(answer.headers["set-cookie"])["coach"].value
        return SIGNED_IN[self.port]

    def start_session(self, path: str = "/api/v1/sessions") -> Session:
        self.sign_in()
        with self.post(path) as answer:
            made = json.load(answer)
        return Session(**{field: made[field] for field in Session.__dataclass_fields__})

    def post(self, path: str, body: object = None) -> Any:
        headers = {"content-type": "application/json", "cookie": f"coach={SIGNED_IN.get(self.port, '')}"}
        data = json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method="POST")
        return urllib.request.urlopen(request, timeout=10)

    def ask(self, path: str) -> str | None:
        """The body, or None when there is no good answer."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            return None

    def kill(self) -> None:
        """All its processes at once, as when the machine loses its power."""
        keeper = psutil.Process(self.process.pid)
        for process in [keeper, *keeper.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
        self._output.close()

    def _ended(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended: {self.log.read_text()[-2000:]}")
        return False


def pose_process(process: psutil.Process) -> bool:
    return "coach.pose" in " ".join(process.cmdline())


@contextlib.contextmanager
def serving(data: Path, **settings: str) -> Iterator[Server]:
    server = Server(data, **settings)
    try:
        yield server.wait_ready()
    finally:
        server.stop()


@contextlib.contextmanager
def chromium(playwright: Playwright, camera: Path | None = None) -> Iterator[Browser]:
    """A Chromium of its own, so that its camera plays from the start; without a clip, its test picture."""
    picture = [f"--use-file-for-fake-video-capture={camera}"] if camera else []
    browser = playwright.chromium.launch(executable_path=installed_chromium(), args=[*QUIET, *picture])
    try:
        yield browser
    finally:
        browser.close()


def context_of(
    browser: Browser, *, width: int = 1280, height: int = 720, language: str = "en-GB"
) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": height},
        permissions=["camera", "microphone"],
        locale=language,
        reduced_motion="reduce",
    )


def open_as_therapist(page: Page, url: str) -> None:
    """Signed in, as whoever started the session."""
    at = urlsplit(url)
    cookie, whole = SIGNED_IN[int(at.port or 0)], f"{at.scheme}://{at.netloc}/"
    page.context.add_cookies([{"name": "coach", "value": cookie, "url": whole, "httpOnly": True}])
    page.goto(url)


def seen(page: Page) -> dict[str, Any]:
    """The page's own record of what it was told and what it drew."""
    snapshot: dict[str, Any] = page.evaluate("() => structuredClone(window.__coach ?? {})")
    return snapshot


def until(true: Callable[[], object], within: float, what: str) -> None:
    """Waits for a condition; says what did not come."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.1)
    raise AssertionError(f"waited {within:.0f} s in vain for {what}")


def camera_clip(clip: Path, target: Path, *, lead_s: float, tail_s: float = 60) -> Path:
    """The clip as a fake camera's Motion JPEG, 30 frames a second: its first frame held for `lead_s`, then
    the clip, then its last frame held for `tail_s`, before Chromium plays it all again."""
    fps, pictures = jpegs(clip)
    repeat = max(1, round(CAMERA_FPS / fps))
    with target.open("wb") as out:
        out.write(pictures[0] * round(lead_s * CAMERA_FPS))
        out.writelines(picture * repeat for picture in pictures)
        out.write(pictures[-1] * round(tail_s * CAMERA_FPS))
    return target


def jpegs(clip: Path) -> tuple[float, list[bytes]]:
    """Frames a second, and each frame as a JPEG."""
    with av.open(str(clip)) as source:
        stream = source.streams.video[0]
        pictures = [
            cv2.imencode(".jpg", frame.to_ndarray(format="bgr24"), (cv2.IMWRITE_JPEG_QUALITY, 85))[
                1
            ].tobytes()
            for frame in source.decode(stream)
        ]
        return float(stream.average_rate or CAMERA_FPS), pictures


def installed_chromium() -> str | None:
    """Path of an installed browser; None lets Playwright take its own."""
    return next((path for name in CHROMIUMS if (path := shutil.which(name))), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
