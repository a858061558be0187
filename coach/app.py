"""The only chooser: builds the whole service from the settings, and takes it down again."""

import asyncio
import gc
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

import structlog
import uvicorn
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from coach.api import agreed, entrance, mail
from coach.api.certificate import ensure_certificate, network_addresses
from coach.api.front import Here, Parts, front
from coach.api.links import Addresses, links
from coach.api.programme import prescribed_for
from coach.api.reception import Archive, Reception
from coach.config import Settings
from coach.feedback.exercise import Exercise
from coach.feedback.exercises import CATALOG
from coach.oidc.provider import Provider
from coach.outside import client_of, mail_server_of
from coach.pose.model import ModelError, hand_model, ready_model
from coach.pose.worker import PosePool
from coach.reminders.round import Reminding
from coach.reminders.trying import Trying
from coach.resumed import Resumed, resumed, set_aside
from coach.review.jobs import Jobs
from coach.review.own import FOLDER, Shelf
from coach.review.rejudgements import Rejudgements
from coach.review.uploads import Uploads
from coach.review.versions import versions
from coach.rtc import aiortc_taps
from coach.rtc.demo import Demos
from coach.rtc.governing import Governing, cores
from coach.rtc.governor import Governor
from coach.rtc.recording import RecordingSettings
from coach.rtc.relay import ice_servers
from coach.rtc.room import Room, RoomSettings
from coach.rtc.rooms import Rooms
from coach.rtc.stall import StallProbe
from coach.rtc.vocabulary import Role
from coach.store.audit import Audit
from coach.store.chart import Chart
from coach.store.course import Course
from coach.store.database import open_database
from coach.store.diary import Diary
from coach.store.entrances import Entrances
from coach.store.facts import Facts
from coach.store.files import Files, files_at
from coach.store.films import FilmLog, recover
from coach.store.keeping import Keeper
from coach.store.ledger import Ending, Ledger
from coach.store.links import load_secret
from coach.store.people import People
from coach.store.person_consents import PersonConsents
from coach.store.reminders import Reminders
from coach.store.subjects import Subjects
from coach.store.tape import TapeUnreadable, TapeWriter
from coach.store.training import Training
from coach.types import BaselineGiven, ProgrammeGiven, Side, Sink

WEB = Path(__file__).parent / "web_dist"
DEMO_CLIP = Path(__file__).parent / "samples" / "sts_knees_in_front.mp4"
MESSAGE_BYTES = 256 * 1024
"""A larger WebSocket message ends its line before it is read."""

log = structlog.get_logger(__name__)


@asynccontextmanager
async def running(
    settings: Settings, tell: Callable[[str], None] = lambda _sentence: None
) -> AsyncIterator[FastAPI]:
    """The app with all its parts started; they are closed in reverse order when it is left. `tell` is for
    whoever started it alone."""
    aiortc_taps.self_check()
    settings.data.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        files = files_of(settings)
        model = ready_model(given=settings.model, cache=settings.models)
        hands = _hand_model(settings)
        pool = PosePool(model=model, hand_model=hands, workers=settings.workers)
        stack.push_async_callback(pool.close)
        pool.begin()  # its processes load while the rest is made
        engine, secret = await open_database(settings.url), load_secret(settings.data / "secret")
        facts, archive = Facts(engine, secret), archive_of(engine, secret)
        stack.push_async_callback(facts.close)
        await recover(facts, settings.data)
        judging = versions(model)
        shelf = Shelf(settings.data / FOLDER, _offered(hands is not None))
        governor = Governor(cores())
        rooms = Rooms(
            _room_maker(settings, facts, files, pool, judging, shelf=shelf, archive=archive),
            capacity=settings.rooms,
            admits=governor.admits,
        )
        stack.push_async_callback(rooms.close)
        demos = Demos(rooms, server=_own_address(settings), clip=DEMO_CLIP)
        stack.push_async_callback(demos.close)
        uploading = Uploads(
            settings.data,
            model=model,
            hands=hands,
            versions=judging,
            max_seconds=settings.upload_seconds,
        )
        work = Jobs(facts, {"upload": uploading, "rejudge": Rejudgements(files)})
        stack.push_async_callback(work.close)
        await work.resume()
        _keep(stack, settings, facts, files, rooms)
        _remind(stack, settings, archive)
        probe = StallProbe()
        stack.callback(asyncio.create_task(probe.run(), name="stall-probe").cancel)
        governing = Governing(governor, rooms=rooms, pool=pool, probe=probe)
        stack.callback(asyncio.create_task(governing.run(), name="governing").cancel)
        parts = Parts(
            here=_here(settings),
            facts=facts,
            archive=archive,
            reception=Reception(facts, archive),
            first_code=entrance.first_run_code(),
            pool=pool,
            rooms=rooms,
            demos=demos,
            probe=probe,
            governor=governor,
            uploads=uploading,
            jobs=work,
            files=files,
            versions=judging,
            shelf=shelf,
            provider=await _provider(stack, settings),
            offered=_offered(hands is not None),
        )
        if not await archive.people.begun():
            tell(
                f"Nobody has an account yet. From another device the first page asks for: {parts.first_code}"
            )
        yield front(parts, WEB)


