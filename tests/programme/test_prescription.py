"""What a programme may say, and the templates to begin from."""

import pytest
from pydantic import ValidationError

from coach.feedback.exercises import CATALOG
from coach.programme.prescription import Limits, Prescription, Programme, objections
from coach.programme.ready import ready
from coach.programme.templates import TEMPLATES, read
from coach.review.sentences import TABLES, in_language
from coach.types import Side


def item(**more: object) -> Prescription:
    return Prescription.model_validate({"id": "a", "exercise": "sit_to_stand", "side": "both", **more})


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_the_library_can_do_every_template(name: str) -> None:
    template = TEMPLATES[name]
    assert template.items
    assert template.source
    assert objections(template.programme, CATALOG) == []


def test_there_is_a_template_for_every_condition_of_the_field() -> None:
    assert set(TEMPLATES) == {
        "balance",
        "brain_injury",
        "cerebral_palsy",
        "multiple_sclerosis",
        "parkinson",
        "peripheral_nerve_injury",
        "spinal_cord_injury",
        "stroke",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"sets": 0},
        {"reps": 101},
        {"days": [7]},
        {"days": [1, 1]},
        {"rest_s": float("nan")},
        {"limits": {"fewest": 9, "most": 12}},
        {"limits": {"fewest": 12, "most": 9}},
        {"stop": {"pain": 11}},
        {"id": "<b>"},
        {"colour": "red"},
        {"equipment": ["chair", {"thing": "chair", "detail": "high"}]},
        {"equipment": ["sofa"]},
        {"tempo": {"out": 0, "back": 1}},
    ],
)
def test_nonsense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        item(**wrong)


def test_a_thing_says_which_one_and_an_older_programme_still_reads() -> None:
    older = item(equipment=["chair", "band"])
    assert [(one.thing, one.detail) for one in older.equipment] == [("chair", ""), ("band", "")]
    yellow = item(equipment=["chair", {"thing": "band", "detail": "yellow"}])
    assert ready(((one.thing, one.detail) for one in yellow.equipment), "en") == [
        "a firm chair",
        "an exercise band (yellow)",
    ]
    assert Prescription.model_validate_json(yellow.model_dump_json()) == yellow


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"exercise": "flying"}, "flying"),
        ({"side": "left"}, "Sit to stand"),
        ({"hold_s": 10}, "hold"),
        ({"exercise": "tandem_stance"}, "hold"),
        ({"exercise": "step_up", "days": [1]}, "Step up"),
        ({"target": 0.66}, "rest and target"),
        ({"thresholds": {"fault.flying.limit": 3}}, "the limit of “flying”"),
        ({"thresholds": {"pace.full": 0.1}}, "the shares have to rise"),
        ({"thresholds": {"pace.max_s": 0.1}}, "the longest repetition"),
        ({"thresholds": {"fault.knees_in.margin": -1}}, "the values of “Knees in”"),
        ({"thresholds": {"fault.knees_in.share": 2}}, "the share of “Knees in”"),
    ],
)
def test_what_the_library_cannot_do_is_said(wrong: dict[str, object], named: str) -> None:
    (why,) = objections(Programme(items=(item(**wrong),)), CATALOG)
    assert named in why
    for language in TABLES:
        told = in_language(why, language)
        assert told != why
        assert not any(english in told for english in ("the ", "Knees in", "Sit to stand", "Step up", "_"))


def test_a_programme_knows_its_days() -> None:
    made = Programme(items=(item(days=[0, 2]), item(id="b", days=[2]), item(id="c")))
    assert [i.id for i in made.on(2)] == ["a", "b"]
    assert made.on(1) == ()


def test_an_id_stands_once() -> None:
    with pytest.raises(ValidationError):
        Programme(items=(item(), item(side=Side.BOTH)))


def test_own_thresholds_and_the_target_are_one_set_of_overrides() -> None:
    made = item(target=0.9, thresholds={"pace.full": 0.7}, limits=Limits(fewest=6, most=10))
    assert made.overrides == {"signal.target": 0.9, "pace.full": 0.7}
    assert objections(Programme(items=(made,)), CATALOG) == []


def test_a_file_that_is_no_template_is_refused() -> None:
    with pytest.raises(ValueError, match="source"):
        read('condition = "x"\nwatch = []')
