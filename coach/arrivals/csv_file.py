"""A table of patients as spreadsheets save it. Columns are found by their names, in any order."""

import csv
import io
from collections.abc import Mapping, Sequence

from coach.arrivals.arrival import (
    MOST,
    NOBODY,
    TOO_MANY,
    Arrival,
    FileUnfit,
    Read,
    RowUnfit,
    Unfit,
    fit_language,
    fit_name,
    fit_number,
)

OWN = "clinic"
"""Whose the numbers of such a table are."""
NOT_TEXT = "The file is not text in UTF-8: save it as “CSV UTF-8”, then send it again."
NO_COLUMNS = "The first line has to name the columns; one of them is name."
BROKEN = "The file breaks off inside a quoted text: save it as CSV again."
TOO_LONG = "This line has more fields than there are columns: is a comma in a name not quoted?"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "nombre", "nom", "imię i nazwisko", "nazwa", "patient", "paciente", "pacjent"),
    "given": ("given", "first name", "given name", "nombre de pila", "prénom", "imię"),
    "family": ("family", "last name", "family name", "surname", "apellidos", "nom de famille", "nazwisko"),
    "language": ("language", "idioma", "langue", "język"),
    "number": ("number", "número", "numéro", "numer", "id", "mrn"),
    "email": ("email", "e-mail", "correo", "correo electrónico", "courriel"),
    "therapist": ("therapist", "terapeuta", "thérapeute"),
}
_BY_NAME = {name: column for column, names in COLUMNS.items() for name in names}


def read_csv(data: bytes) -> Read:
    """Raises FileUnfit."""
    text = _text(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        columns = _columns(next(reader, []))
        found: Read = []
        for fields in reader:
            if any(field.strip() for field in fields):
                found.append(_row(reader.line_num, columns, fields))
            if len(found) > MOST:
                raise FileUnfit(TOO_MANY)
    except csv.Error as error:
        raise FileUnfit(BROKEN) from error
    if not found:
        raise FileUnfit(NOBODY)
    return found


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnfit(NOT_TEXT) from error
    if "\0" in text:
        raise FileUnfit(NOT_TEXT)
    return text


def _delimiter(text: str) -> str:
    """What the first line has most of; where the comma is the decimal sign, spreadsheets write semicolons."""
    first = text.split("\n", 1)[0]
    return max((",", ";", "\t"), key=first.count)


def _columns(names: Sequence[str]) -> list[str | None]:
    found = [_BY_NAME.get(" ".join(name.lower().split())) for name in names]
    if not {"name", "given", "family"} & set(found):
        raise FileUnfit(NO_COLUMNS)
    return found


def _row(line: int, columns: Sequence[str | None], fields: Sequence[str]) -> Arrival | Unfit:
    given = {column: field for column, field in zip(columns, fields, strict=False) if column}
    name = given.get("name") or f"{given.get('given', '')} {given.get('family', '')}".strip()
    try:
        if any(field.strip() for field in fields[len(columns) :]):
            raise RowUnfit(TOO_LONG)
        return Arrival(
            line=line,
            name=fit_name(name),
            language=fit_language(given.get("language", "")),
            number=fit_number(OWN, given.get("number", "")),
            email=given.get("email", "").strip(),
            therapist=given.get("therapist", "").strip(),
        )
    except RowUnfit as unfit:
        shown = "".join(c for c in name if c.isprintable())[:80]
        return Unfit(line=line, name=shown, why=str(unfit))
