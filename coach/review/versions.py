"""What judges a session, by name and version: at the head of its tape, and with every later judgement."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from coach import feedback
from coach.feedback.exercises import CATALOG

DIGITS = 12
"""Of a checksum: enough to tell any two apart."""
_SESSION = Path(__file__).parents[1] / "session.py"


def versions(model: Path) -> dict[str, str]:
    """`model` and `rules` are checksums: the model's file, and the source of all that judges, so that no
    change of it goes by unnoticed."""
    return {
        "coach": version("coach"),
        "model": hashlib.sha256(model.read_bytes()).hexdigest()[:DIGITS],
        "rules": rules(),
        **{exercise.id: str(exercise.version) for exercise in CATALOG.values()},
    }


@cache
def rules() -> str:
    """The checksum of `coach.feedback` and `coach.session`, without the texts."""
    total = hashlib.sha256()
    for path in _sources():
        total.update(path.read_bytes())
    return total.hexdigest()[:DIGITS]


def _sources() -> Iterator[Path]:
    root = Path(feedback.__file__).parent
    yield from sorted(p for p in root.rglob("*.py") if "texts" not in p.relative_to(root).parts)
    yield _SESSION
