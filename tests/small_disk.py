"""A disk of a few megabytes, for tests of a full one: a tmpfs, which only root can mount."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

WHY_NOT = "a small disk needs root and mount(8) with tmpfs"


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """`folder` as a disk of its own; as it is where none can be mounted, which `need_small` skips."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = os.geteuid() == 0 and _ran("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder)
    try:
        yield folder
    finally:
        if mounted:
            _ran("umount", "--lazy", folder)


def need_small(folder: Path) -> None:
    """Skips the test where it could not be mounted."""
    if not folder.is_mount():
        pytest.skip(WHY_NOT)


def fill(folder: Path, *, but: int) -> Path:
    """One more file, that leaves so many bytes free."""
    ballast = folder / f"ballast-{but}"
    space = os.statvfs(folder)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, space.f_bavail * space.f_frsize - but)
    return ballast


def _ran(*command: str | Path) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
