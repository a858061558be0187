"""A small OpenID provider on this machine that keeps to the protocol, with keys of its own; what it signs can
be bent for the hostile cases."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "coach of the clinic", "a secret/of both: +?"
Claims = dict[str, Any]
PAGE = """<!doctype html><html lang="en"><title>Login</title><h1>Login of the clinic</h1>
<p><a href="{yes}">Continue as {email}</a></p><p><a href="{no}">Cancel</a></p>"""


@dataclass
class OpenId:
    """`email` is who is signed in at it; `bend` changes the claims, `sign` makes the token of them."""

    issuer: str = ""
    email: str = "anna@example.org"
    verified: object = True
    subject: str = "subject-1"
    bend: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[["OpenId", Claims], str] = lambda self, claims: self.signed(claims, self.key)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    discovery: Callable[[Claims], Claims] = lambda said: said
    email_in_token: bool = True
    tells_of: str | None = None
    """Whom its userinfo is about, if not who signed in."""
    down: bool = False
    asked: list[Mapping[str, str]] = field(default_factory=list)
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def signed(self, claims: Claims, key: RSAKey) -> str:
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)

    def claims(self, nonce: str) -> Claims:
        now = int(time.time())
        found = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT_ID,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
        }
        return self.bend({**found, **(self.whose() if self.email_in_token else {})})

    def whose(self) -> Claims:
        return {"email": self.email, "email_verified": self.verified}

    def code(self, query: Mapping[str, str]) -> str:
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return code


def unsigned(_provider: OpenId, claims: Claims) -> str:
    """What `alg: none` looks like."""
    return f"{part({'alg': 'none'})}.{part(claims)}."


def part(said: Claims) -> str:
    return unpadded(json.dumps(said).encode())


def unpadded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Handler(BaseHTTPRequestHandler):
    provider: OpenId

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if self.provider.down:
            self.answer(503, b"down")
        elif parts.path == "/.well-known/openid-configuration":
            self.say(200, self.discovery())
        elif parts.path == "/keys":
            self.say(200, {"keys": [self.provider.key.as_dict(private=False)]})
        elif parts.path == "/authorize":
            self.authorize(query)
        elif parts.path == "/userinfo":
            about = self.provider.tells_of or self.provider.subject
            self.say(200, {"sub": about, **self.provider.whose()})
        else:
            self.answer(404, b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        query = self.provider.codes.pop(form.get("code", ""), None)
        if not self.known(form) or query is None or not fits(query, form):
            self.say(400, {"error": "invalid_grant"})
            return
        token = self.provider.sign(self.provider, self.provider.claims(query["nonce"]))
        self.say(200, {"id_token": token, "access_token": "access", "token_type": "Bearer"})

    def discovery(self) -> Claims:
        at = self.provider.issuer
        return self.provider.discovery(
            {
                "issuer": at,
                "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token",
                "jwks_uri": f"{at}/keys",
                "userinfo_endpoint": f"{at}/userinfo",
            }
        )

    def authorize(self, query: Mapping[str, str]) -> None:
        self.provider.asked.append(query)
        back, state = query["redirect_uri"], {"state": query["state"], "iss": self.provider.issuer}
        yes = f"{back}?{urlencode({'code': self.provider.code(query), **state})}"
        no = f"{back}?{urlencode({'error': 'access_denied', **state})}"
        page = PAGE.format(
            yes=yes.replace("&", "&amp;"), no=no.replace("&", "&amp;"), email=self.provider.email
        )
        self.answer(200, page.encode(), "text/html")

    def known(self, form: Mapping[str, str]) -> bool:
        """By header, or by form where the discovery document asks for that."""
        if form.get("client_secret") == CLIENT_SECRET:
            return form.get("client_id") == CLIENT_ID
        said = base64.b64decode(self.headers.get("authorization", "Basic ").removeprefix("Basic ")).decode()
        return parse_qs(f"is={said}") == {"is": [f"{CLIENT_ID}:{CLIENT_SECRET}"]}

    def say(self, status: int, body: Claims) -> None:
        self.answer(status, json.dumps(body).encode(), "application/json")

    def answer(self, status: int, body: bytes, kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Quiet."""


def fits(query: Mapping[str, str], form: Mapping[str, str]) -> bool:
    """PKCE, and the same way back as was asked for."""
    challenge = unpadded(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
    same = challenge == query["code_challenge"]
    return same and form.get("redirect_uri") == query["redirect_uri"]


@contextmanager
def open_id() -> Iterator[OpenId]:
    provider = OpenId()
    handler = type("Bound", (Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
