"""Reads and writes who there is: clinics, people, and who looks after whom. Every method is one short
transaction."""

import asyncio
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Update, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.database import now
from coach.store.passwords import hashed, matches
from coach.store.person_models import (
    CareRow,
    ClinicRow,
    PersonNumberRow,
    PersonRow,
    SessionPeopleRow,
    SignInRow,
)

LONGEST_NAME = 120


class LoginTaken(Exception):
    """Somebody else signs in by this."""


class NumberTaken(Exception):
    """Another patient of the clinic has this number."""


class AlreadyBegun(Exception):
    """There is an administrator already."""


class NameUnfit(ValueError):
    """Empty, too long, or with control characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    clinic_id: str
    role: str
    name: str
    language: str = "en"
    login: str | None = None
    password: str | None = None


class People:
    """The one way to the rows of people."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._db = async_sessionmaker(engine, expire_on_commit=False)

    async def begin(self, clinic: str, name: str, login: str, password: str | None) -> PersonRow:
        """The clinic and its first administrator. Raises AlreadyBegun, NameUnfit, Unfit."""
        kept = None if password is None else await asyncio.to_thread(hashed, password)
        clinic_row = ClinicRow(id=secrets.token_hex(8), name=clean(clinic), created_at=now())
        wish = NewPerson(clinic_id=clinic_row.id, role="administrator", name=name, login=login)
        person = _row(wish, kept)
        async with self._db.begin() as db:
            db.add(clinic_row)
            await db.flush()  # on SQLite the first write takes the lock: what is counted next stays so
            if await db.scalar(select(func.count()).select_from(ClinicRow)) != 1:
                raise AlreadyBegun
            db.add(person)
        return person

    async def begun(self) -> bool:
        async with self._db() as db:
            return await db.scalar(select(ClinicRow.id).limit(1)) is not None

    async def clinics(self) -> list[ClinicRow]:
        async with self._db() as db:
            return list(await db.scalars(select(ClinicRow).order_by(ClinicRow.created_at)))

    async def add(self, wish: NewPerson) -> PersonRow:
        """Raises LoginTaken, NameUnfit, Unfit."""
        kept = None if wish.password is None else await asyncio.to_thread(hashed, wish.password)
        person = _row(wish, kept)
        try:
            async with self._db.begin() as db:
                db.add(person)
        except IntegrityError as error:
            raise LoginTaken from error
        return person

    async def add_patient(
        self, wish: NewPerson, therapist_id: str, *, number: tuple[str, str] | None = None
    ) -> PersonRow:
        """With the therapist who looks after them and their number, all or nothing. Raises NameUnfit,
        NumberTaken."""
        person = _row(wish, None)
        care = CareRow(person_id=therapist_id, patient_id=person.id, since=now(), until=None)
        try:
            async with self._db.begin() as db:
                db.add(person)
                await db.flush()
                db.add_all([care, *_numbered(person, number)])
        except IntegrityError as error:
            raise NumberTaken from error
        return person

    async def numbers(self, clinic_id: str) -> dict[tuple[str, str], str]:
        """From a system and a number to the person's id."""
        query = select(PersonNumberRow).where(PersonNumberRow.clinic_id == clinic_id)
        async with self._db() as db:
            return {(row.system, row.value): row.person_id for row in await db.scalars(query)}

    async def find(self, person_id: str) -> PersonRow | None:
        async with self._db() as db:
            return await db.get(PersonRow, person_id)

    async def by_login(self, login: str) -> PersonRow | None:
        async with self._db() as db:
            return await db.scalar(select(PersonRow).where(PersonRow.login == folded(login)))

    async def known(self, login: str, password: str) -> PersonRow | None:
        """Who signs in with these; None for anybody else, who learns nothing from how long it took."""
        person = await self.by_login(login)
        active = person is not None and person.deactivated_at is None
        kept = person.password_hash if person is not None and active else None
        return person if await asyncio.to_thread(matches, password, kept) else None

    async def everybody(self, clinic_id: str, roles: Sequence[str] = ()) -> list[PersonRow]:
        """Of a clinic, by name; of these roles where some are given."""
        query = (
            select(PersonRow).where(PersonRow.clinic_id == clinic_id).order_by(PersonRow.name, PersonRow.id)
        )
        if roles:
            query = query.where(PersonRow.role.in_(roles))
        async with self._db() as db:
            return list(await db.scalars(query))

    async def set_password(self, person_id: str, password: str) -> None:
        """Signs the person out everywhere. Raises Unfit."""
        kept = await asyncio.to_thread(hashed, password)
        async with self._db.begin() as db:
            await db.execute(update(PersonRow).where(PersonRow.id == person_id).values(password_hash=kept))
            await db.execute(_signed_out(person_id))

    async def deactivate(self, person_id: str) -> None:
        """Signs the person out everywhere; what they did stays."""
        gone = update(PersonRow).where(PersonRow.id == person_id, PersonRow.deactivated_at.is_(None))
        async with self._db.begin() as db:
            await db.execute(gone.values(deactivated_at=now()))
            await db.execute(_signed_out(person_id))

    async def set_role(self, person_id: str, role: str) -> None:
        async with self._db.begin() as db:
            await db.execute(update(PersonRow).where(PersonRow.id == person_id).values(role=role))

    async def activate(self, person_id: str) -> None:
        async with self._db.begin() as db:
            await db.execute(update(PersonRow).where(PersonRow.id == person_id).values(deactivated_at=None))

    # ---- who looks after whom

    async def assign(self, person_id: str, patient_id: str) -> None:
        """Harmless when it is so already."""
        if patient_id not in await self.patients_of(person_id):
            async with self._db.begin() as db:
                db.add(CareRow(person_id=person_id, patient_id=patient_id, since=now(), until=None))

    async def release(self, person_id: str, patient_id: str) -> None:
        ending = update(CareRow).where(
            CareRow.person_id == person_id, CareRow.patient_id == patient_id, CareRow.until.is_(None)
        )
        async with self._db.begin() as db:
            await db.execute(ending.values(until=now()))

    async def patients_of(self, person_id: str) -> frozenset[str]:
        """Ids of those a therapist or caregiver looks after now."""
        query = select(CareRow.patient_id).where(CareRow.person_id == person_id, CareRow.until.is_(None))
        async with self._db() as db:
            return frozenset(await db.scalars(query))

    async def carers_of(self, patient_id: str) -> list[PersonRow]:
        """Therapists and caregivers who look after a patient now."""
        query = (
            select(PersonRow)
            .join(CareRow, CareRow.person_id == PersonRow.id)
            .where(CareRow.patient_id == patient_id, CareRow.until.is_(None))
            .order_by(PersonRow.role, PersonRow.name)
        )
        async with self._db() as db:
            return list(await db.scalars(query))

    # ---- whose session

    async def entrust(
        self,
        session_id: str,
        *,
        clinic_id: str,
        therapist_id: str,
        patient_id: str | None = None,
        home_day: int | None = None,
    ) -> None:
        """`home_day`: without the therapist, on this day of the week."""
        row = SessionPeopleRow(
            session_id=session_id,
            clinic_id=clinic_id,
            therapist_id=therapist_id,
            patient_id=patient_id,
            home_day=home_day,
        )
        async with self._db.begin() as db:
            db.add(row)

    async def session_people(self, session_id: str) -> SessionPeopleRow | None:
        async with self._db() as db:
            return await db.get(SessionPeopleRow, session_id)


