"""The facts that are kept: sessions, links, sets, repetitions, findings, and what people said of them. Poses
and media are files."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy's own form


class SessionRow(Base):
    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    demo: Mapped[bool]


class LinkRow(Base):
    """A personal link. Only the hash of its code is kept."""

    __tablename__ = "links"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class JudgementRow(Base):
    """A later judgement of a session that somebody accepted, numbered from 2: 1 is the live one and has no
    row. The newest holds; the rows of the earlier ones are kept."""

    __tablename__ = "judgements"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    number: Mapped[int]
    by: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[str | None] = mapped_column(String(32))
    """Who was signed in; null for whoever came by a link, and for what is older than signatures."""
    at: Mapped[datetime]
    versions: Mapped[str] = mapped_column(Text)
    """What judged, by name, as JSON."""
    overrides: Mapped[str] = mapped_column(Text)
    """Per exercise the thresholds that were set, as JSON: `{"mini_squat": {"signal.target": 80.0}}`."""


class JobRow(Base):
    """Work in the background. What a restart found unfinished is begun again."""

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    state: Mapped[str] = mapped_column(String(8))
    """`waiting`, `running`, `done` or `failed`."""
    message: Mapped[str] = mapped_column(String(500))
    begun: Mapped[int]
    """How often it was begun."""
    wish: Mapped[str] = mapped_column(Text)
    """What is to be done, as JSON."""
    result: Mapped[str | None] = mapped_column(Text)
    """What came of it, as JSON."""
    at: Mapped[datetime]


class SetRow(Base):
    __tablename__ = "sets"
    __table_args__ = (UniqueConstraint("session_id", "judgement", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    judgement: Mapped[int] = mapped_column(default=1)
    """Which judgement of the session it belongs to; 1 is the live one."""
    number: Mapped[int]
    exercise: Mapped[str] = mapped_column(String(64))
    side: Mapped[str] = mapped_column(String(8))
    started: Mapped[float]
    ended: Mapped[float]
    reps: Mapped[int]
    partials: Mapped[int]
    correction: Mapped[int]
    longest_hold_s: Mapped[float]


class RepRow(Base):
    __tablename__ = "reps"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    judgement: Mapped[int] = mapped_column(default=1)
    set_number: Mapped[int]
    number: Mapped[int]
    side: Mapped[str] = mapped_column(String(8))
    start: Mapped[float]
    peak_t: Mapped[float]
    end: Mapped[float]
    peak: Mapped[float]
    unit: Mapped[str] = mapped_column(String(16))
    complete: Mapped[bool]
    quality: Mapped[str] = mapped_column(String(16))
    assisted: Mapped[bool] = mapped_column(default=False)
    """Somebody said that they helped with it."""
    assisted_by: Mapped[str | None] = mapped_column(String(16))
    """Whose page that was said on; null where nobody did, and for what is older than signatures."""
    assisted_person: Mapped[str | None] = mapped_column(String(32))
    """Who was signed in; null for whoever came by a link, and for what is older than signatures."""


class FaultRow(Base):
    """A finding. What people say of it is a correction."""

    __tablename__ = "faults"
    __table_args__ = (UniqueConstraint("session_id", "judgement", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    judgement: Mapped[int] = mapped_column(default=1)
    number: Mapped[int]
    set_number: Mapped[int]
    fault: Mapped[str] = mapped_column(String(64))
    level: Mapped[str] = mapped_column(String(8))
    start: Mapped[float]
    end: Mapped[float]
    rep: Mapped[int | None]
    side: Mapped[str] = mapped_column(String(8))
    value: Mapped[float]
    unit: Mapped[str] = mapped_column(String(16))
    threshold: Mapped[float]
    baseline: Mapped[float | None]
    quality: Mapped[str] = mapped_column(String(16))


class BaselineRow(Base):
    """A calibration as it was taken, as JSON; the newest of a patient, exercise and side holds, or else of a
    session where nobody is known."""

    __tablename__ = "baselines"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    exercise: Mapped[str] = mapped_column(String(64))
    side: Mapped[str] = mapped_column(String(8))
    taken: Mapped[float]
    kept: Mapped[str] = mapped_column(Text)


class ResultRow(Base):
    """A standard test's result as the camera gave it."""

    __tablename__ = "test_results"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    number: Mapped[int]
    test: Mapped[str] = mapped_column(String(64))
    side: Mapped[str] = mapped_column(String(8))
    value: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(16))
    quality: Mapped[str] = mapped_column(String(16))
    started: Mapped[float]
    ended: Mapped[float]
    confirmed: Mapped[bool | None]
    """The therapist's word on it, null until given; `own_value` is their own stopwatch's or count."""
    own_value: Mapped[float | None]


