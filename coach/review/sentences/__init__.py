"""What is said around review and uploads, in the language of who reads it.

The English sentence is the key, as it stands where it is said; a name in braces is a part that changes. What
was kept in the database in English is worded for each reader anew. A sentence that is not here stays English.
"""

import re
from collections.abc import Mapping
from functools import cache

from coach.feedback.texts import TEXTS
from coach.review.sentences import arrivals, es, fr, mail, people, pl

TABLES: Mapping[str, Mapping[str, str]] = {
    "es": {**es.SENTENCES, **people.column(0), **arrivals.column(0), **mail.column(0)},
    "fr": {**fr.SENTENCES, **people.column(1), **arrivals.column(1), **mail.column(1)},
    "pl": {**pl.SENTENCES, **people.column(2), **arrivals.column(2), **mail.column(2)},
}

_PART = re.compile(r"\\\{(\w+)\\\}")
"""A name in braces, after `re.escape`."""


def in_language(sentence: str, language: str) -> str:
    """`language` as a browser names it: `pl`, `pl-PL`, or a whole Accept-Language header."""
    base = re.split(r"[-_,;]", language.strip().lower(), maxsplit=1)[0]
    if (name := _names(base).get(sentence)) is not None:
        return name
    for pattern, words in _patterns(base):
        if (found := pattern.fullmatch(sentence)) is not None:
            parts = {name: in_language(part, language) for name, part in found.groupdict().items()}
            return words.format(**parts)
    return sentence


@cache
def _names(language: str) -> dict[str, str]:
    """What exercises and findings are called, as parts of sentences have it."""
    there, english = TEXTS.get(language, {}), TEXTS["en"]
    kinds = ("exercise.", "fault.")
    named = {key: said for key, said in there.items() if key.startswith(kinds)}
    return {english[key]: said for key, said in named.items() if not key.endswith(".how_to")}


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    table = TABLES.get(language, {})
    return tuple((pattern_of(english), words) for english, words in table.items())


def pattern_of(english: str) -> re.Pattern[str]:
    """What fits the sentence, whatever stands in its parts."""
    return re.compile(_PART.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL)
