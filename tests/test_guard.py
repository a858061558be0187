"""Every door of the whole app and every message, tried by everybody: who comes in and who does not."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from coach.api.doors import DOORS, MESSAGES, About, Door, door_at
from coach.api.guard import Guard
from coach.api.socket import allowed
from coach.app import running
from coach.config import Settings
from coach.rights import RIGHTS, Action, Role
from coach.rtc.requests import FromBrowser
from coach.rtc.vocabulary import Message
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.models import JobRow
from coach.store.people import NewPerson
from coach.store.person_models import ClinicRow
from tests.clinic import Clinic, begun
from tests.databases import new_database

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPEN = (Action.OPEN_PAGE, Action.ENTER)
MESSAGE_MODELS = FromBrowser.__args__[0].__args__
MESSAGE_TYPES = [model.model_fields["type"].default for model in MESSAGE_MODELS]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def app(
    tmp_path_factory: pytest.TempPathFactory, model: Path, hand_model: Path
) -> AsyncIterator[FastAPI]:
    """The whole service, as it is served, with the doors that are there by setting."""
    settings = Settings(
        data=tmp_path_factory.mktemp("data"),
        model=model,
        hand_model=hand_model,
        workers=1,
        oidc_issuer="https://login.example.org",
        oidc_client_id="coach",
        oidc_client_secret="secret",
    )
    async with running(settings) as made:
        yield made


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and path of every route there is."""
    for route in iter_route_contexts(app.routes):
        path = str(route.path).rstrip("/") or "/"
        methods = getattr(route, "methods", None)
        if methods is None and path == "/assets":
            yield "GET", "/assets/{path:path}"
        else:
            yield from ((method, path) for method in (methods or {"WS"}) if method != "HEAD")


async def test_every_route_is_in_the_table_of_doors(app: FastAPI) -> None:
    found = {f"{method} {path}" for method, path in routes(app)}
    assert len(found) > 20
    assert found == set(DOORS)


async def test_every_message_is_in_the_table() -> None:
    assert len(MESSAGE_TYPES) > 15
    assert set(MESSAGE_TYPES) == set(MESSAGES)


@dataclass
class Reached:
    """Stands behind the guard: what comes in is in."""

    paths: list[str] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.paths.append(scope["path"])
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})


