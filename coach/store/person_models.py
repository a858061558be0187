"""Who there is and who may come in: clinics, people, who cares for whom, sign-ins, personal links, consents,
the diary and the audit. Times are UTC; what opens a door is kept as its hash only."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, ForeignKey, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coach.store.models import Base


class Utc(TypeDecorator[datetime]):
    """A moment, UTC on the way in and on the way out: SQLite keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class ClinicRow(Base):
    __tablename__ = "clinics"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(Utc)


class PersonRow(Base):
    """Somebody of a clinic. Who signs in has a `login`; a patient or caregiver has personal links instead."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    clinic_id: Mapped[str] = mapped_column(ForeignKey("clinics.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(16))
    login: Mapped[str | None] = mapped_column(String(254), unique=True)
    """As it is compared: lower case, NFKC."""
    password_hash: Mapped[str | None] = mapped_column(String(200))
    """Argon2id, with its own salt and cost."""
    created_at: Mapped[datetime] = mapped_column(Utc)
    deactivated_at: Mapped[datetime | None] = mapped_column(Utc)


class PersonNumberRow(Base):
    """What a patient is called by in another system: it tells people of one name apart."""

    __tablename__ = "person_numbers"
    __table_args__ = (UniqueConstraint("clinic_id", "system", "value"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[str] = mapped_column(ForeignKey("clinics.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    system: Mapped[str] = mapped_column(String(200))
    """`clinic`, or the address that FHIR names the system by."""
    value: Mapped[str] = mapped_column(String(64))


class CareRow(Base):
    """A therapist or a caregiver looks after a patient, from `since` until `until`."""

    __tablename__ = "care"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    patient_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    since: Mapped[datetime] = mapped_column(Utc)
    until: Mapped[datetime | None] = mapped_column(Utc)


class SessionPeopleRow(Base):
    """Whose session it is. A session without this row is nobody's and opens for nobody who signs in."""

    __tablename__ = "session_people"

    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    clinic_id: Mapped[str] = mapped_column(ForeignKey("clinics.id"), index=True)
    therapist_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    patient_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    home_day: Mapped[int | None]
    """Of a session at home without the therapist: the day of the week, Monday 0, where the patient is."""


class SignInRow(Base):
    """A browser in which somebody is signed in."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    revoked_at: Mapped[datetime | None] = mapped_column(Utc)


class SubjectRow(Base):
    """Who somebody is at an identity provider; one there is one here."""

    __tablename__ = "subjects"
    __table_args__ = (
        UniqueConstraint("issuer", "subject", name="uq_subjects_issuer_subject"),
        UniqueConstraint("issuer", "person_id", name="uq_subjects_issuer_person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    linked_at: Mapped[datetime] = mapped_column(Utc)


class PersonalLinkRow(Base):
    """A patient's or caregiver's way in. `tries`: wrong codes since it was last sent."""

    __tablename__ = "personal_links"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sent: Mapped[int]
    """How often it was sent; each time has a first-time code of its own."""
    tries: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    revoked_at: Mapped[datetime | None] = mapped_column(Utc)


class DeviceRow(Base):
    """A device on which the first-time code of a personal link was given."""

    __tablename__ = "devices"

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[str] = mapped_column(ForeignKey("personal_links.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Utc)


class PersonConsentRow(Base):
    """What a patient agreed to, or took back. Only added; the newest of a person and kind holds."""

    __tablename__ = "person_consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    """`call`, `recording` or `data`."""
    version: Mapped[str] = mapped_column(String(32))
    """Of the text that was shown."""
    language: Mapped[str] = mapped_column(String(16))
    given: Mapped[bool]
    """False: withdrawn."""
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Utc)


class AppointmentRow(Base):
    """A session to come. Moving one is cancelling it and making another."""

    __tablename__ = "appointments"

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[str] = mapped_column(ForeignKey("clinics.id"), index=True)
    patient_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    therapist_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(Utc)
    minutes: Mapped[int]
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(Utc)
    cancelled_at: Mapped[datetime | None] = mapped_column(Utc)


class ReminderWishRow(Base):
    """Where a patient is reminded, and of what. Only added; the newest of a person holds."""

    __tablename__ = "reminder_wishes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    """Empty: no reminders."""
    zone: Mapped[str] = mapped_column(String(64))
    """Where they are, as `Europe/Madrid`."""
    sessions: Mapped[bool]
    home: Mapped[bool]
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Utc)


class ReminderRow(Base):
    """A reminder that went out, or is going out: there is one of each."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("person_id", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    about: Mapped[str] = mapped_column(String(64))
    """`appointment 12`, or `home since 20434`: the day since 1970 of the last exercises."""
    at: Mapped[datetime] = mapped_column(Utc)
    refused: Mapped[bool]
    """The mail server would not take it for this address."""


class ChartRow(Base):
    """A version of what clinicians wrote of a patient: `programme`, `intake` or `goals`. Only added."""

    __tablename__ = "chart"
    __table_args__ = (UniqueConstraint("patient_id", "kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    number: Mapped[int]
    """From 1, for each patient and kind; the greatest holds."""
    body: Mapped[str] = mapped_column(Text)
    """As JSON."""
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Utc)


class AuditRow(Base):
    """Who saw or changed what, when. The database itself refuses to change or remove a row."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc, index=True)
    clinic_id: Mapped[str | None] = mapped_column(String(32), index=True)
    person_id: Mapped[str | None] = mapped_column(String(32))
    """Null: nobody who was known, or the command line."""
    role: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    """Kind and id: `session 5f0c…`, `person 9a…`; never a name."""
    done: Mapped[bool]
    """False: refused."""
    detail: Mapped[str] = mapped_column(Text)
