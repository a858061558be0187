"""Every sentence that is said around review is there in every language, with its parts."""

import ast
import string
from pathlib import Path

import pytest

import coach
from coach.review.sentences import TABLES, in_language, pattern_of

HOME = Path(coach.__file__).parent
SPOKEN = (
    *(f"api/{name}.py" for name in ("erasing", "exports", "guard", "jobs", "rejudge", "review")),
    *(f"api/{name}.py" for name in ("uploads", "personal_uploads")),
    *(
        f"api/{name}.py"
        for name in ("administration", "agreed", "caregivers", "charting", "consents", "entrance", "home")
    ),
    *(f"api/{name}.py" for name in ("people", "personal", "programme", "reminders", "sessions")),
    *(f"arrivals/{name}.py" for name in ("arrival", "arriving", "csv_file", "fhir_file")),
    *(f"programme/{name}.py" for name in ("prescription", "merging", "goals", "intake")),
    *(f"store/{name}.py" for name in ("chart", "passwords", "people")),
    *(f"review/{name}.py" for name in ("jobs", "rejudgements", "upload", "uploads")),
    *(f"review/exports/{name}.py" for name in ("burnt_in", "choose", "record", "trc")),
    "api/mail.py",
    "reminders/trying.py",
    "pose/video.py",
    "store/tape.py",
)
NOT_FOR_PEOPLE = (
    "needs ",  # a correction that no page sends
    "This FFmpeg can write neither",  # of the server's own machine
    "cannot be made into a film (",
    "the tape can't be written",
    "the disk has stalled",
    "the disk has",
    "cannot be opened (",  # of the command line: a path
    "does not exist: check the path",
    "can no longer be read",
    "was written by ",  # made of two parts: tested below
    "More than",  # only as a part of FFmpeg's
)


def parts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", TABLES)
def test_every_language_has_the_same_sentences_with_the_same_parts(language: str) -> None:
    table = TABLES[language]
    assert set(table) == set(TABLES["es"])
    for english, words in table.items():
        assert parts(words) == parts(english), english


def test_parts_are_kept_and_whole_headers_are_understood() -> None:
    said = "The video is too long: at most 30 minutes can be judged."
    assert (
        in_language(said, "fr-CH,fr;q=0.9")
        == "La vidéo est trop longue : 30 minutes au plus peuvent être évaluées."
    )
    assert in_language(said, "de") == in_language(said, "en") == in_language(said, "") == said
    assert in_language("The file has no picture, only sound: choose the video recording.", "pl").startswith(
        "Plik "
    )
    odd = "a {0} \\1.mp4 has no picture, only sound: choose the video recording."
    assert in_language(odd, "es").startswith("a {0} \\1.mp4 no tiene imagen")


def test_an_older_and_a_newer_tape_are_said_in_every_language() -> None:
    for age, remedy in (("a newer", "update Coach"), ("an older", "open it with that one")):
        said = f"x.tape was written by {age} version of Coach (tape format 9, this one reads 1): {remedy}."
        for language in TABLES:
            assert in_language(said, language) != said


@pytest.mark.parametrize("module", SPOKEN)
def test_no_sentence_is_said_in_english_only(module: str) -> None:
    """Every text of these modules that is a sentence for a person is in the table."""
    known = [pattern_of(english) for english in TABLES["es"]]
    missing = [
        text
        for text in sentences(HOME / module)
        if not any(p.fullmatch(text) for p in known) and not any(part in text for part in NOT_FOR_PEOPLE)
    ]
    assert missing == []


def sentences(path: Path) -> list[str]:
    """Texts that end as sentences do, but docstrings and what describes a door; changing parts as `7`."""
    tree = ast.parse(path.read_text())
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    skipped |= {
        id(inner) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for inner in node.values
    }
    found = (
        _text(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in skipped
    )
    return [text for text in found if text and " " in text and text.endswith(".") and text[0] not in " ,"]


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        text = node.value if isinstance(node.value, str) else ""
        return _filled(text)
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "7" for v in node.values)


def _filled(text: str) -> str:
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError:
        return text
    return "".join(literal + ("" if name is None else "7") for literal, name, _, _ in pieces)
