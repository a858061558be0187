"""Words of a programme in each language: conditions, help, equipment, what to watch, the printed page."""

from coach.programme.texts.en import EN
from coach.programme.texts.es import ES
from coach.programme.texts.fr import FR
from coach.programme.texts.pl import PL

LANGUAGES = {"en": EN, "es": ES, "fr": FR, "pl": PL}


def word(key: str, language: str) -> str:
    """English where the language is not known. Raises KeyError for a key that is nowhere."""
    return LANGUAGES.get(language[:2].lower(), EN)[key]
