"""The TURN server's address with credentials that expire, as coturn's `use-auth-secret` wants them."""

import base64
import hashlib
import hmac
import time

from coach.rtc.messages import IceServer

VALID_S = 12 * 3600
"""Longer than any session, shorter than a day."""


def ice_servers(turn_url: str | None, secret: str | None) -> list[IceServer]:
    """None configured: an empty list, never a public server."""
    if turn_url is None:
        return []
    if secret is None:
        return [IceServer(urls=[turn_url])]
    username, credential = credentials(secret, int(time.time()) + VALID_S)
    return [IceServer(urls=[turn_url], username=username, credential=credential)]


def credentials(secret: str, expires: int) -> tuple[str, str]:
    """User name and password valid until `expires` (Unix seconds)."""
    username = f"{expires}:coach"
    digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return username, base64.b64encode(digest).decode()
