"""Who a person is at an identity provider: linked once, kept until an operator takes it back."""

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.database import now
from coach.store.person_models import PersonRow, SubjectRow


class Subjects:
    def __init__(self, engine: AsyncEngine) -> None:
        self._db = async_sessionmaker(engine, expire_on_commit=False)

    async def person(self, issuer: str, subject: str) -> PersonRow | None:
        """Whom it was linked to, active or not."""
        query = (
            select(PersonRow)
            .join(SubjectRow, SubjectRow.person_id == PersonRow.id)
            .where(SubjectRow.issuer == issuer, SubjectRow.subject == subject)
        )
        async with self._db() as db:
            return await db.scalar(query)

    async def link(self, issuer: str, subject: str, person_id: str) -> bool:
        """False where the person is somebody else at this provider already: an address that was given to
        another person there opens no account here."""
        row = SubjectRow(issuer=issuer, subject=subject, person_id=person_id, linked_at=now())
        try:
            async with self._db.begin() as db:
                db.add(row)
        except IntegrityError:
            return False
        return True

    async def unlink(self, person_id: str) -> int:
        """How many links there were."""
        mine = delete(SubjectRow).where(SubjectRow.person_id == person_id).returning(SubjectRow.id)
        async with self._db.begin() as db:
            return len(list(await db.scalars(mine)))