def _keep(stack: AsyncExitStack, settings: Settings, facts: Facts, files: Files, rooms: Rooms) -> None:
    keeper = Keeper(
        facts, files, days=settings.retention_days, is_open=lambda name: rooms.get(name) is not None
    )
    stack.callback(asyncio.create_task(keeper.run(), name="keeper").cancel)


def _remind(stack: AsyncExitStack, settings: Settings, archive: Archive) -> None:
    """Where there is a mail server."""
    if (server := mail_server_of(settings)) is not None:
        reminding = Reminding(archive=archive, server=server, public_url=settings.public_url)
        stack.callback(asyncio.create_task(reminding.run(), name="reminding").cancel)


async def _provider(stack: AsyncExitStack, settings: Settings) -> Provider | None:
    client = client_of(settings)
    return None if client is None else await stack.enter_async_context(Provider(client))


def _ways(settings: Settings) -> entrance.Ways:
    name = settings.oidc_name if settings.oidc_issuer else ""
    return entrance.Ways(provider=name, passwords=settings.password_sign_in)


def archive_of(engine: AsyncEngine, secret: bytes) -> Archive:
    return Archive(
        people=People(engine),
        entrances=Entrances(engine, secret),
        diary=Diary(engine),
        audit=Audit(engine),
        chart=Chart(engine),
        training=Training(engine),
        course=Course(engine),
        consents=PersonConsents(engine),
        reminders=Reminders(engine),
        subjects=Subjects(engine),
    )


async def serve(
    settings: Settings, listening: socket.socket, tell: Callable[[str], None], beat: Callable[[], None]
) -> None:
    """Serves until a signal ends it. `tell` is for whoever started it alone; `beat` is called every second
    that the event loop turns."""
    async with running(settings, tell) as app:
        gc.freeze()  # what was built stays for ever: no collection walks through it in mid-call
        # uvicorn ends with the signal that ended it, raised once more: it would kill before all is closed.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        beating = asyncio.create_task(_beating(beat), name="heartbeat")
        await uvicorn.Server(server_config(settings, app)).serve(sockets=[listening])
        beating.cancel()


async def _beating(beat: Callable[[], None]) -> None:
    while True:
        beat()
        await asyncio.sleep(1)


def address(settings: Settings) -> tuple[str, int]:
    """Where it listens."""
    return "0.0.0.0" if settings.https else settings.host, settings.port


def server_config(settings: Settings, app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        ws_max_size=MESSAGE_BYTES,
        ws_ping_interval=None,
        # Landmarks don't get smaller, and compressing took a third of what the WebSocket costs.
        ws_per_message_deflate=False,
        ssl_certfile=ensure_certificate(settings.data) if settings.https else None,
    )


def _post(settings: Settings) -> mail.Post | None:
    server = mail_server_of(settings)
    if server is None:
        return None
    at = mail.MailSet(host=server.host, port=server.port, security=server.security, sender=server.sender)
    return mail.Post(at, Trying(server).send)


def _here(settings: Settings) -> Here:
    return Here(
        addresses=addresses_of(settings),
        ways=_ways(settings),
        post=_post(settings),
        time_zone=settings.time_zone,
        public_url=settings.public_url,
        upload_bytes=settings.upload_bytes,
        upload_seconds=settings.upload_seconds,
    )


def _hand_model(settings: Settings) -> Path | None:
    """None where it can't be had: then exercises of the hand are not offered, and all else works."""
    try:
        return hand_model(given=settings.hand_model, cache=settings.models)
    except ModelError as error:
        log.warning("hand_exercises_not_offered", reason=str(error))
        return None


