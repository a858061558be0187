"""The services that are compared, each as a process tree that sessions are opened on."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.side_by_side.ends import Side
from benchmarks.side_by_side.film import KEPT, ROOT
from coach.config import Settings
from coach.pose.model import official_model
from tests.browser.stage import SIGNED_IN, Server, serving

HERE = Path(__file__).parent
QUIET_S, QUIET_SHARE, QUIET_WITHIN_S = 3.0, 0.05, 60.0
VIEWERS = ("therapist", "caregiver", "clinician")


class NotHere(Exception):
    """This contender can't be run on this machine; the message says why."""


class Contender(ABC):
    """Runs from `open` on; sessions and viewers are numbered from 0."""

    name: str
    most_viewers = len(VIEWERS)

    def __init__(self, patients: Side, viewers: Side) -> None:
        self._patients, self._viewers = patients, viewers

    @property
    @abstractmethod
    def pid(self) -> int: ...

    @abstractmethod
    def begin(self, session: int) -> None:
        """A patient sends the film, one viewer watches, every repetition is judged."""

    @abstractmethod
    def watch(self, session: int, viewer: int) -> None:
        """One more viewer."""

    @abstractmethod
    def analysed(self) -> list[int]:
        """Pictures analysed so far, by session."""

    def tree(self) -> list[psutil.Process]:
        top = psutil.Process(self.pid)
        return [top, *top.children(recursive=True)]

    def cpu_s(self) -> float:
        """Of all its processes, so far."""
        total = 0.0
        for process in self.tree():
            with contextlib.suppress(psutil.NoSuchProcess):
                spent = process.cpu_times()
                total += spent.user + spent.system
        return total


class Ours(Contender):
    name = "this service"

    def __init__(self, patients: Side, viewers: Side, server: Server) -> None:
        super().__init__(patients, viewers)
        self._server = server
        self._cookie = server.sign_in()
        self._links: list[dict[str, str]] = []

    @property
    def pid(self) -> int:
        return self._server.process.pid

    def begin(self, session: int) -> None:
        made = self._server.start_session()
        self._links.append({role: getattr(made, f"{role}_url") for role in ("patient", *VIEWERS)})
        self.watch(session, 0)
        self.lead(session, type="choose", exercise="sit_to_stand", side="both", target_reps=100)
        self._join(self._patients, f"{session}", "patient", self._links[session]["patient"])
        self.lead(session, type="start_set")
        self._viewers.ask("stage", f"{session}-0", "moving")

    def lead(self, session: int, **message: object) -> None:
        """The therapist of a session says this."""
        self._viewers.ask("say", f"{session}-0", message)

    def watch(self, session: int, viewer: int) -> None:
        self._join(self._viewers, f"{session}-{viewer}", "viewer", self._links[session][VIEWERS[viewer]])

    def _join(self, side: Side, key: str, role: str, url: str) -> None:
        side.ask("join", key, role, self._server.port, url, self._cookie)

    def analysed(self) -> list[int]:
        return [
            len(self._viewers.ask("seen", f"{session}-0").overlays) for session in range(len(self._links))
        ]


class Foreign(Contender):
    script: str
    packages: tuple[str, ...] = ()
    """None: it needs nothing that this project does not have."""
    one_end = False
    """Its picture goes back to the patient's own page; there are no other viewers."""

    def __init__(self, patients: Side, viewers: Side, extra_s: float) -> None:
        super().__init__(patients, viewers)
        settings = Settings()
        model = official_model(given=settings.model, cache=settings.models)
        self._process = subprocess.Popen(
            [self.python(), HERE / "servers" / self.script, model, str(extra_s)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(KEPT / f"{self.script}.log").open("w"),
            text=True,
            env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
        )

    @classmethod
    def python(cls) -> Path:
        """Of its own environment, made at the first run. Raises NotHere."""
        if not cls.packages:
            return Path(sys.executable)
        folder = KEPT / "venvs" / cls.script.removesuffix(".py")
        done = folder / "done.txt"
        if not done.exists() or done.read_text() != "\n".join(cls.packages):
            _install(folder, cls.packages)
            done.write_text("\n".join(cls.packages))
        return folder / "bin" / "python"

    @property
    def pid(self) -> int:
        return self._process.pid

    def begin(self, session: int) -> None:
        if self.one_end:
            self._connect(self._viewers, f"{session}-0", session, "both")
            return
        self._connect(self._patients, f"{session}", session, "patient")
        self.watch(session, 0)

    def watch(self, session: int, viewer: int) -> None:
        self._connect(self._viewers, f"{session}-{viewer}", session, "viewer")

    def _connect(self, side: Side, key: str, session: int, role: str) -> None:
        sdp = side.ask("offer", key, role)
        side.ask("accept", key, self._ask(session=session, role=role, sdp=sdp)["sdp"])

    def analysed(self) -> list[int]:
        return [one["analysed"] for one in self._ask(figures=True)]

    def found(self) -> list[int]:
        return [one["found"] for one in self._ask(figures=True)]

    def _ask(self, **asked: object):  # type: ignore[no-untyped-def]
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
        if line := self._process.stdout.readline():
            return json.loads(line)
        raise NotHere(f"its process ended with {self._process.wait()}")

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


class Recipe(Foreign):
    name, script = "aiortc recipe", "serve_recipe.py"


class FastRtc(Foreign):
    name, script, one_end, most_viewers = "FastRTC", "serve_fastrtc.py", True, 1
    packages = ("fastrtc==0.0.34", "mediapipe==1.2.2")


class StreamlitWebrtc(Foreign):
    name, script = "streamlit-webrtc", "serve_streamlit.py"
    packages = ("streamlit-webrtc==0.79.0", "mediapipe==1.2.2")


OTHERS: tuple[type[Foreign], ...] = (Recipe, FastRtc, StreamlitWebrtc)
Kind = type[Foreign] | None
"""None: this service."""


def _install(folder: Path, packages: tuple[str, ...]) -> None:
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = [str(folder / "bin" / "pip"), "install", "-q", "--disable-pip-version-check", *packages]
        subprocess.run(pip, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except subprocess.CalledProcessError as failed:
        raise NotHere(f"{packages[0]} could not be installed") from failed


@contextlib.contextmanager
def running(kind: Kind, patients: Side, viewers: Side, *, extra_s: float = 0.0) -> Iterator[Contender]:
    if kind is not None:
        contender = kind(patients, viewers, extra_s)
        try:
            yield contender
        finally:
            contender.stop()
        return
    with tempfile.TemporaryDirectory() as folder, _slower(extra_s), serving(Path(folder)) as server:
        ours = Ours(patients, viewers, server)
        _wait_until_quiet(ours)
        yield ours
    SIGNED_IN.clear()


def _wait_until_quiet(contender: Contender) -> None:
    """Its start, spare processes included, is no part of what a session costs."""
    for _ in range(round(QUIET_WITHIN_S / QUIET_S)):
        before = contender.cpu_s()
        time.sleep(QUIET_S)
        if contender.cpu_s() - before < QUIET_SHARE * QUIET_S:
            return


@contextlib.contextmanager
def _slower(extra_s: float) -> Iterator[None]:
    """Pose processes started meanwhile take so much longer for every picture."""
    before = os.environ.get("PYTHONPATH", "")
    try:
        if extra_s:
            os.environ["PYTHONPATH"] = f"{HERE / 'slow'}:{ROOT}:{before}"
            os.environ["BENCH_EXTRA_S"] = str(extra_s)
        yield
    finally:
        os.environ["PYTHONPATH"] = before
        os.environ.pop("BENCH_EXTRA_S", None)
