"""People, their ways in and the audit, on both kinds of database."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from coach.store.audit import Audit, Deed
from coach.store.database import now, open_database
from coach.store.diary import Diary
from coach.store.entrances import MOST_TRIES, Entrances
from coach.store.facts import Facts
from coach.store.models import BaselineRow
from coach.store.passwords import SHORTEST, Unfit
from coach.store.people import AlreadyBegun, LoginTaken, NameUnfit, NewPerson, People
from coach.store.person_consents import PersonConsents
from coach.store.person_models import PersonalLinkRow, PersonRow, SignInRow
from coach.store.training import Training

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Clinic:
    engine: AsyncEngine
    people: People
    entrances: Entrances
    first: PersonRow
    patient: PersonRow


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = await open_database(database_url)
    yield made
    await made.dispose()


@pytest.fixture
async def clinic(engine: AsyncEngine) -> Clinic:
    people = People(engine)
    first = await people.begin("Praxis am Tor", "Anna Ž", "Anna@Example.org", PASSWORD)
    wish = NewPerson(clinic_id=first.clinic_id, role="patient", name="Мария К.")
    patient = await people.add_patient(wish, first.id)
    return Clinic(engine, people, Entrances(engine, b"secret"), first, patient)


async def test_the_first_run_is_done_once(clinic: Clinic) -> None:
    with pytest.raises(AlreadyBegun):
        await clinic.people.begin("Another", "Ben", "ben@example.org", PASSWORD)
    assert [c.name for c in await clinic.people.clinics()] == ["Praxis am Tor"]


async def test_who_signs_in_is_known_by_login_and_password_only(clinic: Clinic) -> None:
    people = clinic.people
    found = await people.known(" anna@EXAMPLE.org ", PASSWORD)
    assert found is not None
    assert found.id == clinic.first.id
    assert await people.known("anna@example.org", PASSWORD + " ") is None
    assert await people.known("nobody@example.org", PASSWORD) is None
    assert found.password_hash is not None
    assert found.password_hash.startswith("$argon2id$")


async def test_a_deactivated_person_is_out_everywhere_at_once(clinic: Clinic) -> None:
    token = await clinic.entrances.sign_in(clinic.first.id)
    await clinic.people.deactivate(clinic.first.id)
    assert await clinic.entrances.signed_in(token) is None
    assert await clinic.people.known("anna@example.org", PASSWORD) is None
    await clinic.people.activate(clinic.first.id)
    assert await clinic.entrances.signed_in(token) is None
    assert await clinic.people.known("anna@example.org", PASSWORD) is not None


async def test_a_new_password_signs_out(clinic: Clinic) -> None:
    token = await clinic.entrances.sign_in(clinic.first.id)
    await clinic.people.set_password(clinic.first.id, "another long one")
    assert await clinic.entrances.signed_in(token) is None
    assert await clinic.people.known("anna@example.org", "another long one") is not None


async def test_two_people_never_share_a_login(clinic: Clinic) -> None:
    again = NewPerson(
        clinic_id=clinic.first.clinic_id,
        role="therapist",
        name="A",
        login="ANNA@example.org",
        password=PASSWORD,
    )
    with pytest.raises(LoginTaken):
        await clinic.people.add(again)


@pytest.mark.parametrize("name", ["", "  \t", "a" * 121, "Eve\x00"])
async def test_a_name_that_is_none_is_refused(clinic: Clinic, name: str) -> None:
    with pytest.raises(NameUnfit):
        await clinic.people.add(NewPerson(clinic_id=clinic.first.clinic_id, role="patient", name=name))


async def test_a_short_password_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Unfit):
        await clinic.people.set_password(clinic.first.id, "x" * (SHORTEST - 1))


async def test_care_begins_and_ends(clinic: Clinic) -> None:
    people, patient = clinic.people, clinic.patient
    assert await people.patients_of(clinic.first.id) == {patient.id}
    assert [one.id for one in await people.carers_of(patient.id)] == [clinic.first.id]
    await people.release(clinic.first.id, patient.id)
    assert await people.patients_of(clinic.first.id) == frozenset()
    await people.assign(clinic.first.id, patient.id)
    await people.assign(clinic.first.id, patient.id)
    assert len(await people.carers_of(patient.id)) == 1


async def test_a_sign_in_ends(clinic: Clinic) -> None:
    one, other = [await clinic.entrances.sign_in(clinic.first.id) for _ in range(2)]
    await clinic.entrances.sign_out(one)
    assert await clinic.entrances.signed_in(one) is None
    assert await clinic.entrances.signed_in(other) is not None
    async with clinic.engine.begin() as db:
        await db.execute(update(SignInRow).values(expires_at=now() - timedelta(seconds=1)))
    assert await clinic.entrances.signed_in(other) is None


async def test_a_personal_link_opens_until_it_is_revoked_or_old(clinic: Clinic) -> None:
    entrances = clinic.entrances
    link = await entrances.invite(clinic.patient.id)
    code = entrances.code(link.id)
    opened = await entrances.open(code)
    assert opened is not None
    assert opened.person.id == clinic.patient.id
    again = await entrances.resend(clinic.patient.id)
    assert entrances.code(again.id) == code
    assert entrances.first_code(again) != entrances.first_code(link)
    async with clinic.engine.begin() as db:
        await db.execute(update(PersonalLinkRow).values(expires_at=now() - timedelta(seconds=1)))
    assert await entrances.open(code) is None
    fresh = await entrances.resend(clinic.patient.id)
    assert await entrances.open(entrances.code(fresh.id)) is not None
    await entrances.revoke(clinic.patient.id)
    assert await entrances.open(entrances.code(fresh.id)) is None
    assert await entrances.open("") is None


async def test_the_first_code_lets_a_device_in(clinic: Clinic) -> None:
    entrances = clinic.entrances
    link = await entrances.invite(clinic.patient.id)
    token = await entrances.admit(link.id, entrances.first_code(link))
    assert token is not None
    assert await entrances.is_known(link.id, token)
    assert not await entrances.is_known(link.id, token[:-1])
    other = await entrances.invite(clinic.first.id)
    assert not await entrances.is_known(other.id, token)


async def test_guessing_the_first_code_ends_soon(clinic: Clinic) -> None:
    entrances = clinic.entrances
    link = await entrances.invite(clinic.patient.id)
    right = entrances.first_code(link)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    tried = await asyncio.gather(*(entrances.admit(link.id, wrong) for _ in range(MOST_TRIES + 3)))
    assert tried == [None] * len(tried)
    assert await entrances.admit(link.id, right) is None
    opened = await entrances.open(entrances.code(link.id))
    assert opened is not None
    assert opened.locked
    sent = await entrances.resend(clinic.patient.id)
    assert await entrances.admit(sent.id, entrances.first_code(sent)) is not None


@pytest.mark.parametrize("change", ["UPDATE audit SET role = 'x'", "DELETE FROM audit"])
async def test_the_audit_can_only_grow(clinic: Clinic, change: str) -> None:
    audit = Audit(clinic.engine)
    await audit.note(Deed(action="see_patient", role="therapist", clinic_id=clinic.first.clinic_id))
    with pytest.raises(DBAPIError, match="append-only"):
        async with clinic.engine.begin() as db:
            await db.execute(text(change))
    assert [row.action for row in await audit.of_clinic(clinic.first.clinic_id)] == ["see_patient"]


async def test_a_consent_is_taken_back_by_another_row(clinic: Clinic) -> None:
    consents, person = PersonConsents(clinic.engine), clinic.patient.id
    for given in (True, False):
        await consents.say(person, "recording", given=given, version="1", language="pl", by=person)
        assert (await consents.holds(person, "recording") is not None) is given
    assert await consents.holds(person, "call") is None
    assert len(await consents.all_of(person)) == 2
    with pytest.raises(DBAPIError, match="append-only"):
        async with clinic.engine.begin() as db:
            await db.execute(text("DELETE FROM person_consents"))


async def test_the_diary_gives_utc_back_and_leaves_out_what_is_cancelled(clinic: Clinic) -> None:
    diary, start = Diary(clinic.engine), now().replace(microsecond=0)
    kept, gone = [
        await diary.add(clinic.patient, by=clinic.first, starts_at=start + timedelta(hours=n), minutes=30)
        for n in (2, 1)
    ]
    await diary.cancel(gone.id)
    (found,) = await diary.between(clinic.first.id, start, start + timedelta(days=1))
    assert (found.id, found.starts_at) == (kept.id, start + timedelta(hours=2))
    assert await diary.between(clinic.first.id, start + timedelta(days=1), start + timedelta(days=2)) == []
    upcoming = await diary.next_of(clinic.patient.id, start)
    assert upcoming is not None
    assert upcoming.id == kept.id


async def test_a_session_is_somebodys(clinic: Clinic) -> None:
    facts, people = Facts(clinic.engine, b"secret"), clinic.people
    session = await facts.create_session()
    assert await people.session_people(session) is None
    await people.entrust(
        session, clinic_id=clinic.first.clinic_id, therapist_id=clinic.first.id, patient_id=clinic.patient.id
    )
    diary = Diary(clinic.engine)
    ((row, _),) = await diary.sessions_of(patient_id=clinic.patient.id, running=True)
    assert row.id == session
    await facts.end_session(session)
    assert await diary.sessions_of(therapist_id=clinic.first.id, running=True) == []


async def test_servers_that_start_at_once_migrate_once(empty_database: str) -> None:
    async with contextlib.AsyncExitStack() as stack:
        for engine in await asyncio.gather(*(open_database(empty_database) for _ in range(3))):
            stack.push_async_callback(engine.dispose)
            assert not await People(engine).begun()


async def test_a_patients_calibrations_are_found_over_all_their_sessions(clinic: Clinic) -> None:
    facts = Facts(clinic.engine, b"secret")
    calm, tall = await their_session(clinic, facts), await their_session(clinic, facts)
    stranger = await facts.create_session()
    await facts.add(
        [
            calibration(calm, "sit_to_stand", "old"),
            calibration(calm, "march", "only"),
            calibration(tall, "sit_to_stand", "new"),
            calibration(stranger, "march", "of somebody else"),
        ]
    )
    found = await Training(clinic.engine).baselines_of(clinic.patient.id)
    assert {(row.exercise, row.kept) for row in found} == {("sit_to_stand", "new"), ("march", "only")}


async def their_session(clinic: Clinic, facts: Facts) -> str:
    session = await facts.create_session()
    first, patient = clinic.first, clinic.patient.id
    await clinic.people.entrust(session, clinic_id=first.clinic_id, therapist_id=first.id, patient_id=patient)
    return session


def calibration(session: str, exercise: str, kept: str) -> BaselineRow:
    return BaselineRow(session_id=session, exercise=exercise, side="both", taken=1.0, kept=kept)