@dataclass(frozen=True)
class World:
    """A clinic with a session of a patient whom `therapist` looks after, and another clinic beside it."""

    clinic: Clinic
    facts: Facts
    session: str
    names: dict[str, str]
    """What stands in the doors' paths."""
    callers: dict[str, tuple[Role, dict[str, str]]]
    """By what they are: their role and cookies."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "postgresql":
        return new_database(request.getfixturevalue("postgresql_server"))
    return f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('world')}/coach.db"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(database: str) -> AsyncIterator[World]:
    engine = await open_database(database)
    facts = Facts(engine, b"secret")
    clinic = await begun(engine, facts)
    therapist, substitute, stranger = [await clinic.add("therapist", name) for name in ("t", "sub", "x")]
    reviewer = await clinic.add("reviewer", "r")
    people = clinic.archive.people
    wish = NewPerson(clinic_id=clinic.id, role="patient", name="P")
    patient = await people.add_patient(wish, therapist)
    await people.assign(substitute, patient.id)
    by = await people.find(therapist)
    assert by is not None
    await clinic.archive.diary.add(patient, by=by, starts_at=now(), minutes=30)
    session = await facts.create_session()
    await people.entrust(session, clinic_id=clinic.id, therapist_id=therapist, patient_id=patient.id)
    await facts.work.add_job(
        JobRow(
            id="j", kind="upload", session_id=session, state="done", message="", begun=1, wish="", at=now()
        )
    )
    other = await another_clinic(clinic)
    out = await clinic.cookie(therapist)
    await clinic.archive.entrances.sign_out(out["coach"])
    caregiver, neighbour = await clinic.add("caregiver"), await clinic.add("caregiver")
    await people.assign(caregiver, patient.id)
    stranded = await people.add_patient(wish, stranger)
    gone = await clinic.add("therapist", "gone")
    left = await clinic.cookie(gone)
    await people.deactivate(gone)
    yield World(
        clinic=clinic,
        facts=facts,
        session=session,
        names={
            "id": "j",
            "person": patient.id,
            "recording": "1",
            "job_id": "j",
            "format": "csv",
            "number": "1",
            "note": "1",
            "caregiver": caregiver,
            "session": session,
        },
        callers={
            "nobody": (Role.NOBODY, {}),
            "forger": (Role.NOBODY, {"coach": "A" * 22}),
            "signed out": (Role.NOBODY, out),
            "deactivated": (Role.NOBODY, left),
            "therapist": (Role.THERAPIST, await clinic.cookie(therapist)),
            "substitute": (Role.THERAPIST, await clinic.cookie(substitute)),
            "another therapist": (Role.THERAPIST, await clinic.cookie(stranger)),
            "reviewer": (Role.REVIEWER, await clinic.cookie(reviewer)),
            "administrator": (Role.ADMINISTRATOR, await clinic.cookie(clinic.administrator)),
            "another clinic": (Role.ADMINISTRATOR, await clinic.cookie(other)),
            "patient": (Role.PATIENT, await clinic.device(patient.id)),
            "another patient": (Role.PATIENT, await clinic.device(stranded.id)),
            "caregiver": (Role.CAREGIVER, await clinic.device(caregiver)),
            "another caregiver": (Role.CAREGIVER, await clinic.device(neighbour)),
        },
    )
    await facts.close()


async def another_clinic(clinic: Clinic) -> str:
    """Its administrator. A server has one clinic; the rights hold for more."""
    people = clinic.archive.people
    async with people._db.begin() as db:
        db.add(ClinicRow(id="other", name="Other", created_at=now()))
    wish = NewPerson(
        clinic_id="other", role="administrator", name="O", login="o", password="long enough pass"
    )
    return (await people.add(wish)).id


BY_LINK = (Role.PATIENT, Role.CAREGIVER)
"""They are nobody at every door but their own: a device is no sign-in."""


def expected(caller: str, role: Role, door: Door) -> bool:
    """By hand, from what each of them is to the session, its patient and the clinic."""
    if door.action in OPEN:
        return True
    if role in BY_LINK:
        return False
    if door.about in (About.ONESELF, About.CLINIC):
        return role in RIGHTS[door.action]
    if caller in ("nobody", "forger", "signed out", "deactivated", "another therapist", "another clinic"):
        return False
    if door.about in (About.LINK, About.JOB):
        reads = door.action is Action.REVIEW_SESSION
        deletes = door.action is Action.DELETE_SESSION
        return (
            caller in ("therapist", "substitute")
            or (caller == "reviewer" and reads)
            or (caller == "administrator" and deletes)
        )
    if door.action in (Action.START_SESSION, Action.SEE_CHART, Action.WRITE_CHART):
        return caller in ("therapist", "substitute")
    granted = RIGHTS[door.action].get(role, frozenset())
    return bool(granted) and caller in ("therapist", "substitute", "administrator")


def address(path: str, names: dict[str, str]) -> str:
    return path.replace(":path", "").format(**{"path": "x.js", "appointment": "1", **names})


SEATS = ("therapist", "clinician", "patient", "caregiver")


async def tried(world: World, method: str, path: str, cookies: dict[str, str]) -> int:
    """The status; 204 is in."""
    guard = Guard(Reached(), world.clinic.reception)
    transport = httpx.ASGITransport(guard)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", cookies=cookies) as client:
        return (await client.request(method, path)).status_code


HTTP_DOORS = [n for n, door in DOORS.items() if not n.startswith("WS") and door.about is not About.PERSONAL]
"""A personal link's door is tried by itself."""


@pytest.mark.parametrize("name", HTTP_DOORS)
async def test_who_comes_in_at_every_door(world: World, name: str) -> None:
    (method, path), door = name.split(" ", 1), DOORS[name]
    for caller, (role, cookies) in world.callers.items():
        for seat in SEATS if door.about is About.LINK else SEATS[:1]:
            names = {"code": world.facts.code(world.session, seat), **world.names}
            status = await tried(world, method, address(path, names), cookies)
            by_patients_link = door.about is About.LINK and seat in ("patient", "caregiver")
            wanted = expected(caller, role, door) and not by_patients_link
            if door.action is Action.WITHDRAW_RECORDING:
                wanted = seat == caller == "patient"
            assert (status == 204) is wanted, (caller, seat, status)
            if not wanted:
                nobody = role in (Role.NOBODY, *BY_LINK) and not by_patients_link
                assert status in ((401,) if nobody else (403, 404)), (caller, seat)


@pytest.mark.parametrize("path", ["/api/v1/secret", "/docs", "/review", "/api/v1/review/x/y/z", "/s/a/b"])
async def test_what_is_not_in_the_table_is_refused_to_everybody(world: World, path: str) -> None:
    for role, cookies in world.callers.values():
        for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
            assert await tried(world, method, path, cookies) == 404, role


async def test_a_personal_link_opens_its_own_room_where_the_code_was_given(world: World) -> None:
    entrances, person = world.clinic.archive.entrances, world.names["person"]
    link = await entrances.link_of(person)
    assert link is not None
    path = f"/api/v1/personal/{entrances.code(link.id)}"
    for caller, (_, cookies) in world.callers.items():
        assert await tried(world, "GET", path, cookies) == (204 if caller == "patient" else 401)
    known = world.callers["patient"][1]
    assert await tried(world, "GET", "/api/v1/personal/unknown", known) == 401


