"""The addresses that people open."""

from collections.abc import Mapping
from typing import cast

from starlette.requests import HTTPConnection

from coach.rtc.messages import Role
from coach.store.facts import ROLES, Facts


def base_url(request: HTTPConnection, public_url: str | None) -> str:
    return (public_url or str(request.base_url)).rstrip("/")


def links(facts: Facts, session_id: str, base: str) -> Mapping[Role, str]:
    """One personal address for each role."""
    return {cast(Role, role): f"{base}/s/{facts.code(session_id, role)}" for role in ROLES}
