"""Who stands at the door, and whom or what they ask about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import HTTPConnection

from coach.api.doors import About, Door
from coach.rights import NOBODY, NOTHING, Action, Actor, Role, Subject, may
from coach.store.audit import Audit, Deed
from coach.store.chart import Chart
from coach.store.course import Course
from coach.store.diary import Diary
from coach.store.entrances import Entrances
from coach.store.facts import Facts, LinkOpened
from coach.store.people import People
from coach.store.person_consents import PersonConsents
from coach.store.person_models import PersonRow
from coach.store.reminders import Reminders
from coach.store.subjects import Subjects
from coach.store.training import Training

SEATS_BY_LINK = ("patient", "caregiver")
"""Whose seats are for links; the other seats are for people who sign in."""
MOST_DEVICES = 20
"""Personal links that one device is asked about; more than a family has."""
_DEVICE = "coach-device-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    actor: Actor = NOBODY
    subject: Subject = NOTHING
    person: PersonRow | None = None
    """Who is signed in here."""

    def may(self, action: Action) -> bool:
        return may(self.actor, action, self.subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All that is known of people."""

    people: People
    entrances: Entrances
    diary: Diary
    audit: Audit
    chart: Chart
    training: Training
    course: Course
    consents: PersonConsents
    reminders: Reminders
    subjects: Subjects


