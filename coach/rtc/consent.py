"""Who has agreed to be recorded: asked by the therapist, answered by the patient. Pure.

The words of the question are versioned, because what was agreed to is kept. Change `TEXT_VERSION` with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

TEXT_VERSION = 1

QUESTIONS = {
    "en": (
        "May we record this session?",
        "Your therapist can watch it again. You can stop it at any time.",
    ),
    "es": (
        "¿Podemos grabar esta sesión?",
        "Su terapeuta puede verla otra vez. Usted puede pararla cuando quiera.",
    ),
    "fr": (
        "Pouvons-nous enregistrer cette séance ?",
        "Votre thérapeute peut la revoir. Vous pouvez l'arrêter à tout moment.",
    ),
    "pl": (
        "Czy możemy nagrać tę sesję?",
        "Terapeuta może ją obejrzeć jeszcze raz. Nagranie można zatrzymać w każdej chwili.",
    ),
}

Said = Literal["asked", "yes", "no", "stop_keep", "stop_delete"]
RECORDED = ("patient", "therapist")


def question(language: str) -> tuple[str, str]:
    """What the patient is asked, and what they should know; in English where there are no words."""
    return QUESTIONS.get(language, QUESTIONS["en"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One session's. `picture`: the therapist's picture is recorded too; their voice always is."""

    state: Literal["off", "asked", "on"] = "off"
    picture: bool = False

    def after(self, role: str, said: str, *, picture: bool = False) -> "Consent":
        """What holds once this was said; the same where it means nothing now."""
        match said:
            case "asked" if role == "therapist" and self.state == "off":
                return Consent(state="asked", picture=picture)
            case "yes" if role == "patient" and self.state == "asked":
                return replace(self, state="on")
            case "no" if role == "patient" and self.state == "asked":
                return Consent()
            case "stop_keep" | "stop_delete" if self.state != "off":
                return Consent()
        return self


def recalled(said: Iterable[tuple[str, str, bool]]) -> Consent:
    """From what was said before: (role, said, picture), oldest first."""
    consent = Consent()
    for role, word, picture in said:
        consent = consent.after(role, word, picture=picture)
    return consent
