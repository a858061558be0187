"""Where a session's films and tapes are kept: a folder of this machine, or an S3-compatible bucket.

Files have names within the storage: `tapes/SESSION.tape`, `recordings/SESSION/…`. They are always written
into the local folder first; `settle` then hands a finished one over to where it is kept. Not for facts.
"""

import contextlib
import importlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

FOLDERS = ("tapes", "recordings")
CACHE = "cache"


class FileGone(Exception):
    """There is no such file any more."""


class StorageFailed(Exception):
    """The storage does not answer or refuses; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that is there."""

    name: str
    bytes: int


class Files(Protocol):
    """Every method may take as long as the disk or the network: never on the event loop."""

    @property
    def root(self) -> Path:
        """The local folder that new files are written into."""
        ...

    def local(self, name: str) -> Path:
        """A file of this machine with its content. Raises FileGone, StorageFailed."""
        ...

    def there(self, name: str) -> bool:
        """Raises StorageFailed."""
        ...

    def settle(self, name: str) -> None:
        """A local file that is finished goes to where it is kept; one that is not there is passed over.
        Raises StorageFailed."""
        ...

    def unsettled(self) -> list[str]:
        """Names of local files that are kept elsewhere once they are finished."""
        ...

    def delete(self, name: str) -> None:
        """Wherever it is, with what was made from it; one that is gone already is no error. Raises
        StorageFailed."""
        ...

    def kept(self) -> Iterator[Kept]:
        """Every file, in no order. Raises StorageFailed."""
        ...


class Folder:
    """The local folder is where they are kept."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def root(self) -> Path:
        return self._root

    def local(self, name: str) -> Path:
        path = self._path(name)
        if not path.is_file():
            raise FileGone(name)
        return path

    def there(self, name: str) -> bool:
        return self._path(name).is_file()

    def settle(self, name: str) -> None:
        """Nothing to do."""

    def unsettled(self) -> list[str]:
        return []

    def delete(self, name: str) -> None:
        _remove(self._path(name))

    def kept(self) -> Iterator[Kept]:
        for folder in FOLDERS:
            for path in (self._root / folder).rglob("*"):
                with contextlib.suppress(FileNotFoundError):
                    if path.is_file():
                        name = path.relative_to(self._root).as_posix()
                        yield Kept(name=name, bytes=path.stat().st_size)

    def _path(self, name: str) -> Path:
        return self._root / checked(name)


class Bucket:
    """A bucket through fsspec; what is read is kept in a bounded cache of the local folder."""

    def __init__(self, root: Path, filesystem: Any, prefix: str, *, cache_bytes: int) -> None:
        """`filesystem`: fsspec's; `prefix`: bucket and folder within it."""
        self._here, self._there, self._prefix = Folder(root), filesystem, prefix.rstrip("/")
        self._cache_bytes = cache_bytes

    @property
    def root(self) -> Path:
        return self._here.root

    def local(self, name: str) -> Path:
        """The one that is not settled yet, else a copy in the cache."""
        with contextlib.suppress(FileGone):
            return self._here.local(name)
        copy = self.root / CACHE / checked(name)
        with _answering():
            try:
                size = int(self._there.size(self._url(name)))
            except FileNotFoundError as error:
                raise FileGone(name) from error
            if not copy.is_file() or copy.stat().st_size != size:
                self._fetch(name, copy, size)
        os.utime(copy)  # the longest unused goes first
        return copy

    def there(self, name: str) -> bool:
        if self._here.there(name):
            return True
        with _answering():
            self._there.invalidate_cache()
            return bool(self._there.exists(self._url(name)))

    def settle(self, name: str) -> None:
        path = self.root / checked(name)
        if not path.is_file():
            return
        size = path.stat().st_size
        with _answering():
            self._there.put_file(str(path), self._url(name))
            self._there.invalidate_cache()
            if int(self._there.size(self._url(name))) != size:
                raise StorageFailed(f"The storage did not keep all of {name}: it stays on this machine.")
        _remove(path)

    def unsettled(self) -> list[str]:
        return [one.name for one in self._here.kept()]

    def delete(self, name: str) -> None:
        self._here.delete(name)
        _remove(self.root / CACHE / checked(name))
        with _answering():
            self._there.invalidate_cache()
            with contextlib.suppress(FileNotFoundError):
                self._there.rm_file(self._url(name))

    def kept(self) -> Iterator[Kept]:
        seen = set()
        for one in self._here.kept():
            seen.add(one.name)
            yield one
        with _answering():
            self._there.invalidate_cache()
            found: Mapping[str, Mapping[str, Any]] = self._there.find(self._prefix, detail=True)
        for url, of in found.items():
            name = url.removeprefix(f"{self._prefix}/")
            if name not in seen and name.split("/")[0] in FOLDERS:
                yield Kept(name=name, bytes=int(of["size"]))

    def _url(self, name: str) -> str:
        return f"{self._prefix}/{checked(name)}"

    def _fetch(self, name: str, copy: Path, size: int) -> None:
        copy.parent.mkdir(parents=True, exist_ok=True)
        self._make_room(size)
        part = copy.with_name(f"{copy.name}.part")
        try:
            self._there.get_file(self._url(name), str(part))
            part.replace(copy)
        finally:
            part.unlink(missing_ok=True)

    def _make_room(self, size: int) -> None:
        """The longest unused copies go until there is room for so many bytes more."""
        copies = [p for p in (self.root / CACHE).rglob("*") if p.is_file()]
        copies.sort(key=lambda p: p.stat().st_mtime)
        total = sum(p.stat().st_size for p in copies)
        for path in copies:
            if total + size <= self._cache_bytes:
                return
            total -= path.stat().st_size
            path.unlink(missing_ok=True)


