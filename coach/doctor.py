"""`coach doctor`: is everything there that a session needs? Plain answers, each with what to do.

Only looks and asks; changes nothing but a missing cache of the model.
"""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from coach.api.certificate import network_addresses
from coach.api.single_sign_on import BACK
from coach.config import Settings
from coach.oidc.provider import Provider, ProviderFailed
from coach.outside import client_of, mail_server_of
from coach.pose.model import ModelError, hand_model, ready_model
from coach.reminders.mail import MailFailed, MailServer, line
from coach.rtc.aiortc_taps import AiortcChanged, self_check
from coach.rtc.codecs import missing_codecs
from coach.rtc.relay import relay_reached
from coach.store.database import open_database
from coach.store.facts import Facts
from coach.store.files import StorageFailed, files_at
from coach.store.keeping import find_orphans
from coach.store.links import load_secret
from coach.store.webm import is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer. `ok` None: not a fault, but worth knowing."""

    what: str
    ok: bool | None
    says: str


async def examine(settings: Settings, web: Path) -> AsyncIterator[Finding]:
    yield _model(settings)
    yield _hand_model(settings)
    yield _aiortc()
    yield _codecs()
    yield _pages(web)
    yield _port(settings)
    yield _media_ports()
    yield _camera(settings)
    yield await _relay(settings)
    yield await _mail(settings)
    yield await _sign_in(settings)
    yield await _database(settings)
    yield await _kept(settings)
    yield _recordings(settings)


def _model(settings: Settings) -> Finding:
    try:
        path = ready_model(given=settings.model, cache=settings.models)
    except ModelError as error:
        return Finding(what="Pose model", ok=False, says=str(error))
    return Finding(what="Pose model", ok=True, says=f"{path.name}, checked")


def _hand_model(settings: Settings) -> Finding:
    try:
        path = hand_model(given=settings.hand_model, cache=settings.models)
    except ModelError as error:
        says = f"{error} Until then exercises of the hand are not offered; everything else works."
        return Finding(what="Hand model", ok=None, says=says)
    return Finding(what="Hand model", ok=True, says=f"{path.name}, checked")


def _aiortc() -> Finding:
    try:
        self_check()
    except AiortcChanged as error:
        return Finding(what="WebRTC", ok=False, says=str(error))
    return Finding(what="WebRTC", ok=True, says="aiortc is the version this server leans on")


def _codecs() -> Finding:
    missing = missing_codecs()
    if missing:
        says = f"No {' and no '.join(missing)}: install the pinned packages again (make setup)."
        return Finding(what="Codecs", ok=False, says=says)
    return Finding(what="Codecs", ok=True, says="VP8 and Opus")


def _pages(web: Path) -> Finding:
    if (web / "index.html").exists():
        return Finding(what="Web pages", ok=True, says="built")
    return Finding(what="Web pages", ok=False, says="Not built: run make setup.")


def _port(settings: Settings) -> Finding:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            says = f"Port {settings.port} is taken: end the other program, or set COACH_PORT."
            return Finding(what="Web port", ok=False, says=says)
    return Finding(what="Web port", ok=True, says=f"{settings.port} is free")


def _media_ports() -> Finding:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("", 0))
        except OSError:
            return Finding(what="Media ports", ok=False, says="No UDP port opens: calls cannot connect.")
    addresses = ", ".join(network_addresses()) or "this machine only (no network address)"
    return Finding(what="Media ports", ok=True, says=f"UDP opens; reachable at {addresses}")


def _camera(settings: Settings) -> Finding:
    if settings.https or (settings.public_url or "").startswith("https://"):
        return Finding(what="Camera", ok=True, says="HTTPS: phones and tablets may use their camera")
    says = "Browsers give the camera to localhost only. For other devices: make run HTTPS=1."
    return Finding(what="Camera", ok=None, says=says)


async def _relay(settings: Settings) -> Finding:
    if not settings.turn_urls:
        says = "No TURN server: calls across strict firewalls will fail (docs/turn.md)."
        return Finding(what="Relay (TURN)", ok=None, says=says)
    try:
        mute = [url for url in settings.turn_urls if not await relay_reached(url, settings.turn_secret)]
    except ValueError as error:
        return Finding(what="Relay (TURN)", ok=False, says=str(error))
    if not mute:
        says = f"gives a relay address at {', '.join(settings.turn_urls)}"
        return Finding(what="Relay (TURN)", ok=True, says=says)
    says = f"No relay address from {', '.join(mute)}: check COACH_TURN_URL, COACH_TURN_SECRET, its firewall."
    return Finding(what="Relay (TURN)", ok=False, says=says)


async def _mail(settings: Settings) -> Finding:
    """Connected, secured and signed in as for a reminder; nothing is sent."""
    what, server = "Mail server", mail_server_of(settings)
    if server is None:
        return Finding(what=what, ok=None, says="None is set: no reminders go out (README, Reminders).")
    try:
        await asyncio.to_thread(_greet, server)
    except MailFailed as failure:
        says = f"{server.host}:{server.port}: {failure.why}. Check COACH_SMTP_…"
        return Finding(what=what, ok=False, says=says)
    how = {"starttls": "by STARTTLS", "tls": "by TLS", "none": "unencrypted"}[server.security]
    signed = ", signed in" if server.user else ""
    return Finding(what=what, ok=True, says=f"{server.host}:{server.port} answers, {how}{signed}")


def _greet(server: MailServer) -> None:
    """Raises MailFailed."""
    with line(server):
        pass


async def _sign_in(settings: Settings) -> Finding:
    what, client = "Sign-in (OpenID)", client_of(settings)
    if client is None:
        return Finding(what=what, ok=None, says="No provider is set: people sign in with a password.")
    try:
        async with Provider(client) as provider:
            await provider.looked_at()
    except ProviderFailed as failure:
        return Finding(what=what, ok=False, says=f"{client.issuer}: {failure}. Check COACH_OIDC_ISSUER.")
    back = f"{(settings.public_url or 'http://localhost:' + str(settings.port)).rstrip('/')}{BACK}"
    says = f"{client.issuer} answers, with its keys; the way back to register there is {back}"
    return Finding(what=what, ok=True, says=says)


async def _database(settings: Settings) -> Finding:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        engine = await open_database(settings.url)
        await engine.dispose()
    except (SQLAlchemyError, OSError) as error:
        says = f"Cannot be opened ({type(error).__name__}): check COACH_DATABASE_URL and COACH_DATA."
        return Finding(what="Database", ok=False, says=says)
    return Finding(what="Database", ok=True, says=f"{engine.dialect.name}, tables up to date")


async def _kept(settings: Settings) -> Finding:
    """Whether films and tapes are where the facts say, and nothing lies there that nobody knows."""
    what = "Films and tapes"
    try:
        files = files_at(
            settings.data,
            settings.storage_url,
            endpoint=settings.storage_endpoint,
            cache_bytes=settings.cache_bytes,
        )
        facts = Facts(await open_database(settings.url), load_secret(settings.data / "secret"))
        try:
            found = await find_orphans(facts, files)
        finally:
            await facts.close()
    except StorageFailed as error:
        return Finding(what=what, ok=False, says=str(error))
    except (SQLAlchemyError, OSError):
        return Finding(what=what, ok=None, says="Not looked at, since the database can't be opened.")
    left, lost = len(found.files), len(found.films) + len(found.tapes)
    if not left and not lost:
        return Finding(what=what, ok=True, says=f"complete, in {settings.storage_url or 'the data folder'}")
    says = f"{left} files of no session, {lost} films or tapes are gone: see `coach session orphans`."
    return Finding(what=what, ok=None, says=says)


def _recordings(settings: Settings) -> Finding:
    """Room on the disk, and films that were begun and not finished."""
    what = "Recording"
    try:
        films = sorted((settings.data / "recordings").glob("*/*.webm"))
        unfinished = [f"{film.parent.name}/{film.name}" for film in films if is_open(film)]
        free = shutil.disk_usage(settings.data).free
    except OSError as error:
        says = f"The data folder can't be read ({error.strerror}): check COACH_DATA."
        return Finding(what=what, ok=False, says=says)
    if free < settings.recording_free_bytes:
        says = f"Only {free / 1e9:.1f} GB are free: make room on the disk, or set COACH_RECORDING_FREE_BYTES."
        return Finding(what=what, ok=False, says=says)
    if unfinished:
        says = f"Being recorded, or left by a crash (finished at the next start): {', '.join(unfinished)}"
        return Finding(what=what, ok=None, says=says)
    return Finding(what=what, ok=True, says=f"{free / 1e9:.0f} GB are free, no film was left open")
