"""The addresses that people open."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from coach.rtc.vocabulary import Role
from coach.store.facts import ROLES, Facts

HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """How this server is reached."""

    public: str | None = None
    """By everybody, when the settings say so."""
    network: str | None = None
    """By other devices on the network, when it serves them; `localhost` would mean themselves."""

    def base(self, request: HTTPConnection) -> str:
        """As the person reached it, over HTTP or a WebSocket, without a slash at the end."""
        asked = urlsplit(str(request.base_url))
        scheme = asked.scheme.replace("ws", "http")
        return (self.public or f"{scheme}://{asked.netloc}").rstrip("/")

    def base_for_others(self, base: str) -> str:
        """The same for another device: whoever sits at the server's own machine gives out its address."""
        at_the_server = urlsplit(base).hostname in HERE
        return self.network if self.network and at_the_server else base


def links(facts: Facts, session_id: str, base: str, addresses: Addresses) -> Mapping[Role, str]:
    """One personal address for each role; the therapist's is for the device they sit at."""
    others = addresses.base_for_others(base)
    bases = {role: base if role == "therapist" else others for role in ROLES}
    return {cast(Role, role): f"{bases[role]}/s/{facts.code(session_id, role)}" for role in ROLES}
