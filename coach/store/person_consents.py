"""What patients agreed to: versioned, and taken back as easily as given. Only added."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.database import now
from coach.store.person_models import PersonConsentRow

KINDS = ("call", "recording", "data")


class PersonConsents:
    def __init__(self, engine: AsyncEngine) -> None:
        self._db = async_sessionmaker(engine, expire_on_commit=False)

    async def say(
        self, person_id: str, kind: str, *, given: bool, version: str, language: str, by: str
    ) -> None:
        """`by`: who put it in; the patient themselves, or the therapist for them."""
        row = PersonConsentRow(
            person_id=person_id, kind=kind, version=version, language=language, given=given, by=by, at=now()
        )
        async with self._db.begin() as db:
            db.add(row)

    async def all_of(self, person_id: str) -> list[PersonConsentRow]:
        """Oldest first."""
        query = (
            select(PersonConsentRow)
            .where(PersonConsentRow.person_id == person_id)
            .order_by(PersonConsentRow.id)
        )
        async with self._db() as db:
            return list(await db.scalars(query))

    async def holds(self, person_id: str, kind: str) -> PersonConsentRow | None:
        """The newest, if it was given and not taken back."""
        said = [row for row in await self.all_of(person_id) if row.kind == kind]
        return said[-1] if said and said[-1].given else None
