"""The TURN server's address with credentials that expire, as coturn's `use-auth-secret` wants them."""

import asyncio
import base64
import hashlib
import hmac
import time
from collections.abc import Sequence

from aioice.stun import TransactionError
from aiortc import RTCIceGatherer, RTCIceTransport

from coach.rtc.aiortc_taps import relay_server
from coach.rtc.messages import IceServer

VALID_S = 12 * 3600
"""Longer than any session, shorter than a day."""

RELAY_S = 8.0


def ice_servers(turn_urls: Sequence[str], secret: str | None) -> list[IceServer]:
    """All addresses of the one TURN server. None configured: an empty list, never a public server."""
    if not turn_urls:
        return []
    if secret is None:
        return [IceServer(urls=list(turn_urls))]
    username, credential = credentials(secret, int(time.time()) + VALID_S)
    return [IceServer(urls=list(turn_urls), username=username, credential=credential)]


def credentials(secret: str, expires: int) -> tuple[str, str]:
    """User name and password valid until `expires` (Unix seconds)."""
    username = f"{expires}:coach"
    digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return username, base64.b64encode(digest).decode()


async def relay_reached(turn_url: str, secret: str | None) -> bool:
    """Whether the TURN server hands out a relay address to us, at this one of its addresses. Raises
    ValueError, with a sentence, for an address that can't be used."""
    servers = [
        relay_server(server.urls, server.username, server.credential)
        for server in ice_servers([turn_url], secret)
    ]
    gatherer = RTCIceGatherer(servers)
    transport = RTCIceTransport(gatherer)
    try:
        async with asyncio.timeout(RELAY_S):
            await gatherer.gather()
        return any(candidate.type == "relay" for candidate in gatherer.getLocalCandidates())
    except (TimeoutError, OSError, ValueError, TransactionError):
        return False
    finally:
        await transport.stop()  # gives the relay address back
