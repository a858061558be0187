"""Looks again and again for who is to be reminded, and reminds them once.

A reminder is claimed in the database before it goes out: a crash in between costs one reminder, and nobody is
reminded twice. What the mail server can't take just now is tried again in the next round.
"""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import SQLAlchemyError

from coach.api.agreed import refused
from coach.api.people import utc
from coach.api.programme import PROGRAMME, read
from coach.api.reception import Archive
from coach.api.reminders import entry
from coach.programme.attention import missed_since
from coach.reminders.mail import AddressRefused, MailFailed, MailServer, NotNow, line, message_to
from coach.reminders.words import of_home, of_session
from coach.review.exports.diary_file import calendar_file
from coach.store.database import now
from coach.store.person_models import AppointmentRow, PersonRow, ReminderWishRow

EVERY_S = 300.0
BEFORE = timedelta(hours=24)
TOO_LATE = timedelta(minutes=15)
"""So short before a session nobody reads it any more."""
MORNING, EVENING = 9, 20
"""Hours, where the patient is, between which they are reminded of exercises."""

LOOK_BACK = timedelta(days=60)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One that is to go out; `about` tells it from all others of the person."""

    person: PersonRow
    about: str
    message: EmailMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    archive: Archive
    server: MailServer
    public_url: str | None
    """How patients reach this server; without it their link is not in the message."""

    async def run(self) -> None:
        """Until cancelled. Trouble is told in the log, without whose it is, and tried again."""
        while True:
            try:
                await self.round(now())
            except (MailFailed, SQLAlchemyError, OSError) as failure:
                log.warning("reminders_wait", error=repr(failure.__cause__ or failure)[:200])
            await asyncio.sleep(EVERY_S)

    async def round(self, at: datetime) -> int:
        """How many went out. Raises MailFailed."""
        due = [
            reminder
            for person, wish in await self.archive.reminders.wanted()
            for reminder in await self._due(person, wish, at)
            if not await self.archive.reminders.known(person.id, reminder.about)
        ]
        return sum([await self._send(reminder) for reminder in due])

    async def _due(self, person: PersonRow, wish: ReminderWishRow, at: datetime) -> list[Reminder]:
        no = await refused(self.archive, person.id)
        if "call" in no:
            return []
        of_home = await self._home(person, wish, at) if wish.home and "data" not in no else []
        return [*(await self._sessions(person, wish, at) if wish.sessions else []), *of_home]

    async def _sessions(self, person: PersonRow, wish: ReminderWishRow, at: datetime) -> list[Reminder]:
        rows = await self.archive.diary.of_patient(person.id, at + TOO_LATE)
        link = await self._link(person)
        return [
            Reminder(
                person=person,
                about=f"appointment {row.id}",
                message=self._of_session(person, wish, row, link),
            )
            for row in rows
            if row.starts_at <= at + BEFORE
        ]

    def _of_session(
        self, person: PersonRow, wish: ReminderWishRow, row: AppointmentRow, link: str | None
    ) -> EmailMessage:
        subject, text = of_session(row.starts_at, wish.zone, person.language, link)
        message = message_to(self.server, wish.email, subject, text)
        file = calendar_file([entry(row, url=link)], person.language)
        message.add_attachment(file, maintype="text", subtype="calendar", filename="session.ics")
        return message

    async def _home(self, person: PersonRow, wish: ReminderWishRow, at: datetime) -> list[Reminder]:
        there = at.astimezone(ZoneInfo(wish.zone))
        since = await missed(self.archive, person.id, there) if MORNING <= there.hour < EVENING else None
        if since is None:
            return []
        subject, text = of_home(person.language, await self._link(person))
        message = message_to(self.server, wish.email, subject, text)
        return [Reminder(person=person, about=f"home since {since}", message=message)]

    async def _link(self, person: PersonRow) -> str | None:
        row = await self.archive.entrances.link_of(person.id)
        if self.public_url is None or row is None or row.revoked_at is not None or row.expires_at <= now():
            return None
        return f"{self.public_url.rstrip('/')}/p/{self.archive.entrances.code(row.id)}"

    async def _send(self, reminder: Reminder) -> bool:
        """Raises MailFailed."""
        reminders, person = self.archive.reminders, reminder.person
        if not await reminders.claim(person.id, reminder.about):
            return False
        try:
            await asyncio.to_thread(_hand_over, self.server, reminder.message)
        except AddressRefused:
            await reminders.refused(person.id, reminder.about)
            log.info("reminder_refused", person=person.id)
            return False
        except NotNow:
            await reminders.unsent(person.id, reminder.about)
            return False
        except MailFailed:
            await reminders.unsent(person.id, reminder.about)
            raise
        log.info("reminded", person=person.id)
        return True


async def missed(archive: Archive, patient_id: str, there: datetime) -> int | None:
    """Since which day the patient has left out what is planned at home; `there`: the time where they are."""
    rows = await archive.chart.versions(patient_id, PROGRAMME)
    if not rows:
        return None
    sets = await archive.training.sets_of(patient_id, there - LOOK_BACK)
    done = {_day(utc(one.session_at), there) for one in sets}
    return missed_since(read(rows[0]), _day(rows[-1].at, there), _day(there, there), done)


def _day(at: datetime, there: datetime) -> int:
    return (at.astimezone(there.tzinfo).date() - date(1970, 1, 1)).days


def _hand_over(server: MailServer, message: EmailMessage) -> None:
    with line(server) as open_line:
        open_line.send(message)
