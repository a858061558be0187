"""What is written about the program is what the program is."""

from pathlib import Path

from coach.feedback.clinical_tests import TESTS
from coach.feedback.exercises import CATALOG, NOT_AVAILABLE
from docs.library import document

DOCS = Path(__file__).parents[1] / "docs"


def test_the_library_is_described_as_it_is() -> None:
    """After a change of a description: `make docs`."""
    assert (DOCS / "exercises.md").read_text() == document()


def test_everything_is_in_it() -> None:
    said = document()
    missing = [name for name in (*CATALOG, *TESTS, *NOT_AVAILABLE) if f"`{name}`" not in said]
    assert missing == []