def _offered(hands: bool) -> dict[str, Exercise]:
    """The library, as far as this machine can judge it."""
    return {name: exercise for name, exercise in CATALOG.items() if hands or not exercise.hands}


def _room_maker(
    settings: Settings,
    facts: Facts,
    files: Files,
    pool: PosePool,
    judging: Mapping[str, str],
    *,
    shelf: Shelf,
    archive: Archive,
) -> Callable[[str, str], Awaitable[Room]]:
    room_settings = RoomSettings(
        exercises=shelf,
        authoring=shelf,
        ice_servers=lambda: ice_servers(settings.turn_urls, settings.turn_secret),
        turn_for_server=settings.turn_for_server,
        include_loopback=settings.loopback,
    )

    async def make(session_id: str, base: str) -> Room:
        tape = settings.data / "tapes" / f"{session_id}.tape"
        so_far = await asyncio.to_thread(_resumed, tape, shelf)
        whose = await archive.people.session_people(session_id)
        kept = "data" not in await agreed.refused_in(archive, session_id)
        ending = partial(Ending, facts, session_id)
        return Room(
            session_id,
            settings=room_settings,
            pool=pool,
            resumed=so_far,
            sinks=await _sinks(facts, session_id, tape, so_far, judging) if kept else [ending()],
            ending=ending,
            kept=kept,
            recording=RecordingSettings(
                log=FilmLog(facts, files, session_id),
                least_free=settings.recording_free_bytes,
                refused=lambda: agreed.never_recorded(archive, session_id),
            ),
            known=lambda: _known(facts, archive, session_id),
            alone=whose is not None and whose.home_day is not None,
            links=await _links(settings, facts, archive, session_id, base),
        )

    return make


async def _sinks(
    facts: Facts, session_id: str, tape: Path, so_far: Resumed, judging: Mapping[str, str]
) -> list[Sink]:
    """What keeps a session: its rows and its tape."""
    ledger = Ledger(facts, session_id)
    if so_far.records:
        ledger.recall(so_far.records)
    return [ledger, await asyncio.to_thread(TapeWriter, tape, versions=judging)]


async def _links(
    settings: Settings, facts: Facts, archive: Archive, session_id: str, base: str
) -> Mapping[Role, str]:
    """A known patient is given their personal link: the session's own opens only where that is open."""
    addresses = addresses_of(settings)
    of_session = links(facts, session_id, base, addresses)
    whose = await archive.people.session_people(session_id)
    personal = await archive.entrances.link_of(whose.patient_id) if whose and whose.patient_id else None
    if personal is None:
        return of_session
    code = archive.entrances.code(personal.id)
    return {**of_session, "patient": f"{addresses.base_for_others(base)}/p/{code}"}


def _resumed(tape: Path, exercises: Mapping[str, Exercise]) -> Resumed:
    """A tape that can't be read is kept beside, and the session goes on with a new one."""
    try:
        return resumed(tape, exercises)
    except TapeUnreadable as error:
        log.warning("tape_set_aside", file=set_aside(tape).name, error=str(error))
        return resumed(tape, exercises)


async def _known(facts: Facts, archive: Archive, session_id: str) -> list[BaselineGiven | ProgrammeGiven]:
    """What the judge is told first."""
    given = await prescribed_for(archive, session_id)
    return [*([given] if given else []), *await _baselines(facts, archive, session_id)]


async def _baselines(facts: Facts, archive: Archive, session_id: str) -> list[BaselineGiven]:
    """This patient's, of all their sessions; of this session where nobody is known."""
    whose = await archive.people.session_people(session_id)
    if whose is not None and whose.patient_id is not None:
        rows = await archive.training.baselines_of(whose.patient_id)
    else:
        rows = await facts.baselines(session_id)
    return [BaselineGiven(t=0.0, side=Side(row.side), kept=row.kept) for row in rows]


def files_of(settings: Settings) -> Files:
    """Raises StorageFailed."""
    return files_at(
        settings.data,
        settings.storage_url,
        endpoint=settings.storage_endpoint,
        cache_bytes=settings.cache_bytes,
    )


def addresses_of(settings: Settings) -> Addresses:
    networks = network_addresses() if settings.https else []
    network = f"https://{networks[0]}:{settings.port}" if networks else None
    return Addresses(public=settings.public_url, network=network)


def _own_address(settings: Settings) -> str:
    scheme = "wss" if settings.https else "ws"
    return f"{scheme}://127.0.0.1:{settings.port}/api/v1/ws"