class ResultWordRow(Base):
    """What somebody said of a standard test's result. Only added; the newest holds."""

    __tablename__ = "result_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    number: Mapped[int]
    """Of the result."""
    t: Mapped[float]
    confirmed: Mapped[bool]
    own_value: Mapped[float | None]
    by: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[str | None] = mapped_column(String(32))
    """Who was signed in; null for whoever came by a link, and for what is older than signatures."""
    at: Mapped[datetime]


class CheckInRow(Base):
    """What the patient said after a set. Only added; the newest answer to each question holds."""

    __tablename__ = "check_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    set_number: Mapped[int]
    pain: Mapped[int | None]
    """0 to 10."""
    effort: Mapped[int | None]
    """Borg CR10."""
    t: Mapped[float]
    by: Mapped[str] = mapped_column(String(16))
    """Whose page it was said on."""
    person_id: Mapped[str | None] = mapped_column(String(32))
    """Who was signed in; null for whoever came by a link, and for what is older than signatures."""
    at: Mapped[datetime]


class CorrectionRow(Base):
    """What a person said against, or for, the judgement. Only added, never changed: `withdraws` takes an
    earlier one back."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    judgement: Mapped[int] = mapped_column(default=1)
    """What it was said of: its repetition's id and its finding's number are that judgement's."""
    carried_from: Mapped[int | None]
    """The correction of an earlier judgement that this one stands for in a later one."""
    kind: Mapped[str] = mapped_column(String(16))
    set_number: Mapped[int | None]
    rep_id: Mapped[int | None]
    fault_number: Mapped[int | None]
    fault: Mapped[str | None] = mapped_column(String(64))
    t: Mapped[float | None]
    side: Mapped[str | None] = mapped_column(String(8))
    delta: Mapped[int | None]
    withdraws: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(500))
    by: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[str | None] = mapped_column(String(32))
    """Who was signed in; null for whoever came by a link, and for what is older than signatures."""
    at: Mapped[datetime]
    live: Mapped[bool]
    """Made during the session."""


class NoteRow(Base):
    """A bookmark, a comment or a frozen picture at a moment; a row with `withdraws` takes one back."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    t: Mapped[float]
    text: Mapped[str] = mapped_column(String(2000))
    by: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[str | None] = mapped_column(String(32))
    """Who was signed in; null for whoever came by a link, and for what is older than signatures."""
    at: Mapped[datetime]
    withdraws: Mapped[int | None]
    picture: Mapped[str | None] = mapped_column(String(160))
    """A still's file in the storage; none once it was deleted."""


class ReviewedRow(Base):
    """Somebody has looked at the whole session."""

    __tablename__ = "reviewed"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    by: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[str | None] = mapped_column(String(32))
    """Who was signed in; null for whoever came by a link, and for what is older than signatures."""
    at: Mapped[datetime]


class RecordingRow(Base):
    """A film of one participant, or a part of it. Media time 0 is session time `started_t`; `seconds` is null
    while it is being recorded."""

    __tablename__ = "recordings"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    number: Mapped[int]
    path: Mapped[str] = mapped_column(String(200))
    """Within the data folder."""
    media_type: Mapped[str] = mapped_column(String(32))
    started_t: Mapped[float]
    seconds: Mapped[float | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    has_video: Mapped[bool]
    has_audio: Mapped[bool]
    bytes: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]


class ConsentRow(Base):
    """What one participant said about being recorded. Only added, never changed."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(80))
    """As they gave it on joining; may be empty."""
    said: Mapped[str] = mapped_column(String(16))
    """`asked`, which is the asker's own consent; `yes`, `no`, `stop_keep`, `stop_delete`; `withdrawn`: taken
    back after the session."""
    picture: Mapped[bool]
    """With `asked`: the asker's own picture too."""
    text_version: Mapped[int]
    language: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
