"""Personal links: codes of 128 bits that open one session in one role.

A code is derived from the server's secret, so it can be shown again to the therapist, while the database
keeps only its hash: who reads the database cannot enter a session.
"""

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

CODE_BYTES = 16


def load_secret(path: Path) -> bytes:
    """The server's secret, made at the first start and readable by its user only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()


def link_code(secret: bytes, session_id: str, role: str) -> str:
    """22 characters of URL-safe base64."""
    digest = hmac.new(secret, f"{session_id}\0{role}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:CODE_BYTES]).decode().rstrip("=")


def code_hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
