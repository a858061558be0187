"""Every language says everything, briefly."""

import pytest

from coach.feedback.camera_check import ADVICE_FOR
from coach.feedback.candidates import CANDIDATES
from coach.feedback.clinical_tests import TESTS
from coach.feedback.clinical_tests.norms import CHANGES, NORMS
from coach.feedback.cues import MOST_WORDS
from coach.feedback.exercise import POSTURES, VIEWS
from coach.feedback.exercises import CATALOG
from coach.feedback.texts import LANGUAGES, TEXTS, text
from coach.types import LANDMARKS

SAFETY = ("fall", "balance_loss", "knee_buckle", "freezing")
PAUSES = ("nobody", "out_of_view", "no_hand", "two_people", "stale")
SPOKEN = ("cue.", "advice.", "pause.", "turn.", "refusal.", "deviation.", "norm.", "learn.", "told.")


def needed() -> set[str]:
    """The keys that the program can ask for."""
    keys = {f"exercise.{id_}.{what}" for id_ in CATALOG for what in ("name", "how_to")}
    faults = {rule.id for e in CATALOG.values() for rule in e.faults}
    faults |= {rule.id for e in CATALOG.values() for rule in e.rep_faults} | set(SAFETY)
    keys |= {f"{kind}.{fault}" for kind in ("fault", "cue") for fault in faults}
    keys |= {f"told.{what}" for what in (*SAFETY, "no_change", "target_low", "slowing", "rest_due")}
    keys |= {"told.pain_limit", "told.effort_limit"}
    keys |= {"cue.rest_offer", "cue.rest"}
    keys |= {"fault.unlike_own"}  # never spoken
    keys |= {f"part.{name}" for name in LANDMARKS} | {f"pause.{reason}" for reason in PAUSES}
    keys |= {f"turn.{where}" for where in ("front", "side_left", "side_right", "half_left", "half_right")}
    keys |= {f"advice.turn_{view}" for view in VIEWS} | {advice for _, advice in ADVICE_FOR}
    keys |= {
        f"advice.{what}"
        for what in (
            "nobody",
            "missing_body",
            "missing_hand",
            "too_dark",
            "too_bright",
            "too_near",
            "too_far",
        )
    }
    keys |= {f"measure.{candidate.measure}" for candidate in CANDIDATES} | learning() | in_a_test()
    keys |= {f"safety.{note}" for e in CATALOG.values() for note in e.safety}
    return keys | {f"equipment.{thing}" for e in CATALOG.values() for thing in e.equipment}


def learning() -> set[str]:
    """What a demonstration can be answered with, and what is said of it."""
    failed = ("nobody_still", "no_movement", "few", "nothing_common", "no_recording")
    refused = ("bad_name", "name_taken", "numbers_unfit")
    told = ("signal", "view", "next", "estimate", "missed", *POSTURES, *VIEWS, "back")
    moved = ("whole", "together", "in_turn", "left", "right")
    return {f"learn.{what}" for what in (*failed, *refused, *told, *moved)}


def in_a_test() -> set[str]:
    """What a standard test can say, but for deviations."""
    keys = {key for test in TESTS.values() for key in (test.name_key, *test.prompt_keys)}
    keys |= {f"refusal.turn_{test.views[0]}" for test in TESTS.values()} | {"refusal.turn_round"}
    keys |= {f"equipment.{thing}" for test in TESTS.values() for thing in test.equipment}
    keys |= {norm.key for norm in NORMS} | {
        "norm.as_expected",
        "told.test_stopped",
        "cue.go",
        "cue.test_done",
    }
    keys |= {f"condition.{change.condition}" for change in CHANGES if change.condition}
    calibration = ("cue.calibrate_still", "cue.calibrate_move", "cue.show_reps")
    return keys | {"told.calibration_failed", "told.camera_moved", *calibration}


def test_english_says_all_that_is_asked_for() -> None:
    assert needed() - set(TEXTS["en"]) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_complete(language: str) -> None:
    assert set(TEXTS[language]) == set(TEXTS["en"])
    assert all(sentence.strip() == sentence and sentence for sentence in TEXTS[language].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_cues_are_short(language: str) -> None:
    spoken = {k: v for k, v in TEXTS[language].items() if k.startswith(("cue.", "turn."))}
    long = {k: v for k, v in spoken.items() if len(v.split()) > MOST_WORDS}
    assert long == {}


@pytest.mark.parametrize("language", [lang for lang in LANGUAGES if lang != "en"])
def test_nothing_was_left_in_english(language: str) -> None:
    same = {k for k, v in TEXTS[language].items() if k.startswith(SPOKEN) and v == TEXTS["en"][k]}
    assert same == set()


@pytest.mark.parametrize("word", ["don't", "not ", "never", "wrong", "bad", "stop leaning"])
def test_cues_say_what_to_do(word: str) -> None:
    assert [v for k, v in TEXTS["en"].items() if k.startswith("cue.") and word in v.lower()] == []


def test_a_region_is_understood_and_an_unknown_language_is_english() -> None:
    assert text("pause.nobody", "es-AR") == TEXTS["es"]["pause.nobody"]
    assert text("pause.nobody", "pl_PL") == TEXTS["pl"]["pause.nobody"]
    assert text("pause.nobody", "xx") == TEXTS["en"]["pause.nobody"]


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        text("cue.fly")