def clean(name: str) -> str:
    """A name in any script, as it is shown. Raises NameUnfit."""
    kept = " ".join(unicodedata.normalize("NFC", name).split())
    if not 0 < len(kept) <= LONGEST_NAME or any(unicodedata.category(c) == "Cc" for c in kept):
        raise NameUnfit(f"A name has 1 to {LONGEST_NAME} characters.")
    return kept


def folded(login: str) -> str:
    """A login as it is compared."""
    return unicodedata.normalize("NFKC", login).strip().casefold()[:254]


def _row(wish: NewPerson, password_hash: str | None) -> PersonRow:
    return PersonRow(
        id=secrets.token_hex(8),
        clinic_id=wish.clinic_id,
        role=wish.role,
        name=clean(wish.name),
        language=wish.language,
        login=folded(wish.login) if wish.login else None,
        password_hash=password_hash,
        created_at=now(),
        deactivated_at=None,
    )


def _numbered(person: PersonRow, number: tuple[str, str] | None) -> list[PersonNumberRow]:
    if number is None:
        return []
    system, value = number
    return [PersonNumberRow(clinic_id=person.clinic_id, person_id=person.id, system=system, value=value)]


def _signed_out(person_id: str) -> Update:
    open_ = update(SignInRow).where(SignInRow.person_id == person_id, SignInRow.revoked_at.is_(None))
    return open_.values(revoked_at=now())
