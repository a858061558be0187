"""The certificate of our own: what it is for, and when it is made anew."""

import ssl
from pathlib import Path

from coach.api.certificate import ensure_certificate, local_names


def test_it_is_made_once_private_and_usable(tmp_path: Path) -> None:
    first = ensure_certificate(tmp_path)
    assert first.stat().st_mode & 0o077 == 0
    content = first.read_bytes()
    assert ensure_certificate(tmp_path).read_bytes() == content
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(first)


def test_it_is_made_anew_when_the_address_changed(tmp_path: Path) -> None:
    content = ensure_certificate(tmp_path).read_bytes()
    (tmp_path / "tls" / "names.txt").write_text("localhost\nsomewhere.else")
    assert ensure_certificate(tmp_path).read_bytes() != content


def test_it_names_this_machine() -> None:
    assert {"localhost", "127.0.0.1"} <= set(local_names())
