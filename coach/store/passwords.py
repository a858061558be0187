"""Passwords: Argon2id by argon2-cffi, at its default cost (RFC 9106, low memory). A hash takes a core for
about 50 ms: call from a thread."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200
_HASHER = PasswordHasher()


class Unfit(ValueError):
    """Not a password to take; the message is one sentence for the person."""


def hashed(password: str) -> str:
    """Raises Unfit."""
    if len(password) < SHORTEST:
        raise Unfit(f"Choose a password of at least {SHORTEST} characters: three or four words do well.")
    if len(password) > LONGEST:
        raise Unfit(f"Choose a password of at most {LONGEST} characters.")
    return _HASHER.hash(_same(password))


def matches(password: str, kept: str | None) -> bool:
    """Takes as long for somebody who is not there (`kept` None) as for somebody who is."""
    try:
        _HASHER.verify(kept or _nobodys(), _same(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody's")


def _same(password: str) -> str:
    """The same bytes from every keyboard."""
    return unicodedata.normalize("NFKC", password)
