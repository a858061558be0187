"""FHIR R4 patients: one Patient, or a Bundle in which other resources are passed over. Name, language and
number are taken: what else is in it is not needed."""

import json
from typing import Any

from fhir.resources.R4B.humanname import HumanName
from fhir.resources.R4B.patient import Patient
from pydantic import ValidationError

from coach.arrivals.arrival import (
    LANGUAGES,
    MOST,
    NOBODY,
    TOO_MANY,
    Arrival,
    FileUnfit,
    Read,
    RowUnfit,
    Unfit,
    fit_name,
    fit_number,
)

NOT_FHIR = "This is not a FHIR Patient, nor a Bundle of them."
NOT_VALID = "This is not as FHIR R4 wants a Patient: {where}."
NOT_ACTIVE = "The file says that this record is not in use, or that the person has died."
PREFERRED = ("official", "usual")
_OLD = ("old", "maiden", "temp", "anonymous")


def read_fhir(data: bytes) -> Read:
    """Raises FileUnfit."""
    resources = _resources(data)
    if len(resources) > MOST:
        raise FileUnfit(TOO_MANY)
    if not resources:
        raise FileUnfit(NOBODY)
    return [_row(n, resource) for n, resource in enumerate(resources, 1)]


def _resources(data: bytes) -> list[dict[str, Any]]:
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FileUnfit(NOT_FHIR) from error
    kind = whole.get("resourceType") if isinstance(whole, dict) else None
    if kind == "Patient":
        return [whole]
    entries = whole.get("entry", []) if kind == "Bundle" else None
    if not isinstance(entries, list):
        raise FileUnfit(NOT_FHIR)
    inside = [entry.get("resource") for entry in entries if isinstance(entry, dict)]
    return [one for one in inside if isinstance(one, dict) and one.get("resourceType") == "Patient"]


def _row(line: int, resource: dict[str, Any]) -> Arrival | Unfit:
    try:
        patient = _patient(resource)
        if patient.active is False or patient.deceasedBoolean or patient.deceasedDateTime:
            raise RowUnfit(NOT_ACTIVE)
        return Arrival(
            line=line, name=fit_name(_name(patient)), language=_language(patient), number=_number(patient)
        )
    except RowUnfit as unfit:
        return Unfit(line=line, name="", why=str(unfit))


def _patient(resource: dict[str, Any]) -> Patient:
    try:
        return Patient.model_validate(resource)
    except (ValidationError, ValueError, RecursionError) as error:
        where = ""
        if isinstance(error, ValidationError):
            where = ".".join(str(part) for part in error.errors()[0]["loc"])[:80]
        raise RowUnfit(NOT_VALID.format(where=where or "Patient")) from error


def _name(patient: Patient) -> str:
    names: list[HumanName] = [one for one in patient.name or [] if one.use not in _OLD]
    best = min(names, key=lambda one: one.use not in PREFERRED, default=None)
    if best is None:
        return ""
    return best.text or " ".join([*(part for part in best.given or [] if part), best.family or ""])


def _language(patient: Patient) -> str:
    """The preferred one that is offered here; else English."""
    spoken = sorted(patient.communication or [], key=lambda one: not one.preferred)
    codes = [coding.code for one in spoken for coding in one.language.coding or []]
    bases = [str(code).lower().split("-")[0] for code in [*codes, patient.language] if code]
    return next((base for base in bases if base in LANGUAGES), "en")


def _number(patient: Patient) -> tuple[str, str] | None:
    numbers = [one for one in patient.identifier or [] if one.value and one.use != "old"]
    best = min(numbers, key=lambda one: one.use not in PREFERRED, default=None)
    return fit_number(str(best.system or "fhir"), str(best.value)) if best is not None else None
