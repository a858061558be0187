"""Who is reminded of what, and when: a real mail server, and both databases."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from coach.api.programme import PROGRAMME
from coach.programme.prescription import Prescription, Programme
from coach.reminders.mail import MailFailed
from coach.reminders.round import Reminding
from coach.reminders.words import WORDS
from coach.store.database import now, open_database
from coach.store.facts import Facts
from coach.store.models import SessionRow, SetRow
from coach.store.people import NewPerson
from coach.store.person_models import PersonRow
from coach.types import Side
from tests.browser.stage import free_port
from tests.calendars import events
from tests.clinic import Clinic, begun
from tests.reminders.post import Post, post

ADDRESS = "maria@home.example"


@dataclass(frozen=True)
class World:
    clinic: Clinic
    facts: Facts
    post: Post
    reminding: Reminding

    async def patient(self, address: str = ADDRESS, language: str = "en") -> PersonRow:
        """Who wants reminders."""
        archive, by = self.clinic.archive, self.clinic.administrator
        wish = NewPerson(clinic_id=self.clinic.id, role="patient", name="Maria Secret", language=language)
        person = await archive.people.add_patient(wish, by)
        await archive.entrances.invite(person.id)
        await archive.reminders.say(
            person.id, email=address, zone="Europe/Warsaw", sessions=True, home=True, by=by
        )
        return person

    async def appoint(self, person: PersonRow, at: datetime) -> None:
        by = await self.clinic.archive.people.find(self.clinic.administrator)
        assert by is not None
        await self.clinic.archive.diary.add(person, by=by, starts_at=at, minutes=45)

    async def took_back(self, person: PersonRow, kind: str) -> None:
        await self.clinic.archive.consents.say(
            person.id, kind, given=False, version="1", language="en", by=person.id
        )


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[Post]:
    with post(tmp_path) as kept:
        yield kept


@pytest.fixture
async def world(database_url: str, mail: Post) -> AsyncIterator[World]:
    engine = await open_database(database_url)
    facts = Facts(engine, b"secret")
    clinic = await begun(engine, facts)
    url = "https://coach.example/"
    reminding = Reminding(archive=clinic.archive, server=mail.server, public_url=url)
    yield World(clinic, facts, mail, reminding)
    await engine.dispose()


def text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


async def test_a_session_is_reminded_of_once_a_day_before_it(world: World) -> None:
    person = await world.patient(language="pl")
    at = datetime(2027, 1, 15, 9, 30, tzinfo=UTC)
    await world.appoint(person, at)
    assert await world.reminding.round(at - timedelta(hours=25)) == 0
    assert await world.reminding.round(at - timedelta(hours=23)) == 1
    assert await world.reminding.round(at - timedelta(hours=1)) == 0
    (message,) = world.post.got
    assert (message["to"], message["from"]) == (ADDRESS, "Clinic <reminders@clinic.example>")
    assert message["subject"] == "Przypomnienie: piątek 15 stycznia, 10:30 (Europe/Warsaw)"
    link = await world.clinic.archive.entrances.link_of(person.id)
    assert link is not None
    own = f"https://coach.example/p/{world.clinic.archive.entrances.code(link.id)}"
    assert own in text(message)
    assert "Secret" not in message.as_string()
    (file,) = message.iter_attachments()
    (event,) = events(file.get_content())
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (at, at + timedelta(minutes=45))
    assert (event["SUMMARY"], event["URL"]) == ("Sesja wideo", own)


async def test_not_too_late_not_unwanted_not_refused(world: World) -> None:
    at = now() + timedelta(hours=3)
    quiet, left, refused = [await world.patient(f"{n}@home.example") for n in range(3)]
    for person in (quiet, left, refused):
        await world.appoint(person, at)
    archive = world.clinic.archive
    await archive.reminders.say(quiet.id, email="", zone="UTC", sessions=True, home=True, by=quiet.id)
    await archive.people.deactivate(left.id)
    await world.took_back(refused, "call")
    assert await world.reminding.round(now()) == 0
    late = await world.patient()
    await world.appoint(late, at)
    assert await world.reminding.round(at - timedelta(minutes=10)) == 0
    assert await world.reminding.round(at - timedelta(hours=1)) == 1


async def test_an_address_that_is_refused_keeps_nobody_elses_reminder(world: World) -> None:
    at = now() + timedelta(hours=3)
    people = [await world.patient(f"{name}@home.example") for name in ("gone", "busy", "well")]
    for person in people:
        await world.appoint(person, at)
    world.post.answers = {"gone@home.example": "550 No such user", "busy@home.example": "450 Later"}
    assert await world.reminding.round(now()) == 1
    world.post.answers = {}
    assert await world.reminding.round(now()) == 1
    assert [message["to"] for message in world.post.got] == ["well@home.example", "busy@home.example"]
    refused = [await world.clinic.archive.reminders.refused_since(p.id, now() - timedelta(1)) for p in people]
    assert refused == [True, False, False]


async def test_what_the_mail_server_could_not_take_goes_out_later(world: World) -> None:
    person = await world.patient()
    await world.appoint(person, now() + timedelta(hours=3))
    good = world.reminding.server
    for broken in (
        replace(good, port=free_port()),
        replace(good, password="wrong"),
        replace(good, ca=None),  # not known to be who it says
    ):
        with pytest.raises(MailFailed):
            await replace(world.reminding, server=broken).round(now())
    assert await world.reminding.round(now()) == 1


async def test_days_left_out_are_reminded_of_once_until_something_is_done(world: World) -> None:
    person = await world.patient()
    daily = Prescription(id="a", exercise="sit_to_stand", side=Side.BOTH, days=tuple(range(7)))
    body = Programme(items=(daily,)).model_dump_json()
    await world.clinic.archive.chart.save(
        person.id, PROGRAMME, body, by=world.clinic.administrator, based_on=0
    )
    noon = now().replace(hour=11, minute=0)
    assert await world.reminding.round(noon + timedelta(days=1)) == 0  # the day it was written is not asked
    assert await world.reminding.round(noon.replace(hour=2) + timedelta(days=3)) == 0  # nobody at night
    assert await world.reminding.round(noon + timedelta(days=3)) == 1
    assert await world.reminding.round(noon + timedelta(days=4)) == 0
    await exercised(world, person, noon + timedelta(days=4))
    assert await world.reminding.round(noon + timedelta(days=5)) == 0
    assert await world.reminding.round(noon + timedelta(days=6)) == 1
    assert {message["subject"] for message in world.post.got} == {"Your programme is ready for you"}
    assert "/p/" in text(world.post.got[0])
    await exercised(world, person, noon + timedelta(days=7))
    await world.took_back(person, "data")
    assert await world.reminding.round(noon + timedelta(days=10)) == 0


async def exercised(world: World, person: PersonRow, at: datetime) -> None:
    session_id = await world.facts.create_session()
    async with world.facts._sessions.begin() as db:
        row = await db.get(SessionRow, session_id)
        assert row is not None
        row.created_at = at
    await world.clinic.archive.people.entrust(
        session_id,
        clinic_id=world.clinic.id,
        therapist_id=world.clinic.administrator,
        patient_id=person.id,
        home_day=at.weekday(),
    )
    done = SetRow(
        session_id=session_id,
        number=1,
        exercise="sit_to_stand",
        side="both",
        started=0.0,
        ended=9.0,
        reps=3,
        partials=0,
        correction=0,
        longest_hold_s=0.0,
    )
    await world.facts.add([done])


def test_every_language_has_all_days_and_months() -> None:
    assert set(WORDS) == {"en", "es", "fr", "pl"}
    for words in WORDS.values():
        assert (len(set(words.days)), len(set(words.months))) == (7, 12)
