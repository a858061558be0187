"""A clinic for tests of the doors: people of every role, signed in, and an app behind its guard."""

from dataclasses import dataclass

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from coach.api.guard import Guard
from coach.api.links import Addresses
from coach.api.people import Office, Waiting
from coach.api.reception import Archive, Reception, device_cookie
from coach.app import archive_of
from coach.store.facts import Facts
from coach.store.people import NewPerson

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Clinic:
    archive: Archive
    reception: Reception
    id: str
    administrator: str
    """Their person id."""

    async def cookie(self, person_id: str) -> dict[str, str]:
        return {"coach": await self.archive.entrances.sign_in(person_id)}

    async def device(self, person_id: str) -> dict[str, str]:
        """A device on which the first-time code of their personal link was given."""
        entrances = self.archive.entrances
        link = await entrances.invite(person_id)
        token = await entrances.admit(link.id, entrances.first_code(link))
        return {device_cookie(link.id): str(token)}

    async def add(self, role: str, login: str | None = None) -> str:
        """The new person's id."""
        password = PASSWORD if login else None
        wish = NewPerson(clinic_id=self.id, role=role, name=login or role, login=login, password=password)
        return (await self.archive.people.add(wish)).id

    def office(self, facts: Facts) -> Office:
        return Office(
            facts=facts,
            archive=self.archive,
            reception=self.reception,
            addresses=Addresses(),
            waiting=Waiting(),
        )

    def guard(self, app: FastAPI) -> None:
        app.add_middleware(Guard, reception=self.reception)


async def begun(engine: AsyncEngine, facts: Facts) -> Clinic:
    archive = archive_of(engine, b"secret")
    first = await archive.people.begin("Clinic", "Anna", "anna", PASSWORD)
    return Clinic(archive, Reception(facts, archive), first.clinic_id, first.id)
