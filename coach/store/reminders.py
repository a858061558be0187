"""Who is reminded of what by e-mail, and which reminders went out."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.database import now
from coach.store.person_models import PersonRow, ReminderRow, ReminderWishRow


class Reminders:
    def __init__(self, engine: AsyncEngine) -> None:
        self._db = async_sessionmaker(engine, expire_on_commit=False)

    async def say(
        self, person_id: str, *, email: str, zone: str, sessions: bool, home: bool, by: str
    ) -> None:
        """`by`: the patient themselves, or who put it in for them."""
        row = ReminderWishRow(
            person_id=person_id, email=email, zone=zone, sessions=sessions, home=home, by=by, at=now()
        )
        async with self._db.begin() as db:
            db.add(row)

    async def wish(self, person_id: str) -> ReminderWishRow | None:
        """The newest."""
        query = select(ReminderWishRow).where(ReminderWishRow.person_id == person_id)
        async with self._db() as db:
            return await db.scalar(query.order_by(ReminderWishRow.id.desc()).limit(1))

    async def wanted(self) -> list[tuple[PersonRow, ReminderWishRow]]:
        """Everybody who is here and is to be reminded of something."""
        newest = select(func.max(ReminderWishRow.id)).group_by(ReminderWishRow.person_id)
        query = (
            select(PersonRow, ReminderWishRow)
            .join(ReminderWishRow, ReminderWishRow.person_id == PersonRow.id)
            .where(
                ReminderWishRow.id.in_(newest),
                ReminderWishRow.email != "",
                PersonRow.deactivated_at.is_(None),
            )
            .order_by(PersonRow.id)
        )
        async with self._db() as db:
            return [(person, wish) for person, wish in await db.execute(query)]

    async def claim(self, person_id: str, about: str) -> bool:
        """Whether it is still to be sent; then it is this caller's to send, and nobody else's."""
        try:
            async with self._db.begin() as db:
                db.add(ReminderRow(person_id=person_id, about=about, at=now(), refused=False))
        except IntegrityError:
            return False
        return True

    async def known(self, person_id: str, about: str) -> bool:
        query = select(ReminderRow.id).where(ReminderRow.person_id == person_id, ReminderRow.about == about)
        async with self._db() as db:
            return await db.scalar(query) is not None

    async def unsent(self, person_id: str, about: str) -> None:
        """It did not go out: it may be tried again."""
        mine = delete(ReminderRow).where(ReminderRow.person_id == person_id, ReminderRow.about == about)
        async with self._db.begin() as db:
            await db.execute(mine)

    async def refused(self, person_id: str, about: str) -> None:
        """It will not be tried again."""
        mine = update(ReminderRow).where(ReminderRow.person_id == person_id, ReminderRow.about == about)
        async with self._db.begin() as db:
            await db.execute(mine.values(refused=True))

    async def gone_out(self, person_id: str, most: int) -> list[ReminderRow]:
        """Newest first, those that could not be delivered too."""
        query = select(ReminderRow).where(ReminderRow.person_id == person_id)
        async with self._db() as db:
            return list(await db.scalars(query.order_by(ReminderRow.id.desc()).limit(most)))

    async def refused_since(self, person_id: str, after: datetime) -> bool:
        """Whether one could not be delivered since then."""
        query = select(ReminderRow.id).where(
            ReminderRow.person_id == person_id, ReminderRow.refused, ReminderRow.at >= after
        )
        async with self._db() as db:
            return await db.scalar(query.limit(1)) is not None
