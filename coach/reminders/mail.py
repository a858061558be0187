"""Hands messages to a mail server. Not for what is said in them (coach.reminders.words)."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Literal

TIMEOUT_S = 30.0


class MailFailed(Exception):
    """The mail server does not answer, or not as it should: later it may."""


class NotNow(Exception):
    """The server takes others, and this one later."""


class AddressRefused(Exception):
    """The server will not take a message for this address, however often it is tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    sender: str
    ca: Path | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def domain(self) -> str:
        """For the messages' ids."""
        return parseaddr(self.sender)[1].rpartition("@")[2] or "localhost"


class Line:
    """An open connection."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp

    def send(self, message: EmailMessage) -> None:
        """Raises AddressRefused, NotNow, MailFailed."""
        try:
            self._smtp.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise (AddressRefused if min(codes) >= 500 else NotNow) from refused
        except smtplib.SMTPDataError as refused:
            raise (AddressRefused if refused.smtp_code >= 500 else NotNow) from refused
        except (smtplib.SMTPException, OSError) as failure:
            raise MailFailed from failure


@contextmanager
def line(server: MailServer) -> Iterator[Line]:
    """Blocks. Raises MailFailed."""
    try:
        smtp = _connected(server)
    except (smtplib.SMTPException, OSError) as failure:
        raise MailFailed from failure
    try:
        yield Line(smtp)
    finally:
        smtp.close()


def _connected(server: MailServer) -> smtplib.SMTP:
    trusted = ssl.create_default_context(cafile=str(server.ca) if server.ca else None)
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=trusted)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    try:
        if server.security == "starttls":
            smtp.starttls(context=trusted)
        if server.user is not None:
            smtp.login(server.user, server.password or "")
    except BaseException:
        smtp.close()
        raise
    return smtp
