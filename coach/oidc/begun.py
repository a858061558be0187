"""Sign-ins that were begun and have not come back yet. In memory: after a restart they are begun again."""

import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from coach.oidc.provider import Asked

LASTS_S = 600
REMEMBERED = 10_000
"""At most; the oldest are forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """`browser`: what the browser that began it keeps in a cookie."""

    asked: Asked
    browser: str
    next: str
    """The page of this server that the person was on the way to; may be empty."""
    until: float


class SignInsBegun:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._begun: OrderedDict[str, Begun] = OrderedDict()
        self._clock = clock

    def begin(self, redirect: str, next_page: str) -> tuple[str, Begun]:
        """Its state, which the provider hands back."""
        state = secrets.token_urlsafe(24)
        asked = Asked(nonce=secrets.token_urlsafe(24), verifier=secrets.token_urlsafe(48), redirect=redirect)
        begun = Begun(
            asked=asked,
            browser=secrets.token_urlsafe(24),
            next=next_page,
            until=self._clock() + LASTS_S,
        )
        self._begun[state] = begun
        if len(self._begun) > REMEMBERED:
            self._begun.popitem(last=False)
        return state, begun

    def take(self, state: str, browser: str) -> Begun | None:
        """Once, in time, and in the browser that began it."""
        begun = self._begun.get(state)
        if begun is None or not hmac.compare_digest(begun.browser.encode(), browser.encode()):
            return None
        del self._begun[state]
        return begun if self._clock() < begun.until else None
