"""The addresses that people open."""

from collections.abc import Mapping
from typing import cast

from starlette.requests import HTTPConnection

from coach.rtc.messages import Role
from coach.store.facts import ROLES, Facts


def base_url(request: HTTPConnection, public_url: str | None) -> str:
    """As the person reached this server, over HTTP or a WebSocket, without a slash at the end."""
    asked = str(request.base_url).replace("ws", "http", 1) if request.scope["type"] == "websocket" else None
    return (public_url or asked or str(request.base_url)).rstrip("/")


def links(facts: Facts, session_id: str, base: str) -> Mapping[Role, str]:
    """One personal address for each role."""
    return {cast(Role, role): f"{base}/s/{facts.code(session_id, role)}" for role in ROLES}
