"""A mail server that speaks SMTP for real, with STARTTLS and sign-in, and keeps what it is given."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from coach.reminders.mail import MailServer
from tests.browser.stage import free_port

USER, PASSWORD = b"coach", b"secret of the post"


@dataclass
class Post:
    """`answers`: what it says to an address, where that is not yes."""

    server: MailServer
    got: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(  # noqa: N802 - the server's own name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get(address, "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.got.append(message)
        return "250 OK"


@contextmanager
def post(folder: Path) -> Iterator[Post]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    kept = Post(
        MailServer(
            host="localhost",
            port=free_port(),
            security="starttls",
            sender="Clinic <reminders@clinic.example>",
            ca=folder / "ca.pem",
            user=USER.decode(),
            password=PASSWORD.decode(),
        )
    )
    controller = Controller(
        kept,
        hostname="127.0.0.1",
        port=kept.server.port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=_known,
    )
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()


def _known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, said: Any) -> AuthResult:
    assert isinstance(said, LoginPassword)
    return AuthResult(success=(said.login, said.password) == (USER, PASSWORD), handled=False)
