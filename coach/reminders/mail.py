"""Hands messages to a mail server. Not for what is said in them (coach.reminders.words)."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from typing import Literal

from coach.store.database import now

TIMEOUT_S = 30.0


class MailFailed(Exception):
    """The mail server does not answer, or not as it should: later it may."""

    @property
    def why(self) -> str:
        """In a few words, for whoever runs the server: never what the mail server itself says."""
        return _reason(self.__cause__)


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


def message_to(server: MailServer, to: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, to, subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=server.domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


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


def _reason(cause: BaseException | None) -> str:
    match cause:
        case smtplib.SMTPAuthenticationError():
            return "it does not know the user or the password"
        case smtplib.SMTPNotSupportedError():
            return "it offers no such way to sign in, or no STARTTLS"
        case ssl.SSLCertVerificationError():
            return "its certificate is not trusted"
        case ssl.SSLError():
            return "it speaks no TLS of this kind on this port"
        case TimeoutError():
            return "it does not answer in time"
        case socket.gaierror():
            return "its name is not known"
        case FileNotFoundError():
            return "the certificate of its authority is not where the settings say"
        case OSError():
            return "nothing answers at this host and port"
    return "it does not answer as a mail server does"
