"""All doors of the service on one app."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI

from coach.api import (
    administration,
    agreed,
    arrivals,
    board,
    caregivers,
    charting,
    consents,
    entrance,
    erasing,
    exports,
    health,
    home,
    jobs,
    mail,
    pages,
    people,
    personal,
    personal_uploads,
    problems,
    programme,
    progress,
    rejudge,
    reminders,
    review,
    sessions,
    single_sign_on,
    stills,
    uploads,
)
from coach.api.guard import Guard
from coach.api.links import Addresses
from coach.api.metrics import registry
from coach.api.reception import Archive, Reception
from coach.api.socket import Door
from coach.feedback.exercise import Exercise
from coach.feedback.exercises import CATALOG
from coach.oidc.provider import Provider
from coach.pose.worker import PosePool
from coach.review.exports.media import media_of
from coach.review.jobs import Jobs
from coach.review.own import Shelf
from coach.review.uploads import Uploads
from coach.rtc.demo import Demos
from coach.rtc.governor import Governor
from coach.rtc.rooms import Rooms
from coach.rtc.stall import StallProbe
from coach.store.facts import Facts
from coach.store.files import Files


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """How this server is set up, as far as the doors show it."""

    addresses: Addresses
    ways: entrance.Ways
    post: mail.Post | None
    """Null without a mail server."""
    time_zone: str
    public_url: str | None
    upload_bytes: int
    upload_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the doors need of the running service."""

    here: Here
    facts: Facts
    archive: Archive
    reception: Reception
    first_code: str
    """Guards the first run."""
    pool: PosePool
    rooms: Rooms
    demos: Demos
    probe: StallProbe
    governor: Governor
    uploads: Uploads
    jobs: Jobs
    files: Files
    versions: Mapping[str, str]
    """Of what judges."""
    shelf: Shelf
    provider: Provider | None
    """Whom people sign in with besides their password."""
    offered: Mapping[str, Exercise]
    """The library, as far as this machine can judge it."""


def front(parts: Parts, web: Path) -> FastAPI:
    """`web`: the folder of the built pages."""
    app = FastAPI(title="Coach", version=version("coach"), docs_url=None, redoc_url=None)
    problems.install(app)
    _ways_in(app, parts)
    office = people.Office(
        facts=parts.facts,
        archive=parts.archive,
        reception=parts.reception,
        addresses=parts.here.addresses,
        waiting=people.Waiting(),
    )
    _people(app, parts, office)
    _chart(app, parts, office)
    _sessions(app, parts)
    _review(app, parts)
    _videos(app, parts)
    figures = registry(parts.rooms, parts.probe, parts.governor)
    app.include_router(health.router(parts.facts, figures, lambda: bool(parts.pool.pids)))
    app.add_middleware(Guard, reception=parts.reception, public=parts.here.public_url)
    pages.install(app, parts.facts, web)
    return app


def _ways_in(app: FastAPI, parts: Parts) -> None:
    porter = entrance.Porter(parts.archive, parts.reception, parts.first_code, parts.here.ways)
    app.include_router(entrance.router(porter))
    if parts.provider is not None:
        gate = single_sign_on.Gate(parts.provider, porter)
        app.include_router(single_sign_on.router(gate, parts.here.addresses))


def _people(app: FastAPI, parts: Parts, office: people.Office) -> None:
    archive, here = parts.archive, parts.here
    app.include_router(people.router(office))
    app.include_router(caregivers.router(office))
    following = agreed.Following(facts=parts.facts, archive=archive, room=parts.rooms.get)
    app.include_router(consents.router(archive, following.refusal))
    app.include_router(reminders.router(office, sent_here=here.post is not None, zone=here.time_zone))
    app.include_router(mail.router(here.post))
    app.include_router(arrivals.router(archive, here.time_zone))
    app.include_router(administration.router(office))
    app.include_router(personal.router(parts.facts, archive, here.addresses, office.waiting))


def _chart(app: FastAPI, parts: Parts, office: people.Office) -> None:
    app.include_router(charting.router(office))
    app.include_router(programme.router(office, parts.shelf))
    app.include_router(progress.router(office, parts.shelf))


def _sessions(app: FastAPI, parts: Parts) -> None:
    facts, rooms, addresses, reception = parts.facts, parts.rooms, parts.here.addresses, parts.reception
    app.include_router(home.router(facts, parts.archive, addresses))
    app.include_router(sessions.router(facts, rooms, addresses, parts.demos.start, reception))
    app.include_router(Door(facts, rooms, addresses, reception).router())
    app.include_router(board.Lookout(facts, parts.archive, rooms, addresses, reception).router())


def _review(app: FastAPI, parts: Parts) -> None:
    facts, files, refused = parts.facts, parts.files, partial(agreed.refused_in, parts.archive)
    desk = review.Desk(facts, files, parts.shelf)
    app.include_router(review.router(desk, refused))
    app.include_router(stills.router(stills.Album(desk=desk, files=files, refused=refused)))
    app.include_router(rejudge.router(desk, parts.jobs, CATALOG, parts.versions))
    eraser = erasing.Eraser(facts=facts, files=files, is_open=lambda name: parts.rooms.get(name) is not None)
    app.include_router(erasing.router(eraser))
    app.include_router(jobs.router(parts.jobs))
    app.include_router(exports.router(facts, files, parts.shelf, media_of(files, facts)))


def _videos(app: FastAPI, parts: Parts) -> None:
    inbox = uploads.Inbox(
        facts=parts.facts,
        uploads=parts.uploads,
        jobs=parts.jobs,
        exercises=parts.offered,
        max_bytes=parts.here.upload_bytes,
        max_seconds=parts.here.upload_seconds,
    )
    app.include_router(uploads.router(inbox, parts.here.addresses, parts.reception))
    app.include_router(personal_uploads.router(inbox, parts.archive))
