"""Sessions to come, and those that run. Times are UTC."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.database import now
from coach.store.models import JobRow, SessionRow
from coach.store.person_models import AppointmentRow, PersonRow, SessionPeopleRow


class Diary:
    def __init__(self, engine: AsyncEngine) -> None:
        self._db = async_sessionmaker(engine, expire_on_commit=False)

    async def add(
        self, patient: PersonRow, *, by: PersonRow, starts_at: datetime, minutes: int
    ) -> AppointmentRow:
        row = AppointmentRow(
            clinic_id=patient.clinic_id,
            patient_id=patient.id,
            therapist_id=by.id,
            starts_at=starts_at,
            minutes=minutes,
            by=by.id,
            created_at=now(),
            cancelled_at=None,
        )
        async with self._db.begin() as db:
            db.add(row)
        return row

    async def find(self, appointment_id: int) -> AppointmentRow | None:
        async with self._db() as db:
            return await db.get(AppointmentRow, appointment_id)

    async def cancel(self, appointment_id: int) -> None:
        wanted = update(AppointmentRow).where(
            AppointmentRow.id == appointment_id, AppointmentRow.cancelled_at.is_(None)
        )
        async with self._db.begin() as db:
            await db.execute(wanted.values(cancelled_at=now()))

    async def between(self, therapist_id: str, start: datetime, end: datetime) -> list[AppointmentRow]:
        """Not cancelled ones that begin in this span, in their order."""
        query = select(AppointmentRow).where(
            AppointmentRow.therapist_id == therapist_id,
            AppointmentRow.cancelled_at.is_(None),
            AppointmentRow.starts_at >= start,
            AppointmentRow.starts_at < end,
        )
        async with self._db() as db:
            return list(await db.scalars(query.order_by(AppointmentRow.starts_at)))

    async def of_patient(self, patient_id: str, after: datetime) -> list[AppointmentRow]:
        """Not cancelled ones, in their order."""
        query = select(AppointmentRow).where(
            AppointmentRow.patient_id == patient_id,
            AppointmentRow.cancelled_at.is_(None),
            AppointmentRow.starts_at >= after,
        )
        async with self._db() as db:
            return list(await db.scalars(query.order_by(AppointmentRow.starts_at)))

    async def next_of(self, patient_id: str, after: datetime) -> AppointmentRow | None:
        query = select(AppointmentRow).where(
            AppointmentRow.patient_id == patient_id,
            AppointmentRow.cancelled_at.is_(None),
            AppointmentRow.starts_at >= after,
        )
        async with self._db() as db:
            return await db.scalar(query.order_by(AppointmentRow.starts_at).limit(1))

    async def at_home(self, patient_id: str, after: datetime) -> list[tuple[SessionRow, SessionPeopleRow]]:
        """Newest first: sessions without the therapist begun since then."""
        query = (
            select(SessionRow, SessionPeopleRow)
            .join(SessionPeopleRow, SessionPeopleRow.session_id == SessionRow.id)
            .where(
                SessionPeopleRow.patient_id == patient_id,
                SessionPeopleRow.home_day.is_not(None),
                SessionRow.created_at >= after,
            )
            .order_by(SessionRow.created_at.desc())
        )
        async with self._db() as db:
            return [(session, people) for session, people in await db.execute(query)]

    async def ownerless(self) -> list[SessionRow]:
        """Newest first: sessions that are nobody's."""
        query = (
            select(SessionRow)
            .outerjoin(SessionPeopleRow, SessionPeopleRow.session_id == SessionRow.id)
            .where(SessionPeopleRow.session_id.is_(None))
            .order_by(SessionRow.created_at.desc())
        )
        async with self._db() as db:
            return list(await db.scalars(query.limit(100)))

    async def sessions_of(
        self, *, therapist_id: str | None = None, patient_id: str | None = None, running: bool = False
    ) -> list[tuple[SessionRow, SessionPeopleRow]]:
        """Newest first; `running`: only calls with a therapist that have not ended."""
        query = select(SessionRow, SessionPeopleRow).join(
            SessionPeopleRow, SessionPeopleRow.session_id == SessionRow.id
        )
        if therapist_id is not None:
            query = query.where(SessionPeopleRow.therapist_id == therapist_id)
        if patient_id is not None:
            query = query.where(SessionPeopleRow.patient_id == patient_id)
        if running:
            videos = select(JobRow.session_id).where(JobRow.kind == "upload")
            led = SessionPeopleRow.home_day.is_(None)
            query = query.where(SessionRow.ended_at.is_(None), led, SessionRow.id.not_in(videos))
        async with self._db() as db:
            found = await db.execute(query.order_by(SessionRow.created_at.desc()).limit(100))
            return [(session, people) for session, people in found]
