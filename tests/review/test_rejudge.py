"""Sets judged again: with the same rules exactly what was judged, with others what they change."""

from pathlib import Path

import pytest

from coach.feedback.exercises import CATALOG
from coach.feedback.thresholds import NotAThreshold, changed
from coach.review.difference import difference
from coach.review.rejudge import SetJudged, rejudge
from coach.store.tape import TapeReader
from coach.types import FaultSeen, RepCounted, SetDone
from tests.review.exports.conftest import make_tape

GOLDEN = Path(__file__).parents[1] / "golden"


def recorded(path: Path) -> list[SetJudged]:
    """The tape's own sets with what was found in them."""
    sets: list[SetJudged] = []
    found: list[RepCounted | FaultSeen] = []
    for record in TapeReader(path).outline().records:
        if isinstance(record, RepCounted | FaultSeen):
            found.append(record)
        elif isinstance(record, SetDone):
            sets.append(SetJudged(done=record, found=tuple(found)))
            found = []
    return sets


@pytest.fixture(scope="module")
def tape(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tape(tmp_path_factory.mktemp("tape") / "a.tape")


@pytest.mark.parametrize("exercise", sorted(CATALOG))
def test_with_the_same_rules_every_golden_set_is_judged_the_same(exercise: str) -> None:
    path = GOLDEN / f"{exercise}.tape"
    assert list(rejudge(TapeReader(path), CATALOG)) == recorded(path)


def test_what_a_person_tapped_is_not_part_of_the_judgement(tape: Path) -> None:
    then, now = recorded(tape), list(rejudge(TapeReader(tape), CATALOG))
    assert [one.found for one in now] == [one.found for one in then]
    assert [one.done.correction for one in then] == [-1, -1]
    assert [one.done.correction for one in now] == [0, 0]
    assert all(change.same for change in difference(then, now))


def test_a_wider_limit_loses_the_finding_and_nothing_else(tape: Path) -> None:
    wide = {"sit_to_stand": {"fault.knees_in.limit": 0.1}}
    for change in difference(recorded(tape), list(rejudge(TapeReader(tape), CATALOG, wide))):
        assert (change.reps_gained, change.reps_lost, change.faults_gained) == ((), (), ())
        assert {fault.fault for fault in change.faults_lost} == {"knees_in"}


def test_a_target_that_nobody_reaches_makes_every_repetition_partial(tape: Path) -> None:
    far = {"sit_to_stand": {"signal.target": 3 * CATALOG["sit_to_stand"].target_value}}
    for change in difference(recorded(tape), list(rejudge(TapeReader(tape), CATALOG, far))):
        assert change.before > change.after == 0
        assert len(change.reps_lost) == change.before


def test_a_set_of_an_exercise_that_is_gone_stands_as_it_was(tape: Path) -> None:
    for one, then in zip(rejudge(TapeReader(tape), {}), recorded(tape), strict=True):
        assert (one.known, one.found, one.done.reps) == (False, then.found, then.done.reps)


def test_what_is_strong_moves_with_the_limit() -> None:
    (was,) = (r for r in CATALOG["sit_to_stand"].faults if r.id == "knees_in")
    made = changed(CATALOG, {"sit_to_stand": {"fault.knees_in.limit": was.limit - 0.3}})
    (rule,) = (r for r in made["sit_to_stand"].faults if r.id == "knees_in")
    assert rule.strong == pytest.approx((was.strong or 0) - 0.3)


@pytest.mark.parametrize(
    "overrides",
    [
        {"flying": {"signal.target": 1.0}},
        {"sit_to_stand": {"signal.measure": 1.0}},
        {"sit_to_stand": {"fault.no_such.limit": 1.0}},
        {"sit_to_stand": {"pace.start": 0.9}},
        {"sit_to_stand": {"pace.full": float("nan")}},
        {"sit_to_stand": {"fault.knees_in.share": 2.0}},
        {"sit_to_stand": {"": 2.0}},
    ],
)
def test_nonsense_is_refused_in_a_sentence(overrides: dict[str, dict[str, float]]) -> None:
    with pytest.raises(NotAThreshold, match=r"\.$"):
        changed(CATALOG, overrides)


def test_values_that_only_hold_together_are_set_together() -> None:
    both = {"sit_to_stand": {"pace.start": 0.6, "pace.partial": 0.7}}
    assert changed(CATALOG, both)["sit_to_stand"].pace.start == 0.6