def files_at(root: Path, url: str | None, *, endpoint: str | None, cache_bytes: int) -> Files:
    """`url`: `s3://bucket/folder`, or any other that fsspec knows; None: the local folder. Keys come from the
    environment, as the storage's own library reads them. Raises StorageFailed."""
    if url is None:
        return Folder(root)
    options = {"endpoint_url": endpoint} if endpoint else {}
    try:
        filesystem, prefix = importlib.import_module("fsspec.core").url_to_fs(url, **options)
    except (ImportError, ValueError) as error:
        raise StorageFailed(
            f"The setting COACH_STORAGE_URL can't be used ({error}): for s3:// install coach[s3]."
        ) from error
    return Bucket(root, filesystem, prefix, cache_bytes=cache_bytes)


def tape_name(session_id: str) -> str:
    return f"tapes/{session_id}.tape"


def path_of(files: Files, name: str) -> Path:
    """Where its content is on this machine; where it would be when it is gone. Raises StorageFailed."""
    try:
        return files.local(name)
    except FileGone:
        return files.root / checked(name)


def checked(name: str) -> str:
    """The name itself. Raises ValueError for one that would lead out of the storage."""
    parts = PurePosixPath(name).parts
    if not parts or parts[0] not in FOLDERS or any(part in ("..", "/") for part in parts):
        raise ValueError(f"{name!r} is no name of a kept file")
    return name


def _remove(path: Path) -> None:
    """With what was made from it, beside it: `a.tape`, `a.traces.json`; and its folder when that was all."""
    if path.parent.is_dir():
        for made in path.parent.glob(f"{path.stem}.traces*.json"):
            made.unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    if path.parent.name not in FOLDERS:
        with contextlib.suppress(OSError):
            path.parent.rmdir()


@contextlib.contextmanager
def _answering() -> Iterator[None]:
    """What the storage's own library throws, as one sentence."""
    try:
        yield
    except (FileGone, StorageFailed):
        raise
    except Exception as error:
        raise StorageFailed(
            f"The storage does not answer as it should ({type(error).__name__}): check COACH_STORAGE_URL, "
            "its keys and its endpoint."
        ) from error
