"""A sentence as a text key and what stands in it, to be worded for each reader. Not for the words themselves
(`texts`)."""

from dataclasses import dataclass
from typing import Union

from coach.feedback.texts import DEFAULT, text

Part = Union[int, str, "Said", tuple["Said", ...]]
"""A number, a name as somebody gave it, or what is worded in its turn."""


@dataclass(frozen=True, slots=True)
class Said:
    """`str` of it is English."""

    key: str
    parts: tuple[tuple[str, Part], ...] = ()
    """By their names in the sentence."""

    def worded(self, language: str = DEFAULT) -> str:
        words = {name: _worded(part, language) for name, part in self.parts}
        return text(self.key, language).format(**words)

    def __str__(self) -> str:
        return self.worded()


def said(key: str, **parts: Part) -> Said:
    return Said(key, tuple(parts.items()))


def _worded(part: Part, language: str) -> str:
    if isinstance(part, Said):
        return part.worded(language)
    if isinstance(part, tuple):
        return ", ".join(one.worded(language) for one in part)
    return str(part)
