"""Who saw or changed what, when. Only added: triggers in the database refuse anything else."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.database import now
from coach.store.person_models import AuditRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One line of it. `subject` is a kind and an id, never a name."""

    action: str
    role: str
    subject: str = ""
    clinic_id: str | None = None
    person_id: str | None = None
    done: bool = True
    detail: str = ""


class Audit:
    def __init__(self, engine: AsyncEngine) -> None:
        self._db = async_sessionmaker(engine, expire_on_commit=False)

    async def note(self, deed: Deed) -> None:
        row = AuditRow(
            at=now(),
            clinic_id=deed.clinic_id,
            person_id=deed.person_id,
            role=deed.role,
            action=deed.action,
            subject=deed.subject,
            done=deed.done,
            detail=deed.detail,
        )
        async with self._db.begin() as db:
            db.add(row)

    async def of_clinic(
        self, clinic_id: str, *, before: int | None = None, most: int = 100
    ) -> list[AuditRow]:
        """Newest first; `before`: older than the row with this id."""
        query = (
            select(AuditRow).where(AuditRow.clinic_id == clinic_id).order_by(AuditRow.id.desc()).limit(most)
        )
        if before is not None:
            query = query.where(AuditRow.id < before)
        async with self._db() as db:
            return list(await db.scalars(query))
