"""Somebody in a file of patients, as far as the file itself says; who is in the clinic is not known here."""

from dataclasses import dataclass

from coach.store.people import NameUnfit, clean

LANGUAGES = ("en", "es", "fr", "pl")
MOST = 2000
"""Patients in one file."""
MOST_BYTES = 5_000_000
LONGEST_NUMBER = 64
FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""

TOO_LARGE = "The file is larger than 5 MB: send it in parts."
TOO_MANY = "There are more than 2000 patients in this file: send it in parts."
NOBODY = "There are no patients in this file."
NO_NAME = "There is no name."
A_FORMULA = "A name does not begin with = + - or @: a spreadsheet would take it for a formula."
NOT_A_LANGUAGE = "This language is not offered here: en, es, fr or pl."
LONG_NUMBER = "A number has at most 64 characters."


class FileUnfit(Exception):
    """Nothing of it can be read; the text is a sentence for whoever sent it."""


class RowUnfit(Exception):
    """One patient of it can't be taken; the text is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """`line`: in a CSV the line, else the how manieth."""

    line: int
    name: str
    language: str = "en"
    number: tuple[str, str] | None = None
    """Whose numbers they are, and the number: it tells people of the same name apart."""
    email: str = ""
    therapist: str = ""
    """The sign-in of who looks after them; empty: who sends the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    line: int
    name: str
    why: str


Read = list[Arrival | Unfit]


def fit_name(name: str) -> str:
    """Raises RowUnfit."""
    if not name.strip():
        raise RowUnfit(NO_NAME)
    if name.strip().startswith(FORMULA):
        raise RowUnfit(A_FORMULA)
    try:
        return clean(name)
    except NameUnfit as error:
        raise RowUnfit(str(error)) from error


def fit_number(system: str, number: str) -> tuple[str, str] | None:
    """None where there is none. Raises RowUnfit."""
    kept = " ".join(number.split())
    if len(kept) > LONGEST_NUMBER or not kept.isprintable():
        raise RowUnfit(LONG_NUMBER)
    return (system[:200], kept) if kept else None


def fit_language(language: str) -> str:
    """Raises RowUnfit."""
    base = language.strip().lower().replace("_", "-").split("-")[0] or "en"
    if base not in LANGUAGES:
        raise RowUnfit(NOT_A_LANGUAGE)
    return base
