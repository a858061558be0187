"""What clinicians wrote of a patient, in versions: nothing is overwritten, each has who and when."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.database import now
from coach.store.person_models import ChartRow

KINDS = ("programme", "intake", "goals")


class ChangedMeanwhile(Exception):
    """Somebody saved a version since the one this was based on; `newest` is theirs."""

    def __init__(self, newest: ChartRow) -> None:
        self.newest = newest


class Chart:
    def __init__(self, engine: AsyncEngine) -> None:
        self._db = async_sessionmaker(engine, expire_on_commit=False)

    async def save(self, patient_id: str, kind: str, body: str, *, by: str, based_on: int) -> ChartRow:
        """The version after `based_on` (0: there was none). Raises ChangedMeanwhile."""
        row = ChartRow(patient_id=patient_id, kind=kind, number=based_on + 1, body=body, by=by, at=now())
        newest = await self.newest(patient_id, kind)
        if (newest.number if newest else 0) == based_on:
            try:
                async with self._db.begin() as db:
                    db.add(row)
                return row
            except IntegrityError:
                newest = await self.newest(patient_id, kind)  # saved at the same moment
        if newest is None:
            raise ValueError(f"There is no version {based_on}.")
        raise ChangedMeanwhile(newest)

    async def newest(self, patient_id: str, kind: str) -> ChartRow | None:
        query = select(ChartRow).where(ChartRow.patient_id == patient_id, ChartRow.kind == kind)
        async with self._db() as db:
            return await db.scalar(query.order_by(ChartRow.number.desc()).limit(1))

    async def version(self, patient_id: str, kind: str, number: int) -> ChartRow | None:
        query = select(ChartRow).where(
            ChartRow.patient_id == patient_id, ChartRow.kind == kind, ChartRow.number == number
        )
        async with self._db() as db:
            return await db.scalar(query)

    async def versions(self, patient_id: str, kind: str, most: int = 50) -> list[ChartRow]:
        """Newest first."""
        query = select(ChartRow).where(ChartRow.patient_id == patient_id, ChartRow.kind == kind)
        async with self._db() as db:
            return list(await db.scalars(query.order_by(ChartRow.number.desc()).limit(most)))
