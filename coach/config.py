"""The server's settings: one frozen object, read once from the environment (`COACH_…`) by the chooser.

Clinical thresholds are not here: they live with the exercises, versioned.
"""

from pathlib import Path
from typing import Literal, Self
from zoneinfo import available_timezones

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from coach.oidc.provider import acceptable


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="COACH_", frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    data: Path = Path("data")
    """Folder of the database, the tapes, the certificates and the server's secret."""
    database_url: str | None = None
    """SQLAlchemy's URL; without it an SQLite file in `data`."""
    public_url: str | None = None
    """How people reach this server, for links: `https://coach.example.org`. Without it, as they asked."""
    model: Path | None = None
    """A pose model file; without it the official full model is fetched once and checked."""
    hand_model: Path | None = None
    """A hand model file; without it the official one is fetched once and checked."""
    workers: int | None = Field(default=None, ge=1)
    """Pose worker processes; without it one a core."""
    rooms: int = Field(default=20, ge=1)
    """Sessions at once."""
    loopback: bool = True
    """Offer loopback addresses for media too, so that browsers on the server's own machine connect."""
    turn_url: str | None = None
    """A TURN server's addresses, with commas: `turn:HOST:3478?transport=udp,turn:HOST:3478?transport=tcp`
    (docs/turn.md)."""
    turn_secret: str | None = None
    """coturn's `static-auth-secret`, for short-lived credentials."""
    turn_for_server: bool = False
    """This server goes by the relay too (by the first address): where it can't be reached by UDP itself."""
    upload_bytes: int = Field(default=4_000_000_000, ge=1)
    """Largest video that may be uploaded."""
    upload_seconds: float = Field(default=3600, gt=0)
    """Longest one."""
    recording_free_bytes: int = Field(default=1_000_000_000, ge=0)
    """A recording stops when less than this is free on the disk of `data`."""
    storage_url: str | None = None
    """Where films and tapes are kept: `s3://bucket/folder`; without it in `data`. Keys are read from the
    environment as botocore reads them."""
    storage_endpoint: str | None = None
    """The address of an S3-compatible storage that is not Amazon's."""
    cache_bytes: int = Field(default=20_000_000_000, ge=0)
    """Of films and tapes that were fetched from there, kept in `data` for the next look."""
    retention_days: float | None = Field(default=None, gt=0)
    """So long after its end a session is deleted: facts, films and tape. Without it, when somebody does."""
    time_zone: str = "UTC"
    """Where the clinic is, as `Europe/Madrid`: for reminders to patients who have not said where they are."""
    smtp_host: str | None = None
    """The mail server that reminders go out by; without it none are sent."""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """`none` only for a server on this machine."""
    smtp_ca: Path | None = None
    """The certificate of an authority of one's own that the mail server's is checked against."""
    smtp_user: str | None = None
    smtp_password: str | None = None
    smtp_sender: str | None = None
    """Whom reminders are from: `Clinic <reminders@example.org>`."""
    oidc_issuer: str | None = None
    """The clinic's identity provider (OpenID Connect), as its discovery document names itself; with it people
    of the clinic may sign in there."""
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = Field(default=None, repr=False)
    oidc_name: str = Field(default="OpenID Connect", min_length=1, max_length=60)
    """What the button on the first page calls it: `Sign in with …`."""
    password_sign_in: bool = True
    """False: people sign in at the provider alone."""
    https: bool = False
    """Serve HTTPS with a certificate of our own making, for phones on the local network."""

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if self.smtp_host and not self.smtp_sender:
            raise ValueError("COACH_SMTP_HOST needs COACH_SMTP_SENDER too: whom reminders are from.")
        if self.smtp_password and self.smtp_security == "none":
            raise ValueError("COACH_SMTP_PASSWORD is not sent in the clear: set COACH_SMTP_SECURITY.")
        if self.time_zone not in available_timezones():
            raise ValueError("COACH_TIME_ZONE is not a time zone: it looks like Europe/Madrid.")
        return self

    @model_validator(mode="after")
    def _provider_is_whole(self) -> Self:
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_client_secret):
            raise ValueError(
                "COACH_OIDC_ISSUER needs COACH_OIDC_CLIENT_ID and COACH_OIDC_CLIENT_SECRET too: "
                "the provider gives both when this server is registered there."
            )
        if self.oidc_issuer and not acceptable(self.oidc_issuer, self.oidc_issuer):
            raise ValueError("COACH_OIDC_ISSUER is an https address: https://login.example.org.")
        if not self.password_sign_in and not self.oidc_issuer:
            raise ValueError("COACH_PASSWORD_SIGN_IN=false needs COACH_OIDC_ISSUER: nobody could sign in.")
        return self

    @property
    def models(self) -> Path:
        return self.data / "models"

    @property
    def turn_urls(self) -> list[str]:
        return [url.strip() for url in (self.turn_url or "").split(",") if url.strip()]

    @property
    def url(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.data.resolve()}/coach.db"
