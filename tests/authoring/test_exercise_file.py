"""An exercise as a file: written, read back the same, and refused field by field."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.feedback.exercise import Exercise, Pace, Signal, Tempo
from coach.feedback.exercises import CATALOG
from coach.feedback.fault_table import TRUNK_LEAN
from coach.feedback.measures import MEASURES
from coach.review.exercise_file import ExerciseUnreadable, load, read, save
from coach.types import Side

MINE = """
id = "wave"
name = "Wave"
how_to = "Lift your hand. Wave."
view = "front"
views = ["front"]
sides = ["both", "left", "right"]
sided = true
posture = "any"
joint = "shoulder"
parts = ["shoulder", "elbow", "wrist", "hip"]
faults = ["trunk_lean"]

[[signals]]
measure = "shoulder_abduction"
rest = 20
target = 80

[tempo]
out = 2
hold = 0.5
back = 2
"""


@pytest.mark.parametrize("suffix", [".toml", ".json"])
@pytest.mark.parametrize("exercise", CATALOG.values(), ids=lambda e: e.id)
def test_every_exercise_of_the_library_survives_a_file(
    exercise: Exercise, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"mine{suffix}"
    save(exercise, path)
    assert load(path) == exercise


@given(
    measure=st.sampled_from(sorted(MEASURES)),
    rest=st.floats(-100, 0, allow_subnormal=False),
    target=st.floats(1, 100),
    words=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40),
    max_s=st.floats(2, 60),
)
def test_any_exercise_survives_a_file(
    tmp_path_factory: pytest.TempPathFactory,
    measure: str,
    rest: float,
    target: float,
    words: str,
    max_s: float,
) -> None:
    path = tmp_path_factory.mktemp("files") / "mine.toml"
    exercise = dataclasses.replace(
        CATALOG["march"],
        signals=(Signal(measure=measure, rest=rest, target=target),),
        pace=Pace(max_s=max_s),
        safety=(words,),
    )
    save(exercise, path, how_to=words)
    assert (load(path), read(path).how_to) == (exercise, words)


def test_a_therapist_s_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wave.toml"
    path.write_text(MINE)
    authored = read(path)
    assert (authored.name, authored.how_to) == ("Wave", "Lift your hand. Wave.")
    assert authored.exercise == Exercise(
        id="wave",
        view="front",
        views=("front",),
        sides=(Side.BOTH, Side.LEFT, Side.RIGHT),
        sided=True,
        posture="any",
        joint="shoulder",
        parts=("shoulder", "elbow", "wrist", "hip"),
        faults=(TRUNK_LEAN,),
        signals=(Signal(measure="shoulder_abduction", rest=20, target=80),),
        tempo=Tempo(out=2, hold=0.5, back=2),
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('view = "front"\n', "", "view: this field is needed."),
        ("target = 80", 'target = "far"', 'signals 1 target: expected a number, found "far".'),
        ("target = 80", "target = true", "signals 1 target: expected a number, found true."),
        ("target = 80", "target = 20", "signals 1: shoulder_abduction: rest and target are both 20"),
        ("target = 80", "target = nan", "Only texts, numbers, true and false may be values here."),
        ("target = 80", "target = 80\ntarger = 1", "signals 1: unknown field 'targer'; known are measure"),
        ('"shoulder_abduction"', '"sholder"', "signals 1: unknown measure 'sholder'; known are"),
        ('["both", "left"', '["lef"', "sides 1: expected one of 'left', 'right' or 'both', found \"lef\"."),
        ("sided = true", "sided = 1", "sided: expected true or false, found 1."),
        ('views = ["front"]', 'views = "front"', 'views: expected a list, found "front".'),
        ('["trunk_lean"]', '["trunk_leen"]', "faults: expected a table of fields or one of"),
        ('name = "Wave"', "name = 3", "name: expected a text in quotes, found 3."),
        ("[tempo]", "[tempoo]", "unknown field 'tempoo'"),
        ('joint = "shoulder"', 'joint = "toe"', "joint 'toe'"),
        ("[tempo]", "[pace]\nfull = 0.1\n[tempo]", "pace: need 0 < end < start < partial < full <= 1"),
        ("[tempo]", "[tempo", "The file is not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert old in MINE
    path = tmp_path / "wave.toml"
    path.write_text(MINE.replace(old, new, 1))
    with pytest.raises(ExerciseUnreadable) as refused:
        load(path)
    assert any(told in problem for problem in refused.value.problems), refused.value.problems
    assert all(problem.endswith(".") for problem in refused.value.problems)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "wave.toml"
    path.write_text(MINE.replace('view = "front"\n', "").replace("rest = 20", 'rest = "x"'))
    with pytest.raises(ExerciseUnreadable) as refused:
        load(path)
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("name", ["mine.yaml", "mine"])
def test_another_kind_of_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ExerciseUnreadable, match="must end in"):
        load(tmp_path / name)
    with pytest.raises(ExerciseUnreadable, match="must end in"):
        save(CATALOG["march"], tmp_path / name)


def test_a_missing_file_a_list_and_bytes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExerciseUnreadable, match="can't be read"):
        load(tmp_path / "mine.toml")
    (tmp_path / "list.json").write_text("[]")
    with pytest.raises(ExerciseUnreadable, match="table of fields"):
        load(tmp_path / "list.json")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ExerciseUnreadable, match="UTF-8"):
        load(tmp_path / "bytes.toml")
