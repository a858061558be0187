"""The TURN server's address with credentials that expire, as coturn's `use-auth-secret` wants them."""

import asyncio
import base64
import hashlib
import hmac
import time

from aioice.stun import TransactionError
from aiortc import RTCIceGatherer, RTCIceServer

from coach.rtc.messages import IceServer

VALID_S = 12 * 3600
"""Longer than any session, shorter than a day."""

RELAY_S = 8.0


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


async def relay_reached(turn_url: str, secret: str | None) -> bool:
    """Whether the TURN server hands out a relay address to us."""
    servers = [
        RTCIceServer(urls=server.urls, username=server.username, credential=server.credential)
        for server in ice_servers(turn_url, secret)
    ]
    gatherer = RTCIceGatherer(servers)
    try:
        async with asyncio.timeout(RELAY_S):
            await gatherer.gather()
    except (TimeoutError, OSError, ValueError, TransactionError):
        return False
    return any(candidate.type == "relay" for candidate in gatherer.getLocalCandidates())
