"""Commands on people, for whoever runs the server: add one, new password, list, take in a file."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from coach.api.arrivals import taken
from coach.api.reception import Archive
from coach.app import archive_of
from coach.arrivals.arrival import MOST_BYTES, FileUnfit, Read
from coach.arrivals.arriving import Verdict, read
from coach.config import Settings
from coach.rights import Role
from coach.store.audit import Deed
from coach.store.database import open_database
from coach.store.links import load_secret
from coach.store.passwords import Unfit
from coach.store.people import AlreadyBegun, LoginTaken, NameUnfit, NewPerson
from coach.terminal import Exit, end, settings

person_app = typer.Typer(no_args_is_help=True, help="People who sign in.")
WHO_SIGN_IN = (Role.ADMINISTRATOR, Role.THERAPIST, Role.REVIEWER)


class Unknown(Exception):
    """Nobody signs in by this."""


@person_app.command("add")
def person_add(
    login: Annotated[str, typer.Argument(help="What they sign in by, such as an e-mail address")],
    *,
    name: Annotated[str, typer.Option(help="Their name, as patients will see it")],
    role: Annotated[Role, typer.Option(help="administrator, therapist or reviewer")] = Role.THERAPIST,
    clinic: Annotated[str, typer.Option(help="The clinic's name, for the first person of all")] = "Clinic",
) -> None:
    """Add somebody and print their password. The first person of all becomes the administrator."""
    if role not in WHO_SIGN_IN:
        end(Exit.USAGE, f"Somebody with the role {role} does not sign in: their therapist sends them a link.")
    password = _new_password()
    try:
        asyncio.run(
            _add(settings(), NewPerson(clinic_id="", role=role, name=name, login=login), clinic, password)
        )
    except (LoginTaken, AlreadyBegun):
        end(Exit.FAILED, f"Somebody signs in by {login} already.")
    except (Unfit, NameUnfit) as error:
        end(Exit.USAGE, str(error))
    print(password)


async def _add(chosen: Settings, wish: NewPerson, clinic: str, password: str) -> None:
    async with opened(chosen) as archive:
        clinics, login = await archive.people.clinics(), wish.login or ""
        if not clinics:
            person = await archive.people.begin(clinic, wish.name, login, password)
        else:
            person = await archive.people.add(
                NewPerson(
                    clinic_id=clinics[0].id, role=wish.role, name=wish.name, login=login, password=password
                )
            )
        await _note(archive, "add", person.clinic_id, person.id)


@person_app.command("reset-password")
def person_reset(login: Annotated[str, typer.Argument(help="What they sign in by")]) -> None:
    """Give somebody a new password and print it; they are signed out everywhere."""
    password = _new_password()
    try:
        asyncio.run(_reset(settings(), login, password))
    except Unknown:
        end(Exit.FAILED, f"Nobody signs in by {login}: `coach person list` shows everybody.")
    print(password)


async def _reset(chosen: Settings, login: str, password: str) -> None:
    async with opened(chosen) as archive:
        person = await archive.people.by_login(login)
        if person is None:
            raise Unknown
        await archive.people.set_password(person.id, password)
        await archive.people.activate(person.id)
        await _note(archive, "reset_password", person.clinic_id, person.id)


@person_app.command("unlink")
def person_unlink(login: Annotated[str, typer.Argument(help="What they sign in by")]) -> None:
    """Forget who somebody is at the identity provider: their verified address counts again."""
    try:
        had = asyncio.run(_unlink(settings(), login))
    except Unknown:
        end(Exit.FAILED, f"Nobody signs in by {login}: `coach person list` shows everybody.")
    print("Unlinked." if had else "There was no link: they have not signed in at the provider yet.")


async def _unlink(chosen: Settings, login: str) -> int:
    async with opened(chosen) as archive:
        person = await archive.people.by_login(login)
        if person is None:
            raise Unknown
        had = await archive.subjects.unlink(person.id)
        await _note(archive, "unlink", person.clinic_id, person.id)
        return had


@person_app.command("list")
def person_list() -> None:
    """List those who sign in."""
    table = Table("sign-in", "name", "role", "")
    for row in asyncio.run(_all(settings())):
        table.add_row(*row)
    Console().print(table)


async def _all(chosen: Settings) -> list[tuple[str, str, str, str]]:
    async with opened(chosen) as archive:
        return [
            (one.login or "", one.name, one.role, "deactivated" if one.deactivated_at else "")
            for clinic in await archive.people.clinics()
            for one in await archive.people.everybody(clinic.id, WHO_SIGN_IN)
        ]


@person_app.command("import")
def person_import(
    file: Annotated[Path, typer.Argument(help="A table (CSV, UTF-8), or FHIR R4 as JSON")],
    *,
    therapist: Annotated[str, typer.Option(help="Who looks after them: the sign-in name")],
    add: Annotated[bool, typer.Option("--add", help="Add them; else only say what would be added")] = False,
) -> None:
    """Take patients from a file: say line by line what would be added, and with --add do it."""
    try:
        verdicts = asyncio.run(_import(settings(), read(_read(file)), therapist, adding=add))
    except FileUnfit as unfit:
        end(Exit.UNREADABLE, str(unfit))
    except Unknown:
        end(Exit.FAILED, f"No therapist signs in by {therapist}: `coach person list` shows everybody.")
    table = Table("line", "name", "", "why")
    for one in verdicts:
        table.add_row(str(one.line), Text(one.name), one.state, Text(one.why))
    Console().print(table)
    new = sum(one.state == "new" for one in verdicts)
    print(f"Added: {new}." if add else f"Would be added: {new}. Nothing was changed; --add adds them.")


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened_file:
            return opened_file.read(MOST_BYTES + 1)
    except OSError as error:
        end(Exit.UNREADABLE, f"{file} can't be read: {error.strerror}.")


async def _import(chosen: Settings, found: Read, login: str, *, adding: bool) -> list[Verdict]:
    async with opened(chosen) as archive:
        by = await archive.people.by_login(login)
        if by is None or by.role not in (Role.ADMINISTRATOR, Role.THERAPIST):
            raise Unknown
        verdicts = await taken(
            archive, found, clinic_id=by.clinic_id, by=by.id, zone=chosen.time_zone, adding=adding
        )
        for one in verdicts:
            if one.person_id is not None:
                await _note(archive, "add_patient", by.clinic_id, one.person_id)
        return verdicts


async def _note(archive: Archive, action: str, clinic_id: str, person_id: str) -> None:
    deed = Deed(action=action, role="operator", subject=f"person {person_id}", clinic_id=clinic_id)
    await archive.audit.note(deed)


@asynccontextmanager
async def opened(chosen: Settings) -> AsyncIterator[Archive]:
    chosen.data.mkdir(parents=True, exist_ok=True)
    engine = await open_database(chosen.url)
    try:
        yield archive_of(engine, load_secret(chosen.data / "secret"))
    finally:
        await engine.dispose()


def _new_password() -> str:
    return secrets.token_urlsafe(12)
