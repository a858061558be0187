"""What people are told, by language. English is complete; a test holds the others to it.

Keys: exercise.<id>.name|how_to · fault.<id> (short, for the therapist) · cue.<id> (what the patient
hears: at most seven words, says what to do) · advice.<what> (camera check) · turn.<where> · part.<landmark> ·
pause.<reason> · told.<what> (therapist only) · safety.<note> · equipment.<thing> · test.<id>.<what> ·
queue.<kind> (for a reviewer) · learn.<what> · measure.<name> · condition.<name> (therapist only)."""

from coach.feedback.texts.en import EN
from coach.feedback.texts.es import ES
from coach.feedback.texts.fr import FR
from coach.feedback.texts.learning_en import LEARNING_EN
from coach.feedback.texts.learning_es import LEARNING_ES
from coach.feedback.texts.learning_fr import LEARNING_FR
from coach.feedback.texts.learning_pl import LEARNING_PL
from coach.feedback.texts.pl import PL
from coach.feedback.texts.tests_en import TESTS_EN
from coach.feedback.texts.tests_es import TESTS_ES
from coach.feedback.texts.tests_fr import TESTS_FR
from coach.feedback.texts.tests_pl import TESTS_PL

DEFAULT = "en"
TEXTS: dict[str, dict[str, str]] = {
    "en": EN | TESTS_EN | LEARNING_EN,
    "es": ES | TESTS_ES | LEARNING_ES,
    "fr": FR | TESTS_FR | LEARNING_FR,
    "pl": PL | TESTS_PL | LEARNING_PL,
}
LANGUAGES: tuple[str, ...] = tuple(TEXTS)


def text(key: str, language: str = DEFAULT) -> str:
    """The sentence for `key`; English where the language is not known.

    Raises KeyError for a key that does not exist."""
    primary = language.lower().split("-")[0].split("_")[0]
    return TEXTS.get(primary, TEXTS[DEFAULT])[key]
