"""What a patient is asked to agree to, in their language. Change `VERSION` with the words: what was agreed
to is kept with it."""

VERSION = "2"

KINDS = ("call", "recording", "data")

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "call": (
            "Video sessions",
            (
                "Your therapist sees and hears you during a session. A computer at the clinic follows "
                "your movement and counts. It can be wrong; your therapist decides."
            ),
        ),
        "recording": (
            "Recordings",
            (
                "Your therapist may ask to record a session, to watch it again with you. You are asked "
                "each time."
            ),
        ),
        "data": (
            "Your movement data",
            (
                "Your counts, angles and answers are kept at the clinic, to see how you get on. They are "
                "not sold and not passed on. Without it, only what your therapist writes in words is kept."
            ),
        ),
    },
    "es": {
        "call": (
            "Sesiones por vídeo",
            (
                "Su terapeuta le ve y le oye durante la sesión. Un ordenador de la clínica sigue su "
                "movimiento y cuenta. Puede equivocarse; decide su terapeuta."
            ),
        ),
        "recording": (
            "Grabaciones",
            (
                "Su terapeuta puede pedirle grabar una sesión para verla otra vez con usted. Se le "
                "pregunta cada vez."
            ),
        ),
        "data": (
            "Sus datos de movimiento",
            (
                "Sus recuentos, ángulos y respuestas se guardan en la clínica para ver cómo avanza. No se"
                " venden ni se pasan a nadie. Sin ello solo se guarda lo que su terapeuta escribe."
            ),
        ),
    },
    "fr": {
        "call": (
            "Séances par vidéo",
            (
                "Votre thérapeute vous voit et vous entend pendant la séance. Un ordinateur de la "
                "clinique suit votre mouvement et compte. Il peut se tromper ; votre thérapeute décide."
            ),
        ),
        "recording": (
            "Enregistrements",
            (
                "Votre thérapeute peut demander d'enregistrer une séance pour la revoir avec vous. On "
                "vous demande à chaque fois."
            ),
        ),
        "data": (
            "Vos données de mouvement",
            (
                "Vos comptes, angles et réponses sont gardés à la clinique pour suivre vos progrès. Ils "
                "ne sont ni vendus ni transmis. Sans cela, seul ce que votre thérapeute écrit est gardé."
            ),
        ),
    },
    "pl": {
        "call": (
            "Sesje wideo",
            (
                "Terapeuta widzi i słyszy Cię w czasie sesji. Komputer w klinice śledzi ruch i liczy. "
                "Może się mylić; decyduje terapeuta."
            ),
        ),
        "recording": (
            "Nagrania",
            ("Terapeuta może zapytać, czy nagrać sesję, aby obejrzeć ją z Tobą. Pytamy za każdym razem."),
        ),
        "data": (
            "Dane o ruchu",
            (
                "Liczby, kąty i odpowiedzi są przechowywane w klinice, aby widzieć postępy. Nie są "
                "sprzedawane ani przekazywane. Bez tej zgody zostaje tylko to, co zapisze terapeuta."
            ),
        ),
    },
}


def words_of(kind: str, language: str) -> tuple[str, str]:
    """Title and text; in English where there are none."""
    return WORDS.get(language[:2].lower(), WORDS["en"])[kind]
