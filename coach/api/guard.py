"""The one place where it is decided who comes in: every HTTP request, WebSocket and file of this server
passes here before anything else sees it. What is not in the table of doors is refused."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from coach.api.doors import About, Door, door_at
from coach.api.problems import language_of, problem
from coach.api.reception import Reception, Visitor
from coach.review.sentences import in_language
from coach.rights import Role

SAFE = ("GET", "HEAD", "OPTIONS")
SIGN_IN = "Sign in first: your sign-in has ended, or this page needs one."
NOT_HERE = "There is nothing here for you: ask whoever gave you this address."
NOT_YOURS = "You have no right to do this. Ask your administrator."
ELSEWHERE = "This was asked by a page of another address. Open this server's own page and try again."


class Guard:
    def __init__(self, app: ASGIApp, reception: Reception, public: str | None = None) -> None:
        """`public`: the address that people reach this server by, where it is not the one it sees."""
        self._app, self._reception = app, reception
        self._public = urlsplit(public).netloc if public else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = await self._decide(HTTPConnection(scope), scope)
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await refusal(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 4403, "reason": "refused"})

    async def _decide(self, connection: HTTPConnection, scope: Scope) -> Response | None:
        """None: come in."""
        method = scope.get("method", "WS")
        found = door_at(method, scope["path"])
        if found is None:
            return _said(connection, 404, NOT_HERE)
        if method not in SAFE and not self._from_here(connection):
            return _said(connection, 403, ELSEWHERE)
        door, names = found
        visitor = await self._reception.receive(connection, door, names)
        connection.state.visitor = visitor
        allowed = visitor.may(door.action)
        if door.noted and (allowed or visitor.actor.person_id is not None):
            await self._reception.note(visitor, door.action, done=allowed)
        return None if allowed else _refusal(connection, visitor, door)

    def _from_here(self, connection: HTTPConnection) -> bool:
        """No page of another address asks with the cookies of this one: browsers name theirs with every
        request that changes something and with every WebSocket."""
        origin = connection.headers.get("origin")
        if origin is None:
            return connection.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        return urlsplit(origin).netloc in (connection.headers.get("host"), self._public)


def _refusal(connection: HTTPConnection, visitor: Visitor, door: Door) -> Response:
    """Nothing tells whether what was asked about is there."""
    if visitor.actor.role is Role.NOBODY:
        return _said(connection, 401, SIGN_IN)
    if door.about in (About.ONESELF, About.CLINIC):
        return _said(connection, 403, NOT_YOURS)
    return _said(connection, 404, NOT_HERE)


def _said(connection: HTTPConnection, status: int, sentence: str) -> Response:
    return problem(status, "Not done", in_language(sentence, language_of(connection)))