class Reception:
    def __init__(self, facts: Facts, archive: Archive) -> None:
        self._facts, self._archive = facts, archive

    @property
    def archive(self) -> Archive:
        return self._archive

    async def person(self, connection: HTTPConnection, *, at: datetime | None = None) -> PersonRow | None:
        """Who is signed in in this browser; `at`: when that had to be unexpired, if not now."""
        token = connection.cookies.get(cookie_name(connection))
        return await self._archive.entrances.signed_in(token, at=at) if token else None

    async def receive(self, connection: HTTPConnection, door: Door, names: Mapping[str, str]) -> Visitor:
        person = await self.person(connection)
        actor = await self._actor(person)
        match door.about:
            case About.LINK:
                link = await self._facts.open_link(names["code"])
                return (
                    await self.at_session(connection, link) if link else Visitor(actor=actor, person=person)
                )
            case About.PERSONAL:
                return await self._by_personal_link(connection, names["code"])
        return Visitor(actor=actor, person=person, subject=await self._subject(door.about, names, actor))

    async def at_session(
        self, connection: HTTPConnection, link: LinkOpened, *, at: datetime | None = None
    ) -> Visitor:
        """A guest's session, one without a known patient, opens for whoever has the patient's or caregiver's
        link. A known patient's opens on devices on which their own personal link is open, or their
        caregiver's. The other seats are addresses, for whoever is signed in. `at`: as for `person`."""
        subject = await self._session(link.session_id)
        if link.role not in SEATS_BY_LINK:
            person = await self.person(connection, at=at)
            return Visitor(actor=await self._actor(person), subject=subject, person=person)
        if subject.patient_id is None:
            return Visitor(actor=Actor(role=Role(link.role), session_id=link.session_id), subject=subject)
        return await self._by_device(connection, Role(link.role), subject, at)

    async def _by_device(
        self, connection: HTTPConnection, role: Role, subject: Subject, at: datetime | None
    ) -> Visitor:
        """Without rights where no personal link that belongs here is open on this device."""
        tokens = [token for name, token in connection.cookies.items() if name.startswith(_DEVICE)]
        for person in await self._archive.entrances.by_devices(tokens[:MOST_DEVICES], at=at):
            visitor = Visitor(actor=await self._actor(person), subject=subject, person=person)
            if visitor.actor.role is role and visitor.may(Action.JOIN_SESSION):
                return visitor
        return Visitor(actor=Actor(role=role), subject=subject)

    async def entrust(self, visitor: Visitor, session_id: str, patient_id: str | None = None) -> None:
        """A new session is led by who began it."""
        person = visitor.person
        assert person is not None
        await self._archive.people.entrust(
            session_id, clinic_id=person.clinic_id, therapist_id=person.id, patient_id=patient_id
        )

    async def note(self, visitor: Visitor, action: Action, *, done: bool, detail: str = "") -> None:
        actor, subject = visitor.actor, visitor.subject
        deed = Deed(
            action=action,
            role=actor.role,
            subject=_named(subject),
            clinic_id=actor.clinic_id or subject.clinic_id,
            person_id=actor.person_id,
            done=done,
            detail=detail,
        )
        await self._archive.audit.note(deed)

    async def _actor(self, person: PersonRow | None) -> Actor:
        if person is None:
            return NOBODY
        patients = await self._archive.people.patients_of(person.id)
        return Actor(
            role=Role(person.role), person_id=person.id, clinic_id=person.clinic_id, patients=patients
        )

    async def _by_personal_link(self, connection: HTTPConnection, code: str) -> Visitor:
        """Nobody until the first-time code was given on this device."""
        found = await self._archive.entrances.open(code)
        token = connection.cookies.get(device_cookie(found.link_id), "") if found else ""
        if found is None or not await self._archive.entrances.is_known(found.link_id, token):
            return Visitor()
        return Visitor(
            actor=await self._actor(found.person), subject=_of_person(found.person), person=found.person
        )

    async def _subject(self, about: About, names: Mapping[str, str], actor: Actor) -> Subject:
        match about:
            case About.ONESELF if actor.person_id is not None:
                return Subject(clinic_id=actor.clinic_id, people=frozenset({actor.person_id}))
            case About.CLINIC:
                return Subject(clinic_id=actor.clinic_id)
            case About.JOB:
                job = await self._facts.work.job(names["id"])
                return await self._session(job.session_id) if job else NOTHING
            case About.PERSON:
                person = await self._archive.people.find(names["person"])
                return _of_person(person) if person else NOTHING
            case About.APPOINTMENT:
                return await self._appointment(names["appointment"])
        return NOTHING

    async def _session(self, session_id: str) -> Subject:
        row = await self._archive.people.session_people(session_id)
        if row is None:
            return Subject(session_id=session_id)
        return Subject(
            clinic_id=row.clinic_id,
            people=frozenset({row.therapist_id}),
            patient_id=row.patient_id,
            session_id=session_id,
        )

    async def _appointment(self, name: str) -> Subject:
        row = await self._archive.diary.find(int(name)) if name.isdecimal() and len(name) < 10 else None
        if row is None:
            return NOTHING
        return Subject(
            clinic_id=row.clinic_id, people=frozenset({row.therapist_id}), patient_id=row.patient_id
        )


def cookie_name(connection: HTTPConnection) -> str:
    """Over HTTPS the browser itself holds it to this host and to secure lines."""
    return "__Host-coach" if connection.url.scheme in ("https", "wss") else "coach"


def device_cookie(link_id: str) -> str:
    """One for each personal link: a tablet may be a family's."""
    return f"{_DEVICE}{link_id[:12]}"


def visitor_of(connection: HTTPConnection) -> Visitor:
    """As the guard let them in."""
    visitor: Visitor = connection.state.visitor
    return visitor


def signer(connection: HTTPConnection) -> str | None:
    """The id of who signs what is said here; None where nobody is known."""
    visitor: Visitor | None = getattr(connection.state, "visitor", None)
    return visitor.actor.person_id if visitor is not None else None


def _of_person(person: PersonRow) -> Subject:
    patient = person.id if person.role == "patient" else None
    return Subject(clinic_id=person.clinic_id, people=frozenset({person.id}), patient_id=patient)


def _named(subject: Subject) -> str:
    if subject.session_id is not None:
        return f"session {subject.session_id}"
    return f"person {' '.join(sorted(subject.people))}" if subject.people else ""