async def test_a_revoked_link_ends_its_patients_part_in_the_session(world: World) -> None:
    clinic, person = world.clinic, world.names["person"]
    seat = await world.facts.open_link(world.facts.code(world.session, "patient"))
    assert seat is not None
    device = world.callers["patient"][1]

    async def comes_in(cookies: dict[str, str]) -> bool:
        return (await clinic.reception.at_session(asking(cookies), seat)).may(Action.JOIN_SESSION)

    assert await comes_in(device)
    assert not await comes_in({})
    await clinic.archive.entrances.revoke(person)
    assert not await comes_in(device)
    device.clear()
    device.update(await clinic.device(person))
    assert await comes_in(device)


async def test_a_sign_in_that_expires_in_a_session_does_not_end_it(world: World) -> None:
    link = await world.facts.open_link(world.facts.code(world.session, "therapist"))
    assert link is not None
    who, then = asking(world.callers["therapist"][1]), now() + timedelta(days=1)
    at = world.clinic.reception.at_session
    assert not (await at(who, link, at=then)).may(Action.JOIN_SESSION)
    assert (await at(who, link, at=now())).may(Action.JOIN_SESSION)


def asking(cookies: dict[str, str]) -> HTTPConnection:
    """A connection with these cookies."""
    said = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = [(b"host", b"test"), (b"cookie", said.encode())]
    return HTTPConnection({"type": "http", "scheme": "http", "path": "/", "headers": headers})


async def test_fixed_parts_of_a_path_come_before_open_ones() -> None:
    found = door_at("POST", "/api/v1/review/c/rejudge/accept")
    assert found is not None
    assert found[0] is DOORS["POST /api/v1/review/{code}/rejudge/accept"]


async def test_another_sites_page_changes_nothing(world: World) -> None:
    guard = Guard(Reached(), world.clinic.reception, public="https://coach.example.org")
    transport = httpx.ASGITransport(guard)
    cookies = world.callers["therapist"][1]
    async with httpx.AsyncClient(transport=transport, base_url="http://test", cookies=cookies) as client:
        for headers, status in (
            ({"origin": "http://test"}, 204),
            ({"origin": "https://coach.example.org"}, 204),
            ({"origin": "https://elsewhere.example"}, 403),
            ({"origin": "null"}, 403),
            ({"sec-fetch-site": "cross-site"}, 403),
            ({"sec-fetch-site": "same-site"}, 403),
        ):
            answer = await client.post("/api/v1/sessions", headers=headers)
            assert answer.status_code == status, headers


@pytest.mark.parametrize("kind", MESSAGE_TYPES)
async def test_who_may_say_what(world: World, kind: str) -> None:
    model = next(m for m in MESSAGE_MODELS if m.model_fields["type"].default == kind)
    message = model.model_construct()
    leads = MESSAGES[kind] is Action.LEAD_SESSION
    helps = MESSAGES[kind] is Action.HELP_IN_SESSION
    people = world.clinic.archive.people
    for caller, (_, cookies) in world.callers.items():
        for seat in SEATS:
            link = await world.facts.open_link(world.facts.code(world.session, seat))
            assert link is not None
            visitor = await world.clinic.reception.at_session(asking(cookies), link)
            if seat == "patient":
                wanted = caller == "patient" and not leads and not helps
            elif seat == "caregiver":
                wanted = caller == "caregiver" and not leads
            else:
                wanted = caller in ("therapist", "substitute")
            assert allowed(visitor, message) is wanted, (caller, seat)
    assert await people.begun()


async def test_a_message_that_is_not_in_the_table_may_nobody_send(world: World) -> None:
    class Unlisted(Message):
        type: str = "unlisted"

    link = await world.facts.open_link(world.facts.code(world.session, "therapist"))
    assert link is not None
    for _, cookies in world.callers.values():
        visitor = await world.clinic.reception.at_session(asking(cookies), link)
        assert not allowed(visitor, Unlisted.model_construct())


async def test_what_was_seen_and_what_was_refused_is_in_the_audit(world: World) -> None:
    path = f"/api/v1/review/{world.facts.code(world.session, 'therapist')}"
    for caller in ("therapist", "another therapist"):
        await tried(world, "GET", path, world.callers[caller][1])
    rows = await world.clinic.archive.audit.of_clinic(world.clinic.id, most=2)
    assert [(r.action, r.subject, r.done) for r in rows] == [
        ("review_session", f"session {world.session}", False),
        ("review_session", f"session {world.session}", True),
    ]


async def test_a_session_that_is_nobodys_opens_for_nobody_who_signs_in(world: World) -> None:
    path = f"/api/v1/review/{world.facts.code(await world.facts.create_session(), 'therapist')}"
    for _, cookies in world.callers.values():
        assert await tried(world, "GET", path, cookies) in (401, 404)
