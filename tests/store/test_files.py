"""Where films and tapes are kept: a folder, and a bucket behind a real S3 server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from coach.store.files import (
    FileGone,
    Files,
    Folder,
    StorageFailed,
    checked,
    files_at,
    path_of,
    tape_name,
)

TAPE, FILM = tape_name("ab12"), "recordings/ab12/patient-001.webm"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    if request.param == "folder":
        return files_at(tmp_path, None, endpoint=None, cache_bytes=0)
    return bucket(tmp_path, request.getfixturevalue("endpoint"), monkeypatch)


def bucket(root: Path, endpoint: str, monkeypatch: pytest.MonkeyPatch, *, cache_bytes: int = 10_000) -> Files:
    """An empty one of its own."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client: Any = boto3.client("s3", endpoint_url=endpoint)
    client.create_bucket(Bucket=root.name.replace("_", "-"))
    url = f"s3://{root.name.replace('_', '-')}/coach"
    return files_at(root, url, endpoint=endpoint, cache_bytes=cache_bytes)


def write(files: Files, name: str, data: bytes) -> None:
    path = files.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_what_is_written_here_is_read_wherever_it_is_kept(files: Files) -> None:
    write(files, FILM, b"film" * 100)
    assert files.local(FILM).read_bytes() == b"film" * 100
    files.settle(FILM)
    assert files.there(FILM)
    assert files.local(FILM).read_bytes() == b"film" * 100
    assert [(one.name, one.bytes) for one in files.kept()] == [(FILM, 400)]
    assert files.unsettled() == []
    files.settle(FILM)


def test_what_is_gone_is_said(files: Files) -> None:
    assert not files.there(TAPE)
    with pytest.raises(FileGone):
        files.local(TAPE)
    assert path_of(files, TAPE) == files.root / TAPE
    files.delete(TAPE)


def test_deleting_takes_what_was_made_from_it_too(files: Files) -> None:
    write(files, TAPE, b"tape")
    files.settle(TAPE)
    tape = files.local(TAPE)
    tape.with_name("ab12.traces.json").write_text("{}")
    tape.with_name("ab12.traces2.json").write_text("{}")
    files.delete(TAPE)
    assert not files.there(TAPE)
    assert not [p for p in files.root.rglob("*") if p.is_file()]


@pytest.mark.parametrize("name", ["../secret", "tapes/../../secret", "/etc/passwd", "secret", "", "models/x"])
def test_no_name_leads_out_of_the_storage(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        checked(name)


def test_a_settled_file_takes_no_room_here_until_it_is_read(
    tmp_path: Path, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = bucket(tmp_path, endpoint, monkeypatch)
    write(files, FILM, b"x" * 5000)
    assert files.unsettled() == [FILM]
    files.settle(FILM)
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_the_cache_is_bounded_and_the_longest_unused_goes(
    tmp_path: Path, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = bucket(tmp_path, endpoint, monkeypatch)
    names = [f"recordings/ab12/patient-{n:03}.webm" for n in range(4)]
    for name in names:
        write(files, name, b"x" * 4000)
        files.settle(name)
    for name in names:
        files.local(name)
    copies = sum(p.stat().st_size for p in tmp_path.rglob("*") if p.is_file())
    assert copies <= 10_000
    assert files.local(names[0]).stat().st_size == 4000


def test_a_storage_that_does_not_answer_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    bucket(tmp_path, endpoint, monkeypatch)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    nobody = files_at(tmp_path, "s3://no-such-bucket/coach", endpoint=endpoint, cache_bytes=0)
    write(nobody, TAPE, b"tape")
    with pytest.raises(StorageFailed, match=r"\.$"):
        nobody.settle(TAPE)
    assert nobody.local(TAPE).read_bytes() == b"tape"


def test_an_address_of_no_kind_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="COACH_STORAGE_URL"):
        files_at(tmp_path, "nonsense://bucket", endpoint=None, cache_bytes=0)


def test_the_folder_is_the_default(tmp_path: Path) -> None:
    assert isinstance(files_at(tmp_path, None, endpoint=None, cache_bytes=0), Folder)
