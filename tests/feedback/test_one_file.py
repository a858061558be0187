"""Adding an exercise is adding one file: it is found, chosen and counted like any other."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.feedback import exercises
from coach.feedback.exercise import DescriptionError
from coach.session import Session
from coach.types import ExerciseChosen, RepCounted, SetStarted, Side
from tests.feedback.figure import film
from tests.feedback.movements import Rhythm, repeat, squat

LIBRARY = Path(exercises.__file__).parent


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that counts as part of the library for this test."""
    known = set(sys.modules)
    monkeypatch.setattr(exercises, "__path__", [*exercises.__path__, str(tmp_path)])
    yield tmp_path
    for name in set(sys.modules) - known:
        del sys.modules[name]


def test_a_new_file_is_found_and_runs(beside: Path) -> None:
    text = (LIBRARY / "mini_squat.py").read_text().replace('id="mini_squat"', 'id="garden_squat"')
    (beside / "garden_squat.py").write_text(text)
    found = exercises._load()
    assert set(found) == set(exercises.CATALOG) | {"garden_squat"}

    session = Session(found)
    session.act(
        ExerciseChosen(t=0.0, exercise="garden_squat", side=Side.BOTH, target_reps=20, target_hold_s=None)
    )
    session.act(SetStarted(t=0.0))
    move, seconds = repeat(squat(), 4, Rhythm())
    events = [event for pose in film(move, seconds) for event in session.judge(pose)]
    assert sum(isinstance(event, RepCounted) and event.complete for event in events) == 4


def test_a_file_whose_id_is_another_is_refused(beside: Path) -> None:
    (beside / "garden_squat.py").write_text((LIBRARY / "mini_squat.py").read_text())
    with pytest.raises(DescriptionError, match="file and id must be the same"):
        exercises._load()
