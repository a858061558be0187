"""The servers that this one speaks with, from its settings: mail, and the clinic's identity provider."""

from coach.config import Settings
from coach.oidc.provider import Client
from coach.reminders.mail import MailServer


def mail_server_of(settings: Settings) -> MailServer | None:
    """None: no reminders are sent."""
    if settings.smtp_host is None or settings.smtp_sender is None:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        sender=settings.smtp_sender,
        ca=settings.smtp_ca,
        user=settings.smtp_user,
        password=settings.smtp_password,
    )


def client_of(settings: Settings) -> Client | None:
    """This server at the identity provider, where one is set."""
    if not settings.oidc_issuer:
        return None
    return Client(
        issuer=settings.oidc_issuer,
        id=settings.oidc_client_id or "",
        secret=settings.oidc_client_secret or "",
        name=settings.oidc_name,
    )
