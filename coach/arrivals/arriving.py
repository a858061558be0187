"""Takes the patients of a file into a clinic: what would happen, and then that it happens. Nobody twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coach.arrivals.arrival import MOST_BYTES, TOO_LARGE, Arrival, FileUnfit, Read, Unfit
from coach.arrivals.csv_file import read_csv
from coach.store.people import NewPerson, NumberTaken, People, folded

HERE_BY_NUMBER = "A patient with this number is here already."
HERE_BY_NAME = "Somebody of this name is here already. If it is another person, give both a number."
TWICE_BY_NUMBER = "This number is in the file twice."
TWICE_BY_NAME = "This name is in the file twice. If it is another person, give both a number."
NO_SUCH_THERAPIST = "No therapist of this clinic signs in by this."

State = Literal["new", "known", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of one patient of a file; `why`: a sentence, where they are not new."""

    line: int
    name: str
    state: State
    why: str = ""
    arrival: Arrival | None = None
    therapist_id: str = ""
    person_id: str | None = None
    """Once they are added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """Who is here, as far as it tells people apart."""

    names: frozenset[str]
    """As they are compared."""
    numbers: frozenset[tuple[str, str]]
    nameless: frozenset[str]
    """Names of those who have no number."""
    therapists: Mapping[str, str]
    """From the sign-in to the person's id."""


def read(data: bytes) -> Read:
    """CSV, or FHIR as JSON. Raises FileUnfit."""
    if len(data) > MOST_BYTES:
        raise FileUnfit(TOO_LARGE)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        from coach.arrivals.fhir_file import read_fhir  # noqa: PLC0415 - it takes a second to load

        return read_fhir(data)
    return read_csv(data)


def judged(found: Read, clinic: Clinic, therapist_id: str) -> list[Verdict]:
    """What would happen, patient by patient. Pure."""
    numbers: set[tuple[str, str]] = set()
    names: set[str] = set()
    verdicts = []
    for one in found:
        if isinstance(one, Unfit):
            verdicts.append(Verdict(line=one.line, name=one.name, state="refused", why=one.why))
            continue
        who = clinic.therapists.get(folded(one.therapist)) if one.therapist else therapist_id
        why = _twice(one, numbers, names) or _here(one, clinic)
        if who is None:
            verdict = Verdict(line=one.line, name=one.name, state="refused", why=NO_SUCH_THERAPIST)
        elif why:
            verdict = Verdict(line=one.line, name=one.name, state="known", why=why)
        else:
            verdict = Verdict(line=one.line, name=one.name, state="new", arrival=one, therapist_id=who)
        names.add(compared(one.name))
        numbers |= {one.number} if one.number else set()
        verdicts.append(verdict)
    return verdicts


def _twice(one: Arrival, numbers: set[tuple[str, str]], names: set[str]) -> str:
    if one.number is not None:
        return TWICE_BY_NUMBER if one.number in numbers else ""
    return TWICE_BY_NAME if compared(one.name) in names else ""


def _here(one: Arrival, clinic: Clinic) -> str:
    """A number decides; a name only where one of the two has no number."""
    if one.number is not None and one.number in clinic.numbers:
        return HERE_BY_NUMBER
    others = clinic.names if one.number is None else clinic.nameless
    return HERE_BY_NAME if compared(one.name) in others else ""


def compared(name: str) -> str:
    return folded(name)


async def clinic_of(people: People, clinic_id: str) -> Clinic:
    patients = await people.everybody(clinic_id, ("patient",))
    staff = await people.everybody(clinic_id, ("administrator", "therapist"))
    numbers = await people.numbers(clinic_id)
    numbered = set(numbers.values())
    return Clinic(
        names=frozenset(compared(one.name) for one in patients),
        numbers=frozenset(numbers),
        nameless=frozenset(compared(one.name) for one in patients if one.id not in numbered),
        therapists={one.login: one.id for one in staff if one.login and one.deactivated_at is None},
    )


async def admitted(people: People, clinic_id: str, verdict: Verdict) -> Verdict:
    """With who looks after them and their number, or not at all."""
    arrival = verdict.arrival
    if verdict.state != "new" or arrival is None:
        return verdict
    wish = NewPerson(clinic_id=clinic_id, role="patient", name=arrival.name, language=arrival.language)
    try:
        person = await people.add_patient(wish, verdict.therapist_id, number=arrival.number)
    except NumberTaken:  # by somebody who sent the same file at the same moment
        return Verdict(line=verdict.line, name=verdict.name, state="known", why=HERE_BY_NUMBER)
    return Verdict(
        line=verdict.line,
        name=verdict.name,
        state="new",
        arrival=arrival,
        therapist_id=verdict.therapist_id,
        person_id=person.id,
    )
